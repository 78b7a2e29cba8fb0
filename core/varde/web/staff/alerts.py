"""The clinician's page about one patient's alerts: what was crossed, what was done, closing it, and opting out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.alerts.errors import NoteNeeded, ReasonNeeded
from varde.alerts.optouts import LONGEST_REASON, may_never_be_off, opt_in, opt_out, opt_outs_of
from varde.alerts.service import AlertView, alert_of, alerts_of, close_alert, note_action, open_alert
from varde.alerts.values import Alert
from varde.enrolments.access import open_record
from varde.identity.service import phone_of
from varde.kernel.errors import BadRequest
from varde.kernel.work import Work
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import words
from varde.web.staff.alert_lines import HAPPENED, SEVERITY, facts_in_words, sentences_of

bp = Blueprint("alerts", __name__)


@bp.get("/pasient/<int:enrolment_id>/varsler")
@audience("therapist")
def index(enrolment_id: int) -> Any:
    """Every alert of the enrolment."""
    return _page(enrolment_id)


def _page(enrolment_id: int, errors: dict[str, str] | None = None, text: str = "") -> str:
    work, speech, signed_in = http.work(), http.speech(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "alerts")
    views, opt_outs = alerts_of(work, enrolment_id), opt_outs_of(work, enrolment_id)
    return render_template(
        "alerts/index.html",
        enrolment=enrolment,
        views=views,
        phone=phone_of(work, enrolment.person),
        facts={view.row.id: facts_in_words(work, speech, view) for view in views},
        sentences={view.row.id: sentences_of(work, speech, view, enrolment.programme) for view in views},
        stoppable=_stoppable(
            work, views, {opt_out_view.row.alert for opt_out_view in opt_outs if opt_out_view.row.ended_at is None}
        ),
        opt_outs=opt_outs,
        me=signed_in.person_id,
        longest=LONGEST_REASON,
        severity=SEVERITY,
        happened=HAPPENED,
        errors=errors or {},
        given=text,
        nav=staff_nav("caseload"),
        organisation=enrolment.organisation,
    )


def _stoppable(work: Work, views: list[AlertView], off: set[str]) -> set[int]:
    """The newest alert of each declared kind that can be opted out of, and is not."""
    known = work.catalogue.all(Alert).keys() - off
    newest = {view.row.alert: view.row.id for view in sorted(views, key=lambda view: view.row.id)}
    return {
        newest[view.row.alert]
        for view in views
        if not may_never_be_off(work, view.declared) and view.row.alert in known
    }


def _back(enrolment_id: int) -> Response:
    return redirect(url_for("alerts.index", enrolment_id=enrolment_id), 303)


@bp.post("/pasient/<int:enrolment_id>/varsler/<int:alert_id>")
@audience("therapist")
def act(enrolment_id: int, alert_id: int) -> Any:
    """Take it (open), write down what was done (action), or close it with a note (close)."""
    work, signed_in = http.work(), actor()
    open_record(work, signed_in, enrolment_id, "alerts", write=True)
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
                flash(http.speech().say(words.ALERT_CLOSED), "done")
            case _:
                raise BadRequest()
    except NoteNeeded as fault:
        return _page(enrolment_id, {f"note-{alert_id}": fault.to(http.language())}, note), 422
    return _back(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/varsler/<int:alert_id>/ikke")
@audience("therapist")
def stop(enrolment_id: int, alert_id: int) -> Any:
    """Do not raise alerts of this one's kind about this patient."""
    work, signed_in = http.work(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "alerts", write=True)
    row, reason = alert_of(work, enrolment_id, alert_id), typed().get("reason", "")
    try:
        opt_out(work, signed_in, enrolment, row.alert, reason)
    except ReasonNeeded as fault:
        return _page(enrolment_id, {f"reason-{alert_id}": fault.to(http.language())}, reason), 422
    flash(http.speech().say(words.ALERT_STOPPED), "done")
    return _back(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/varsler/igjen/<int:opt_out_id>")
@audience("therapist")
def again(enrolment_id: int, opt_out_id: int) -> Any:
    """Raise that kind of alert again."""
    work, signed_in = http.work(), actor()
    open_record(work, signed_in, enrolment_id, "alerts", write=True)
    opt_in(work, signed_in, enrolment_id, opt_out_id)
    flash(http.speech().say(words.ALERT_AGAIN), "done")
    return _back(enrolment_id)
