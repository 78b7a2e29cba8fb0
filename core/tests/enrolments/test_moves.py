"""Another clinic with the history, longer access, another track."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from varde.enrolments.errors import (
    AccessPast,
    AccessShorter,
    AccessTooLong,
    ContactStopped,
    NotOffered,
    NotOnStaff,
    WhyExtended,
    WrongState,
)
from varde.enrolments.models import Enrolment
from varde.enrolments.moves import extend_access, move, receivers
from varde.enrolments.service import history_of
from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.referrals.errors import TrackNotOpen
from varde.referrals.tracks import change_track, tracks_for
from varde.scheduling.rules import end_of_day

from .conftest import Course, kept

WHY = "Hun trenger mer tid til øvelsene."


@pytest.fixture
def liv(course: Course) -> Person:
    return course.house.person("Liv", "Dale", ("therapist", course.house.elsewhere), phone="40000003")


def test_the_whole_of_it_moves_and_both_are_told(course: Course, liv: Person) -> None:
    before = course.agenda()
    there = course.house.elsewhere.id
    assert [(r.organisation.id, r.person.id) for r in course.do(receivers)] == [(there, liv.id)]
    course.do(lambda work, enrolment: move(work, course.therapist, enrolment, there, liv.id, "Har flyttet."))
    enrolment = course.house.enrolment(course.id)
    assert (enrolment.organisation_id, enrolment.therapist_id, enrolment.state) == (there, liv.id, "active")
    assert course.agenda() == before
    row = course.row()
    assert row is not None
    assert (row["organisation_id"], row["therapist_id"]) == (there, liv.id)
    assert "news" in course.told()
    assert course.told(course.maren) == []
    with course.house.work() as work:
        event = history_of(work, course.id)[-1]
        assert (event.kind, event.note) == ("moved", "Har flyttet.")


def test_to_nobody_and_nowhere_it_does_not_move(course: Course, liv: Person) -> None:
    house = course.house
    for place, person, error in (
        (house.clinic.id, course.maren.id, NotOffered),
        (404, liv.id, NotOffered),
        (house.elsewhere.id, course.maren.id, NotOnStaff),
    ):
        with house.work() as work, pytest.raises(error):
            move(work, course.therapist, work.session.get_one(Enrolment, course.id), place, person)
    course.end("completed")
    with pytest.raises(WrongState):
        course.do(lambda work, e: move(work, course.therapist, e, house.elsewhere.id, liv.id))


@pytest.mark.parametrize(
    ("until", "error"),
    [
        (date(2027, 9, 22), None),
        (date(2026, 9, 21), AccessPast),
        (date(2027, 9, 21), AccessShorter),
        (date(2027, 9, 20), AccessShorter),
    ],
)
def test_access_is_extended_to_a_later_day(course: Course, until: date, error: type[Exception] | None) -> None:
    course.house.clock.move(days=10) if error is None else None

    def extend(work: Any, enrolment: Enrolment) -> None:
        extend_access(work, course.therapist, enrolment, until, WHY)

    if error is not None:
        with pytest.raises(error):
            course.do(extend)
        return
    course.do(extend)
    assert course.columns()["access_until"] == end_of_day(until, course.house.platform.settings.timezone)


def test_a_year_at_a_time_and_not_where_contact_has_ended(course: Course) -> None:
    with pytest.raises(AccessTooLong):
        course.do(lambda work, e: extend_access(work, course.therapist, e, date(2028, 9, 21), WHY))
    course.end("completed")
    course.house.clock.move(days=5)
    course.do(lambda work, e: extend_access(work, course.therapist, e, work.today + timedelta(days=364), WHY))
    course.end("refuses")
    with pytest.raises(ContactStopped):
        course.do(lambda work, e: extend_access(work, course.therapist, e, work.today + timedelta(days=365), WHY))


def test_on_another_track_other_things_are_asked_and_what_was_asked_comes_back(course: Course) -> None:
    before = kept(course)
    tracks = [track.key for track in course.do(tracks_for)]
    assert "north" not in tracks
    assert tracks
    course.do(lambda work, enrolment: change_track(work, course.therapist, enrolment, tracks[0]))
    assert course.columns()["track"] == tracks[0]
    course.do(lambda work, enrolment: change_track(work, course.therapist, enrolment, "north"))
    assert kept(course) == before
    with course.house.work() as work:
        assert [event.kind for event in history_of(work, course.id)][-2:] == ["track_changed", "track_changed"]


@pytest.mark.parametrize("track", ["", "north", "nowhere"])
def test_only_to_a_track_that_is_open(course: Course, track: str) -> None:
    with pytest.raises(TrackNotOpen):
        course.do(lambda work, enrolment: change_track(work, course.therapist, enrolment, track))


def test_whoever_has_ended_changes_no_track(course: Course) -> None:
    course.end("completed")
    assert course.do(tracks_for) == ()
    with pytest.raises(WrongState):
        course.do(lambda work, enrolment: change_track(work, course.therapist, enrolment, "south"))


def test_access_is_extended_with_a_reason_as_far_as_the_offering_allows_and_she_is_told(course: Course) -> None:
    with pytest.raises(WhyExtended):
        course.do(lambda work, e: extend_access(work, course.therapist, e, date(2027, 10, 1), "xx"))
    course.house.decide(course.house.enrolment(course.id).programme, "extension_days", 30)
    with pytest.raises(AccessTooLong, match="at most 30 days"):
        course.do(lambda work, e: extend_access(work, course.therapist, e, date(2027, 12, 1), WHY))
    course.do(lambda work, e: extend_access(work, course.therapist, e, date(2027, 10, 1), WHY))
    course.house.tick()
    with course.house.work() as work:
        told = work.session.scalars(select(Delivery.key).where(Delivery.notice == "news")).all()
        assert any(key.endswith(":2027-10-01") for key in told)
