"""The patient's appointments: what is booked and offered, booking, moving and cancelling one, and the door to a video room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from varde.appointments import service
from varde.appointments.calendars import feed_of, has_feed, invitation, make_feed, row_for_calendar, take_back_feed
from varde.appointments.errors import JustTaken, NoSuchAppointment, NoTherapistYet
from varde.appointments.rules import ANY, is_late, may_change, may_join
from varde.appointments.service import FreeTime
from varde.appointments.waiting import want_earlier, wishes_of
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.identity.service import people_by_id
from varde.programmes.gone import programme_of
from varde.programmes.values import Meeting
from varde.record.words import APPOINTMENT_KIND, APPOINTMENT_STATE, PARTY
from varde.scheduling.booking import accept
from varde.scheduling.models import Appointment
from varde.scheduling.service import AppointmentLine, appointment_lines, appointments_of
from varde.web.patient import words
from varde.web.patient.places import stand_at
from varde.web.patient.video_door import door_page
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.free_times import as_moment, by_day
from varde.web.shell.pages import actor, audience

bp = Blueprint("appointments", __name__, url_prefix="/timer")
UNMADE = ("offered", "withdrawn")
"""States of what was never booked."""


def _open(enrolment_id: int, *, write: bool = False) -> Enrolment:
    return open_record(http.work(), actor(), enrolment_id, "appointments", write=write)


def _to_list(enrolment_id: int) -> Response:
    return redirect(url_for("appointments.index", enrolment_id=enrolment_id), 303)


@bp.get("/<int:enrolment_id>")
@audience("patient")
def index(enrolment_id: int) -> str:
    """What is booked and offered, what can be booked, and what has been."""
    return _index(_open(enrolment_id), {})


def _index(enrolment: Enrolment, errors: Mapping[str, str], address: str = "") -> str:
    work = http.work()
    stand_at(enrolment, organisation=enrolment.organisation)
    programme = programme_of(work, enrolment.programme)
    lines = appointment_lines(work, enrolment.id)
    coming = sorted((row for row in lines if _is_coming(row, work.now)), key=lambda row: row.starts_at)
    meetings = {meeting.key: meeting for meeting in programme.meetings}
    taken = {row.meeting for row in coming}
    bookable = [
        meeting
        for meeting in programme.meetings_of(enrolment.track)
        if meeting.self_booked and meeting.key not in taken
    ]
    late = {row.id for row in coming if is_late(meetings.get(row.meeting, ANY), row.starts_at, work.now)}
    return render_template(
        "appointments/index.html",
        enrolment=enrolment,
        coming=_in_rows([row for row in coming if row.state == "booked"]),
        offered=[row for row in coming if row.state == "offered"],
        been=[row for row in lines if not _is_coming(row, work.now) and row.state != "withdrawn"][:12],
        bookable=bookable if service.is_bookable(enrolment) and enrolment.therapist_id else [],
        titles={key: meeting.title for key, meeting in meetings.items()},
        names={person.id: person.name for person in people_by_id(work, _therapists(coming))},
        open_rooms={row.id for row in coming if row.kind == "video" and may_join(row.starts_at, row.minutes, work.now)},
        changeable={row.id for row in coming if _changeable(meetings.get(row.meeting, ANY), row, work.now)},
        late=late,
        wishes=wishes_of(work, enrolment.id) if coming else set(),
        address=address,
        has_feed=has_feed(work, actor().person_id),
        kinds=APPOINTMENT_KIND,
        parties=_parties(coming, enrolment.id),
        states=APPOINTMENT_STATE,
        errors=dict(errors),
    )


def _parties(coming: list[AppointmentLine], enrolment_id: int) -> dict[int, str]:
    """Who takes part beside the two, in words, by appointment. One statement where somebody does, and none else."""
    if not any(row.party for row in coming):
        return {}
    say = http.speech().say
    rows = [row for row in appointments_of(http.work(), enrolment_id) if row.party]
    return {row.id: ": ".join(filter(None, (say(PARTY[row.party]), row.party_words))) for row in rows}


def _in_rows(coming: list[AppointmentLine]) -> list[list[AppointmentLine]]:
    """What comes, those of one row together where the first of them is; one that is in no row is alone."""
    rows: dict[object, list[AppointmentLine]] = {}
    for each in coming:
        rows.setdefault(each.series or each.id, []).append(each)
    return list(rows.values())


def _therapists(rows: Iterable[AppointmentLine | Appointment]) -> set[int]:
    return {row.therapist_id for row in rows if row.therapist_id is not None}


def _is_coming(row: AppointmentLine, now: datetime) -> bool:
    if row.state == "offered":
        return row.offered_until is None or row.offered_until > now
    return row.state == "booked" and row.starts_at + timedelta(minutes=row.minutes) > now


def _changeable(meeting: Meeting, row: AppointmentLine, now: datetime) -> bool:
    return row.kind != "group" and may_change(meeting, row.starts_at, now) == "yes"


# --- calendars


@bp.get("/<int:enrolment_id>/<int:appointment_id>/time.ics", endpoint="invitation")
@audience("patient")
def one_for_calendar(enrolment_id: int, appointment_id: int) -> Response:
    """The appointment for her calendar: it says “Time” there, and nothing more."""
    work, enrolment = http.work(), _open(enrolment_id)
    row = service.appointment_of(work, enrolment, appointment_id)
    return as_calendar(invitation(work, row, http.language()), "time.ics")


@bp.get("/<int:enrolment_id>/rekke/<series>/timer.ics", endpoint="row_for_calendar")
@audience("patient")
def row_for_her_calendar(enrolment_id: int, series: str) -> Response:
    """All of a row in one file. :raises NoSuchAppointment: she has no such row."""
    work, enrolment = http.work(), _open(enrolment_id)
    rows = [row for row in appointments_of(work, enrolment.id) if row.series == series and row.state not in UNMADE]
    if not rows:
        raise NoSuchAppointment()
    return as_calendar(row_for_calendar(work, rows, http.language()), "timer.ics")


def as_calendar(content: bytes, name: str) -> Response:
    """A file that a calendar takes in."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, content_type="text/calendar; charset=utf-8", headers=headers)


@bp.post("/<int:enrolment_id>/kalender", endpoint="make_feed")
@audience("patient")
def new_feed(enrolment_id: int) -> str:
    """A new address for her calendar. It is shown once; the one before opens nothing any more."""
    enrolment = _open(enrolment_id, write=True)
    secret = make_feed(http.work(), actor().person_id, http.language())
    return _index(enrolment, {}, url_for("appointments.feed", secret=secret, _external=True))


@bp.post("/<int:enrolment_id>/kalender/stopp", endpoint="end_feed")
@audience("patient")
def no_feed(enrolment_id: int) -> Response:
    """The address opens nothing any more."""
    _open(enrolment_id, write=True)
    take_back_feed(http.work(), actor().person_id)
    flash(http.speech().say(words.FEED_ENDED), "done")
    return _to_list(enrolment_id)


@bp.get("/kalender/<secret>.ics", endpoint="feed")
@audience("public")
def feed_for_calendar(secret: str) -> Response:
    """What a calendar reads by itself, without signing in. An old address is gone, and says no more."""
    content = feed_of(http.work(), secret)
    if content is None:
        raise NoSuchAppointment()
    return as_calendar(content, "varde.ics")


@bp.post("/<int:enrolment_id>/<int:appointment_id>/tidligere", endpoint="earlier")
@audience("patient")
def wish_for_earlier(enrolment_id: int, appointment_id: int) -> Response:
    """She wants an earlier time, or no more."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    row = service.appointment_by_id(work, enrolment, appointment_id)
    wants = typed().get("wants") == "yes"
    want_earlier(work, row, wants=wants)
    flash(http.speech().say(words.EARLIER_WANTED if wants else words.EARLIER_NO_MORE), "done")
    return _to_list(enrolment_id)


# --- booking


@bp.get("/<int:enrolment_id>/ny/<meeting>", endpoint="new")
@audience("patient")
def choose_time(enrolment_id: int, meeting: str) -> str:
    """The free times of a meeting that she may book herself. :raises NoSuchAppointment: there is none such."""
    return _times_to_book(_open(enrolment_id), meeting, {})


def _times_to_book(enrolment: Enrolment, key: str, errors: Mapping[str, str]) -> str:
    work = http.work()
    meeting = _self_booked(enrolment, key)
    if enrolment.therapist_id is None:
        raise NoTherapistYet()
    way = typed().get("way") or request.args.get("way", "")
    way = way if way in meeting.ways else meeting.ways[0]
    free = service.own_free_times(work, enrolment, meeting, way, enrolment.therapist_id)
    action = url_for("appointments.book", enrolment_id=enrolment.id, meeting=key)
    return _choose(enrolment, meeting, way, free, action, errors)


def _self_booked(enrolment: Enrolment, key: str) -> Meeting:
    meeting = programme_of(http.work(), enrolment.programme).find_meeting(key)
    if meeting is None or not meeting.self_booked:
        raise NoSuchAppointment()
    return meeting


def _choose(
    enrolment: Enrolment,
    meeting: Meeting,
    way: str,
    free: list[FreeTime],
    action: str,
    errors: Mapping[str, str],
    moving: Appointment | None = None,
) -> str:
    stand_at(enrolment, organisation=enrolment.organisation)
    return render_template(
        "appointments/choose.html",
        enrolment=enrolment,
        meeting=meeting,
        way=way,
        kinds=APPOINTMENT_KIND,
        by_day=by_day(free),
        action=action,
        moving=moving,
        chosen=typed().get("begins", ""),
        errors=dict(errors),
    )


@bp.post("/<int:enrolment_id>/ny/<meeting>", endpoint="book")
@audience("patient")
def book_time(enrolment_id: int, meeting: str) -> Any:
    """She books one of the free times. One that was just taken is said, with those that are left."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    declared, form = _self_booked(enrolment, meeting), typed()
    try:
        begins = _chosen(form)
        service.book_own(work, enrolment, declared, form.get("way", declared.ways[0]), begins)
    except JustTaken as fault:
        return _times_to_book(enrolment, meeting, {"begins": fault.to(http.language())}), 422
    _say(words.TIME_BOOKED, begins)
    return _to_list(enrolment_id)


def _chosen(form: Mapping[str, str]) -> datetime:
    """The time that was chosen, in UTC. :raises JustTaken: none was, or it is no time."""
    begins = as_moment(form.get("begins", ""))
    if begins is None:
        raise JustTaken()
    return begins


def _say(sentence: Any, at: datetime) -> None:
    speech = http.speech()
    flash(speech.say(sentence, day=speech.weekday(at), clock=speech.clock(at)), "done")


# --- what is booked or offered


@bp.post("/<int:enrolment_id>/<int:appointment_id>/velg", endpoint="accept")
@audience("patient")
def take_offered(enrolment_id: int, appointment_id: int) -> Response:
    """She takes one of the times that she was offered."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    row = service.appointment_by_id(work, enrolment, appointment_id)
    accept(work, row, enrolment.person_id)
    _say(words.TIME_BOOKED, row.starts_at)
    return _to_list(enrolment_id)


@bp.get("/<int:enrolment_id>/<int:appointment_id>/flytt", endpoint="move")
@audience("patient")
def choose_another(enrolment_id: int, appointment_id: int) -> Any:
    """What she may move it to. What stands in the way is said on the list."""
    enrolment = _open(enrolment_id)
    return _another(enrolment, service.appointment_of(http.work(), enrolment, appointment_id), {})


def _another(enrolment: Enrolment, row: Appointment, errors: Mapping[str, str]) -> Any:
    work = http.work()
    free = service.times_to_move_to(work, enrolment, row)
    meeting = service.meeting_of(work, enrolment, row.meeting)
    action = url_for("appointments.save_move", enrolment_id=enrolment.id, appointment_id=row.id)
    return _choose(enrolment, meeting, row.kind, free, action, errors, row)


@bp.post("/<int:enrolment_id>/<int:appointment_id>/flytt", endpoint="save_move")
@audience("patient")
def move_time(enrolment_id: int, appointment_id: int) -> Any:
    """She moves it to one of the free times."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    row = service.appointment_by_id(work, enrolment, appointment_id)
    try:
        begins = _chosen(typed())
        service.move_own(work, enrolment, row, begins)
    except JustTaken as fault:
        return _another(enrolment, row, {"begins": fault.to(http.language())}), 422
    _say(words.TIME_MOVED, begins)
    return _to_list(enrolment_id)


@bp.post("/<int:enrolment_id>/<int:appointment_id>/avlys", endpoint="cancel")
@audience("patient")
def cancel_time(enrolment_id: int, appointment_id: int) -> Response:
    """She cancels it, and is told when that is late."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    row = service.appointment_by_id(work, enrolment, appointment_id)
    in_time = service.cancel_own(work, enrolment, row)
    _say(words.TIME_CANCELLED if in_time else words.TIME_CANCELLED_LATE, row.starts_at)
    return _to_list(enrolment_id)


@bp.get("/<int:enrolment_id>/<int:appointment_id>/bli-med", endpoint="join")
@audience("patient")
def door(enrolment_id: int, appointment_id: int) -> str:
    """The door to the video room: open ten minutes before, and what to do when it fails."""
    work, enrolment = http.work(), _open(enrolment_id)
    row = service.appointment_of(work, enrolment, appointment_id)
    if row.kind != "video" or row.state not in ("booked", "attended", "late"):
        raise NoSuchAppointment()
    staff = people_by_id(work, _therapists([row]))
    back, therapist = url_for("appointments.index", enrolment_id=enrolment.id), staff[0].name if staff else ""
    return door_page("appointments/join.html", enrolment, row, back, therapist=therapist)


@bp.get("/<int:enrolment_id>/utstyr", endpoint="equipment")
@audience("patient")
def try_equipment(enrolment_id: int) -> Response:
    """Whether camera and sound work, on this machine alone: nothing leaves it."""
    enrolment = _open(enrolment_id)
    stand_at(enrolment, organisation=enrolment.organisation)
    page = make_response(render_template("appointments/equipment.html", enrolment=enrolment))
    page.headers["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=()"
    return page
