"""Change over time with those who missed an occasion: by a mixed model, and with the last answer carried forward.

Both need the answers of each person and not only the sums, and are made when a report is. Nothing is shown of them that the figures
beside them do not bear: everybody with a score at the start, at the occasions whose change is shown, and only where those who
answered at just some of the occasions are never a few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from varde.benefits.figures.figures import MeasureFigures
from varde.benefits.figures.mixed_model import Courses, MixedModel, carried_forward, courses_of, mixed_model
from varde.benefits.figures.suppression import small
from varde.charts.values import THRESHOLD

MOST_READ = 20_000
"""Of how many people at most, over all measures, each answer is read: more would make a report wait."""


@dataclass(frozen=True, slots=True)
class CourseFigures:
    """The model, and at each follow-up after the first the mean change with the last answer carried forward and of how many."""

    model: MixedModel | None
    carried: Mapping[str, tuple[float, int]]


def course_figures(
    figures: MeasureFigures, people: Sequence[Mapping[str, float]], threshold: int = THRESHOLD
) -> CourseFigures | None:
    """The figures of these people's scores by occasion. None where they are not the people of ``figures``, which may be counted
    elsewhere too or a moment earlier, and where they would tell of a few.

    A late follow-up is left out where only a few answered at just the others and not then, or the other way round.
    """
    start = figures.measure.start_occasion
    if start is None or _shown_at_start(figures, start) is None:
        return None
    began = [scores for scores in people if start in scores]
    shown = [(o, change.n) for o, change in figures.changes if change.test is not None]
    counted = [sum(o in scores for scores in began) for o, _ in shown]
    if len(began) != _shown_at_start(figures, start) or counted != [n for _, n in shown]:
        return None
    for last in range(len(shown), 0, -1):
        occasions = (start, *(o for o, _ in shown[:last]))
        courses = courses_of(began, occasions)
        if not any(small(sums.people, threshold) for sums in courses.values()):
            return CourseFigures(mixed_model(courses, occasions), _carried(courses, occasions))
    return None


def _carried(courses: Courses, occasions: Sequence[str]) -> dict[str, tuple[float, int]]:
    """Of the follow-ups after the first; at the first it is the start that is carried forward."""
    changes = {o: carried_forward(courses, occasions[: place + 1]) for place, o in enumerate(occasions) if place > 1}
    return {o: change for o, change in changes.items() if change is not None}


def _shown_at_start(figures: MeasureFigures, start: str) -> int | None:
    """How many the mean at the start is of; None where that is not shown."""
    lines = {line.group: dict(line.points) for line in figures.trajectory.series} if figures.trajectory else {}
    average = lines.get("all", {}).get(start)
    return average.n if average is not None and isinstance(average.n, int) else None
