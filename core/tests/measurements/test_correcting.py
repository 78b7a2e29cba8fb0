"""A measurement is corrected or struck out: both versions stand, with who and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from varde.enrolments.errors import WrongRole
from varde.identity.service import Actor
from varde.measurements.correcting import Amended, amended, correct_measurement, measurement_of, strike
from varde.measurements.courses import whole_course
from varde.measurements.errors import (
    AlreadyMeasured,
    BadFigures,
    ChangedElsewhere,
    InTheFuture,
    IsItRight,
    NoSuchMeasurement,
    NotHers,
    NothingChanged,
    WhyNeeded,
)
from varde.measurements.models import Measurement, MeasurementCorrection
from varde.testing.sample.series import BREATH, PRESSURE

from .conftest import Course

WHY = "Hun leste feil på måleren."


def correct(course: Course, row: Measurement, figure: float, by: Actor | None = None, **more: Any) -> Any:
    def deed(work: Any, enrolment: Any) -> MeasurementCorrection:
        now = measurement_of(work, enrolment.id, BREATH.key, row.id)
        about = {"at": now.measured_at, "edition": now.edition, **more}
        at = about.pop("at")
        return correct_measurement(work, by or course.patient, enrolment, BREATH, now, (figure,), at, **about)

    return course.do(deed)


def struck(course: Course, row: Measurement, by: Actor | None = None, **more: Any) -> Any:
    def deed(work: Any, enrolment: Any) -> MeasurementCorrection:
        now = measurement_of(work, enrolment.id, BREATH.key, row.id)
        return strike(work, by or course.patient, enrolment, now, **{"edition": now.edition, **more})

    return course.do(deed)


def history(course: Course, row: Measurement) -> list[Amended]:
    with course.house.work() as work:
        return amended(work, [row.id]).get(row.id, [])


def test_both_versions_are_kept_and_the_zone_is_judged_anew(course: Course) -> None:
    course.best()
    row = course.measures(390)
    now = course.house.clock.now()
    course.house.clock.move(minutes=5)
    correct(course, row, 410)
    assert course.stored() == [("410", "calm", "patient")]
    course.house.clock.move(minutes=5)
    correct(course, row, 400, course.therapist, reason=WHY, at=now - timedelta(minutes=30))
    first, second = history(course, row)
    assert (first.figures_before, first.figures_after, first.by, first.by_patient, first.reason) == (
        "390",
        "410",
        "Per Berge",
        True,
        "",
    )
    assert (second.figures_before, second.figures_after, second.by, second.reason) == ("410", "400", "Hanne Moen", WHY)
    assert (second.measured_before, second.measured_after) == (now, now - timedelta(minutes=30))


def test_what_is_struck_out_counts_nowhere_and_can_be_measured_again(course: Course) -> None:
    at = course.house.clock.now()
    row = course.measures(390, at=at)
    struck(course, row)
    assert course.stored() == []
    assert history(course, row)[0].figures_after is None
    with pytest.raises(NoSuchMeasurement):
        struck(course, row)
    assert course.measures(390, at=at).id != row.id
    with course.house.work() as work:
        assert [line.figures for line in whole_course(work, course.id, BREATH.key)] == ["390"]


@pytest.mark.parametrize(
    ("figure", "more", "error"),
    [
        (390, {}, NothingChanged),
        (410, {"edition": 7}, ChangedElsewhere),
        (901, {}, BadFigures),
        (300, {}, None),
        (90, {}, IsItRight),  # 310 lower than the one before it
        (60, {}, IsItRight),
        (60, {"confirmed": True}, None),
        (400, {"at": "before"}, AlreadyMeasured),
        (400, {"at": "later"}, InTheFuture),
    ],
)
def test_what_a_correction_may_say(
    course: Course, figure: float, more: dict[str, Any], error: type[Exception] | None
) -> None:
    now = course.house.clock.now()
    course.measures(400, at=now - timedelta(days=1))
    row = course.measures(390)
    times = {"before": now - timedelta(days=1), "later": now + timedelta(hours=1)}
    more = {key: times.get(value, value) for key, value in more.items()}
    if error is None:
        correct(course, row, figure, **more)
        return
    with pytest.raises(error):
        correct(course, row, figure, **more)
    assert [figures for figures, _, _ in course.stored()] == ["400", "390"]
    assert history(course, row) == []


def test_she_corrects_what_she_wrote_and_staff_say_why(course: Course) -> None:
    by_staff = course.measures(390, by=course.therapist)
    with pytest.raises(NotHers):
        correct(course, by_staff, 410)
    with pytest.raises(NotHers):
        struck(course, by_staff)
    for reason in ("", "for kort"):
        with pytest.raises(WhyNeeded):
            correct(course, by_staff, 410, course.therapist, reason=reason)
    leader = course.house.person("Nina", "Lie", ("group_leader", course.house.clinic))
    with pytest.raises(WrongRole):
        correct(course, by_staff, 410, course.house.actor(leader, ("group_leader", course.house.clinic)), reason=WHY)
    struck(course, by_staff, course.therapist, reason=WHY)


@pytest.mark.parametrize("state", ["paused", "completed", "discontinued"])
def test_neither_a_pause_nor_an_end_is_in_the_way(course: Course, state: str) -> None:
    row = course.measures(390)
    course.bring_to(state)
    correct(course, row, 400)
    assert course.stored() == [("400", None, "patient")]


def test_another_series_or_enrolment_has_no_such_measurement(course: Course) -> None:
    row = course.measures(390)
    with course.house.work() as work:
        for enrolment, series in ((course.id, PRESSURE.key), (course.id + 1, BREATH.key)):
            with pytest.raises(NoSuchMeasurement):
                measurement_of(work, enrolment, series, row.id)
