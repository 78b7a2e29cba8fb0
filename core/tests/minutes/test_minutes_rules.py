"""Weeks and minutes: every row written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from varde.minutes.rules import TO_ANOTHER, by_week, is_minutes, week_of_day

START = date(2026, 9, 21)


@pytest.mark.parametrize(
    ("day", "start", "week"),
    [
        (date(2026, 9, 21), START, 1),
        (date(2026, 9, 27), START, 1),
        (date(2026, 9, 28), START, 2),
        (date(2026, 9, 20), START, 0),
        (date(2026, 9, 21), None, 0),
    ],
)
def test_the_week_of_a_day(day: date, start: date | None, week: int) -> None:
    assert week_of_day(day, start) == week


def test_minutes_by_week_have_every_week() -> None:
    spent = [(date(2026, 9, 22), 5), (date(2026, 9, 24), 8), (date(2026, 10, 6), 15)]
    assert by_week(spent, START, date(2026, 10, 7)) == ((1, 13), (2, 0), (3, 15))
    assert by_week([(date(2026, 9, 1), 45), *spent], START, date(2026, 9, 28)) == ((0, 45), (1, 13), (2, 0), (3, 15))
    assert by_week([], START, START) == ((1, 0),)
    assert by_week([], None, START) == ((0, 0),)
    assert by_week([(START, 5)], None, START) == ((0, 5),)


@pytest.mark.parametrize(("minutes", "possible"), [(-1, False), (0, True), (1440, True), (1441, False)])
def test_no_deed_takes_longer_than_a_day(minutes: int, possible: bool) -> None:
    assert is_minutes(minutes) is possible


def test_the_same_words_to_one_more_take_a_minute() -> None:
    assert TO_ANOTHER == 1
