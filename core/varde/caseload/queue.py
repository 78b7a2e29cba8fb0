"""The clinic's queue: whoever waits and has nobody to answer, whether nobody has her or whoever has her is away."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, not_, or_, select, union_all
from sqlalchemy.orm import aliased

from varde.alerts.models import RaisedAlert
from varde.alerts.service import IS_DANGER
from varde.alerts.service import OPEN_STATES as OPEN_ALERT_STATES
from varde.audit.models import AccessEntry
from varde.caseload.handed import Ranked, StandsFor, reasons_of
from varde.caseload.models import ON_TRACK
from varde.caseload.values import Reason
from varde.dialogue.models import Thread
from varde.enrolments.cover import KEPT_OUT_RESPONSIBLE, kept_out_by, without_cover
from varde.enrolments.models import Enrolment
from varde.enrolments.reach import Reach, covered, let_in, reach_of
from varde.enrolments.service import OPEN_STATES
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor
from varde.kernel.db import UtcTime
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.entries import AWAITS
from varde.modules.models import Entry
from varde.scheduling.models import Appointment
from varde.staffing.service import AWAY, of_day
from varde.standing.on_track import REASONS

MOST = 200
DAYS_OF_REFUSALS = 30
DAYS = timedelta(days=1)


class Queued(NamedTuple):
    """One enrolment in the queue. ``danger`` and ``alerts`` are open alerts, ``sheets`` shared exercises without an answer;
    ``waiting_since`` and ``reply_by`` of a message nobody has answered; ``absent`` whoever is away, None when nobody has her;
    ``handed`` the reason of a plugin, None without one."""

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
    handed: StandsFor | None = None


class Queue(NamedTuple):
    """Who is in the queue, and the titles of what plugins could not say of it."""

    rows: tuple[Queued, ...]
    failed: tuple[Text, ...] = ()


_OWN = ("risk", "deterioration", "unanswered", "exercise")
"""What the queue itself is ordered by: dangers, other alerts, messages, shared exercises; whoever only needs somebody is last."""


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
_WITHOUT_COVER = without_cover(Enrolment.id, Enrolment.therapist_id, bindparam("now", type_=UtcTime))
_ROWS = (
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
    .where(covered(), or_(Enrolment.imported.is_(False), _HAS_ALERT > 0), let_in())
)
_EACH = aliased(Enrolment)
_MAY_WAIT = union_all(
    select(_EACH.id).where(_EACH.therapist_id.is_(None), covered(_EACH.organisation_id, _EACH.programme)),
    KEPT_OUT_RESPONSIBLE,
    select(_EACH.id).where(_EACH.therapist_id.in_(select(AWAY.c.person_id))),
)
"""Everybody whom the queue could have, each way from an index: whoever treats nobody is not gone through. The read model of the
caseload is not asked: it decides nothing."""
QUEUE = (
    _ROWS.where(
        Enrolment.id.in_(_MAY_WAIT),
        or_(
            and_(
                _NOBODY_HAS_HER,
                or_(
                    Enrolment.state.in_(("waiting", "active", "paused")),
                    and_(_WAITS, Enrolment.state.in_(("completed", "discontinued"))),
                ),
            ),
            and_(Enrolment.state.in_((*OPEN_STATES, "completed")), _WAITS, _WITHOUT_COVER),
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
QUIET = _ROWS.where(
    Enrolment.therapist_id.in_(select(AWAY.c.person_id)),
    Enrolment.state.in_(OPEN_STATES),
    not_(_WAITS),
    not_(_NOBODY_HAS_HER),
    _WITHOUT_COVER,
)
"""Those whose therapist is away without a substitute, and of whom Varde itself has nothing that waits: a plugin may."""


def queue_of(work: Work, reach: Reach) -> Queue:
    """Whoever waits where this therapist or head reaches and has nobody to answer: dangers first, then other alerts, then the
    oldest message, then exercises; the reasons of plugins behind what each stands behind. One statement; where plugins have
    reasons one more, and theirs."""
    asked = {**reach.asked, "now": work.now, **of_day(work.today)}
    rows = [Queued(*row) for row in work.columns(QUEUE, asked)]
    if not work.catalogue.all(Reason):
        return Queue(tuple(sorted(rows, key=place_of)))
    quiet = [Queued(*row) for row in work.columns(QUIET, asked)]
    handed = reasons_of(work, [_ranked(row) for row in (*rows, *quiet)])
    rows += [row for row in quiet if row.enrolment_id in handed.by_id]
    whole = [row._replace(handed=handed.by_id.get(row.enrolment_id)) for row in rows]
    return Queue(tuple(sorted(whole, key=place_of)[:MOST]), handed.failed)


def _ranked(row: Queued) -> Ranked:
    """A row for whoever asks plugins: the queue shows every reason, so that none of Varde's own comes before."""
    return Ranked(row.enrolment_id, row.programme, ON_TRACK, 0, None)


def place_of(row: Queued) -> tuple[float, bool, float, int]:
    """Where a row stands: by the gravest of what waits, then by time waited."""
    waits = (row.danger, row.alerts, row.waiting_since, row.sheets)
    own: float = next((place for place, waiting in enumerate(waits) if waiting), len(_OWN))
    behind = _behind(row.handed.reason.after) if row.handed else own
    since = row.handed.waits.since if row.handed and behind < own else row.waiting_since
    return min(own, behind), since is None, since.timestamp() if since else 0, row.enrolment_id


def _behind(after: str) -> float:
    """The place right behind everything of the queue's that comes no later than ``after`` on the caseload."""
    before = REASONS[: REASONS.index(after) + 1]
    return max(place for place, reason in enumerate(_OWN) if reason in before) + 0.5


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
