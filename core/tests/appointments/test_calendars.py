"""What calendars read: an invitation, its update and its cancellation, a feed that can be taken back; read by another parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from varde.appointments.calendars import feed_of, has_feed, invitation, make_feed, row_for_calendar, take_back_feed
from varde.appointments.waiting import want_earlier, who_waits_for
from varde.enrolments.exits import end, undo
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.groups.attending import come_after_all, sign_off
from varde.groups.members import join, leave, wait_for_seat
from varde.groups.models import CareGroup, GroupMember
from varde.groups.sessions import cancel_session, move_session, plan_row
from varde.kernel.work import Work
from varde.notifications.attached import calendars_of
from varde.notifications.models import Delivery
from varde.scheduling.booking import book, call_off, move
from varde.scheduling.models import Appointment
from varde.testing.house import House, make_house, sample_only, sqlite_url

from ..groups.made_groups import made
from .calendar_by_hand import calendar_in, instant

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def read(content: bytes) -> tuple[str, list[dict[str, str]]]:
    """The method, and the properties of each event. A line that begins with a space goes on (RFC 5545, 3.1)."""
    lines = re.sub(r"\r\n[ \t]", "", content.decode()).split("\r\n")
    method = next((line.partition(":")[2] for line in lines if line.startswith("METHOD:")), "")
    events: list[dict[str, str]] = []
    inside = False
    for line in lines:
        if line == "BEGIN:VEVENT":
            events.append({})
            inside = True
        elif line == "END:VEVENT":
            inside = False
        elif inside:
            name, _, value = line.partition(":")
            events[-1][name] = value
    return method, events


def test_invited_moved_cancelled_and_taken_back(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ingrid, other = house.person("Ingrid", "Solheim"), house.person("Tor", "Lie")
    enrolment_id, others = house.enrolled(ingrid, maren), house.enrolled(other, maren)
    with house.work() as work:
        at = datetime(2026, 10, 24, 9, 30, tzinfo=OSLO)
        row = book(work, enrolment_id, maren.id, "video", at, 45, "https://join.nhn.no/123", meeting="talk")
        book(work, others, maren.id, "phone", at + timedelta(days=9), 45)
        method, [invited] = read(invitation(work, row, "nn"))
        assert (method, invited["SUMMARY"], invited["SEQUENCE"]) == ("REQUEST", "Time", "0")
        assert invited["DTSTART;TZID=Europe/Oslo"] == "20261024T093000"
        # Over the night that is longer: the same time on the wall.
        move(work, row, at + timedelta(days=2), by_id=maren.id)
        content = invitation(work, row, "en")
        method, [moved] = read(content)
        assert (method, moved["SEQUENCE"], moved["DTSTART;TZID=Europe/Oslo"]) == ("REQUEST", "1", "20261026T093000")
        assert moved["UID"] == invited["UID"]
        assert b"BEGIN:VTIMEZONE" in content
        token = make_feed(work, ingrid.id, "nb")
        call_off(work, row, by_id=maren.id)
        method, [cancelled] = read(invitation(work, row, "nb"))
        assert (method, cancelled["SEQUENCE"], cancelled["STATUS"]) == ("CANCEL", "2", "CANCELLED")
        feed = feed_of(work, token)
        assert feed is not None
        method, events = read(feed)
        assert (method, [event["STATUS"] for event in events]) == ("", ["CANCELLED"])
        for told in (content, feed):
            assert not re.search(rb"Maren|Solheim|Klinikk|join|Prat|talk|sample|helse", told, re.IGNORECASE)
        newer = make_feed(work, ingrid.id, "nb")
        assert (feed_of(work, token), feed_of(work, newer) is not None) == (None, True)
        take_back_feed(work, ingrid.id)
        assert (feed_of(work, newer), has_feed(work, ingrid.id)) == (None, False)


NIGHTS = (
    "2026-10-24T23:45",
    "2026-10-25T00:30",
    "2026-10-25T01:30",
    "2026-10-25T02:30",
    "2027-03-28T00:45",
    "2027-03-28T01:15",
)
"""In UTC, around both nights on which the clocks are set: of the first, half past two comes twice."""


def test_a_calendar_that_knows_the_standard_alone_shows_the_right_moments(house: House) -> None:
    """In an invitation, its update, its cancellation, a row and the feed."""
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Solheim")
    enrolment_id = house.enrolled(ingrid, maren)
    with house.work() as work:
        token = make_feed(work, ingrid.id, "nb")
        rows = []
        for begins in map(datetime.fromisoformat, NIGHTS):
            row = book(work, enrolment_id, maren.id, "phone", (begins - timedelta(days=2)).replace(tzinfo=UTC), 30)
            rows.append(row)
            assert shown(invitation(work, row, "nb")) == [("REQUEST", row.uid, 0, "CONFIRMED", row.starts_at)]
            move(work, row, begins.replace(tzinfo=UTC), by_id=maren.id)
            assert shown(invitation(work, row, "en")) == [("REQUEST", row.uid, 1, "CONFIRMED", row.starts_at)]
        whole = [("", row.uid, 1, "CONFIRMED", row.starts_at) for row in rows]
        assert shown(row_for_calendar(work, rows, "nb")) == [("PUBLISH", *each[1:]) for each in whole]
        assert shown(feed_of(work, token) or b"") == whole
        call_off(work, rows[2], by_id=maren.id)
        gone = rows[2].uid, 2, "CANCELLED", rows[2].starts_at
        assert shown(invitation(work, rows[2], "nn")) == [("CANCEL", *gone)]
        assert shown(feed_of(work, token) or b"")[2] == ("", *gone)


def shown(content: bytes) -> list[tuple[str, str, int, str, datetime]]:
    """The method, and the name, number, state and beginning of each event, of which every one lasts half an hour."""
    calendar = calendar_in(content)
    method = next((value for name, _, value in calendar.properties if name == "METHOD"), "")
    events = calendar.each("VEVENT")
    for event in events:
        assert instant(calendar, event, "DTEND") - instant(calendar, event, "DTSTART") == timedelta(minutes=30)
        assert event.the("DTSTAMP").endswith("Z")
    return [
        (
            method,
            event.the("UID").partition("@")[0],
            int(event.the("SEQUENCE")),
            event.the("STATUS"),
            instant(calendar, event, "DTSTART"),
        )
        for event in events
    ]


def test_who_waits_is_told_of_what_is_free_and_nobody_else(house: House) -> None:
    maren, per = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Per"))
    enrolments = [house.enrolled(house.person(f"Nr{n}", "Lie"), maren) for n in range(5)]
    with house.work() as work:
        days = [3, 9, 1, 9, 10]
        staff = [maren, maren, maren, per, maren]
        rows = [
            book(work, enrolment, who.id, "phone", work.now + timedelta(days=day, hours=n), 30)
            for n, (enrolment, day, who) in enumerate(zip(enrolments, days, staff, strict=True))
        ]
        for row in rows[1:4]:
            want_earlier(work, row, wants=True)
        want_earlier(work, rows[4], wants=True)
        want_earlier(work, rows[4], wants=False)
        call_off(work, rows[0], by_id=maren.id)
        told = who_waits_for(work, rows[0].id, "cancelled")
        assert [each.appointment_id for each in told] == [rows[1].id], "later, with her, and still wanted"
        assert who_waits_for(work, rows[0].id, "booked") == []
        move(work, rows[2], work.now + timedelta(days=20))
        assert [each.appointment_id for each in who_waits_for(work, rows[2].id, "moved")] == [rows[1].id]
        move(work, rows[1], rows[0].starts_at)
        assert rows[1].starts_at == rows[0].starts_at, "the first who answers has it"
    with house.work() as work:
        pause(work, house.actor(maren), work.session.get_one(Enrolment, enrolments[1]))
        assert work.session.get_one(Appointment, rows[1].id).state == "cancelled"


def told(work: Work, enrolment_id: int) -> list[tuple[str, str, list[dict[str, str]]]]:
    """What each notice since the last time had with it: its kind, and the method and event of each invitation."""
    rows = work.session.scalars(
        select(Delivery).where(
            Delivery.enrolment_id == enrolment_id, Delivery.notice.in_(("news", "booked", "appointment"))
        )
    ).all()
    heard = []
    for row in rows:
        attached = [read(each) for each in calendars_of(work, [row], "email")]
        assert calendars_of(work, [row], "sms") == ()
        methods = {method for method, _ in attached}
        heard.append((row.notice, "/".join(sorted(methods)), [event for _, [event] in attached]))
        work.session.delete(row)
    work.session.flush()
    return heard


def test_a_group_in_the_calendars_of_its_members(house: House) -> None:
    """Invited, moved with its row, called off, given up by a pause; the same name each time, and a number that rises. Two members
    have two names for one time."""
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    people = [house.person(name, "Solheim") for name in ("Ingrid", "Tor")]
    ids = [house.enrolled(each, maren, "sample") for each in people]
    actor = house.actor(maren, ("therapist", house.clinic))
    with house.work() as work:
        ingrid, tor = (work.session.get_one(Enrolment, each) for each in ids)
        group = made(work, house, maren)
        first, second, third = plan_row(work, group, date(2026, 10, 21), time(10), 60, maren.id, number=3)
        token = make_feed(work, people[0].id, "nb")
        for each in (ingrid, tor):
            join(work, each, group, maren.id)
        [(notice, method, events)] = told(work, ids[0])
        assert (notice, method) == ("news", "REQUEST")
        starts = "DTSTART;TZID=Europe/Oslo"
        assert [event[starts][:13] for event in events] == ["20261021T1000", "20261028T1000", "20261104T1000"]
        assert {event["SUMMARY"] for event in events} == {"Time"}
        [(_, _, hers)] = told(work, ids[1])
        assert not {event["UID"] for event in events} & {event["UID"] for event in hers}, "nobody sees that they meet"
        uids = {event["UID"]: event[starts][:13] for event in events}
        # The second time is moved, and those after it follow, over the night that is longer.
        move_session(work, group, second, date(2026, 10, 29), time(9), maren.id, row=True)
        moved = told(work, ids[0])
        assert [(notice, method) for notice, method, _ in moved] == [("appointment", "REQUEST")] * 2
        assert [(event["UID"], event["SEQUENCE"], event[starts][:13]) for _, _, [event] in moved] == [
            (events[1]["UID"], "1", "20261029T0900"),
            (events[2]["UID"], "1", "20261105T0900"),
        ]
        cancel_session(work, group, third, "Storm", maren.id)
        [(_, method, [gone])] = told(work, ids[0])
        assert (method, gone["UID"], gone["SEQUENCE"], gone["STATUS"]) == ("CANCEL", events[2]["UID"], "2", "CANCELLED")
        assert "Storm" not in str(gone)
        plan_row(work, group, date(2026, 12, 1), time(10), 60, maren.id, number=1)
        [(notice, method, more)] = told(work, ids[0])
        assert (notice, method, len(more)) == ("booked", "REQUEST", 3)
        # What she does herself stands in the feed at once.
        sign_off(work, group, first, ingrid, "Syk")
        assert statuses(work, token)[events[0]["UID"]] == ("CANCELLED", 1)
        come_after_all(work, group, first, ingrid)
        assert statuses(work, token)[events[0]["UID"]] == ("CONFIRMED", 2)
        leave(work, work.session.scalars(select(GroupMember).where(GroupMember.enrolment_id == ids[0])).one(), maren.id)
        [(notice, method, left)] = told(work, ids[0])
        assert (notice, method, {event["STATUS"] for event in left}) == ("news", "CANCEL", {"CANCELLED"})
        join(work, ingrid, group, maren.id)
        [(_, _, again)] = told(work, ids[0])
        numbers = [int(event["SEQUENCE"]) for event in left if event["UID"] == events[0]["UID"]]
        assert numbers < [int(event["SEQUENCE"]) for event in again if event["UID"] == events[0]["UID"]]
        told(work, ids[1])
        pause(work, actor, tor)
        [(notice, method, paused)] = told(work, ids[1])
        assert (notice, method, len(paused)) == ("appointment", "CANCEL", 4), "the one that is called off is so still"
        end(work, maren.id, ingrid, "withdrawn")
        [(notice, method, over)] = told(work, ids[0])
        assert (notice, {event["STATUS"] for event in over}) == ("appointment", {"CANCELLED"})
        undo(work, actor, ingrid)
        [(_, _, back)] = told(work, ids[0])
        assert sorted(event["STATUS"] for event in back) == ["CANCELLED"] + ["CONFIRMED"] * 3
        feed = feed_of(work, token)
        assert feed is not None
        _, fed = read(feed)
        assert uids.keys() <= {event["UID"] for event in fed}
        assert not re.search(rb"Maren|Solheim|Tor|Syk|walk|prat|sample|gruppe", feed, re.IGNORECASE)


def statuses(work: Work, token: str) -> dict[str, tuple[str, int]]:
    feed = feed_of(work, token)
    assert feed is not None
    return {event["UID"]: (event["STATUS"], int(event["SEQUENCE"])) for event in read(feed)[1]}


def test_nobody_who_only_waits_has_it_in_her_calendar(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ids = [house.enrolled(house.person(f"Nr{n}", "Lie"), maren, "sample") for n in range(3)]
    with house.work() as work:
        group = made(work, house, maren)
        plan_row(work, group, date(2026, 10, 21), time(10), 60, maren.id, number=1)
        rows = [work.session.get_one(Enrolment, each) for each in ids]
        for each in rows[:2]:
            join(work, each, group, maren.id)
        token = make_feed(work, rows[2].person_id, "nb")
        wait_for_seat(work, rows[2], group, rows[2].person_id)
        assert statuses(work, token) == {}
        leave(work, work.session.scalars(select(GroupMember).where(GroupMember.enrolment_id == ids[0])).one(), maren.id)
        join(work, rows[2], work.session.get_one(CareGroup, group.id), rows[2].person_id)
        assert [*statuses(work, token).values()] == [("CONFIRMED", 0)]
