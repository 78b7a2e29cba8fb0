"""The patient's modules: the list, one step at a time, worksheets that are saved while they are written."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.enrolments.access import open_record
from varde.enrolments.service import may_work_in, must_work, start
from varde.files.errors import GoneBefore
from varde.kernel.errors import BadInput, VardeError
from varde.kernel.merging import Merged, merge, read_base, write_base
from varde.kinds.asking import pressed, values_of
from varde.kinds.kind import said
from varde.modules.entries import (
    check_written,
    differs_from_shared,
    entry_of,
    feedback_on,
    read_feedback,
    save_entry,
    written_by_patient,
)
from varde.modules.errors import BadEntry, NoSuchStep, WrittenElsewhere
from varde.modules.models import Entry
from varde.modules.progress import finish_step, path_of
from varde.modules.reading import read_step
from varde.modules.switching import choose
from varde.programmes.gone import programme_of
from varde.programmes.values import Exercise, Step
from varde.standing.path import SWITCHABLE
from varde.web.patient import words
from varde.web.patient.entry_page import dated_page
from varde.web.patient.places import may_read, saved_answer, saved_at, stand_at, way_ahead
from varde.web.patient.steps import (
    CLOSED,
    KeptBack,
    StepPlace,
    closed_step,
    declared_step,
    enrolment_at,
    filled,
    form_faults,
    kinds_of,
    locked_step,
    open_place,
    place_of,
    said_in,
    slots_at,
)
from varde.web.shell import http
from varde.web.shell.exercise_forms import Sent, drawn_fields, files_of, first_of
from varde.web.shell.forms import sent, typed
from varde.web.shell.guide_page import drawn_guide
from varde.web.shell.pages import actor, audience
from varde.web.shell.step_prose import drawn_pieces
from varde.web.shell.uploads import take_files, takes_files, uploads_of, with_files

bp = Blueprint("modules", __name__, url_prefix="/moduler")
SHARED, BASE = "shared", "base"


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
        programme=programme_of(work, enrolment.programme),
        way=way_ahead(enrolment, path, work.now),
        readable=may_read(enrolment, work.now),
        workable=may_work_in(enrolment, work.now),
        choosable=enrolment.state in SWITCHABLE,
    )


@bp.post("/<int:enrolment_id>/valg/<module>", endpoint="choose")
@audience("patient")
def choose_module(enrolment_id: int, module: str) -> Response:
    """She takes an optional module, leaves it out, or chooses later."""
    work, choice = http.work(), typed().get("choice", "")
    enrolment = open_record(work, actor(), enrolment_id, "modules", write=True)
    title = choose(work, actor(), enrolment, module, choice)
    said = {"choose": words.CHOSEN, "decline": words.LEFT_OUT, "later": words.CHOOSES_LATER}[choice]
    flash(http.speech().say(said, title=title), "done")
    return redirect(url_for("modules.index", enrolment_id=enrolment_id, _anchor=f"m-{module}"), 303)


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


@bp.get("/<int:enrolment_id>/<module>/<step>")
@audience("patient")
def step(enrolment_id: int, module: str, step: str) -> Any:
    """Read the step; an exercise with what was written so far. One that is locked says why."""
    try:
        place = place_of(enrolment_id, module, step)
    except KeptBack as locked:
        return locked_step(module, step, locked), 403
    if place is None:
        return redirect(url_for("modules.index", enrolment_id=enrolment_id), 303)
    if isinstance(place.step, Exercise) and place.step.dated:
        return dated_page(place)
    work = http.work()
    sheet = _entry(place) if isinstance(place.step, Exercise) else None
    read_feedback(work, enrolment_id, place.view, place.step.key)
    return _show(place, sheet, filled(place.step, written_by_patient(sheet)), shared=bool(sheet and sheet.shared))


def _entry(place: StepPlace) -> Entry | None:
    """What is written on its one sheet. The address may have the key that the step had before."""
    return entry_of(http.work(), place.enrolment.id, place.view.module.key, place.step.key)


def _show(
    place: StepPlace,
    sheet: Entry | None,
    form: Sent,
    *,
    shared: bool,
    errors: dict[str, str] | None = None,
    merged: Merged | None = None,
    base: str | None = None,
) -> str:
    """``form`` is what stands in the controls. ``merged`` is what the page was put together of; ``base`` what it was made from,
    when that is not what is stored."""
    work = http.work()
    read = read_step(work, place.enrolment, place.view.module.key, place.step.key, http.language())
    return render_template(
        "modules/step.html",
        place=place,
        enrolment=place.enrolment,
        view=place.view,
        step=place.step,
        text=read.text,
        rewritten=read.rewritten,
        has_said=read.has_said,
        pieces=drawn_pieces(work, read.text.pieces, place.enrolment.organisation_id),
        filled_slots=slots_at(work, place),
        sheet=sheet,
        files=files_of(place.step) if isinstance(place.step, Exercise) else ((), ()),
        guide=drawn_guide(place.step),
        fields=drawn_fields(place.step, form, errors or {}) if isinstance(place.step, Exercise) else "",
        shared=shared,
        errors=errors or {},
        feedback=feedback_on(sheet) if sheet else (),
        unshared=differs_from_shared(sheet),
        saved=saved_at(sheet.saved_at) if sheet and not errors else "",
        elsewhere=_written_elsewhere(place.step, merged) if merged else (),
        base=_base_of(place.step, sheet) if base is None else base,
        workable=may_work_in(place.enrolment, work.now),
    )


@bp.post("/<int:enrolment_id>/<module>/<step>", endpoint="finish")
@audience("patient")
@takes_files("film")
def finish(enrolment_id: int, module: str, step: str) -> Any:
    """Lay the stone, and go on to the next step. Nothing typed is lost when it was locked in the meantime. A button of one
    answer, as “add a row”, keeps what is written and shows the page as it stands then."""
    try:
        place = open_place(enrolment_id, module, step, write=True)
    except KeptBack as locked:
        return locked_step(module, step, locked, sent()), 403
    except CLOSED as closed:
        return _closed(enrolment_id, module, step, closed), 403
    if isinstance(place.step, Exercise) and not place.step.dated:
        kinds = kinds_of(place.step)
        taken = take_files(actor(), enrolment_id, uploads_of(kinds))
        if taken.marks:  # whatever was loaded before is of a unit of work that has ended
            place = open_place(enrolment_id, module, step, write=True)
        assert isinstance(place.step, Exercise)
        rearranged = pressed(kinds, sent())
        form = with_files(sent() if rearranged is None else rearranged, kinds, taken)
        sheet = _entry(place)
        try:
            answers, shared = _read(place.step, form)
            if taken.faults:
                raise BadEntry(of=taken.faults)
        except BadInput as error:
            errors, base = form_faults(place.step, error, taken, SHARED), first_of(form, BASE)
            return _show(place, sheet, form, shared=first_of(form, SHARED) == "1", errors=errors, base=base), 422
        merged = _joined(place.step, sheet, form, answers, shared=shared)
        if merged.answers.keys() - {SHARED} or sheet:
            must_work(http.work(), place.enrolment)
            try:
                with http.work().apart():
                    sheet = _save(place, merged, submit=rearranged is None and not merged.elsewhere)
            except GoneBefore as gone:
                errors, base = form_faults(place.step, gone, taken, SHARED), first_of(form, BASE)
                return _show(place, _entry(place), form, shared=shared, errors=errors, base=base), 422
        if merged.elsewhere:
            shown = filled(place.step, merged.shown)
            return _show(place, sheet, shown, shared=merged.shown.get(SHARED) == "1", merged=merged), 422
        if rearranged is not None:
            return _show(place, sheet, form, shared=shared)
    completed = finish_step(http.work(), place.enrolment, place.view, place.step)
    after = place.neighbour(+1)
    if completed:
        flash(http.speech().say(words.MODULE_DONE, number=place.view.module.number), "done")
    if completed or after is None:
        return redirect(url_for("patient.home", enrolment_id=enrolment_id), 303)
    onward = url_for("modules.step", enrolment_id=enrolment_id, module=place.view.module.key, step=after.key)
    return redirect(onward, 303)


@bp.post("/<int:enrolment_id>/<module>/<step>/utkast")
@audience("patient")
def draft(enrolment_id: int, module: str, step: str) -> Any:
    """Keep what is written so far. Nobody else reads it before the step is finished. What was written in another window too is not
    overwritten: then the answer is 409 and a sentence, and the rest is kept."""
    place = open_place(enrolment_id, module, step, write=True)
    if not isinstance(place.step, Exercise) or place.step.dated:
        raise NoSuchStep()
    work, form = http.work(), sent()
    answers, shared = _read(place.step, form)
    must_work(work, place.enrolment)
    sheet = _entry(place)
    merged = _joined(place.step, sheet, form, answers, shared=shared)
    kept = _save(place, merged, submit=False)
    if merged.clashes:
        sentence = WrittenElsewhere().to(http.language())
        return {"message": sentence, "faults": [sentence]}, 409
    on_page = {**answers, SHARED: "1" if shared else "0"}
    return {**saved_answer(kept.saved_at), "base": write_base(on_page, _keys(place.step))}


def _closed(enrolment_id: int, module: str, step: str, closed: VardeError) -> str:
    """Why nothing can be handed in here now. What she wrote on the sheet of an exercise is kept for her, and shared with nobody."""
    work, form = http.work(), sent()
    enrolment = enrolment_at(enrolment_id, write=True)
    declared, kept_step = declared_step(work, enrolment, module, step)
    kept = False
    may = may_work_in(enrolment, work.now)
    if isinstance(kept_step, Exercise) and not kept_step.dated and may and said_in(kept_step, form):
        sheet = entry_of(work, enrolment.id, declared.key, kept_step.key)
        with suppress(BadEntry):  # it stands on the page all the same
            answers, _shared = _read(kept_step, form)
            shared = sheet is not None and sheet.shared
            save_entry(work, enrolment, declared, kept_step, answers, shared=shared, submit=False)
            kept = True
    return closed_step(enrolment, kept_step, closed, kept=kept)


def _keys(step: Exercise) -> list[str]:
    """What the form of an exercise asks for."""
    return [*(field.key for field in step.fields), SHARED]


def _base_of(step: Step, sheet: Entry | None) -> str:
    if not isinstance(step, Exercise):
        return ""
    return write_base(_stored(step, sheet), _keys(step))


def _stored(step: Exercise, sheet: Entry | None) -> dict[str, Any]:
    """What is kept; nothing is shared before she says so."""
    values = values_of(step.fields, written_by_patient(sheet))
    return {**values, SHARED: "1" if sheet is not None and sheet.shared else "0"}


def _joined(step: Exercise, sheet: Entry | None, form: Sent, answers: dict[str, Any], *, shared: bool) -> Merged:
    """What the page sent, with what came from another window since it was made."""
    on_page = {**answers, SHARED: "1" if shared else "0"}
    return merge({SHARED: "0"} | read_base(first_of(form, BASE)), on_page, _stored(step, sheet), _keys(step))


def _save(place: StepPlace, merged: Merged, *, submit: bool) -> Entry:
    assert isinstance(place.step, Exercise)
    answers = {key: value for key, value in merged.answers.items() if key != SHARED}
    shared = merged.answers.get(SHARED) == "1"
    return save_entry(
        http.work(), place.enrolment, place.view.module, place.step, answers, shared=shared, submit=submit
    )


def _written_elsewhere(step: Step, merged: Merged) -> list[tuple[str, str, str]]:
    """The id of a field, its label, and what was stored from another window where the page has something else."""
    speech = http.speech()
    labels = {field.key: speech.say(field.label) for field in step.fields} if isinstance(step, Exercise) else {}
    labels[SHARED] = speech.say(words.WHO_READS)
    readers, kinds, lines = dict(words.READERS), kinds_of(step), list[tuple[str, str, str]]()
    for key in merged.elsewhere:
        clash = merged.clashes.get(key)
        if clash is None:
            lines.append((key, labels[key], ""))
        else:
            stored = speech.say(readers[clash]) if key == SHARED else said(kinds[key], clash, speech.language)
            lines.append((key, labels[key], stored))
    return lines


def _read(step: Exercise, form: Sent) -> tuple[dict[str, Any], bool]:
    """The answers, and whether the therapist may read them. :raises BadEntry: with every fault."""
    answers = {name: values for name, values in form.items() if name not in (SHARED, BASE)}
    if first_of(form, SHARED) not in ("", "0", "1"):
        raise BadEntry(words.CHOOSE_READERS)
    return check_written(step.fields, answers), first_of(form, SHARED) == "1"
