"""Pages about when: the patient puts a questionnaire off, or opens one herself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.assessments.errors import AlreadyAsked, BadPostponement
from varde.assessments.planning import ask_now, check_postponable, postpone, postponed_until
from varde.assessments.service import open_sheet
from varde.assessments.sheet import Sheet
from varde.enrolments.access import open_record
from varde.web.patient import words
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience

bp = Blueprint("planning", __name__)


@bp.get("/skjema/<int:agenda_id>/utsett", endpoint="postpone")
@audience("patient")
def ask_when(agenda_id: int) -> str:
    """The days she may choose to be reminded on. :raises Conflict: it cannot be put off, with a sentence that says why."""
    sheet = open_sheet(http.work(), actor(), agenda_id)
    return _page(sheet)


@bp.post("/skjema/<int:agenda_id>/utsett", endpoint="put_off")
@audience("patient")
def put_off(agenda_id: int) -> Any:
    """Remind her on the day she chose instead."""
    work, language = http.work(), http.language()
    sheet = open_sheet(work, actor(), agenda_id, write=True)
    day = typed().get("day", "")
    try:
        chosen = postpone(work, actor(), sheet, _days_until(day, work.today), language)
    except BadPostponement as error:
        return _page(sheet, chosen=day, errors={"day": error.to(language)}), 422
    flash(http.speech().say(words.REMINDED_ON, day=http.speech().weekday(chosen)), "done")
    return redirect(url_for("patient.home", enrolment_id=sheet.enrolment.id), 303)


def _days_until(typed: str, today: date) -> int:
    """Days from today to the date of the form; 0, which is no choice, when it is not a date."""
    try:
        return (date.fromisoformat(typed) - today).days
    except ValueError:
        return 0


def _page(sheet: Sheet, *, chosen: str = "", errors: Mapping[str, str] | None = None) -> str:
    work, language = http.work(), http.language()
    dates = check_postponable(work, sheet, language)
    stand_at(sheet.enrolment)
    before = postponed_until(sheet.item)
    return render_template(
        "questionnaires/postpone.html",
        sheet=sheet,
        errors=dict(errors or {}),
        before=before,
        chosen=chosen or (before.isoformat() if before in dates else ""),
        choices=[(day.isoformat(), http.speech().weekday(day)) for day in dates],
    )


@bp.post("/skjema/forlop/<int:enrolment_id>/ny", endpoint="open_own")
@audience("patient")
def open_own(enrolment_id: int) -> Any:
    """The patient opens a questionnaire herself, and goes on to it. When it is open already, to the list."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "questionnaire", write=True)
    try:
        item = ask_now(work, actor(), enrolment, typed().get("occasion", ""), http.language())
    except AlreadyAsked:
        return redirect(url_for("questionnaires.index", enrolment_id=enrolment_id), 303)
    return redirect(url_for("questionnaires.answer", agenda_id=item.id), 303)
