"""What a patient has shared of an exercise that she writes in again and again: the week as a picture, each entry answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from varde.enrolments.models import Enrolment
from varde.kernel.dates import as_date
from varde.kernel.errors import BadInput
from varde.modules.dated import began_on, dated_kind
from varde.modules.entries import (
    LONGEST_FEEDBACK,
    SharedDiary,
    give_feedback,
    settle_entry,
    shared_between,
    shared_counts,
    shared_entry,
)
from varde.modules.errors import NoSuchStep
from varde.modules.rules import days_without, last_day_of, week_after, week_before, week_to
from varde.modules.seen import overview_of, read_for_overview, shared_around
from varde.programmes.gone import programme_of
from varde.programmes.values import Exercise, Module
from varde.record.entries import counted, entry_days, entry_view, week_pictures
from varde.record.overviews import overview_shown
from varde.web.shell import http
from varde.web.shell.forms import FormFault, read_form, typed
from varde.web.shell.pages import actor, audience, page_number, staff_nav
from varde.web.staff import words
from varde.web.staff.forms import feedback_form
from varde.web.staff.records import record_page

bp = Blueprint("exercises", __name__, url_prefix="/pasient/<int:enrolment_id>/ovelse/<module>/<step>")
PAGE = 40
"""How many entries of a week stand in the list at once."""


@bp.get("")
@audience("staff")
def show(enrolment_id: int, module: str, step: str) -> str:
    """The week with the newest entry, or the one that is asked for."""
    enrolment = record_page(enrolment_id, "record")
    return _page(enrolment, *_exercise(enrolment, module, step))


def _exercise(enrolment: Enrolment, module: str, step: str) -> tuple[Module, Exercise]:
    """:raises NoSuchStep: the programme has no such exercise, or it has one sheet."""
    exercise = programme_of(http.work(), enrolment.programme).exercises.get((module, step))
    if exercise is None or not exercise[1].dated:
        raise NoSuchStep()
    return exercise


def _page(enrolment: Enrolment, module: Module, step: Exercise, errors: Mapping[str, str] | None = None) -> str:
    """Two statements beside those of the gate, however much is shared, and one more where the exercise has an overview."""
    work, speech = http.work(), http.speech()
    _, diaries = shared_counts(work, enrolment.id)
    nothing = SharedDiary(module.key, step.key, 0, 0, work.today)
    diary = next((each for each in diaries if (each.module, each.step) == (module.key, step.key)), nothing)
    began = began_on(work, enrolment)
    last = last_day_of(as_date(request.args.get("til", "")) or diary.newest, work.today, began)
    week = week_to(last)
    daily = dated_kind(step).daily
    first = week[0] if daily else date.min
    rows = shared_between(work, enrolment.id, module.key, step.key, first, last) if diary.shared else []
    number = page_number(1 + len(rows) // PAGE)
    shown = rows if daily else rows[(number - 1) * PAGE : number * PAGE]
    views = [entry_view(speech, step, row, hers=False) for row in shown]
    around = shared_around(work, enrolment.programme, enrolment.id, module.key, step)
    return render_template(
        "caseload/exercise.html",
        enrolment=enrolment,
        module=module,
        step=step,
        diary=diary,
        overview=overview_shown(speech, overview_of(step), read_for_overview(step, module.key, around, work)),
        pictures=week_pictures(speech, step, views, week, days_without(week, (), work.today, began), hers=False)
        if daily
        else [],
        days=entry_days(speech, views[(number - 1) * PAGE : number * PAGE] if daily else views),
        counted=counted(speech, views) if daily else "",
        before=week_before(last, began) if daily else None,
        after=week_after(last, work.today) if daily else None,
        last=last,
        more=number + 1 if len(rows) > number * PAGE else 0,
        errors=errors or {},
        given=typed() if errors else {},
        longest=LONGEST_FEEDBACK,
        nav=staff_nav("caseload"),
    )


@bp.post("/<int:entry_id>")
@audience("staff")
def answer(enrolment_id: int, module: str, step: str, entry_id: int) -> Any:
    """Answer on one entry."""
    enrolment, declared, exercise = _open(enrolment_id, module, step)
    entry = shared_entry(http.work(), enrolment_id, entry_id)
    if entry is None:
        return _page(enrolment, declared, exercise, {"": http.speech().say(words.SHEET_NOT_SHARED)}), 409
    try:
        give_feedback(http.work(), actor(), entry, read_form(feedback_form())["feedback"])
    except BadInput as fault:
        speech = http.speech()
        said = fault.said(speech).get("feedback", "") if isinstance(fault, FormFault) else fault.to(speech.language)
        return _page(enrolment, declared, exercise, {f"feedback-{entry_id}": said}), 422
    return _back(enrolment_id, module, step, http.speech().say(words.FEEDBACK_SENT))


@bp.post("/<int:entry_id>/lest")
@audience("staff")
def settle(enrolment_id: int, module: str, step: str, entry_id: int) -> Any:
    """One entry is read, and needs no answer."""
    enrolment, declared, exercise = _open(enrolment_id, module, step)
    entry = shared_entry(http.work(), enrolment_id, entry_id)
    if entry is None:
        return _page(enrolment, declared, exercise, {"": http.speech().say(words.SHEET_NOT_SHARED)}), 409
    settle_entry(http.work(), actor(), entry)
    return _back(enrolment_id, module, step, http.speech().say(words.SHEET_SETTLED))


def _open(enrolment_id: int, module: str, step: str) -> tuple[Enrolment, Module, Exercise]:
    enrolment = record_page(enrolment_id, "exercise", write=True)
    return enrolment, *_exercise(enrolment, module, step)


def _back(enrolment_id: int, module: str, step: str, said: str) -> Any:
    flash(said, "done")
    week: dict[str, Any] = {"til": day.isoformat()} if (day := as_date(request.args.get("til", ""))) else {}
    address = url_for("exercises.show", enrolment_id=enrolment_id, module=module, step=step, _anchor="h-dager", **week)
    return redirect(address, 303)
