"""The clinic's queue: whoever waits and has nobody to answer, whether nobody has her or whoever has her is away."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, not_, or_, select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import IS_DANGER
from varde.alerts.service import OPEN_STATES as OPEN_ALERT_STATES
from varde.audit.models import AccessEntry
from varde.dialogue.models import Thread
from varde.enrolments.cover import kept_out_by, without_cover
from varde.enrolments.models import Enrolment
from varde.enrolments.reach import Reach, covered, let_in, reach_of
from varde.enrolments.service import OPEN_STATES
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor
from varde.kernel.db import UtcTime
from varde.kernel.work import Work
from varde.modules.entries import AWAITS
from varde.modules.models import Entry
from varde.scheduling.models import Appointment
from varde.staffing.service import of_day

MOST = 200
DAYS_OF_REFUSALS = 30
DAYS = timedelta(days=1)


class Queued(NamedTuple):
    """One enrolment in the queue. ``danger`` and ``alerts`` are open alerts, ``sheets`` shared exercises without an answer;
    ``waiting_since`` and ``reply_by`` of a message nobody has answered; ``absent`` whoever is away, None when nobody has her."""

    enrolment_id: int
    name: str
    programme: str
    track: str | None
    state: str
    danger: int
    alerts: int
    waiting_since: datetime | None
    reply_by: datetime | None
    sheets: int
    absent: str | None


def _alerts(*which: Any) -> Any:
    return (
        select(func.count())
        .where(RaisedAlert.enrolment_id == Enrolment.id, RaisedAlert.state.in_(OPEN_ALERT_STATES), *which)
        .correlate(Enrolment)
        .scalar_subquery()
    )


_SHEETS = select(func.count()).where(Entry.enrolment_id == Enrolment.id, AWAITS).correlate(Enrolment).scalar_subquery()
_ABSENT = Person.__table__.alias("absent")
_HAS_DANGER, _HAS_ALERT = _alerts(IS_DANGER), _alerts()
_NOBODY_HAS_HER = or_(Enrolment.therapist_id.is_(None), kept_out_by(Enrolment.person_id, Enrolment.therapist_id))
"""Also when she keeps out whoever is responsible."""
_WAITS = or_(_HAS_ALERT > 0, Thread.waiting_since.is_not(None), _SHEETS > 0)
QUEUE = (
    select(
        Enrolment.id,
        (Person.given_name + " " + Person.family_name),
        Enrolment.programme,
        Enrolment.track,
        Enrolment.state,
        _HAS_DANGER.label("danger"),
        _HAS_ALERT,
        Thread.waiting_since,
        Thread.answer_by,
        _SHEETS,
        (_ABSENT.c.given_name + " " + _ABSENT.c.family_name),
    )
    .join(Person, Person.id == Enrolment.person_id)
    .outerjoin(Thread, Thread.enrolment_id == Enrolment.id)
    .outerjoin(_ABSENT, and_(_ABSENT.c.id == Enrolment.therapist_id, not_(_NOBODY_HAS_HER)))
    .where(
        covered(),
        or_(Enrolment.imported.is_(False), _HAS_ALERT > 0),
        let_in(),
        or_(
            and_(
                _NOBODY_HAS_HER,
                or_(
                    Enrolment.state.in_(("waiting", "active", "paused")),
                    and_(_WAITS, Enrolment.state.in_(("completed", "discontinued"))),
                ),
            ),
            and_(
                Enrolment.state.in_((*OPEN_STATES, "completed")),
                _WAITS,
                without_cover(Enrolment.id, Enrolment.therapist_id, bindparam("now", type_=UtcTime)),
            ),
        ),
    )
    .order_by(
        (_HAS_DANGER > 0).desc(),
        (_HAS_ALERT > 0).desc(),
        Thread.waiting_since.is_(None),
        Thread.waiting_since,
        Enrolment.id,
    )
    .limit(MOST)
)


def queue_of(work: Work, reach: Reach) -> list[Queued]:
    """Whoever waits where this therapist or head reaches and has nobody to answer: dangers first, then other alerts, then the
    oldest message. One statement."""
    return [Queued(*row) for row in work.columns(QUEUE, {**reach.asked, "now": work.now, **of_day(work.today)})]


def queue_reach(work: Work, actor: Actor) -> Reach:
    """Where she sees the clinic's queue: what the three lists of the page are read with."""
    return reach_of(work, actor, roles_with("queue"))


class LoneAppointment(NamedTuple):
    """A coming appointment that nobody of the staff is to hold."""

    id: int
    enrolment_id: int
    name: str
    kind: str
    starts_at: datetime


def lone_appointments(work: Work, reach: Reach) -> list[LoneAppointment]:
    """Coming appointments where she reaches that nobody is to hold, the first one first. One statement."""
    rows = work.session.execute(
        select(
            Appointment.id,
            Enrolment.id,
            Person.given_name + " " + Person.family_name,
            Appointment.kind,
            Appointment.starts_at,
        )
        .join(Enrolment, Enrolment.id == Appointment.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            covered(),
            let_in(),
            Appointment.therapist_id.is_(None),
            Appointment.state == "booked",
            Appointment.starts_at > work.now,
        )
        .order_by(Appointment.starts_at)
        .limit(MOST),
        reach.asked,
    )
    return [LoneAppointment(*row) for row in rows]


class OwnAttempt(NamedTuple):
    """Somebody of the staff tried to act in her own record, or (``basis`` kin) in that of a close one."""

    at: datetime
    name: str
    basis: str


def own_attempts(work: Work, reach: Reach) -> list[OwnAttempt]:
    """What was refused where she reaches in the last month because somebody was the patient or her kin; the newest first, one
    for each person and day. One statement."""
    since = work.now - DAYS * DAYS_OF_REFUSALS
    rows = work.session.execute(
        select(AccessEntry.at, AccessEntry.actor_name, AccessEntry.basis)
        .where(
            AccessEntry.outcome == "denied",
            AccessEntry.basis.in_(("own_record", "kin")),
            AccessEntry.organisation_id.in_(reach.everywhere),
            AccessEntry.at > since,
        )
        .order_by(AccessEntry.id.desc())
        .limit(MOST)
    )
    first: dict[tuple[date, str, str], OwnAttempt] = {}
    for row in rows:
        attempt = OwnAttempt(*row)
        first.setdefault((attempt.at.astimezone(work.zone).date(), attempt.name, attempt.basis), attempt)
    return list(first.values())
