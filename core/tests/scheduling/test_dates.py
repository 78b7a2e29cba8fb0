"""Dates as people count them, on the days where counting is hard."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.assessments.planning import next_time, notice_times
from varde.enrolments.models import Enrolment
from varde.enrolments.service import plan_occasion
from varde.kernel.words import Text
from varde.programmes.values import Occasion
from varde.scheduling.models import AgendaItem
from varde.scheduling.rules import (
    add_months,
    add_working_days,
    at_wall_time,
    days_later,
    easter_sunday,
    end_of_day,
    is_quiet,
    is_working_day,
    public_holidays,
    working_days,
)

OSLO = ZoneInfo("Europe/Oslo")
days = st.dates(date(2024, 1, 1), date(2036, 12, 31)) | st.sampled_from(
    [
        date(2026, 3, 28),
        date(2026, 3, 29),
        date(2026, 10, 24),
        date(2026, 10, 25),
        date(2028, 2, 29),
        date(2026, 12, 31),
    ]
)
zones = st.sampled_from([OSLO, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Santiago"), ZoneInfo("UTC")])


# --- days


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1700, (4, 11)),
        (1818, (3, 22)),  # as early as it can be
        (1886, (4, 25)),
        (1943, (4, 25)),  # as late as it can be
        (1954, (4, 18)),  # a week before what the moon's table says, as in 1981, 2049 and 2076
        (1961, (4, 2)),
        (1981, (4, 19)),
        (2000, (4, 23)),
        (2008, (3, 23)),
        (2011, (4, 24)),
        (2019, (4, 21)),
        (2020, (4, 12)),
        (2021, (4, 4)),
        (2022, (4, 17)),
        (2023, (4, 9)),
        (2024, (3, 31)),
        (2025, (4, 20)),
        (2026, (4, 5)),
        (2027, (3, 28)),
        (2028, (4, 16)),
        (2029, (4, 1)),
        (2030, (4, 21)),
        (2038, (4, 25)),
        (2049, (4, 18)),
        (2076, (4, 19)),
        (2100, (3, 28)),
        (2106, (4, 18)),
        (2285, (3, 22)),
    ],
)
def test_easter(year: int, sunday: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *sunday)


def test_the_public_holidays_of_2026() -> None:
    days = [(1, 1), (4, 2), (4, 3), (4, 5), (4, 6), (5, 1), (5, 14), (5, 17), (5, 24), (5, 25), (12, 25), (12, 26)]
    assert public_holidays(2026) == {date(2026, month, day) for month, day in days}


def test_a_week_has_five_working_days() -> None:
    """21 to 27 September 2026, a Monday to a Sunday."""
    week = [date(2026, 9, 21) + timedelta(days=number) for number in range(7)]
    assert [is_working_day(day) for day in week] == [True, True, True, True, True, False, False]


@pytest.mark.parametrize(
    ("days", "later"),
    [
        (0, datetime(2026, 10, 23, 6, 30, tzinfo=UTC)),
        (1, datetime(2026, 10, 24, 6, 30, tzinfo=UTC)),
        (2, datetime(2026, 10, 25, 7, 30, tzinfo=UTC)),  # the clock is set back that night
        (7, datetime(2026, 10, 30, 7, 30, tzinfo=UTC)),
    ],
)
def test_days_later_is_the_same_time_on_the_wall(days: int, later: datetime) -> None:
    """From half past eight in Oslo on Friday 23 October."""
    assert days_later(datetime(2026, 10, 23, 6, 30, tzinfo=UTC), days, OSLO) == later


def test_no_days_later_is_now_also_in_the_hour_that_comes_twice() -> None:
    second_half_past_two = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert days_later(second_half_past_two, 0, OSLO) == second_half_past_two


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    found = easter_sunday(year)
    assert found.weekday() == 6
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


def test_the_holidays_of_a_year() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 17),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


@given(days, st.integers(1, 40))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    found = add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert is_working_day(found)
    assert sum(map(is_working_day, between)) == count


def test_ten_working_days_over_christmas() -> None:
    assert add_working_days(date(2026, 12, 18), 10) == date(2027, 1, 5)


@given(days, st.integers(-30, 60))
def test_months_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ((2027, 11, 30), 3, (2028, 2, 29)),
        ((2026, 11, 30), 3, (2027, 2, 28)),
        ((2026, 8, 31), 1, (2026, 9, 30)),
        ((2026, 12, 31), 12, (2027, 12, 31)),
    ],
)
def test_the_last_of_the_month(day: tuple[int, int, int], months: int, found: tuple[int, int, int]) -> None:
    assert add_months(date(*day), months) == date(*found)


# --- the wall


@given(days, zones)
def test_a_day_ends_where_the_next_begins(day: date, zone: ZoneInfo) -> None:
    last = end_of_day(day, zone)
    assert last.tzinfo is UTC
    assert last.astimezone(zone).date() == day
    assert (last + timedelta(seconds=1)).astimezone(zone).date() == day + timedelta(days=1)


@given(days)
def test_ten_in_the_morning_is_ten_in_the_morning(day: date) -> None:
    local = at_wall_time(day, time(10), OSLO).astimezone(OSLO)
    assert (local.date(), local.time()) == (day, time(10))


def test_the_nights_when_the_clock_is_moved() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    assert at_wall_time(spring, time(2, 30), OSLO) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert at_wall_time(autumn, time(2, 30), OSLO) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert end_of_day(spring, OSLO) - end_of_day(spring - timedelta(days=1), OSLO) == timedelta(hours=23)
    assert end_of_day(autumn, OSLO) - end_of_day(autumn - timedelta(days=1), OSLO) == timedelta(hours=25)


# --- what is planned from them


def planned(started_at: datetime, occasion: Occasion, zone: ZoneInfo = OSLO) -> AgendaItem:
    added: list[AgendaItem] = []

    def add(row: AgendaItem) -> AgendaItem:
        added.append(row)
        return row

    work: Any = SimpleNamespace(zone=zone, now=started_at, add=add)
    plan_occasion(work, Enrolment(id=1, started_at=started_at), occasion)
    (item,) = added
    return item


def at(now: datetime) -> Any:
    return SimpleNamespace(zone=OSLO, now=now)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2033, 1, 1), timezones=st.just(UTC)) | st.sampled_from(
    [
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 11, 29, 22, 59, 59, tzinfo=UTC),
        datetime(2026, 11, 29, 23, 0, tzinfo=UTC),
    ]
)


@st.composite
def occasions(draw: st.DrawFn) -> Occasion:
    opens_before, closes_after = draw(st.integers(0, 14)), draw(st.integers(1, 30))
    late = (
        sorted(draw(st.sets(st.integers(1, opens_before + closes_after - 1), max_size=3))) if closes_after > 1 else []
    )
    return Occasion(
        "o",
        Text("o", "o"),
        ("who-5",),
        5,
        months=draw(st.integers(0, 24)),
        days=draw(st.integers(0, 60)),
        opens_before=opens_before,
        closes_after=closes_after,
        remind=tuple(late),
    )


@given(moments, occasions())
def test_a_window_opens_is_due_and_closes_on_whole_days(started_at: datetime, occasion: Occasion) -> None:
    item = planned(started_at, occasion)
    assert started_at <= item.opens_at <= item.due_at < (item.closes_at or item.due_at)
    first = started_at.astimezone(OSLO).date()
    due = item.due_at.astimezone(OSLO)
    assert due.date() == add_months(first, occasion.months) + timedelta(days=occasion.days)
    assert due.time() == time(23, 59, 59)
    assert item.closes_at is not None
    closes = item.closes_at.astimezone(OSLO)
    assert (closes.date() - due.date()).days == occasion.closes_after
    assert closes.time() == time(23, 59, 59)
    opens = item.opens_at.astimezone(OSLO)
    assert item.opens_at == started_at or opens.time() == time(10)
    assert item.act_at is not None
    assert item.act_at >= item.opens_at


@given(moments, occasions())
def test_notices_come_at_ten_in_order_and_never_before_it_opens(started_at: datetime, occasion: Occasion) -> None:
    item = planned(started_at, occasion)
    told = notice_times(at(started_at), item, occasion)
    assert {when.astimezone(OSLO).time() for when in told} == {time(10)}
    assert told == sorted(told)
    assert told[0] >= item.opens_at


@given(moments, occasions())
def test_the_clock_is_called_at_every_moment_that_matters_and_then_no_more(
    started_at: datetime, occasion: Occasion
) -> None:
    item = planned(started_at, occasion)
    assert item.closes_at is not None
    second, called, now = timedelta(seconds=1), [], item.act_at
    while now is not None:
        called.append(now)
        later = next_time(at(now), item, occasion)
        assert later is None or later > now
        now = later
        assert len(called) < 20
    assert called[-1] == max(*notice_times(at(started_at), item, occasion), item.closes_at + second)
    # What is due the day she starts is first looked at the next morning.
    assert item.due_at + second in called or item.due_at < called[0]
    assert {told for told in notice_times(at(started_at), item, occasion) if told >= called[0]} <= set(called)


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), []),
        (date(2026, 11, 20), date(2026, 11, 19), []),
        (date(2026, 11, 20), date(2026, 11, 22), []),
        (date(2026, 11, 20), date(2026, 11, 24), [date(2026, 11, 23), date(2026, 11, 24)]),
        (date(2026, 12, 23), date(2026, 12, 28), [date(2026, 12, 24), date(2026, 12, 28)]),
    ],
)
def test_the_working_days_after_a_day(begin: date, end: date, expected: list[date]) -> None:
    assert list(working_days(begin, end)) == expected


def test_the_tenth_working_day_is_the_last_of_ten() -> None:
    assert len(working_days(date(2026, 12, 18), add_working_days(date(2026, 12, 18), 10))) == 10


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("00:00", True),
        ("07:59", True),
        ("08:00", False),
        ("12:00", False),
        ("20:59", False),
        ("21:00", True),
        ("23:59", True),
    ],
)
def test_the_quiet_hours_begin_and_end_on_the_wall(at: str, quiet: bool) -> None:
    assert is_quiet(time.fromisoformat(at)) is quiet
