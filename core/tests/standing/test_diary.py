"""How a diary stands, from rows of the agenda."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from varde.standing.diary import diaries_of
from varde.testing.samples.cove import PROGRAMME

OSLO = ZoneInfo("Europe/Oslo")
EVENING = datetime(2026, 9, 21, 18, 0, tzinfo=UTC)
"""Eight o'clock on the wall on a Monday."""


def row(number: int, state: str, key: str = "diary") -> Any:
    opens = EVENING + timedelta(days=number)
    closes = opens + timedelta(days=1, seconds=-1)
    return SimpleNamespace(id=number, key=key, state=state, opens_at=opens, closes_at=closes)


@pytest.mark.parametrize(
    ("states", "hours", "days", "opened", "ahead", "written", "asked"),
    [
        # The states of the days from Monday on, and how many hours after Monday evening it is.
        ("planned", -2, "later", None, 0, 0, 0),
        ("planned planned", 0, "open later", 0, 1, 0, 0),
        ("done planned", 3, "written later", None, 1, 1, 1),
        ("missed planned planned", 25, "left_out open later", 1, 2, 0, 1),
        ("planned planned", 24, "left_out open", 1, None, 0, 1),  # the clock has not come round
        ("done missed done", 99, "written left_out written", None, None, 2, 3),
        ("done cancelled failed planned", 73, "written open", 3, None, 1, 1),
        ("cancelled", 3, "", None, None, 0, 0),
    ],
)
def test_how_it_stands(
    states: str, hours: int, days: str, opened: int | None, ahead: int | None, written: int, asked: int
) -> None:
    rows = [row(number, state) for number, state in enumerate(states.split())]
    diaries = diaries_of(PROGRAMME, rows, EVENING + timedelta(hours=hours), OSLO)
    if not days:
        assert diaries == ()
        return
    (diary,) = diaries
    assert " ".join(day.state for day in diary.days) == days
    assert (diary.open and diary.open.agenda_id, diary.ahead and diary.ahead.agenda_id) == (opened, ahead)
    assert (len(diary.written), diary.asked) == (written, asked)
    assert diary.settled is (states == "done planned")


def test_the_week_is_the_last_seven_that_opened() -> None:
    rows = [row(number, "done" if number % 2 else "missed") for number in range(9)] + [row(9, "planned")]
    (diary,) = diaries_of(PROGRAMME, rows, EVENING + timedelta(days=8, hours=1), OSLO)
    assert [day.day for day in diary.week] == [date(2026, 9, 23) + timedelta(days=n) for n in range(7)]
    assert diary.ahead is not None
    assert (diary.ahead.day, diary.ahead.until) == (date(2026, 9, 30), EVENING + timedelta(days=10))


def test_only_what_has_a_rhythm_is_a_diary() -> None:
    assert diaries_of(PROGRAMME, [row(0, "planned", "start"), row(1, "planned", "gone")], EVENING, OSLO) == ()


def test_the_last_second_is_still_open_and_the_next_is_not() -> None:
    last = EVENING + timedelta(days=1, seconds=-1)
    (diary,) = diaries_of(PROGRAMME, [row(0, "planned")], last, OSLO)
    assert [day.state for day in diary.days] == ["open"]
    (written,) = diaries_of(PROGRAMME, [row(0, "done")], last, OSLO)
    (over,) = diaries_of(PROGRAMME, [row(0, "done")], last + timedelta(seconds=1), OSLO)
    assert (written.settled, over.settled) == (True, False)


def test_what_never_closes_is_no_day_of_a_diary() -> None:
    endless = row(0, "planned")
    endless.closes_at = None
    assert diaries_of(PROGRAMME, [endless], EVENING, OSLO) == ()
