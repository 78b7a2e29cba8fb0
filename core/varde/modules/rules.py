"""The days of entries: which may be written about, the week that is shown, and what its numbers say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

WEEK = 7
DayFault = Literal["ahead", "before_start"]


def day_fault(day: date, clock: time | None, today: date, now: time, began: date) -> DayFault | None:
    """Why nothing can be written about this moment on the wall: it has not been yet, or she had not begun. None when it can.

    A time is that minute; the one that is running has been.
    """
    if day < began:
        return "before_start"
    if day > today or (day == today and clock is not None and clock.replace(second=0, microsecond=0) > now):
        return "ahead"
    return None


def last_day_of(asked: date | None, today: date, began: date) -> date:
    """The last day of the week that is shown: what she ``asked`` for, but never later than today nor before she began."""
    return today if asked is None else min(max(asked, began), today)


def week_to(last: date) -> tuple[date, ...]:
    """The seven days that end with ``last``, in order."""
    return tuple(last - timedelta(days=back) for back in range(WEEK - 1, -1, -1))


def week_before(last: date, began: date) -> date | None:
    """The last day of the week before the one that ends with ``last``; None when she had not begun then."""
    before = last - timedelta(days=WEEK)
    return before if before >= began else None


def week_after(last: date, today: date) -> date | None:
    """The last day of the week after it, today at the latest; None when ``last`` is today."""
    return min(last + timedelta(days=WEEK), today) if last < today else None


@dataclass(frozen=True, slots=True)
class WeekFinding:
    """What the numbers of a week say, and on which days.

    ``kind`` is ``nothing``: there are none. ``one_day``: all are of one day. ``even``: they are all the same. Else ``spread``:
    ``high`` is the highest of them and ``low`` the lowest, each with every day that has it.
    """

    kind: Literal["nothing", "one_day", "even", "spread"]
    low: float = 0
    high: float = 0
    low_days: tuple[date, ...] = ()
    high_days: tuple[date, ...] = ()


def finding_of(numbers: Mapping[date, Sequence[float]]) -> WeekFinding:
    """What was highest and lowest, and when. It says nothing of what is better, and needs no whole week to be true.

    :param numbers: by day, in any order; a day without any is no day.
    """
    days = sorted(day for day, each in numbers.items() if each)
    if not days:
        return WeekFinding("nothing")
    every = [number for day in days for number in numbers[day]]
    low, high = min(every), max(every)
    low_days = tuple(day for day in days if low in numbers[day])
    high_days = tuple(day for day in days if high in numbers[day])
    kind: Literal["one_day", "even", "spread"] = "one_day" if len(days) == 1 else "even" if low == high else "spread"
    return WeekFinding(kind, low, high, low_days, high_days)


def days_without(week: Iterable[date], written: Iterable[date], today: date, began: date) -> tuple[date, ...]:
    """The days of the week that have been, that she can write about and has not."""
    known = set(written)
    return tuple(day for day in week if began <= day <= today and day not in known)
