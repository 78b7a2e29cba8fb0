"""Those whose enrolment has ended: a therapist's own, and by name those of her clinics."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from varde.audit.service import record_all
from varde.audit.values import Access
from varde.enrolments.access import INTAKE_ROLES
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.reach import covered, let_in, reach_of
from varde.enrolments.rules import ENDED, may_take_back
from varde.enrolments.team import is_member
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work

MOST = 50
SHORTEST_SEARCH = 2


class EndedRow(NamedTuple):
    """One ended enrolment; ``own`` when she is its therapist or of its team, and may open it; ``lately`` when a colleague may still
    take it over, to open it again."""

    enrolment: Enrolment
    own: bool
    lately: bool


def ended_of(work: Work, actor: Actor, search: str = "") -> list[EndedRow]:
    """Her own ended enrolments, those that ended last first; with a name of two letters or more, those of her clinics with
    that name too, each of which is logged. Nobody who keeps her out, nor her kin nor herself. At most fifty. Two
    statements, and one more for the log."""
    named = len(search) >= SHORTEST_SEARCH
    mine = or_(
        Enrolment.therapist_id == actor.person_id,
        exists(
            select(CareTeamMember.id).where(
                CareTeamMember.enrolment_id == Enrolment.id,
                CareTeamMember.person_id == actor.person_id,
                is_member(work.now),
            )
        ),
    )
    query = (
        select(Enrolment, mine)
        .join(Enrolment.person)
        .where(Enrolment.state.in_(ENDED), Enrolment.imported.is_(False), let_in())
        .where(or_(mine, covered()) if named else mine)
        .options(joinedload(Enrolment.person), joinedload(Enrolment.therapist), joinedload(Enrolment.organisation))
        .order_by(Enrolment.ended_at.desc(), Enrolment.id.desc())
        .limit(MOST)
    )
    if named:
        name = func.lower(Person.given_name + " " + Person.family_name)
        query = query.where(name.contains(search.lower(), autoescape=True))
    reach = reach_of(work, actor, INTAKE_ROLES)
    loaded = work.session.execute(query, reach.asked).unique()
    rows = [EndedRow(enrolment, bool(own), _is_lately(work, enrolment)) for enrolment, own in loaded]
    record_all(work, [_searched(actor, row.enrolment) for row in rows if not row.own])
    return rows


def _searched(actor: Actor, enrolment: Enrolment) -> Access:
    return Access(
        actor_id=actor.person_id,
        actor_name=actor.signature,
        role="therapist",
        organisation_id=enrolment.organisation_id,
        action="read",
        what="ended",
        purpose="treat",
        basis="search",
        patient_id=enrolment.person_id,
        enrolment_id=enrolment.id,
    )


def _is_lately(work: Work, enrolment: Enrolment) -> bool:
    ended_at = enrolment.ended_at
    return ended_at is not None and may_take_back(ended_at.astimezone(work.zone).date(), work.today)
