"""Words of entries that a sentence is put together of."""

from __future__ import annotations

from datetime import date

from varde.kernel.text import weekday_day
from varde.kernel.words import LANGUAGES, Text

NEEDED = Text(
    "{label} Svar på denne, så er det lagret.",
    "{label} Svar på denne, så er det lagra.",
    "{label} Answer this one, and it is saved.",
)


def day_said(day: date) -> Text:
    """“tirsdag 17. november”, in every language."""
    return Text(*(weekday_day(day, language) for language in LANGUAGES))
