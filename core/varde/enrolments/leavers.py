"""Whoever leaves the staff: from the same moment everything of hers is in the clinic's queue."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select, update

from varde.enrolments.cover import therapists_at
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.service import OPEN_STATES, change_responsible
from varde.enrolments.team_words import RESPONSIBLE
from varde.enrolments.values import Matter
from varde.identity.models import Grant, Person
from varde.identity.rights import roles_with
from varde.identity.service import staff_roles_of
from varde.kernel.work import Work
from varde.scheduling.booking import leave_appointments
from varde.staffing.service import stand_in_no_more

MOST = 100
"""How many ended grants are looked at in one tick."""


def release_leavers(work: Work) -> int:
    """Look at every grant that has ended since last time, and release what its holder may answer for no longer. Returns how
    many grants there were. One statement when there are none."""
    ended = work.session.scalars(
        select(Grant)
        .where(Grant.ends_at <= work.now, or_(Grant.settled_at.is_(None), Grant.settled_at < Grant.ends_at))
        .order_by(Grant.ends_at, Grant.id)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    ).all()
    for person_id in dict.fromkeys(grant.person_id for grant in ended):
        release(work, person_id)
    for grant in ended:
        grant.settled_at = work.now
    return len(ended)


def release(work: Work, person_id: int, kind: str = "released") -> Sequence[int]:
    """What this person may answer for no longer goes to the clinic's queue: enrolments, with their alerts and messages;
    memberships of care teams; coming appointments; standing in for others. Returns the enrolments.

    :param kind: why, a key of :data:`varde.enrolments.words.HISTORY`.
    """
    hers = select(Enrolment).where(Enrolment.therapist_id == person_id).order_by(Enrolment.id)
    released = []
    for enrolment in work.session.scalars(hers):
        if _waits(work, enrolment) and person_id not in therapists_at(work, enrolment):
            change_responsible(work, enrolment, None, None, kind)
            leave_appointments(work, enrolment.id, person_id)
            released.append(enrolment.id)
    roles = staff_roles_of(work, work.session.get_one(Person, person_id))
    if not any(role.role in roles_with("treat") for role in roles):
        _leave_teams(work, person_id)
        stand_in_no_more(work, person_id)
    return released


def _waits(work: Work, enrolment: Enrolment) -> bool:
    """An ended enrolment keeps the therapist it had, unless somebody must look at it."""
    matters = work.catalogue.all(Matter).values()
    return enrolment.state in OPEN_STATES or any(matter.is_open(work, enrolment.id) for matter in matters)


def _leave_teams(work: Work, person_id: int) -> None:
    left = work.session.scalars(
        update(CareTeamMember)
        .where(
            CareTeamMember.person_id == person_id, CareTeamMember.until.is_(None), CareTeamMember.role != RESPONSIBLE
        )
        .values(until=work.now)
        .returning(CareTeamMember.enrolment_id)
    ).all()
    for enrolment_id in left:
        work.publish(EnrolmentChanged(enrolment_id))
