"""What a start on one day puts in the agenda, worked out without anybody: for whoever plans a programme, or writes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from varde.programmes.values import Occasion, Programme
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


def preview(programme: Programme, track: str | None, start: date, zone: ZoneInfo) -> list[PreviewLine]:
    """Everything that a start on this day, at ten in the morning on the wall, puts in the agenda of somebody on this track, by day;
    then what has no day of its own."""
    started_at = at_wall_time(start, OPENS_IN, zone)
    lines = [line for occasion in programme.occasions_of(track) for line in _of_occasion(occasion, started_at, zone)]
    for meeting in programme.meetings_of(track):
        note = {"start": "before the start", "end": "closes the treatment"}.get(meeting.gate, "when it is booked")
        lines.append(PreviewLine(None, "meeting", meeting.key, f"{note}, {meeting.minutes} minutes"))
    return sorted(lines, key=lambda line: (line.day is None, line.day or start, line.key))


def _of_occasion(occasion: Occasion, started_at: datetime, zone: ZoneInfo) -> Iterator[PreviewLine]:
    if occasion.rhythm is not None:
        how = f"every {occasion.rhythm.every} days" if not occasion.rhythm.weekdays else "on its weekdays"
        note = f"{how}, for {occasion.rhythm.until} days"
        yield PreviewLine(started_at.astimezone(zone).date(), "rhythm", occasion.key, note)
        return
    if not occasion.from_start:
        note = f"when module {occasion.after_module} is done" if occasion.after_module else "when somebody asks for it"
        yield PreviewLine(None, "asked", occasion.key, note)
        return
    window = window_from_start(occasion, started_at, zone)
    opens, due, closes = (at.astimezone(zone).date() for at in (window.opens_at, window.due_at, window.closes_at))
    yield PreviewLine(opens, "opens", occasion.key)
    for after in occasion.remind:
        if opens + timedelta(days=after) <= closes:
            yield PreviewLine(opens + timedelta(days=after), "reminder", occasion.key, "if it is unanswered")
    yield PreviewLine(due, "due", occasion.key)
    yield PreviewLine(closes, "closes", occasion.key)
