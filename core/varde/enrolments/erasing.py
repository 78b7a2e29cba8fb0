"""Nobody is erased who is under way, or about whom something waits for a human."""

from __future__ import annotations

from sqlalchemy import select

from varde.enrolments.access import waits
from varde.enrolments.errors import StillUnderWay
from varde.enrolments.models import Enrolment
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.privacy.events import ToBeErased


def on_to_be_erased(work: Work, event: ToBeErased) -> None:
    """:raises StillUnderWay: an enrolment is open, or a danger or a message in one that has ended waits for somebody."""
    enrolments = select(Enrolment).where(Enrolment.person_id == event.person_id)
    if any(waits(work, enrolment) for enrolment in work.session.scalars(enrolments).all()):
        raise StillUnderWay()


LISTENERS = (Listener(ToBeErased, on_to_be_erased),)
