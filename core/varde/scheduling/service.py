"""Appointments: book, say who came, list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from varde.kernel.work import Work
from varde.scheduling.errors import Cancelled, NotHeldYet
from varde.scheduling.models import AgendaItem, Appointment


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


# Most pages ask these two, so they are put together once.
_APPOINTMENTS = (
    select(Appointment).where(Appointment.enrolment_id == bindparam("enrolment")).order_by(Appointment.starts_at.desc())
)
_AGENDA = (
    select(AgendaItem)
    .where(AgendaItem.enrolment_id == bindparam("enrolment"))
    .order_by(AgendaItem.due_at, AgendaItem.id)
)


def appointments_of(work: Work, enrolment_id: int) -> list[Appointment]:
    """Every appointment of an enrolment, newest first."""
    return list(work.session.scalars(_APPOINTMENTS, {"enrolment": enrolment_id}))


def agenda_of(work: Work, enrolment_id: int) -> list[AgendaItem]:
    """Everything planned and done for an enrolment, by due time."""
    return list(work.session.scalars(_AGENDA, {"enrolment": enrolment_id}))
