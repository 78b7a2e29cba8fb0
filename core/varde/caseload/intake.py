"""Referrals that wait for an answer where somebody takes people in: whoever is in danger first, then by when the answer is due, and
last those who wait in line for a place, by their number."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, select

from varde.enrolments.access import INTAKE_ROLES
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.reach import covered, let_in, reach_of
from varde.enrolments.rules import UNDECIDED
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.referrals.models import FirstCall
from varde.referrals.waiting_line import NUMBERED

MOST = 100


class WaitingReferral(NamedTuple):
    """One referral that nobody has answered. ``source`` is self or clinician; ``rings`` is the day of a call that is to be made
    first, ``number`` the place in line; None when there is none."""

    enrolment_id: int
    name: str
    programme: str
    source: str
    danger: bool
    answer_by: datetime
    rings: date | None
    number: int | None

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been answered before this moment."""
        return self.answer_by < now


_WAITING = (
    select(
        Enrolment.id,
        Person.given_name + " " + Person.family_name,
        Enrolment.programme,
        Referral.source,
        Enrolment.in_danger,
        Referral.answer_by,
        FirstCall.day,
        NUMBERED.c.number,
    )
    .join(Person, Person.id == Enrolment.person_id)
    .join(Referral, Referral.enrolment_id == Enrolment.id)
    .outerjoin(FirstCall, and_(FirstCall.enrolment_id == Enrolment.id, FirstCall.ended_at.is_(None)))
    .outerjoin(NUMBERED, NUMBERED.c.enrolment_id == Enrolment.id)
    .where(Enrolment.state.in_(UNDECIDED), Enrolment.therapist_id.is_(None), covered(), let_in())
    .order_by(
        Enrolment.in_danger.desc(), NUMBERED.c.number.is_not(None), NUMBERED.c.number, Referral.answer_by, Enrolment.id
    )
    .limit(MOST)
)


def waiting_referrals(work: Work, actor: Actor) -> list[WaitingReferral]:
    """Those that this therapist may answer, at most :data:`MOST`. Two statements."""
    reach = reach_of(work, actor, INTAKE_ROLES)
    return [WaitingReferral(*row) for row in work.columns(_WAITING, reach.asked)]
