"""The week of a therapist: appointments, and what she leads of groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from flask import render_template, request

from varde.appointments.in_row import numbers_among
from varde.appointments.week import CalendarLine, calendar_of
from varde.enrolments.reach import kept_out_of
from varde.groups.reading import LedSession, sessions_led
from varde.kernel.work import Work
from varde.record.words import APPOINTMENT_KIND, APPOINTMENT_STATE
from varde.scheduling.rules import at_wall_time
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff.appointments import bp, is_unnoted

FIRST_HOUR, LAST_HOUR = 8, 16
"""What a week shows at least, in whole hours on the wall."""
ROWS_AN_HOUR = 4
WEEK, FARTHEST = timedelta(days=7), timedelta(days=2 * 365)
"""How far from today the calendar leads."""
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


class WeekEntry(NamedTuple):
    """What takes some of a week: an appointment with somebody, or a session of a group."""

    begins: datetime
    minutes: int
    line: CalendarLine | None = None
    led: LedSession | None = None


class WeekSlot(NamedTuple):
    """One of them on its day: its row and rows of a quarter of an hour, and from when to when on the wall."""

    held: WeekEntry
    row: int
    rows: int
    clock: str
    over: bool


class DayColumn(NamedTuple):
    """A day of the week with what is on it."""

    day: date
    blocks: tuple[WeekSlot, ...]


@bp.get("/timebok", endpoint="week")
@audience("treat")
def show_week() -> str:
    """The week of whoever reads: each day as a column, or a list on a narrow screen. ``?uke=2026-W49``, at most two years away."""
    work = http.work()
    monday = _monday(request.args.get("uke", ""), work.today)
    begin, end = (at_wall_time(monday + timedelta(days=n), time(0), work.zone) for n in (0, 7))
    closed = kept_out_of(work, actor().person_id)
    lines = [line for line in calendar_of(work, actor().person_id, begin, end) if line.person.id not in closed]
    every = _everything(lines, sessions_led(work, actor().person_id, begin, end))
    first, last = _hours(work, every)
    columns = [_column(work, monday + timedelta(days=n), every, first) for n in range(7)]
    upcoming = [line for line in lines if line.appointment.starts_at > work.now and line.appointment.state == "booked"]
    return render_template(
        "timebook/week.html",
        columns=[column for column in columns if column.day.weekday() < 5 or column.blocks],
        hours=range(first, last),
        first=first,
        total=(last - first) * ROWS_AN_HOUR,
        today=work.today,
        week=monday.isocalendar().week,
        before=_week_of(monday - WEEK, work.today),
        after=_week_of(monday + WEEK, work.today),
        count=sum(line.appointment.state != "offered" for line in lines),
        offered=sum(line.appointment.state == "offered" for line in lines),
        numbers=numbers_among(work, [line.appointment for line in lines]),
        groups=len(every) - len(lines),
        unnoted=[line for line in lines if is_unnoted(line.appointment, work.now)],
        next=upcoming[0] if upcoming else None,
        kinds=APPOINTMENT_KIND,
        states=APPOINTMENT_STATE,
        nav=staff_nav("timebook"),
    )


def _everything(lines: Sequence[CalendarLine], led: Sequence[LedSession]) -> list[WeekEntry]:
    held = [WeekEntry(line.appointment.starts_at, line.appointment.minutes, line=line) for line in lines]
    held += [WeekEntry(each.session.starts_at, each.session.minutes, led=each) for each in led]
    return sorted(held, key=lambda each: each.begins)


def _monday(asked: str, today: date) -> date:
    """The Monday of the week that is asked for; of this week where that is none, or too far away."""
    match, now = _WEEK.fullmatch(asked), today - timedelta(days=today.weekday())
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else now
    except ValueError:
        return now
    return monday if _is_near(monday, today) else now


def _is_near(day: date, today: date) -> bool:
    return abs(day - today) <= FARTHEST


def _week_of(monday: date, today: date) -> str:
    """As ``?uke=`` says it; "" where it is too far away."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}" if _is_near(monday, today) else ""


def _hours(work: Work, every: Sequence[WeekEntry]) -> tuple[int, int]:
    begins = [each.begins.astimezone(work.zone) for each in every]
    ends = [at + timedelta(minutes=each.minutes) for at, each in zip(begins, every, strict=True)]
    last = [24 if end.date() > at.date() else end.hour + (end.minute > 0) for at, end in zip(begins, ends, strict=True)]
    return min([FIRST_HOUR, *(at.hour for at in begins)]), max([LAST_HOUR, *last])


def _column(work: Work, day: date, every: Sequence[WeekEntry], first: int) -> DayColumn:
    of_day = [each for each in every if each.begins.astimezone(work.zone).date() == day]
    return DayColumn(day, tuple(_block(work, each, first) for each in of_day))


def _block(work: Work, held: WeekEntry, first: int) -> WeekSlot:
    begins = held.begins.astimezone(work.zone)
    at = (begins.hour - first) * ROWS_AN_HOUR + begins.minute // 15
    speech = http.speech()
    ends = held.begins + timedelta(minutes=held.minutes)
    clock = "–".join(_digits(speech.clock(at)) for at in (held.begins, ends))
    return WeekSlot(held, at + 1, min(32, max(2, -(-held.minutes // 15))), clock, held.begins <= work.now)


def _digits(clock: str) -> str:
    """Those of “kl. 14.30”."""
    return clock.rpartition(" ")[2]
