"""What a start on one day puts in the agenda, worked out without anybody: for whoever plans a programme, or writes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from varde.kernel.words import Text
from varde.programmes.values import Gate, Occasion, Programme
from varde.scheduling.rules import add_months, at_wall_time, end_of_day

OPENS_IN = time(10, 0)
"""The hour on the wall at which something opens, and is reminded of, on another day than the start."""


@dataclass(frozen=True, slots=True)
class OccasionWindow:
    """When an occasion opens, is due and closes, in UTC."""

    opens_at: datetime
    due_at: datetime
    closes_at: datetime


def window_from_start(occasion: Occasion, started_at: datetime, zone: ZoneInfo) -> OccasionWindow:
    """Of one that is planned when an enrolment starts: months and days are counted on the wall from the day of the start. One that
    opens on that day opens at once."""
    first = started_at.astimezone(zone).date()
    due = add_months(first, occasion.months) + timedelta(days=occasion.days)
    opens = max(due - timedelta(days=occasion.opens_before), first)
    return OccasionWindow(
        started_at if opens == first else at_wall_time(opens, OPENS_IN, zone),
        end_of_day(due, zone),
        end_of_day(due + timedelta(days=occasion.closes_after), zone),
    )


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line: on which day what happens. ``kind`` is opens, reminder, due, closes, rhythm (from this day on, as often as
    ``note`` says), meeting, or asked (when ``note`` says)."""

    day: date | None
    kind: str
    key: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CourseLane:
    """One thing of a course, with the days of a start on one day. ``kind`` is ``form`` (with a window of its own), ``rhythm``
    (from ``opens`` to ``closes``, again and again), ``asked`` (when something happens) or ``meeting``; a meeting that is a ``gate``
    has the day before which, or at which, it stands. ``note`` says in English what has no day."""

    kind: Literal["form", "rhythm", "asked", "meeting"]
    key: str
    title: Text
    opens: date | None = None
    due: date | None = None
    closes: date | None = None
    reminders: tuple[date, ...] = ()
    gate: Gate = ""
    note: str = ""


def course_of(programme: Programme, track: str | None, start: date, zone: ZoneInfo) -> list[CourseLane]:
    """Everything that a start on this day, at ten in the morning on the wall, puts before somebody on this track, in the order that
    the programme declares it: meetings before the start, what is asked, then the other meetings."""
    started_at = at_wall_time(start, OPENS_IN, zone)
    lanes = [_lane_of(occasion, started_at, zone) for occasion in programme.occasions_of(track)]
    for meeting in programme.meetings_of(track):
        said = {"start": "before the start", "end": "closes the treatment"}.get(meeting.gate, "when it is booked")
        day = {"start": start, "end": start + timedelta(weeks=programme.weeks)}.get(meeting.gate)
        note = f"{said}, {meeting.minutes} minutes"
        lanes.append(CourseLane("meeting", meeting.key, meeting.title, due=day, gate=meeting.gate, note=note))
    return sorted(lanes, key=lambda lane: lane.gate != "start")


def preview(programme: Programme, track: str | None, start: date, zone: ZoneInfo) -> list[PreviewLine]:
    """The same by day, then what has no day of its own."""
    lines = [line for lane in course_of(programme, track, start, zone) for line in _lines_of(lane)]
    return sorted(lines, key=lambda line: (line.day is None, line.day or start, line.key))


def _lane_of(occasion: Occasion, started_at: datetime, zone: ZoneInfo) -> CourseLane:
    first, rhythm = started_at.astimezone(zone).date(), occasion.rhythm
    if rhythm is not None:
        how = f"every {rhythm.every} days" if not rhythm.weekdays else "on its weekdays"
        last, note = first + timedelta(days=rhythm.until), f"{how}, for {rhythm.until} days"
        return CourseLane("rhythm", occasion.key, occasion.title, opens=first, closes=last, note=note)
    if not occasion.from_start:
        note = f"when module {occasion.after_module} is done" if occasion.after_module else "when somebody asks for it"
        return CourseLane("asked", occasion.key, occasion.title, note=note)
    window = window_from_start(occasion, started_at, zone)
    opens, due, closes = (at.astimezone(zone).date() for at in (window.opens_at, window.due_at, window.closes_at))
    reminders = tuple(day for after in occasion.remind if (day := opens + timedelta(days=after)) <= closes)
    return CourseLane("form", occasion.key, occasion.title, opens, due, closes, reminders)


def _lines_of(lane: CourseLane) -> Iterator[PreviewLine]:
    if lane.kind != "form":
        yield PreviewLine(lane.opens, lane.kind, lane.key, lane.note)
        return
    yield PreviewLine(lane.opens, "opens", lane.key)
    for day in lane.reminders:
        yield PreviewLine(day, "reminder", lane.key, "if it is unanswered")
    yield PreviewLine(lane.due, "due", lane.key)
    yield PreviewLine(lane.closes, "closes", lane.key)
