"""Silence: something has waited, and nothing was heard. Hand-written days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from varde.standing.silence import LISTED_AFTER, Silence, Waiting, days_of, listed_at, silence_at, waits_since

OSLO = ZoneInfo("Europe/Oslo")
ACTIVE = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
DAY = date(2026, 9, 21)


def on(days: float) -> datetime:
    return ACTIVE + timedelta(days=days)


def day(days: int) -> date:
    return DAY + timedelta(days=days)


LATE = Waiting(on(10), on(30))
"""Due on day 10, open to day 30."""


@pytest.mark.parametrize(
    ("step_from", "forms", "at", "since"),
    [
        (None, [], 5, None),
        (day(0), [], 5, day(0)),
        (day(5), [], 5, day(5)),
        (day(6), [], 5, None),  # opens tomorrow
        (None, [LATE], 10, None),  # due this moment, not late
        (None, [LATE], 10.01, day(10)),
        (None, [LATE], 30, day(10)),
        (None, [LATE], 30.01, None),  # it cannot be answered any more
        (None, [Waiting(on(10))], 400, day(10)),
        (day(12), [LATE], 15, day(10)),
        (day(8), [LATE], 15, day(8)),
    ],
)
def test_since_when_something_waits(
    step_from: date | None, forms: list[Waiting], at: float, since: date | None
) -> None:
    assert waits_since(step_from, forms, on(at), OSLO) == since


@pytest.mark.parametrize(
    ("step_from", "forms", "at", "silence"),
    [
        (day(-30), [], 0, Silence(day(0), 0, opened=False)),
        (day(-30), [], 13, Silence(day(0), 13, opened=False)),
        (day(0), [], 14, Silence(day(0), 14, opened=False)),
        (None, [], 60, None),  # diligent: nothing waits
        (day(63), [], 62, None),  # the next module opens tomorrow
        (day(63), [], 63, Silence(day(63), 0, opened=True)),  # and then she has the whole time
        (day(63), [], 77, Silence(day(63), 14, opened=True)),
        (None, [LATE], 24, Silence(day(10), 14, opened=True)),
        (None, [LATE], 31, None),
    ],
)
def test_the_silence_counts_from_her_activity_or_from_what_opened_after_it(
    step_from: date | None, forms: list[Waiting], at: float, silence: Silence | None
) -> None:
    assert silence_at(ACTIVE, step_from, forms, on(at), OSLO) == silence


def test_activity_after_now_is_no_negative_silence() -> None:
    assert silence_at(on(3), day(0), [], on(0), OSLO) == Silence(day(3), 0, opened=False)


@pytest.mark.parametrize(("days", "listed"), [(0, False), (13, False), (14, True), (15, True)])
def test_a_fortnight_stands_on_the_caseload(days: int, listed: bool) -> None:
    assert LISTED_AFTER == 14
    assert Silence(DAY, days, opened=False).listed is listed


def test_days_are_counted_on_the_wall() -> None:
    evening = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)  # half past midnight on the 25th, the night of 25 hours
    assert silence_at(evening, DAY, [], datetime(2026, 11, 8, 7, 0, tzinfo=UTC), OSLO) == Silence(
        date(2026, 10, 25), 14, opened=False
    )
    assert days_of(date(2026, 10, 25), datetime(2026, 10, 25, 23, 0, tzinfo=UTC), OSLO) == 1


def test_it_can_stand_there_from_midnight_on_the_fourteenth_day() -> None:
    assert listed_at(datetime(2026, 10, 18, 9, 0, tzinfo=UTC), OSLO) == datetime(2026, 10, 31, 23, 0, tzinfo=UTC)
    late_evening = datetime(2026, 9, 21, 22, 30, tzinfo=UTC)
    assert listed_at(late_evening, OSLO) == datetime(2026, 10, 5, 22, 0, tzinfo=UTC)
