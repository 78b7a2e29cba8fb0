"""What the columns of an earlier system's file are: a TOML file read into one frozen value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from varde.kernel.errors import BadUsage

LAYOUTS = ("long", "wide")
_KNOWN = {
    "": ("layout", "delimiter", "decimal", "missing", "ignore", "person", "enrolment", "occasion", "scores", "dates"),
    "person": ("column",),
    "enrolment": ("track", "track_column", "tracks", "start", "start_column"),
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
    track keys; ``dates`` maps occasion keys of a wide file to columns."""

    layout: Literal["long", "wide"]
    person: str
    scores: tuple[ScoreColumn, ...]
    delimiter: str = ","
    decimal: str = "."
    missing: frozenset[str] = frozenset({""})
    ignore: tuple[str, ...] = ()
    track: str | None = None
    track_column: str = ""
    tracks: Mapping[str, str] = field(default_factory=dict)
    start: date | None = None
    start_column: str = ""
    occasion_column: str = ""
    occasions: Mapping[str, str] = field(default_factory=dict)
    date_column: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, in no particular order."""
        named = (self.person, self.track_column, self.start_column, self.occasion_column, self.date_column)
        mapped = (*named, *(score.column for score in self.scores), *self.dates.values())
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
            delimiter=self._text("", "delimiter", ","),
            decimal=self._text("", "decimal", "."),
            missing=frozenset(self._texts("missing")) | {""},
            ignore=self._texts("ignore"),
            track=self._text("enrolment", "track", "") or None,
            track_column=self._text("enrolment", "track_column", ""),
            tracks=self._pairs("enrolment", "tracks"),
            start=self._start(),
            start_column=self._text("enrolment", "start_column", ""),
            occasion_column=self._text("occasion", "column") if long else "",
            occasions=self._pairs("occasion", "values") if long else {},
            date_column=self._text("occasion", "date", "") if long else "",
            dates=self._pairs("", "dates"),
        )
        self._check(mapping, long)
        return mapping

    def _check(self, mapping: ScoreMapping, long: bool) -> None:
        if len(mapping.delimiter) != 1 or mapping.delimiter in '"\r\n':
            self.faults.append("“delimiter” must be one character.")
        if mapping.decimal not in (".", ","):
            self.faults.append("“decimal” must be a point or a comma.")
        if (mapping.start is None) == (not mapping.start_column):
            self.faults.append("[enrolment] must have either “start” or “start_column”.")
        if mapping.track and mapping.track_column:
            self.faults.append("[enrolment] must not have both “track” and “track_column”.")
        if long and not mapping.occasions:
            self.faults.append("[occasion] must have “values”: what the file writes, and the occasion it stands for.")
        if long and mapping.dates:
            self.faults.append("[dates] is for wide files; a long file names its date column in [occasion].")
        if not long and "occasion" in self.tables:
            self.faults.append(
                "[occasion] is for long files; a wide file names the occasion of each column in [scores]."
            )
        doubled = [name for name in mapping.columns if name in mapping.ignore]
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
