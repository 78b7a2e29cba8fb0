"""A therapist's plan for somebody who is worse: what is done, and until when. It closes the deterioration until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from varde.alerts.errors import NotWorse, PlanNeeded, PlanUntil
from varde.alerts.events import PlanPassed, PlanWritten
from varde.alerts.models import DeteriorationPlan, RaisedAlert
from varde.alerts.service import OPEN_STATES, alert_of, close_alert, declared_as, in_turn
from varde.assessments.models import Response
from varde.assessments.service import responses_of
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.rules.language import facts_of
from varde.scheduling import agenda
from varde.scheduling.models import AgendaItem
from varde.standing.deterioration import Deterioration, deterioration_of, plan_ends, plan_holds, worse_answers

KIND = "deterioration-plan"
SHORTEST, LONGEST = 10, 2000
LONGEST_DAYS = 84
"""How far ahead a plan may reach: twelve weeks, a proposal. Whoever is worse for longer is looked at again."""


@dataclass(frozen=True, slots=True)
class WorseBy:
    """That somebody is worse by one instrument: the deterioration, since when, and when she last answered so."""

    instrument: Instrument
    worse: Deterioration
    since: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with its words opened, and who wrote it. ``holds``: it closes the deterioration now."""

    until: date
    written_at: datetime
    by: str
    words: str
    holds: bool


def worse_by(work: Work, responses: Sequence[Response]) -> list[WorseBy]:
    """By which instruments somebody is worse now, the one that has said so longest first. ``responses`` are hers, oldest
    first; what is not handed in is passed over."""
    by_instrument: dict[str, list[Response]] = {}
    for response in responses:
        if response.submitted_at is not None:
            by_instrument.setdefault(response.instrument, []).append(response)
    known = work.catalogue.all(Instrument)
    each = [_worse(known[key], answers) for key, answers in by_instrument.items() if key in known]
    return sorted((said for said in each if said), key=lambda said: (said.since, said.instrument.key))


def _worse(instrument: Instrument, answers: Sequence[Response]) -> WorseBy | None:
    worse, times = deterioration_of(instrument, answers), [_at(answer) for answer in worse_answers(instrument, answers)]
    return WorseBy(instrument, worse, times[0], times[-1]) if worse is not None and times else None


def _at(response: Response) -> datetime:
    return response.submitted_at or response.saved_at


def plans_of(work: Work, enrolment_id: int, worse: Sequence[WorseBy]) -> list[PlanView]:
    """Every plan of an enrolment, newest first; only the newest can hold, and only while she is ``worse``. One statement."""
    rows = work.session.execute(
        select(DeteriorationPlan, Person)
        .join(Person, Person.id == DeteriorationPlan.by_id)
        .where(DeteriorationPlan.enrolment_id == enrolment_id)
        .order_by(DeteriorationPlan.number.desc())
    ).all()
    worse_at = max((each.at for each in worse), default=None)
    written: list[tuple[DeteriorationPlan, Person]] = [(row[0], row[1]) for row in rows]
    return [
        PlanView(
            plan.until,
            plan.written_at,
            by.name,
            plan.words,
            plan is written[0][0]
            and worse_at is not None
            and plan_holds(plan.written_at, plan.until, worse_at, work.now, work.zone),
        )
        for plan, by in written
    ]


def write_plan(work: Work, actor: Actor, enrolment: Enrolment, words: str, until: date | None) -> DeteriorationPlan:
    """Write what is done about a deterioration, and until when. It closes the deterioration to and with that day, or until
    the next worse answer, and with it the open alerts that say nothing else than that she is worse; what is in the plan is
    their note. What was written before stands.

    :param until: the last day, after today and within twelve weeks; None when it cannot be read.
    :raises PlanNeeded: the words are shorter than ten characters. :raises PlanUntil: the day will not do.
    :raises NotWorse: there is nothing to close. Nothing is stored.
    """
    said = words.strip()
    if len(said) < SHORTEST:
        raise PlanNeeded(least=SHORTEST)
    if until is None or not work.today < until <= work.today + timedelta(days=LONGEST_DAYS):
        raise PlanUntil(weeks=LONGEST_DAYS // 7)
    in_turn(work, enrolment.id)
    if not worse_by(work, responses_of(work, enrolment.id)):
        raise NotWorse()
    before = work.session.scalar(
        select(func.max(DeteriorationPlan.number)).where(DeteriorationPlan.enrolment_id == enrolment.id)
    )
    plan = DeteriorationPlan(
        enrolment_id=enrolment.id, number=(before or 0) + 1, by_id=actor.person_id, written_at=work.now, until=until
    )
    plan.words = said[:LONGEST]
    work.add(plan)
    work.session.flush()
    passes = plan_ends(until, work.zone)
    agenda.plan(
        work, enrolment.id, KIND, str(plan.number), opens_at=work.now, due_at=passes, act_at=passes, stands=True
    )
    _close_alerts(work, actor, enrolment.id, said)
    work.publish(PlanWritten(enrolment.id, plan.id))
    return plan


def _close_alerts(work: Work, actor: Actor, enrolment_id: int, note: str) -> None:
    rows = work.session.scalars(
        select(RaisedAlert.id).where(RaisedAlert.enrolment_id == enrolment_id, RaisedAlert.state.in_(OPEN_STATES))
    ).all()
    for alert_id in rows:
        row = alert_of(work, enrolment_id, alert_id)
        if facts_of(declared_as(work, row).rule) == {"worse"}:
            close_alert(work, actor, row, note)


def pass_by(work: Work, item: AgendaItem) -> datetime | None:
    """What the clock does when the last day of a plan has passed: tell whoever listens, unless a newer one was written."""
    newest = work.session.scalar(
        select(func.max(DeteriorationPlan.number)).where(DeteriorationPlan.enrolment_id == item.enrolment_id)
    )
    if newest == int(item.key):
        work.publish(PlanPassed(item.of_enrolment))
    agenda.finish(item, work.now)
    return None


HANDLER = agenda.AgendaHandler(KIND, pass_by)
