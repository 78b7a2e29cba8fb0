"""The scores of each person over time, read for a report: nothing that names her, and nobody but those the report is of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from varde.assessments.models import Response
from varde.benefits.counting.models import Contribution
from varde.benefits.figures.course import MOST_READ
from varde.benefits.figures.figures import MeasureFigures, Report
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.values import Measure
from varde.enrolments.models import Enrolment
from varde.kernel.among import among
from varde.kernel.work import Work

Scores = Mapping[str, float]


def read_courses(work: Work, place: ProgrammePlace, report: Report) -> dict[str, list[Scores]] | None:
    """By measure the scores of each person by occasion, of the primary measures and of the main one. One statement, none where no
    measure shows any change. None where there are more than :data:`varde.benefits.figures.course.MOST_READ`."""
    main = report.main
    chosen = [
        figures
        for figures in report.measures
        if figures.measure.computed is None
        and (figures.measure.primary or figures is main)
        and any(change.test is not None for _, change in figures.changes)
    ]
    if sum(map(_most_at_any_time, chosen)) > MOST_READ:
        return None
    return _read(work, place, report, [figures.measure for figures in chosen]) if chosen else {}


def _most_at_any_time(figures: MeasureFigures) -> int:
    points = figures.trajectory.series[0].points if figures.trajectory is not None else ()
    return max((average.n for _, average in points if isinstance(average.n, int)), default=0)


def _read(work: Work, place: ProgrammePlace, report: Report, measures: Sequence[Measure]) -> dict[str, list[Scores]]:
    occasions = {o for measure in measures for o in (measure.start_occasion, *measure.follow_up) if o}
    of_parts = any("." in measure.scale for measure in measures)
    columns = (Response.enrolment_id, Enrolment.track, Response.instrument, Response.occasion, Response.total)
    chosen = report.selection
    statement = (
        select(*columns, *((Response.subscores,) if of_parts else ()))
        .join(Enrolment, Enrolment.id == Response.enrolment_id)
        .join(Contribution, Contribution.enrolment_id == Enrolment.id)
        .where(
            among(Contribution.organisation_id, place.inside),
            Contribution.programme == place.programme.key,
            Contribution.period.between(chosen.first, chosen.last),
            Enrolment.started_at.is_not(None),
            Enrolment.end_reason.is_distinct_from("taken_back"),
            Response.submitted_at.is_not(None),
            Response.instrument.in_({measure.instrument for measure in measures}),
            Response.occasion.in_(occasions),
        )
        .order_by(Response.id)
    )
    people: dict[str, dict[int, dict[str, float]]] = {measure.key: {} for measure in measures}
    for row in work.session.execute(statement):
        if chosen.track is not None and row.track != chosen.track:
            continue
        for measure in _of(measures, row.instrument, row.track):
            part = measure.scale.partition(".")[2]
            score = row.subscores.get(part) if part else row.total
            if isinstance(score, int | float) and not isinstance(score, bool):
                people[measure.key].setdefault(row.enrolment_id, {})[row.occasion] = float(score)
    return {key: list(of.values()) for key, of in people.items()}


def _of(measures: Collection[Measure], instrument: str, track: str | None) -> list[Measure]:
    return [measure for measure in measures if measure.instrument == instrument and measure.for_track(track)]
