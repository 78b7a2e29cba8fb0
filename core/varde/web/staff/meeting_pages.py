"""What whoever held a meeting writes down of it, and what is decided there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, url_for
from marshmallow import fields

from varde.appointments import service
from varde.appointments.rules import ANY
from varde.enrolments.errors import MeetingNotHeld, RecordRefused
from varde.enrolments.meeting_records import (
    LONGEST_CODE,
    LONGEST_DIAGNOSIS,
    LONGEST_WORDS,
    Recorded,
    records_of,
    said_in,
)
from varde.enrolments.models import Enrolment, MeetingRecord
from varde.enrolments.rules import UNDER_WAY
from varde.programmes.gone import programme_of
from varde.programmes.values import Meeting
from varde.referrals.meetings import record_meeting
from varde.referrals.tracks import tracks_for
from varde.scheduling.booking import CAME
from varde.scheduling.models import Appointment
from varde.web.shell import http
from varde.web.shell.forms import Form, FormFault, LimitedText, Typed, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import booking_words
from varde.web.staff.appointments import bp
from varde.web.staff.records import record_page


def _open(enrolment_id: int, appointment_id: int, *, write: bool = False) -> tuple[Enrolment, Appointment, Meeting]:
    """:raises NoSuchAppointment: it is not hers. :raises MeetingNotHeld"""
    work = http.work()
    enrolment = record_page(enrolment_id, "notes", write=write)
    row = (service.appointment_by_id if write else service.appointment_of)(work, enrolment, appointment_id)
    if row.state not in CAME:
        raise MeetingNotHeld()
    return enrolment, row, programme_of(work, enrolment.programme).find_meeting(row.meeting) or ANY


@bp.get("/pasient/<int:enrolment_id>/timer/<int:appointment_id>/referat", endpoint="record")
@audience("staff")
def record(enrolment_id: int, appointment_id: int) -> str:
    """The form, filled in with what stands, and what stood before."""
    enrolment, row, meeting = _open(enrolment_id, appointment_id)
    return _page(enrolment, row, meeting, {}, {})


@bp.post("/pasient/<int:enrolment_id>/timer/<int:appointment_id>/referat", endpoint="keep_record")
@audience("staff")
def keep(enrolment_id: int, appointment_id: int) -> Any:
    """Keep it. What the meeting decides is done; where it closes, the page of the end comes next."""
    enrolment, row, meeting = _open(enrolment_id, appointment_id, write=True)
    declared: dict[str, fields.Field[Any]] = {
        "risk": LimitedText(LONGEST_WORDS),
        "diagnosis_code": LimitedText(LONGEST_CODE),
        "diagnosis": LimitedText(LONGEST_DIAGNOSIS),
        "track": Typed(),
        "grounds": LimitedText(LONGEST_WORDS),
        "decision": Typed(),
    }
    try:
        said = Recorded(**read_form(Form.from_dict(declared)()))
        kept = record_meeting(http.work(), actor(), enrolment, row, meeting, said)
    except FormFault as fault:
        return _page(enrolment, row, meeting, typed(), fault.said(http.speech())), 422
    except RecordRefused as fault:
        wrong = {control: http.speech().say(sentence) for control, sentence in fault.wrong.items()}
        return _page(enrolment, row, meeting, typed(), wrong), 422
    sentence, page = _next(enrolment, meeting, kept)
    flash(http.speech().say(sentence, name=enrolment.person.given_name), "done")
    return redirect(url_for(page, enrolment_id=enrolment_id), 303)


def _next(enrolment: Enrolment, meeting: Meeting, kept: MeetingRecord) -> tuple[Any, str]:
    """What is said, and the page that comes next."""
    if meeting.closes and enrolment.state in UNDER_WAY:
        return booking_words.RECORD_CLOSES, "leaving.finish"
    if kept.decision is None or enrolment.started_at is not None:
        return booking_words.RECORD_KEPT, "timebook.of_patient"
    if kept.decision == "not":
        return booking_words.RECORD_NOT, "leaving.finish"
    said = booking_words.RECORD_BEGINS if kept.decision == "begin" else booking_words.RECORD_WAITS
    return said, "timebook.of_patient"


def _page(
    enrolment: Enrolment, row: Appointment, meeting: Meeting, form: Mapping[str, str], errors: Mapping[str, str]
) -> str:
    work, programme = http.work(), programme_of(http.work(), enrolment.programme)
    earlier = [each for each in records_of(work, enrolment.id) if each.appointment_id == row.id]
    newest = earlier[0] if earlier else None
    titles = {track.key: track.title for track in programme.tracks}
    own = [(enrolment.track, titles[enrolment.track])] if enrolment.track in titles else []
    return render_template(
        "timebook/record.html",
        enrolment=enrolment,
        row=row,
        meeting=meeting,
        title=meeting.title,
        closes=meeting.closes and enrolment.state in UNDER_WAY,
        earlier=earlier,
        tracks=own + [(track.key, track.title) for track in tracks_for(work, enrolment)],
        titles=titles,
        decisions=list(booking_words.DECISIONS.items()),
        words=booking_words.DECISIONS,
        longest={"code": LONGEST_CODE, "diagnosis": LONGEST_DIAGNOSIS, "words": LONGEST_WORDS},
        given=dict(form) or (asdict(said_in(newest)) if newest is not None else {"track": enrolment.track or ""}),
        errors=dict(errors),
        nav=staff_nav("caseload"),
    )
