"""The quality of referrals, counted by hand: what came back, what was completed, and how many working days both took."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from varde.referrals.quality import Quality, counted, year_before
from varde.referrals.service import answer_days

OSLO = ZoneInfo("Europe/Oslo")


def at(day: int, month: int = 9, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def test_one_of_each_kind() -> None:
    """Monday 7 September: one answered on Thursday, one that came back and was completed after a weekend, asked for twice, one
    that came back and was not completed, one that waits."""
    rows = [
        ("lake", 1, at(7), at(10), None, None),
        ("lake", 2, at(7), at(21), at(11), at(14)),
        ("lake", 2, at(7), at(21), at(15), at(15, hour=20)),
        ("lake", 3, at(7), None, at(9), None),
        ("lake", 4, at(7), None, None, None),
        ("ridge", 5, at(7), at(7), None, None),
    ]
    assert counted(rows, OSLO) == {
        "lake": Quality(sent=4, returned=2, completed=1, answered=2, days_to_complete=0.0, days_to_answer=6.5),
        "ridge": Quality(sent=1, returned=0, completed=0, answered=1, days_to_complete=None, days_to_answer=0.0),
    }


def test_days_are_those_of_norway_and_holidays_are_none() -> None:
    """From Wednesday 1 April 2026, 23.30 in Oslo, over Easter to Tuesday 7 April: one working day."""
    came = datetime(2026, 4, 1, 21, 30, tzinfo=UTC)
    (quality,) = counted([("lake", 1, came, datetime(2026, 4, 7, 8, tzinfo=UTC), None, None)], OSLO).values()
    assert quality.days_to_answer == 1


def test_of_nothing_there_is_nothing() -> None:
    assert counted([], OSLO) == {}


@pytest.mark.parametrize(
    ("today", "since", "until"),
    [
        (date(2026, 9, 21), date(2025, 9, 1), date(2026, 9, 1)),
        (date(2026, 1, 1), date(2025, 1, 1), date(2026, 1, 1)),
        (date(2028, 2, 29), date(2027, 2, 1), date(2028, 2, 1)),
    ],
)
def test_the_twelve_months_before(today: date, since: date, until: date) -> None:
    assert year_before(today) == (since, until)


@pytest.mark.parametrize(
    ("kind", "chosen", "days"),
    [
        ("clinic", 10, 10),
        ("clinic", 5, 5),
        ("clinic", 20, 10),
        ("trust", 60, 10),
        ("municipality", 20, 20),
        ("municipality", 3, 3),
    ],
)
def test_specialist_care_answers_within_ten_days_whatever_it_has_chosen(kind: str, chosen: int, days: int) -> None:
    assert answer_days(kind, chosen) == days
