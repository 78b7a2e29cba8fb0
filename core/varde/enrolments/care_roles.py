"""What the members of a care team are called at an organisation, and which of the rules' roles each counts as."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import select

from varde.enrolments.models import CareRole, CareTeamMember, Enrolment
from varde.enrolments.team_words import MEMBER_ROLES, RESPONSIBLE, TEAM_ROLE
from varde.identity.models import Person
from varde.identity.service import line_up
from varde.kernel.words import Text
from varde.kernel.work import Work


class CareName(NamedTuple):
    """What somebody can be in a care team here: ``key`` is what a form sends, ``counts_as`` the role of the rules;
    ``care_role_id`` is None for the usual word."""

    key: str
    title: Text
    counts_as: str
    care_role_id: int | None = None


USUAL = tuple(CareName(role, TEAM_ROLE[role], role) for role in MEMBER_ROLES)


def in_words(role: CareRole) -> Text:
    """What it is called, in every language."""
    return Text(role.words["nb"], role.words["nn"], role.words["en"])


def own_word(role: CareRole | None) -> Text | None:
    """What it is called, None where the usual word holds."""
    return None if role is None else in_words(role)


def care_roles_of(work: Work, organisation_id: int) -> list[CareRole]:
    """The open roles of the organisation, or of the nearest above it that has any; [] when the usual words hold. One statement."""
    line = line_up(organisation_id)
    rows = (
        select(CareRole)
        .join(line, line.c.id == CareRole.organisation_id)
        .where(CareRole.closed_at.is_(None))
        .order_by(line.c.steps, CareRole.id)
    )
    roles = work.session.scalars(rows).all()
    return [role for role in roles if role.organisation_id == roles[0].organisation_id]


def may_be(roles: Sequence[CareRole]) -> tuple[CareName, ...]:
    """What somebody can be taken into the team as: what the organisation has named, or the usual when it has named nothing."""
    named = [CareName(role.key, in_words(role), role.counts_as, role.id) for role in roles]
    return tuple(each for each in named if each.counts_as != RESPONSIBLE) or USUAL


def titles(roles: Sequence[CareRole]) -> dict[str, Text]:
    """The words for the rules' roles: the usual, but for the responsible when the organisation has a word of its own."""
    return TEAM_ROLE | {role.counts_as: in_words(role) for role in roles if role.counts_as == RESPONSIBLE}


def others_in_teams(work: Work, enrolment_ids: Collection[int]) -> dict[int, list[tuple[str, Text]]]:
    """Who belongs to these teams now besides the responsible, by enrolment: name, and what she is called. One statement."""
    rows = (
        select(CareTeamMember.enrolment_id, CareTeamMember.role, Person, CareRole)
        .join(Person, Person.id == CareTeamMember.person_id)
        .join(Enrolment, Enrolment.id == CareTeamMember.enrolment_id)
        .outerjoin(CareRole, CareRole.id == CareTeamMember.care_role_id)
        .where(
            CareTeamMember.enrolment_id.in_(enrolment_ids),
            CareTeamMember.role != RESPONSIBLE,
            CareTeamMember.until.is_(None) | (CareTeamMember.until > work.now),
        )
        .order_by(CareTeamMember.since, CareTeamMember.id)
    )
    members: dict[int, list[tuple[str, Text]]] = {}
    for enrolment_id, role, person, care_role in work.session.execute(rows):
        members.setdefault(enrolment_id, []).append((person.name, own_word(care_role) or TEAM_ROLE[role]))
    return members
