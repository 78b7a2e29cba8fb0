"""What goes with a message beside its words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from varde.appointments.calendars import invitation
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.models import Appointment


def calendars_of(work: Work, tells: Sequence[Delivery], by: str) -> tuple[bytes, ...]:
    """The invitations that go with an e-mail: one for each appointment that a patient is told of in it, as it is now; a reminder
    carries none, since she has it. None goes to staff, who are not told of what they change themselves, so that their calendars
    would keep what no longer holds. One statement where there is any."""
    if by != "email":
        return ()
    ids = {row.appointment_id for row in tells if row.appointment_id is not None and row.notice != "tomorrow"}
    if not ids or tells[0].person_id is None:
        return ()
    language = work.session.get_one(Person, tells[0].person_id).language
    rows = select(Appointment).where(Appointment.id.in_(ids), Appointment.state != "offered").order_by(Appointment.id)
    return tuple(invitation(work, row, language) for row in work.session.scalars(rows))
