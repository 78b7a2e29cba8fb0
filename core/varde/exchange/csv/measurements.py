"""Measurements from a file into enrolments that are under way: all of it in one transaction, or nothing and every reason why.

A row is one measurement. The columns are ``person`` (a national identity number, or the id that an earlier import brought
her by), ``series``, ``date``, ``time`` and ``numbers``: ``390``, ``72,5`` or ``146/90``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select, tuple_

from varde.alerts.of_measurements import called_for, raise_about_measurement
from varde.enrolments.access_entries import system_access
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import UNDER_WAY
from varde.enrolments.words import STATE_SAID
from varde.exchange.csv.imported import place_of, source_key
from varde.exchange.csv.table import LegacyFault, ReadTable, Row, doubled, past_date, read_table, these
from varde.identity.models import Organisation
from varde.identity.nin import InvalidNationalIdentityNumber, parse
from varde.identity.service import person_of_number
from varde.kernel.tables import TableOptions, readings_of
from varde.kernel.work import Work
from varde.measurements.courses import bases_of, newest_of, zones_now
from varde.measurements.models import Measurement
from varde.measurements.service import WHAT, keep
from varde.programmes.values import Programme
from varde.scheduling.rules import at_wall_time
from varde.series.rules import Figures, doubts_about, faults_of, written
from varde.series.values import Series

NEEDED = ("person", "series", "date", "time", "numbers")
BESIDE = ("zone", "way", "unit")
"""What an export tells too, and is not read: a zone is judged anew."""


@dataclass(frozen=True, slots=True)
class MeasurementReport:
    """What a file holds and what came of it. ``raised`` are alerts; ``dangers`` has one sentence for each measurement
    that calls for one and that newer ones have followed: nobody is alerted about those."""

    rows: int = 0
    new: int = 0
    known: int = 0
    raised: int = 0
    dry_run: bool = False
    faults: tuple[LegacyFault, ...] = ()
    dangers: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "stored": not self.dry_run and not self.faults,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "measurements_new": self.new,
            "measurements_known": self.known,
            "alerts_raised": self.raised,
            "dangers": len(self.dangers),
            "faults": len(self.faults),
        }


@dataclass(frozen=True, slots=True)
class _Brought:
    """One row that can be."""

    row: int
    enrolment: Enrolment
    series: Series
    at: datetime
    figures: Figures


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one file; a person is looked up once."""

    work: Work
    place: Organisation
    programme: Programme
    table: ReadTable
    likely: bool
    people: dict[str, Enrolment | str] = field(default_factory=dict)

    def read(self, row: Row) -> _Brought | LegacyFault:
        def wrong(column: str, sentence: str) -> LegacyFault:
            return LegacyFault("value", sentence, row.number, column)

        enrolment = self._enrolment(row.cells["person"])
        if isinstance(enrolment, str):
            return wrong("person", enrolment)
        series = self.work.catalogue.all(Series).get(row.cells["series"])
        if series is None or series.key not in self.programme.series:
            known = ", ".join(self.programme.series) or "nothing"
            return wrong("series", f"“{row.cells['series'][:40]}” is not measured in {self.programme.key}: {known} is.")
        day = past_date(row.cells["date"], self.work.today, self.table.dates)
        if isinstance(day, str):
            return wrong("date", day)
        at = _moment(self.work, day, row.cells["time"])
        if at is None:
            return wrong("time", f"“{row.cells['time'][:20]}” is not a time of day; times are written 07:42.")
        if at > self.work.now:
            return wrong("time", f"{day} {row.cells['time']} is in the future.")
        if row.cells.get("unit", "") not in ("", series.unit.to("en")):
            return wrong("unit", f"“{row.cells['unit'][:40]}” is not what {series.key} is in: {series.unit.to('en')}.")
        figures = _figures(series, row.cells["numbers"], self.table.delimiter)
        if figures is None:
            parts = "/".join(component.key for component in series.components)
            return wrong("numbers", f"“{row.cells['numbers'][:40]}” is not {parts} of {series.key}.")
        for sentence in faults_of(series, figures).values():
            return wrong("numbers", sentence.to("en"))
        brought = _Brought(row.number, enrolment, series, at, figures)
        return brought if self.likely else self._likely(brought) or brought

    def _likely(self, brought: _Brought) -> LegacyFault | None:
        """What is unlikely by itself: nobody can be asked, so it is said with ``--likely`` that it is right."""
        doubts = [doubt for doubt in doubts_about(brought.series, brought.figures, None) if doubt.why == "unusual"]
        if not doubts:
            return None
        sentence = f"{doubts[0].figure:g} is outside what is usual; --likely says that the file is right."
        return LegacyFault("unlikely", sentence, brought.row, "numbers")

    def _enrolment(self, person: str) -> Enrolment | str:
        if person not in self.people:
            self.people[person] = self._look_up(person)
        return self.people[person]

    def _look_up(self, person: str) -> Enrolment | str:
        query = select(Enrolment).where(
            Enrolment.organisation_id == self.place.id, Enrolment.programme == self.programme.key
        )
        try:
            known = person_of_number(self.work, parse(person, allow_synthetic=True))
            query = query.where(Enrolment.person_id == (known.id if known else -1))
        except InvalidNationalIdentityNumber:
            key = source_key(self.work, self.place.key, self.programme.key, person)
            query = query.where(Enrolment.source_key == key)
        rows = list(self.work.session.scalars(query.order_by(Enrolment.id)))
        under_way = [row for row in rows if row.state in UNDER_WAY]
        if under_way:
            return under_way[-1]
        if not rows:
            return f"nobody here is known by this in {self.programme.key}."
        return f"the enrolment is {STATE_SAID[rows[-1].state].to('en')}; measurements are taken into one that is under way."


def _moment(work: Work, day: date, written_time: str) -> datetime | None:
    try:
        clock = time.fromisoformat(written_time.replace(".", ":")) if written_time else None
    except ValueError:
        clock = None
    return None if clock is None or clock.tzinfo else at_wall_time(day, clock, work.zone)


def _figures(series: Series, cell: str, delimiter: str) -> Figures | None:
    readings = [readings_of(part.strip(), delimiter) for part in cell.split("/")]
    if len(readings) != len(series.components) or any(len(each) != 1 for each in readings):
        return None
    return tuple(float(each[0]) for each in readings)


def import_measurements(
    work: Work,
    source: bytes,
    *,
    organisation: str,
    programme: str,
    options: TableOptions | None = None,
    dry_run: bool = False,
    likely: bool = False,
) -> MeasurementReport:
    """Store the rows of a CSV file. What is stored already is left as it is, so a second run of the same file changes nothing.

    Of each series of each person the newest is judged as if somebody had just entered it, when nothing newer is stored; what
    the others call for is a line of the report. ``likely`` says that what is unusual is right.
    """
    destination = place_of(work, organisation, programme)
    if isinstance(destination, LegacyFault):
        return MeasurementReport(dry_run=dry_run, faults=(destination,))
    place, declared = destination
    table = read_table(source, lambda header: list(_header_faults(header)), options or TableOptions(), ("date",))
    reader = _Reader(work, place, declared, table, likely)
    read = [reader.read(row) for row in table.rows]
    faults = [*table.faults, *(each for each in read if isinstance(each, LegacyFault))]
    brought = [each for each in read if isinstance(each, _Brought)]
    new = _new(work, brought)
    raised, dangers = _store(work, new) if not faults and not dry_run else (0, [])
    return MeasurementReport(
        len(table.rows), len(new), len(brought) - len(new), raised, dry_run, tuple(faults), tuple(dangers)
    )


def _header_faults(header: Sequence[str]) -> Iterator[LegacyFault]:
    yield from doubled(header)
    unknown = [name for name in dict.fromkeys(header) if name not in (*NEEDED, *BESIDE)]
    if unknown:
        sentence = f"{these(unknown)} {'are' if len(unknown) > 1 else 'is'} not known; columns are {', '.join(NEEDED)}."
        yield LegacyFault("unknown column", sentence, 1)
    for name in NEEDED:
        if name not in header:
            yield LegacyFault("missing column", "the file must have this column, and does not.", 1, name)


def _key(each: _Brought) -> tuple[int, str, datetime, str]:
    return each.enrolment.id, each.series.key, each.at, written(each.series, each.figures)


def _new(work: Work, brought: Sequence[_Brought]) -> list[_Brought]:
    """Those that are not stored, each once, oldest first. One statement for each 300 rows."""
    distinct = {_key(each): each for each in brought}
    keys, stored = list(distinct), set[tuple[int, str, datetime, str]]()
    columns = (Measurement.enrolment_id, Measurement.series, Measurement.measured_at, Measurement.figures)
    for begin in range(0, len(keys), 300):
        query = select(*columns).where(tuple_(*columns).in_(keys[begin : begin + 300]), Measurement.struck_at.is_(None))
        stored |= {(row[0], row[1], row[2], row[3]) for row in work.session.execute(query)}
    return sorted((each for key, each in distinct.items() if key not in stored), key=lambda each: each.at)


def _store(work: Work, new: Sequence[_Brought]) -> tuple[int, list[str]]:
    """How many alerts were raised, and a sentence for each measurement that calls for one nobody raises."""
    rows: list[tuple[_Brought, Measurement]] = []
    zones: dict[tuple[int, str], Any] = {}
    for enrolment_id, hers in _by_enrolment(new).items():
        enrolment = hers[0].enrolment
        system_access(work, enrolment, WHAT, "import")
        bases = bases_of(work, enrolment_id)
        for series in {each.series for each in hers}:
            zones[enrolment_id, series.key] = zones_now(work, enrolment, series, bases)
    for each in new:
        about = zones[each.enrolment.id, each.series.key]
        rows.append((each, keep(work, each.enrolment, each.series, each.figures, each.at, way="import", zones=about)))
    raised, dangers = 0, list[str]()
    newest = _newest(work, new)
    for each, row in rows:
        if newest[each.enrolment.id, each.series.key] == row.id:
            raised += len(raise_about_measurement(work, each.enrolment, row))
            continue
        for alert in called_for(work, each.enrolment, row):
            dangers.append(
                f"Row {each.row}: {alert.title.to('en')} Newer measurements have followed, so nobody is alerted."
            )
    return raised, dangers


def _newest(work: Work, brought: Sequence[_Brought]) -> Mapping[tuple[int, str], int]:
    newest: dict[tuple[int, str], int] = {}
    for enrolment_id, hers in _by_enrolment(brought).items():
        for key, line in newest_of(work, enrolment_id, {each.series.key for each in hers}).items():
            newest[enrolment_id, key] = line.id
    return newest


def _by_enrolment(brought: Sequence[_Brought]) -> dict[int, list[_Brought]]:
    hers: dict[int, list[_Brought]] = {}
    for each in brought:
        hers.setdefault(each.enrolment.id, []).append(each)
    return hers
