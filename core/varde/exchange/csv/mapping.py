"""What the columns of an earlier system's file are: a TOML file read into one frozen value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from varde.exchange.csv.background import BACKGROUND
from varde.kernel.errors import BadUsage
from varde.kernel.tables import ENCODINGS, TableOptions

LAYOUTS = ("long", "wide")
_KNOWN = {
    "": (
        "layout",
        "delimiter",
        "encoding",
        "date_order",
        "decimal",
        "missing",
        "ignore",
        "other_occasions",
        "person",
        "enrolment",
        "background",
        "occasion",
        "scores",
        "dates",
    ),
    "person": ("column",),
    "enrolment": (
        "track",
        "track_column",
        "tracks",
        "start",
        "start_column",
        "ended_column",
        "running",
        "running_column",
    ),
    "background": tuple(BACKGROUND),
    "occasion": ("column", "values", "date"),
}


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """A column of totals. ``occasion`` is "" in a long file, where a column of its own names the measurement."""

    column: str
    instrument: str
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class ScoreMapping:
    """A whole mapping. ``start`` or ``start_column`` says when each person began; a measurement without a date column
    is dated where the programme plans it. ``occasions`` maps what the file writes to occasion keys, ``tracks`` to
    track keys; ``dates`` maps occasion keys of a wide file to columns. ``other_occasions`` are the names of those that are
    none of the programme's. ``running`` says of everybody that she is still in treatment, ``running_column`` of each;
    ``background`` is by part the column and what it writes. ``decimal`` "" is found out."""

    layout: Literal["long", "wide"]
    person: str
    scores: tuple[ScoreColumn, ...]
    options: TableOptions = field(default_factory=TableOptions)
    decimal: str = ""
    track: str | None = None
    track_column: str = ""
    tracks: Mapping[str, str] = field(default_factory=dict)
    start: date | None = None
    start_column: str = ""
    occasion_column: str = ""
    occasions: Mapping[str, str] = field(default_factory=dict)
    date_column: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    other_occasions: tuple[str, ...] = ()
    ended_column: str = ""
    running: bool = False
    running_column: str = ""
    background: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, in no particular order."""
        about = (self.start_column, self.ended_column, self.running_column, self.track_column)
        background = (column for column, _values in self.background.values())
        totals = (score.column for score in self.scores)
        mapped = (
            self.person,
            *about,
            self.occasion_column,
            self.date_column,
            *background,
            *totals,
            *self.dates.values(),
        )
        return tuple(dict.fromkeys(name for name in mapped if name))


def read_mapping(raw: bytes) -> ScoreMapping:
    """The mapping in a TOML file.

    :raises BadUsage: with one sentence for everything that is wrong in it.
    """
    try:
        tables = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as fault:
        raise BadUsage(f"The mapping is not UTF-8: byte {fault.start + 1} cannot be read.") from None
    except tomllib.TOMLDecodeError as fault:
        raise BadUsage(f"The mapping is not TOML: {fault}.") from None
    except RecursionError:
        raise BadUsage("The mapping is nested too deep to be read.") from None
    except ValueError:
        raise BadUsage("A number in the mapping has too many digits to be read.") from None
    reading = _MappingReader(tables)
    mapping = reading.mapping()
    if reading.faults:
        raise BadUsage(*reading.faults)
    return mapping


def with_options(mapping: ScoreMapping, options: TableOptions) -> ScoreMapping:
    """The mapping with what the command line says as well.

    :raises BadUsage: the two do not agree.
    """
    said = mapping.options
    faults = [
        f"--{option} says {asked}, and the mapping says {written}."
        for option, asked, written in (
            ("delimiter", options.delimiter, said.delimiter),
            ("encoding", options.encoding, said.encoding),
            ("dates", options.dates, said.dates),
        )
        if asked and written and asked != written
    ]
    ignored = (*said.ignore, *options.ignore)
    faults += [f"The column “{name}” is both mapped and ignored." for name in mapping.columns if name in options.ignore]
    if faults:
        raise BadUsage(*faults)
    return replace(
        mapping,
        options=TableOptions(
            options.delimiter or said.delimiter,
            options.encoding or said.encoding,
            options.dates or said.dates,
            options.missing | said.missing,
            ignored,
            options.columns,
        ),
    )


class _MappingReader:
    """Takes the parts of a mapping one by one and remembers what is wrong."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.tables = tables
        self.faults: list[str] = []
        for table, known in _KNOWN.items():
            inside = tables if not table else self._table(table)
            for key in inside:
                if key not in known:
                    where = f"[{table}]" if table else "the top"
                    self.faults.append(f"The mapping has “{key}” in {where}; known there: {', '.join(known)}.")

    def mapping(self) -> ScoreMapping:
        layout = self._text("", "layout")
        if layout not in LAYOUTS:
            self.faults.append(f"“layout” must be one of {', '.join(LAYOUTS)}.")
        long = layout != "wide"
        mapping = ScoreMapping(
            layout="long" if long else "wide",
            person=self._text("person", "column"),
            scores=self._scores(long),
            options=TableOptions(
                self._text("", "delimiter", ""),
                self._text("", "encoding", ""),
                self._text("", "date_order", ""),
                frozenset(self._texts("missing")),
                self._texts("ignore"),
            ),
            decimal=self._text("", "decimal", ""),
            track=self._text("enrolment", "track", "") or None,
            track_column=self._text("enrolment", "track_column", ""),
            tracks=self._pairs("enrolment", "tracks"),
            start=self._start(),
            start_column=self._text("enrolment", "start_column", ""),
            occasion_column=self._text("occasion", "column") if long else "",
            occasions=self._pairs("occasion", "values") if long else {},
            date_column=self._text("occasion", "date", "") if long else "",
            dates=self._pairs("", "dates"),
            other_occasions=self._texts("other_occasions"),
            ended_column=self._text("enrolment", "ended_column", ""),
            running=self._running(),
            running_column=self._text("enrolment", "running_column", ""),
            background=self._background(),
        )
        self._check(mapping, long)
        return mapping

    def _check(self, mapping: ScoreMapping, long: bool) -> None:
        options = mapping.options
        if len(options.delimiter) > 1 or options.delimiter in ('"', "\r", "\n"):
            self.faults.append("“delimiter” must be one character.")
        if options.encoding and options.encoding not in ENCODINGS:
            self.faults.append(f"“encoding” must be one of {', '.join(ENCODINGS)}.")
        if options.dates and options.dates not in ("dmy", "mdy"):
            self.faults.append("“date_order” must be dmy or mdy.")
        if mapping.decimal not in ("", ".", ","):
            self.faults.append("“decimal” must be a point or a comma.")
        if (mapping.start is None) == (not mapping.start_column):
            self.faults.append("[enrolment] must have either “start” or “start_column”.")
        if mapping.track and mapping.track_column:
            self.faults.append("[enrolment] must not have both “track” and “track_column”.")
        if mapping.running and (mapping.running_column or mapping.ended_column):
            self.faults.append(
                "[enrolment] “running” is said of everybody; it must not have a column for that, or for ends, too."
            )
        for name in mapping.other_occasions:
            dated = mapping.date_column if long else mapping.dates.get(name)
            if not dated:
                self.faults.append(f"“{name}” is none of the programme's occasions; map the column with its date.")
        if long and not mapping.occasions:
            self.faults.append("[occasion] must have “values”: what the file writes, and the occasion it stands for.")
        if long and mapping.dates:
            self.faults.append("[dates] is for wide files; a long file names its date column in [occasion].")
        if not long and "occasion" in self.tables:
            self.faults.append(
                "[occasion] is for long files; a wide file names the occasion of each column in [scores]."
            )
        doubled = [name for name in mapping.columns if name in options.ignore]
        self.faults += [f"The column “{name}” is both mapped and ignored." for name in doubled]
        places = [(score.instrument, score.occasion) for score in mapping.scores]
        for instrument, occasion in dict.fromkeys(places):
            if places.count((instrument, occasion)) > 1:
                at = f" at {occasion}" if occasion else ""
                self.faults.append(f"Two columns hold {instrument}{at}; one must go.")

    def _scores(self, long: bool) -> tuple[ScoreColumn, ...]:
        columns = []
        for column, target in self._table("scores").items():
            if long and isinstance(target, str):
                columns.append(ScoreColumn(column, target))
            elif (
                not long
                and isinstance(target, dict)
                and set(target) == {"instrument", "occasion"}
                and _all_text(target)
            ):
                columns.append(ScoreColumn(column, target["instrument"], target["occasion"]))
            else:
                form = '"INSTRUMENT"' if long else '{ instrument = "…", occasion = "…" }'
                self.faults.append(f"[scores] “{column}” must be {form}.")
        if not self._table("scores"):
            self.faults.append("[scores] must name at least one column.")
        return tuple(columns)

    def _running(self) -> bool:
        running = self._table("enrolment").get("running", False)
        if not isinstance(running, bool):
            self.faults.append("[enrolment] “running” must be true or false, without quotes.")
        return running is True

    def _background(self) -> Mapping[str, tuple[str, Mapping[str, str]]]:
        columns: dict[str, tuple[str, Mapping[str, str]]] = {}
        for part, column in self._table("background").items():
            if isinstance(column, str) and column:
                columns[part] = (column, {})
            elif (
                isinstance(column, dict)
                and set(column) == {"column", "values"}
                and isinstance(column["column"], str)
                and isinstance(column["values"], dict)
                and _all_text(column["values"])
            ):
                columns[part] = (column["column"], column["values"])
            else:
                self.faults.append(
                    f'[background] “{part}” must be "COLUMN" or {{ column = "…", values = {{ "…" = "…" }} }}.'
                )
        return columns

    def _start(self) -> date | None:
        day = self._table("enrolment").get("start")
        if day is not None and type(day) is not date:
            self.faults.append("[enrolment] “start” must be a date, written without quotes: 2024-11-30.")
            return None
        if day is not None and day.year < 1970:
            self.faults.append("[enrolment] “start” must not be before 1970.")
        return day

    def _table(self, name: str) -> Mapping[str, Any]:
        table = self.tables.get(name, {})
        if isinstance(table, dict):
            return table
        sentence = f"“{name}” must be a table, [{name}]."
        if sentence not in self.faults:
            self.faults.append(sentence)
        return {}

    def _text(self, table: str, key: str, default: str | None = None) -> str:
        text = (self._table(table) if table else self.tables).get(key, default)
        if isinstance(text, str) and (text or default == ""):
            return text
        if text is None and default is None:
            self.faults.append(f"The mapping must have “{key}”{f' in [{table}]' if table else ''}.")
        else:
            self.faults.append(f"“{key}”{f' in [{table}]' if table else ''} must be text in quotes.")
        return default or ""

    def _texts(self, key: str) -> tuple[str, ...]:
        texts = self.tables.get(key, [])
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return tuple(texts)
        self.faults.append(f"“{key}” must be a list of texts in quotes.")
        return ()

    def _pairs(self, table: str, key: str) -> Mapping[str, str]:
        pairs = (self._table(table) if table else self.tables).get(key, {})
        if isinstance(pairs, dict) and _all_text(pairs):
            return pairs
        self.faults.append(f"“{key}” must be a table of texts in quotes.")
        return {}


def _all_text(pairs: Mapping[str, Any]) -> bool:
    return all(isinstance(value, str) for value in pairs.values())
