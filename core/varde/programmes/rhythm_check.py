"""The check of what is asked again and again, one sentence for each mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import time
from typing import TypeGuard

from varde.programmes.rhythm import Rhythm
from varde.programmes.values import Occasion
from varde.scheduling.rules import QUIET_FROM, QUIET_UNTIL, is_quiet

_SAID_BY_RHYTHM = (
    "months", "days", "opens_before", "closes_after", "remind", "after_module", "on_demand", "postpone_days", "asked_after",
)  # fmt: skip
"""What of an occasion says when it is asked, and so says nothing beside a rhythm."""


def check_rhythm(occasion: Occasion, access_days: int) -> Iterator[str]:
    """What is wrong with the rhythm of an occasion; nothing for one that has none."""
    rhythm = occasion.rhythm
    if rhythm is None:
        return
    usual = {field.name: field.default for field in fields(occasion) if field.default is not MISSING}
    for name in _SAID_BY_RHYTHM:
        if getattr(occasion, name) != usual[name]:
            yield f"{name} is {getattr(occasion, name)!r}, but it has a rhythm, which says alone when it is asked"
    yield from _check_days(rhythm, access_days)
    for name in ("at", "remind"):
        yield from _check_hour(f"rhythm: {name}", getattr(rhythm, name))
    if is_hour(rhythm.remind) and is_quiet(rhythm.remind):
        yield (
            f"rhythm: remind is {rhythm.remind:%H:%M}, in the quiet hours: it must be from {QUIET_UNTIL:%H:%M} and before "
            f"{QUIET_FROM:%H:%M}, when a reminder may go out"
        )
    if rhythm.quiet_after < 1:
        yield f"rhythm: quiet_after is {rhythm.quiet_after}, but must be at least 1"
    if rhythm.quiet_after != Rhythm(until=1).quiet_after and rhythm.remind is None:
        yield f"rhythm: quiet_after is {rhythm.quiet_after}, but it never reminds"


def _check_days(rhythm: Rhythm, access_days: int) -> Iterator[str]:
    if rhythm.every < 1:
        yield f"rhythm: every is {rhythm.every}, but must be at least 1"
    if rhythm.weekdays and rhythm.every != 1:
        yield f"rhythm: every is {rhythm.every}, but weekdays say on which days it is asked"
    if rhythm.until < max(rhythm.every, 1):
        yield f"rhythm: until is {rhythm.until}, before the first time has closed"
    if rhythm.until > access_days:
        yield f"rhythm: until is {rhythm.until}, after the access of {access_days} days has ended"
    for day, times in Counter(rhythm.weekdays).items():
        if times > 1:
            yield f"rhythm: weekdays: {day} is given {times} times"
        if day not in range(1, 8):
            yield f"rhythm: weekdays: {day!r} is none of 1 (Monday) to 7 (Sunday)"


def _check_hour(place: str, at: object) -> Iterator[str]:
    if at is None:
        return
    if not isinstance(at, time):
        yield f"{place} is {at!r}, but must be a time of day, such as time(20, 0)"
    elif not is_hour(at):
        yield f"{place} is {at}, but must be an hour and a minute on the wall"


def is_hour(at: object) -> TypeGuard[time]:
    """Whether it is an hour and a minute on the wall."""
    return isinstance(at, time) and at.tzinfo is None and not at.second and not at.microsecond
