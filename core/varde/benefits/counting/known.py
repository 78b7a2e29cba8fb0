"""Computed measures of one enrolment, read, and counted again when a day of theirs has passed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from varde.benefits.counting.cells import ScoreFact
from varde.benefits.counting.computed import looked_at, moments_of, next_change, worked_out
from varde.benefits.counting.models import Contribution
from varde.benefits.values import Measure, Moment
from varde.enrolments.models import Enrolment
from varde.kernel.work import Work
from varde.measurements.events import MeasurementCorrected, MeasurementTaken
from varde.measurements.models import Measurement, MeasurementCorrection
from varde.programmes.known_facts import known_of
from varde.rules.language import is_true
from varde.series.facts import series_in

MOST = 200
"""How many are counted again at a time."""


def computed_of(work: Work, enrolment: Enrolment | Row[*tuple[Any, ...]]) -> list[Measure]:
    """The computed measures of an enrolment, by key. No statement."""
    return [
        measure
        for measure in work.catalogue.all(Measure).values()
        if measure.computed and measure.programme == enrolment.programme and measure.for_track(enrolment.track)
    ]


def scores_of(work: Work, enrolment: Enrolment | Row[*tuple[Any, ...]]) -> tuple[ScoreFact, ...]:
    """What its computed measures come to at every moment that has passed, as it was known then. One statement for each source
    that they read and each such moment."""
    measures = computed_of(work, enrolment)
    started = _started(work, enrolment)
    passed: dict[datetime, list[tuple[Measure, Moment]]] = {}
    for measure in measures:
        for moment in moments_of(measure):
            instant = looked_at(moment, started, enrolment.ended_at, work.zone)
            if instant is not None and instant <= work.now:
                passed.setdefault(instant, []).append((measure, moment))
    scores: list[ScoreFact | None] = []
    for instant, looking in passed.items():
        names = {name for measure, _moment in looking for name in (measure.computed.reads if measure.computed else ())}
        known = known_of(work, enrolment.id, [is_true(name) for name in sorted(names)], instant)
        scores += [worked_out(measure, moment, known) for measure, moment in looking]
    return tuple(score for score in scores if score is not None)


def next_of(work: Work, enrolment: Enrolment | Row[*tuple[Any, ...]]) -> datetime | None:
    """When it must be counted again because a day of a measure passes. No statement."""
    measures = computed_of(work, enrolment)
    return next_change(measures, _started(work, enrolment), enrolment.ended_at, work.now, work.zone)


def is_told(work: Work, event: MeasurementTaken | MeasurementCorrected) -> bool:
    """Whether a measurement changes what its enrolment adds: one that comes, or is corrected, after a day on which a computed
    measure looked at its series. No statement but for what is in hand."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    row = work.session.get(Measurement, event.measurement_id)
    if enrolment is None or row is None:
        return False
    at = row.measured_at
    if isinstance(event, MeasurementCorrected):
        at = min(at, work.session.get_one(MeasurementCorrection, event.correction_id).measured_before)
    started = _started(work, enrolment)
    instants = (
        looked_at(moment, started, enrolment.ended_at, work.zone)
        for measure in computed_of(work, enrolment)
        if measure.computed and row.series in series_in([is_true(name) for name in measure.computed.reads])
        for moment in moments_of(measure)
    )
    return any(instant is not None and at <= instant <= work.now for instant in instants)


def due(work: Work) -> list[int]:
    """Those of whom a day of a computed measure has passed since they were counted, at most ``MOST``. One statement."""
    return list(
        work.session.scalars(
            select(Contribution.enrolment_id)
            .where(Contribution.next_at <= work.now)
            .order_by(Contribution.next_at, Contribution.enrolment_id)
            .limit(MOST)
            .with_for_update(skip_locked=True)
        )
    )


def _started(work: Work, enrolment: Enrolment | Row[*tuple[Any, ...]]) -> date | None:
    return enrolment.started_at.astimezone(work.zone).date() if enrolment.started_at else None
