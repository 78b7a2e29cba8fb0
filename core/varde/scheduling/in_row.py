"""Appointments in a row: booked, moved and cancelled together. All of it is done, or nothing, and whoever is told is told once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from varde.kernel.work import Work
from varde.scheduling.booking import not_free, note_changes, patient_of, remind_day_before, wanted_by
from varde.scheduling.claims import AlreadyClaimed, claim_together, let_go
from varde.scheduling.errors import Cancelled, NotAhead
from varde.scheduling.events import SeriesChanged
from varde.scheduling.models import Appointment


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What the appointments of a row have in common, as :func:`varde.scheduling.booking.book` says it."""

    therapist_id: int | None
    kind: str
    minutes: int
    place: str = ""
    meeting: str = ""
    room_id: int | None = None
    buffer: int = 0


def book_row(
    work: Work, enrolment_id: int, plan: RowPlan, times: Collection[datetime], by_id: int | None
) -> list[Appointment]:
    """Book all of these times as one row, the first one first. :raises NotFree: some of it is taken; nothing is booked."""
    series = str(uuid.uuid4())
    with work.apart():
        booked = [
            work.add(
                Appointment(
                    enrolment_id=enrolment_id,
                    therapist_id=plan.therapist_id,
                    room_id=plan.room_id,
                    kind=plan.kind,
                    meeting=plan.meeting,
                    starts_at=at,
                    minutes=plan.minutes,
                    buffer=plan.buffer,
                    place=plan.place,
                    series=series,
                )
            )
            for at in sorted(set(times))
        ]
        work.session.flush()
        _claim(work, enrolment_id, booked)
    _became(work, booked, "booked", by_id)
    return booked


def hold_row(work: Work, series: str) -> list[Appointment]:
    """What is booked of a row, in order of time, and nobody else changes it until this unit of work ends. One statement."""
    query = select(Appointment).where(Appointment.series == series, Appointment.state == "booked")
    held = query.order_by(Appointment.id).with_for_update().execution_options(populate_existing=True)
    return sorted(work.session.scalars(held), key=lambda each: (each.starts_at, each.id))


def move_row(work: Work, goes: Mapping[Appointment, datetime], by_id: int | None, reason: str = "") -> None:
    """Each of these, which must be held, to its new time, where none is apart that was not.

    :raises NotAhead: one of the times is not in the future. :raises NotFree: some of it is taken; nothing is moved.
    :raises Cancelled: one of them has begun, or there are none.
    """
    _must_come(work, goes)
    if any(at <= work.now for at in goes.values()):
        raise NotAhead()
    moved = {each: at for each, at in goes.items() if each.starts_at != at}
    before = {each: (each.starts_at, each.overbooked) for each in moved}
    for each, at in moved.items():
        each.starts_at, each.overbooked = at, ""
    try:
        if moved:
            _claim(work, next(iter(moved)).enrolment_id, [*moved])
    except Exception:
        for each, (at, overbooked) in before.items():
            each.starts_at, each.overbooked = at, overbooked
        raise
    for each in moved:
        each.sequence += 1
    _became(work, [*moved], "moved", by_id, reason)


def call_off_row(work: Work, appointments: Sequence[Appointment], by_id: int | None, reason: str = "") -> None:
    """These of a row, which must be held, are cancelled by the clinic, which is always in time. :raises Cancelled: one of them has
    begun, or there are none."""
    _must_come(work, appointments)
    for each in appointments:
        each.state = "cancelled"
        each.sequence += 1
    let_go(work, [each.id for each in appointments])
    _became(work, appointments, "cancelled", by_id, reason)


def _must_come(work: Work, appointments: Collection[Appointment]) -> None:
    if not appointments or any(each.state != "booked" or each.starts_at <= work.now for each in appointments):
        raise Cancelled()


def _claim(work: Work, enrolment_id: int, appointments: Sequence[Appointment]) -> None:
    patient_id = patient_of(work, enrolment_id)
    try:
        claim_together(work, {each.id: wanted_by(work, each, patient_id) for each in appointments}, "appointment_id")
    except AlreadyClaimed as fault:
        raise not_free(fault.taken, patient_id) from None


def _became(work: Work, appointments: Sequence[Appointment], change: str, by_id: int | None, reason: str = "") -> None:
    if appointments:
        note_changes(work, appointments, change, by_id, reason)
        first = appointments[0]
        remind_day_before(work, first.enrolment_id, appointments)
        ids = tuple(each.id for each in appointments)
        work.publish(SeriesChanged(first.enrolment_id, first.series or "", ids, change, by_id))
