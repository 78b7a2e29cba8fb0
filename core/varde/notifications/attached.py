"""What goes with a message beside its words."""

from __future__ import annotations

import re

from varde.appointments.calendars import invitation
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.models import Appointment


def calendar_of(work: Work, row: Delivery, by: str) -> bytes:
    """The invitation that goes with an e-mail about an appointment, as it is now; none with anything else."""
    number = re.match(r"appointment:(\d+):", row.key) if by == "email" else None
    appointment = work.session.get(Appointment, int(number[1])) if number else None
    if appointment is None or row.person_id is None or appointment.state == "offered":
        return b""
    return invitation(work, appointment, work.session.get_one(Person, row.person_id).language)
