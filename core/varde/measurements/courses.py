"""Courses of measurements, read: the newest of each series, a window of one, and what rules may know. Each a fixed number of
statements, whatever was measured."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, CompoundSelect, Select, bindparam, case, func, literal, select, union_all
from sqlalchemy.orm import aliased

from varde.enrolments.models import Enrolment
from varde.enrolments.stored_settings import find_offering
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.measurements.models import Measurement, SeriesBase
from varde.scheduling.rules import at_wall_time
from varde.series.facts import asked_among, values_of, windows_of
from varde.series.limits import own_limits
from varde.series.rules import Span, read_written, zones_for
from varde.series.values import Observation, Series

MIDNIGHT = time()
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)


class MeasuredLine(NamedTuple):
    """What a page says of a :class:`~varde.measurements.models.Measurement`; not to be changed. ``by`` is the name of who wrote
    it, None of a file and a device."""

    id: int
    series: str
    measured_at: datetime
    figures: str
    zone: str | None
    way: str
    by_id: int | None
    taken_at: datetime
    corrected_at: datetime | None
    edition: int
    by: str | None


_COLUMNS = [getattr(Measurement, name) for name in MeasuredLine._fields if name != "by"]
_BY = (Person.given_name + " " + Person.family_name).label("by")
_LATEST = (Measurement.measured_at.desc(), Measurement.id.desc())


def _of(enrolment_id: int, series: str) -> Select[Any]:
    return (
        select(*_COLUMNS, _BY)
        .outerjoin(Person, Person.id == Measurement.by_id)
        .where(Measurement.enrolment_id == enrolment_id, Measurement.series == series, Measurement.struck_at.is_(None))
    )


def _newest(enrolment_id: int, series: str, most: int, until: datetime | None = None) -> Select[Any]:
    query = _of(enrolment_id, series)
    if until is not None:
        query = query.where(Measurement.measured_at <= until)
    return select(query.order_by(*_LATEST).limit(most).subquery())


def newest_of(work: Work, enrolment_id: int, series: Collection[str]) -> dict[str, MeasuredLine]:
    """By the key of a series its newest measurement. One statement, and none without series."""
    if not series:
        return {}
    rows = work.session.execute(union_all(*(_newest(enrolment_id, key, 1) for key in series)))
    return {row.series: row for row in map(MeasuredLine._make, rows)}


def before(work: Work, enrolment_id: int, series: str, at: datetime, but_for: int | None = None) -> MeasuredLine | None:
    """The measurement that stands before this time, the one with the id ``but_for`` left out. One statement."""
    query = _of(enrolment_id, series).where(Measurement.measured_at <= at)
    if but_for is not None:
        query = query.where(Measurement.id != but_for)
    row = work.session.execute(query.order_by(*_LATEST).limit(1)).first()
    return None if row is None else MeasuredLine._make(row)


def first_moment(work: Work, today: date, days: int) -> datetime:
    """When a window of so many days that ends ``today`` begins: midnight on the wall."""
    return at_wall_time(today - timedelta(days=days - 1), MIDNIGHT, work.zone)


def courses_of(
    work: Work, enrolment_id: int, days: Mapping[str, int], until: datetime | None = None
) -> dict[str, list[MeasuredLine]]:
    """By the key of a series its measurements of the last so many days and the newest two whatever their age, oldest first;
    what is later than ``until`` is left out. One statement, and none without series."""
    if not days:
        return {}
    until = work.now if until is None else until
    today = until.astimezone(work.zone).date()
    parts: list[Select[Any]] = []
    for key, window in days.items():
        since = _of(enrolment_id, key).where(Measurement.measured_at >= first_moment(work, today, window))
        parts += [_newest(enrolment_id, key, 2, until), since.where(Measurement.measured_at <= until)]
    lines = {row[0]: MeasuredLine._make(row) for row in work.session.execute(union_all(*parts))}
    courses: dict[str, list[MeasuredLine]] = {key: [] for key in days}
    for line in sorted(lines.values(), key=lambda line: (line.measured_at, line.id)):
        courses[line.series].append(line)
    return courses


def observed_in_many(
    work: Work, enrolment_ids: Collection[int], days: Mapping[str, int], until: datetime
) -> dict[int, dict[str, list[Observation]]]:
    """By enrolment and by the key of a series what :func:`courses_of` has of one, as rules see it. One statement."""
    if not days or not enrolment_ids:
        return {}
    today, keys = until.astimezone(work.zone).date(), sorted(days)
    asked: dict[str, object] = {"enrolment_ids": list(enrolment_ids), "until": until}
    for place, key in enumerate(keys):
        asked |= {f"series_{place}": key, f"since_{place}": first_moment(work, today, days[key])}
    courses: dict[int, dict[str, list[Observation]]] = {}
    rows = work.session.execute(_observed(len(keys)), asked).all()
    for row in sorted(rows, key=lambda row: (row.measured_at, row.id)):
        of_series = courses.setdefault(row.enrolment_id, {}).setdefault(row.series, [])
        of_series.append(Observation(row.measured_at, read_written(row.figures), row.zone))
    return courses


@cache
def _observed(series: int) -> CompoundSelect[Any]:
    """Measurements of so many series. The statement is put together once: that takes longer than to run it."""
    return union_all(*map(_observed_of, range(series)))


def _observed_of(place: int) -> Select[Any]:
    """Of the series at this place measurements from ``since`` on, and the newest two at least. Each enrolment's course is entered
    at the earlier of the two moments, so that what is older is not read."""
    moment = Measurement.measured_at.type
    series: BindParameter[str] = bindparam(f"series_{place}")
    since, until = bindparam(f"since_{place}", type_=moment), bindparam("until", type_=moment)
    enrolment_ids: BindParameter[int] = bindparam("enrolment_ids", expanding=True)
    other = aliased(Measurement)
    last_but_one = (
        select(other.measured_at)
        .where(other.enrolment_id == Enrolment.id, other.series == series, other.struck_at.is_(None))
        .where(other.measured_at <= until)
        .order_by(other.measured_at.desc())
        .offset(1)
        .limit(1)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    begins = select(Enrolment.id, last_but_one.label("at")).where(Enrolment.id.in_(enrolment_ids)).subquery()
    # Whoever has measured at most once has none: all of it is read, which is that.
    at_all = literal(EARLIEST, moment)
    first = case((begins.c.at.is_(None), at_all), (begins.c.at < since, begins.c.at), else_=since)
    columns = (
        getattr(Measurement, name) for name in ("id", "enrolment_id", "series", "measured_at", "figures", "zone")
    )
    return (
        select(*columns)
        .join(begins, begins.c.id == Measurement.enrolment_id)
        .where(Measurement.series == series, Measurement.struck_at.is_(None))
        .where(Measurement.measured_at >= first, Measurement.measured_at <= until)
    )


def whole_course(work: Work, enrolment_id: int, series: str) -> list[MeasuredLine]:
    """Every measurement of a series, oldest first. One statement."""
    rows = work.session.execute(_of(enrolment_id, series).order_by(Measurement.measured_at, Measurement.id))
    return [MeasuredLine._make(row) for row in rows]


def observed(lines: Iterable[MeasuredLine]) -> list[Observation]:
    """The same as rules see it."""
    return [Observation(line.measured_at, read_written(line.figures), line.zone) for line in lines]


# --- zones


def bases_of(work: Work, enrolment_id: int) -> dict[str, SeriesBase]:
    """By the key of a series the patient's own number that holds now. One statement."""
    rows = work.session.scalars(_bases(), {"enrolment_id": enrolment_id})
    return {row.series: row for row in rows}


@cache
def _bases() -> Select[Any]:
    later = aliased(SeriesBase)
    newest = (
        select(func.max(later.number))
        .where(later.enrolment_id == SeriesBase.enrolment_id, later.series == SeriesBase.series)
        .correlate(SeriesBase)
        .scalar_subquery()
    )
    return select(SeriesBase).where(SeriesBase.enrolment_id == bindparam("enrolment_id"), SeriesBase.number == newest)


def base_history(work: Work, enrolment_id: int, series: str) -> list[tuple[SeriesBase, str]]:
    """Every number that was the patient's own, newest first, each with the name of who set it. One statement."""
    rows = work.session.execute(
        select(SeriesBase, _BY)
        .join(Person, Person.id == SeriesBase.by_id)
        .where(SeriesBase.enrolment_id == enrolment_id, SeriesBase.series == series)
        .order_by(SeriesBase.number.desc())
    )
    return [(row[0], row[1]) for row in rows]


def zones_now(
    work: Work, enrolment: Enrolment, series: Series, bases: Mapping[str, SeriesBase] | None = None
) -> tuple[Span, ...]:
    """The zones of this patient as they are now. One statement at most, and none where they are fixed."""
    if series.of_patient:
        base = (bases_of(work, enrolment.id) if bases is None else bases).get(series.key)
        return zones_for(series, None if base is None else base.value)
    if series.limits == "organisation":
        offering = find_offering(work, enrolment.organisation_id, enrolment.programme)
        return zones_for(series, own=own_limits(series, offering.settings if offering else {}))
    return zones_for(series)


# --- facts


def facts_at(
    work: Work, enrolment_ids: Collection[int], names: Collection[str], as_of: datetime
) -> dict[int, dict[str, object]]:
    """By enrolment what the facts of series with these names were, as it was known ``as_of``: later measurements are left out, and
    the window ends that day. One statement, and none when none is of a series."""
    asked = asked_among(names, work.catalogue.all(Series))
    courses = observed_in_many(work, enrolment_ids, windows_of(asked), as_of)
    today = as_of.astimezone(work.zone).date()
    return {each: values_of(asked, courses.get(each, {}), today, work.zone) for each in enrolment_ids}
