"""What the sums need to know about enrolments: read of one or of many, in as many statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from varde.assessments.models import Response
from varde.assessments.sheet import own_name
from varde.benefits.counting.added import AsCounted
from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact
from varde.benefits.counting.dimensions import ARM, people_of
from varde.benefits.counting.enrolled import CountedEnrolment
from varde.benefits.counting.known import scores_of
from varde.benefits.counting.operation import OperationFacts
from varde.benefits.counting.operation_facts import operations_of
from varde.benefits.values import Measure
from varde.enrolments.models import Enrolment, EnrolmentEvent, Referral
from varde.enrolments.rules import reasons, way_taken
from varde.identity.models import Person
from varde.kernel.among import among
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.referrals.models import WaitingPlace


def as_counted(enrolment: CountedEnrolment) -> AsCounted:
    if enrolment.end_reason == "taken_back":  # it counts where it was sent from
        return "nowhere"
    return "imported" if enrolment.imported else "here"


def facts_of(work: Work, enrolment: Enrolment) -> EnrolmentFacts:
    """What the sums need to know about an enrolment. Three statements, and those of its computed measures."""
    return facts_of_many(work, [enrolment])[enrolment.id]


def facts_of_many(work: Work, enrolments: Collection[CountedEnrolment]) -> dict[int, EnrolmentFacts]:
    """The same of many, by enrolment: three statements, and those of the computed measures of each."""
    ids = [enrolment.id for enrolment in enrolments]
    about = {row.id: row for row in work.session.execute(_PEOPLE.where(among(Enrolment.id, ids)))}
    answered: dict[int, list[Any]] = {enrolment_id: [] for enrolment_id in ids}
    for row in work.session.execute(_ANSWERS.where(among(Response.enrolment_id, ids))):
        answered[row[0]].append(row)
    measures = tuple(work.catalogue.all(Measure).values())
    ended = {enrolment.id: _ended(enrolment) for enrolment in enrolments}
    operations = operations_of(work, enrolments, about, {id_: way[0] if way else None for id_, way in ended.items()})
    arms = _arms(work, [enrolment.id for enrolment in enrolments if enrolment.imported])
    return {
        enrolment.id: replace(facts, people=(*facts.people, (ARM, arms[enrolment.id])))
        if enrolment.id in arms
        else facts
        for enrolment in enrolments
        for facts in [
            _facts(work, enrolment, about[enrolment.id], answered[enrolment.id], measures, operations[enrolment.id])
        ]
    }


def _arms(work: Work, imported: Collection[int]) -> dict[int, str]:
    """Of which arm, or group of comparison, the file said they were that brought them. One statement, none of nobody."""
    if not imported:
        return {}
    statement = select(EnrolmentEvent.enrolment_id, EnrolmentEvent.details).where(
        among(EnrolmentEvent.enrolment_id, imported), EnrolmentEvent.kind == "imported"
    )
    rows = work.session.execute(statement.order_by(EnrolmentEvent.id))
    return {enrolment_id: details["arm"] for enrolment_id, details in rows if details.get("arm")}


_PEOPLE = (
    select(
        Enrolment.id,
        Referral.outcome,
        Referral.decision,
        Referral.source,
        Referral.answer_by,
        WaitingPlace.promised_by,
        Person.birth_date,
        Person.sex,
    )
    .join(Person, Person.id == Enrolment.person_id)
    .outerjoin(Referral, Referral.enrolment_id == Enrolment.id)
    .outerjoin(WaitingPlace, WaitingPlace.enrolment_id == Enrolment.id)
)
_ANSWERS = (
    select(
        Response.enrolment_id, Response.occasion, Response.instrument, Response.total, Response.band, Response.subscores
    )
    .where(Response.submitted_at.is_not(None))
    .order_by(Response.id)
)


def _facts(
    work: Work,
    enrolment: CountedEnrolment,
    about: Any,
    answers: Iterable[Any],
    measures: tuple[Measure, ...],
    operation: OperationFacts,
) -> EnrolmentFacts:
    # What is asked for on the way, or again and again, has no place among the planned ones: it can come at any time, and
    # twice. Nor has what was measured elsewhere, at another time than the programme's.
    occasions = programme_of(work, enrolment.programme).occasions
    repeated = {occasion.key for occasion in occasions if occasion.repeats}
    planned = [answer for answer in answers if answer.occasion not in repeated and own_name(answer.occasion) is None]
    referred = enrolment.referred_at.astimezone(work.zone).date()
    started, decided = (_day(work, at) for at in (enrolment.started_at, enrolment.decided_at))
    return EnrolmentFacts(
        organisation_id=enrolment.organisation_id,
        programme=enrolment.programme,
        track=enrolment.track,
        referred=referred,
        eligible=about.decision == "accepted" or (about.decision is None and about.outcome == "eligible"),
        started=started,
        answered=frozenset(answer.occasion for answer in planned),
        scores=(*(fact for answer in planned for fact in _scores(answer)), *scores_of(work, enrolment)),
        measures=measures,
        passed_on=enrolment.end_reason == "passed_on",
        ended=_ended(enrolment),
        decided=decided,
        people=people_of(about.birth_date, about.sex, about.source, enrolment.state, started or referred),
        operation=operation,
    )


def _day(work: Work, at: datetime | None) -> date | None:
    return at.astimezone(work.zone).date() if at is not None else None


def _ended(enrolment: CountedEnrolment) -> tuple[str, str] | None:
    """The way out and its reason; a reason that nobody gives any more is another one."""
    reason = enrolment.end_reason if enrolment.end_reason in reasons() else "other"
    way = way_taken(enrolment.state, reason, started=enrolment.started_at is not None)
    return (way, reason) if way is not None else None


def _scores(response: Any) -> list[ScoreFact]:
    facts = [ScoreFact(response.instrument, response.occasion, response.total, response.band)]
    for part, value in response.subscores.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            facts.append(ScoreFact(f"{response.instrument}.{part}", response.occasion, float(value)))
    return facts
