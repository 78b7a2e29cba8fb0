"""Who holds which role where, as an administrator sees it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from varde.identity.grants import lasts
from varde.identity.models import Grant, Organisation, Person
from varde.identity.rights import STAFF_ROLES
from varde.identity.service import person_by_id
from varde.kernel.work import Work
from varde.setup.changes import Editor
from varde.setup.errors import NoSuchStaff


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role somebody holds or will hold at an organisation."""

    person: Person
    grant: Grant
    organisation: Organisation


def staff_of(work: Work, organisation_ids: Collection[int], person_id: int | None = None) -> list[HeldRole]:
    """Who holds which staff role at these organisations, or will; by name. Roles that have ended are left out. One statement."""
    rows = (
        select(Person, Grant, Organisation)
        .join(Grant, Grant.person_id == Person.id)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(Grant.organisation_id.in_(organisation_ids), Grant.role.in_(STAFF_ROLES), lasts(work.now))
        .order_by(Person.given_name, Person.family_name, Person.id, Grant.id)
    )
    if person_id is not None:
        rows = rows.where(Person.id == person_id)
    return [HeldRole(person, grant, organisation) for person, grant, organisation in work.session.execute(rows)]


def staff_member(work: Work, editor: Editor, person_id: int) -> Person:
    """Whoever holds, or has held, a staff role where the editor reaches; of anybody else nothing is told. Two statements.

    :raises NoSuchStaff
    """
    held = select(Grant.organisation_id).where(Grant.person_id == person_id, Grant.role.in_(STAFF_ROLES))
    if not any(editor.reaches(organisation_id) for organisation_id in work.session.scalars(held)):
        raise NoSuchStaff()
    return person_by_id(work, person_id)
