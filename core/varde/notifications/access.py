"""Who is told that access to a programme lasts longer."""

from __future__ import annotations

from varde.enrolments.events import AccessExtended
from varde.enrolments.models import Enrolment
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.notifications.service import notify


def on_extended(work: Work, event: AccessExtended) -> None:
    """She is, once for each day it was extended to."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        key, path = f"access:{enrolment.id}:{event.until}", f"/moduler/{enrolment.id}"
        notify(work, enrolment.person_id, enrolment.id, "news", key, path)


LISTENERS = (Listener(AccessExtended, on_extended),)
