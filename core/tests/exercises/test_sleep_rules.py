"""The window of sleep, by hand: 450 minutes in bed from 23.00 to 6.30 unless something else is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from varde.exercises.sleep_rules import (
    Night,
    clock_of,
    efficiency,
    first_window,
    last_nights,
    mean_sleep,
    minutes_of,
    next_window,
    night_of,
    window_on,
)

MONDAY = date(2026, 9, 21)


def week(slept: int, in_bed: int = 450, *, nights: int = 7, to: date = MONDAY) -> list[Night]:
    return [Night(to - timedelta(days=back), slept, in_bed) for back in range(nights)]


@pytest.mark.parametrize(
    ("asleep", "awake", "lay_awake", "times", "slept"),
    [
        ("23:40", "06:10", 30, 2, 360),
        ("00:10", "06:10", 0, 0, 360),
        ("23:40", "06:10", None, 0, 390),
        ("23:40", "06:10", None, 2, None),
        ("23:40", "06:10", None, None, None),
        ("23:40", "06:10", 390, 1, None),
        ("22:00", "06:10", 0, 0, None),
        ("23:00", "07:00", 0, 0, 480),
        ("23:40", "06:10", 40, 0, 350),
        ("23:40", "06:10", 389, 1, 1),
    ],
)
def test_a_night_is_counted_when_it_says_enough_and_can_be_true(
    asleep: str, awake: str, lay_awake: int | None, times: int | None, slept: int | None
) -> None:
    night = night_of(MONDAY, "23:00", asleep, awake, "07:00", lay_awake, times)
    assert night == (None if slept is None else Night(MONDAY, slept, 480))


def test_the_clock_goes_past_midnight_both_ways() -> None:
    assert [clock_of(minutes) for minutes in (0, -30, 24 * 60 + 5, 23 * 60 + 59, 21 * 60 + 1)] == [
        "00:00",
        "23:30",
        "00:05",
        "23:59",
        "21:01",
    ]
    assert minutes_of("06:05") == 365


def test_seven_mornings_and_five_of_them_written() -> None:
    assert [night.day.day for night in last_nights(week(360, nights=9), MONDAY)] == [21, 20, 19, 18, 17, 16, 15]
    assert last_nights(week(360, to=MONDAY + timedelta(days=1), nights=1), MONDAY) == []
    assert (mean_sleep(week(360, nights=4)), efficiency(week(360, nights=4)), first_window(week(360, nights=4))) == (
        None,
    ) * 3
    assert (mean_sleep(week(360, nights=5)), efficiency(week(360, nights=5))) == (360, 80)


@pytest.mark.parametrize(
    ("slept", "window"), [(331, 345), (345, 345), (346, 360), (200, 330), (330, 330), (480, 480), (520, 480)]
)
def test_the_first_window_is_the_mean_rounded_up_within_its_limits(slept: int, window: int) -> None:
    assert first_window(week(slept, 540)) == window


@pytest.mark.parametrize(
    ("slept", "in_bed", "window"), [(85, 100, 375), (84, 100, 360), (80, 100, 360), (79, 100, 345), (849, 1000, 360)]
)
def test_a_week_makes_it_wider_keeps_it_or_makes_it_narrower(slept: int, in_bed: int, window: int) -> None:
    assert next_window(360, week(slept, in_bed)) == window


def test_it_stays_within_its_limits_and_where_too_little_is_written() -> None:
    assert next_window(480, week(99, 100)) == 480
    assert next_window(330, week(10, 100)) == 330
    assert next_window(360, week(99, 100, nights=4)) == 360


def test_it_changes_once_a_week_from_the_day_she_began() -> None:
    nights = [*week(350, to=MONDAY), *week(90, 100, to=MONDAY + timedelta(days=7))]
    begun, after = [MONDAY], MONDAY + timedelta(days=7)
    assert window_on([], nights) is None
    assert window_on(begun, nights) == 360
    assert window_on([*begun, MONDAY + timedelta(days=6)], nights) == 360
    assert window_on([*begun, after], nights) == 375
    assert window_on([*begun, after, after + timedelta(days=1)], nights) == 375
    assert window_on([MONDAY - timedelta(days=30), MONDAY], nights) == 360
