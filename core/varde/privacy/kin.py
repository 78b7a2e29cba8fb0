"""Kin: whom a member of staff is close to, so that she is kept out of their records.

Only a keyed fingerprint is searched: of the identity number, the same as the person's own, or of the name with the date of
birth. What she wrote is sealed, for her to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, delete, select

from varde.identity.models import Person, full_name
from varde.identity.nin import NationalIdentityNumber
from varde.identity.service import NIN_PLACE
from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.models import Kin
from varde.privacy.rules import known_as

NAME_PLACE = "kin.name_and_birth_date"
LONGEST_NAME = 160


class NotOwnKin(BadInput):
    sentence = Text(
        "Det er deg selv. Du holdes alltid utenfor ditt eget forløp, uten at du sier fra.",
        "Det er deg sjølv. Du blir alltid halden utanfor ditt eige forløp, utan at du seier frå.",
        "That is yourself. You are always kept out of your own record, without saying so.",
    )


def fingerprints_of(work: Work, person: Person) -> list[str]:
    """What this person would be declared by: her number, and her name with the date of birth."""
    marks = [person.nin_fingerprint] if person.nin_fingerprint else []
    if person.birth_date is not None and person.name.strip():
        marks.append(mark_of_name(work, person.name, person.birth_date))
    return marks


def mark_of_number(work: Work, nin: NationalIdentityNumber) -> str:
    """The fingerprint of whoever has this number."""
    return work.vault.fingerprint(NIN_PLACE, nin.digits)


def mark_of_name(work: Work, name: str, born: date) -> str:
    """The fingerprint of whoever has this first and last name and date of birth."""
    return work.vault.fingerprint(NAME_PLACE, known_as(name, born))


def declare_by_number(work: Work, person_id: int, nin: NationalIdentityNumber) -> None:
    """Keep ``person_id`` out of the records of whoever has this number. Twice changes nothing. :raises NotOwnKin"""
    _declare(work, person_id, mark_of_number(work, nin), nin.mask())


def declare_by_name(work: Work, person_id: int, name: str, born: date) -> None:
    """The same by first and last name and date of birth, for whoever does not know the number. :raises NotOwnKin"""
    _declare(work, person_id, mark_of_name(work, name, born), f"{name[:LONGEST_NAME]}, {born.isoformat()}")


def _declare(work: Work, person_id: int, mark: str, label: str) -> None:
    if mark in fingerprints_of(work, work.session.get_one(Person, person_id)):
        raise NotOwnKin()
    known = select(Kin.id).where(Kin.person_id == person_id, Kin.fingerprint == mark)
    if work.session.scalar(known) is None:
        work.add(Kin(person_id=person_id, fingerprint=mark, label=label, declared_at=work.now))


def kin_of(work: Work, person_id: int) -> list[Kin]:
    """Those whom this member of staff has declared, the first one first. One statement."""
    return list(work.session.scalars(select(Kin).where(Kin.person_id == person_id).order_by(Kin.id)))


def withdraw(work: Work, person_id: int, kin_id: int) -> None:
    """It was a mistake, or is so no more. Somebody else's cannot be withdrawn."""
    work.session.execute(delete(Kin).where(Kin.id == kin_id, Kin.person_id == person_id))


def is_kin(work: Work, person_id: int, marks: Sequence[str]) -> bool:
    """Whether ``person_id`` has declared whoever has one of these fingerprints. One statement."""
    query = select(Kin.id).where(Kin.person_id == person_id, Kin.fingerprint.in_(marks)).limit(1)
    return bool(marks) and work.session.scalar(query) is not None


_LABEL: Any = Kin.label
_BORN_THEN = select(Person.id, Person.given_name, Person.family_name, Person.birth_date).where(
    Person.birth_date.in_(bindparam("days", expanding=True))
)


def people_of(work: Work, rows: Iterable[Any]) -> set[int]:
    """The persons that declared kin are, as far as we have met them.

    One statement when somebody was declared by name, else none.

    :param rows: of a statement that chose ``id`` of whoever has the number (None: nobody we know), ``person_id``,
        ``fingerprint`` and the stored label.
    """
    people, named = set(), {}
    for row in rows:
        if row.id is not None:
            people.add(row.id)
        elif (born := _born(_LABEL.open(work.vault, row))) is not None:
            named[row.fingerprint] = born
    if not named:
        return people
    for row in work.columns(_BORN_THEN, {"days": sorted(set(named.values()))}):
        name = full_name(row.given_name, row.family_name)
        if name and mark_of_name(work, name, row.birth_date) in named:
            people.add(row.id)
    return people


def kin_with_number(person_id: int | BindParameter[int], *before: ColumnElement[Any]) -> Select[Any]:
    """The statement that :func:`people_of` reads the rows of: whom this member of staff has declared, with more columns before."""
    return (
        select(*before, Person.id, Kin.person_id, Kin.fingerprint, _LABEL.stored)
        .select_from(Kin)
        .outerjoin(Person, Person.nin_fingerprint == Kin.fingerprint)
        .where(Kin.person_id == person_id)
    )


def own_people_of(work: Work, person_id: int) -> set[int]:
    """The persons that this member of staff has declared as kin, as far as we have met them. One statement, and one more when
    somebody was declared by name."""
    return people_of(work, work.session.execute(kin_with_number(person_id)))


def _born(label: str) -> date | None:
    """The date of birth of one who was declared by name; None of one declared by number."""
    try:
        return date.fromisoformat(label.rpartition(", ")[2])
    except ValueError:
        return None


def declared_by(work: Work, person: Person) -> Any:
    """The ids of those who have declared this person as kin, inside a statement."""
    return select(Kin.person_id).where(Kin.fingerprint.in_(fingerprints_of(work, person)))
