"""What a therapist holds, to be read as a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.scheduling import booking
from varde.scheduling.models import Appointment


class CalendarLine(NamedTuple):
    """One appointment in somebody's calendar, with whom it is."""

    appointment: Appointment
    enrolment: Enrolment
    person: Person


def calendar_of(work: Work, therapist_id: int, begin: datetime, end: datetime) -> list[CalendarLine]:
    """What a therapist holds, or has offered, from ``begin`` until ``end``, the first one first, without what was cancelled or
    withdrawn. One statement."""
    rows = work.session.execute(
        select(Appointment, Enrolment, Person)
        .join(Enrolment, Enrolment.id == Appointment.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Appointment.therapist_id == therapist_id,
            Appointment.state.in_((*booking.COMING, *booking.ATTENDANCE)),
            Appointment.starts_at >= begin,
            Appointment.starts_at < end,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [CalendarLine(*row) for row in rows]
