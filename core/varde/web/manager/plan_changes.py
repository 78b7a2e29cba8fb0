"""What was changed in a benefits plan, as a list shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from varde.benefits.plan.models import PlanChange
from varde.benefits.plan.rules import decimals_of_written
from varde.kernel.dates import as_date
from varde.kernel.speech import Speech
from varde.web.manager import plan_change_words

LONGEST = 120


class PlanChangeLine(NamedTuple):
    """One change: when, of what, what it was and what it is ("" for nothing), and who did it."""

    at: datetime
    about: str
    before: str
    after: str
    by: str


def plan_changes(speech: Speech, changes: Sequence[PlanChange]) -> list[PlanChangeLine]:
    """Each change in words."""
    return [
        PlanChangeLine(
            change.at,
            _about(speech, change),
            _said(speech, change.name, change.before),
            _said(speech, change.name, change.after),
            change.by_name,
        )
        for change in changes
    ]


def _about(speech: Speech, change: PlanChange) -> str:
    named = plan_change_words.NAMES.get(change.name)
    name = speech.say(named) if named else change.name
    coded = plan_change_words.ABOUT.get(change.name, {}).get(change.about)
    if coded is not None:
        return f"{name}: {speech.say(coded)}"
    about = speech.day(date.fromisoformat(change.about), year=True) if as_date(change.about) else change.about
    return f"{name}: {about}" if about else name


def _said(speech: Speech, name: str, value: Any) -> str:
    coded = plan_change_words.CODES.get(name)
    if value is None or value == "":
        return ""
    if isinstance(value, dict):
        return ", ".join(said for key, each in value.items() if (said := _said(speech, key, each)))
    if isinstance(value, list):
        return " / ".join(_said(speech, "", each) for each in value)
    if coded is not None and str(value) in coded:
        return speech.say(coded[str(value)])
    if isinstance(value, bool):
        return speech.say(plan_change_words.YES if value else plan_change_words.NO)
    if isinstance(value, float):
        return speech.number(value, decimals_of_written(value))
    text = str(value)
    if (day := as_date(text)) is not None:
        return speech.day(day, year=True)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
