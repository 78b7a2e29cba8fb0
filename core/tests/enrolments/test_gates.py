"""A meeting as a gate: the programme is begun when it was held, or excused with a reason that says something."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from varde.enrolments.errors import EndMeetingNeeded, ExcuseNeeded, MeetingNeeded
from varde.enrolments.exits import end
from varde.enrolments.gates import gate_ahead
from varde.enrolments.models import Enrolment
from varde.enrolments.service import excuse, pause, start
from varde.kernel.words import Text
from varde.programmes.meeting_check import check_meetings
from varde.programmes.values import Meeting, Programme, Track
from varde.scheduling.booking import book, record_attendance
from varde.testing.house import House, make_house, sample_only, sqlite_url

INTAKE = Meeting("intake", Text("Startsamtale", "Startsamtale", "Intake meeting"), 45, gate="start")


@pytest.fixture
def house(tmp_path: Path) -> House:
    catalogue = sample_only()
    programme = replace(catalogue.one(Programme, "sample"), meetings=(INTAKE,))
    return make_house(sqlite_url(tmp_path), catalogue=catalogue.with_values(Programme, [programme]))


def test_held_or_excused(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    waits = [house.enrolled(house.person(name, "Lie"), maren, started=False) for name in ("Ingrid", "Tor", "Eva")]
    programme = house.programme("sample")
    with house.work() as work:
        held, missed, excused = (work.session.get_one(Enrolment, each) for each in waits)
        for enrolment in (held, missed, excused):
            with pytest.raises(MeetingNeeded, match="Intake meeting"):
                start(work, enrolment)
        times = [work.now + timedelta(days=1, hours=n) for n in range(2)]
        rows = [
            book(work, enrolment.id, maren.id, "phone", at, 45, meeting="intake")
            for enrolment, at in zip((held, missed), times, strict=True)
        ]
        for reason in ("", "xxxxx", "ok"):
            with pytest.raises(ExcuseNeeded):
                excuse(work, maren.id, excused, INTAKE, reason)
        excuse(work, maren.id, excused, INTAKE, "Møtte i forrige forløp")
        start(work, excused)
    house.clock.move(days=2)
    with house.work() as work:
        held, missed = (work.session.get_one(Enrolment, each) for each in waits[:2])
        with pytest.raises(MeetingNeeded):
            start(work, held)  # booked is not held
        record_attendance(work, work.session.get_one(type(rows[0]), rows[0].id), "late")
        record_attendance(work, work.session.get_one(type(rows[1]), rows[1].id), "missed")
        start(work, held)
        assert gate_ahead(work, missed, programme, "start") == (INTAKE, "ahead")
        assert gate_ahead(work, missed, programme, "end") is None


@pytest.mark.parametrize(
    ("meeting", "fault"),
    [
        (replace(INTAKE, minutes=4), "meetings intake: minutes is 4, but must lie between 5 and 480"),
        (replace(INTAKE, ways=()), "meetings intake: ways: there are none"),
        (
            replace(INTAKE, ways=("post",)),  # type: ignore[arg-type]
            "meetings intake: ways: 'post' is none of physical, phone, video, home",
        ),
        (
            replace(INTAKE, gate="middle"),  # type: ignore[arg-type]
            "meetings intake: gate is 'middle', but must be 'start', 'end' or nothing",
        ),
        (
            replace(INTAKE, parties=("priest",)),  # type: ignore[arg-type]
            "meetings intake: parties: 'priest' is none of gp, interpreter, relative, other",
        ),
        (replace(INTAKE, gate="", decides=True), "meetings intake: decides, but is not the gate 'start'"),
        (replace(INTAKE, closes=True), "meetings intake: closes, but is not the gate 'end'"),
        (replace(INTAKE, tracks=("moon",)), "meetings intake: there is no track 'moon'"),
        (replace(INTAKE, key="other"), "meetings: other and intake are both the gate 'start' of track sun"),
        (
            replace(INTAKE, self_booked=True, notice_hours=48, ahead_days=1),
            "meetings intake: notice_hours is longer than ahead_days, so there is no time to book",
        ),
        (replace(INTAKE, key="talk", gate=""), None),
    ],
)
def test_what_can_be_wrong_with_a_meeting(meeting: Meeting, fault: str | None) -> None:
    sun = Track("sun", Text("Sol", "Sol", "Sun"))
    base = sample_only().one(Programme, "sample")
    meetings = (meeting,) if meeting.key == "intake" else (meeting, INTAKE)
    assert list(check_meetings(replace(base, tracks=(sun,), meetings=meetings))) == ([fault] if fault else [])


def test_nothing_is_completed_past_the_meeting_that_closes(tmp_path: Path) -> None:
    closing = Meeting("end", Text("Sluttsamtale", "Sluttsamtale", "End meeting"), 45, gate="end", closes=True)
    catalogue = sample_only()
    programme = replace(catalogue.one(Programme, "sample"), meetings=(closing,))
    house = make_house(sqlite_url(tmp_path), catalogue=catalogue.with_values(Programme, [programme]))
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    by = house.actor(maren, ("therapist", house.clinic))
    held, excused, paused, left = (
        house.enrolled(house.person(name, "Lie"), maren) for name in ("Ingrid", "Tor", "Eva", "Ola")
    )
    with house.work() as work:
        of = {each: work.session.get_one(Enrolment, each) for each in (held, excused, paused, left)}
        pause(work, by, of[paused])
        for enrolment in of.values():
            with pytest.raises(EndMeetingNeeded, match="End meeting"):
                end(work, maren.id, enrolment, "completed")
            assert enrolment.ended_at is None
        row = book(work, held, maren.id, "phone", work.now - timedelta(hours=1), 45, meeting="end")
        record_attendance(work, row, "attended")
        for each in (excused, paused):
            excuse(work, maren.id, of[each], closing, "Ringte i stedet, alt er sagt")
        for each, reason, state in (
            (held, "completed", "completed"),
            (excused, "completed", "completed"),
            (paused, "completed", "completed"),
            (left, "withdrawn", "discontinued"),
        ):
            end(work, maren.id, of[each], reason)
            assert of[each].state == state, each
