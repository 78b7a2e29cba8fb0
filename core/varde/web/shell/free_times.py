"""Free times as pages show them to be chosen from, some of each day, and as they come back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from varde.appointments.rules import spread
from varde.appointments.service import FreeTime
from varde.web.shell import http

A_DAY, SHOWN = 4, 24
"""How many free times are shown of a day, and in all."""


def by_day(free: Iterable[FreeTime]) -> dict[str, list[tuple[str, str]]]:
    """Some of the free times: by the words of the day, what is sent of each, and its words."""
    speech = http.speech()
    days: dict[str, list[tuple[str, str]]] = {}
    for begins in spread([each.begins for each in free], http.work().zone, A_DAY, SHOWN):
        days.setdefault(speech.weekday(begins), []).append((begins.isoformat(), speech.clock(begins)))
    return days


def as_moment(sent: str) -> datetime | None:
    """The time that was sent, in UTC; None when it is none, says no zone, or has no day before or after it in any zone."""
    try:
        at = datetime.fromisoformat(sent)
        if at.tzinfo is None or not 1 < at.year < 9999:
            return None
        return at.astimezone(UTC)
    except ValueError:
        return None
