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
    ExtensionUsed,
    NoExtension,
    NotOffered,
    NotOnStaff,
    WhyExtended,
    WrongState,
)
from varde.enrolments.models import Enrolment
from varde.enrolments.moves import extend_access, extensions_of, move, receivers, undo_extension
from varde.enrolments.service import history_of
from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.referrals.errors import TrackNotOpen
from varde.referrals.tracks import change_track, tracks_for
from varde.scheduling.rules import end_of_day
from varde.testing.house import token

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


LATER = date(2027, 10, 1)


@pytest.mark.parametrize(
    ("ago", "opened_at", "error"),
    [
        # days gone when it was extended, days gone when she opened something since (None: never), what comes of undoing it
        (0, None, None),
        (0, 5, None),  # she was here in time that she had anyway
        (0, 364, None),
        (0, 366, ExtensionUsed),
        (370, None, None),  # it had ended; she has not been here since it was made longer
        (370, 371, ExtensionUsed),
    ],
)
def test_an_extension_is_undone_while_she_has_not_used_it(
    course: Course, ago: int, opened_at: int | None, error: type[Exception] | None
) -> None:
    house, before = course.house, course.columns()["access_until"]
    house.clock.move(days=ago)
    course.do(lambda work, e: extend_access(work, course.therapist, e, LATER, WHY))
    if opened_at is not None:
        house.clock.move(days=opened_at - ago)
        house.browser(course.tor).get(f"/min-sti/{course.id}")
        house.clock.move(minutes=1)

    def undo(work: Any, enrolment: Enrolment) -> None:
        undo_extension(work, course.therapist, enrolment, extensions_of(work, enrolment.id)[0].number)

    if error is not None:
        with pytest.raises(error):
            course.do(undo)
        return
    course.do(undo)
    assert course.columns()["access_until"] == before
    with pytest.raises(NoExtension):
        course.do(undo)
    with house.work() as work:
        [line] = extensions_of(work, course.id)
        assert (line.reason, line.undone_by) == (WHY, course.maren.name)
        told = work.session.scalars(select(Delivery.key).where(Delivery.key.contains(":undone:"))).all()
    assert len(told) == 1


def test_the_newest_extension_is_undone_first(course: Course) -> None:
    def until(day: date) -> None:
        course.do(lambda work, e: extend_access(work, course.therapist, e, day, WHY))

    def undo(number: int) -> None:
        course.do(lambda work, e: undo_extension(work, course.therapist, e, number))

    until(LATER)
    until(date(2027, 11, 1))
    with course.house.work() as work:
        newest, first = (line.number for line in extensions_of(work, course.id))
    with pytest.raises(NoExtension):
        undo(first)
    undo(newest)
    undo(first)
    assert course.columns()["access_until"].date() == date(2027, 9, 21)


def test_it_is_undone_on_the_page_where_it_was_made(course: Course) -> None:
    staff, page = course.house.browser(course.maren, staff=True), f"/pasient/{course.id}/flytt"
    form = {"until": LATER.isoformat(), "access-why": WHY, "csrf_token": token(staff)}
    assert staff.post(f"/pasient/{course.id}/tilgang", data=form).status_code == 303
    shown = staff.get(page).text
    assert WHY in shown
    address = shown.split(f'action="/pasient/{course.id}/tilgang/')[1].partition('"')[0]
    assert staff.post(f"/pasient/{course.id}/tilgang/{address}", data={"csrf_token": token(staff)}).status_code == 303
    assert "Angret i dag" in staff.get(page).text
    again = staff.post(f"/pasient/{course.id}/tilgang/{address}", data={"csrf_token": token(staff)})
    assert (again.status_code, "Det er ingen forlengelse å angre." in again.text) == (409, True)
