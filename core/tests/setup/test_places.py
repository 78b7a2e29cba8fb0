"""Opening hours, closed days and rooms."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from varde.identity.service import organisation_by_key
from varde.setup.errors import NoSuchSetUp, OvertakenBy, SetUpRefused
from varde.setup.places import (
    RoomFacts,
    add_room,
    change_room,
    close_days,
    close_room,
    closed_days_of,
    hours_of,
    open_days,
    room_named,
    rooms_of,
    set_week,
)
from varde.setup.rules import seen_of

from .conftest import Office

WEEK = {**dict.fromkeys(range(4), ("8", "15.30")), 4: ("08:00", "14")}


def week(hours: Any, **said: Any) -> Any:
    return lambda work, editor: set_week(work, editor, organisation_by_key(work, "klinikken"), hours, **said)


def days(first: date, last: date, why: str = "Jul") -> Any:
    return lambda work, editor: close_days(work, editor, organisation_by_key(work, "klinikken"), first, last, why)


def room(name: str, seats: int | None, purpose: str) -> Any:
    facts = RoomFacts(name, seats, purpose)
    return lambda work, editor: add_room(work, editor, organisation_by_key(work, "klinikken"), facts)


WRONG = [
    (week({0: ("8", "25")}), ["“25” is no time. Write 08:30, for example."]),
    (week({0: ("", "")}), ["“” is no time. Write 08:30, for example."] * 2),
    (week({4: ("14", "8")}), ["Friday: it must open before it closes."]),
    (week({6: ("8", "8")}), ["Sunday: it must open before it closes."]),
    (week({7: ("8", "9")}), ["“8” is no weekday. Write 1 for Monday to 7 for Sunday."]),
    (days(date(2026, 12, 24), date(2026, 12, 23)), ["The last day, 23.12.2026, is before the first, 24.12.2026."]),
    (days(date(2026, 9, 1), date(2026, 9, 20)), ["The days are over."]),
    (days(date(2026, 12, 24), date(2026, 12, 24), " "), ["Write why, in at most 80 characters."]),
    (
        days(date(2026, 12, 24), date(2026, 12, 23), "x" * 81),
        ["The last day, 23.12.2026, is before the first, 24.12.2026.", "Write why, in at most 80 characters."],
    ),
    (room("", 4, "talks"), ["The room needs a name of at most 60 characters."]),
    (room("214", None, "talks"), ["The seats of a room are a whole number from 1 to 500. A room for video has none."]),
    (room("214", 0, "groups"), ["The seats of a room are a whole number from 1 to 500. A room for video has none."]),
    (room("214", 501, "groups"), ["The seats of a room are a whole number from 1 to 500. A room for video has none."]),
    (room("Video 1", 4, "video"), ["The seats of a room are a whole number from 1 to 500. A room for video has none."]),
    (room("214", 4, "yoga"), ["“yoga” is no use of a room. Choose talks, groups or video."]),
]


@pytest.mark.parametrize(("deed", "sentences"), WRONG)
def test_what_cannot_be_is_said_and_nothing_is_stored(office: Office, deed: Any, sentences: list[str]) -> None:
    with pytest.raises(SetUpRefused) as refused:
        office.do(office.rune, deed)
    assert refused.value.each("en") == sentences
    assert office.changes() == []


def test_a_week_is_said_at_once_and_each_day_that_changed_is_kept(office: Office) -> None:
    assert office.do(office.rune, week(WEEK)) is True
    assert office.do(office.rune, week(WEEK)) is False
    assert office.do(office.rune, week({**WEEK, 4: ("8", "12")})) is True
    assert office.do(office.rune, week({day: WEEK[day] for day in range(4)})) is True
    assert office.changes() == [
        *(("hours", str(day), None, "08:00–15:30") for day in (1, 2, 3, 4)),
        ("hours", "5", None, "08:00–14:00"),
        ("hours", "5", "08:00–14:00", "08:00–12:00"),
        ("hours", "5", "08:00–12:00", None),
    ]


def test_a_week_is_read_once_however_many_days_it_has(office: Office) -> None:
    office.do(office.rune, week(WEEK))
    with office.house.counted() as statements:
        office.do(office.rune, week(dict.fromkeys(range(7), ("9", "10"))))
    assert sum("FROM opening_hours" in each for each in statements) == 1


def test_the_later_of_two_is_told(office: Office) -> None:
    with office.house.work() as work:
        seen = seen_of(hours_of(work, office.house.clinic.id))
    office.do(office.rita, week(WEEK, seen=seen))
    with pytest.raises(OvertakenBy, match="Rita Dal"):
        office.do(office.rune, week({0: ("9", "10")}, seen=seen))
    with office.house.work() as work:
        assert len(hours_of(work, office.house.clinic.id)) == 5


def test_days_are_closed_once_and_opened_again(office: Office) -> None:
    office.do(office.rune, days(date(2026, 12, 24), date(2027, 1, 1)))
    with pytest.raises(SetUpRefused, match=r"It is closed already from 24\.12\.2026 to 01\.01\.2027"):
        office.do(office.rune, days(date(2027, 1, 1), date(2027, 1, 2)))
    take_back = lambda work, editor: open_days(work, editor, organisation_by_key(work, "klinikken"), date(2026, 12, 24))  # noqa: E731
    office.do(office.rune, take_back)
    with pytest.raises(NoSuchSetUp):
        office.do(office.rune, take_back)
    said = {"last": "2027-01-01", "why": "Jul"}
    assert office.changes() == [("closed_days", "2026-12-24", None, said), ("closed_days", "2026-12-24", said, None)]
    with office.house.work() as work:
        assert closed_days_of(work, office.house.clinic.id) == []


def test_a_room_is_added_changed_closed_and_comes_back(office: Office) -> None:
    office.do(office.rune, room("214", 4, "talks"))
    with pytest.raises(SetUpRefused, match="There is a room 214 here"):
        office.do(office.rune, room(" 214", 6, "groups"))

    def change(facts: RoomFacts, **said: Any) -> Any:
        def deed(work: Any, editor: Any) -> bool:
            place = organisation_by_key(work, "klinikken")
            return change_room(work, editor, place, room_named(work, place, "214"), facts, **said)

        return deed

    seen = seen_of({"name": "214", "seats": 4, "purpose": "talks"})
    assert office.do(office.rune, change(RoomFacts("214", 14, "groups"), seen=seen)) is True
    assert office.do(office.rune, change(RoomFacts("214", 14, "groups"))) is False
    with pytest.raises(OvertakenBy):
        office.do(office.rita, change(RoomFacts("215", 4, "talks"), seen=seen))

    def close(work: Any, editor: Any) -> None:
        place = organisation_by_key(work, "klinikken")
        close_room(work, editor, place, room_named(work, place, "214"))

    office.do(office.rune, close)
    with pytest.raises(NoSuchSetUp):
        office.do(office.rune, close)
    office.do(office.rune, room("214", 2, "talks"))
    with office.house.work() as work:
        assert [(row.name, row.seats) for row in rooms_of(work, office.house.clinic.id)] == [("214", 2)]
