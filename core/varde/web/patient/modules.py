"""The patient's modules: the list, one step at a time, worksheets that are saved while they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.content.texts import StepText, text_key
from varde.enrolments.access import open_record
from varde.enrolments.errors import WrongState
from varde.enrolments.models import Enrolment
from varde.enrolments.service import may_work_in, start
from varde.enrolments.words import STATE_SAID
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.modules.errors import BadWorksheet, NoSuchStep
from varde.modules.models import Worksheet
from varde.modules.progress import (
    ModuleView,
    Path,
    check_worksheet,
    feedback_on,
    finish_step,
    path_of,
    save_worksheet,
    step_of,
    worksheet_answers,
    worksheet_of,
)
from varde.programmes.values import Exercise, Programme, Step
from varde.web.patient import words
from varde.web.patient.places import may_read, saved_answer, saved_at, stand_at
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience

bp = Blueprint("modules", __name__, url_prefix="/moduler")
SHARED = "shared"


@bp.get("/<int:enrolment_id>")
@audience("patient")
def index(enrolment_id: int) -> str:
    """Every module with its steps, or why it is closed."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "modules")
    path = path_of(work, enrolment, http.language())
    stand_at(enrolment, organisation=enrolment.organisation)
    return render_template(
        "modules/index.html",
        enrolment=enrolment,
        path=path,
        programme=work.catalogue.one(Programme, enrolment.programme),
        readable=may_read(enrolment, work.now),
        workable=may_work_in(enrolment, work.now),
    )


@bp.post("/<int:enrolment_id>/start", endpoint="start")
@audience("patient")
def begin(enrolment_id: int) -> Response:
    """The patient begins. Pressing twice begins once."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "state", write=True)
    if enrolment.state != "active":
        start(work, enrolment)
        flash(http.speech().say(words.MODULE_BEGUN), "done")
    return redirect(url_for("patient.home", enrolment_id=enrolment_id), 303)


@dataclass(frozen=True, slots=True)
class StepPlace:
    """One step of one enrolment, allowed and looked up."""

    enrolment: Enrolment
    path: Path
    view: ModuleView
    step: Step

    @property
    def number(self) -> int:
        return 1 + self.view.module.steps.index(self.step)

    def neighbour(self, offset: int) -> Step | None:
        """The step before (-1) or after (+1) this one in the module."""
        place = self.number - 1 + offset
        return self.view.module.steps[place] if 0 <= place < len(self.view.module.steps) else None


def _place(enrolment_id: int, module: str, step: str, *, write: bool = False) -> StepPlace | None:
    """The step, or None when the modules are closed to this patient and the list must say why.

    :raises NoSuchEnrolment, ModuleLocked, NoSuchStep
    """
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "worksheet" if write else "modules", write=write)
    stand_at(enrolment, organisation=enrolment.organisation)
    if not may_read(enrolment, work.now):
        return None
    path = path_of(work, enrolment, http.language())
    view = path.view(module)
    return StepPlace(enrolment, path, view, step_of(view, step))


@bp.get("/<int:enrolment_id>/<module>/<step>")
@audience("patient")
def step(enrolment_id: int, module: str, step: str) -> Any:
    """Read the step; an exercise with what was written so far."""
    place = _place(enrolment_id, module, step)
    if place is None:
        return redirect(url_for("modules.index", enrolment_id=enrolment_id), 303)
    work = http.work()
    sheet = worksheet_of(work, enrolment_id, module, step) if isinstance(place.step, Exercise) else None
    return _show(place, sheet, worksheet_answers(work, sheet), shared=bool(sheet and sheet.shared))


def _show(
    place: StepPlace,
    sheet: Worksheet | None,
    answers: dict[str, str],
    *,
    shared: bool,
    errors: dict[str, str] | None = None,
) -> str:
    work, programme = http.work(), place.enrolment.programme
    text = work.catalogue.one(StepText, text_key(programme, place.view.module.key, place.step.key, http.language()))
    return render_template(
        "modules/step.html",
        place=place,
        enrolment=place.enrolment,
        view=place.view,
        step=place.step,
        text=text,
        sheet=sheet,
        given=answers,
        shared=shared,
        errors=errors or {},
        feedback=feedback_on(work, sheet) if sheet else None,
        saved=saved_at(sheet.saved_at) if sheet and not errors else "",
        workable=may_work_in(place.enrolment, work.now),
    )


@bp.post("/<int:enrolment_id>/<module>/<step>", endpoint="finish")
@audience("patient")
def finish(enrolment_id: int, module: str, step: str) -> Any:
    """Lay the stone, and go on to the next step."""
    place = _place(enrolment_id, module, step, write=True)
    if place is None:
        return redirect(url_for("modules.index", enrolment_id=enrolment_id), 303)
    work, form = http.work(), typed()
    if isinstance(place.step, Exercise):
        sheet = worksheet_of(work, enrolment_id, module, step)
        try:
            answers, shared = _read(place.step, form)
        except BadInput as error:
            shown = _show(place, sheet, form, shared=form.get(SHARED) == "1", errors=_errors(place.step, form, error))
            return shown, 422
        if answers or sheet:
            _must_work(place.enrolment, work)
            save_worksheet(work, place.enrolment, place.view.module, place.step, answers, shared=shared, submit=True)
    completed = finish_step(work, place.enrolment, place.view, place.step)
    after = place.neighbour(+1)
    if completed:
        flash(http.speech().say(words.MODULE_DONE, number=place.view.module.number), "done")
    if completed or after is None:
        return redirect(url_for("patient.home", enrolment_id=enrolment_id), 303)
    return redirect(url_for("modules.step", enrolment_id=enrolment_id, module=module, step=after.key), 303)


@bp.post("/<int:enrolment_id>/<module>/<step>/utkast")
@audience("patient")
def draft(enrolment_id: int, module: str, step: str) -> dict[str, str]:
    """Keep what is written so far. Nobody else reads it before the step is finished."""
    place = _place(enrolment_id, module, step, write=True)
    if place is None or not isinstance(place.step, Exercise):
        raise NoSuchStep()
    work = http.work()
    answers, shared = _read(place.step, typed())
    _must_work(place.enrolment, work)
    sheet = save_worksheet(work, place.enrolment, place.view.module, place.step, answers, shared=shared, submit=False)
    return saved_answer(sheet.saved_at)


def _must_work(enrolment: Enrolment, work: Work) -> None:
    if not may_work_in(enrolment, work.now):
        raise WrongState(state=STATE_SAID[enrolment.state])


def _read(step: Exercise, form: dict[str, str]) -> tuple[dict[str, str], bool]:
    """The answers, and whether the therapist may read them. :raises BadWorksheet: with every fault."""
    answers = {key: value for key, value in form.items() if key not in (SHARED, "csrf_token")}
    if form.get(SHARED, "0") not in ("0", "1"):
        raise BadWorksheet(words.CHOOSE_READERS)
    return check_worksheet(step.fields, answers), form.get(SHARED) == "1"


def _errors(step: Exercise, form: dict[str, str], error: BadInput) -> dict[str, str]:
    """The faults by the field they are about, so that the summary can lead there."""
    language, by_field = http.language(), dict[str, str]()
    for field in step.fields:
        try:
            check_worksheet((field,), {field.key: form.get(field.key, "")})
        except BadWorksheet as fault:
            by_field[field.key] = fault.to(language)
    unplaced = [fault for fault in error.each(language) if fault not in by_field.values()]
    return by_field | {SHARED: " ".join(unplaced)} if unplaced else by_field
