"""Who wants an earlier time, and who is told when one is free. Nothing is held: whoever answers first has it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from varde.appointments.errors import NoSuchAppointment
from varde.appointments.models import EarlierWish
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import UNDER_WAY
from varde.kernel.work import Work
from varde.scheduling.models import Appointment, AppointmentChange

FREES = ("moved", "cancelled", "cancelled_late", "withdrawn")
"""What becomes of an appointment that leaves its time free."""


def want_earlier(work: Work, appointment: Appointment, *, wants: bool) -> None:
    """She wants an earlier time than this one, or no more. :raises NoSuchAppointment: it is not booked."""
    wish = work.session.get(EarlierWish, appointment.id)
    if wants and appointment.state != "booked":
        raise NoSuchAppointment()
    if wants and wish is None:
        work.add(EarlierWish(appointment_id=appointment.id, since=work.now))
    elif not wants and wish is not None:
        work.session.delete(wish)
    work.session.flush()


def wishes_of(work: Work, enrolment_id: int) -> set[int]:
    """The appointments of an enrolment that she would have earlier. One statement."""
    query = select(EarlierWish.appointment_id).join(Appointment, Appointment.id == EarlierWish.appointment_id)
    return set(work.session.scalars(query.where(Appointment.enrolment_id == enrolment_id)))


class WaitsForEarlier(NamedTuple):
    """Whom a time that is free concerns: her appointment, her enrolment and she herself, by number."""

    appointment_id: int
    enrolment_id: int
    person_id: int


def who_waits_for(work: Work, appointment_id: int, change: str) -> list[WaitsForEarlier]:
    """Everybody who wants an earlier time with the same therapist than she has, and later than the one this change made free, who
    has waited longest first. Two statements at most, and none for a change that frees nothing."""
    if change not in FREES:
        return []
    freed = work.session.get(Appointment, appointment_id)
    at = _free_from(work, freed, change) if freed is not None else None
    if freed is None or at is None or at <= work.now or freed.therapist_id is None:
        return []
    rows = work.session.execute(
        select(Appointment.id, Enrolment.id, Enrolment.person_id)
        .join(EarlierWish, EarlierWish.appointment_id == Appointment.id)
        .join(Enrolment, Enrolment.id == Appointment.enrolment_id)
        .where(
            Appointment.therapist_id == freed.therapist_id,
            Appointment.state == "booked",
            Appointment.starts_at > at,
            Appointment.id != freed.id,
            Enrolment.state.in_((*UNDER_WAY, "waiting")),
            Enrolment.contact_stopped_at.is_(None),
        )
        .order_by(EarlierWish.since, Appointment.id)
    )
    return [WaitsForEarlier(*row) for row in rows]


def _free_from(work: Work, freed: Appointment, change: str) -> datetime | None:
    if change != "moved":
        return freed.starts_at
    query = select(AppointmentChange.starts_at).where(AppointmentChange.appointment_id == freed.id)
    return work.session.scalar(query.order_by(AppointmentChange.id.desc()).offset(1).limit(1))
