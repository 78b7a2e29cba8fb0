"""Presence and absence: report, cancel, and who is away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, cast, literal, not_, null, or_, select, union_all, update
from sqlalchemy.orm import joinedload

from varde.identity.models import Person
from varde.kernel.work import Work
from varde.scheduling.agenda import call_off, plan_about
from varde.scheduling.models import AgendaItem, Subject, planned_for
from varde.scheduling.rules import at_wall_time, end_of_day, is_working_day
from varde.staffing.errors import (
    AbsenceOver,
    AlreadyAway,
    EndsBeforeItBegins,
    NoDayLeft,
    NoSuchAbsence,
    NoSuchSubstitute,
    TooLongAbsence,
)
from varde.staffing.models import REASONS, Absence, Presence
from varde.staffing.rules import WORKING_WEEK, free_weekday

LONGEST = timedelta(days=731)
BEGINS = "absence"
"""The kind of what is on the agenda of whoever will be away: that it begins."""
_DAY: Any = bindparam("day")
_WEEKDAY: Any = bindparam("weekday")
AWAY = union_all(
    select(Absence.person_id, Absence.substitute_id, Absence.last_day, literal(0).label("free")).where(
        Absence.cancelled_at.is_(None), Absence.first_day <= _DAY, Absence.last_day >= _DAY
    ),
    select(Presence.person_id, Presence.substitute_id, cast(null(), Date), literal(1)).where(
        not_(Presence.weekdays.contains(_WEEKDAY))
    ),
).subquery("away")
"""Whoever is away on the day, for whoever has a statement that must know; see :func:`of_day` for what it takes."""


def of_day(day: date) -> dict[str, Any]:
    """What :data:`AWAY` takes, of one day on the wall."""
    return {"day": day, "weekday": free_weekday(day, working=is_working_day(day))}


_AWAY_OF = select(AWAY.c.person_id, AWAY.c.substitute_id).where(
    AWAY.c.person_id.in_(bindparam("people", expanding=True))
)


def away_on(work: Work, day: date, people: Collection[int]) -> dict[int, int | None]:
    """Those of ``people`` who are away that day, and whom each has as a substitute. An absence goes before a free weekday. One
    statement."""
    away: dict[int, int | None] = {}
    for person_id, substitute_id in work.columns(
        _AWAY_OF.order_by(AWAY.c.free), {**of_day(day), "people": list(people)}
    ):
        away.setdefault(person_id, substitute_id)
    return away


def report(
    work: Work,
    person_id: int,
    first: date,
    last: date,
    reason: str,
    substitute_id: int | None,
    *,
    by_id: int | None,
    may_stand_in: Collection[int],
) -> Absence:
    """Somebody is away from ``first`` to ``last``, both included.

    :param by_id: who says so; None at the command line. :param may_stand_in: who can be the substitute: therapists of the same
        clinic.
    :raises EndsBeforeItBegins, AbsenceOver, TooLongAbsence, AlreadyAway, NoSuchSubstitute: nothing is stored.
    """
    if last < first:
        raise EndsBeforeItBegins()
    if last < work.today:
        raise AbsenceOver()
    if last - first > LONGEST:
        raise TooLongAbsence()
    if reason not in REASONS or (substitute_id is not None and substitute_id not in {*may_stand_in} - {person_id}):
        raise NoSuchSubstitute()
    before = work.session.scalar(
        select(Absence).where(
            Absence.person_id == person_id,
            Absence.cancelled_at.is_(None),
            Absence.first_day <= last,
            Absence.last_day >= first,
        )
    )
    if before is not None:
        raise AlreadyAway(first=before.first_day.strftime("%d.%m."), last=before.last_day.strftime("%d.%m."))
    absence = work.add(
        Absence(
            person_id=person_id,
            first_day=first,
            last_day=last,
            reason=reason,
            substitute_id=substitute_id,
            reported_by_id=by_id,
            reported_at=work.now,
        )
    )
    work.session.flush()
    begins = at_wall_time(first, time(0), work.zone)
    plan_about(
        work,
        Subject("person", person_id),
        BEGINS,
        str(absence.id),
        opens_at=begins,
        due_at=begins,
        closes_at=end_of_day(last, work.zone),
        act_at=max(begins, work.now),
    )
    return absence


def absence_by_id(work: Work, absence_id: int) -> Absence:
    """:raises NoSuchAbsence"""
    absence = work.session.get(Absence, absence_id)
    if absence is None or absence.cancelled_at is not None:
        raise NoSuchAbsence()
    return absence


def cancel(work: Work, absence: Absence) -> None:
    """She is here after all, from now on."""
    absence.cancelled_at = work.now
    planned = select(AgendaItem).where(
        planned_for(Subject("person", absence.person_id)), AgendaItem.kind == BEGINS, AgendaItem.key == str(absence.id)
    )
    for item in work.session.scalars(planned.with_for_update()):
        if item.state == "planned":
            call_off(item, "called off")


def be_present(
    work: Work, person_id: int, weekdays: str, substitute_id: int | None, may_stand_in: Collection[int]
) -> Presence:
    """Say which weekdays somebody is present, and who answers on the others.

    :raises NoDayLeft, NoSuchSubstitute: nothing is stored.
    """
    days = "".join(digit for digit in WORKING_WEEK if digit in weekdays)
    if not days:
        raise NoDayLeft()
    if substitute_id is not None and substitute_id not in {*may_stand_in} - {person_id}:
        raise NoSuchSubstitute()
    row = work.session.get(Presence, person_id) or work.add(Presence(person_id=person_id))
    row.weekdays, row.substitute_id, row.changed_at = days, substitute_id, work.now
    return row


def presence_of(work: Work, people: Collection[int]) -> dict[int, Presence]:
    """What each has said about her weekdays; without a row she is there every working day. One statement."""
    rows = work.session.scalars(select(Presence).where(Presence.person_id.in_(people)))
    return {row.person_id: row for row in rows}


def absences_of(work: Work, people: Collection[int], until: date | None = None) -> list[Absence]:
    """Absences of these people that are not over, and begin before ``until`` when it is given; by day. One statement."""
    query = (
        select(Absence)
        .where(Absence.person_id.in_(people), Absence.cancelled_at.is_(None), Absence.last_day >= work.today)
        .options(joinedload(Absence.person), joinedload(Absence.substitute))
        .order_by(Absence.first_day, Absence.id)
    )
    if until is not None:
        query = query.where(Absence.first_day <= until)
    return list(work.session.scalars(query))


def away_by_day(work: Work, people: Collection[int], days: Collection[date]) -> dict[date, set[int]]:
    """Who of these people is away on each of these days, none of them before today. Two statements, however many days."""
    absences = absences_of(work, people, max(days, default=work.today))
    weekdays = {person_id: row.weekdays for person_id, row in presence_of(work, people).items()}
    away = {}
    for day in days:
        free = free_weekday(day, working=is_working_day(day))
        away[day] = {row.person_id for row in absences if row.first_day <= day <= row.last_day}
        away[day] |= {person_id for person_id, present in weekdays.items() if free not in present}
    return away


_NEXT = (
    select(Absence.first_day, Absence.last_day, Absence.substitute_id, Person.given_name, Person.family_name)
    .outerjoin(Person, Person.id == Absence.substitute_id)
    .where(
        Absence.person_id == bindparam("person"),
        Absence.cancelled_at.is_(None),
        Absence.last_day >= bindparam("today"),
        Absence.first_day <= bindparam("soon"),
    )
    .order_by(Absence.first_day)
    .limit(1)
)
SAID_BEFORE = timedelta(days=7)


def next_absence(work: Work, person_id: int) -> tuple[date, date, str] | None:
    """The absence that is now or within a week: first and last day, and the name of the substitute, "" for the clinic's queue.
    One statement."""
    rows = work.columns(_NEXT, {"person": person_id, "today": work.today, "soon": work.today + SAID_BEFORE})
    if not rows:
        return None
    first, last, _substitute, given_name, family_name = rows[0]
    return first, last, f"{given_name or ''} {family_name or ''}".strip()


def stand_in_no_more(work: Work, person_id: int) -> None:
    """Whoever leaves the staff is nobody's substitute: the clinic's queue answers instead. Two statements."""
    work.session.execute(
        update(Absence)
        .where(Absence.substitute_id == person_id, or_(Absence.last_day >= work.today, Absence.begun_at.is_(None)))
        .values(substitute_id=None)
    )
    work.session.execute(update(Presence).where(Presence.substitute_id == person_id).values(substitute_id=None))
