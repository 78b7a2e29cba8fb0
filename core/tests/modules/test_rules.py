"""The days of entries, by hand: 2026-09-21 is a Monday."""

from __future__ import annotations

from datetime import date, time

import pytest

from varde.modules.rules import (
    WeekFinding,
    day_fault,
    days_without,
    finding_of,
    last_day_of,
    week_after,
    week_before,
    week_to,
)

BEGAN, TODAY, NOW = date(2026, 9, 1), date(2026, 9, 21), time(10, 30)


def sept(day: int) -> date:
    return date(2026, 9, day)


@pytest.mark.parametrize(
    ("day", "clock", "fault"),
    [
        (sept(1), None, None),
        (sept(1), time(0, 0), None),
        (date(2026, 8, 31), None, "before_start"),
        (date(2026, 8, 31), time(23, 59), "before_start"),
        (sept(20), time(23, 59), None),
        (sept(21), None, None),
        (sept(21), time(10, 29), None),
        (sept(21), time(10, 30), None),
        (sept(21), time(10, 30, 59), None),
        (sept(21), time(10, 30, 0, 5), None),
        (sept(21), time(10, 31), "ahead"),
        (sept(22), None, "ahead"),
        (sept(22), time(0, 0), "ahead"),
    ],
)
def test_what_can_be_written_about(day: date, clock: time | None, fault: str | None) -> None:
    assert day_fault(day, clock, TODAY, NOW, BEGAN) == fault


def test_who_begins_today_writes_of_today() -> None:
    assert day_fault(TODAY, None, TODAY, NOW, TODAY) is None
    assert day_fault(sept(20), None, TODAY, NOW, TODAY) == "before_start"


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (None, sept(21)),
        (sept(21), sept(21)),
        (sept(22), sept(21)),
        (date(9999, 12, 31), sept(21)),
        (sept(14), sept(14)),
        (sept(1), sept(1)),
        (date(2026, 8, 31), sept(1)),
        (date(1, 1, 1), sept(1)),
    ],
)
def test_the_last_day_that_is_shown(asked: date | None, last: date) -> None:
    assert last_day_of(asked, TODAY, BEGAN) == last


def test_a_week_is_seven_days_in_order() -> None:
    assert week_to(sept(21)) == tuple(sept(day) for day in (15, 16, 17, 18, 19, 20, 21))
    assert week_to(sept(3))[0] == date(2026, 8, 28)


@pytest.mark.parametrize(
    ("last", "before", "after"),
    [
        (sept(21), sept(14), None),
        (sept(20), sept(13), sept(21)),
        (sept(14), sept(7), sept(21)),
        (sept(13), sept(6), sept(20)),
        (sept(8), sept(1), sept(15)),
        (sept(7), None, sept(14)),
        (sept(1), None, sept(8)),
    ],
)
def test_the_weeks_beside_it(last: date, before: date | None, after: date | None) -> None:
    assert week_before(last, BEGAN) == before
    assert week_after(last, TODAY) == after


@pytest.mark.parametrize(
    ("numbers", "finding"),
    [
        ({}, WeekFinding("nothing")),
        ({21: ()}, WeekFinding("nothing")),
        ({21: (3,)}, WeekFinding("one_day", 3, 3, (sept(21),), (sept(21),))),
        ({21: (3, 7), 20: ()}, WeekFinding("one_day", 3, 7, (sept(21),), (sept(21),))),
        ({20: (4,), 21: (4, 4)}, WeekFinding("even", 4, 4, (sept(20), sept(21)), (sept(20), sept(21)))),
        ({20: (0,), 21: (0,)}, WeekFinding("even", 0, 0, (sept(20), sept(21)), (sept(20), sept(21)))),
        ({20: (4,), 21: (3,)}, WeekFinding("spread", 3, 4, (sept(21),), (sept(20),))),
        # The highest and the lowest may be of one day.
        ({19: (5,), 20: (1, 9), 21: (5,)}, WeekFinding("spread", 1, 9, (sept(20),), (sept(20),))),
        # In any order, and every day that has it.
        (
            {21: (2, 3), 15: (6, 4), 17: (3, 7, 5), 16: (7,), 19: (2,)},
            WeekFinding("spread", 2, 7, (sept(19), sept(21)), (sept(16), sept(17))),
        ),
        ({20: (1.5,), 21: (1.25,)}, WeekFinding("spread", 1.25, 1.5, (sept(21),), (sept(20),))),
    ],
)
def test_what_a_week_says(numbers: dict[int, tuple[float, ...]], finding: WeekFinding) -> None:
    assert finding_of({sept(day): each for day, each in numbers.items()}) == finding


@pytest.mark.parametrize(
    ("last", "written", "without"),
    [
        (21, (), (15, 16, 17, 18, 19, 20, 21)),
        (21, (15, 17, 21), (16, 18, 19, 20)),
        (3, (2,), (1, 3)),
        (21, (15, 16, 17, 18, 19, 20, 21), ()),
        (23, (), (17, 18, 19, 20, 21)),
    ],
)
def test_the_days_that_can_still_be_written(last: int, written: tuple[int, ...], without: tuple[int, ...]) -> None:
    days = days_without(week_to(sept(last)), [sept(day) for day in written], TODAY, BEGAN)
    assert days == tuple(sept(day) for day in without)
