"""E-mail addresses, checked plainly: whether a message reaches somebody only a message can tell."""

from __future__ import annotations

import re

from varde.kernel.characters import plain

LONGEST = 254
_ADDRESS = re.compile(r"[^@\s,;:<>()\[\]\"\\]{1,64}@([^@\s.,;:<>()\[\]\"\\_]+\.)+[^\W\d_]{2,63}")


def read_email(text: str) -> str | None:
    """The address with nothing around it; None when it has not the form ``name@place.no``."""
    address = plain(text).strip()
    return address if len(address) <= LONGEST and _ADDRESS.fullmatch(address) else None
