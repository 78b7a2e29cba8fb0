"""Dates as people count them: working days, months, and wall time that survives daylight saving."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from varde.scheduling.errors import HourTwice, NoSuchHour
from varde.scheduling.words import said_clock, said_day

QUIET_FROM, QUIET_UNTIL = time(21), time(8)
"""On the wall: nothing but danger, and what she has asked for this moment, goes out from nine in the evening until eight."""


def is_quiet(at: time) -> bool:
    """Whether an hour on the wall is one of the quiet ones: from ``QUIET_FROM``, itself included, until ``QUIET_UNTIL``."""
    return at < QUIET_UNTIL or at >= QUIET_FROM


@lru_cache(maxsize=64)
def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """Norwegian public holidays."""
    easter = easter_sunday(year)
    movable = {easter + timedelta(days=offset) for offset in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {date(year, 1, 1), date(year, 5, 1), date(year, 5, 17), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(movable | fixed)


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a public holiday."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def add_working_days(day: date, days: int) -> date:
    """The ``days``-th working day after ``day`` (which itself does not count)."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


@dataclass(frozen=True, slots=True)
class OpeningTimes:
    """When a place reads and answers: from when to when on the wall, by weekday (0 is Monday), and the days it is closed, first and
    last included, beside the public holidays. Without hours it has not said, and is there every working day."""

    hours: Mapping[int, tuple[time, time]] = field(default_factory=dict)
    closed: tuple[tuple[date, date], ...] = ()

    def is_there(self, day: date) -> bool:
        """Whether the day counts where an answer was promised in working days: a working day on which the place is open. Open on
        a Saturday, it answers sooner than it has to."""
        weekdays = {weekday for weekday in self.hours if weekday < 5}
        return is_working_day(day) and not self.is_closed(day) and (not weekdays or day.weekday() in weekdays)

    def is_closed(self, day: date) -> bool:
        """Whether the place itself has said that it is closed this day."""
        return any(first <= day <= last for first, last in self.closed)

    def is_open(self, wall: datetime, otherwise: tuple[time, time]) -> bool:
        """Whether the place is open at this time on the wall; ``otherwise`` holds on working days where it has not said."""
        day = wall.date()
        if day in public_holidays(day.year) or self.is_closed(day):
            return False
        if not self.hours and not is_working_day(day):
            return False
        opens, closes = self.hours.get(day.weekday(), (time(0), time(0))) if self.hours else otherwise
        return opens <= wall.time() < closes


ALWAYS_THERE = OpeningTimes()
"""Every working day: what the law counts by, which no closing of a place's own makes longer."""
LONGEST_CLOSED = timedelta(days=400)
"""No place is closed for longer: a promise that could never be kept is counted in working days."""


def days_there(day: date, days: int, times: OpeningTimes) -> date:
    """The ``days``-th day after ``day`` (which itself does not count) on which the place is there."""
    each, left = day, days
    while left > 0 and each - day < LONGEST_CLOSED:
        each += timedelta(days=1)
        left -= times.is_there(each)
    return each if left == 0 else add_working_days(day, days)


def working_days(begin: date, end: date) -> tuple[date, ...]:
    """The working days after ``begin``, up to and with ``end``."""
    days = (begin + timedelta(days=n) for n in range(1, (end - begin).days + 1))
    return tuple(day for day in days if is_working_day(day))


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def at_wall_time(day: date, at: time, zone: ZoneInfo) -> datetime:
    """``at`` on the wall in ``zone`` that day, in UTC.

    A time that comes twice means the first of the two; one that the clock skips is read as if the clock had not been
    set forward yet, so half past two that night is half past three.
    """
    local = datetime.combine(day, at, tzinfo=zone)
    return local.astimezone(UTC)


def days_later(at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time on the wall ``days`` later, in UTC: the end of a day stays the end of a day."""
    local = at.astimezone(zone)
    return at_wall_time(local.date() + timedelta(days=days), local.time(), zone)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last second of the day in ``zone``, in UTC."""
    return at_wall_time(day + timedelta(days=1), time(0), zone) - timedelta(seconds=1)


REMINDED_FROM = time(12)
"""On the wall, the day before."""


def reminded_at(starts_at: datetime, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When somebody is reminded of a time that begins then: at noon of the day before, or now when that noon has passed and it is
    still that day. None of one that begins today or has begun."""
    day = starts_at.astimezone(zone).date()
    if day <= now.astimezone(zone).date():
        return None
    return max(now, at_wall_time(day - timedelta(days=1), REMINDED_FROM, zone))


def is_tomorrow(at: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is on the next day of the calendar on the wall."""
    return at.astimezone(zone).date() - now.astimezone(zone).date() == timedelta(days=1)


SLOT = timedelta(minutes=5)
"""The grain of what is claimed."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def slot_of(at: datetime) -> int:
    """How many whole times five minutes have gone since 1970 in UTC."""
    return (at - _EPOCH) // SLOT


def slots_of(starts_at: datetime, minutes: int, buffer: int = 0) -> range:
    """Every five minutes that a time touches, with the minutes after it that are kept free. Instants are counted, so that the
    hour that comes twice is two."""
    return range(slot_of(starts_at), -((_EPOCH - starts_at - timedelta(minutes=minutes + buffer)) // SLOT))


ClaimOn = tuple[int | None, int | None, int]
"""A person or a room, by number, and a slot."""


def claims_on(people: Iterable[int], rooms: Iterable[int], slots: Iterable[int]) -> list[ClaimOn]:
    """All of these slots of all of these people and rooms, in order."""
    whose = [(person, None) for person in people] + [(None, room) for room in rooms]
    every = list(slots)
    return in_order((*each, slot) for each in whose for slot in every)


def in_order(claims: Iterable[ClaimOn]) -> list[ClaimOn]:
    """Each claim once, in the one order that everybody claims in: people by number, then rooms, each by slot."""
    return sorted(set(claims), key=lambda each: (each[0] is None, each[0] or each[1] or 0, each[2]))


def readings_of(day: date, at: time, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants, in UTC, that a time on the wall can mean: none when the clock skips it, two when it comes twice."""
    readings = (datetime.combine(day, at, tzinfo=zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    same = [
        reading for reading in readings if reading.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, at)
    ]
    return tuple(dict.fromkeys(same))


# --- in a row


def days_in_row(first: date, number: int, every: int, but_for: Collection[date] = ()) -> tuple[date, ...]:
    """So many days, the first of them ``first``, each ``every`` days after the one before; those ``but_for`` are left out, and the
    row goes on for as many days longer."""
    left, days, day = number, list[date](), first
    while left:
        if day not in but_for:
            days.append(day)
            left -= 1
        day += timedelta(days=every)
    return tuple(days)


def at_clock(day: date, clock: time, zone: ZoneInfo, fold: int | None = None) -> datetime:
    """The one instant, in UTC, that a time on the wall means; of one that comes twice ``fold`` says which.

    :raises NoSuchHour: the clocks skip it. :raises HourTwice: it comes twice, and which is meant is asked, not guessed.
    """
    readings = readings_of(day, clock, zone)
    if len(readings) == 1 or (readings and fold is not None):
        return readings[min(fold or 0, len(readings) - 1)]
    said = {"day": said_day(day), "clock": said_clock(clock)}
    raise HourTwice(**said) if readings else NoSuchHour(**said)


@dataclass(frozen=True, slots=True)
class Meets:
    """One time of a row, as a move sees it: ``apart`` was moved by itself."""

    id: int
    starts_at: datetime
    apart: bool


def moved_row(
    row: Iterable[Meets],
    of: Meets,
    day: date,
    clock: time,
    zone: ZoneInfo,
    *,
    whole: bool = False,
    fold: int | None = None,
) -> dict[int, datetime]:
    """Where each time goes when ``of`` moves to this day and hour on the wall and those after it follow, or the ``whole`` row: as
    many days on, at the same new hour. What was moved apart stays where it is, unless it is ``of``.

    :raises NoSuchHour, HourTwice: of one of them; ``fold`` says which is meant of a time that comes twice.
    """
    days = day - of.starts_at.astimezone(zone).date()
    return {
        each.id: at_clock(each.starts_at.astimezone(zone).date() + days, clock, zone, fold)
        for each in together_with(row, of, whole=whole)
    }


def together_with(row: Iterable[Meets], of: Meets, *, whole: bool = False) -> list[Meets]:
    """What is moved, or cancelled, together with ``of``: itself and those after it, or the ``whole`` row, without what was moved
    apart. One that was moved apart stands alone."""
    if of.apart:
        return [of]
    return [each for each in row if not each.apart and (whole or each.starts_at >= of.starts_at)]


class InRow(Protocol):
    """An appointment that may be one of a row."""

    @property
    def id(self) -> int: ...
    @property
    def series(self) -> str | None: ...
    @property
    def state(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...


NO_ROW = ("offered", "withdrawn", "cancelled", "cancelled_late")
"""States of what is in no row: offered to choose from, or not held."""


def numbered(appointments: Iterable[InRow]) -> dict[int, tuple[int, int]]:
    """Which of its row each of these is, and of how many, by its number in the order of time; what is in no row is left out, and so
    is what was offered or cancelled."""
    rows: dict[str, list[InRow]] = {}
    for each in sorted(appointments, key=lambda each: (each.starts_at, each.id)):
        if each.series is not None and each.state not in NO_ROW:
            rows.setdefault(each.series, []).append(each)
    return {
        each.id: (number, len(row)) for row in rows.values() if len(row) > 1 for number, each in enumerate(row, start=1)
    }
