"""What waits at this moment, for whoever runs a programme: referrals, messages and alerts. Numbers of people, and nobody's name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select

from varde.alerts.models import RaisedAlert
from varde.alerts.values import SEVERITIES
from varde.dialogue.models import Thread
from varde.enrolments.models import Activity, Enrolment, Referral
from varde.enrolments.rules import OPEN, UNDECIDED, UNDER_WAY
from varde.identity.models import Organisation, Person
from varde.kernel.work import Work
from varde.referrals.models import WaitingPlace

LONGEST_WEEKS = 6
"""From this week on those who wait are counted together."""
QUIET_DAYS = 28
"""Without activity for so many days somebody under way counts as quiet: a proposal, since no definition of drop-out is agreed on
(Donkin 2011)."""


@dataclass(slots=True)
class WaitsNow:
    """Of one programme at some organisations: how many wait for an ``answer`` to the referral, and for the ``start``; how many of
    these ``late``, for whom a day has passed that an answer or a place was promised by; by ``weeks`` since they were referred.
    ``unanswered`` have written and wait for an answer, ``overdue`` since a day that has passed. ``alerts`` are people with one that
    nobody has opened, each once, by the gravest that she has. ``active`` are under way and not paused, ``quiet`` those of them who
    have done nothing for :data:`QUIET_DAYS`."""

    answer: int = 0
    start: int = 0
    late: int = 0
    weeks: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    overdue: int = 0
    alerts: Counter[str] = field(default_factory=Counter)
    active: int = 0
    quiet: int = 0

    def add(self, addend: WaitsNow) -> None:
        """Count these too."""
        self.answer += addend.answer
        self.start += addend.start
        self.late += addend.late
        self.weeks.update(addend.weeks)
        self.unanswered += addend.unanswered
        self.overdue += addend.overdue
        self.alerts.update(addend.alerts)
        self.active += addend.active
        self.quiet += addend.quiet


def waits_now(work: Work, places: Collection[int], programmes: Collection[str]) -> dict[tuple[str, int], WaitsNow]:
    """By programme and organisation, at these organisations, each alone. Four statements."""
    waits: dict[tuple[str, int], WaitsNow] = defaultdict(WaitsNow)
    these = Enrolment.organisation_id.in_(places), Enrolment.programme.in_(programmes)
    of = Enrolment.programme, Enrolment.organisation_id
    referred = work.columns(
        select(*of, Enrolment.state, Enrolment.referred_at, Referral.answer_by, WaitingPlace.promised_by)
        .outerjoin(Referral, Referral.enrolment_id == Enrolment.id)
        .outerjoin(WaitingPlace, WaitingPlace.enrolment_id == Enrolment.id)
        .where(*these, Enrolment.state.in_((*UNDECIDED, "waiting"))),
        {},
    )
    for programme, place, state, referred_at, answer_by, promised_by in referred:
        now, undecided = waits[programme, place], state in UNDECIDED
        now.answer += undecided
        now.start += not undecided
        now.late += _is_late(work, undecided, answer_by, promised_by)
        days = (work.today - referred_at.astimezone(work.zone).date()).days
        now.weeks[min(days // 7, LONGEST_WEEKS)] += 1
    written = work.columns(
        select(*of, Thread.answer_by)
        .join(Thread, Enrolment.id == Thread.enrolment_id)
        .where(*these, Thread.waiting_since.is_not(None), Enrolment.state.in_(OPEN)),
        {},
    )
    for programme, place, due in written:
        waits[programme, place].unanswered += 1
        waits[programme, place].overdue += due is not None and due < work.now
    gravity = case({severity: number for number, severity in enumerate(SEVERITIES)}, value=RaisedAlert.severity)
    gravest = (
        select(*of, RaisedAlert.person_id, func.max(gravity).label("gravity"))
        .join(RaisedAlert, Enrolment.id == RaisedAlert.enrolment_id)
        .where(*these, RaisedAlert.state.in_(("raised", "escalated")))
        .group_by(*of, RaisedAlert.person_id)
        .subquery()
    )
    by = gravest.c.programme, gravest.c.organisation_id, gravest.c.gravity
    for programme, place, number, people in work.columns(select(*by, func.count()).group_by(*by), {}):
        waits[programme, place].alerts[SEVERITIES[number]] += people
    is_quiet = case((Activity.last_active_at <= work.now - timedelta(days=QUIET_DAYS), 1), else_=0)
    under_way = (
        select(*of, func.count(), func.sum(is_quiet))
        .join(Activity, Activity.enrolment_id == Enrolment.id)
        .where(*these, Enrolment.state == "active")
        .group_by(*of)
    )
    for programme, place, people, quiet in work.columns(under_way, {}):
        waits[programme, place].active += people
        waits[programme, place].quiet += int(quiet)
    return waits


def waits_together(waits: Mapping[tuple[str, int], WaitsNow], programme: str, places: Collection[int]) -> WaitsNow:
    """What waits in one programme at all of these organisations."""
    total = WaitsNow()
    for (of, place), now in waits.items():
        if of == programme and place in places:
            total.add(now)
    return total


def _is_late(work: Work, undecided: bool, answer_by: datetime | None, promised_by: date | None) -> bool:
    """An answer is due at a moment, a start on a day, and the day itself is in time."""
    if undecided:
        return answer_by is not None and answer_by < work.now
    return promised_by is not None and promised_by < work.today


@dataclass(frozen=True, slots=True)
class TherapistLoad:
    """How many under way have this one responsible; ``name`` "" is of several with few each."""

    name: str
    active: int
    of: int = 1


def places_with_load(work: Work, places: Collection[int]) -> tuple[int, ...]:
    """Those of these organisations that have decided that managers see who has how many. One statement."""
    rows: Sequence[Organisation] = work.session.scalars(select(Organisation).where(Organisation.id.in_(places))).all()
    return tuple(row.id for row in rows if row.settings.load_shown)


def load_now(work: Work, programme: str, places: Collection[int], fewest: int) -> list[TherapistLoad]:
    """The most first, and those with fewer than ``fewest`` together and unnamed, last. One statement, none without places."""
    if not places:
        return []
    rows = work.columns(
        select(Person.given_name, Person.family_name, func.count())
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.therapist_id)
        .where(Enrolment.organisation_id.in_(places), Enrolment.programme == programme, Enrolment.state.in_(UNDER_WAY))
        .group_by(Person.id, Person.given_name, Person.family_name),
        {},
    )
    named = [TherapistLoad(f"{first_name} {family}".strip(), n) for first_name, family, n in rows if n >= fewest]
    few = [n for _, _, n in rows if n < fewest]
    unnamed = [TherapistLoad("", sum(few), len(few))] if few else []
    return [*sorted(named, key=lambda load: (-load.active, load.name)), *unnamed]
