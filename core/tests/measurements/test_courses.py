"""Courses are read in constant statements, and rules know what was known then."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from varde.enrolments.models import Enrolment
from varde.measurements.courses import courses_of, observed
from varde.measurements.service import measure
from varde.programmes.known_facts import known_of, known_of_many
from varde.rules.language import ALWAYS, when
from varde.series.facts import asked_among, measured, values_of, windows_of
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


def test_many_are_asked_in_one_statement_and_each_is_told_her_own(course: Course) -> None:
    """Whoever has measured never, once, before the window or in it: as a course read alone says."""
    rules = [
        when(measured(BREATH.key, what, days=days), ">", 0)  # type: ignore[arg-type]
        for what, days in (("last", 0), ("change", 0), ("mean", 7), ("min", 30), ("count", 7), ("days_since", 0))
    ]
    seeds = Random(3)
    ids = [course.id]
    for number in range(6):
        ids.append(course.house.enrolled(course.house.person("Per", f"Nes {number}"), course.hanne))
        now = course.house.clock.now()
        with course.house.work() as work:
            enrolment = work.session.get_one(Enrolment, ids[-1])
            for day in seeds.sample(range(60), number * 2 if number != 1 else 1):
                at = now - timedelta(days=day, minutes=seeds.randrange(600))
                measure(work, course.therapist, enrolment, BREATH, (seeds.randrange(300, 400),), at, confirmed=True)
    names = sorted(rule.fact for rule in rules)
    with course.house.work() as work:
        with course.house.counted() as statements:
            known = known_of_many(work, ids, rules)
        assert len(statements) == 1
        asked = asked_among(names, {BREATH.key: BREATH})
        for each in ids:
            lines = courses_of(work, each, windows_of(asked))[BREATH.key]
            assert known[each] == values_of(asked, {BREATH.key: observed(lines)}, work.today, work.zone)
    assert {len(values) for values in known.values()} == {1, 4, 5}
