"""Appointments of one patient as staff see them: who came, moving, cancelling, offering."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from marshmallow import fields
from werkzeug.wrappers import Response

from varde.appointments import service
from varde.appointments.errors import NotThen
from varde.appointments.in_row import rearrange_row, row_of
from varde.appointments.rules import ANY
from varde.appointments.service import Wish, free_for
from varde.enrolments.errors import ExcuseNeeded
from varde.enrolments.gates import GateAhead, closing_ahead, gate_ahead
from varde.enrolments.meeting_records import records_of
from varde.enrolments.models import Enrolment
from varde.enrolments.service import excuse
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Meeting, Programme
from varde.record.words import APPOINTMENT_KIND, APPOINTMENT_STATE, PARTY
from varde.scheduling import booking
from varde.scheduling.errors import HourTwice, NotFree
from varde.scheduling.in_row import call_off_row
from varde.scheduling.models import Appointment
from varde.scheduling.rules import numbered
from varde.scheduling.service import appointments_of
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, Typed, read_form, sent, typed
from varde.web.shell.free_times import as_moment, by_day
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import booking_words, words
from varde.web.staff.booking_form import WHICH, begins_at
from varde.web.staff.records import record_page

bp = Blueprint("timebook", __name__)
MOST_OFFERED = 5
AFTER = {"decides": booking_words.TO_DECIDE, "start": booking_words.MAY_BEGIN, "end": booking_words.MAY_FINISH}
"""What is said when a meeting was held, by what it is a gate to."""


# --- one patient


def open_appointments(enrolment_id: int, *, write: bool = False) -> Enrolment:
    """The enrolment, through the gates, for what is done with its appointments."""
    return record_page(enrolment_id, "appointments", write=write)


@bp.get("/pasient/<int:enrolment_id>/timer", endpoint="of_patient")
@audience("staff")
def appointments_of_patient(enrolment_id: int) -> str:
    """Every appointment of a patient: who came, moving, cancelling, offering times."""
    return _page(open_appointments(enrolment_id), {})


def _page(enrolment: Enrolment, errors: Mapping[str, str]) -> str:
    work = http.work()
    programme = programme_of(work, enrolment.programme)
    rows = appointments_of(work, enrolment.id)
    numbers = numbered(rows)
    meetings = programme.meetings_of(enrolment.track)
    meeting = next((each for each in meetings if each.key == request.args.get("meeting")), next(iter(meetings), ANY))
    way = request.args.get("way", "")
    way = way if way in meeting.ways else meeting.ways[0]
    ahead = meeting_ahead(work, enrolment, programme)
    return render_template(
        "timebook/patient.html",
        enrolment=enrolment,
        coming=sorted((row for row in rows if _is_coming(row, work.now)), key=lambda row: row.starts_at),
        to_note=[row for row in rows if is_unnoted(row, work.now)],
        been=[row for row in rows if not _is_coming(row, work.now) and not is_unnoted(row, work.now)][:40],
        numbers=numbers,
        titles={each.key: each.title for each in programme.meetings},
        meetings=meetings,
        meeting=meeting,
        way=way,
        free=_free(work, enrolment, meeting, way) if service.is_bookable(enrolment) else None,
        gate=booking_words.gate_said(ahead) if ahead is not None else None,
        records=records_of(work, enrolment.id),
        decisions=booking_words.DECISIONS,
        tracks={track.key: track.title for track in programme.tracks},
        excuses=list(booking_words.WHY_EXCUSED.items()),
        attendance=booking.ATTENDANCE,
        kinds=APPOINTMENT_KIND,
        parties=PARTY,
        me=actor().person_id,
        states=APPOINTMENT_STATE,
        given=typed(),
        errors=dict(errors),
        nav=staff_nav("caseload"),
    )


def meeting_ahead(work: Work, enrolment: Enrolment, programme: Programme) -> GateAhead | None:
    """The gate that she stands before: to begin, or to be completed where that asks for a meeting."""
    if enrolment.state in ("screening", "waiting"):
        return gate_ahead(work, enrolment, programme, "start")
    return closing_ahead(work, enrolment, programme)


def is_unnoted(row: Appointment, now: datetime) -> bool:
    """Whether it has begun, and nobody has said who came."""
    return row.state == "booked" and row.starts_at <= now


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
    work, enrolment = http.work(), open_appointments(enrolment_id, write=True)
    row = service.appointment_by_id(work, enrolment, appointment_id)
    state = typed().get("state", "")
    if state not in booking.ATTENDANCE:
        said = {f"state-{row.id}": http.speech().say(booking_words.CHOOSE_ATTENDANCE)}
        return _page(enrolment, said), 422
    booking.record_attendance(work, row, state, actor().person_id)
    meeting = programme_of(work, enrolment.programme).find_meeting(row.meeting)
    held = meeting if meeting is not None and state in booking.CAME else ANY
    sentence = AFTER.get("decides" if held.decides else held.gate, booking_words.ATTENDANCE_SAVED)
    flash(http.speech().say(sentence, name=enrolment.person.given_name), "done")
    if held.decides or held.closes:
        return redirect(url_for("timebook.record", enrolment_id=enrolment_id, appointment_id=row.id), 303)
    if typed().get("next") == "timebook":
        return redirect(url_for("timebook.week"), 303)
    return _back(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/timer/<int:appointment_id>/flytt", endpoint="move")
@audience("staff")
def move_appointment(enrolment_id: int, appointment_id: int) -> Any:
    """To another day and time on the wall, alone or with those of its row. The patient is told."""
    work, enrolment = http.work(), open_appointments(enrolment_id, write=True)
    declared: dict[str, fields.Field[Any]] = {
        "day": Day(booking_words.CHOOSE_DAY),
        "clock": TimeOfDay(booking_words.WRITE_CLOCK),
        "which": Typed(),
        "scope": Coded(booking_words.SCOPES, booking_words.CHOOSE_SCOPE, "one"),
    }
    try:
        form = read_form(Form.from_dict(declared)())
        if form["scope"] == "one":
            row = service.appointment_by_id(work, enrolment, appointment_id)
            begins = begins_at(form["day"], form["clock"], form["which"], work)
            service.rearrange(work, actor(), enrolment, row, begins)
        else:
            together = row_of(work, enrolment, appointment_id, form["scope"])
            rearrange_row(work, actor(), enrolment, together, form["day"], form["clock"], WHICH.get(form["which"]))
    except FormFault as fault:
        return _page(
            enrolment, {f"{key}-{appointment_id}": said for key, said in fault.said(http.speech()).items()}
        ), 422
    except HourTwice as fault:
        return _page(enrolment, {f"which-{appointment_id}": fault.to(http.language())}), 422
    except BadInput as fault:
        return _page(enrolment, {f"clock-{appointment_id}": fault.to(http.language())}), 422
    moved = booking_words.APPOINTMENT_MOVED if form["scope"] == "one" else booking_words.ROW_MOVED
    flash(http.speech().say(moved), "done")
    return _back(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/timer/<int:appointment_id>/avlys", endpoint="cancel")
@audience("staff")
def cancel_appointment(enrolment_id: int, appointment_id: int) -> Any:
    """It, or those of its row, is cancelled by the clinic, which is always in time. The patient is told."""
    work, enrolment = http.work(), open_appointments(enrolment_id, write=True)
    scope = booking_words.SCOPES.get(typed().get("scope", ""), "one")
    if scope == "one":
        row = service.appointment_by_id(work, enrolment, appointment_id)
        booking.call_off(work, row, by_id=actor().person_id)
    else:
        call_off_row(work, row_of(work, enrolment, appointment_id, scope), actor().person_id)
    cancelled = booking_words.APPOINTMENT_CANCELLED if scope == "one" else booking_words.ROW_CANCELLED
    flash(http.speech().say(cancelled), "done")
    return _back(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/timer/tilby", endpoint="offer")
@audience("staff")
def offer_times(enrolment_id: int) -> Any:
    """Several times, of which the patient chooses one."""
    work, enrolment = http.work(), open_appointments(enrolment_id, write=True)
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
    work, enrolment = http.work(), open_appointments(enrolment_id, write=True)
    declared = programme_of(work, enrolment.programme).find_meeting(meeting)
    if declared is None:
        return _back(enrolment_id)
    reason = booking_words.WHY_EXCUSED.get(typed().get("why", ""))
    if reason is None:
        return _page(enrolment, {"why": http.speech().say(ExcuseNeeded.sentence)}), 422
    excuse(work, actor().person_id, enrolment, declared, reason.to("nb"))
    excused = booking_words.END_EXCUSED if declared.gate == "end" else booking_words.MEETING_EXCUSED
    flash(http.speech().say(excused), "done")
    return _back(enrolment_id)
