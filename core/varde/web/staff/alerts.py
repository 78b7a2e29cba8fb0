"""The clinician's page about one patient's alerts: what was crossed, what was done, closing it, and opting out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.alerts.call_in_rules import MOST_TRIES
from varde.alerts.call_ins import call_ins_of
from varde.alerts.errors import AllClosed, AlreadyClosed, NoneChosen, NoteNeeded, ReasonNeeded
from varde.alerts.optouts import LONGEST_REASON, may_never_be_off, opt_in, opt_out, opt_outs_of
from varde.alerts.plans import plans_of, worse_by
from varde.alerts.service import AlertView, alert_of, alerts_of, close_alert, declared_as, note_action, open_alert
from varde.alerts.together import Noted, note_together
from varde.alerts.values import Alert
from varde.appointments.service import is_bookable
from varde.assessments.service import responses_of
from varde.enrolments.models import Enrolment
from varde.identity.service import phone_of
from varde.instruments.values import Instrument
from varde.kernel.characters import row_number
from varde.kernel.errors import BadRequest
from varde.kernel.work import Work
from varde.modules.entries import shared_counts
from varde.record.overviews import speaking_exercises
from varde.record.words import APPOINTMENT_KIND
from varde.rules.language import facts_of
from varde.standing.danger import is_danger
from varde.standing.deterioration import Deterioration, worse_against
from varde.standing.words import worse_in_words
from varde.web.shell import http
from varde.web.shell.draft_forms import draft_written
from varde.web.shell.forms import sent, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import words
from varde.web.staff.alert_lines import CALL_OUTCOMES, HAPPENED, SEVERITY, facts_in_words, open_lines, sentences_of
from varde.web.staff.records import record_page
from varde.web.staff.worse_lines import when_worse

bp = Blueprint("alerts", __name__)


@bp.get("/pasient/<int:enrolment_id>/varsler")
@audience("treat")
def index(enrolment_id: int) -> Any:
    """Every alert of the enrolment."""
    return alerts_page(enrolment_id)


def alerts_page(
    enrolment_id: int,
    errors: Mapping[str, str] | None = None,
    text: str = "",
    *,
    ticked: Collection[int] = (),
    unsaved: str = "",
    call: Mapping[str, str] | None = None,
) -> str:
    """The page; ``call`` is what was typed about a call-in that was refused."""
    work, speech, signed_in = http.work(), http.speech(), actor()
    enrolment = record_page(enrolment_id, "alerts")
    views, opt_outs = alerts_of(work, enrolment_id), opt_outs_of(work, enrolment_id)
    return render_template(
        "alerts/index.html",
        enrolment=enrolment,
        views=views,
        phone=phone_of(work, enrolment.person),
        facts={view.row.id: facts_in_words(work, speech, view) for view in views},
        worse=_worse_then(work, enrolment, views),
        sentences={view.row.id: sentences_of(work, speech, view, enrolment.programme) for view in views},
        stoppable=_stoppable(
            work, views, {opt_out_view.row.alert for opt_out_view in opt_outs if opt_out_view.row.ended_at is None}
        ),
        opt_outs=opt_outs,
        calls=call_ins_of(work, enrolment, views),
        call=call or {},
        ways=APPOINTMENT_KIND,
        outcomes=list(CALL_OUTCOMES.items()),
        most_tries=MOST_TRIES,
        bookable=is_bookable(enrolment),
        me=signed_in.person_id,
        longest=LONGEST_REASON,
        severity=SEVERITY,
        happened=HAPPENED,
        open_lines=open_lines(
            work, [(v.row, v.declared) for v in views if v.row.state != "closed"], signed_in.person_id
        ),
        danger=any(v.row.state != "closed" and is_danger(v.row.severity, crisis=v.row.crisis) for v in views),
        ticked=ticked,
        unsaved=unsaved,
        begun=bool(draft_written(f"alerts-note/{enrolment_id}")),
        errors=errors or {},
        given=text,
        nav=staff_nav("caseload"),
    )


def _worse_then(
    work: Work, enrolment: Enrolment, views: list[AlertView]
) -> dict[int, tuple[str, str, str, Sequence[str]]]:
    """Of each alert about a deterioration, by its id: the instrument, against what the answer was worse, how in words, and what her
    exercises say of that day, as the phase of a diet in which symptoms are brought on."""
    about = {view.row.id: view for view in views if view.row.response_id and "worse" in facts_of(view.declared.rule)}
    if not about:
        return {}
    speech = http.speech()
    responses = [row for row in responses_of(work, enrolment.id) if row.submitted_at is not None]
    speaking = speaking_exercises(work, enrolment, shared_counts(work, enrolment.id)[1])
    said: dict[int, tuple[str, str, str, Sequence[str]]] = {}
    for alert_id, view in sorted(about.items(), reverse=True):
        instrument = work.catalogue.all(Instrument).get(view.declared.instrument)
        answers = [row for row in responses if row.instrument == view.declared.instrument]
        place = next((n for n, row in enumerate(answers) if row.id == view.row.response_id), None)
        worse = worse_against(instrument, answers[:place], answers[place]) if instrument and place is not None else None
        if instrument and isinstance(worse, Deterioration) and place is not None:
            then = when_worse(speech, speaking, answers[place].submitted_at or work.now)
            said[alert_id] = (instrument.key, worse.since, worse_in_words(instrument, worse, speech.language), then)
    return said


def _stoppable(work: Work, views: list[AlertView], off: set[str]) -> set[int]:
    """The newest alert of each declared kind that can be opted out of, and is not."""
    known = work.catalogue.all(Alert).keys() - off
    newest = {view.row.alert: view.row.id for view in sorted(views, key=lambda view: view.row.id)}
    return {
        newest[view.row.alert]
        for view in views
        if not may_never_be_off(work, view.declared) and view.row.alert in known
    }


def back_to_alerts(enrolment_id: int) -> Response:
    """After something was done."""
    return redirect(url_for("alerts.index", enrolment_id=enrolment_id), 303)


@bp.post("/pasient/<int:enrolment_id>/varsler/<int:alert_id>")
@audience("treat")
def act(enrolment_id: int, alert_id: int) -> Any:
    """Take it (open), write down what was done (action), or close it with a note (close)."""
    work, signed_in = http.work(), actor()
    record_page(enrolment_id, "alerts", write=True)
    row, note = alert_of(work, enrolment_id, alert_id), typed().get("note", "")
    try:
        match typed().get("action"):
            case "open":
                open_alert(work, signed_in, row)
            case "action":
                note_action(work, signed_in, row, note)
                flash(http.speech().say(words.WRITTEN_DOWN), "done")
            case "close":
                close_alert(work, signed_in, row, note)
                open_worse = _is_worse_without_plan(work, enrolment_id)
                flash(http.speech().say(words.ALERT_CLOSED_WORSE if open_worse else words.ALERT_CLOSED), "done")
            case _:
                raise BadRequest()
    except NoteNeeded as fault:
        return alerts_page(enrolment_id, {f"note-{alert_id}": fault.to(http.language())}, note), 422
    except AlreadyClosed as fault:
        return alerts_page(enrolment_id, {"": fault.to(http.language())}, unsaved=note), 409
    return back_to_alerts(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/varsler", endpoint="together")
@audience("treat")
def note_on_several(enrolment_id: int) -> Any:
    """One note of what was done about those that are ticked: written down (action), or closed with it (close)."""
    work, signed_in, form = http.work(), actor(), typed()
    record_page(enrolment_id, "alerts", write=True)
    numbers = [row_number(each) for each in sent().get("alert", ())]
    ticked, note, deed = {number for number in numbers if number}, form.get("note", ""), form.get("action")
    if None in numbers or deed not in ("action", "close"):
        raise BadRequest()
    try:
        noted = note_together(work, signed_in, enrolment_id, ticked, note, close=deed == "close")
    except NoneChosen as fault:
        return alerts_page(enrolment_id, {"alerts": fault.to(http.language())}, note), 422
    except NoteNeeded as fault:
        return alerts_page(enrolment_id, {"note-together": fault.to(http.language())}, note, ticked=ticked), 422
    except AllClosed as fault:
        return alerts_page(enrolment_id, {"": fault.to(http.language())}, note, unsaved=note), 409
    _say_noted(enrolment_id, noted, closed=deed == "close")
    if form.get("back") == "patient":
        return redirect(url_for("caseload.patient", enrolment_id=enrolment_id), 303)
    return back_to_alerts(enrolment_id)


def _say_noted(enrolment_id: int, noted: Noted, *, closed: bool) -> None:
    work, speech = http.work(), http.speech()
    if not closed:
        flash(speech.count(words.NOTED_ON, len(noted.done)), "done")
    elif _is_worse_without_plan(work, enrolment_id):
        flash(speech.count(words.ALERTS_CLOSED_WORSE, len(noted.done)), "done")
    else:
        flash(speech.count(words.ALERTS_CLOSED, len(noted.done)), "done")
    for row in noted.closed_before:
        flash(speech.say(words.CLOSED_BEFORE, title=declared_as(work, row).title), "now")


def _is_worse_without_plan(work: Work, enrolment_id: int) -> bool:
    worse = worse_by(work, responses_of(work, enrolment_id))
    return bool(worse) and not any(plan.holds for plan in plans_of(work, enrolment_id, worse))


@bp.post("/pasient/<int:enrolment_id>/varsler/<int:alert_id>/ikke")
@audience("treat")
def stop(enrolment_id: int, alert_id: int) -> Any:
    """Do not raise alerts of this one's kind about this patient."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "alerts", write=True)
    row, reason = alert_of(work, enrolment_id, alert_id), typed().get("reason", "")
    try:
        opt_out(work, signed_in, enrolment, row.alert, reason)
    except ReasonNeeded as fault:
        return alerts_page(enrolment_id, {f"reason-{alert_id}": fault.to(http.language())}, reason), 422
    flash(http.speech().say(words.ALERT_STOPPED), "done")
    return back_to_alerts(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/varsler/igjen/<int:opt_out_id>")
@audience("treat")
def again(enrolment_id: int, opt_out_id: int) -> Any:
    """Raise that kind of alert again."""
    work, signed_in = http.work(), actor()
    record_page(enrolment_id, "alerts", write=True)
    opt_in(work, signed_in, enrolment_id, opt_out_id)
    flash(http.speech().say(words.ALERT_AGAIN), "done")
    return back_to_alerts(enrolment_id)
