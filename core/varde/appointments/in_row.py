"""Appointments in a row as staff makes them: which of the times are free, booking those, and moving or cancelling the row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from sqlalchemy import select

from varde.appointments import errors
from varde.appointments.rules import FARTHEST, is_within
from varde.appointments.service import Wish, meeting_of, must_be_bookable, rooms_for
from varde.enrolments.models import Enrolment
from varde.enrolments.service import hold
from varde.groups.member_times import busy_in_groups
from varde.identity.service import Actor
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.values import Meeting
from varde.scheduling import in_row
from varde.scheduling.booking import not_free
from varde.scheduling.claims import taken_among
from varde.scheduling.errors import Cancelled, NoSuchHour
from varde.scheduling.models import Appointment
from varde.scheduling.opening import times_of
from varde.scheduling.rules import (
    ClaimOn,
    Meets,
    at_clock,
    claims_on,
    days_in_row,
    moved_row,
    numbered,
    slots_of,
    together_with,
)
from varde.scheduling.words import said_at
from varde.staffing.service import away_by_day

MOST_IN_ROW, MOST_WEEKS_BETWEEN = 26, 8
"""How many appointments one row has at most, and how many weeks lie between two at most. Our own."""
Scope = Literal["after", "all"]


@dataclass(frozen=True, slots=True)
class RowTime:
    """One time of a row that is wanted: its day on the wall, when that is in UTC (None: the clocks skip it), and all that is in the
    way; it is free when nothing is."""

    day: date
    begins: datetime | None
    faults: tuple[Text, ...] = ()


def times_in_row(work: Work, first: date, clock: time, *, every: int, number: int, fold: int | None) -> list[RowTime]:
    """So many times, the first of them on that day, each ``every`` weeks after the one before on the same weekday and at the same
    time on the wall. One that the clocks skip has no instant; of one that comes twice ``fold`` says which.

    :raises BadRow: too many, or too far between. :raises HourTwice: a time comes twice, and nothing was said of which.
    """
    if not 1 < number <= MOST_IN_ROW or not 1 <= every <= MOST_WEEKS_BETWEEN:
        raise errors.BadRow(most=MOST_IN_ROW, weeks=MOST_WEEKS_BETWEEN)
    return [_row_time(work, day, clock, fold) for day in days_in_row(first, number, 7 * every)]


def _row_time(work: Work, day: date, clock: time, fold: int | None) -> RowTime:
    try:
        return RowTime(day, at_clock(day, clock, work.zone, fold))
    except NoSuchHour as skipped:
        return RowTime(day, None, (skipped.whole,))


def look_ahead(work: Work, enrolment: Enrolment, wish: Wish, times: Sequence[RowTime]) -> list[RowTime]:
    """The same times, with everything that is in the way of each: it is over, too far ahead, closed, the therapist is away, or the
    patient, the therapist or the room is taken, also by an earlier one of the row. ``wish`` is what they have in common. Seven
    statements, however many times.
    """
    meeting = meeting_of(work, enrolment, wish.meeting)
    begins = [each.begins for each in times if each.begins is not None]
    in_the_way = _in_the_way(work, enrolment, wish, meeting, begins)
    return [
        replace(each, faults=(*each.faults, *in_the_way.get(each.begins, ()))) if each.begins is not None else each
        for each in times
    ]


def arrange_row(
    work: Work, actor: Actor, enrolment: Enrolment, wish: Wish, times: Collection[datetime]
) -> list[Appointment]:
    """Staff books these times as one row, of which all or none are made. Ten statements and what is written.

    :raises WrongState: the enrolment is paused or has ended. :raises RowNotFree: with a sentence for each
    time and what is in its way. :raises NotFree: somebody else was quicker.
    """
    must_be_bookable(work, enrolment)
    meeting = meeting_of(work, enrolment, wish.meeting)
    _must_be_free(work, _in_the_way(work, enrolment, wish, meeting, sorted(set(times))))
    plan = in_row.RowPlan(
        wish.therapist_id, wish.way, wish.minutes, wish.place, wish.meeting, wish.room_id, meeting.buffer
    )
    return in_row.book_row(work, enrolment.id, plan, times, actor.person_id)


def row_of(work: Work, enrolment: Enrolment, appointment_id: int, scope: Scope) -> list[Appointment]:
    """This appointment, held, with what is moved or cancelled together with it: those ``after`` it, or ``all`` of the row, of what
    has not begun. What was moved apart is left alone, and has nothing with it.

    :raises NoSuchAppointment: it is not hers. :raises Cancelled: it is not booked any more, or in no row.
    """
    hold(work, enrolment)
    chosen = work.session.get(Appointment, appointment_id)
    if chosen is None or chosen.enrolment_id != enrolment.id:
        raise errors.NoSuchAppointment()
    held = in_row.hold_row(work, chosen.series) if chosen.series is not None else []
    coming = [each for each in held if each.starts_at > work.now]
    if chosen not in coming:
        raise Cancelled()
    together = {each.id for each in together_with(map(_meets, coming), _meets(chosen), whole=scope == "all")}
    return [chosen, *(each for each in coming if each.id in together and each is not chosen)]


def numbers_among(work: Work, appointments: Iterable[Appointment]) -> dict[int, tuple[int, int]]:
    """Which of its row each of these is, and of how many (:func:`varde.scheduling.rules.numbered`), by id. One statement, and none
    when no row is among them."""
    series = {each.series for each in appointments if each.series is not None}
    if not series:
        return {}
    query = select(Appointment.id, Appointment.series, Appointment.state, Appointment.starts_at)
    return numbered(work.session.execute(query.where(Appointment.series.in_(series))).all())


def rearrange_row(
    work: Work,
    actor: Actor,
    enrolment: Enrolment,
    row: Sequence[Appointment],
    day: date,
    clock: time,
    fold: int | None = None,
) -> None:
    """Staff moves these (:func:`row_of`): the first of them to this day and time on the wall, the others as many days on at the
    same time. All of them are moved, or none.

    :raises NoSuchHour, HourTwice: of one of them, where ``fold`` does not say which of the two.
    :raises RowNotFree: with a sentence for each. :raises Cancelled, NotFree
    """
    chosen = row[0]
    goes = moved_row([_meets(each) for each in row], _meets(chosen), day, clock, work.zone, whole=True, fold=fold)
    wish = Wish(
        chosen.kind, chosen.starts_at, chosen.minutes, chosen.therapist_id, chosen.meeting, chosen.room_id, chosen.place
    )
    meeting = meeting_of(work, enrolment, chosen.meeting)
    but_for = [each.id for each in row]
    _must_be_free(work, _in_the_way(work, enrolment, wish, meeting, sorted(set(goes.values())), but_for))
    in_row.move_row(work, {each: goes[each.id] for each in row}, actor.person_id)


def _meets(row: Appointment) -> Meets:
    return Meets(row.id, row.starts_at, row.apart)


def _must_be_free(work: Work, in_the_way: Mapping[datetime, Sequence[Text]]) -> None:
    faults = [
        errors.AT_THAT_TIME.filled(at=said_at(at, work.zone), fault=fault)
        for at, faults in sorted(in_the_way.items())
        for fault in faults
    ]
    if faults:
        raise errors.RowNotFree(*faults)


def _in_the_way(
    work: Work,
    enrolment: Enrolment,
    wish: Wish,
    meeting: Meeting,
    times: Sequence[datetime],
    but_for: Collection[int] = (),
) -> dict[datetime, list[Text]]:
    """Everything that is in the way of each of these times. Eight statements."""
    faults = _not_there(work, enrolment, wish, times)
    if wish.room_id is not None and wish.room_id not in {room.id for room in rooms_for(work, enrolment)}:
        for each in faults.values():
            each.append(errors.NO_SUCH_ROOM)
    wanted = {at: _claims(enrolment, wish, meeting, at) for at in times}
    taken = taken_among(work, {each for claims in wanted.values() for each in claims}, but_for, "appointment_id")
    seen: set[ClaimOn] = set()
    for at, claims in wanted.items():
        lost = claims & (taken | seen)
        seen |= claims
        people = frozenset(person for person, _, _ in lost if person is not None)
        rooms = frozenset(room for _, room, _ in lost if room is not None)
        if lost:
            faults[at] += not_free((people, rooms), enrolment.person_id).faults
    return faults


def _not_there(work: Work, enrolment: Enrolment, wish: Wish, times: Sequence[datetime]) -> dict[datetime, list[Text]]:
    opening, staff = times_of(work, enrolment.organisation_id), [wish.therapist_id] if wish.therapist_id else []
    away = away_by_day(work, staff, {at.astimezone(work.zone).date() for at in times})
    last = max(times, default=work.now) + timedelta(minutes=wish.minutes)
    busy = busy_in_groups(work, [enrolment.person_id], min(times, default=last), last)[enrolment.person_id]
    faults: dict[datetime, list[Text]] = {}
    for at in times:
        checks = (
            (at <= work.now, errors.IN_PAST),
            (at > work.now + FARTHEST, errors.TOO_FAR),
            (not is_within(opening, at, wish.minutes, work.zone), errors.CLOSED_THEN),
            (bool(away[at.astimezone(work.zone).date()]), errors.AWAY_THEN),
            (not busy.isdisjoint(slots_of(at, wish.minutes)), errors.IN_GROUP_THEN),
        )
        faults[at] = [sentence for is_so, sentence in checks if is_so]
    return faults


def _claims(enrolment: Enrolment, wish: Wish, meeting: Meeting, at: datetime) -> set[ClaimOn]:
    staff = [wish.therapist_id] if wish.therapist_id is not None else []
    rooms = [wish.room_id] if wish.room_id is not None else []
    hers = claims_on([enrolment.person_id], [], slots_of(at, wish.minutes))
    return {*hers, *claims_on(staff, rooms, slots_of(at, wish.minutes, meeting.buffer))}
