"""What must be known about a patient, for her therapist: said anew, and locks opened with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.alerts.service import open_alerts
from varde.alerts.values import Alert
from varde.assessments.service import responses_of
from varde.enrolments.models import Enrolment
from varde.kernel.errors import BadInput, BadRequest
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.progress import path_of
from varde.programmes.gone import programme_of
from varde.programmes.values import Opener, Programme
from varde.record.safety import Measured, causes, lock_lines, measured, safety_lines
from varde.safety.service import (
    LONGEST_NOTE,
    changeable,
    close_lock,
    lock_of,
    may_change,
    open_lock,
    roles_here,
    said_about,
    state_facts,
)
from varde.standing.locks import held_lock, may_open_lock, steps_behind
from varde.web.shell import http
from varde.web.shell.fact_lines import answer_in_words
from varde.web.shell.forms import FormFault, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.safety_form import NOTE, code_of, safety_form, stated_in
from varde.web.staff import words
from varde.web.staff.forms import lock_form
from varde.web.staff.must_know import said_in_words
from varde.web.staff.records import record_page

bp = Blueprint("must_know", __name__, url_prefix="/pasient/<int:enrolment_id>")
OPENERS: Mapping[Opener, Text] = {
    "therapist": words.OPENER_THERAPIST,
    "dietitian": words.OPENER_DIETITIAN,
    "head": words.OPENER_HEAD,
    "nobody": words.OPENER_NOBODY,
}


@bp.get("/maa-vites")
@audience("staff")
def show(enrolment_id: int) -> str:
    """Every safety fact, what it locks, and what was said when."""
    return _page(record_page(enrolment_id, "safety"))


def _page(enrolment: Enrolment, errors: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None) -> str:
    work, speech = http.work(), http.speech()
    programme, said = programme_of(work, enrolment.programme), said_about(work, enrolment)
    safety, roles = path_of(work, enrolment, http.language()).safety, roles_here(work, actor(), enrolment)
    facts = {fact.key: fact for fact in programme.safety_facts}
    locks = programme.locks
    return render_template(
        "safety/show.html",
        enrolment=enrolment,
        programme=programme,
        lines=safety_lines(programme, enrolment.track, safety, said, _measured(work, enrolment, programme)),
        facts=facts,
        asked=changeable(programme),
        given=dict(form or {key: code_of(safety.facts.get(key)) for key in facts}),
        locks=lock_lines(programme, enrolment.track, safety, said),
        openers=OPENERS,
        openable={key for key, lock in locks.items() if may_open_lock(lock, roles)},
        behind={key: steps_behind(programme, enrolment.track, key) for key in locks},
        history=[
            line
            for line in reversed(said)
            if line.kind != "referred" and (line.subject in facts or line.subject in locks)
        ],
        said=said_in_words,
        answer=lambda fact, value: answer_in_words(speech, fact, value),
        note=NOTE,
        longest=LONGEST_NOTE,
        open=may_change(enrolment),
        errors=dict(errors or {}),
        nav=staff_nav("caseload"),
    )


def _measured(work: Work, enrolment: Enrolment, programme: Programme) -> Measured:
    responses, alerts = responses_of(work, enrolment.id), open_alerts(work, enrolment.id)
    return measured(programme, enrolment, responses, alerts, work.catalogue.all(Alert).values())


@bp.post("/maa-vites", endpoint="save")
@audience("staff")
def save(enrolment_id: int) -> Any:
    """Keep what the therapist has learnt; what is locked by it follows at once."""
    work = http.work()
    enrolment = record_page(enrolment_id, "safety", write=True)
    try:
        form = read_form(safety_form(changeable(programme_of(work, enrolment.programme))))
        changed = state_facts(work, actor(), enrolment, stated_in(form), form[NOTE])
    except BadInput as fault:
        return _page(enrolment, _errors(fault, NOTE), typed()), 422
    flash(http.speech().say(words.SAFETY_SAVED if changed else words.SAFETY_UNCHANGED), "done")
    return redirect(url_for("must_know.show", enrolment_id=enrolment_id), 303)


def _errors(fault: BadInput, field: str) -> dict[str, str]:
    speech = http.speech()
    return fault.said(speech) if isinstance(fault, FormFault) else {field: fault.to(speech.language)}


@bp.get("/las/<lock>", endpoint="lock")
@audience("staff")
def lock_page(enrolment_id: int, lock: str) -> str:
    """One lock: why, who said so, who may open it; and the form to open or close it."""
    return _lock_page(record_page(enrolment_id, "safety"), lock)


def _lock_page(enrolment: Enrolment, key: str, errors: Mapping[str, str] | None = None, reason: str = "") -> str:
    work, speech = http.work(), http.speech()
    programme, lock = programme_of(work, enrolment.programme), lock_of(work, enrolment, key)
    said, safety = said_about(work, enrolment), path_of(work, enrolment, http.language()).safety
    kept = held_lock(lock, safety.facts)
    lines = [
        line
        for line in safety_lines(programme, enrolment.track, safety, said, _measured(work, enrolment, programme))
        if kept is not None and line.fact.key in causes(lock, safety)
    ]
    return render_template(
        "safety/lock.html",
        enrolment=enrolment,
        lock=lock,
        steps=steps_behind(programme, enrolment.track, key),
        lines=lines,
        kept=kept,
        opened=next((line for line in reversed(said) if line.kind == "opened" and line.subject == key), None)
        if key in safety.opened
        else None,
        opener=OPENERS[lock.opener],
        able=may_open_lock(lock, roles_here(work, actor(), enrolment)) and may_change(enrolment),
        said=said_in_words,
        answer=lambda fact, value: answer_in_words(speech, fact, value),
        errors=dict(errors or {}),
        reason=reason,
        longest=LONGEST_NOTE,
        nav=staff_nav("caseload"),
    )


@bp.post("/las/<lock>", endpoint="change_lock")
@audience("staff")
def change_lock(enrolment_id: int, lock: str) -> Any:
    """Open the lock for this patient, or close it again; why is asked and kept."""
    work = http.work()
    enrolment = record_page(enrolment_id, "safety", write=True)
    deed = {"open": open_lock, "close": close_lock}.get(typed().get("action", ""))
    if deed is None:
        raise BadRequest()
    try:
        deed(work, actor(), enrolment, lock, read_form(lock_form())["reason"])
    except BadInput as fault:
        return _lock_page(enrolment, lock, _errors(fault, "reason"), typed().get("reason", "")), 422
    flash(http.speech().say(words.LOCK_OPENED if deed is open_lock else words.LOCK_CLOSED), "done")
    return _back(enrolment_id)


def _back(enrolment_id: int) -> Response:
    return redirect(url_for("caseload.patient", enrolment_id=enrolment_id, _anchor="trygg"), 303)
