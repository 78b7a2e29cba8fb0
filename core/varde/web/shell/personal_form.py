"""The form of a person's own facts, the same for herself and for staff, and what stands beside it: questions and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marshmallow import Schema, fields

from varde.identity.models import Person
from varde.identity.nin import NationalIdentityNumber
from varde.kernel.speech import Speech
from varde.kernel.text import phone
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.people.facts import FACTS, OPEN_TO_CHANGE, YES, read_name
from varde.people.rules import may_answer
from varde.people.service import Changed, OpenQuestion, asked_of, changes_of
from varde.web.shell import personal_words as words
from varde.web.shell.contact_form import REACH, contact_fields, contact_in
from varde.web.shell.forms import Coded, Form, FormFault, IdentityNumber, LimitedText, PersonName, read_form
from varde.web.shell.words import WRITE_NAME

LONGEST_GUARDIAN = 160
LONGEST_INTERPRETER = 40
SHORTEST_REASON, LONGEST_REASON = 5, 200
LANGUAGE_NAMES = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))


class LanguageName(PersonName):
    """The language an interpreter speaks."""

    most = LONGEST_INTERPRETER


def read_facts(form: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """The facts that the form says, as they are kept. :raises FormFault: one sentence for each control that is wrong."""
    values = read_form(_schema(form), form)
    contact = contact_in(values)
    return {
        "reach": contact.reach,
        "phone": contact.phone,
        "email": contact.email,
        "language": values["language"],
        "interpreter": values["interpreter"] or None,
        "address_protected": values["address_protected"],
        "guardian": values["guardian"] or None,
    }


def _schema(form: Mapping[str, Sequence[str]]) -> Schema:
    declared: dict[str, fields.Field[Any]] = {
        **contact_fields(form),
        "language": Coded({code: code for code in LANGUAGES}, words.CHOOSE_LANGUAGE),
        "interpreter": LanguageName(),
        "address_protected": Coded({"1": YES}, words.TICK_OR_NOT, usual=""),
        "guardian": LimitedText(LONGEST_GUARDIAN),
    }
    return Form.from_dict(declared, name="PersonalForm")()


def read_new_name(form: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """The given and the family name of a form; one is enough. :raises FormFault"""
    schema = Form.from_dict({"given_name": PersonName(), "family_name": PersonName()}, name="NameForm")()
    values = read_form(schema, form)
    if not (values["given_name"] or values["family_name"]):
        raise FormFault({"given_name": WRITE_NAME})
    return values["given_name"], values["family_name"]


def read_answer(form: Mapping[str, Sequence[str]]) -> bool:
    """Whether what was said is right. :raises FormFault: neither was chosen."""
    schema = Form.from_dict({"taken": Coded({"1": True, "0": False}, words.CHOOSE_WHICH)}, name="WhichForm")()
    taken: bool = read_form(schema, form)["taken"]
    return taken


def read_action(form: Mapping[str, Sequence[str]]) -> str:
    """What to do about two persons who may be one: join, refuse or undo. :raises FormFault"""
    schema = Form.from_dict(
        {"action": Coded({key: key for key in words.JOIN_DONE}, words.CHOOSE_WHICH)}, name="JoinActionForm"
    )()
    action: str = read_form(schema, form)["action"]
    return action


def read_same(form: Mapping[str, Sequence[str]], *, synthetic: bool) -> tuple[NationalIdentityNumber, str]:
    """The other number, and why it is the same person's. :raises FormFault"""
    declared: dict[str, fields.Field[Any]] = {
        "nin": IdentityNumber(allow_synthetic=synthetic),
        "reason": LimitedText(LONGEST_REASON, words.WRITE_WHY_SAME),
    }
    values = read_form(Form.from_dict(declared, name="SameForm")(), form)
    if len(values["reason"]) < SHORTEST_REASON:
        raise FormFault({"reason": words.WRITE_WHY_SAME})
    return values["nin"], values["reason"]


def shown_facts(work: Work, person: Person) -> dict[str, str]:
    """What is known, as the form shows it."""
    known = {fact: FACTS[fact].read(work, person) or "" for fact in OPEN_TO_CHANGE}
    return {
        **known,
        "mobile": phone(known["phone"]) if known["phone"] else "",
        "address_protected": "1" if known["address_protected"] else "",
        "given_name": person.given_name,
        "family_name": person.family_name,
    }


# --- questions and history, in words


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question: ``mine`` when whoever reads may answer it, ``grave`` when it may be about another person."""

    id: int
    title: str
    why: str
    known: str
    said: str
    mine: bool
    grave: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: what, from and to, who and when."""

    label: str
    before: str
    after: str
    by: str
    why: str
    at: datetime


def question_lines(work: Work, speech: Speech, person: Person, *, patient: bool) -> list[QuestionLine]:
    """What is asked about this person, as the one who reads may know it."""
    lines = [_question(speech, asked, patient=patient) for asked in asked_of(work, person)]
    # What may be about another person is that person's, and not shown to this one.
    return [line for line in lines if not (patient and line.grave)]


def _question(speech: Speech, asked: OpenQuestion, *, patient: bool) -> QuestionLine:
    title = words.WHICH_IS_RIGHT[asked.fact]
    return QuestionLine(
        asked.id,
        speech.say(title if patient else words.WHICH_OF_PATIENT[asked.fact]),
        speech.say(
            words.SAID_BY[asked.source], name=asked.by or speech.say(words.SOMEBODY), day=speech.near_day(asked.at)
        ),
        said_as(speech, asked.fact, asked.known),
        said_as(speech, asked.fact, asked.said),
        may_answer(asked.fact, asked.source, patient=patient),
        asked.source == "doubt",
    )


def change_lines(work: Work, speech: Speech, person: Person, *, reader_id: int) -> list[ChangeLine]:
    """The history, newest first."""
    return [_change(speech, row, reader_id) for row in changes_of(work, person.id)]


def _change(speech: Speech, row: Changed, reader_id: int) -> ChangeLine:
    by = speech.say(words.YOU) if row.by_id == reader_id else row.by or "Varde"
    return ChangeLine(
        speech.say(words.FACT[row.fact]),
        said_as(speech, row.fact, row.before),
        said_as(speech, row.fact, row.after),
        by,
        speech.say(words.CAME_FROM[row.source]) if row.source in words.CAME_FROM else "",
        row.at,
    )


def said_as(speech: Speech, fact: str, value: str | None) -> str:
    """A fact's value as a person reads it."""
    if not value:
        return speech.say(words.NO if fact == "address_protected" else words.NOTHING_KNOWN)
    match fact:
        case "name":
            return " ".join(filter(None, read_name(value)))
        case "birth_date":
            return speech.day(date.fromisoformat(value), year=True)
        case "phone":
            return phone(value)
        case "language":
            return dict(LANGUAGE_NAMES).get(value, value)
        case "reach":
            label: Text = dict(REACH)[value]
            return speech.say(label)
        case "address_protected":
            return speech.say(words.YES)
    return value
