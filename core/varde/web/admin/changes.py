"""What was changed, as a list shows it: what it is about, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from varde.identity.rights import ROLES
from varde.instruments.values import Instrument
from varde.kernel.speech import Speech
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.setup.models import SetUpChange
from varde.setup.words import IN_LANGUAGE, STATES, SUBJECTS, WEEKDAYS
from varde.staffing.words import days_in_words
from varde.web.admin import words

LONGEST = 90


@dataclass(frozen=True, slots=True)
class SetUpLine:
    """One change: when, about what, what it was and what it is ("" for nothing), and who did it."""

    at: datetime
    about: str
    before: str
    after: str
    by: str


def change_lines(work: Work, speech: Speech, changes: Sequence[SetUpChange]) -> list[SetUpLine]:
    """Each change in words."""
    return [
        SetUpLine(
            change.at,
            _about(work, speech, change),
            _value(speech, change.subject, change.before),
            _value(speech, change.subject, change.after),
            change.by_name,
        )
        for change in changes
    ]


def _about(work: Work, speech: Speech, change: SetUpChange) -> str:
    subject = speech.say(SUBJECTS[change.subject])
    return f"{subject}, {_name(work, speech, change)}"


def _name(work: Work, speech: Speech, change: SetUpChange) -> str:
    first, _, programme = change.name.partition(" ")
    if change.subject in ("staff", "request") and first in ROLES:
        role = speech.say(ROLES[first]).lower()
        return f"{role} {_programme(work, speech, programme)}".strip()
    if change.subject == "offering":
        return _programme(work, speech, change.name)
    if change.subject == "hours":
        return speech.say(WEEKDAYS[int(change.name) - 1])
    if change.subject == "closed_days":
        return speech.day(date.fromisoformat(change.name), year=True)
    key, _, language = change.name.rpartition(".") if "." in change.name else (change.name, "", "")
    if change.subject == "wording":
        instrument = work.catalogue.all(Instrument).get(key)
        return f"{speech.say(instrument.title) if instrument else key} ({speech.say(IN_LANGUAGE[language])})"
    named = speech.say(words.CHANGE_NAMES[key]) if key in words.CHANGE_NAMES else change.name
    return f"{named} ({speech.say(IN_LANGUAGE[language])})" if language in IN_LANGUAGE else named


def _programme(work: Work, speech: Speech, key: str) -> str:
    programme = work.catalogue.all(Programme).get(key)
    return speech.say(programme.title) if programme else key


def _value(speech: Speech, subject: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return speech.say(words.YES if value else words.NO)
    if isinstance(value, dict) and subject == "care_role":
        return " / ".join(str(value[language]) for language in LANGUAGES)
    if isinstance(value, dict) and "days" in value:
        digits = "".join(str(int(day) - 1) for day in str(value["days"]).split(","))
        days, substitute = days_in_words(speech, digits), value.get("substitute")
        return speech.say(words.STANDS_IN, days=days, name=substitute) if substitute else days
    if isinstance(value, dict):
        # A role ends at midnight, and its last day is the one before.
        parts = (
            f"{_key(key)} {_value(speech, subject, _last_day(each) if key == 'to' else each)}".strip()
            for key, each in value.items()
            if each is not None
        )
        return ", ".join(parts)
    text = str(value)
    if subject == "wording":
        return speech.say(words.WORDING_VERSION, n=text)
    if subject == "offering" and text in STATES:
        return speech.say(STATES[text])
    if text in words.ANSWERS and subject == "request":
        return speech.say(words.ANSWERS[text])
    if subject in ("staff", "closed_days") and (day := _day(speech, text)):
        return day
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _last_day(value: object) -> object:
    return (datetime.fromisoformat(value) - timedelta(seconds=1)).isoformat() if isinstance(value, str) else value


def _key(key: str) -> str:
    return {"from": "", "to": "–", "last": "–", "substitute": "–", "state": "", "why": ""}.get(key, key)


def _day(speech: Speech, text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return speech.day(at.astimezone(speech.zone).date() if at.tzinfo else at.date(), year=True)
