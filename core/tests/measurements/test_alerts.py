"""What is measured calls for a clinician: who is told, how soon, and what the patient reads. Tables written by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from varde.alerts.crisis import crisis_of, crisis_read
from varde.alerts.models import AlertEvent, RaisedAlert
from varde.alerts.optouts import opt_out
from varde.alerts.service import alerts_of, close_alert, open_alert
from varde.enrolments.models import Enrolment
from varde.measurements.correcting import correct_measurement, measurement_of, strike
from varde.measurements.service import measure_by_device
from varde.scheduling.agenda import tick
from varde.testing.sample.series import BREATH, PRESSURE

from .conftest import Course

LOW, FALLS = "sample.breath-low", "sample.breath-falls"

# Who measures it | state of the enrolment | number (of her best, 500) | zone | alerts | is she shown what to do
WAYS_IN = [
    ("patient", "active", 450, "calm", [], False),
    ("patient", "active", 390, "watch", [], False),
    ("patient", "active", 240, "act", [LOW], True),
    ("patient", "paused", 450, "calm", [], False),
    ("patient", "paused", 240, "act", [LOW], True),
    ("patient", "completed", 450, "calm", [], False),
    ("patient", "completed", 240, "act", [LOW], True),
    ("patient", "discontinued", 240, "act", [LOW], True),
    ("staff", "active", 450, "calm", [], False),
    ("staff", "active", 240, "act", [LOW], True),
    ("staff", "paused", 240, "act", [LOW], True),
    ("staff", "completed", 240, "act", [LOW], True),
    ("staff", "discontinued", 390, "watch", [], False),
    ("device", "active", 450, "calm", [], False),
    ("device", "active", 240, "act", [LOW], True),
    ("device", "paused", 240, "act", [LOW], True),
    ("device", "completed", 240, "act", [LOW], True),
]


@pytest.mark.parametrize(("way", "state", "flow", "zone", "alerts", "told"), WAYS_IN)
def test_whoever_measures_it_and_whatever_has_become_of_the_enrolment(
    course: Course, way: str, state: str, flow: float, zone: str, alerts: list[str], told: bool
) -> None:
    course.best()
    course.bring_to(state)
    if way == "device":
        now = course.house.clock.now()
        course.do(lambda work, enrolment: measure_by_device(work, enrolment, BREATH, (flow,), now))
    else:
        course.measures(flow, by=course.patient if way == "patient" else course.therapist)
    assert course.stored() == [(str(flow), zone, way)]
    with course.house.work() as work:
        rows = list(work.session.scalars(select(RaisedAlert)))
        assert [(row.alert, row.severity, row.owner_id) for row in rows] == [
            (key, "red", course.hanne.id) for key in alerts
        ]
        assert (crisis_of(work, course.per.id) is not None) is told
        assert work.session.get_one(Enrolment, course.id).in_danger is told


def test_an_alert_says_what_was_measured(course: Course) -> None:
    course.best()
    course.measures(240)
    with course.house.work() as work:
        (view,) = alerts_of(work, course.id)
        assert view.because == {"series:sample-breath:zone": "act"}
        assert view.row.cause == "measurement:1"


def test_a_course_that_falls_calls_for_somebody_within_a_working_day(course: Course) -> None:
    course.best()
    course.every_day(480, 478, 470)  # 35 a week down
    assert course.alerts() == []
    course.house.clock.move(days=1)
    course.measures(440)
    assert course.alerts() == [(FALLS, "raised")]


def test_too_few_values_call_for_nobody(course: Course) -> None:
    course.best()
    course.every_day(480, 300)
    assert course.alerts() == []


def test_another_series_calls_for_nothing_and_costs_nothing(course: Course) -> None:
    course.best()
    course.measures(240)
    course.measures(146, 90, series=PRESSURE)
    assert course.alerts() == [(LOW, "raised")]


def test_what_was_measured_long_ago_is_judged_as_it_was_then(course: Course) -> None:
    course.best()
    course.measures(450)
    course.measures(240, at=course.house.clock.now() - timedelta(days=3), confirmed=True)
    assert course.alerts() == [(LOW, "raised")]
    course.measures(460)
    assert course.alerts() == [(LOW, "raised")]


def history(course: Course) -> list[list[str]]:
    with course.house.work() as work:
        events = work.session.execute(select(AlertEvent.alert_id, AlertEvent.kind).order_by(AlertEvent.id)).all()
    alerts: dict[int, list[str]] = {}
    for alert, kind in events:
        alerts.setdefault(alert, []).append(kind)
    return list(alerts.values())


def test_while_nobody_has_opened_it_one_more_is_a_line_of_it_and_she_is_told_anew(course: Course) -> None:
    course.best()
    course.measures(240)
    with course.house.work() as work:
        crisis_read(work, course.per.id)
    course.house.clock.move(minutes=20)
    course.measures(230)
    assert history(course) == [["raised", "again"]]
    with course.house.work() as work:
        crisis = crisis_of(work, course.per.id)
        assert crisis is not None
        assert not crisis.read


def test_when_somebody_has_opened_it_one_more_is_news(course: Course) -> None:
    course.best()
    course.measures(240)
    with course.house.work() as work:
        open_alert(work, course.therapist, work.session.scalars(select(RaisedAlert)).one())
    course.house.clock.move(minutes=20)
    course.measures(230)
    assert course.alerts() == [(LOW, "opened"), (LOW, "raised")]
    with course.house.work() as work:
        for row in work.session.scalars(select(RaisedAlert)):
            close_alert(work, course.therapist, row, "Ringte. Han puster lett igjen.")
    course.house.clock.move(minutes=20)
    course.measures(450, confirmed=True)
    with course.house.work() as work:
        assert crisis_of(work, course.per.id) is None


def test_what_is_not_a_danger_can_be_opted_out_of(course: Course) -> None:
    course.best()
    with course.house.work() as work:
        enrolment = work.session.get_one(Enrolment, course.id)
        opt_out(work, course.therapist, enrolment, FALLS, "Vi trapper ned medisinen sammen.")
    course.every_day(480, 440, 400)
    assert course.alerts() == []


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (450, 240, [["raised"]]),
        (240, 450, [["raised", "withdrawn"]]),
        (240, 230, [["raised", "corrected"]]),
        (240, None, [["raised", "withdrawn"]]),
        (450, 460, []),
    ],
)
def test_a_correction_raises_what_it_calls_for_and_closes_nothing(
    course: Course, before: float, after: float | None, lines: list[list[str]]
) -> None:
    course.best()
    made = course.measures(before)
    with course.house.work() as work:
        enrolment = work.session.get_one(Enrolment, course.id)
        row = measurement_of(work, course.id, BREATH.key, made.id)
        if after is None:
            strike(work, course.patient, enrolment, row, edition=row.edition)
        else:
            moment = row.measured_at
            correct_measurement(
                work, course.patient, enrolment, BREATH, row, (after,), moment, confirmed=True, edition=row.edition
            )
    assert history(course) == lines
    assert [state for _, state in course.alerts()] == ["raised"] * len(lines)


def mornings(course: Course, days: int) -> None:
    """So many days pass, and the clock looks each morning at eight."""
    for _ in range(days):
        course.house.clock.move(days=1)
        while tick(course.house.platform):
            pass


@pytest.mark.parametrize(("days", "alerts"), [(2, []), (3, ["sample.breath-silent"]), (9, ["sample.breath-silent"])])
def test_who_stops_measuring_is_seen_by_the_clock_once(course: Course, days: int, alerts: list[str]) -> None:
    course.best()
    course.measures(450)
    mornings(course, days)
    assert [key for key, _ in course.alerts()] == alerts


def test_who_has_never_measured_is_not_said_to_have_stopped(course: Course) -> None:
    mornings(course, 5)
    assert course.alerts() == []


def test_measuring_again_begins_anew(course: Course) -> None:
    course.best()
    course.measures(450)
    mornings(course, 2)
    course.measures(452)
    mornings(course, 2)
    assert course.alerts() == []
    mornings(course, 1)
    assert [key for key, _ in course.alerts()] == ["sample.breath-silent"]
    with course.house.work() as work:
        (view,) = alerts_of(work, course.id)
        assert view.because == {"series:sample-breath:days_since": 3}
