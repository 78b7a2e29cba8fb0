"""Which week it is: seven days on the wall, the same for the patient and her therapist."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from varde.standing.weeks import week_of

OSLO = ZoneInfo("Europe/Oslo")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


STARTED = at("2026-09-21 20:30")  # Monday half past ten in the evening


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-09-21 20:30", 1),
        ("2026-09-21 22:30", 1),  # half past midnight on Tuesday
        ("2026-09-27 21:59", 1),  # Sunday, a minute to midnight
        ("2026-09-27 22:00", 2),  # Monday at midnight, though six days and two hours have passed
        ("2026-10-04 21:59", 2),
        ("2026-10-04 22:00", 3),
        ("2026-10-25 22:59", 5),  # winter time began: midnight is an hour later in UTC
        ("2026-10-25 23:00", 6),
        ("2026-11-29 22:59", 10),
        ("2026-11-29 23:00", None),  # after the last of ten weeks
        ("2026-09-20 12:00", None),  # a clock set back
    ],
)
def test_a_week_begins_at_midnight_on_the_wall(now: str, week: int | None) -> None:
    assert week_of(STARTED, at(now), "active", 10, OSLO) == week


@pytest.mark.parametrize("state", ["referred", "screening", "waiting", "paused", "completed", "discontinued"])
def test_only_what_is_under_way_has_a_week(state: str) -> None:
    assert week_of(STARTED, at("2026-09-22 12:00"), state, 10, OSLO) is None


def test_before_the_start_there_is_none() -> None:
    assert week_of(None, at("2026-09-22 12:00"), "active", 10, OSLO) is None
