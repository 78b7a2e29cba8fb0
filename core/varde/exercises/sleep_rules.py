"""Nights of a sleep diary, and the window of sleep that follows from them. Pure.

Source: NHI on insomnia without medicine, and the Australian sleep primary care resources on bedtime restriction (never under
five hours, steps of 15 minutes, 85 %). The limits here are proposed, and wait for a clinical owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = 24 * 60
NIGHTS, NEEDED = 7, 5
"""A window follows from the last seven nights, and five of them must be written. Proposed."""
SHORTEST, LONGEST, STEP = 5 * 60 + 30, 8 * 60, 15
"""Minutes: the window is never shorter nor longer, and goes by steps. Only a therapist goes below. Proposed."""
WIDER, NARROWER = 85, 80
"""Per cent of the time in bed that is slept, from which the window grows, and below which it shrinks."""


@dataclass(frozen=True, slots=True)
class Night:
    """One night, by the morning it is written: how long she slept and how long she lay in bed, in minutes."""

    day: date
    slept: int
    in_bed: int


def minutes_of(clock: str) -> int:
    """“23:40” as minutes after midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def clock_of(minutes: int) -> str:
    """Minutes after midnight, also before it or past the next, as “23:40”."""
    return f"{minutes % DAY // 60:02d}:{minutes % 60:02d}"


def night_of(
    day: date, to_bed: str, asleep: str, awake: str, up: str, lay_awake: int | None, times: int | None
) -> Night | None:
    """A night as it was written; None when it cannot be counted: how long she lay awake is not known, or it is longer than the
    sleep.

    :param lay_awake: minutes awake between falling asleep and the last time she woke; not needed when ``times`` is 0.
    """
    lay = 0 if times == 0 and lay_awake is None else lay_awake
    if lay is None:
        return None
    slept = (minutes_of(awake) - minutes_of(asleep)) % DAY - lay
    in_bed = (minutes_of(up) - minutes_of(to_bed)) % DAY
    return Night(day, slept, in_bed) if 0 < slept <= in_bed else None


def last_nights(nights: Sequence[Night], on: date) -> list[Night]:
    """Those of the seven mornings that end with ``on``."""
    return [night for night in nights if on - timedelta(days=NIGHTS) < night.day <= on]


def mean_sleep(nights: Sequence[Night]) -> int | None:
    """Whole minutes a night; None when fewer than five are written."""
    return round(sum(night.slept for night in nights) / len(nights)) if len(nights) >= NEEDED else None


def efficiency(nights: Sequence[Night]) -> int | None:
    """Per cent of the time in bed that was slept, rounded down; None when fewer than five nights are written."""
    if len(nights) < NEEDED:
        return None
    return 100 * sum(night.slept for night in nights) // sum(night.in_bed for night in nights)


def first_window(nights: Sequence[Night]) -> int | None:
    """Minutes: the mean sleep, rounded up to a quarter of an hour, within the limits; None when fewer than five are written."""
    mean = mean_sleep(nights)
    return None if mean is None else min(max(-(-mean // STEP) * STEP, SHORTEST), LONGEST)


def next_window(window: int, nights: Sequence[Night]) -> int:
    """Minutes, after a week with this window: a quarter more, the same, or a quarter less; the same when too little is written."""
    share = efficiency(nights)
    if share is None or NARROWER <= share < WIDER:
        return window
    return min(max(window + (STEP if share >= WIDER else -STEP), SHORTEST), LONGEST)


def window_on(starts: Sequence[date], nights: Sequence[Night]) -> int | None:
    """The window as it is now: from the nights before she began, changed at each week since.

    :param starts: the days on which she chose to begin or to go on, oldest first; one within a week of another changes nothing.
    """
    window: int | None = None
    changed = date.min
    for start in starts:
        known = last_nights(nights, start)
        if window is None:
            window, changed = first_window(known), start
        elif start >= changed + timedelta(days=NIGHTS):
            window, changed = next_window(window, known), start
    return window
