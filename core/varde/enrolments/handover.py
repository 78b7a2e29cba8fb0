"""Handing over in bulk: the head of a clinic gives patients somebody else who is responsible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select, tuple_

from varde.audit.service import record
from varde.audit.values import Access
from varde.enrolments.access import keep_out_of_own
from varde.enrolments.cover import kept_out_by, therapists_at
from varde.enrolments.ending_care import ending_care, last_responsible
from varde.enrolments.errors import NotOnStaff
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.reach import covered, not_own, reach_of
from varde.enrolments.rules import TAKES_ROOM
from varde.enrolments.service import change_responsible
from varde.enrolments.team import staff_at
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor, under
from varde.kernel.work import Work
from varde.privacy.kin import fingerprints_of


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
    therapists whose role there ends within two months. By former therapist, programme and name. Never the reader's own nor her
    kin's. Three statements, six when somebody's role ends."""
    reach = reach_of(work, actor, roles_with("hand_over"))
    ending = {
        (care.person_id, care.organisation_id, care.programme): care.ends_at
        for care in ending_care(work, reach.everywhere)
    }
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
            Enrolment.organisation_id,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(CareTeamMember, CareTeamMember.id == last_responsible())
        .outerjoin(former, former.c.id == CareTeamMember.person_id)
        .where(
            covered(),
            not_own(),
            Enrolment.imported.is_(False),
            Enrolment.state.in_(TAKES_ROOM),
            or_(
                Enrolment.therapist_id.is_(None),
                tuple_(Enrolment.therapist_id, Enrolment.organisation_id, Enrolment.programme).in_(ending),
                kept_out_by(Enrolment.person_id, Enrolment.therapist_id),
            ),
        )
        .order_by(func.coalesce(former.c.id, 0), Enrolment.programme, Enrolment.track, Person.given_name, Enrolment.id),
        reach.asked,
    )
    return [Handed._make((*row[:7], ending.get((row[7] or 0, row[8], row[2])))) for row in rows]


def may_receive(work: Work, actor: Actor) -> list[tuple[Person, int]]:
    """The therapists of the clinics this head leads, by name, and how many each has under way. Three statements."""
    places = under(work, actor.places("head"))
    staff = [person for person, _place in staff_at(work, places, ("therapist",))]
    counted = select(Enrolment.therapist_id, func.count()).where(
        Enrolment.therapist_id.in_([person.id for person in staff]), Enrolment.state.in_(TAKES_ROOM)
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
        give_to(work, actor, enrolment_id, person_id)
    return len(wanted)


def give_to(work: Work, actor: Actor, enrolment_id: int, person_id: int) -> None:
    """One patient is this therapist's from now on; whoever calls has seen to it that the head may hand her over.

    :raises NotOnStaff, OwnRecord, KinsRecord: as :func:`hand_over_to`. Nothing is changed.
    """
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
