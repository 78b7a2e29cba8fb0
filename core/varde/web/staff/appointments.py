"""Appointments as staff see them: the week of a therapist, and those of one patient: who came, moving, cancelling, offering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from marshmallow import fields
from werkzeug.wrappers import Response

from varde.appointments import service
from varde.appointments.errors import NotThen
from varde.appointments.rules import ANY
from varde.appointments.service import CalendarLine, Wish, calendar_of, free_for
from varde.enrolments.access import open_record
from varde.enrolments.errors import ExcuseNeeded
from varde.enrolments.gates import gate_ahead
from varde.enrolments.models import Enrolment
from varde.enrolments.reach import kept_out_of
from varde.enrolments.service import excuse
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Meeting
from varde.record.words import APPOINTMENT_KIND, APPOINTMENT_STATE
from varde.scheduling import booking
from varde.scheduling.errors import NotFree
from varde.scheduling.models import Appointment
from varde.scheduling.rules import at_wall_time
from varde.scheduling.service import appointments_of
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, Typed, read_form, sent, typed
from varde.web.shell.free_times import as_moment, by_day
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import booking_words, words
from varde.web.staff.booking_form import begins_at

bp = Blueprint("timebook", __name__)
FIRST_HOUR, LAST_HOUR = 8, 16
"""What a week shows at least, in whole hours on the wall."""
ROWS_AN_HOUR = 4
MOST_OFFERED = 5
WEEK, FARTHEST = timedelta(days=7), timedelta(days=2 * 365)
"""How far from today the calendar leads."""
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


class WeekSlot(NamedTuple):
    """One appointment in the week: its row and rows of a quarter of an hour on the day, and who it is with."""

    line: CalendarLine
    row: int
    rows: int
    clock: str
    over: bool


class DayColumn(NamedTuple):
    """A day of the week with what is on it."""

    day: date
    blocks: tuple[WeekSlot, ...]


# --- the week


@bp.get("/timebok", endpoint="week")
@audience("treat")
def show_week() -> str:
    """The week of whoever reads: each day as a column, or a list on a narrow screen. ``?uke=2026-W49``, at most two years away."""
    work = http.work()
    monday = _monday(request.args.get("uke", ""), work.today)
    begin, end = (at_wall_time(monday + timedelta(days=n), time(0), work.zone) for n in (0, 7))
    closed = kept_out_of(work, actor().person_id)
    lines = [line for line in calendar_of(work, actor().person_id, begin, end) if line.person.id not in closed]
    first, last = _hours(work, lines)
    columns = [_column(work, monday + timedelta(days=n), lines, first) for n in range(7)]
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
        unnoted=[line for line in lines if _unnoted(line.appointment, work.now)],
        next=upcoming[0] if upcoming else None,
        kinds=APPOINTMENT_KIND,
        states=APPOINTMENT_STATE,
        nav=staff_nav("timebook"),
    )


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


def _hours(work: Work, lines: list[CalendarLine]) -> tuple[int, int]:
    begins = [line.appointment.starts_at.astimezone(work.zone) for line in lines]
    ends = [at + timedelta(minutes=line.appointment.minutes) for at, line in zip(begins, lines, strict=True)]
    last = [24 if end.date() > at.date() else end.hour + (end.minute > 0) for at, end in zip(begins, ends, strict=True)]
    return min([FIRST_HOUR, *(at.hour for at in begins)]), max([LAST_HOUR, *last])


def _column(work: Work, day: date, lines: list[CalendarLine], first: int) -> DayColumn:
    of_day = [line for line in lines if line.appointment.starts_at.astimezone(work.zone).date() == day]
    return DayColumn(day, tuple(_block(work, line, first) for line in of_day))


def _block(work: Work, line: CalendarLine, first: int) -> WeekSlot:
    row = line.appointment
    begins = row.starts_at.astimezone(work.zone)
    at = (begins.hour - first) * ROWS_AN_HOUR + begins.minute // 15
    speech = http.speech()
    ends = row.starts_at + timedelta(minutes=row.minutes)
    clock = "–".join(_digits(speech.clock(at)) for at in (row.starts_at, ends))
    return WeekSlot(line, at + 1, min(32, max(2, -(-row.minutes // 15))), clock, row.starts_at <= work.now)


def _digits(clock: str) -> str:
    """Those of “kl. 14.30”."""
    return clock.rpartition(" ")[2]


def _unnoted(row: Appointment, now: datetime) -> bool:
    return row.state == "booked" and row.starts_at <= now


# --- one patient


def _open(enrolment_id: int, *, write: bool = False) -> Enrolment:
    return open_record(http.work(), actor(), enrolment_id, "appointments", write=write)


@bp.get("/pasient/<int:enrolment_id>/timer", endpoint="of_patient")
@audience("staff")
def appointments_of_patient(enrolment_id: int) -> str:
    """Every appointment of a patient: who came, moving, cancelling, offering times."""
    return _page(_open(enrolment_id), {})


def _page(enrolment: Enrolment, errors: Mapping[str, str]) -> str:
    work = http.work()
    g.organisation = enrolment.organisation
    programme = programme_of(work, enrolment.programme)
    rows = appointments_of(work, enrolment.id)
    meetings = programme.meetings_of(enrolment.track)
    meeting = next((each for each in meetings if each.key == request.args.get("meeting")), next(iter(meetings), ANY))
    way = request.args.get("way", "")
    way = way if way in meeting.ways else meeting.ways[0]
    return render_template(
        "timebook/patient.html",
        enrolment=enrolment,
        coming=sorted((row for row in rows if _is_coming(row, work.now)), key=lambda row: row.starts_at),
        to_note=[row for row in rows if _unnoted(row, work.now)],
        been=[row for row in rows if not _is_coming(row, work.now) and not _unnoted(row, work.now)][:40],
        titles={each.key: each.title for each in programme.meetings},
        meetings=meetings,
        meeting=meeting,
        way=way,
        free=_free(work, enrolment, meeting, way) if service.is_bookable(enrolment) else None,
        gate=gate_ahead(work, enrolment, programme, "start") if enrolment.state in ("screening", "waiting") else None,
        excuses=list(booking_words.WHY_EXCUSED.items()),
        attendance=booking.ATTENDANCE,
        kinds=APPOINTMENT_KIND,
        states=APPOINTMENT_STATE,
        given=typed(),
        errors=dict(errors),
        nav=staff_nav("caseload"),
    )


def _is_coming(row: Appointment, now: datetime) -> bool:
    return row.state in booking.COMING and row.starts_at > now


def _free(work: Work, enrolment: Enrolment, meeting: Meeting, way: str) -> dict[str, list[tuple[str, str]]]:
    return by_day(free_for(work, enrolment, meeting, way, actor().person_id, 21))


def _back(enrolment_id: int) -> Response:
    return redirect(url_for("timebook.of_patient", enrolment_id=enrolment_id), 303)


@bp.post("/pasient/<int:enrolment_id>/timer/<int:appointment_id>/oppmote", endpoint="attendance")
@audience("staff")
def note_attendance(enrolment_id: int, appointment_id: int) -> Any:
    """Whether the patient came. A gate that was held is said, with what comes next."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    row = service.appointment_by_id(work, enrolment, appointment_id)
    state = typed().get("state", "")
    if state not in booking.ATTENDANCE:
        said = {f"state-{row.id}": http.speech().say(booking_words.CHOOSE_ATTENDANCE)}
        return _page(enrolment, said), 422
    booking.record_attendance(work, row, state, actor().person_id)
    meeting = programme_of(work, enrolment.programme).find_meeting(row.meeting)
    gate = meeting.gate if meeting is not None and state in booking.CAME else ""
    sentence = {"start": booking_words.MAY_BEGIN, "end": booking_words.MAY_FINISH}.get(
        gate, booking_words.ATTENDANCE_SAVED
    )
    flash(http.speech().say(sentence, name=enrolment.person.given_name), "done")
    if typed().get("next") == "timebook":
        return redirect(url_for("timebook.week"), 303)
    return _back(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/timer/<int:appointment_id>/flytt", endpoint="move")
@audience("staff")
def move_appointment(enrolment_id: int, appointment_id: int) -> Any:
    """To another day and time on the wall. The patient is told."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    row = service.appointment_by_id(work, enrolment, appointment_id)
    declared: dict[str, fields.Field[Any]] = {
        "day": Day(booking_words.CHOOSE_DAY),
        "clock": TimeOfDay(booking_words.WRITE_CLOCK),
        "which": Typed(),
    }
    try:
        form = read_form(Form.from_dict(declared)())
        service.rearrange(work, actor(), enrolment, row, begins_at(form["day"], form["clock"], form["which"], work))
    except FormFault as fault:
        return _page(enrolment, {f"{key}-{row.id}": said for key, said in fault.said(http.speech()).items()}), 422
    except BadInput as fault:
        return _page(enrolment, {f"clock-{row.id}": fault.to(http.language())}), 422
    flash(http.speech().say(booking_words.APPOINTMENT_MOVED), "done")
    return _back(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/timer/<int:appointment_id>/avlys", endpoint="cancel")
@audience("staff")
def cancel_appointment(enrolment_id: int, appointment_id: int) -> Any:
    """It is cancelled by the clinic, which is always in time. The patient is told."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    row = service.appointment_by_id(work, enrolment, appointment_id)
    booking.call_off(work, row, by_id=actor().person_id)
    flash(http.speech().say(booking_words.APPOINTMENT_CANCELLED), "done")
    return _back(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/timer/tilby", endpoint="offer")
@audience("staff")
def offer_times(enrolment_id: int) -> Any:
    """Several times, of which the patient chooses one."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    programme, form = programme_of(work, enrolment.programme), typed()
    times = [at for at in map(as_moment, sent().get("begins", [])) if at is not None]
    if not 1 <= len(times) <= MOST_OFFERED:
        return _page(enrolment, {"begins": http.speech().say(booking_words.CHOOSE_TIMES)}), 422
    meeting = programme.find_meeting(form.get("meeting", "")) or ANY
    declared: dict[str, fields.Field[Any]] = {"way": Coded({each: each for each in meeting.ways}, words.CHOOSE_KIND)}
    try:
        way = read_form(Form.from_dict(declared)(), {"way": [form.get("way", "")]})["way"]
        wish = Wish(way, times[0], meeting.minutes, actor().person_id, meeting.key)
        service.offer(work, actor(), enrolment, wish, times)
    except FormFault as fault:
        return _page(enrolment, fault.said(http.speech())), 422
    except (NotThen, NotFree) as fault:
        return _page(enrolment, {"begins": fault.to(http.language())}), 422
    flash(http.speech().say(booking_words.TIMES_OFFERED), "done")
    return _back(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/mote/<meeting>/trengs-ikke", endpoint="excuse")
@audience("staff")
def excuse_meeting(enrolment_id: int, meeting: str) -> Any:
    """A meeting that is a gate need not be held, for a reason that stands in the history."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    declared = programme_of(work, enrolment.programme).find_meeting(meeting)
    if declared is None:
        return _back(enrolment_id)
    reason = booking_words.WHY_EXCUSED.get(typed().get("why", ""))
    if reason is None:
        return _page(enrolment, {"why": http.speech().say(ExcuseNeeded.sentence)}), 422
    excuse(work, actor().person_id, enrolment, declared, reason.to("nb"))
    flash(http.speech().say(booking_words.MEETING_EXCUSED), "done")
    return _back(enrolment_id)
