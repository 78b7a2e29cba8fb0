"""Handing over in bulk: the head of a clinic gives patients somebody else who is responsible."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, or_, select

from varde.audit.service import record
from varde.audit.values import Access
from varde.enrolments.access import keep_out_of_own
from varde.enrolments.cover import kept_out_by, therapists_at
from varde.enrolments.errors import NotOnStaff
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.reach import covered, not_own, reach_of
from varde.enrolments.service import change_responsible
from varde.enrolments.team import RESPONSIBLE, staff_at
from varde.identity.models import Grant, Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor, lasts, under
from varde.kernel.work import Work
from varde.privacy.kin import fingerprints_of

UNDER_WAY = ("waiting", "active", "paused")
FORESEEN = timedelta(days=60)
"""How long before a role ends its patients are offered for handing over."""


class Handed(NamedTuple):
    """One enrolment that must have somebody else: ``former`` had it last, or has it until ``ends_at``; "" when nobody had."""

    enrolment_id: int
    name: str
    programme: str
    track: str | None
    state: str
    former_id: int
    former: str
    ends_at: datetime | None


def to_hand_over(work: Work, actor: Actor) -> list[Handed]:
    """At the clinics this head leads: whoever is under way and is nobody's or keeps out whoever has her, and those of
    therapists whose role ends within two months. By former therapist, programme and name. Never the reader's own nor her
    kin's. Three statements."""
    reach = reach_of(work, actor, roles_with("hand_over"))
    leaving = _leaving(work, reach.everywhere)
    last = (
        select(func.max(CareTeamMember.id))
        .where(CareTeamMember.enrolment_id == Enrolment.id, CareTeamMember.role == RESPONSIBLE)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    former = Person.__table__.alias("former")
    rows = work.session.execute(
        select(
            Enrolment.id,
            Person.given_name + " " + Person.family_name,
            Enrolment.programme,
            Enrolment.track,
            Enrolment.state,
            func.coalesce(former.c.id, 0),
            func.coalesce(former.c.given_name + " " + former.c.family_name, ""),
            Enrolment.therapist_id,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(CareTeamMember, CareTeamMember.id == last)
        .outerjoin(former, former.c.id == CareTeamMember.person_id)
        .where(
            covered(),
            not_own(),
            Enrolment.imported.is_(False),
            Enrolment.state.in_(UNDER_WAY),
            or_(
                Enrolment.therapist_id.is_(None),
                Enrolment.therapist_id.in_(leaving),
                kept_out_by(Enrolment.person_id, Enrolment.therapist_id),
            ),
        )
        .order_by(func.coalesce(former.c.id, 0), Enrolment.programme, Enrolment.track, Person.given_name, Enrolment.id),
        reach.asked,
    )
    return [Handed._make((*row[:7], leaving.get(row[7] or 0))) for row in rows]


def _leaving(work: Work, places: Collection[int]) -> dict[int, datetime]:
    """Therapists here whose last role ends within two months, and when."""
    rows = work.session.execute(
        select(Grant.person_id, func.max(Grant.ends_at), func.count(Grant.id), func.count(Grant.ends_at))
        .where(Grant.role == "therapist", Grant.organisation_id.in_(places), lasts(work.now))
        .group_by(Grant.person_id)
    ).all()
    return {
        person_id: ends_at
        for person_id, ends_at, held, ending in rows
        if ends_at is not None and held == ending and ends_at <= work.now + FORESEEN
    }


def may_receive(work: Work, actor: Actor) -> list[tuple[Person, int]]:
    """The therapists of the clinics this head leads, by name, and how many each has under way. Three statements."""
    places = under(work, actor.places("head"))
    staff = [person for person, _place in staff_at(work, places, ("therapist",))]
    counted = select(Enrolment.therapist_id, func.count()).where(
        Enrolment.therapist_id.in_([person.id for person in staff]), Enrolment.state.in_(UNDER_WAY)
    )
    has = {row[0]: row[1] for row in work.session.execute(counted.group_by(Enrolment.therapist_id))}
    return [(person, has.get(person.id, 0)) for person in staff]


def hand_over_to(work: Work, actor: Actor, enrolment_ids: Sequence[int], person_id: int) -> int:
    """These of :func:`to_hand_over` are this therapist's from now on, and each patient is told. Returns how many.

    What has been taken over in the meantime is left alone.

    :raises NotOnStaff: she is no therapist of the programme there, or is the patient. Nothing is changed.
    :raises OwnRecord, KinsRecord: one of them is the head's own kin.
    """
    wanted = {row.enrolment_id for row in to_hand_over(work, actor)} & set(enrolment_ids)
    for enrolment_id in sorted(wanted):
        enrolment = work.session.get_one(Enrolment, enrolment_id, with_for_update={"key_share": True})
        person = enrolment.person
        keep_out_of_own(work, actor, person.id, fingerprints_of(work, person), enrolment.organisation_id, "take_over")
        if person_id not in therapists_at(work, enrolment):
            raise NotOnStaff()
        change_responsible(work, enrolment, person_id, actor.person_id, "handed_over")
        record(
            work,
            Access(
                actor_id=actor.person_id,
                actor_name=actor.signature,
                role="head",
                organisation_id=enrolment.organisation_id,
                action="write",
                what="take_over",
                purpose="admin",
                basis="hand_over",
                patient_id=person.id,
                enrolment_id=enrolment.id,
            ),
        )
    return len(wanted)
