"""Who is told that access to a programme lasts longer, and that it does not after all."""

from __future__ import annotations

from varde.enrolments.events import AccessExtended, ExtensionUndone
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


def on_undone(work: Work, event: ExtensionUndone) -> None:
    """She is, since she was told of the longer one."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        key, path = f"access:{enrolment.id}:undone:{event.event_id}", f"/moduler/{enrolment.id}"
        notify(work, enrolment.person_id, enrolment.id, "news", key, path)


LISTENERS = (Listener(AccessExtended, on_extended), Listener(ExtensionUndone, on_undone))
