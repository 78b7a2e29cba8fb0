"""What may be used of what the register says, and when it is asked again. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from varde.people.register.values import RegisterEntry

TRY_AGAIN = timedelta(minutes=10)
"""How long somebody whom the register gave no answer about is not asked for again. Our own, proposed."""
Standing = Literal["unasked", "missing", "reserved", "stale", "usable"]
"""Nobody has asked, or got an answer; she is not in it, or nothing that can be used is; she is reserved; what it holds has not been
verified for eighteen months; it can be used."""


def standing_of(entry: RegisterEntry | None) -> Standing:
    """How somebody stands in the register.

    >>> standing_of(RegisterEntry(registered=True, reserved=True, phone="+4790000000"))
    'reserved'
    """
    if entry is None:
        return "unasked"
    if entry.reserved:
        return "reserved"
    if entry.registered and not entry.fresh:
        return "stale"
    return "usable" if entry.registered and (entry.phone or entry.email) else "missing"


def with_register(known: Mapping[str, str], entry: RegisterEntry) -> dict[str, str]:
    """The address of each way: what Varde was told itself goes first, and what the register holds fills in where that is missing
    and she has not said no.

    :param known: by way (``sms``, ``email``) the address that she, or staff at her word, has given Varde.
    """
    if standing_of(entry) != "usable":
        return dict(known)
    held = {"sms": entry.phone, "email": entry.email}
    return {way: address for way, held_there in held.items() if (address := known.get(way) or held_there)}


def is_due(answered_at: datetime | None, tried_at: datetime | None, now: datetime, days: int) -> bool:
    """Whether the register is to be asked about somebody: the last answer is older than so many days, or there is none; and nobody
    has tried a moment ago."""
    if tried_at is not None and tried_at > now - TRY_AGAIN:
        return False
    return answered_at is None or answered_at < now - timedelta(days=days)
