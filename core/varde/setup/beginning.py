"""The first administrator of an empty installation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from varde.identity.models import Grant, Organisation, Person
from varde.identity.nin import NationalIdentityNumber
from varde.identity.rights import roles_with
from varde.kernel.work import Work
from varde.setup import words
from varde.setup.changes import Editor, note
from varde.setup.errors import SetUpRefused
from varde.setup.organisations import add_place
from varde.setup.staff import ADMINISTRATOR, StaffFacts, meet_staff, put_grant


@dataclass(frozen=True, slots=True)
class Top:
    """The organisation that everything else stands under."""

    key: str
    kind: str
    name: str


def begin(
    work: Work, editor: Editor, top: Top, facts: StaffFacts, nin: NationalIdentityNumber
) -> tuple[Organisation, Person]:
    """The first organisation, and its administrator, who needs no second; once.

    :raises SetUpRefused: somebody is an administrator already, or something is wrong with the one or the other.
    """
    if work.session.scalar(select(Grant.id).where(Grant.role.in_(roles_with("set_up"))).limit(1)) is not None:
        raise SetUpRefused(words.NOT_EMPTY)
    organisation = work.session.scalar(select(Organisation).where(Organisation.key == top.key))
    if organisation is None:
        organisation = add_place(work, editor, top.key, top.kind, top.name, None)
    person = meet_staff(work, facts, nin)
    person.title = person.title or facts.title
    note(work, editor, organisation.id, "staff", "added", None, person.id, person.id)
    put_grant(work, editor, person, ADMINISTRATOR, organisation, None, None, None)
    return organisation, person
