"""A member of the staff is told that somebody signed in as her with a browser that was not used before."""

from __future__ import annotations

from varde.identity.events import SignedInOnNewDevice
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.notifications.service import notify


def on_new_device(work: Work, event: SignedInOnNewDevice) -> None:
    notify(work, event.person_id, None, "new_device", f"device:{event.person_id}:{event.mark}", "/innlogginger")


LISTENERS = (Listener(SignedInOnNewDevice, on_new_device),)
