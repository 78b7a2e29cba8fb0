"""Courses are read in constant statements, and rules know what was known then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from varde.measurements.courses import courses_of
from varde.measurements.service import measure
from varde.programmes.known_facts import known_of
from varde.rules.language import ALWAYS, when
from varde.series.facts import measured
from varde.testing.sample.series import BREATH, PRESSURE

from .conftest import Course

MEAN = when(measured(BREATH.key, "mean", days=7), ">", 0)
SINCE = when(measured(BREATH.key, "days_since"), ">", 0)
UPPER = when(measured(PRESSURE.key, "last"), ">", 0)


def test_what_rules_know_is_one_statement_however_much_there_is(course: Course) -> None:
    with course.house.work() as work, course.house.counted() as few:
        assert known_of(work, course.id, [MEAN, SINCE, UPPER]) == {}
    course.every_day(*range(380, 440))
    course.measures(146, 90, series=PRESSURE)
    with course.house.work() as work, course.house.counted() as many:
        known = known_of(work, course.id, [MEAN, SINCE, UPPER])
    assert known == {MEAN.fact: 436, SINCE.fact: 0, UPPER.fact: 146}
    assert len(few) == len(many) == 1


def test_rules_that_ask_nothing_cost_nothing(course: Course) -> None:
    with course.house.work() as work, course.house.counted() as statements:
        assert known_of(work, course.id, [ALWAYS, when("age", ">", 3)]) == {}
    assert statements == []


def test_it_is_as_it_was_known_then(course: Course) -> None:
    course.every_day(400, 410, 420, 500)
    yesterday = course.house.clock.now() - timedelta(days=1)
    with course.house.work() as work:
        assert known_of(work, course.id, [MEAN, SINCE], yesterday) == {MEAN.fact: 410, SINCE.fact: 0}


def test_the_newest_two_are_read_whatever_their_age(course: Course) -> None:
    course.every_day(400, 410, 420)
    course.house.clock.move(days=100)
    with course.house.work() as work:
        lines = courses_of(work, course.id, {BREATH.key: 14, PRESSURE.key: 14})
        assert {key: [line.figures for line in each] for key, each in lines.items()} == {
            BREATH.key: ["410", "420"],
            PRESSURE.key: [],
        }
        change = when(measured(BREATH.key, "change"), "==", 10)
        assert known_of(work, course.id, [change, SINCE, MEAN]) == {change.fact: 10, SINCE.fact: 100}


@pytest.mark.parametrize("extra", [0, 40])
def test_taking_one_in_costs_the_same_however_many_there_are(course: Course, extra: int) -> None:
    course.best()
    course.every_day(*[400] * (extra + 1))
    course.house.clock.move(hours=1)
    with course.house.work() as work:
        enrolment = work.session.get_one(type(course.house.enrolment(course.id)), course.id)
        with course.house.counted() as statements:
            measure(work, course.patient, enrolment, BREATH, (401,))
    assert len(statements) == 7, statements
