"""Days and numbers, as the overviews of the library say them in every language."""

from __future__ import annotations

from datetime import date

from varde.kernel.text import number, weekday_day
from varde.kernel.words import LANGUAGES, Text
from varde.programmes.overviews import own_words


def whole_day(on: date) -> Text:
    """“torsdag 19. november”."""
    return Text(*(weekday_day(on, language) for language in LANGUAGES))


def short_day(on: date) -> Text:
    """“19.11.”."""
    return own_words(f"{on.day}.{on.month}.")


def in_figures(value: float, decimals: int = 0) -> Text:
    """“7,5”."""
    return Text(*(number(value, decimals, language) for language in LANGUAGES))
