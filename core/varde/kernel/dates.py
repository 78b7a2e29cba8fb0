"""Days as people write them, and ages."""

from __future__ import annotations

import re
from datetime import date

from varde.kernel.characters import plain


def as_date(text: str) -> date | None:
    """A day written ``1992-03-03`` or ``3.3.1992``; None when there is no such day."""
    written = plain(text).strip()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written, re.ASCII)
    said = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", written, re.ASCII)
    parts = iso.groups() if iso else said.groups()[::-1] if said else None
    if parts is None:
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def age_on(born: date, day: date) -> int:
    """Whole years lived on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
