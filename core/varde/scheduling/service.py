"""Appointments: book, say who came, list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, update

from varde.kernel.work import Work
from varde.scheduling.errors import Cancelled, NotAhead, NotFree, NotHeldYet
from varde.scheduling.events import AppointmentChanged
from varde.scheduling.models import AgendaItem, Appointment

LONGEST = timedelta(hours=8)
"""The longest appointment there is."""


def book(
    work: Work,
    enrolment_id: int,
    therapist_id: int | None,
    kind: str,
    starts_at: datetime,
    minutes: int,
    place: str = "",
) -> Appointment:
    """Book a time. ``kind`` is video, phone, physical or group; ``place`` is an address or a meeting link."""
    row = work.add(
        Appointment(
            enrolment_id=enrolment_id,
            therapist_id=therapist_id,
            kind=kind,
            starts_at=starts_at,
            minutes=minutes,
            place=place,
            state="booked",
        )
    )
    work.session.flush()
    return row


def record_attendance(work: Work, appointment: Appointment, *, attended: bool) -> None:
    """Say whether the patient came. May be corrected later.

    :raises NotHeldYet: the time has not begun.
    :raises Cancelled: it was cancelled, and nobody was to come.
    """
    if appointment.state == "cancelled":
        raise Cancelled()
    if appointment.starts_at > work.now:
        raise NotHeldYet()
    appointment.state = "attended" if attended else "missed"


def leave_appointments(work: Work, enrolment_id: int, therapist_id: int) -> None:
    """The coming appointments of an enrolment with this therapist are with nobody until somebody takes them. One statement."""
    work.session.execute(
        update(Appointment)
        .where(
            Appointment.enrolment_id == enrolment_id,
            Appointment.therapist_id == therapist_id,
            Appointment.state == "booked",
            Appointment.starts_at > work.now,
        )
        .values(therapist_id=None)
    )


def cancel_coming(work: Work, enrolment_id: int, kept: Collection[int] = ()) -> list[Appointment]:
    """Cancel the booked appointments that have not begun, but for those kept. Returns the cancelled. One statement."""
    coming = work.session.scalars(
        select(Appointment)
        .where(
            Appointment.enrolment_id == enrolment_id, Appointment.state == "booked", Appointment.starts_at > work.now
        )
        .order_by(Appointment.starts_at)
        .with_for_update()
    )
    cancelled = [row for row in coming if row.id not in kept]
    for row in cancelled:
        row.state = "cancelled"
    return cancelled


def book_again(work: Work, ids: Collection[int]) -> list[Appointment]:
    """Those of these appointments that are cancelled still and have not begun stand as booked again. Returns them."""
    rows = list(
        work.session.scalars(
            select(Appointment)
            .where(Appointment.id.in_(ids), Appointment.state == "cancelled", Appointment.starts_at > work.now)
            .with_for_update()
        )
    )
    for row in rows:
        row.state = "booked"
    return rows


class PlannedLine(NamedTuple):
    """What a page says of an :class:`AgendaItem`; not to be changed."""

    id: int
    kind: str
    key: str
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None
    state: str
    details: Mapping[str, Any]


class AppointmentLine(NamedTuple):
    """What a page says of an :class:`Appointment`; not to be changed."""

    id: int
    therapist_id: int | None
    kind: str
    starts_at: datetime
    minutes: int
    place: str
    state: str


# Most pages ask these, so they are put together once.
_APPOINTMENTS = (
    select(Appointment).where(Appointment.enrolment_id == bindparam("enrolment")).order_by(Appointment.starts_at.desc())
)
_AGENDA = (
    select(AgendaItem)
    .where(AgendaItem.enrolment_id == bindparam("enrolment"))
    .order_by(AgendaItem.due_at, AgendaItem.id)
)
_APPOINTMENT_LINES = _APPOINTMENTS.with_only_columns(*(getattr(Appointment, name) for name in AppointmentLine._fields))
_PLANNED_LINES = _AGENDA.with_only_columns(*(getattr(AgendaItem, name) for name in PlannedLine._fields))


def appointments_of(work: Work, enrolment_id: int) -> list[Appointment]:
    """Every appointment of an enrolment, newest first."""
    return list(work.session.scalars(_APPOINTMENTS, {"enrolment": enrolment_id}))


def agenda_of(work: Work, enrolment_id: int) -> list[AgendaItem]:
    """Everything planned and done for an enrolment, by due time."""
    return list(work.session.scalars(_AGENDA, {"enrolment": enrolment_id}))


def appointment_lines(work: Work, enrolment_id: int) -> list[AppointmentLine]:
    """Every appointment of an enrolment to be read, newest first. One statement."""
    return [AppointmentLine._make(row) for row in work.columns(_APPOINTMENT_LINES, {"enrolment": enrolment_id})]


def planned_lines(work: Work, enrolment_id: int) -> list[PlannedLine]:
    """Everything planned and done for an enrolment to be read, by due time. One statement."""
    return [PlannedLine._make(row) for row in work.columns(_PLANNED_LINES, {"enrolment": enrolment_id})]


def is_free(work: Work, therapist_id: int, starts_at: datetime, minutes: int, but_for: int = 0) -> bool:
    """Whether this therapist has no booked appointment then, the one ``but_for`` aside. One statement."""
    near = work.session.scalars(
        select(Appointment).where(
            Appointment.therapist_id == therapist_id,
            Appointment.state == "booked",
            Appointment.id != but_for,
            Appointment.starts_at < starts_at + timedelta(minutes=minutes),
            Appointment.starts_at > starts_at - LONGEST,
        )
    )
    return all(row.starts_at + timedelta(minutes=row.minutes) <= starts_at for row in near)


def move(work: Work, appointment: Appointment, starts_at: datetime) -> None:
    """To another time. :raises NotAhead: that is not in the future. :raises NotFree: its therapist has another one then."""
    if starts_at <= work.now:
        raise NotAhead()
    if appointment.therapist_id is not None and not is_free(
        work, appointment.therapist_id, starts_at, appointment.minutes, appointment.id
    ):
        raise NotFree()
    appointment.starts_at = starts_at
    work.publish(AppointmentChanged(appointment.enrolment_id, appointment.id))


def give(work: Work, appointment: Appointment, therapist_id: int) -> None:
    """Somebody else holds it. :raises NotFree: she has another one then."""
    if not is_free(work, therapist_id, appointment.starts_at, appointment.minutes, appointment.id):
        raise NotFree()
    appointment.therapist_id = therapist_id
    work.publish(AppointmentChanged(appointment.enrolment_id, appointment.id))
