"""What a course of measurements says over a window of days. Pure; each is None where too few values make it unknown.

A window of ``days`` is that many days on the wall, the last one being the day it is looked at: one of 7 days on a Sunday
begins on Monday. Numbers are unrounded, in the unit of the series unless something else is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean, stdev
from zoneinfo import ZoneInfo

from varde.series.values import Observation

FEWEST = 3
"""How many values a mean, a slope and a variability need to say anything. Our own rule, proposed."""
_DAY, _WEEK = 86400.0, 7.0


def within(observations: Iterable[Observation], days: int, today: date, zone: ZoneInfo) -> list[Observation]:
    """Those of the last ``days`` days, ``today`` included, oldest first; what is later than today is left out."""
    first = today - timedelta(days=days - 1)
    chosen = [each for each in observations if first <= each.at.astimezone(zone).date() <= today]
    return sorted(chosen, key=lambda each: each.at)


def last(observations: Sequence[Observation], place: int) -> float | None:
    """The newest number. 390 after 410, 400, 390."""
    return sorted(observations, key=lambda each: each.at)[-1].figures[place] if observations else None


def change(observations: Sequence[Observation], place: int) -> float | None:
    """The newest number minus the one before it. -10 after 410, 400, 390."""
    if len(observations) < 2:
        return None
    before, newest = sorted(observations, key=lambda each: each.at)[-2:]
    return newest.figures[place] - before.figures[place]


def mean(observations: Sequence[Observation], place: int) -> float | None:
    """The arithmetic mean of at least three numbers. 400 of 410, 400, 390."""
    return fmean(_numbers(observations, place)) if len(observations) >= FEWEST else None


def least(observations: Sequence[Observation], place: int) -> float | None:
    """The lowest number. 390 of 410, 400, 390."""
    return min(_numbers(observations, place), default=None)


def most(observations: Sequence[Observation], place: int) -> float | None:
    """The highest number. 410 of 410, 400, 390."""
    return max(_numbers(observations, place), default=None)


def slope(observations: Sequence[Observation], place: int) -> float | None:
    """How much it rises a week, in the unit of the series: the least-squares line through at least three numbers that span a
    day or more. -70 of 410, 400, 390 on three days in a row."""
    if len(observations) < FEWEST:
        return None
    start = min(each.at for each in observations)
    days = [(each.at - start).total_seconds() / _DAY for each in observations]
    if max(days) < 1:
        return None
    middle, level = fmean(days), mean(observations, place) or 0.0
    spread = sum((day - middle) ** 2 for day in days)
    numbers = _numbers(observations, place)
    together = sum((day - middle) * (figure - level) for day, figure in zip(days, numbers, strict=True))
    return _WEEK * together / spread


def variability(observations: Sequence[Observation], place: int) -> float | None:
    """The standard deviation in per cent of the mean (the coefficient of variation, with n - 1), of at least three numbers
    whose mean is above 0. 2.5 of 410, 400, 390."""
    level = mean(observations, place)
    return None if level is None or level <= 0 else 100 * stdev(_numbers(observations, place)) / level


def days_in(observations: Sequence[Observation], zone_key: str, zone: ZoneInfo) -> int | None:
    """On how many days she was in this zone at least once; unknown when nothing was measured, or no zone is known."""
    if all(each.zone is None for each in observations):
        return None
    return len({each.at.astimezone(zone).date() for each in observations if each.zone == zone_key})


def days_since(newest: Observation | None, today: date, zone: ZoneInfo) -> int | None:
    """Midnights since the newest measurement; 0 on the same day, unknown when there is none."""
    return None if newest is None else (today - newest.at.astimezone(zone).date()).days


def _numbers(observations: Sequence[Observation], place: int) -> list[float]:
    return [each.figures[place] for each in observations]
