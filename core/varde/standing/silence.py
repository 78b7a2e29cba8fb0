"""When somebody is silent: something has waited for her, and nothing was heard.

Silence is counted from her latest activity, but never from before something began to wait: whoever has done everything that
is open and waits for a date is not silent, and has the whole time from when it opens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from varde.scheduling.rules import at_wall_time

LISTED_AFTER = 14
"""Days of silence after which the caseload says so. An alert has a limit of its own over the same count."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A questionnaire that is not handed in: when it was due and when its window closes."""

    due_at: datetime
    closes_at: datetime | None = None

    def is_late(self, at: datetime) -> bool:
        """Whether it is past due and can still be answered."""
        return self.due_at < at and (self.closes_at is None or at <= self.closes_at)


def waits_since(step_from: date | None, forms: Iterable[Waiting], at: datetime, zone: ZoneInfo) -> date | None:
    """The day since when something has waited for her at ``at``; None when nothing does. ``step_from`` is the day from which
    a step stands open (it may be to come; None: every step is done or closed)."""
    days = [form.due_at.astimezone(zone).date() for form in forms if form.is_late(at)]
    if step_from is not None and step_from <= at.astimezone(zone).date():
        days.append(step_from)
    return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence: the day it is counted ``since``, and whole ``days`` of it. ``opened``: counted from when something began to
    wait, because she was active up to then."""

    since: date
    days: int
    opened: bool

    @property
    def listed(self) -> bool:
        """Whether it has lasted so long that it stands on the caseload."""
        return self.days >= LISTED_AFTER


def silence_at(
    last_active_at: datetime, step_from: date | None, forms: Iterable[Waiting], at: datetime, zone: ZoneInfo
) -> Silence | None:
    """The silence of an active enrolment at ``at``, were nothing to happen until then; days are counted on the wall in
    ``zone``. None when nothing waits for her."""
    waits, active = waits_since(step_from, forms, at, zone), last_active_at.astimezone(zone).date()
    if waits is None:
        return None
    since = max(active, waits)
    return Silence(since, days_of(since, at, zone), opened=waits > active)


def days_of(since: date, at: datetime, zone: ZoneInfo) -> int:
    """How many days a silence has lasted at ``at``, on the wall."""
    return max(0, (at.astimezone(zone).date() - since).days)


def listed_at(last_active_at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment at which a silence after ``last_active_at`` can stand on the caseload."""
    return at_wall_time(last_active_at.astimezone(zone).date() + timedelta(days=LISTED_AFTER), time(0), zone)
