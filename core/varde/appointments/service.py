"""Appointments as staff and patients make them: free times, booking inside the rules, moving and cancelling."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select

from varde.appointments import errors
from varde.appointments.rules import ANY, FARTHEST, free_starts, is_late, is_within, may_change
from varde.consents.service import permitted
from varde.consents.values import VIDEO
from varde.enrolments.errors import WrongState
from varde.enrolments.models import Enrolment
from varde.enrolments.service import hold
from varde.enrolments.words import STATE_SAID
from varde.groups.member_times import busy_in_groups
from varde.identity.service import Actor, is_hers
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Meeting
from varde.scheduling import booking
from varde.scheduling.claims import claimed_within, taken_of
from varde.scheduling.errors import ROOM_TAKEN, Cancelled, NotFree
from varde.scheduling.models import Appointment, AppointmentChange, Room
from varde.scheduling.opening import times_of
from varde.scheduling.rules import claims_on, slot_of, slots_of
from varde.staffing.service import away_by_day, away_on

BOOKABLE = ("referred", "screening", "waiting", "active")
"""States in which an appointment can be made."""
ANSWER_WITHIN = timedelta(days=7)
"""How long an offer of times stands, and never past the first of them. Our own."""
SOONEST = timedelta(hours=1)
"""How far ahead a free time lies at least. Our own."""
ROOM_FOR = {"physical": "talks", "video": "video"}


@dataclass(frozen=True, slots=True)
class Wish:
    """A time that is wanted: ``begins`` in UTC. ``anyway`` is why it is given though something is in the way;
    ``party`` who takes part beside the two, and its words who that is."""

    way: str
    begins: datetime
    minutes: int
    therapist_id: int | None
    meeting: str = ""
    room_id: int | None = None
    place: str = ""
    anyway: str = ""
    party: str = ""
    party_words: str = ""


def meeting_of(work: Work, enrolment: Enrolment, key: str) -> Meeting:
    """What the programme declares of a meeting; what holds for any other when it declares nothing."""
    return programme_of(work, enrolment.programme).find_meeting(key) or ANY


def appointment_by_id(work: Work, enrolment: Enrolment, appointment_id: int) -> Appointment:
    """One of this enrolment's, which is held before it: whoever pauses it and whoever chooses among what is offered wait for each
    other in one order. :raises NoSuchAppointment"""
    hold(work, enrolment)
    row = booking.hold_appointment(work, appointment_id)
    if row is None or row.enrolment_id != enrolment.id:
        raise errors.NoSuchAppointment()
    return row


def appointment_of(work: Work, enrolment: Enrolment, appointment_id: int) -> Appointment:
    """The same, to be read: nobody waits for whoever looks at it. :raises NoSuchAppointment"""
    row = work.session.get(Appointment, appointment_id)
    if row is None or row.enrolment_id != enrolment.id:
        raise errors.NoSuchAppointment()
    return row


def rooms_for(work: Work, enrolment: Enrolment) -> list[Room]:
    """Every room that is open where she is treated, by name. One statement."""
    query = select(Room).where(Room.organisation_id == enrolment.organisation_id, Room.closed_at.is_(None))
    return list(work.session.scalars(query.order_by(Room.name)))


def _rooms_that_fit(work: Work, enrolment: Enrolment, way: str) -> list[int]:
    return [each.id for each in rooms_for(work, enrolment) if each.purpose == ROOM_FOR.get(way)]


# --- staff


def arrange(work: Work, actor: Actor, enrolment: Enrolment, wish: Wish) -> Appointment:
    """Staff makes an appointment. What is in the way is said all at once; with ``wish.anyway`` it is made all the same, and
    says why: also where it is closed or the therapist is away.

    :raises WrongState: the enrolment is paused or has ended. :raises NotThen: with every reason.
    """
    must_be_bookable(work, enrolment)
    meeting = meeting_of(work, enrolment, wish.meeting)
    room = next((each for each in rooms_for(work, enrolment) if each.id == wish.room_id), None)
    faults = (
        _never(work, enrolment, wish)
        + _not_with(meeting, wish)
        + ([errors.NO_SUCH_ROOM] if wish.room_id is not None and room is None else [])
    )
    in_the_way = _not_there(work, enrolment, wish) + _taken(work, enrolment, wish, meeting)
    if faults or (in_the_way and not wish.anyway.strip()):
        raise errors.NotThen(*faults, *in_the_way)
    return _book(work, actor, enrolment, wish, meeting, overbooked=wish.anyway.strip() if in_the_way else "")


def offer(work: Work, actor: Actor, enrolment: Enrolment, wish: Wish, times: Sequence[datetime]) -> list[Appointment]:
    """Offer the patient several times, of which she chooses one. Each is held until she has, for a week at most, and so is a room
    where one is needed and none is named.

    :raises NotThen, NotFree: of any of them; none is offered.
    """
    must_be_bookable(work, enrolment)
    meeting = meeting_of(work, enrolment, wish.meeting)
    until, series = min([work.now + ANSWER_WITHIN, *times]), str(uuid.uuid4())
    offered = []
    with work.apart():
        for begins in sorted(set(times)):
            each = replace(wish, begins=begins)
            each = replace(each, room_id=wish.room_id or _free_room(work, enrolment, each, meeting))
            _must_be_possible(work, enrolment, each, meeting)
            held = {"state": "offered", "offered_until": until, "series": series}
            offered.append(_book(work, actor, enrolment, each, meeting, **held))
    return offered


def _free_room(work: Work, enrolment: Enrolment, wish: Wish, meeting: Meeting) -> int | None:
    """A room that fits and is free then; None where none is needed. Two statements. :raises NotThen: all of them are taken."""
    rooms = _rooms_that_fit(work, enrolment, wish.way)
    taken = taken_of(work, claims_on([], rooms, slots_of(wish.begins, wish.minutes, meeting.buffer)))[1]
    free = next((room for room in rooms if room not in taken), None)
    if rooms and free is None:
        raise errors.NotThen(ROOM_TAKEN)
    return free


def rearrange(work: Work, actor: Actor, enrolment: Enrolment, row: Appointment, begins: datetime) -> None:
    """Staff moves an appointment. :raises Cancelled: it is booked no more. :raises NotThen, NotFree: with every reason."""
    meeting = meeting_of(work, enrolment, row.meeting)
    wish = Wish(row.kind, begins, row.minutes, row.therapist_id, row.meeting, row.room_id, row.place)
    _must_be_possible(work, enrolment, wish, meeting, row.id)
    booking.move(work, row, begins, by_id=actor.person_id)


def is_bookable(enrolment: Enrolment) -> bool:
    """Whether an appointment can be made: it is neither paused nor over, and she has not asked for no more contact."""
    return enrolment.state in BOOKABLE and enrolment.contact_stopped_at is None


def must_be_bookable(work: Work, enrolment: Enrolment) -> None:
    """It is held from now on, so that nobody pauses it meanwhile and nothing is booked twice. One statement.

    :raises WrongState: see :func:`is_bookable`.
    """
    hold(work, enrolment)
    if not is_bookable(enrolment):
        raise WrongState(state=STATE_SAID[enrolment.state])


def _must_be_possible(work: Work, enrolment: Enrolment, wish: Wish, meeting: Meeting, but_for: int = 0) -> None:
    """:raises NotThen: with everything that is in the way. Nine statements at most."""
    taken = _taken(work, enrolment, wish, meeting, but_for)
    if faults := [*_never(work, enrolment, wish), *_not_there(work, enrolment, wish), *taken]:
        raise errors.NotThen(*faults)


def _never(work: Work, enrolment: Enrolment, wish: Wish) -> list[Text]:
    """What no reason gets past. One statement for a time on video."""
    faults = [errors.IN_PAST] if wish.begins <= work.now else []
    if wish.way == VIDEO.key and permitted(work, [enrolment.person_id], VIDEO.key)[enrolment.person_id] == "no":
        faults.append(errors.NO_VIDEO)
    return faults + ([errors.TOO_FAR] if wish.begins > work.now + FARTHEST else [])


def _not_with(meeting: Meeting, wish: Wish) -> list[Text]:
    unknown = wish.party != "" and wish.party not in meeting.parties
    unsaid = wish.party == "other" and not wish.party_words.strip()
    return [errors.NO_SUCH_PARTY] if unknown or unsaid else []


def _not_there(work: Work, enrolment: Enrolment, wish: Wish) -> list[Text]:
    """That it is closed, the therapist away, or the patient in a group: what staff may get past with a reason, as what is taken."""
    faults = []
    if not is_within(times_of(work, enrolment.organisation_id), wish.begins, wish.minutes, work.zone):
        faults.append(errors.CLOSED_THEN)
    day = wish.begins.astimezone(work.zone).date()
    if wish.therapist_id is not None and away_on(work, day, [wish.therapist_id]):
        faults.append(errors.AWAY_THEN)
    ends = wish.begins + timedelta(minutes=wish.minutes)
    busy = busy_in_groups(work, [enrolment.person_id], wish.begins, ends)[enrolment.person_id]
    if not busy.isdisjoint(slots_of(wish.begins, wish.minutes)):
        faults.append(errors.IN_GROUP_THEN)
    return faults


def _taken(work: Work, enrolment: Enrolment, wish: Wish, meeting: Meeting, but_for: int = 0) -> list[Text]:
    staff = [wish.therapist_id] if wish.therapist_id is not None else []
    rooms = [wish.room_id] if wish.room_id is not None else []
    wanted = claims_on([enrolment.person_id], [], slots_of(wish.begins, wish.minutes))
    wanted += claims_on(staff, rooms, slots_of(wish.begins, wish.minutes, meeting.buffer))
    taken = taken_of(work, wanted, but_for)
    return list(booking.not_free(taken, enrolment.person_id).faults) if any(taken) else []


def _book(work: Work, actor: Actor, enrolment: Enrolment, wish: Wish, meeting: Meeting, **more: Any) -> Appointment:
    return booking.book(
        work,
        enrolment.id,
        wish.therapist_id,
        wish.way,
        wish.begins,
        wish.minutes,
        wish.place,
        meeting=wish.meeting,
        room_id=wish.room_id,
        buffer=meeting.buffer,
        by_id=actor.person_id,
        party=wish.party,
        party_words=wish.party_words.strip() if wish.party else "",
        **more,
    )


# --- what is free


class FreeTime(NamedTuple):
    """A beginning in UTC, and the room it is in (None: it needs none)."""

    begins: datetime
    room_id: int | None


def free_for(
    work: Work,
    enrolment: Enrolment,
    meeting: Meeting,
    way: str,
    therapist_id: int,
    days: int,
    earliest: datetime | None = None,
) -> list[FreeTime]:
    """When the therapist, the patient and a room that fits are free, inside the hours of the place, so many days ahead: neither
    booked, nor she in a group that meets. Nine statements, however long and however much is booked."""
    earliest = earliest or work.now + SOONEST
    first = earliest.astimezone(work.zone).date()
    every = [first + timedelta(days=n) for n in range(days + 1)]
    there = [day for day, away in away_by_day(work, [therapist_id], every).items() if not away]
    rooms = _rooms_that_fit(work, enrolment, way)
    span = range(slot_of(earliest), slot_of(work.now + timedelta(days=days + 2)) + 300)
    claimed = claimed_within(work, [enrolment.person_id, therapist_id], rooms, span)
    taken = {slot for person, _, slot in claimed if person is not None}
    last = work.now + timedelta(days=days + 2)
    taken |= busy_in_groups(work, [enrolment.person_id], earliest, last)[enrolment.person_id]
    of_rooms = {room: {slot for _, each, slot in claimed if each == room} for room in rooms}
    starts = free_starts(
        there, times_of(work, enrolment.organisation_id), meeting.minutes, meeting.buffer, taken, work.zone, earliest
    )
    free = []
    for begins in starts:
        slots = slots_of(begins, meeting.minutes, meeting.buffer)
        room = next((room for room, busy in of_rooms.items() if busy.isdisjoint(slots)), None)
        if room is not None or not rooms:
            free.append(FreeTime(begins, room))
    return free


# --- the patient


def own_free_times(work: Work, enrolment: Enrolment, meeting: Meeting, way: str, therapist_id: int) -> list[FreeTime]:
    """What she may choose from: not sooner and not later than the programme says."""
    earliest = work.now + timedelta(hours=meeting.notice_hours)
    last = work.now + timedelta(days=meeting.ahead_days)
    free = free_for(work, enrolment, meeting, way, therapist_id, meeting.ahead_days, earliest)
    return [each for each in free if each.begins <= last]


def book_own(work: Work, enrolment: Enrolment, meeting: Meeting, way: str, begins: datetime) -> Appointment:
    """The patient books a meeting of her programme.

    :raises WrongState, NotSelfBooked, NoTherapistYet, BookedAlready: she may not. :raises NotThen: not in this way.
    :raises JustTaken: the time is not free, or is no more.
    """
    must_be_bookable(work, enrolment)
    if not meeting.self_booked:
        raise errors.NotSelfBooked()
    if enrolment.therapist_id is None:
        raise errors.NoTherapistYet()
    if way not in meeting.ways:
        raise errors.NotThen(errors.NO_SUCH_WAY)
    if coming_of(work, enrolment.id, meeting.key):
        raise errors.BookedAlready()
    free = own_free_times(work, enrolment, meeting, way, enrolment.therapist_id)
    room_id = _room_at(free, begins)
    try:
        return booking.book(
            work,
            enrolment.id,
            enrolment.therapist_id,
            way,
            begins,
            meeting.minutes,
            meeting=meeting.key,
            room_id=room_id,
            buffer=meeting.buffer,
            by_id=enrolment.person_id,
        )
    except NotFree:
        raise errors.JustTaken() from None


def _room_at(free: Collection[FreeTime], begins: datetime) -> int | None:
    time = next((each for each in free if each.begins == begins), None)
    if time is None:
        raise errors.JustTaken()
    return time.room_id


def moves_of(work: Work, appointment: Appointment, person_id: int) -> int:
    """How often she has moved it herself. One statement."""
    query = select(func.count()).where(
        AppointmentChange.appointment_id == appointment.id,
        AppointmentChange.change == "moved",
        is_hers(AppointmentChange.by_id, person_id),
    )
    return work.session.scalar(query) or 0


def times_to_move_to(work: Work, enrolment: Enrolment, appointment: Appointment) -> list[FreeTime]:
    """Where there is room for all of it. :raises Cancelled, TooLateToMove, MovedTooOften, NoTherapistYet"""
    declared = _must_be_changeable(work, enrolment, appointment)
    if appointment.therapist_id is None:
        raise errors.NoTherapistYet()
    meeting = replace(declared, minutes=appointment.minutes, buffer=appointment.buffer)
    return own_free_times(work, enrolment, meeting, appointment.kind, appointment.therapist_id)


def move_own(work: Work, enrolment: Enrolment, appointment: Appointment, begins: datetime) -> None:
    """She moves it. :raises Cancelled, TooLateToMove, MovedTooOften, NoTherapistYet, JustTaken"""
    free = times_to_move_to(work, enrolment, appointment)
    room_id, before = _room_at(free, begins), appointment.room_id
    appointment.room_id = room_id if before is None or room_id is not None else before
    try:
        booking.move(work, appointment, begins, by_id=enrolment.person_id)
    except NotFree:
        appointment.room_id = before
        raise errors.JustTaken() from None


def _must_be_changeable(work: Work, enrolment: Enrolment, appointment: Appointment) -> Meeting:
    meeting = meeting_of(work, enrolment, appointment.meeting)
    if appointment.state != "booked" or appointment.kind == "group":
        raise Cancelled()
    answer = may_change(meeting, appointment.starts_at, work.now, moves_of(work, appointment, enrolment.person_id))
    if answer == "late":
        raise errors.TooLateToMove(hours=meeting.change_until_hours)
    if answer == "often":
        raise errors.MovedTooOften(times=meeting.most_moves)
    return meeting


def cancel_own(work: Work, enrolment: Enrolment, appointment: Appointment, reason: str = "") -> bool:
    """She cancels it, as long as it has not begun. Returns whether that was in time. :raises Cancelled"""
    if appointment.state != "booked" or appointment.starts_at <= work.now:
        raise Cancelled()
    late = is_late(meeting_of(work, enrolment, appointment.meeting), appointment.starts_at, work.now)
    booking.call_off(work, appointment, late=late, by_id=enrolment.person_id, reason=reason)
    return not late


def coming_of(work: Work, enrolment_id: int, meeting: str) -> list[Appointment]:
    """The booked or offered appointments of this meeting that have not begun. One statement."""
    query = select(Appointment).where(
        Appointment.enrolment_id == enrolment_id,
        Appointment.meeting == meeting,
        Appointment.state.in_(booking.COMING),
        Appointment.starts_at > work.now,
    )
    return list(work.session.scalars(query.order_by(Appointment.starts_at)))


def withdraw_unanswered(work: Work) -> int:
    """Offers that nobody answered in time are withdrawn, and their times free. Returns how many. One statement when there are
    none."""
    query = select(Appointment).where(Appointment.state == "offered", Appointment.offered_until <= work.now)
    rows = work.session.scalars(query.order_by(Appointment.id).limit(200).with_for_update(skip_locked=True)).all()
    booking.withdraw(work, rows)
    return len(rows)
