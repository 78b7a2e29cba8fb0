"""The host's door to a video room, of an appointment and of a group's session: where she goes in, and the PIN of a stored room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.appointments import service
from varde.appointments.errors import NoSuchAppointment, NotHost
from varde.appointments.video import VideoHour, door_to, keep_pin, pin_of
from varde.enrolments.models import Enrolment
from varde.groups.errors import NoSuchGroupSession
from varde.groups.own import hour_of
from varde.groups.service import leaders_of, name_of_group
from varde.groups.sessions import session_of
from varde.kernel.errors import BadInput
from varde.scheduling.models import Appointment
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import booking_words
from varde.web.staff.appointments import bp, open_appointments
from varde.web.staff.groups import bp as groups
from varde.web.staff.groups import group_of

HELD = ("booked", "attended", "late")


@bp.get("/pasient/<int:enrolment_id>/timer/<int:appointment_id>/vert", endpoint="host")
@audience("staff")
def door_of_host(enrolment_id: int, appointment_id: int) -> Response:
    """Where whoever holds the appointment goes in. :raises NoSuchAppointment: it is not on video. :raises NotHost"""
    enrolment = open_appointments(enrolment_id)
    return _of_appointment(enrolment, _held(enrolment, appointment_id), {})


@bp.post("/pasient/<int:enrolment_id>/timer/<int:appointment_id>/vert", endpoint="pin")
@audience("staff")
def keep_pin_of_host(enrolment_id: int, appointment_id: int) -> Any:
    """Her PIN for this room, which holds for all that she has there."""
    enrolment = open_appointments(enrolment_id)
    row = _held(enrolment, appointment_id)
    errors = _keep(row.place)
    if errors:
        return _of_appointment(enrolment, row, errors), 422
    return redirect(url_for("timebook.host", enrolment_id=enrolment_id, appointment_id=appointment_id), 303)


@groups.get("/<int:group_id>/vert/<int:session_id>", endpoint="host")
@audience("treat")
def door_of_leader(group_id: int, session_id: int) -> Response:
    """Where whoever leads the group goes in. :raises NoSuchGroupSession: it is not on video. :raises NotHost"""
    return _of_session(group_id, session_id, {})


@groups.post("/<int:group_id>/vert/<int:session_id>", endpoint="pin")
@audience("treat")
def keep_pin_of_leader(group_id: int, session_id: int) -> Any:
    """Her PIN for the room of the group."""
    hour, _title = _session(group_id, session_id)
    errors = _keep(hour.place)
    if errors:
        return _of_session(group_id, session_id, errors), 422
    return redirect(url_for("groups.host", group_id=group_id, session_id=session_id), 303)


def _held(enrolment: Enrolment, appointment_id: int) -> Appointment:
    row = service.appointment_of(http.work(), enrolment, appointment_id)
    if row.kind != "video" or row.state not in HELD:
        raise NoSuchAppointment()
    if row.therapist_id not in (None, actor().person_id):
        raise NotHost()
    return row


def _of_appointment(enrolment: Enrolment, row: Appointment, errors: Mapping[str, str]) -> Response:
    back = url_for("timebook.of_patient", enrolment_id=enrolment.id)
    return _page(row, enrolment.person.name, back, errors, "caseload")


def _session(group_id: int, session_id: int) -> tuple[VideoHour, str]:
    work = http.work()
    group, _reach = group_of(group_id)
    session = session_of(work, group.id, session_id)
    if not group.video or session.state != "planned":
        raise NoSuchGroupSession()
    if actor().person_id not in leaders_of(work, group.id):
        raise NotHost()
    return hour_of(group, session), http.speech().say(name_of_group(group))


def _of_session(group_id: int, session_id: int, errors: Mapping[str, str]) -> Response:
    hour, title = _session(group_id, session_id)
    return _page(hour, title, url_for("groups.show", group_id=group_id, gang=session_id), errors, "groups")


def _keep(address: str) -> dict[str, str]:
    """What is wrong with the PIN that was sent; nothing when it is kept."""
    try:
        keep_pin(http.work(), actor().person_id, address, typed().get("pin", "").strip())
    except BadInput as fault:
        return {"pin": fault.to(http.language())}
    flash(http.speech().say(booking_words.PIN_KEPT), "done")
    return {}


def _page(hour: VideoHour, title: str, back: str, errors: Mapping[str, str], menu: str) -> Response:
    """The page of the door. It has a PIN on it, and no browser keeps it."""
    work = http.work()
    stored = hour.place.startswith("https://")
    page = make_response(
        render_template(
            "timebook/host.html",
            hour=hour,
            title=title,
            back=back,
            door=door_to(work, hour, actor().name, host=True),
            stored=stored,
            pin=pin_of(work, actor().person_id, hour.place) if stored else "",
            errors=dict(errors),
            nav=staff_nav(menu),
        )
    )
    page.headers["Cache-Control"] = "no-store"
    return page
