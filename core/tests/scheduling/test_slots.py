"""Every five minutes that a time touches, what a time on the wall can mean, and the one order of claims: written by hand."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from varde.scheduling.rules import OpeningTimes, claims_on, days_there, readings_of, slot_of, slots_of

OSLO = ZoneInfo("Europe/Oslo")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.mark.parametrize(
    ("at", "slot"),
    [("1970-01-01T00:00", 0), ("1970-01-01T00:04", 0), ("1970-01-01T00:05", 1), ("1970-01-02T00:00", 288)],
)
def test_slots_are_counted_from_1970(at: str, slot: int) -> None:
    assert slot_of(utc(at)) == slot


@pytest.mark.parametrize(
    ("starts", "minutes", "buffer", "slots"),
    [
        ("10:00", 30, 0, 6),
        ("10:00", 30, 15, 9),
        ("10:02", 30, 0, 7),
        ("10:00", 5, 0, 1),
        ("10:04", 1, 0, 1),
        ("10:00", 6, 0, 2),
    ],
)
def test_every_five_minutes_that_a_time_touches(starts: str, minutes: int, buffer: int, slots: int) -> None:
    taken = slots_of(utc(f"2026-12-01T{starts}"), minutes, buffer)
    assert (len(taken), taken.start) == (slots, slot_of(utc("2026-12-01T10:00")))
    assert buffer or slots_of(utc(f"2026-12-01T{starts}"), minutes) == taken


@pytest.mark.parametrize(
    ("day", "clock", "readings"),
    [
        ("2026-10-25", "02:30", ["00:30", "01:30"]),  # the clock goes back: half past two comes twice
        ("2026-10-25", "03:00", ["02:00"]),
        ("2026-10-25", "01:59", ["2026-10-24T23:59"]),
        ("2027-03-28", "02:30", []),  # it goes forward: half past two never comes
        ("2027-03-28", "03:00", ["01:00"]),
        ("2026-12-01", "02:30", ["01:30"]),
    ],
)
def test_what_a_time_on_the_wall_can_mean(day: str, clock: str, readings: list[str]) -> None:
    expected = [utc(text if "T" in text else f"{day}T{text}") for text in readings]
    assert list(readings_of(date.fromisoformat(day), time.fromisoformat(clock), OSLO)) == expected


def test_the_hour_that_comes_twice_is_two() -> None:
    first, second = readings_of(date(2026, 10, 25), time(2, 30), OSLO)
    assert not set(slots_of(first, 60)) & set(slots_of(second, 60))
    assert set(slots_of(first, 65)) & set(slots_of(second, 60))


def test_everybody_claims_in_one_order() -> None:
    order = [(3, None, 7), (3, None, 8), (9, None, 7), (9, None, 8), (None, 1, 7), (None, 1, 8)]
    order += [(None, 2, 7), (None, 2, 8)]
    assert claims_on([9, 3, 9], [2, 1], [8, 7]) == order


SHORT_FRIDAYS = OpeningTimes(
    {0: (time(8), time(15, 30)), 4: (time(8), time(12)), 5: (time(10), time(11))},
    ((date(2026, 9, 25), date(2026, 9, 28)),),
)
ALL_DAY = (time(8), time(16))


@pytest.mark.parametrize(
    ("times", "wall", "is_open"),
    [
        (SHORT_FRIDAYS, "2026-09-21T07:59", False),
        (SHORT_FRIDAYS, "2026-09-21T08:00", True),
        (SHORT_FRIDAYS, "2026-09-21T15:29", True),
        (SHORT_FRIDAYS, "2026-09-21T15:30", False),
        (SHORT_FRIDAYS, "2026-09-22T00:30", False),
        (SHORT_FRIDAYS, "2026-09-22T10:00", False),  # a Tuesday, of which it has said nothing
        (SHORT_FRIDAYS, "2026-09-18T11:00", True),
        (SHORT_FRIDAYS, "2026-09-18T13:00", False),
        (SHORT_FRIDAYS, "2026-09-19T10:30", True),  # a Saturday, on which it has said that it is open
        (SHORT_FRIDAYS, "2026-09-25T10:00", False),  # closed: the first day and the last
        (SHORT_FRIDAYS, "2026-09-28T10:00", False),
        (SHORT_FRIDAYS, "2026-10-02T10:00", True),
        (SHORT_FRIDAYS, "2026-05-01T10:00", False),  # a public holiday that is a Friday
        (OpeningTimes(), "2026-09-21T08:00", True),
        (OpeningTimes(), "2026-09-21T16:00", False),
        (OpeningTimes(), "2026-09-19T10:30", False),
        (OpeningTimes(), "2026-05-01T10:00", False),
    ],
)
def test_when_a_place_is_open(times: OpeningTimes, wall: str, is_open: bool) -> None:
    assert times.is_open(datetime.fromisoformat(wall), ALL_DAY) is is_open


@pytest.mark.parametrize(
    ("closed_until", "by"), [("2027-02-07", "2027-02-08"), ("2027-02-08", "2027-02-09"), ("2027-02-09", "2026-01-06")]
)
def test_a_promise_that_cannot_be_kept_within_400_days_is_counted_as_if_it_were_open(
    closed_until: str, by: str
) -> None:
    times = OpeningTimes(closed=((date(2026, 1, 6), date.fromisoformat(closed_until)),))
    assert days_there(date(2026, 1, 5), 1, times) == date.fromisoformat(by)


FRIDAYS_ALONE, SATURDAYS_ALONE = (OpeningTimes({weekday: ALL_DAY}) for weekday in (4, 5))


@pytest.mark.parametrize(
    ("times", "day", "counts"),
    [
        (SHORT_FRIDAYS, "2026-09-21", True),
        (SHORT_FRIDAYS, "2026-09-22", False),  # a Tuesday, of which it has said nothing
        (SHORT_FRIDAYS, "2026-09-19", False),  # a Saturday: open, and no working day
        (SHORT_FRIDAYS, "2026-09-25", False),
        (SHORT_FRIDAYS, "2026-05-01", False),
        (OpeningTimes(), "2026-09-22", True),
        (FRIDAYS_ALONE, "2026-09-22", False),
        (FRIDAYS_ALONE, "2026-09-25", True),
        (SATURDAYS_ALONE, "2026-09-22", True),  # of working days it has said nothing
    ],
)
def test_which_days_count_where_an_answer_is_promised(times: OpeningTimes, day: str, counts: bool) -> None:
    assert times.is_there(date.fromisoformat(day)) is counts


@pytest.mark.parametrize(("days", "by"), [(0, "2026-09-24"), (1, "2026-09-25"), (2, "2026-10-02"), (3, "2026-10-09")])
def test_days_are_counted_on_which_it_is_there(days: int, by: str) -> None:
    assert days_there(date(2026, 9, 24), days, FRIDAYS_ALONE) == date.fromisoformat(by)
