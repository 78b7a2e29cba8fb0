"""Where a programme lives: the one rule for everything that a plugin shows beside its programmes.

It lives where it is offered, to whoever comes or by a waiting list, and where somebody is or has been in it: what is closed takes
nobody in, and stays as it is for those who are there. Elsewhere it is not shown, as if it were not installed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, or_, select

from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.stored_settings import DEMANDS_SIGNATURES
from varde.identity.service import Actor, under
from varde.kernel.work import Work


def lives_at(work: Work, programmes: Collection[str], places: Collection[int] | None) -> bool:
    """Whether one of ``programmes`` lives at one of these organisations, or (None) anywhere. What belongs to no programme lives
    everywhere. One statement."""
    if not programmes:
        return True
    offered: list[Any] = [Offering.programme.in_(programmes), Offering.state != "closed"]
    followed: list[Any] = [Enrolment.programme.in_(programmes)]
    if places is not None:
        offered.append(Offering.organisation_id.in_(places))
        followed.append(Enrolment.organisation_id.in_(places))
    lives = or_(exists(select(Offering.id).where(*offered)), exists(select(Enrolment.id).where(*followed)))
    return bool(work.session.scalar(select(lives)))


def lives_near(work: Work, programmes: Collection[str], actor: Actor | None) -> bool:
    """The same of where she is: for staff every organisation she holds a role at and all below, for a patient where she is treated.
    For whoever is nowhere yet, or not signed in, it is anywhere. Two statements."""
    if not programmes:
        return True
    return lives_at(work, programmes, None if actor is None else _places_of(work, actor))


def places_near(work: Work, programme: str, actor: Actor | None, organisation_id: int | None = None) -> dict[int, bool]:
    """Where a programme lives, near ``actor`` as :func:`lives_near` has it or at one organisation alone; and whether that place
    shows only what a clinical owner has signed. One statement, three for whoever is signed in."""
    same = Enrolment.organisation_id == Offering.organisation_id, Enrolment.programme == Offering.programme
    lives = or_(Offering.state != "closed", exists(select(Enrolment.id).where(*same)))
    rows = select(Offering.organisation_id, DEMANDS_SIGNATURES).where(Offering.programme == programme, lives)
    places = [organisation_id] if organisation_id else None if actor is None else _places_of(work, actor)
    if places is not None:
        rows = rows.where(Offering.organisation_id.in_(places))
    return {place: bool(demanded) for place, demanded in work.session.execute(rows)}


def _places_of(work: Work, actor: Actor) -> Collection[int] | None:
    if actor.is_staff:
        return under(work, sorted({role.organisation_id for role in actor.roles})) or None
    hers = select(Enrolment.organisation_id).where(Enrolment.person_id == actor.person_id).distinct()
    return work.session.scalars(hers).all() or None


def offered_below(work: Work, organisation_id: int) -> frozenset[str]:
    """The keys of the programmes that are or were offered at an organisation or below it. Two statements."""
    offered = select(Offering.programme).where(Offering.organisation_id.in_(under(work, [organisation_id]))).distinct()
    return frozenset(work.session.scalars(offered))
