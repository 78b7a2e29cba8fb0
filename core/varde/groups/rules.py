"""When a group meets, as people say it: days on the wall in a row, with exceptions. Plain values in and out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from varde.groups.errors import HourTwice, NoSuchHour
from varde.groups.words import said_clock, said_day
from varde.scheduling.rules import readings_of

MOST_AHEAD = timedelta(days=731)


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


def at_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The one instant, in UTC, that a time on the wall means.

    :raises NoSuchHour: the clocks skip it. :raises HourTwice: it comes twice, and which is meant is not guessed.
    """
    readings = readings_of(day, clock, zone)
    if len(readings) == 1:
        return readings[0]
    said = {"day": said_day(day), "clock": said_clock(clock)}
    raise HourTwice(**said) if readings else NoSuchHour(**said)


@dataclass(frozen=True, slots=True)
class Meets:
    """One time of a group, as a move sees it: ``apart`` was moved by itself."""

    id: int
    starts_at: datetime
    apart: bool


def moved_row(sessions: Iterable[Meets], of: Meets, day: date, clock: time, zone: ZoneInfo) -> dict[int, datetime]:
    """Where each time goes when ``of`` moves to this day and hour on the wall and those after it follow: as many days on, at the
    same new hour. What was moved apart stays where it is, unless it is ``of``.

    :raises NoSuchHour, HourTwice: of one of them.
    """
    days = day - of.starts_at.astimezone(zone).date()
    follows = [each for each in sessions if each.id == of.id or (each.starts_at > of.starts_at and not each.apart)]
    return {each.id: at_clock(each.starts_at.astimezone(zone).date() + days, clock, zone) for each in follows}


def missed_in_row(states: Iterable[str | None]) -> int:
    """How many times were missed in a row, of what was said of each, the newest first. What nothing was said of, and what she was
    excused from, neither counts nor ends the row."""
    number = 0
    for state in states:
        if state == "missed":
            number += 1
        elif state in ("attended", "late"):
            break
    return number
