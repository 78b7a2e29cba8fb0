"""A day and an hour, in all languages at once."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from varde.kernel.text import clock_time, weekday_day
from varde.kernel.words import LANGUAGES, Text


def said_day(day: date) -> Text:
    return Text(*(weekday_day(day, language) for language in LANGUAGES))


def said_clock(clock: time | datetime) -> Text:
    return Text(*(clock_time(clock, language) for language in LANGUAGES))


def said_at(at: datetime, zone: ZoneInfo) -> Text:
    """“Tirsdag 1. desember kl. 10.00”."""
    wall = at.astimezone(zone)
    return Text(
        *(f"{_capital(weekday_day(wall.date(), language))} {clock_time(wall, language)}" for language in LANGUAGES)
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
