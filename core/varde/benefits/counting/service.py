"""Count enrolments into cells, and read the cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, case, delete, func, literal, or_, select
from sqlalchemy.orm import Session

from varde.assessments.events import ResponseCorrected, ResponseSubmitted
from varde.assessments.models import Response
from varde.assessments.sheet import own_name
from varde.benefits.counting.cells import (
    FLOW,
    WAIT,
    CellKey,
    Cells,
    CellStats,
    EnrolmentFacts,
    ScoreFact,
    contributions,
    difference,
    parts_of,
    sums_of,
    without_way_in,
)
from varde.benefits.counting.known import due, is_told, next_of, scores_of
from varde.benefits.counting.models import CELL_KEY, CELL_SUMS, Cell, Contribution
from varde.benefits.values import Measure
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.rules import reasons, way_taken
from varde.kernel.adding import add_up
from varde.kernel.events import Listener, Subscription
from varde.kernel.jobs import job
from varde.kernel.work import Work
from varde.measurements.events import MeasurementCorrected, MeasurementTaken
from varde.programmes.gone import programme_of

_KEY_PARTS = len(CELL_KEY)


@job("benefits.count")
def count(work: Work, enrolment_id: int, **_news: object) -> None:
    """Count one enrolment as it is now: take out what it added before, put in what it adds now.

    Running twice, late or out of order ends in the same cells. Nothing here is about a named person.
    """
    stored = work.session.get(Contribution, enrolment_id, with_for_update=True)
    enrolment = work.session.get(Enrolment, enrolment_id)
    new = _counted(work, enrolment) if enrolment is not None else {}
    next_at = next_of(work, enrolment) if enrolment is not None else None
    _add(work.session, difference(_unpacked(stored), new))
    if stored is None and enrolment is not None:
        work.add(Contribution(enrolment_id=enrolment_id, cells=_packed(new), counted_at=work.now, next_at=next_at))
    elif stored is not None:
        stored.cells, stored.counted_at, stored.next_at = _packed(new), work.now, next_at


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
    """Take what the enrolments of these persons added out of the cells, and forget it."""
    enrolments = select(Enrolment.id).where(Enrolment.person_id.in_(numbers))
    rows = select(Contribution).where(Contribution.enrolment_id.in_(enrolments)).with_for_update()
    for stored in work.session.scalars(rows).all():
        _add(work.session, difference(_unpacked(stored), {}))
        work.session.delete(stored)
    work.session.flush()


def _counted(work: Work, enrolment: Enrolment) -> Cells:
    if enrolment.end_reason == "taken_back":  # it counts where it was sent from
        return {}
    cells = contributions(facts_of(work, enrolment))
    return without_way_in(cells) if enrolment.imported else cells


LISTENERS = (Listener(MeasurementTaken, on_measurement), Listener(MeasurementCorrected, on_measurement))
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


def _packed(cells: Cells) -> list[Any]:
    return [[*parts_of(key), *sums_of(stats)] for key, stats in sorted(cells.items())]


def _unpacked(stored: Contribution | None) -> Cells:
    if stored is None:
        return {}
    return {CellKey(*row[:_KEY_PARTS]): CellStats(*row[_KEY_PARTS:]) for row in stored.cells}


def _add(session: Session, changes: Cells) -> None:
    """Add to the stored cells, in key order so that two counters never wait for each other in a ring."""
    if not changes:
        return
    by, sums = (tuple(Cell.__mapper__.columns[name].name for name in names) for names in (CELL_KEY, CELL_SUMS))
    rows = [dict(zip((*by, *sums), row, strict=True)) for row in _packed(changes)]
    add_up(session, Cell, by, sums, rows)


def rebuild(work: Work) -> int:
    """Count every enrolment again from nothing. Returns how many."""
    work.session.execute(delete(Cell))
    work.session.execute(delete(Contribution))
    ids = work.session.scalars(select(Enrolment.id).order_by(Enrolment.id)).all()
    for enrolment_id in ids:
        count.run(work, enrolment_id=enrolment_id)
        work.session.flush()
    return len(ids)


def cells_of(
    work: Work,
    programme: str,
    organisations: Collection[int],
    first: str = "",
    last: str = "9999-12",
    around: Collection[int] = (),
) -> list[tuple[CellKey, CellStats]]:
    """The cells of a programme at these organisations, months ``first`` to ``last`` (``YYYY-MM``). One statement.

    Of the organisations ``around`` only the flow comes along: how many were referred and started there.
    """
    flow_around = and_(Cell.organisation_id.in_(around), Cell.scale == FLOW)
    columns = [getattr(Cell, name) for name in (*CELL_KEY, *CELL_SUMS)]
    query = select(*columns).where(
        Cell.programme == programme,
        or_(Cell.organisation_id.in_(organisations), flow_around),
        Cell.month.between(first, last),
    )
    return _cells(work, query)


def cells_together(
    work: Work, programme: str, organisations: Collection[int], first: str = "", last: str = "9999-12"
) -> list[tuple[CellKey, CellStats]]:
    """The same with the months added together, but for the waiting times, which are told period by period. One statement."""
    # Named, since PostgreSQL takes the same words with other parameters for another expression.
    months = case((Cell.scale == WAIT, Cell.month), else_=literal(first)).label("told_in")
    key = [months if name == "month" else getattr(Cell, name) for name in CELL_KEY]
    sums = [func.sum(getattr(Cell, name)) for name in CELL_SUMS]
    query = (
        select(*key, *sums)
        .where(Cell.programme == programme, Cell.organisation_id.in_(organisations), Cell.month.between(first, last))
        .group_by(*("told_in" if column is months else column for column in key))
    )
    return _cells(work, query)


def _cells(work: Work, query: Any) -> list[tuple[CellKey, CellStats]]:
    rows: Sequence[Any] = work.session.execute(query).all()
    return [(CellKey(*row[:_KEY_PARTS]), CellStats(*map(int, row[_KEY_PARTS:]))) for row in rows]
