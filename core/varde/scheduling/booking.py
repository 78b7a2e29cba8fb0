"""What becomes of appointments: offered, booked, moved, given to somebody else, cancelled, attended. Each verb leaves a row of
history, and claims the time or lets it go in the same transaction."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import Select, column, select, table

from varde.kernel.work import Work
from varde.scheduling.claims import AlreadyClaimed, Taken, claim, let_go, taken_among, taken_of
from varde.scheduling.errors import PATIENT_TAKEN, ROOM_TAKEN, THERAPIST_TAKEN, Cancelled, NotAhead, NotFree, NotHeldYet
from varde.scheduling.events import AppointmentChanged, AttendanceRecorded
from varde.scheduling.models import Appointment, AppointmentChange, Subject
from varde.scheduling.reminders import OF_APPOINTMENT, keep_reminders
from varde.scheduling.rules import ClaimOn, claims_on, in_order, slots_of

LONGEST = timedelta(hours=8)
"""The longest appointment there is."""
CAME = ("attended", "late")
ATTENDANCE = (*CAME, "missed")
COMING = ("offered", "booked")
"""States of an appointment that claims its time."""
_MOVES_REMINDER = ("booked", "moved", "cancelled", "cancelled_late")
"""Changes after which it is reminded of at another time, or not at all. An offer is reminded of when it is accepted."""
_ENROLMENT = table("enrolment", column("id"), column("person_id"))


def book(
    work: Work,
    enrolment_id: int,
    therapist_id: int | None,
    kind: str,
    starts_at: datetime,
    minutes: int,
    place: str = "",
    *,
    meeting: str = "",
    room_id: int | None = None,
    buffer: int = 0,
    by_id: int | None = None,
    state: str = "booked",
    offered_until: datetime | None = None,
    series: str | None = None,
    overbooked: str = "",
    party: str = "",
    party_words: str = "",
) -> Appointment:
    """Book a time, or offer it (``state``). ``kind`` is video, phone, physical, home or group; ``place`` is an address or a meeting
    link; ``buffer`` are the minutes after it that are kept free. ``overbooked`` is why it is given although something is in
    the way: what of it nobody has is claimed still. ``party`` is who takes part beside the two, and ``party_words`` say who.

    :raises NotFree: the patient, the therapist or the room is taken then; with a sentence for each.
    """
    with work.apart():
        row = work.add(
            Appointment(
                enrolment_id=enrolment_id,
                therapist_id=therapist_id,
                room_id=room_id,
                kind=kind,
                meeting=meeting,
                starts_at=starts_at,
                minutes=minutes,
                buffer=buffer,
                place=place,
                state=state,
                offered_until=offered_until,
                series=series,
                overbooked=overbooked,
                uid=str(uuid.uuid4()),
                party=party,
                party_words=party_words or None,
            )
        )
        work.session.flush()
        _claim(work, row)
    _became(work, row, state, by_id)
    return row


def hold_appointment(work: Work, appointment_id: int) -> Appointment | None:
    """The appointment as it is now, and nobody else changes it until this unit of work ends; None when there is none."""
    query = select(Appointment).where(Appointment.id == appointment_id)
    return work.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def move(
    work: Work, appointment: Appointment, starts_at: datetime, *, by_id: int | None = None, reason: str = ""
) -> None:
    """To another time, which it claims, also one that was overbooked where it stood; of a row it is apart from then on. What is
    offered can be answered until then at most.

    :raises NotAhead: that is not in the future. :raises NotFree: somebody it needs, or its room, is taken then.
    :raises Cancelled: it is not booked any more.
    """
    held = hold_appointment(work, appointment.id)
    if held is None or held.state not in COMING:
        raise Cancelled()
    if starts_at <= work.now:
        raise NotAhead()
    before = (appointment.starts_at, appointment.overbooked, appointment.apart)
    appointment.starts_at, appointment.overbooked, appointment.apart = starts_at, "", appointment.series is not None
    try:
        _claim(work, appointment)
    except NotFree:
        appointment.starts_at, appointment.overbooked, appointment.apart = before
        raise
    if appointment.offered_until is not None:
        appointment.offered_until = min(appointment.offered_until, starts_at)
    appointment.sequence += 1
    _became(work, appointment, "moved", by_id, reason)


def give(work: Work, appointment: Appointment, therapist_id: int, by_id: int | None = None) -> None:
    """Somebody else holds it, and is free for it, also where it was overbooked with the one before.

    :raises NotFree: she has another one then. :raises Cancelled: it is not booked any more.
    """
    held = hold_appointment(work, appointment.id)
    if held is None or held.state not in COMING:
        raise Cancelled()
    before, appointment.therapist_id = appointment.therapist_id, therapist_id
    try:
        _claim(work, appointment, therapist_id)
    except NotFree:
        appointment.therapist_id = before
        raise
    appointment.sequence += 1
    _became(work, appointment, "given", by_id)


def accept(work: Work, appointment: Appointment, by_id: int | None) -> None:
    """An offered time is booked, and whatever else was offered with it is offered no more. It has its claims already.

    :raises Cancelled: it is offered no more.
    """
    held = hold_appointment(work, appointment.id)
    if held is None or held.state != "offered" or (held.offered_until is not None and held.offered_until <= work.now):
        raise Cancelled()
    appointment.state, appointment.offered_until = "booked", None
    _became(work, appointment, "booked", by_id)
    withdraw(work, [row for row in offered_with(work, appointment) if row.id != appointment.id])


def offered_with(work: Work, appointment: Appointment) -> list[Appointment]:
    """What is offered still in the same offer. One statement, and none outside an offer."""
    if appointment.series is None:
        return []
    query = select(Appointment).where(Appointment.series == appointment.series, Appointment.state == "offered")
    return list(work.session.scalars(query.order_by(Appointment.id).with_for_update()))


def withdraw(work: Work, offered: Iterable[Appointment]) -> None:
    """These are offered no more, since another was chosen, nobody answered, or the course has stopped: nobody is told."""
    rows = list(offered)
    for row in rows:
        row.state = "withdrawn"
        _note(work, row, "withdrawn", None)
    let_go(work, [row.id for row in rows])


def call_off(work: Work, appointment: Appointment, *, late: bool = False, by_id: int | None, reason: str = "") -> None:
    """It is cancelled, ``late`` when that is later than the rules allow; one that was only offered is withdrawn.
    :raises Cancelled: it was before, or has been held."""
    held = hold_appointment(work, appointment.id)
    if held is None or held.state not in COMING:
        raise Cancelled()
    called_off = "cancelled_late" if late else "cancelled"
    appointment.state = "withdrawn" if held.state == "offered" else called_off
    appointment.sequence += 1
    let_go(work, [appointment.id])
    _became(work, appointment, appointment.state, by_id, reason)


def record_attendance(work: Work, appointment: Appointment, state: str, by_id: int | None = None) -> None:
    """Say whether the patient ``attended``, came ``late``, or ``missed`` it. May be corrected later.

    :raises NotHeldYet: the time has not begun.
    :raises Cancelled: it was cancelled or never booked, and nobody was to come.
    """
    if appointment.state not in ("booked", *ATTENDANCE):
        raise Cancelled()
    if appointment.starts_at > work.now:
        raise NotHeldYet()
    if appointment.state == state:
        return
    appointment.state = state
    _note(work, appointment, state, by_id)
    work.publish(AttendanceRecorded(appointment.enrolment_id, appointment.id, state))


def leave_appointments(work: Work, enrolment_id: int, therapist_id: int) -> None:
    """The coming appointments of an enrolment with this therapist are with nobody until somebody takes them. Three statements."""
    rows = work.session.scalars(
        _coming_of(work, enrolment_id).where(Appointment.therapist_id == therapist_id).with_for_update()
    ).all()
    for row in rows:
        row.therapist_id = None
        _note(work, row, "left", None)
    let_go(work, [row.id for row in rows], therapist_id)


def cancel_coming(work: Work, enrolment_id: int, kept: Collection[int] = ()) -> list[Appointment]:
    """Cancel what is booked and has not begun, but for those kept, and withdraw what is offered. Returns the cancelled. Three
    statements at most."""
    coming = work.session.scalars(
        _coming_of(work, enrolment_id).order_by(Appointment.starts_at, Appointment.id).with_for_update()
    ).all()
    withdraw(work, [row for row in coming if row.state == "offered"])
    cancelled = [row for row in coming if row.state == "booked" and row.id not in kept]
    for row in cancelled:
        row.state = "cancelled"
        row.sequence += 1
        _note(work, row, "cancelled", None)
    let_go(work, [row.id for row in cancelled])
    remind_day_before(work, enrolment_id, cancelled)
    return cancelled


def book_again(work: Work, ids: Collection[int]) -> list[Appointment]:
    """Those of these appointments that are cancelled still, have not begun and whose time nobody has taken stand as booked again.
    Returns them."""
    rows = work.session.scalars(
        select(Appointment)
        .where(Appointment.id.in_(ids), Appointment.state == "cancelled", Appointment.starts_at > work.now)
        .order_by(Appointment.id)
        .with_for_update()
    ).all()
    again = [row for row in rows if _booked_again(work, row)]
    for enrolment_id in sorted({row.enrolment_id for row in again}):
        remind_day_before(work, enrolment_id, [row for row in again if row.enrolment_id == enrolment_id])
    return again


def _booked_again(work: Work, row: Appointment) -> bool:
    row.state = "booked"
    try:
        _claim(work, row)
    except NotFree:
        row.state = "cancelled"
        return False
    row.sequence += 1
    _note(work, row, "booked", None)
    return True


def is_free(work: Work, therapist_id: int, starts_at: datetime, minutes: int, but_for: int = 0) -> bool:
    """Whether this therapist has no claim then, those of the appointment ``but_for`` aside. One statement."""
    wanted = claims_on([therapist_id], [], slots_of(starts_at, minutes))
    return not any(taken_of(work, wanted, but_for))


def _coming_of(work: Work, enrolment_id: int) -> Select[Appointment]:
    return select(Appointment).where(
        Appointment.enrolment_id == enrolment_id, Appointment.state.in_(COMING), Appointment.starts_at > work.now
    )


def _claim(work: Work, appointment: Appointment, must_have: int | None = None) -> None:
    """What it takes is claimed; of one that is overbooked what nobody else has, but all of the person it ``must_have``."""
    patient_id = patient_of(work, appointment.enrolment_id)
    wanted = wanted_by(work, appointment, patient_id)
    if appointment.overbooked:
        gone = taken_among(work, wanted, [appointment.id], "appointment_id")
        if any(person == must_have for person, _, _ in gone if person is not None):
            raise NotFree(THERAPIST_TAKEN)
        wanted = [each for each in wanted if each not in gone]
    try:
        claim(work, appointment.id, wanted)
    except AlreadyClaimed as fault:
        raise not_free(fault.taken, patient_id) from None


def patient_of(work: Work, enrolment_id: int) -> int:
    """Whose enrolment it is. One statement."""
    patient_id = work.session.scalar(select(_ENROLMENT.c.person_id).where(_ENROLMENT.c.id == enrolment_id))
    assert isinstance(patient_id, int)
    return patient_id


def wanted_by(work: Work, appointment: Appointment, patient_id: int) -> list[ClaimOn]:
    """What an appointment with this patient takes: nothing when it is over."""
    if appointment.starts_at + timedelta(minutes=appointment.minutes) <= work.now:
        return []
    staff = [appointment.therapist_id] if appointment.therapist_id is not None else []
    rooms = [appointment.room_id] if appointment.room_id is not None else []
    with_buffer = slots_of(appointment.starts_at, appointment.minutes, appointment.buffer)
    hers = claims_on([patient_id], [], slots_of(appointment.starts_at, appointment.minutes))
    return in_order({*hers, *claims_on(staff, rooms, with_buffer)})


def not_free(taken: Taken, patient_id: int) -> NotFree:
    """All that is taken at once."""
    people, rooms = taken
    faults = [PATIENT_TAKEN] if patient_id in people else []
    faults += [THERAPIST_TAKEN] if people - {patient_id} or not (people or rooms) else []
    return NotFree(*faults, *([ROOM_TAKEN] if rooms else []))


def _became(work: Work, appointment: Appointment, change: str, by_id: int | None, reason: str = "") -> None:
    _note(work, appointment, change, by_id, reason)
    if change in _MOVES_REMINDER:
        remind_day_before(work, appointment.enrolment_id, [appointment])
    work.publish(AppointmentChanged(appointment.enrolment_id, appointment.id, change, by_id))


def remind_day_before(work: Work, enrolment_id: int, appointments: Collection[Appointment]) -> None:
    """The reminder of the day before is planned, moved or called off with each. None without appointments."""
    if appointments:
        times = {row.id: row.starts_at if row.state == "booked" else None for row in appointments}
        keep_reminders(work, Subject("enrolment", enrolment_id), OF_APPOINTMENT, times)


def _note(work: Work, appointment: Appointment, change: str, by_id: int | None, reason: str = "") -> None:
    note_changes(work, [appointment], change, by_id, reason)


def note_changes(
    work: Work, appointments: Iterable[Appointment], change: str, by_id: int | None, reason: str = ""
) -> None:
    """Write down that this became of these, as they are now."""
    for appointment in appointments:
        _write_down(work, appointment, change, by_id, reason)
    work.session.flush()


def _write_down(work: Work, appointment: Appointment, change: str, by_id: int | None, reason: str) -> None:
    work.add(
        AppointmentChange(
            appointment_id=appointment.id,
            at=work.now,
            by_id=by_id,
            change=change,
            starts_at=appointment.starts_at,
            therapist_id=appointment.therapist_id,
            reason=reason or None,
        )
    )
