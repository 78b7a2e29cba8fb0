"""How long somebody has waited, in words."""

from __future__ import annotations

from datetime import timedelta

from varde.caseload import words
from varde.kernel.speech import Speech


def duration(speech: Speech, time: timedelta) -> str:
    """“2 t 58 min”, “1 d 20 t” under two days, “16 d” after that."""
    minutes = max(0, int(time.total_seconds() // 60))
    hours, days = minutes // 60, minutes // (24 * 60)
    if hours < 1:
        return speech.say(words.MINUTES, minutes=minutes)
    if days < 1:
        return speech.say(words.HOURS_MINUTES, hours=hours, minutes=minutes % 60)
    if days < 2:
        return speech.say(words.DAYS_HOURS, days=days, hours=hours % 24)
    return speech.say(words.DAYS, days=days)
