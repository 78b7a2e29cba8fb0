"""Those in danger who have no course and no referral that was taken: what they sent, and what was done."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.alerts.door import at_the_door, open_door, view_of
from varde.alerts.errors import AlreadyClosed, NoteNeeded
from varde.alerts.service import close_alert, note_action, open_alert
from varde.identity.service import organisation_by_id, phone_of
from varde.kernel.errors import BadRequest
from varde.programmes.gone import programme_of
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import words
from varde.web.staff.alert_lines import HAPPENED, SEVERITY, facts_in_words, sentences_of

bp = Blueprint("door", __name__, url_prefix="/fare")


@bp.get("")
@audience("therapist")
def index() -> str:
    """All of them at her clinics."""
    return render_template("alerts/doors.html", waiting=at_the_door(http.work(), actor()), nav=staff_nav("caseload"))


@bp.get("/<int:alert_id>")
@audience("therapist")
def show(alert_id: int) -> str:
    """One of them."""
    return _page(alert_id)


def _page(alert_id: int, errors: dict[str, str] | None = None, text: str = "", *, unsaved: str = "") -> str:
    work, speech, signed_in = http.work(), http.speech(), actor()
    door = open_door(work, signed_in, alert_id)
    view = view_of(work, alert_id)
    return render_template(
        "alerts/door.html",
        person=door.person,
        programme=programme_of(work, door.note.programme).title,
        phone=phone_of(work, door.person),
        view=view,
        facts=facts_in_words(work, speech, view),
        sentences=sentences_of(work, speech, view, door.note.programme),
        me=signed_in.person_id,
        severity=SEVERITY,
        happened=HAPPENED,
        errors=errors or {},
        given=text,
        unsaved=unsaved,
        nav=staff_nav("caseload"),
        organisation=organisation_by_id(work, door.row.organisation_id),
    )


@bp.post("/<int:alert_id>")
@audience("therapist")
def act(alert_id: int) -> Any:
    """Take it (open), write down what was done (action), or close it with a note (close)."""
    work, signed_in, note = http.work(), actor(), typed().get("note", "")
    row = open_door(work, signed_in, alert_id, write=True).row
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
        return _page(alert_id, {f"note-{alert_id}": fault.to(http.language())}, note), 422
    except AlreadyClosed as fault:
        return _page(alert_id, {"": fault.to(http.language())}, unsaved=note), 409
    return _back(alert_id)


def _back(alert_id: int) -> Response:
    return redirect(url_for("door.show", alert_id=alert_id), 303)
