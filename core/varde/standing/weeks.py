"""Which week of the programme it is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def week_of(started_at: datetime | None, now: datetime, state: str, weeks: int, zone: ZoneInfo) -> int | None:
    """The week, counted from 1; a new one begins every seventh midnight on the wall in ``zone`` after the day it started.

    None before the start, whenever the enrolment is not active (also in a pause), and after the last of the ``weeks``.
    """
    if started_at is None or state != "active":
        return None
    week = (now.astimezone(zone).date() - started_at.astimezone(zone).date()).days // 7 + 1
    return week if 1 <= week <= weeks else None
