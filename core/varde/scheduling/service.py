"""What is planned and booked for an enrolment, to be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from varde.kernel.work import Work
from varde.scheduling.models import AgendaItem, Appointment


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
    meeting: str
    room_id: int | None
    offered_until: datetime | None
    series: str | None
    apart: bool
    party: str


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
