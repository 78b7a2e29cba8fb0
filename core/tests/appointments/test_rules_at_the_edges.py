"""When there is time, at its edges: tables by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from varde.appointments import rules
from varde.appointments.rules import free_starts, may_change, spread, window_of
from varde.scheduling.rules import OpeningTimes

OSLO = ZoneInfo("Europe/Oslo")
MORNINGS = OpeningTimes({0: (time(9), time(10))}, ((date(2026, 9, 21), date(2026, 9, 21)),))
NEVER = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_place_that_has_said_nothing_has_office_hours_on_working_days() -> None:
    assert window_of(OpeningTimes(), date(2026, 9, 21), OSLO) == (datetime(2026, 9, 21, 8), datetime(2026, 9, 21, 16))
    assert window_of(OpeningTimes(), date(2026, 9, 20), OSLO) is None
    assert window_of(MORNINGS, date(2026, 9, 22), OSLO) is None
    assert (rules.FARTHEST, rules.ANY.minutes) == (timedelta(days=366), 45)


def starts(days: list[date], earliest: datetime = NEVER) -> list[str]:
    free = free_starts(days, MORNINGS, 30, 0, frozenset(), OSLO, earliest)
    return [f"{each.astimezone(OSLO):%d %H:%M}" for each in free]


def test_a_day_that_is_closed_is_passed_over_and_nothing_is_free_before_the_earliest() -> None:
    days = [date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 28)]
    assert starts(days) == ["28 09:00", "28 09:15", "28 09:30"]
    assert starts(days, datetime(2026, 9, 28, 7, 15, tzinfo=UTC)) == ["28 09:15", "28 09:30"]


@pytest.mark.parametrize(("most_moves", "answer"), [(0, "often"), (1, "yes")])
def test_whoever_has_moved_nothing_may_move_once_when_one_move_is_allowed(most_moves: int, answer: str) -> None:
    meeting = replace(rules.ANY, most_moves=most_moves)
    assert may_change(meeting, datetime(2026, 9, 28, tzinfo=UTC), NEVER) == answer


@pytest.mark.parametrize(
    ("a_day", "hours"), [(1, [8]), (2, [8, 12]), (3, [8, 10, 12]), (5, [8, 9, 10, 11, 12]), (9, [8, 9, 10, 11, 12])]
)
def test_some_of_a_day_lie_from_its_first_to_its_last(a_day: int, hours: list[int]) -> None:
    times = [datetime(2026, 9, 28, hour, tzinfo=UTC) for hour in range(8, 13)]
    assert [each.hour for each in spread(times, OSLO, a_day, 99)] == hours
    assert [each.hour for each in spread(times, OSLO, a_day, 2)] == hours[:2]
