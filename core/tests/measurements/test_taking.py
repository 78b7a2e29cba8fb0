"""What is taken in, what is asked about, what is refused; and the patient's own number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.enrolments.errors import WrongRole
from varde.enrolments.models import Enrolment
from varde.measurements.courses import base_history, bases_of, newest_of, zones_now
from varde.measurements.errors import (
    BadBase,
    BadFigures,
    InTheFuture,
    IsItRight,
    NoSuchSeries,
    NotMeasuring,
    TooLongAgo,
)
from varde.measurements.models import Measurement
from varde.measurements.service import measure, measure_by_device, one_series, set_base
from varde.series.rules import doubt_in_words
from varde.testing.sample.series import BREATH, PRESSURE

from .conftest import Course


def test_what_she_measures_is_kept_with_its_zone_and_who_wrote_it(course: Course) -> None:
    course.best()
    row = course.measures(390)
    assert (row.figures, row.zone, row.way, row.by_id, row.confirmed) == (
        "390",
        "watch",
        "patient",
        course.per.id,
        False,
    )
    assert row.measured_at == row.taken_at == course.house.clock.now()
    assert course.measures(146, 90, series=PRESSURE).zone is None


def test_the_same_series_time_and_number_is_one(course: Course) -> None:
    at = course.house.clock.now() - timedelta(minutes=4)
    first = course.measures(390, at=at)
    course.house.clock.move(minutes=1)
    assert course.measures(390, at=at).id == first.id
    assert course.measures(400, at=at).id != first.id
    assert course.measures(390, at=at + timedelta(minutes=1)).id != first.id
    assert len(course.stored()) == 3


@pytest.mark.parametrize(
    ("later", "error"),
    [(timedelta(minutes=6), InTheFuture), (timedelta(days=1), InTheFuture), (timedelta(days=-367), TooLongAgo)],
)
def test_a_time_that_cannot_be_is_refused(course: Course, later: timedelta, error: type[Exception]) -> None:
    with pytest.raises(error):
        course.measures(390, at=course.house.clock.now() + later)
    assert course.stored() == []


def test_a_clock_that_is_a_little_ahead_is_ours(course: Course) -> None:
    now = course.house.clock.now()
    assert course.measures(390, at=now + timedelta(minutes=5)).measured_at == now


def test_what_cannot_be_is_refused_by_component(course: Course) -> None:
    with pytest.raises(BadFigures) as refused:
        course.measures(90, 146, series=PRESSURE, confirmed=True)
    assert list(refused.value.by_component) == ["diastolic"]
    assert course.stored(PRESSURE) == []


def test_what_is_unlikely_is_asked_about_and_stored_when_it_is_confirmed(course: Course) -> None:
    course.measures(138, 86, series=PRESSURE, at=course.house.clock.now() - timedelta(days=1))
    with pytest.raises(IsItRight) as asked:
        course.measures(238, 86, series=PRESSURE)
    assert [doubt_in_words(PRESSURE, doubt).nb for doubt in asked.value.doubts] == ["Det er 100 høyere enn sist."]
    assert course.stored(PRESSURE) == [("138/86", None, "patient")]
    assert course.measures(238, 86, series=PRESSURE, confirmed=True).confirmed
    assert len(course.stored(PRESSURE)) == 2


def test_far_is_counted_from_the_one_before_it_in_time(course: Course) -> None:
    now = course.house.clock.now()
    course.measures(200, at=now - timedelta(days=2))
    course.measures(400, at=now - timedelta(days=1), confirmed=True)
    with pytest.raises(IsItRight):
        course.measures(200)
    course.measures(210, at=now - timedelta(days=2) + timedelta(hours=1))


def test_staff_are_asked_too_and_a_device_is_not(course: Course) -> None:
    with pytest.raises(IsItRight):
        course.measures(60, by=course.therapist)
    assert course.measures(60, by=course.therapist, confirmed=True).way == "staff"
    now = course.house.clock.now() - timedelta(minutes=1)
    row = course.do(lambda work, enrolment: measure_by_device(work, enrolment, BREATH, (700,), now))
    assert (row.way, row.by_id, row.confirmed) == ("device", None, False)
    with course.house.work() as work:
        entry = work.session.scalars(select(AccessEntry).where(AccessEntry.basis == "device")).one()
        assert (entry.what, entry.role, entry.action) == ("measurements", "system", "write")


def test_a_device_that_sends_twice_is_one(course: Course) -> None:
    now = course.house.clock.now()
    sent = [course.do(lambda work, e: measure_by_device(work, e, BREATH, (390,), now)).id for _ in range(2)]
    assert sent[0] == sent[1]


def test_nothing_is_measured_before_the_start(course: Course) -> None:
    tor = course.house.person("Tor", "Vik")
    waiting = course.house.enrolled(tor, course.hanne, started=False)
    with course.house.work() as work, pytest.raises(NotMeasuring) as refused:
        measure(work, course.house.actor(tor), work.session.get_one(Enrolment, waiting), BREATH, (390,))
    assert "113" in refused.value.to("nb")


def test_a_programme_measures_its_own_series_alone(course: Course) -> None:
    assert course.do(lambda work, enrolment: one_series(work, enrolment, BREATH.key)) is BREATH
    with pytest.raises(NoSuchSeries):
        course.do(lambda work, enrolment: one_series(work, enrolment, "weight"))


# --- the patient's own number


def test_her_zones_follow_from_the_newest_number_and_every_one_is_kept(course: Course) -> None:
    course.best(500)
    assert course.measures(390).zone == "watch"
    course.house.clock.move(days=1)
    course.best(450)
    assert course.measures(390).zone == "calm"
    assert [zone for _, zone, _ in course.stored()] == ["watch", "calm"]
    history = course.do(lambda work, enrolment: base_history(work, enrolment.id, BREATH.key))
    assert [(row.value, name) for row, name in history] == [(450, "Hanne Moen"), (500, "Hanne Moen")]
    assert course.do(lambda work, enrolment: bases_of(work, enrolment.id))[BREATH.key].value == 450
    limits = course.do(lambda work, enrolment: [span.low for span in zones_now(work, enrolment, BREATH)])
    assert limits == [None, 225, 360]


def test_without_her_number_there_is_no_zone_and_it_is_stored_all_the_same(course: Course) -> None:
    assert course.measures(390).zone is None


@pytest.mark.parametrize("value", [29, 901])
def test_a_number_that_cannot_be_is_refused(course: Course, value: float) -> None:
    with pytest.raises(BadBase, match="from 30 to 900 litres a minute"):
        course.best(value)


def test_who_may_set_it(course: Course) -> None:
    with pytest.raises(NoSuchSeries):
        course.do(lambda work, enrolment: set_base(work, course.therapist, enrolment, PRESSURE, 120))
    leader = course.house.actor(course.hanne, ("group_leader", course.house.clinic))
    other = course.house.person("Nina", "Lie", ("group_leader", course.house.clinic))
    stranger = course.house.actor(other, ("group_leader", course.house.clinic))
    with pytest.raises(WrongRole):
        course.do(lambda work, enrolment: set_base(work, stranger, enrolment, BREATH, 500))
    course.do(lambda work, enrolment: set_base(work, leader, enrolment, BREATH, 500))  # she is responsible


def test_the_newest_of_each_series_is_one_statement(course: Course) -> None:
    course.every_day(400, 410, 420)
    course.measures(146, 90, series=PRESSURE)
    with course.house.work() as work, course.house.counted() as statements:
        newest = newest_of(work, course.id, [BREATH.key, PRESSURE.key])
        assert newest_of(work, course.id, []) == {}
    assert {key: line.figures for key, line in newest.items()} == {BREATH.key: "420", PRESSURE.key: "146/90"}
    assert newest[BREATH.key].by == "Per Berge"
    assert len(statements) == 1


def test_two_of_the_same_at_once_are_one_for_the_database(course: Course) -> None:
    row = course.measures(390)
    with pytest.raises(Exception, match="UNIQUE"), course.house.work() as work:
        twin = {
            name: getattr(row, name) for name in ("enrolment_id", "series", "measured_at", "figures", "way", "taken_at")
        }
        work.add(Measurement(**twin))
        work.session.flush()
