"""When somebody of the demo is at work: on Oslo's wall, on working days."""

from __future__ import annotations

import random
from datetime import datetime
from zoneinfo import ZoneInfo

from varde_demo.alerts import at_the_desk
from varde_demo.times import at_work, last_at_the_desk

OSLO = ZoneInfo("Europe/Oslo")


def wall(day: int, hour: int, minute: int = 0) -> datetime:
    """In September 2026, where the 21st is a Monday."""
    return datetime(2026, 9, day, hour, minute, tzinfo=OSLO)


def test_somebody_answers_at_work() -> None:
    rows = (
        (wall(21, 10), wall(21, 10)),
        (wall(21, 15, 29), wall(21, 15, 29)),
        (wall(21, 15, 30), wall(22, 8, 20)),
        (wall(22, 4, 30), wall(22, 8, 20)),
        (wall(25, 22, 37), wall(28, 8, 20)),
        (wall(26, 12), wall(28, 8, 20)),
    )
    for moment, answered in rows:
        assert at_work(moment, OSLO) == answered, moment


def test_the_last_afternoon_at_the_desk_is_on_a_working_day_before() -> None:
    for opened, asked in (
        (wall(21, 14), wall(18, 14, 30)),
        (wall(22, 9), wall(21, 14, 30)),
        (wall(20, 1), wall(18, 14, 30)),
    ):
        assert last_at_the_desk(opened, OSLO) == asked, opened


def test_nobody_comes_to_the_desk_on_a_holiday() -> None:
    """Good Friday is 26 March 2027, and Easter Monday the 29th."""

    def spring(day: int, hour: int = 11, month: int = 3) -> datetime:
        return datetime(2027, month, day, hour, tzinfo=OSLO)

    for since, came in (
        (spring(22), spring(23)),
        (spring(24, 12), spring(30)),
        (spring(30, 9), spring(30)),
        (spring(16, 12, 5), spring(18, month=5)),
    ):
        assert at_the_desk(since, OSLO, random.Random(1), sees=1) == came, since
