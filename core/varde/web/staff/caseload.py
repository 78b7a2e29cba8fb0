"""The therapist's workplace: one patient. Her list is in :mod:`varde.web.staff.caseload_list`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.alerts.errors import NotWorse, PlanNeeded, PlanUntil
from varde.alerts.plans import LONGEST as LONGEST_PLAN
from varde.alerts.plans import LONGEST_DAYS, plans_of, worse_by, write_plan
from varde.alerts.service import open_alerts
from varde.alerts.values import Alert
from varde.appointments.service import rooms_for
from varde.assessments.service import responses_of
from varde.caseload.handed import reason_handed
from varde.caseload.service import reason_of, row_of
from varde.dialogue.rules import NO_ANSWER_BECAUSE
from varde.dialogue.service import LONGEST, mark_read, messages_of, reply_of, thread_of, write, writing_in
from varde.dialogue.templates import templates_for
from varde.dialogue.waiting import EVERY_TOPIC, last_settled, settle, waiting_topic
from varde.enrolments.access import is_only_asked, may_take_over
from varde.enrolments.care_roles import care_roles_of, titles
from varde.enrolments.errors import Blocked, EndedElsewhere, NoRelation
from varde.enrolments.gates import gate_ahead
from varde.enrolments.models import Enrolment
from varde.enrolments.service import history_of, resume, take_over
from varde.enrolments.team import team_of
from varde.enrolments.words import STATE
from varde.identity.service import phone_of
from varde.kernel.dates import age_on, as_date
from varde.kernel.errors import BadInput
from varde.modules.entries import (
    LONGEST_FEEDBACK,
    give_feedback,
    settle_entry,
    shared_counts,
    shared_entries,
    shared_entry,
)
from varde.modules.progress import kept_of, known_for_release, lay_path
from varde.notes.service import LONGEST as LONGEST_INNER
from varde.notes.service import notes_of, write_note
from varde.notifications.service import deliveries_of
from varde.programmes.gone import programme_of
from varde.programmes.look_for import to_look_for
from varde.record import words as record_words
from varde.record.measured import panels_of
from varde.record.overviews import said_on, speaking_exercises
from varde.record.patient import exercise_titles, other_scales, sheets_of, timeline_of
from varde.record.safety import measured, safety_lines
from varde.record.trajectory import course_of, others_over_time, trajectory_of
from varde.referrals.receiving import pending_of
from varde.safety.service import said_and_known
from varde.scheduling.service import agenda_of, appointments_of
from varde.standing.danger import is_danger
from varde.standing.weeks import week_of
from varde.web.shell import http
from varde.web.shell.forms import FormFault, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import booking_words, words
from varde.web.staff.alert_lines import open_lines
from varde.web.staff.booking_form import book_from_form, choices_of
from varde.web.staff.break_glass import closed_page
from varde.web.staff.forms import LENGTHS, feedback_form, inner_note_form, message_form, reason_form, settle_form
from varde.web.staff.must_know import must_know
from varde.web.staff.records import record_page
from varde.web.staff.time_spent import time_card
from varde.web.staff.worse_lines import worse_line

bp = Blueprint("caseload", __name__)
FEW_MESSAGES = 6
FEW_NOTES = 3
SHOWN_EVENTS = 14
SHOWN_ENTRIES = 20  # those without an answer first; a diary has a page of its own


@bp.get("/pasient/<int:enrolment_id>")
@audience("staff")
def patient(enrolment_id: int) -> Any:
    """One patient. A therapist who is not the patient's is offered to take over or to break the glass, and sees nothing else."""
    try:
        enrolment = record_page(enrolment_id, "record")
    except (NoRelation, EndedElsewhere, Blocked) as closed:
        if isinstance(closed, NoRelation) or actor().may("break_glass"):
            return closed_page(enrolment_id, closed), 403
        raise
    return _page(enrolment)


def _page(enrolment: Enrolment, errors: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None) -> str:
    work, signed_in = http.work(), actor()
    programme = programme_of(work, enrolment.programme)
    said, safety = said_and_known(work, enrolment)
    known = known_for_release(work, enrolment, programme)
    path = lay_path(
        programme, enrolment, kept_of(work, enrolment.id), safety, work, http.language(), known, to_staff=True
    )
    responses, agenda = responses_of(work, enrolment.id), agenda_of(work, enrolment.id)
    appointments, deliveries = appointments_of(work, enrolment.id), deliveries_of(work, enrolment.id)
    thread, messages = thread_of(work, enrolment.id), messages_of(work, enrolment.id, FEW_MESSAGES)
    speech = http.speech()
    entries = timeline_of(
        work,
        speech,
        programme,
        history=history_of(work, enrolment.id),
        agenda=agenda,
        responses=responses,
        appointments=appointments,
        deliveries=deliveries,
    )
    later = [entry for entry in entries if entry.state == "later"]
    row = row_of(work, enrolment.id)
    shared, diaries = shared_counts(work, enrolment.id)
    sheets = sheets_of(speech, programme, shared_entries(work, enrolment.id, SHOWN_ENTRIES))
    alerts, worse = open_alerts(work, enrolment.id), worse_by(work, responses)
    answered = measured(programme, enrolment, responses, alerts, work.catalogue.all(Alert).values())
    speaking = speaking_exercises(work, enrolment, diaries)
    trajectory = trajectory_of(work, speech, enrolment, programme, responses, agenda)
    beside = others_over_time(work, speech, enrolment, programme, responses, agenda)
    mark_read(work, signed_in, thread)
    gate = gate_ahead(work, enrolment, programme, "start") if enrolment.started_at is None else None
    born = enrolment.person.birth_date
    return render_template(
        "caseload/patient.html",
        enrolment=enrolment,
        programme=programme,
        path=path,
        words=record_words,
        track=next((t for t in programme.tracks if t.key == enrolment.track), None),
        age=age_on(born, work.today) if born else None,
        phone=phone_of(work, enrolment.person),
        pending=pending_of(work, enrolment),
        row=row,
        alerts=open_lines(work, alerts, signed_in.person_id),
        danger=any(is_danger(raised.severity, crisis=raised.crisis) for raised, _declared in alerts),
        must_know=must_know(speech, safety_lines(programme, enrolment.track, safety, said, answered)),
        reason=reason_of(row) if row else None,
        handed=reason_handed(work, row) if row else None,
        worse=[worse_line(speech, each, speaking) for each in worse],
        plans=plans_of(work, enrolment.id, worse),
        earliest=work.today + timedelta(days=1),
        latest=work.today + timedelta(days=LONGEST_DAYS),
        longest_plan=LONGEST_PLAN,
        week=week_of(enrolment.started_at, work.now, enrolment.state, programme.weeks, work.zone),
        state=STATE[enrolment.state],
        trajectory=trajectory,
        others=beside,
        course=course_of(speech, enrolment, [*([trajectory] if trajectory else []), *beside]),
        panels=panels_of(work, speech, enrolment),
        scales=other_scales(work, speech, programme.main_instrument(enrolment.track), responses),
        sheets=sheets,
        look_for=to_look_for(programme.modules, (sheet.row.module for sheet in sheets if sheet.waits)),
        shared=shared,
        shared_diaries=diaries,
        said_now=said_on(speech, speaking, work.today),
        exercise_titles=exercise_titles(speech, programme),
        team=team_of(work, enrolment.id),
        team_titles=titles(care_roles_of(work, enrolment.organisation_id)),
        thread=thread,
        waiting=reply_of(thread, work.now),
        messages=messages,
        reasons=NO_ANSWER_BECAUSE,
        templates=templates_for(work, signed_in, enrolment),
        settled=last_settled(work, enrolment.id),
        writing=writing_in(enrolment, thread, by_patient=False),
        notes=notes_of(work, enrolment.id),
        few_notes=FEW_NOTES,
        me=signed_in.person_id,
        asked_only=is_only_asked(work, signed_in, enrolment),
        longest_inner=LONGEST_INNER,
        appointments=appointments,
        later=later[::-1],
        past=[entry for entry in entries if entry.state != "later" and not entry.notice],
        notices=[entry for entry in entries if entry.state != "later" and entry.notice],
        spent=time_card(enrolment),
        shown=SHOWN_EVENTS,
        undecided=enrolment.state in ("referred", "screening"),
        booking=choices_of(work, enrolment, rooms_for(work, enrolment)),
        gate=booking_words.gate_said(gate) if gate is not None else None,
        lengths=LENGTHS,
        once=secrets.token_urlsafe(12),
        longest=LONGEST,
        longest_feedback=LONGEST_FEEDBACK,
        today=work.today,
        errors=dict(errors or {}),
        given=dict(form or {}),
        nav=staff_nav("caseload"),
    )


def _open(enrolment_id: int, record_part: str) -> Enrolment:
    return record_page(enrolment_id, record_part, write=True)


def _back(enrolment_id: int, anchor: str = "") -> Response:
    return redirect(url_for("caseload.patient", enrolment_id=enrolment_id, _anchor=anchor or None), 303)


def _try(enrolment: Enrolment, deed: Callable[[], None], field: str, anchor: str, done: str) -> Any:
    """Do it and go back; or show the page again with what is wrong and what was typed."""
    try:
        deed()
    except BadInput as fault:
        speech = http.speech()
        errors = fault.said(speech) if isinstance(fault, FormFault) else {field: fault.to(speech.language)}
        errors = {field if key in ("body", "feedback") else key: said for key, said in errors.items()}
        return _page(enrolment, errors, typed()), 422
    flash(done, "done")
    return _back(enrolment.id, anchor)


@bp.post("/pasient/<int:enrolment_id>/melding")
@audience("staff")
def reply(enrolment_id: int) -> Any:
    """Write to the patient; what waited for an answer is settled."""
    enrolment = _open(enrolment_id, "messages")

    def deed() -> None:
        form = read_form(message_form())
        work = http.work()
        topic = form["topic"] or waiting_topic(work, enrolment_id)
        write(work, actor(), enrolment, form["body"], form["once"], topic_id=topic)

    return _try(enrolment, deed, "body", "dialog", http.speech().say(words.MESSAGE_SENT))


@bp.post("/pasient/<int:enrolment_id>/notat", endpoint="inner_note")
@audience("staff")
def write_inner_note(enrolment_id: int) -> Any:
    """Write for the others who treat the patient; it is never sent to her."""
    enrolment = _open(enrolment_id, "notes")

    def deed() -> None:
        form = read_form(inner_note_form())
        write_note(http.work(), actor(), enrolment, form["inner_note"], form["once"])

    return _try(enrolment, deed, "inner_note", "notater", http.speech().say(words.INNER_NOTE_KEPT))


@bp.post("/pasient/<int:enrolment_id>/avklart", endpoint="settle")
@audience("staff")
def settle_message(enrolment_id: int) -> Any:
    """The message needs no answer, and why."""
    enrolment = _open(enrolment_id, "messages")

    def deed() -> None:
        form = read_form(settle_form())
        topic = form["topic"] or EVERY_TOPIC
        settle(http.work(), actor(), enrolment, form["no_answer"], form["no_answer_why"], topic)

    return _try(enrolment, deed, "no_answer", "dialog", http.speech().say(words.MESSAGE_SETTLED))


@bp.post("/pasient/<int:enrolment_id>/ark/<int:sheet_id>")
@audience("staff")
def feedback(enrolment_id: int, sheet_id: int) -> Any:
    """Answer on what the patient has shared of an exercise."""
    enrolment, work = _open(enrolment_id, "exercise"), http.work()
    if (sheet := shared_entry(work, enrolment_id, sheet_id)) is None:
        return _page(enrolment, {"ark": http.speech().say(words.SHEET_NOT_SHARED)}), 409

    def deed() -> None:
        give_feedback(work, actor(), sheet, read_form(feedback_form())["feedback"])

    return _try(enrolment, deed, f"feedback-{sheet_id}", "ark", http.speech().say(words.FEEDBACK_SENT))


@bp.post("/pasient/<int:enrolment_id>/ark/<int:sheet_id>/lest", endpoint="settle_sheet")
@audience("staff")
def settle_shared_sheet(enrolment_id: int, sheet_id: int) -> Any:
    """What the patient has shared of an exercise is read, and needs no answer."""
    enrolment, work = _open(enrolment_id, "exercise"), http.work()
    if (sheet := shared_entry(work, enrolment_id, sheet_id)) is None:
        return _page(enrolment, {"ark": http.speech().say(words.SHEET_NOT_SHARED)}), 409
    settle_entry(work, actor(), sheet)
    flash(http.speech().say(words.SHEET_SETTLED), "done")
    return _back(enrolment_id, "ark")


@bp.post("/pasient/<int:enrolment_id>/plan", endpoint="plan")
@audience("staff")
def write_a_plan(enrolment_id: int) -> Any:
    """What is done about a deterioration, and until when."""
    enrolment, work = _open(enrolment_id, "plan"), http.work()
    form = typed()
    try:
        until = as_date(form.get("until", ""))
        write_plan(work, actor(), enrolment, form.get("plan", ""), until)
    except (PlanNeeded, PlanUntil, NotWorse) as fault:
        field = "until" if isinstance(fault, PlanUntil) else "plan"
        return _page(enrolment, {field: fault.to(http.language())}, form), 409 if isinstance(fault, NotWorse) else 422
    flash(http.speech().say(words.PLAN_WRITTEN, day=http.speech().near_day(until) if until else ""), "done")
    return _back(enrolment_id, "plan")


@bp.post("/pasient/<int:enrolment_id>/time", endpoint="book")
@audience("staff")
def book_appointment(enrolment_id: int) -> Any:
    """A new appointment with this therapist."""
    enrolment = _open(enrolment_id, "appointments")

    def deed() -> None:
        book_from_form(http.work(), actor(), enrolment)

    return _try(enrolment, deed, "day", "timer", http.speech().say(booking_words.BOOKED))


@bp.post("/pasient/<int:enrolment_id>/gjenoppta", endpoint="resume")
@audience("staff")
def resume_enrolment(enrolment_id: int) -> Response:
    """Go on; what was planned is moved by the length of the pause."""
    resume(http.work(), actor(), _open(enrolment_id, "state"))
    flash(http.speech().say(words.RESUMED), "done")
    return _back(enrolment_id, "forlop")


@bp.post("/pasient/<int:enrolment_id>/ta-over", endpoint="take_over")
@audience("staff")
def take_over_enrolment(enrolment_id: int) -> Any:
    """Become the patient's therapist; why is kept and shown to the patient."""
    work, signed_in = http.work(), actor()
    enrolment = may_take_over(work, signed_in, enrolment_id)
    try:
        take_over(work, signed_in, enrolment, read_form(reason_form())["reason"])
    except BadInput as fault:
        errors = {"reason": fault.to(http.language())}
        return closed_page(enrolment_id, NoRelation(), errors, typed().get("reason", "")), 422
    flash(http.speech().say(words.TAKEN_OVER), "done")
    return _back(enrolment_id)
