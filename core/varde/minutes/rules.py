"""The rules of minutes: which week of the enrolment a day is in, how much was spent in each, and what may be written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

MOST = 24 * 60
"""Minutes of a day: no deed takes longer."""
TO_ANOTHER = 1
"""Minutes that the same words take to each after the first."""


class WeekSpent(NamedTuple):
    """Minutes in one week of the enrolment, which is 0 before its start."""

    number: int
    minutes: int


def week_of_day(day: date, start: date | None) -> int:
    """The week of the enrolment that the day is in, 1 for the first; 0 before the start, or without one."""
    return 0 if start is None or day < start else (day - start).days // 7 + 1


def by_week(spent: Iterable[tuple[date, int]], start: date | None, until: date) -> tuple[WeekSpent, ...]:
    """Every week up to that of ``until``, those without a minute too; week 0 first, where something was done before the start or
    nothing has begun."""
    minutes: Counter[int] = Counter()
    for day, each in spent:
        minutes[week_of_day(day, start)] += each
    last = max([week_of_day(until, start), *minutes])
    first = 0 if minutes[0] or last == 0 else 1
    return tuple(WeekSpent(number, minutes[number]) for number in range(first, last + 1))


def is_minutes(minutes: int) -> bool:
    """Whether a deed can have taken so long."""
    return 0 <= minutes <= MOST
