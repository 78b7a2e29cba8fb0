"""A person's choices about messages, the same for herself and for staff: four yes or no, what was chosen, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marshmallow import fields

from varde.identity.models import Person
from varde.identity.service import contact_of
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.addresses import addresses
from varde.notifications.choices import choices_of, refused
from varde.notifications.models import TOPICS
from varde.notifications.notices import NOTICES
from varde.notifications.service import deliveries_to
from varde.people.register.rules import standing_of
from varde.people.register.service import said_of
from varde.web.shell import choice_words as words
from varde.web.shell.forms import Coded, Form, read_form


@dataclass(frozen=True, slots=True)
class TopicBox:
    """One yes or no."""

    topic: str
    label: Text
    hint: Text
    allowed: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One choice that was made: what, by whom ("" herself) and when."""

    label: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice to her: its words without the link, where it leads, and what became of it."""

    text: str
    path: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """How somebody stands in the contact register: the sentence, what it holds and whether that is used, when she confirmed it and
    when it answered."""

    said: str
    held: tuple[tuple[str, str], ...]
    verified_at: datetime | None
    answered_at: datetime | None


def register_card(work: Work, speech: Speech, person: Person, *, own: bool) -> RegisterCard | None:
    """The card; None where no register is set up. One statement."""
    if work.settings.register is None:
        return None
    said = said_of(work, [person.id]).get(person.id)
    entry = said.entry if said is not None else None
    standing = standing_of(entry)
    known = addresses(contact_of(work, person))
    held: list[tuple[str, str]] = []
    if entry is not None and standing == "usable":
        by_way = {"sms": entry.phone, "email": entry.email}
        held = [
            (address, speech.say(words.NOT_IN_USE if way in known else words.IN_USE))
            for way, address in by_way.items()
            if address
        ]
    return RegisterCard(
        speech.say(words.REGISTER[standing][0 if own else 1]),
        tuple(held),
        entry.verified_at if entry is not None and held else None,
        said.answered_at if said is not None else None,
    )


def topic_boxes(work: Work, person: Person) -> list[TopicBox]:
    """What she can say no to, as it stands."""
    no = refused(work, [person.id]).get(person.id, frozenset())
    return [TopicBox(topic, *words.TOPIC[topic], topic not in no) for topic in TOPICS]


def read_choices(form: Mapping[str, Sequence[str]]) -> dict[str, bool]:
    """What the form says of each topic; one that is not ticked is no. :raises FormFault"""
    declared: dict[str, fields.Field[Any]] = {topic: Coded({"1": True}, words.TICK, usual="") for topic in TOPICS}
    values = read_form(Form.from_dict(declared, name="ChoicesForm")(), form)
    return {topic: bool(values[topic]) for topic in TOPICS}


def history_lines(work: Work, speech: Speech, person: Person) -> list[HistoryLine]:
    """What was chosen, newest first."""
    return [
        HistoryLine(
            speech.say(words.YES if line.allowed else words.NO, what=speech.say(words.TOPIC[line.topic][0])),
            line.by,
            line.at,
        )
        for line in choices_of(work, person.id)
    ]


def notice_lines(work: Work, speech: Speech, person: Person) -> list[NoticeLine]:
    """What was sent to her or stands on her page alone, newest first."""
    return [
        NoticeLine(
            speech.say(NOTICES[row.notice], link="").rstrip(" :"),
            row.path,
            speech.say(words.STATE["page" if row.channel == "page" else row.state]),
            row.sent_at or row.planned_at,
        )
        for row in deliveries_to(work, person.id)
    ]
