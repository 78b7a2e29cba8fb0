"""What a person has said yes and no to, as she and staff read it, and what a form says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marshmallow import fields

from varde.consents.service import Standing, consents_of, history_of
from varde.identity.models import Person
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.web.shell import consent_words as words
from varde.web.shell.addresses import own_path
from varde.web.shell.forms import Coded, Form, LimitedText, read_form


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """One purpose: what is asked, in the words of which ``version``, what holds of it, since when, and the number of the row that
    says so (None: nothing was said)."""

    key: str
    title: str
    asks: str
    version: int
    standing: Standing
    said: str
    at: datetime | None
    number: int | None


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One yes or no; ``by`` is "" when she said it herself, ``how`` in what way staff have it."""

    label: str
    by: str
    how: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SaidForm:
    """A form as it was sent: yes or no to the words of a version, and how staff have it ("" where she says it herself);
    ``back`` is the page of ours that she came from, "" for none."""

    allowed: bool
    version: int
    how: str
    back: str


def consent_cards(work: Work, speech: Speech, person: Person, *, own: bool) -> list[ConsentCard]:
    """One for each purpose. One statement."""
    said = words.STANDING if own else words.OF_HER
    return [
        ConsentCard(
            view.purpose.key,
            speech.say(view.purpose.title),
            speech.say(view.purpose.asks),
            view.purpose.version,
            view.standing,
            speech.say(said[view.standing]),
            view.at,
            view.number,
        )
        for view in consents_of(work, person.id)
    ]


def said_lines(work: Work, speech: Speech, person: Person) -> list[SaidLine]:
    """Every yes and no, newest first. One statement."""
    return [
        SaidLine(
            speech.say(
                words.SAID_YES if line.allowed else words.SAID_NO,
                what=speech.say(line.purpose.title) if line.purpose else line.key,
                version=line.version,
            ),
            line.by,
            line.reason,
            line.at,
        )
        for line in history_of(work, person.id)
    ]


def read_said(form: Mapping[str, Sequence[str]]) -> SaidForm:
    """:raises FormFault: neither yes nor no. A version that is no number is none that holds."""
    declared: dict[str, fields.Field[Any]] = {
        "allowed": Coded({"yes": True, "no": False}, words.CHOOSE),
        "version": LimitedText(6),
        "how": LimitedText(200),
        "back": LimitedText(200),
    }
    values = read_form(Form.from_dict(declared, name="ConsentForm")(), form)
    version = values["version"]
    number = int(version) if version.isascii() and version.isdigit() else 0
    return SaidForm(bool(values["allowed"]), number, values["how"], own_path(values["back"]))
