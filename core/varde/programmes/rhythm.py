"""On which days something that is asked again and again is asked, and from when to when, on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from varde.scheduling.rules import at_wall_time

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """That an occasion is asked again and again, as a diary is: every ``every`` days from the start of the enrolment, or on
    these ``weekdays`` (1 is Monday, 7 Sunday), as long as fewer than ``until`` days have gone.

    Each time opens at ``at`` on the wall and closes when the next would open. A pause moves the rest of it. ``remind`` is the
    hour on the wall at which she is reminded of one that stands unanswered (None: never), from 08:00 and before 21:00, since
    no reminder goes out in the quiet hours; after ``quiet_after`` times in a row without an answer she is reminded no more
    until she has answered again. A time that was left out is late nowhere.
    """

    until: int
    every: int = 1
    at: time = time(20, 0)
    weekdays: tuple[int, ...] = ()
    remind: time | None = None
    quiet_after: int = 3


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time it is asked: the day it is about, and when it can be answered."""

    day: date
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class RhythmDays:
    """A rhythm as one patient has it, counted from the day ``begun``. Pauses have ``moved`` it by so many days: its end, and
    where it counts days, all of it; weekdays stay what they are."""

    rhythm: Rhythm
    begun: date
    zone: ZoneInfo
    moved: int = 0

    @property
    def first(self) -> date:
        """The day it counts from now."""
        return self.begun if self.rhythm.weekdays else self.begun + timedelta(days=self.moved)

    def days(self, after: date) -> Iterator[date]:
        """The days it is asked on, and would be if it never ended, later than ``after``."""
        day = max(self.first, after + timedelta(days=1))
        while True:
            if self.falls_on(day):
                yield day
            day += timedelta(days=1)

    def falls_on(self, day: date) -> bool:
        """Whether the rhythm has this day, were it never to end."""
        if self.rhythm.weekdays:
            return day >= self.first and day.isoweekday() in self.rhythm.weekdays
        return day >= self.first and (day - self.first).days % self.rhythm.every == 0

    def on(self, day: date) -> Occurrence:
        """What is asked on one of its days: it closes a second before the next would open, also the last."""
        following = next(self.days(day))
        opens, closes = (at_wall_time(each, self.rhythm.at, self.zone) for each in (day, following))
        return Occurrence(day, opens, closes - _SECOND)

    def following(self, after: date, now: datetime) -> Occurrence | None:
        """The first on a later day than ``after`` that can be answered at ``now`` or will be; those that have closed are
        left out. None when the rhythm is over by then."""
        last = self.begun + timedelta(days=self.moved + self.rhythm.until)
        # Whatever closes after now opened at most one step before it.
        near = now.astimezone(self.zone).date() - timedelta(days=max(self.rhythm.every, 7) + 1)
        for day in self.days(max(after, near)):
            if day >= last:
                return None
            occurrence = self.on(day)
            if occurrence.closes_at >= now:
                return occurrence
        return None

    def reminds_at(self, occurrence_opens: datetime) -> datetime | None:
        """When she is reminded of what opened then: the first time the hour of the reminder comes. None: never."""
        if self.rhythm.remind is None:
            return None
        day = occurrence_opens.astimezone(self.zone).date()
        same_day = at_wall_time(day, self.rhythm.remind, self.zone)
        return (
            same_day
            if same_day >= occurrence_opens
            else at_wall_time(day + timedelta(days=1), self.rhythm.remind, self.zone)
        )
