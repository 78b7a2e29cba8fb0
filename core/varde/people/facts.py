"""The facts about a person that can be changed, each read and written as text, None where nothing is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from varde.identity.models import Person
from varde.identity.service import EMAIL_PLACE, PHONE_PLACE, email_of, phone_of
from varde.kernel.work import Work

GUARDIAN_PLACE = "person.guardian"
YES = "yes"


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One fact: how it is read from a person and written to her."""

    read: Callable[[Work, Person], str | None]
    write: Callable[[Work, Person, str | None], None]


def written_name(given_name: str, family_name: str) -> str:
    """A name as the text of a fact: its two parts stay two."""
    return json.dumps([given_name, family_name], ensure_ascii=False)


def read_name(text: str | None) -> tuple[str, str]:
    """The given and the family name of such a text."""
    given_name, family_name = json.loads(text) if text else ("", "")
    return given_name, family_name


def _name(_work: Work, person: Person) -> str | None:
    return written_name(person.given_name, person.family_name) if person.name else None


def _set_name(_work: Work, person: Person, text: str | None) -> None:
    person.given_name, person.family_name = read_name(text)


def _sealed(attribute: str, place: str, read: Callable[[Work, Person], str | None]) -> PersonFact:
    def write(work: Work, person: Person, text: str | None) -> None:
        setattr(person, attribute, work.vault.seal(place, text) if text else None)

    return PersonFact(read, write)


def _plain(attribute: str, usual: str) -> PersonFact:
    def read(_work: Work, person: Person) -> str | None:
        value: str = getattr(person, attribute)
        return value or None

    def write(_work: Work, person: Person, text: str | None) -> None:
        setattr(person, attribute, text or usual)

    return PersonFact(read, write)


def _set_protected(_work: Work, person: Person, text: str | None) -> None:
    person.address_protected = text == YES


def _set_birth_date(_work: Work, person: Person, text: str | None) -> None:
    person.birth_date = date.fromisoformat(text) if text else None


def guardian_of(work: Work, person: Person) -> str | None:
    """Who decides together with the person or for her, and how to reach them; None when nobody does."""
    return work.vault.open(GUARDIAN_PLACE, person.guardian_sealed) if person.guardian_sealed else None


FACTS: Mapping[str, PersonFact] = {
    "name": PersonFact(_name, _set_name),
    "birth_date": PersonFact(
        lambda _work, person: person.birth_date.isoformat() if person.birth_date else None, _set_birth_date
    ),
    "reach": _plain("reach", "sms"),
    "phone": _sealed("phone_sealed", PHONE_PLACE, phone_of),
    "email": _sealed("email_sealed", EMAIL_PLACE, email_of),
    "language": _plain("language", "nb"),
    "interpreter": _plain("interpreter", ""),
    "address_protected": PersonFact(lambda _work, person: YES if person.address_protected else None, _set_protected),
    "guardian": _sealed("guardian_sealed", GUARDIAN_PLACE, guardian_of),
}
OPEN_TO_CHANGE = ("reach", "phone", "email", "language", "interpreter", "address_protected", "guardian")
"""What the person and staff may change alone. A name needs the other side's word, a birth date staff's."""
