"""Scores from an earlier system: what a mapping says, what a CSV file holds, and one sentence about each thing wrong.

Values in, values out. A mapping is a TOML file that says what each column of the CSV is; ``facts/data/claus-2020.toml``
is one. ``layout`` is ``long`` (one row for each person and measurement) or ``wide`` (one row for each person). Every
column is mapped or named under ``ignore``: what is neither is never stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from varde.assessments.sheet import OTHER
from varde.exchange.csv.background import background_fault, running_in
from varde.exchange.csv.mapping import ScoreMapping
from varde.exchange.csv.others import check_others
from varde.exchange.csv.table import LegacyFault, ReadTable, Row, doubled, past_date, read_table, these
from varde.instruments.values import Instrument
from varde.kernel.errors import BadUsage
from varde.kernel.tables import missing_hint, readings_of
from varde.programmes.values import Programme
from varde.scheduling.rules import add_months

LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class LegacyScore:
    """One total and the cell it stands in."""

    instrument: str
    total: float
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class LegacyMeasurement:
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
    ended: date | None = None
    running: bool = False
    background: Mapping[str, str] = field(default_factory=dict)
    measurements: list[LegacyMeasurement] = field(default_factory=list)


def read_rows(raw: bytes, mapping: ScoreMapping) -> ReadTable:
    """The rows of a CSV file whose header names exactly the columns of the mapping."""
    dated = (mapping.start_column, mapping.ended_column, mapping.date_column, *mapping.dates.values())
    return read_table(
        raw, lambda header: list(_header_faults(header, mapping)), mapping.options, dated, keep=(mapping.person,)
    )


def _header_faults(header: Sequence[str], mapping: ScoreMapping) -> Iterator[LegacyFault]:
    yield from doubled(header)
    unknown = [name for name in dict.fromkeys(header) if name not in mapping.columns]
    if unknown:
        yield LegacyFault(
            "unmapped column", f"the mapping says nothing about {these(unknown)}. Map it, or --ignore it.", 1
        )
    for name in dict.fromkeys(mapping.columns):
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
    try:
        check_others(programme, mapping.other_occasions, "“other_occasions”")
    except BadUsage as fault:
        faults += [LegacyFault("other occasion", sentence) for sentence in fault.faults]
    for key in dict.fromkeys(
        (*mapping.occasions.values(), *mapping.dates, *(c.occasion for c in mapping.scores if c.occasion))
    ):
        if key not in known and key not in mapping.other_occasions:
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
    table: ReadTable, mapping: ScoreMapping, programme: Programme, instruments: Mapping[str, Instrument], today: date
) -> tuple[list[LegacyPerson], list[LegacyFault]]:
    """The persons of the file with their measurements, in order, and everything that is wrong in its cells."""
    reading = _ScoreReader(table, mapping, programme, instruments, today)
    for row in table.rows:
        reading.take(row)
    return list(reading.people.values()), reading.faults


def _written_with(decimal: str, written: str) -> bool:
    return (set(written) & {".", ","}) <= {decimal} or (
        len(set(written) & {".", ","}) == 2 and decimal == written.strip("0123456789")[-1:]
    )


def no_track(programme: Programme, track: str) -> str:
    known = ", ".join(t.key for t in programme.tracks)
    if not known:
        return f"The programme {programme.key} has no tracks, and “{track}” is given."
    return f"The programme {programme.key} has no track “{track}”. It has {known}."


@dataclass(slots=True)
class _ScoreReader:
    """What was read so far: persons by their id, and where each (person, occasion) was first met."""

    table: ReadTable
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
        is_own = occasion in self.mapping.other_occasions
        if not is_own and occasion not in {o.key for o in self.programme.occasions_of(person.track)}:
            self._fault(
                "unknown occasion", f"the track {person.track} has no occasion “{occasion}”.", row, scores[0].column
            )
            return
        on = self._date(row, date_column) if date_column else self._planned(person, occasion, row)
        if on is not None:
            person.measurements.append(LegacyMeasurement(OTHER + occasion if is_own else occasion, on, scores))

    def _score(self, row: Row, column: str, key: str) -> LegacyScore | None:
        written = row.cells[column]
        if not written:
            return None
        readings = readings_of(written, self.table.delimiter)
        if self.mapping.decimal and not _written_with(self.mapping.decimal, written):
            readings = ()
        elif self.mapping.decimal:
            readings = readings[:1]
        if not readings:
            self._fault("not a number", f"“{written[:40]}” is not a number.{missing_hint(written)}", row, column)
            return None
        low, high = self.instruments[key].total_range or (0.0, 0.0)
        inside = [number for number in readings if low <= number <= high]
        if not inside:
            self._fault("range", f"{written[:40]} is outside {low:g} to {high:g}, the range of {key}.", row, column)
            return None
        if len(inside) > 1:
            sentence = f"“{written}” may be {inside[0]:g} or {inside[1]:g}: say “decimal” in the mapping."
            self._fault("not a number", sentence, row, column)
            return None
        return LegacyScore(key, float(inside[0]), row.number, column)

    def _person(self, row: Row) -> LegacyPerson | None:
        source_id = row.cells[self.mapping.person]
        if not source_id or len(source_id) > LONGEST_ID:
            self._fault("person", f"a person's id has 1 to {LONGEST_ID} characters.", row, self.mapping.person)
            return None
        known = self.people.get(source_id)
        track = self._track(row)
        start = self.mapping.start or self._date(row, self.mapping.start_column)
        about = self._about(row)
        if start is None or track == "" or about is None:
            return None
        if known is None:
            if self.mapping.start and start > self.today:
                self._fault("date", f"the start {start} is in the future.", row)
                return None
            known = self.people[source_id] = LegacyPerson(source_id, track, start, row.number, *about)
            if known.ended is not None and known.ended < start:
                self._fault("date", f"{known.ended} is before {start}, when the treatment started.", row)
        elif (known.track, known.start) != (track, start):
            self._fault(
                "person", f"the same person has another start or track in row {known.row}.", row, self.mapping.person
            )
            return None
        elif (known.ended, known.running, known.background) != about:
            sentence = f"the same person has another end, running, sex, age_band or arm in row {known.row}."
            self._fault("person", sentence, row, self.mapping.person)
            return None
        return known

    def _about(self, row: Row) -> tuple[date | None, bool, Mapping[str, str]] | None:
        """When she ended, whether she is running, and her background; None when one of them cannot be read."""
        mapping, before = self.mapping, len(self.faults)
        ended = self._date(row, mapping.ended_column) if row.cells.get(mapping.ended_column) else None
        running = mapping.running or running_in(row.cells.get(mapping.running_column, ""))
        if isinstance(running, str):
            self._fault("running", running, row, mapping.running_column)
        elif running and ended is not None:
            self._fault("running", "who is running has not ended.", row, mapping.running_column)
        background: dict[str, str] = {}
        for part, (column, values) in mapping.background.items():
            written = row.cells[column]
            if not written:
                continue
            background[part] = values.get(written, written)
            if sentence := background_fault(part, background[part]):
                self._fault("background", sentence, row, column)
        return (ended, running is True, background) if len(self.faults) == before else None

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
        day = past_date(row.cells[column], self.today, self.table.dates)
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
