"""Whoever leaves the staff: her roles end, and her sign-in with them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select, update

from varde.identity.models import Grant, Organisation, Person, WebSession
from varde.identity.rights import STAFF_ROLES
from varde.identity.service import is_held, organisation_by_key, under
from varde.kernel.errors import BadUsage
from varde.kernel.work import Work


class HeldRole(NamedTuple):
    """A role somebody holds today, and when it ends (None: until further notice)."""

    person_id: int
    name: str
    role: str
    organisation: str
    ends_at: datetime | None


def roles_at(work: Work, organisation: str) -> list[HeldRole]:
    """Who holds which staff role today at an organisation and under it, by name. :raises NoSuchOrganisation"""
    places = under(work, [organisation_by_key(work, organisation).id])
    rows = work.session.execute(
        select(Person, Grant, Organisation.key)
        .join(Grant, Grant.person_id == Person.id)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(Grant.organisation_id.in_(places), Grant.role.in_(STAFF_ROLES), is_held(work.now))
        .order_by(Person.given_name, Person.family_name, Person.id, Grant.id)
    )
    return [HeldRole(person.id, person.name, grant.role, key, grant.ends_at) for person, grant, key in rows]


def end_roles(work: Work, person_id: int, at: datetime) -> int:
    """Every staff role this person holds ends at ``at``; one that ends before that keeps its end. From then on everything of
    hers is in the clinic's queue. When it is now, her sign-ins as staff end too. Returns how many roles.

    :raises BadUsage: she holds none that is not ended by then.
    """
    ended = work.session.scalars(
        update(Grant)
        .where(
            Grant.person_id == person_id,
            Grant.role.in_(STAFF_ROLES),
            is_held(work.now),
            or_(Grant.ends_at.is_(None), Grant.ends_at > at),
        )
        .values(ends_at=at)
        .returning(Grant.id)
    ).all()
    if not ended:
        raise BadUsage(f"Person {person_id} holds no staff role that lasts longer than that.")
    if at <= work.now:
        work.session.execute(
            update(WebSession)
            .where(WebSession.person_id == person_id, WebSession.issuer_key == "helseid", WebSession.ended_at.is_(None))
            .values(ended_at=work.now)
        )
    return len(ended)
