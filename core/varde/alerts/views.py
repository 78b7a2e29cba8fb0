"""The clinician's page about one patient's alerts: what was crossed, what was done, and closing it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from varde.alerts.errors import NoteNeeded
from varde.alerts.service import alert_of, alerts_of, close_alert, note_action, open_alert
from varde.assessments.models import Response
from varde.identity.pages import actor, audience, staff_nav, translate
from varde.identity.service import phone_of
from varde.instruments.values import Instrument
from varde.kernel import http
from varde.kernel.errors import BadRequest
from varde.kernel.words import Text
from varde.programmes.access import open_record

bp = Blueprint("alerts", __name__)

SEVERITY = {
    "amber": Text("Innen én virkedag", "Innan éin virkedag", "Within one working day"),
    "red": Text("I dag", "I dag", "Today"),
    "critical": Text("Nå", "No", "Now"),
}
HAPPENED = {
    "raised": Text("Grensen ble krysset", "Grensa vart kryssa", "The limit was crossed"),
    "escalated": Text("Ingen åpnet i tide. Alle ved klinikken fikk beskjed.", "Ingen opna i tide. Alle ved klinikken fekk beskjed.",
                      "Nobody opened it in time. Everybody at the clinic was told."),
    "opened": Text("Åpnet", "Opna", "Opened"),
    "action": Text("Gjort", "Gjort", "Done"),
    "closed": Text("Lukket", "Lukka", "Closed"),
}  # fmt: skip


@bp.get("/pasient/<int:enrolment_id>/varsler")
@audience("therapist")
def index(enrolment_id: int) -> Any:
    """Every alert of the enrolment."""
    return _page(enrolment_id)


def _page(enrolment_id: int, errors: dict[str, str] | None = None, given: str = "") -> str:
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "alerts")
    views = alerts_of(work, enrolment_id)
    answers = {view.row.id: _answers(view.row.response_id) for view in views if view.row.response_id}
    return render_template(
        "alerts/index.html", enrolment=enrolment, views=views, answers=answers, phone=phone_of(work, enrolment.person),
        severity=SEVERITY, happened=HAPPENED, errors=errors or {}, given=given, nav=staff_nav("caseload"),
        organisation=enrolment.organisation,
    )  # fmt: skip


def _answers(response_id: int) -> list[tuple[Text, str]]:
    """What was answered to the questions that can raise an alert, in words."""
    work = http.work()
    response = work.session.get(Response, response_id)
    instrument = work.catalogue.all(Instrument).get(response.instrument) if response else None
    if response is None or instrument is None:
        return []
    said = []
    for item in instrument.safety_items:
        value = response.answers.get(item.key)
        words = dict(item.choices).get(int(value)) if value is not None and item.choices else None
        shown = words.to(http.language()) if words else translate("Ikke svart") if value is None else str(value)
        said.append((item.label, shown))
    return said


@bp.post("/pasient/<int:enrolment_id>/varsler/<int:alert_id>")
@audience("therapist")
def act(enrolment_id: int, alert_id: int) -> Any:
    """Take it (open), write down what was done (action), or close it with a note (close)."""
    work, somebody = http.work(), actor()
    open_record(work, somebody, enrolment_id, "alerts", write=True)
    row, note = alert_of(work, enrolment_id, alert_id), request.form.get("note", "")
    try:
        match request.form.get("action"):
            case "open":
                open_alert(work, somebody, row)
            case "action":
                note_action(work, somebody, row, note)
            case "close":
                close_alert(work, somebody, row, note)
                flash(translate("Varselet er lukket."), "done")
            case _:
                raise BadRequest()
    except NoteNeeded as fault:
        return _page(enrolment_id, {f"note-{alert_id}": fault.to(http.language())}, note), 422
    return redirect(url_for("alerts.index", enrolment_id=enrolment_id), 303)
