"""When what is planned in a row is, and where it goes: tables by hand, on the nights that are hard."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from varde.scheduling.errors import HourTwice, NoSuchHour
from varde.scheduling.rules import Meets, at_clock, days_in_row, moved_row, together_with

OSLO = ZoneInfo("Europe/Oslo")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def test_days_in_a_row_with_exceptions() -> None:
    days = days_in_row(date(2026, 12, 15), 3, 7, {date(2026, 12, 22), date(2026, 12, 29)})
    assert days == (date(2026, 12, 15), date(2027, 1, 5), date(2027, 1, 12))


def test_an_hour_that_is_not_one_instant_is_asked_about() -> None:
    assert at_clock(date(2026, 10, 25), time(10), OSLO) == utc("2026-10-25T09:00")
    with pytest.raises(HourTwice, match="It is 02:30 twice on Sunday 25 October"):
        at_clock(date(2026, 10, 25), time(2, 30), OSLO)
    row = [Meets(n, utc(f"2026-10-{20 + 7 * n}T08:00"), apart=False) for n in range(2)]
    for fold, hour in ((0, 0), (1, 1)):
        assert at_clock(date(2026, 10, 25), time(2, 30), OSLO, fold) == utc(f"2026-10-25T0{hour}:30")
        assert at_clock(date(2026, 10, 26), time(2, 30), OSLO, fold) == utc("2026-10-26T01:30")
        goes = moved_row(row, row[0], date(2026, 10, 25), time(2, 30), OSLO, fold=fold)
        assert goes == {0: utc(f"2026-10-25T0{hour}:30"), 1: utc("2026-11-01T01:30")}
        with pytest.raises(NoSuchHour, match="There is no 02:30 on Sunday 28 March"):
            at_clock(date(2027, 3, 28), time(2, 30), OSLO, fold)
    with pytest.raises(NoSuchHour, match="There is no 02:30 on Sunday 28 March"):
        at_clock(date(2027, 3, 28), time(2, 30), OSLO)
    with pytest.raises(HourTwice):
        moved_row(row, row[0], date(2026, 10, 25), time(2, 30), OSLO)


def test_a_row_that_moves_keeps_its_hour_on_the_wall_and_leaves_its_exceptions() -> None:
    """From Tuesdays at ten to Wednesdays at half past eleven, over the night in October; one had been moved to a Thursday."""
    row = [
        Meets(1, utc("2026-10-13T08:00"), apart=False),
        Meets(2, utc("2026-10-20T08:00"), apart=False),
        Meets(3, utc("2026-10-29T13:00"), apart=True),
        Meets(4, utc("2026-11-03T09:00"), apart=False),
    ]
    goes = moved_row(row, row[1], date(2026, 10, 21), time(11, 30), OSLO)
    assert goes == {2: utc("2026-10-21T09:30"), 4: utc("2026-11-04T10:30")}
    assert moved_row(row, row[1], date(2026, 10, 21), time(11, 30), OSLO, whole=True) == goes | {
        1: utc("2026-10-14T09:30")
    }
    alone = moved_row(row, row[2], date(2026, 10, 30), time(14), OSLO, whole=True)
    assert alone == {3: utc("2026-10-30T13:00")}, "an exception takes nothing with it"


@pytest.mark.parametrize(("of", "whole", "ids"), [(0, False, [1, 2, 4]), (3, False, [4]), (3, True, [1, 2, 4])])
def test_what_goes_together(of: int, whole: bool, ids: list[int]) -> None:
    row = [Meets(n + 1, utc(f"2026-10-{13 + n}T08:00"), apart=n == 2) for n in range(4)]
    assert [each.id for each in together_with(row, row[of], whole=whole)] == ids
