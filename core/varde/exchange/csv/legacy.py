"""Scores from an earlier system: what a mapping says, what a CSV file holds, and one sentence about each thing wrong.

Values in, values out. A mapping is a TOML file that says what each column of the CSV is; ``facts/data/claus-2020.toml``
is one. ``layout`` is ``long`` (one row for each person and measurement) or ``wide`` (one row for each person). Every
column is mapped or named under ``ignore``: what is not needed for a figure, such as sex and age, is never stored.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from varde.exchange.csv.mapping import ScoreMapping
from varde.instruments.values import Instrument
from varde.programmes.values import Programme
from varde.scheduling.rules import add_months

EARLIEST = date(1970, 1, 1)
LONGEST_ID = 100
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class LegacyFault:
    """One thing wrong. ``row`` counts as a spreadsheet does, the header being 1; None is the whole file."""

    rule: str
    sentence: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column “{self.column}”"] if self.column else []
        where = ", ".join(place)
        return f"{where[0].upper()}{where[1:]}: {self.sentence}" if where else self.sentence


@dataclass(frozen=True, slots=True)
class LegacyScore:
    """One total and the cell it stands in."""

    instrument: str
    total: float
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """The totals of one occasion, and the day they were taken."""

    occasion: str
    on: date
    scores: tuple[LegacyScore, ...]


@dataclass(slots=True)
class LegacyPerson:
    """One person of the file. ``row`` is where she was first met."""

    source_id: str
    track: str | None
    start: date
    row: int
    measurements: list[Measurement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file by column."""

    number: int
    cells: Mapping[str, str]


def read_rows(raw: bytes, mapping: ScoreMapping) -> tuple[list[Row], list[LegacyFault]]:
    """The rows of a CSV file, in UTF-8, whose header names exactly the columns of the mapping."""
    return read_table(raw, lambda header: list(_header_faults(header, mapping)), mapping.delimiter)


def read_table(
    raw: bytes, header_faults: Callable[[Sequence[str]], Sequence[LegacyFault]], delimiter: str = ","
) -> tuple[list[Row], list[LegacyFault]]:
    """The rows of a CSV file in UTF-8; none when ``header_faults`` finds anything wrong with its columns."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        return [], [
            LegacyFault("encoding", f"The file is not UTF-8: byte {fault.start + 1}, on line {line}, cannot be read.")
        ]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    rows: list[Row] = []
    faults: list[LegacyFault] = []
    try:
        for number, cells in enumerate(lines, start=1):
            if header is None:
                header = [name.strip() for name in cells]
                faults += header_faults(header)
                if faults:
                    return [], faults
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    faults.append(
                        LegacyFault(
                            "fields", f"there are {len(cells)} fields, and the header has {len(header)}.", number
                        )
                    )
                else:
                    rows.append(Row(number, {n: c.strip() for n, c in zip(header, cells, strict=True)}))
    except csv.Error as fault:
        faults.append(LegacyFault("csv", f"The file is not CSV that can be read: {fault} (line {lines.line_num})."))
    if not rows and not faults:
        faults.append(LegacyFault("empty", "The file has no rows."))
    return rows, faults


def _header_faults(header: Sequence[str], mapping: ScoreMapping) -> Iterator[LegacyFault]:
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield LegacyFault("duplicate header", "the header names this column more than once.", 1, name)
        elif name not in mapping.columns and name not in mapping.ignore:
            yield LegacyFault(
                "unmapped column", "the mapping says nothing about this column. Map it, or ignore it.", 1, name
            )
    for name in dict.fromkeys((*mapping.columns, *mapping.ignore)):
        if name not in header:
            yield LegacyFault(
                "missing column", "the mapping names this column, and the file does not have it.", 1, name
            )


def mapping_faults(
    mapping: ScoreMapping, programme: Programme, instruments: Mapping[str, Instrument]
) -> list[LegacyFault]:
    """What the mapping names that the programme or the installed instruments do not have."""
    faults: list[LegacyFault] = []
    known = [occasion.key for occasion in programme.occasions]
    for key in dict.fromkeys(
        (*mapping.occasions.values(), *mapping.dates, *(c.occasion for c in mapping.scores if c.occasion))
    ):
        if key not in known:
            faults.append(
                LegacyFault(
                    "unknown occasion",
                    f"The programme {programme.key} has no occasion “{key}”. It has {', '.join(known)}.",
                )
            )
    for chosen in mapping.scores:
        instrument = instruments.get(chosen.instrument)
        if instrument is None:
            faults.append(
                LegacyFault(
                    "unknown instrument",
                    f"The mapping names the instrument “{chosen.instrument}”, which is not installed.",
                    None,
                    chosen.column,
                )
            )
        elif instrument.total_range is None:
            faults.append(
                LegacyFault(
                    "no total",
                    f"{instrument.key} has no single total with a range, so it cannot be imported.",
                    None,
                    chosen.column,
                )
            )
    tracks = [track.key for track in programme.tracks]
    if tracks and mapping.track is None and not mapping.track_column:
        faults.append(
            LegacyFault(
                "no track",
                f"The programme {programme.key} has tracks; [enrolment] must name one of {', '.join(tracks)}.",
            )
        )
    if mapping.track is not None and mapping.track not in tracks:
        faults.append(LegacyFault("unknown track", no_track(programme, mapping.track)))
    return faults


def people_of(
    rows: Sequence[Row], mapping: ScoreMapping, programme: Programme, instruments: Mapping[str, Instrument], today: date
) -> tuple[list[LegacyPerson], list[LegacyFault]]:
    """The persons of the file with their measurements, in order, and everything that is wrong in its cells."""
    reading = _ScoreReader(mapping, programme, instruments, today)
    for row in rows:
        reading.take(row)
    return list(reading.people.values()), reading.faults


def past_date(written: str, today: date) -> date | str:
    """The date in a cell, or the sentence that says why it cannot be the date of something imported."""
    try:
        day = date.fromisoformat(written) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written) else None
    except ValueError:
        day = None
    if day is None:
        return f"“{written[:40]}” is not a date; dates are written 2024-11-30."
    if day > today:
        return f"{day} is in the future."
    if day < EARLIEST:
        return f"{day} is before {EARLIEST}, the earliest that can be imported."
    return day


def no_track(programme: Programme, track: str) -> str:
    known = ", ".join(t.key for t in programme.tracks)
    if not known:
        return f"The programme {programme.key} has no tracks, and “{track}” is given."
    return f"The programme {programme.key} has no track “{track}”. It has {known}."


@dataclass(slots=True)
class _ScoreReader:
    """What was read so far: persons by their id, and where each (person, occasion) was first met."""

    mapping: ScoreMapping
    programme: Programme
    instruments: Mapping[str, Instrument]
    today: date
    people: dict[str, LegacyPerson] = field(default_factory=dict)
    met: dict[tuple[str, str], int] = field(default_factory=dict)
    faults: list[LegacyFault] = field(default_factory=list)

    def take(self, row: Row) -> None:
        person = self._person(row)
        if person is None:
            return
        if self.mapping.layout == "wide":
            if person.row != row.number:
                self._fault("duplicate", f"the same person stands in row {person.row}.", row, self.mapping.person)
                return
            for occasion in dict.fromkeys(c.occasion for c in self.mapping.scores if c.occasion):
                self._measure(person, occasion, row, self.mapping.dates.get(occasion, ""))
        else:
            self._take_long(person, row)

    def _take_long(self, person: LegacyPerson, row: Row) -> None:
        column = self.mapping.occasion_column
        named = row.cells[column]
        occasion = self.mapping.occasions.get(named)
        if occasion is None:
            known = ", ".join(self.mapping.occasions)
            self._fault(
                "unknown occasion", f"“{named[:40]}” is no measurement of the mapping, which has {known}.", row, column
            )
            return
        first = self.met.setdefault((person.source_id, occasion), row.number)
        if first != row.number:
            self._fault("duplicate", f"the same person and measurement stand in row {first}.", row, column)
            return
        self._measure(person, occasion, row, self.mapping.date_column)

    def _measure(self, person: LegacyPerson, occasion: str, row: Row, date_column: str) -> None:
        chosen = [c for c in self.mapping.scores if c.occasion in ("", occasion)]
        read = [self._score(row, c.column, c.instrument) for c in chosen]
        scores = tuple(score for score in read if score is not None)
        if not scores:
            return
        if occasion not in {o.key for o in self.programme.occasions_of(person.track)}:
            self._fault(
                "unknown occasion", f"the track {person.track} has no occasion “{occasion}”.", row, scores[0].column
            )
            return
        on = self._date(row, date_column) if date_column else self._planned(person, occasion, row)
        if on is not None:
            person.measurements.append(Measurement(occasion, on, scores))

    def _score(self, row: Row, column: str, key: str) -> LegacyScore | None:
        written = row.cells[column]
        if written in self.mapping.missing:
            return None
        plain = written.replace(self.mapping.decimal, ".") if "." not in written or self.mapping.decimal == "." else ""
        if not _NUMBER.fullmatch(plain):
            self._fault("not a number", f"“{written[:40]}” is not a number.", row, column)
            return None
        low, high = self.instruments[key].total_range or (0.0, 0.0)
        if not low <= float(plain) <= high:
            self._fault("range", f"{written} is outside {low:g} to {high:g}, the range of {key}.", row, column)
            return None
        return LegacyScore(key, float(plain), row.number, column)

    def _person(self, row: Row) -> LegacyPerson | None:
        source_id = row.cells[self.mapping.person]
        if not source_id or len(source_id) > LONGEST_ID:
            self._fault("person", f"a person's id has 1 to {LONGEST_ID} characters.", row, self.mapping.person)
            return None
        known = self.people.get(source_id)
        track = self._track(row)
        start = self.mapping.start or self._date(row, self.mapping.start_column)
        if start is None or track == "":
            return None
        if known is None:
            if self.mapping.start and start > self.today:
                self._fault("date", f"the start {start} is in the future.", row)
                return None
            known = self.people[source_id] = LegacyPerson(source_id, track, start, row.number)
        elif (known.track, known.start) != (track, start):
            self._fault(
                "person", f"the same person has another start or track in row {known.row}.", row, self.mapping.person
            )
            return None
        return known

    def _track(self, row: Row) -> str | None:
        """None without tracks; "" when the file names one that the programme does not have."""
        if not self.mapping.track_column:
            return self.mapping.track
        written = row.cells[self.mapping.track_column]
        track = self.mapping.tracks.get(written, written)
        if track not in {t.key for t in self.programme.tracks}:
            self._fault("unknown track", no_track(self.programme, written[:40]), row, self.mapping.track_column)
            return ""
        return track

    def _date(self, row: Row, column: str) -> date | None:
        day = past_date(row.cells[column], self.today)
        if isinstance(day, str):
            self._fault("date", day, row, column)
            return None
        return day

    def _planned(self, person: LegacyPerson, occasion: str, row: Row) -> date | None:
        planned = self.programme.occasion(occasion)
        on = add_months(person.start, planned.months) + timedelta(days=planned.days)
        if on > self.today:
            words = f"“{occasion}”, counted from the start {person.start}, is on {on}, which is in the future."
            self._fault("date", words, row)
            return None
        return on

    def _fault(self, rule: str, sentence: str, row: Row, column: str = "") -> None:
        self.faults.append(LegacyFault(rule, sentence, row.number, column))
