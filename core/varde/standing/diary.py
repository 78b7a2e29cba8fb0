"""How a diary stands: what is open today, what was written on the days behind, and when it opens next. One line of it, however
many days it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from varde.programmes.values import Occasion, Programme

DayState = Literal["written", "left_out", "open", "later"]
WEEK = 7


class PlannedTime(Protocol):
    """What is read of a row of the agenda."""

    @property
    def id(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def opens_at(self) -> datetime: ...
    @property
    def closes_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """One day of a diary. ``until`` is when it closes, which is when the next would open."""

    agenda_id: int
    day: date
    state: DayState
    opens_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Diary:
    """A diary and its days, oldest first. ``settled``: the latest is filled in, and the next has not opened."""

    occasion: Occasion
    days: tuple[DiaryDay, ...]
    settled: bool = False

    @property
    def behind(self) -> tuple[DiaryDay, ...]:
        """The days that have opened."""
        return tuple(day for day in self.days if day.state != "later")

    @property
    def week(self) -> tuple[DiaryDay, ...]:
        """The last seven of them."""
        return self.behind[-WEEK:]

    @property
    def open(self) -> DiaryDay | None:
        """The one that can be filled in now."""
        return next((day for day in reversed(self.days) if day.state == "open"), None)

    @property
    def ahead(self) -> DiaryDay | None:
        """The one that opens next."""
        return next((day for day in self.days if day.state == "later"), None)

    @property
    def written(self) -> tuple[DiaryDay, ...]:
        """The days that are filled in."""
        return tuple(day for day in self.days if day.state == "written")

    @property
    def asked(self) -> int:
        """How many days are filled in or were left out; one that stands open is neither yet."""
        return sum(1 for day in self.days if day.state in ("written", "left_out"))


def diaries_of(programme: Programme, rows: Iterable[PlannedTime], now: datetime, zone: ZoneInfo) -> tuple[Diary, ...]:
    """The diaries among these rows of the agenda, in the order of the programme; a row that was called off is no day."""
    days: dict[str, list[DiaryDay]] = {key: [] for key in programme.in_rhythm}
    for row in rows:
        if row.key in days and row.closes_at is not None and (state := _state(row, row.closes_at, now)):
            until = row.closes_at + timedelta(seconds=1)
            days[row.key].append(DiaryDay(row.id, row.opens_at.astimezone(zone).date(), state, row.opens_at, until))
    return tuple(
        _diary(occasion, sorted(days[occasion.key], key=lambda day: day.opens_at), now)
        for occasion in programme.occasions
        if days.get(occasion.key)
    )


def _diary(occasion: Occasion, days: list[DiaryDay], now: datetime) -> Diary:
    settled = any(day.state == "written" and day.until > now for day in days)
    return Diary(occasion, tuple(days), settled)


def _state(row: PlannedTime, closes_at: datetime, now: datetime) -> DayState | None:
    if row.state == "done":
        return "written"
    if row.state == "missed" or (row.state == "planned" and now > closes_at):
        return "left_out"
    if row.state != "planned":
        return None
    return "later" if now < row.opens_at else "open"
