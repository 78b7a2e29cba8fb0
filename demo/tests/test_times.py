"""When somebody of the demo is at work: on Oslo's wall, on working days."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

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
