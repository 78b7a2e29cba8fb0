"""Break-glass: the page before the door, the opening after a fresh sign-in, and what stands on each page meanwhile."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.alerts.service import open_alerts
from varde.alerts.values import Alert
from varde.assessments.service import responses_of
from varde.audit.service import record
from varde.dialogue.service import messages_of
from varde.enrolments.access import behind_glass, may_break_glass
from varde.enrolments.break_glass import (
    LONGEST,
    ask_to_open,
    asked_by,
    close_glass,
    is_ready,
    open_by_glass,
    standing_of,
)
from varde.enrolments.break_glass_errors import GlassNotNeeded
from varde.enrolments.break_glass_review import who_answers
from varde.enrolments.break_glass_rules import CONFIRMED_WITHIN, KINDS, OPEN_FOR, told_by
from varde.enrolments.errors import NoRelation, RecordClosed
from varde.enrolments.models import Enrolment
from varde.enrolments.service import history_of
from varde.identity.service import phone_of
from varde.kernel.dates import age_on
from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.notes.service import LONGEST as LONGEST_NOTE
from varde.notifications.of_break_glass import is_told_of_glass
from varde.programmes.gone import programme_of
from varde.record.patient import timeline_of
from varde.record.safety import measured, safety_lines
from varde.safety.service import said_and_known
from varde.scheduling.service import agenda_of, appointments_of
from varde.standing.weeks import week_of
from varde.web.shell import http
from varde.web.shell.break_glass_told import KIND
from varde.web.shell.confirming import confirm_url
from varde.web.shell.forms import Form, LimitedText, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import break_glass_words as words
from varde.web.staff.must_know import must_know
from varde.web.staff.records import record_page

bp = Blueprint("break_glass", __name__, url_prefix="/pasient")
FEW_MESSAGES = 5
LATELY = timedelta(days=2)


@bp.app_context_processor
def standing() -> dict[str, Any]:
    """What every page of a record that was opened by break-glass says."""
    row = g.get("break_glass")
    if row is None:
        return {}
    close_url = url_for("break_glass.close", enrolment_id=row.enrolment_id)
    return {"break_glass": {"ends_at": row.ends_at, "close_url": close_url}}


def closed_page(enrolment_id: int, closed: RecordClosed, errors: dict[str, str] | None = None, reason: str = "") -> Any:
    """What stands where a record is closed to a therapist: take it over where that may be, or open it by break-glass. Not a word
    of the patient. Logged as the refusal it is."""
    work, signed_in = http.work(), actor()
    if closed.access is not None:
        record(work, closed.access)
    glass = None
    if signed_in.may("break_glass"):
        with suppress(GlassNotNeeded):  # she has opened it by break-glass, and would take it over
            glass = _glass(may_break_glass(work, signed_in, enrolment_id), {})
    return render_template(
        "break_glass/closed.html",
        enrolment_id=enrolment_id,
        why=_why(closed),
        takes_over=isinstance(closed, NoRelation) and signed_in.may("take_over"),
        asked=None,
        glass=glass,
        errors=dict(errors or {}),
        typed=reason,
        given={},
        nav=staff_nav("caseload"),
    )


def _why(closed: RecordClosed) -> Text:
    return words.NOT_OF_TEAM if isinstance(closed, NoRelation) else closed.sentence


def _glass(enrolment: Enrolment, form: Mapping[str, str]) -> dict[str, Any]:
    """What the form needs."""
    work = http.work()
    return {
        "kinds": [(key, KIND[key], words.LISTEN if key == "call" else None) for key in KINDS],
        "until": work.now + OPEN_FOR,
        "told_by": told_by(work.today, work.zone),
        "heads": [person.name for person in who_answers(work, enrolment, actor().person_id)],
        "longest": LONGEST,
        "once": form.get("once") or secrets.token_urlsafe(12),
    }


@bp.get("/<int:enrolment_id>/nodrett", endpoint="ask")
@audience("break_glass")
def ask(enrolment_id: int) -> Any:
    """Ask to open; or, when she has identified herself since she asked, open."""
    try:
        return _page(*behind_glass(http.work(), actor(), enrolment_id))
    except GlassNotNeeded:
        return redirect(url_for("caseload.patient", enrolment_id=enrolment_id))


def _page(
    enrolment: Enrolment,
    closed: RecordClosed,
    errors: dict[str, str] | None = None,
    form: Mapping[str, str] | None = None,
) -> str:
    work, signed_in = http.work(), actor()
    row = asked_by(work, signed_in, enrolment.id)
    waits = row is not None and work.now <= row.asked_at + CONFIRMED_WITHIN and not errors
    back = url_for("break_glass.ask", enrolment_id=enrolment.id)
    return render_template(
        "break_glass/closed.html",
        enrolment_id=enrolment.id,
        why=_why(closed),
        takes_over=False,
        asked=row if waits else None,
        ready=row is not None and is_ready(work, signed_in, row),
        confirm_url=confirm_url(signed_in, back),
        glass=_glass(enrolment, form or {}),
        errors=errors or {},
        typed="",
        given=dict(form or {}),
        nav=staff_nav("caseload"),
    )


@bp.post("/<int:enrolment_id>/nodrett", endpoint="begin")
@audience("break_glass")
def begin(enrolment_id: int) -> Any:
    """Write why; from the page that follows she goes to identify herself anew. A browser follows no form to another's page."""
    work, signed_in = http.work(), actor()
    enrolment, closed = behind_glass(work, signed_in, enrolment_id)
    try:
        form = read_form(
            _form(kind=LimitedText(10), why=LimitedText(2 * LONGEST), agree=LimitedText(1), once=LimitedText(60))
        )
        if form["agree"] != "1":
            return _page(enrolment, closed, {"agree": http.speech().say(words.AGREE)}, typed()), 422
        ask_to_open(work, signed_in, enrolment, form["kind"], form["why"], form["once"])
    except BadInput as fault:
        return _page(enrolment, closed, {"why": fault.to(http.language())}, typed()), 422
    return redirect(url_for("break_glass.ask", enrolment_id=enrolment_id), 303)


@bp.post("/<int:enrolment_id>/nodrett/apne", endpoint="open")
@audience("break_glass")
def open_record_now(enrolment_id: int) -> Response:
    """Open it, for four hours from now. Whoever has it open by break-glass already, by a click too many, goes in."""
    work, signed_in = http.work(), actor()
    if standing_of(work, signed_in, enrolment_id) is None:
        open_by_glass(work, signed_in, may_break_glass(work, signed_in, enrolment_id))
    return redirect(url_for("break_glass.inside", enrolment_id=enrolment_id), 303)


@bp.get("/<int:enrolment_id>/nodrett/inne", endpoint="inside")
@audience("break_glass")
def inside(enrolment_id: int) -> Any:
    """What is most needed first: what must be known, what happened lately, and a place to write what was done."""
    work, speech = http.work(), http.speech()
    enrolment = record_page(enrolment_id, "record")
    programme = programme_of(work, enrolment.programme)
    said, safety = said_and_known(work, enrolment)
    responses, alerts = responses_of(work, enrolment_id), open_alerts(work, enrolment_id)
    answered = measured(programme, enrolment, responses, alerts, work.catalogue.all(Alert).values())
    happened = timeline_of(
        work,
        speech,
        programme,
        history=history_of(work, enrolment_id),
        agenda=agenda_of(work, enrolment_id),
        responses=responses,
        appointments=appointments_of(work, enrolment_id),
        deliveries=(),
    )
    born = enrolment.person.birth_date
    return render_template(
        "break_glass/inside.html",
        enrolment=enrolment,
        programme=programme,
        age=age_on(born, work.today) if born else None,
        week=week_of(enrolment.started_at, work.now, enrolment.state, programme.weeks, work.zone),
        phone=phone_of(work, enrolment.person),
        must_know=must_know(speech, safety_lines(programme, enrolment.track, safety, said, answered)),
        messages=messages_of(work, enrolment_id, FEW_MESSAGES),
        lately=[entry for entry in happened if entry.state != "later" and entry.at >= work.now - LATELY],
        told=_is_told(enrolment),
        longest=LONGEST_NOTE,
        once=secrets.token_urlsafe(12),
        nav=staff_nav("caseload"),
    )


def _is_told(enrolment: Enrolment) -> bool:
    row = g.get("break_glass")
    if row is None or enrolment.therapist_id is None:
        return False
    return is_told_of_glass(http.work(), row.id, enrolment.therapist_id)


@bp.post("/<int:enrolment_id>/nodrett/lukk", endpoint="close")
@audience("break_glass")
def close_now(enrolment_id: int) -> Response:
    """Close it before the four hours are over."""
    close_glass(http.work(), actor(), enrolment_id)
    flash(http.speech().say(words.CLOSED), "done")
    return redirect(url_for("caseload.index"), 303)


def _form(**fields: LimitedText) -> Form:
    form: Form = Form.from_dict(fields)()  # type: ignore[assignment, arg-type]
    return form
