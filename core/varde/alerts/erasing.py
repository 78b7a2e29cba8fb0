"""Nobody is erased while an alert about her is open, also one without an enrolment."""

from __future__ import annotations

from sqlalchemy import select

from varde.alerts.errors import DangerOpen
from varde.alerts.models import RaisedAlert
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.privacy.events import ToBeErased


def on_to_be_erased(work: Work, event: ToBeErased) -> None:
    """:raises DangerOpen"""
    still_open = select(RaisedAlert.id).where(RaisedAlert.person_id == event.person_id, RaisedAlert.state != "closed")
    if work.session.scalar(still_open.limit(1)) is not None:
        raise DangerOpen()


LISTENERS = (Listener(ToBeErased, on_to_be_erased),)
