"""Calling somebody in from an alert: how it stands, and what may be done then. Plain values in and out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

CallStand = Literal["none", "ahead", "due", "off"]
"""Nobody is called in; the talk is to come; it has begun and nobody has said what came of it; it was called off."""
CallDeed = Literal["called_in", "held", "not_reached", "declined"]
"""She is called in; the talk was held; nobody answered; she did not want it."""
CALL_DEEDS: tuple[CallDeed, ...] = ("called_in", "held", "not_reached", "declined")
OUTCOMES = CALL_DEEDS[1:]
MOST_TRIES = 3
"""So many times without reaching her, and it is said what to do instead. Our own, proposed."""
_CALLED_OFF = ("cancelled", "cancelled_late", "withdrawn")
MAY: dict[CallStand, tuple[CallDeed, ...]] = {
    "none": ("called_in",),
    "ahead": ("declined",),
    "due": OUTCOMES,
    "off": ("called_in", "declined"),
}
"""What may be done. To say that she did not want it takes no talk; to say what came of one does."""


def call_stand(deeds: Iterable[str], appointment: tuple[str, datetime] | None, now: datetime) -> CallStand:
    """How it stands, by the kinds of what happened to the alert, oldest first, and the state and beginning of the appointment that
    she was called in to last (None: there is none any more)."""
    latest = next((kind for kind in reversed(list(deeds)) if kind in CALL_DEEDS), None)
    if latest != "called_in":
        return "none"
    if appointment is None or appointment[0] in _CALLED_OFF:
        return "off"
    return "due" if appointment[1] <= now else "ahead"


def tries_of(deeds: Iterable[str]) -> int:
    """How many times she was not reached in a row; a talk that was held, or that she declined, begins it anew."""
    tries = 0
    for kind in deeds:
        if kind in ("held", "declined"):
            tries = 0
        tries += kind == "not_reached"
    return tries
