"""Who must be rung, and about what: notices that no channel could take, and questions that wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from varde.audit.service import record_all
from varde.enrolments.access import INTAKE_ROLES
from varde.enrolments.access_entries import listed_access
from varde.enrolments.cover import without_cover
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.reach import Reach, covered, let_in, reaches_of, within
from varde.enrolments.service import OPEN_STATES
from varde.enrolments.team import is_member
from varde.identity.rights import roles_with
from varde.identity.service import Actor, phone_of
from varde.kernel.errors import Conflict, NotFound
from varde.kernel.work import Work
from varde.notifications.models import GREETINGS, Delivery
from varde.notifications.service import TO_RING
from varde.people.access import CONTACT
from varde.people.models import PersonQuestion
from varde.referrals.ringing import CallView, calls_to_make
from varde.staffing.service import AWAY, of_day

MOST = 200


class NothingToRing(NotFound):
    """The notice is not one that anybody must ring about."""


@dataclass(frozen=True, slots=True)
class ToRing:
    """One person to ring: ``notices`` are (id, kind, since) of what could not be sent, ``questions`` what is unsure, ``call`` the
    one that her referral waits for."""

    enrolment: Enrolment
    phone: str | None
    notices: tuple[tuple[int, str, datetime], ...]
    questions: int
    call: CallView | None = None


def to_ring(work: Work, actor: Actor) -> list[ToRing]:
    """Everybody this therapist answers for who must be rung: calls that were set up, by their day, then the one who has waited
    longest first. Each look is logged."""
    intake, treating = reaches_of(work, actor, INTAKE_ROLES, roles_with("treat"))
    mine, reach = _mine(work, actor, treating), {**intake.asked, **of_day(work.today)}
    notices = work.session.execute(
        select(Delivery, Enrolment)
        .join(Enrolment, (Enrolment.id == Delivery.enrolment_id) & (Enrolment.person_id == Delivery.person_id))
        .where(
            Delivery.state.in_(("skipped", "given_up")),
            Delivery.reason.in_(TO_RING),
            Delivery.rung_at.is_(None),
            Delivery.carrier_id.is_(None),
            Delivery.notice.not_in(GREETINGS),
            mine,
        )
        .options(joinedload(Enrolment.person), joinedload(Enrolment.organisation))
        .order_by(Delivery.planned_at)
        .limit(MOST),
        reach,
    ).all()
    asked = work.session.execute(
        select(PersonQuestion.id, Enrolment)
        .join(Enrolment, Enrolment.person_id == PersonQuestion.person_id)
        .where(PersonQuestion.answered_at.is_(None), Enrolment.state.in_(OPEN_STATES), mine)
        .options(joinedload(Enrolment.person), joinedload(Enrolment.organisation))
        .order_by(PersonQuestion.id)
        .limit(MOST),
        reach,
    ).all()
    to_make = calls_to_make(work, mine, reach, MOST)
    enrolments: dict[int, Enrolment] = {enrolment.id: enrolment for enrolment, _call in to_make}
    calls = {enrolment.id: call for enrolment, call in to_make}
    unsent: dict[int, list[tuple[int, str, datetime]]] = {}
    unsure: dict[int, int] = {}
    for delivery, enrolment in notices:
        enrolments[enrolment.id] = enrolment
        unsent.setdefault(enrolment.id, []).append((delivery.id, delivery.notice, delivery.planned_at))
    for _question, enrolment in asked:
        enrolments[enrolment.id] = enrolment
        unsure[enrolment.id] = unsure.get(enrolment.id, 0) + 1
    record_all(work, listed_access(work, actor, enrolments.values(), CONTACT))
    return [
        ToRing(
            enrolment, phone_of(work, enrolment.person), tuple(unsent.get(key, ())), unsure.get(key, 0), calls.get(key)
        )
        for key, enrolment in enrolments.items()
    ]


def _mine(work: Work, actor: Actor, treating: Reach) -> ColumnElement[bool]:
    """The enrolments whose record she may open, as the gates have it: hers and those of her care teams; and for a therapist
    those of whom she stands in for, and whoever nobody answers for; none of her own nor her kin's, and none whose patient keeps
    her out. In a statement that takes the reach of who takes people in, and the day."""
    member = select(CareTeamMember.enrolment_id).where(CareTeamMember.person_id == actor.person_id, is_member(work.now))
    stood_in_for = select(AWAY.c.person_id).where(AWAY.c.substitute_id == actor.person_id)
    answered_by_her = and_(
        Enrolment.state.in_(OPEN_STATES),
        or_(
            Enrolment.therapist_id.is_(None),
            Enrolment.therapist_id.in_(stood_in_for),
            without_cover(Enrolment.id, Enrolment.therapist_id, work.now),
        ),
    )
    hers = and_(Enrolment.therapist_id == actor.person_id, within(treating))
    return and_(or_(hers, Enrolment.id.in_(member), and_(covered(), answered_by_her)), let_in())


def rung(work: Work, actor: Actor, enrolment: Enrolment, delivery_id: int) -> None:
    """The patient has been told by telephone. :raises NothingToRing: there is no such notice. :raises Conflict: done before."""
    row = work.session.get(Delivery, delivery_id, with_for_update=True)
    if row is None or row.enrolment_id != enrolment.id or row.reason not in TO_RING:
        raise NothingToRing()
    if row.rung_at is not None:
        raise Conflict()
    row.rung_at, row.rung_by_id = work.now, actor.person_id
