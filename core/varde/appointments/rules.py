"""When there is time, and what a patient may change herself: plain values in and out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from varde.kernel.words import Text
from varde.programmes.values import Meeting
from varde.scheduling.rules import OpeningTimes, readings_of, slots_of

OFFICE = (time(8), time(16))
"""When a place that has not said its hours is open, on working days."""
STEP = timedelta(minutes=15)
"""How far free times lie from each other. Our own."""
FARTHEST = timedelta(days=366)
"""No appointment is made for later than this."""
OPENS_BEFORE, CLOSES_AFTER = timedelta(minutes=10), timedelta(minutes=30)
"""How long before the beginning a video room can be entered, and how long after the end."""
ANY = Meeting("", Text("Time", "Time", "Appointment"), 45)
"""An appointment that no programme declares."""
MayChange = Literal["yes", "late", "often"]


def window_of(times: OpeningTimes, day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """When a place opens and closes that day, on the wall without a zone; None when it is closed."""
    opens, closes = times.hours.get(day.weekday(), OFFICE)
    if not times.is_open(datetime.combine(day, opens, tzinfo=zone), OFFICE):
        return None
    return datetime.combine(day, opens), datetime.combine(day, closes)


def is_within(times: OpeningTimes, begins: datetime, minutes: int, zone: ZoneInfo) -> bool:
    """Whether the whole of a time lies where the place is open."""
    wall = begins.astimezone(zone).replace(tzinfo=None)
    window = window_of(times, wall.date(), zone)
    return window is not None and window[0] <= wall and wall + timedelta(minutes=minutes) <= window[1]


def free_starts(
    days: Iterable[date],
    times: OpeningTimes,
    minutes: int,
    buffer: int,
    taken: Set[int],
    zone: ZoneInfo,
    earliest: datetime,
) -> Iterator[datetime]:
    """Every beginning, a quarter of an hour apart, from which nothing of the time and of the minutes after it is taken. A time on
    the wall that comes twice, or never, is left out.

    :param taken: slots (:func:`varde.scheduling.rules.slot_of`).
    """
    for day in days:
        window = window_of(times, day, zone)
        if window is None:
            continue
        wall, closes = window
        while wall + timedelta(minutes=minutes) <= closes:
            readings = readings_of(day, wall.time(), zone)
            wall += STEP
            once = len(readings) == 1 and readings[0] >= earliest
            if once and taken.isdisjoint(slots_of(readings[0], minutes, buffer)):
                yield readings[0]


def may_change(meeting: Meeting, starts_at: datetime, now: datetime, moves: int = 0) -> MayChange:
    """Whether a patient may still move or cancel it herself: in time, and not more often than the programme says."""
    if is_late(meeting, starts_at, now):
        return "late"
    return "often" if moves >= meeting.most_moves else "yes"


def is_late(meeting: Meeting, starts_at: datetime, now: datetime) -> bool:
    """Whether it is later than a time can be cancelled in time. Instants are compared, whatever the clocks did that night."""
    return now > starts_at - timedelta(hours=meeting.change_until_hours)


def may_join(starts_at: datetime, minutes: int, now: datetime) -> bool:
    """Whether the room of a video appointment is open: ten minutes before until half an hour after."""
    return starts_at - OPENS_BEFORE <= now <= starts_at + timedelta(minutes=minutes) + CLOSES_AFTER


def spread(times: Collection[datetime], zone: ZoneInfo, a_day: int, most: int) -> list[datetime]:
    """Some of many: at most so many a day, from morning to afternoon, and so many in all."""
    by_day: dict[date, list[datetime]] = {}
    for each in times:
        by_day.setdefault(each.astimezone(zone).date(), []).append(each)
    some = [each for of_day in by_day.values() for each in _apart(of_day, a_day)]
    return some[:most]


def _apart(times: list[datetime], most: int) -> list[datetime]:
    if len(times) <= most:
        return times
    return [times[round(n * (len(times) - 1) / (most - 1))] for n in range(most)] if most > 1 else times[:1]
