"""What is made of each person's answers: only where the figures beside it bear it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.benefits.figures.course import course_figures
from varde.benefits.figures.figures import MeasureFigures

from ..cohort import SYMPTOMS, patient
from ..reports import reported

Scores = dict[str, float]
MEASURE = replace(SYMPTOMS, follow_up=("3m", "6m"))


def people_of(both: int, early: int, late: int, once: int) -> list[Scores]:
    """So many who answered at both follow-ups, at the first alone, at the second alone, and at the start alone; each started at
    280 and upwards, was 40 points better at three months, and 60 at six."""
    whole = [{"start": 280 + 3.0 * i, "3m": 240 + 3.0 * i + i % 2, "6m": 220 + 3.0 * i - i % 3} for i in range(both)]
    first = [{"start": 300 + 1.0 * i, "3m": 260 + 1.0 * i} for i in range(early)]
    second = [{"start": 310 + 1.0 * i, "6m": 250 + 1.0 * i} for i in range(late)]
    return [*whole, *first, *second, *({"start": 250.0 + i} for i in range(once))]


def figures_of(people: list[Scores]) -> MeasureFigures:
    enrolled = [patient(each.get("start"), each.get("3m"), each.get("6m")) for each in people]
    (figures,) = reported(enrolled, [MEASURE]).measures
    return figures


def test_the_model_is_of_everybody_with_a_start() -> None:
    people = people_of(20, 8, 8, 10)
    course = course_figures(figures_of(people), people)
    assert course is not None
    assert course.model is not None
    assert (course.model.people, course.model.answers) == (46, 46 + 28 + 28)
    assert [(each.occasion, each.answered) for each in course.model.changes] == [("3m", 28), ("6m", 28)]


def test_the_last_answer_is_carried_forward_to_the_second_follow_up() -> None:
    """20 changed by -60 less 0, 1 or 2 at six months (twenty: 0 and 1 seven times, 2 six times: 19 in all), 8 by -40 at three, 8 by
    -60 at six, and 10 are taken to be where they began."""
    people = people_of(20, 8, 8, 10)
    course = course_figures(figures_of(people), people)
    assert course is not None
    assert dict(course.carried) == {"6m": (pytest.approx((20 * -60 - 19 + 8 * -40 + 8 * -60) / 46), 46)}


@pytest.mark.parametrize("some", [{"early": 2, "late": 8}, {"early": 8, "late": 2}])
def test_a_late_follow_up_that_a_few_alone_answered_is_left_out(some: dict[str, int]) -> None:
    people = people_of(20, some["early"], some["late"], 10)
    course = course_figures(figures_of(people), people)
    assert course is not None
    assert course.model is not None
    assert [each.occasion for each in course.model.changes] == ["3m"]
    assert dict(course.carried) == {}


def test_where_a_few_answered_at_the_start_alone_there_is_none() -> None:
    people = people_of(20, 8, 8, 0) + [{"start": 250.0}] * 2
    course = course_figures(figures_of(people), people)
    assert course is not None
    assert course.model is not None
    assert [each.occasion for each in course.model.changes] == ["3m"], "ten did not answer at three months"
    people = people_of(30, 0, 0, 2)
    assert course_figures(figures_of(people), people) is None


def test_of_other_people_than_those_counted_there_is_none() -> None:
    people = people_of(20, 8, 8, 10)
    figures = figures_of(people)
    assert course_figures(figures, people[1:]) is None
    fewer = [{key: score for key, score in people[0].items() if key != "6m"}, *people[1:]]
    assert course_figures(figures, fewer) is None
    assert course_figures(figures, [*people, {"3m": 200.0}]) is not None, "without a start she is in neither"


def test_of_a_measure_without_a_start_or_without_a_course_there_is_none() -> None:
    people = people_of(20, 8, 8, 10)
    figures = figures_of(people)
    assert course_figures(replace(figures, trajectory=None), people) is None
    assert course_figures(replace(figures, measure=replace(MEASURE, start_occasion=None)), people) is None
    assert course_figures(replace(figures, change=None, later_changes=()), people) is None
