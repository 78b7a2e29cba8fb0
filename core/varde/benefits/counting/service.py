"""Count enrolments: what each adds to the sums, and that it is to be added."""

from __future__ import annotations

from sqlalchemy import select

from varde.assessments.events import ResponseCorrected, ResponseSubmitted
from varde.assessments.models import Response
from varde.assessments.sheet import own_name
from varde.benefits.counting.added import Added, AsCounted, added_by, write_delta, write_difference
from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact
from varde.benefits.counting.known import due, is_told, next_of, scores_of
from varde.benefits.counting.models import Contribution
from varde.benefits.counting.moving import on_moved
from varde.benefits.counting.way import way_of_counting
from varde.benefits.values import Measure
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.rules import reasons, way_taken
from varde.identity.events import OrganisationMoved
from varde.kernel.events import Listener, Subscription
from varde.kernel.jobs import job
from varde.kernel.work import Work
from varde.measurements.events import MeasurementCorrected, MeasurementTaken
from varde.programmes.gone import programme_of


@job("benefits.count")
def count(work: Work, enrolment_id: int, **_news: object) -> None:
    """Count one enrolment as it is now: write down what is to be added, so that what it has added is what it adds now.

    Running twice, late or out of order ends in the same sums. Nothing here is about a named person. The facts are read after
    what it has added is locked.
    """
    stored = work.session.get(Contribution, enrolment_id, with_for_update=True)
    enrolment = work.session.get(Enrolment, enrolment_id)
    if enrolment is None:
        return
    new = added_by(work, facts_of(work, enrolment), _as_counted(enrolment))
    if stored is None:
        write_delta(work, new)
        stored = work.add(Contribution(enrolment_id=enrolment_id))
    else:
        write_difference(work, Added.of(stored), new)
    for name in Added.__slots__:
        setattr(stored, name, getattr(new, name))
    stored.counted_with = way_of_counting(work, enrolment.programme)
    stored.counted_at, stored.next_at = work.now, next_of(work, enrolment)


def count_due(work: Work) -> int:
    """Count those again of whom a day of a computed measure has passed. Returns how many; one statement when there are none."""
    ids = due(work)
    for enrolment_id in ids:
        count.run(work, enrolment_id=enrolment_id)
    return len(ids)


def recount(work: Work, enrolment_id: int) -> None:
    """Let an enrolment be counted again, after the commit: something that a computed measure reads has changed."""
    work.enqueue(count, enrolment_id=enrolment_id)


def on_measurement(work: Work, event: MeasurementTaken | MeasurementCorrected) -> None:
    if is_told(work, event):
        recount(work, event.enrolment_id)


def take_out_of_cells(work: Work, numbers: frozenset[int]) -> None:
    """Let what the enrolments of these persons added be subtracted, and forget it."""
    enrolments = select(Enrolment.id).where(Enrolment.person_id.in_(numbers))
    rows = select(Contribution).where(Contribution.enrolment_id.in_(enrolments)).with_for_update()
    for stored in work.session.scalars(rows).all():
        write_delta(work, Added.of(stored), sign=-1)
        work.session.delete(stored)
    work.session.flush()


def _as_counted(enrolment: Enrolment) -> AsCounted:
    if enrolment.end_reason == "taken_back":  # it counts where it was sent from
        return "nowhere"
    return "imported" if enrolment.imported else "here"


LISTENERS = (
    Listener(MeasurementTaken, on_measurement),
    Listener(MeasurementCorrected, on_measurement),
    Listener(OrganisationMoved, on_moved),
)
SUBSCRIPTIONS = tuple(Subscription(news, count) for news in (EnrolmentChanged, ResponseSubmitted, ResponseCorrected))


def facts_of(work: Work, enrolment: Enrolment) -> EnrolmentFacts:
    """What the cells need to know about an enrolment. Two statements, and those of its computed measures."""
    outcome, decision = work.session.execute(
        select(Referral.outcome, Referral.decision).where(Referral.enrolment_id == enrolment.id)
    ).one_or_none() or (None, None)
    responses = list(
        work.session.scalars(
            select(Response)
            .where(Response.enrolment_id == enrolment.id, Response.submitted_at.is_not(None))
            .order_by(Response.id)
        )
    )
    # What is asked for on the way, or again and again, has no place among the planned ones: it can come at any time, and
    # twice. Nor has what was measured elsewhere, at another time than the programme's.
    occasions = programme_of(work, enrolment.programme).occasions
    repeated = {occasion.key for occasion in occasions if occasion.repeats}
    responses = [r for r in responses if r.occasion not in repeated and own_name(r.occasion) is None]
    zone = work.zone
    return EnrolmentFacts(
        organisation_id=enrolment.organisation_id,
        programme=enrolment.programme,
        track=enrolment.track,
        referred=enrolment.referred_at.astimezone(zone).date(),
        eligible=decision == "accepted" or (decision is None and outcome == "eligible"),
        started=enrolment.started_at.astimezone(zone).date() if enrolment.started_at else None,
        answered=frozenset(response.occasion for response in responses),
        scores=(*(fact for response in responses for fact in _scores(response)), *scores_of(work, enrolment)),
        measures=tuple(work.catalogue.all(Measure).values()),
        passed_on=enrolment.end_reason == "passed_on",
        ended=_ended(enrolment),
    )


def _ended(enrolment: Enrolment) -> tuple[str, str] | None:
    """The way out and its reason; a reason that nobody gives any more is another one."""
    reason = enrolment.end_reason if enrolment.end_reason in reasons() else "other"
    way = way_taken(enrolment.state, reason, started=enrolment.started_at is not None)
    return (way, reason) if way is not None else None


def _scores(response: Response) -> list[ScoreFact]:
    facts = [ScoreFact(response.instrument, response.occasion, response.total, response.band)]
    for part, value in response.subscores.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            facts.append(ScoreFact(f"{response.instrument}.{part}", response.occasion, float(value)))
    return facts
