"""The patient's modules: the list, one step at a time, worksheets that are saved while they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from varde.files.errors import GoneBefore
from varde.kernel.errors import BadInput
from varde.kernel.merging import Merged, merge, read_base, write_base
from varde.kernel.work import Work
from varde.kinds.asking import pressed, said_of, split, values_of, written_out
from varde.kinds.kind import AnswerKind, said
from varde.modules.entries import (
    check_written,
    differs_from_shared,
    entry_of,
    feedback_on,
    read_feedback,
    save_entry,
    written_by_patient,
)
from varde.modules.errors import BadEntry, NoSuchStep, StepLocked, WrittenElsewhere
from varde.modules.models import Entry
from varde.modules.progress import ModuleView, Path, finish_step, path_of, step_of
from varde.programmes.gone import programme_of
from varde.programmes.values import Exercise, Step
from varde.standing.locks import Held
from varde.web.patient import words
from varde.web.patient.places import may_read, saved_answer, saved_at, stand_at
from varde.web.patient.safety import locked_page
from varde.web.shell import http
from varde.web.shell.forms import sent
from varde.web.shell.pages import actor, audience
from varde.web.shell.uploads import take_files, takes_files, uploads_of, with_files

bp = Blueprint("modules", __name__, url_prefix="/moduler")
SHARED, BASE = "shared", "base"
Sent = Mapping[str, Sequence[str]]
"""What a form sent, or shows: the values of each control, by its name."""


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
        """The nearest step before (-1) or after (+1) this one in the module that is not locked."""
        steps = self.view.module.steps
        beside = steps[self.number :] if offset > 0 else steps[: self.number - 1][::-1]
        return next((step for step in beside if step.key not in self.view.held), None)


def _place(enrolment_id: int, module: str, step: str, *, write: bool = False) -> StepPlace | None:
    """The step, or None when the modules are closed to this patient and the list must say why.

    :raises NoSuchEnrolment, ModuleLocked, KeptBack, NoSuchStep
    """
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "exercise" if write else "modules", write=write)
    stand_at(enrolment, organisation=enrolment.organisation)
    if not may_read(enrolment, work.now):
        return None
    path = path_of(work, enrolment, http.language())
    view = path.view(module)
    try:
        return StepPlace(enrolment, path, view, step_of(view, step))
    except StepLocked as locked:
        raise KeptBack(locked.held, enrolment, path) from None


def _entry(place: StepPlace) -> Entry | None:
    """What is written there. The address may have the key that the step had before."""
    return entry_of(http.work(), place.enrolment.id, place.view.module.key, place.step.key)


class KeptBack(StepLocked):
    """The step is locked, and the page that says why knows where it is."""

    def __init__(self, held: tuple[Held, ...], enrolment: Enrolment, path: Path) -> None:
        super().__init__(held)
        self.enrolment, self.path = enrolment, path


def _locked(module: str, step: str, locked: KeptBack, form: Sent | None = None) -> str:
    enrolment = locked.enrolment
    kept_in = locked.path.view(module).module
    kept = next(each for each in kept_in.steps if step in (each.key, *each.renamed_from))
    module, step = kept_in.key, kept.key
    if form is None:
        form = {}
        if isinstance(kept, Exercise):
            form = _filled(kept, written_by_patient(entry_of(http.work(), enrolment.id, module, step)))
    language = http.language()
    written = [(field.label, words) for field in kept.fields if (words := said_of(field, form, language))]
    return locked_page(enrolment, locked.path, module, step, locked.held, written)


@bp.get("/<int:enrolment_id>/<module>/<step>")
@audience("patient")
def step(enrolment_id: int, module: str, step: str) -> Any:
    """Read the step; an exercise with what was written so far. One that is locked says why."""
    try:
        place = _place(enrolment_id, module, step)
    except KeptBack as locked:
        return _locked(module, step, locked), 403
    if place is None:
        return redirect(url_for("modules.index", enrolment_id=enrolment_id), 303)
    work = http.work()
    sheet = _entry(place) if isinstance(place.step, Exercise) else None
    read_feedback(work, enrolment_id, place.view, place.step.key)
    return _show(place, sheet, _filled(place.step, written_by_patient(sheet)), shared=bool(sheet and sheet.shared))


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
        given=form,
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
        place = _place(enrolment_id, module, step, write=True)
    except KeptBack as locked:
        return _locked(module, step, locked, sent()), 403
    if place is None:
        return redirect(url_for("modules.index", enrolment_id=enrolment_id), 303)
    if isinstance(place.step, Exercise):
        kinds = _kinds(place.step)
        taken = take_files(actor(), enrolment_id, uploads_of(kinds))
        if taken.marks:  # whatever was loaded before is of a unit of work that has ended
            place = _place(enrolment_id, module, step, write=True)
        assert place is not None
        assert isinstance(place.step, Exercise)
        rearranged = pressed(kinds, sent())
        form = with_files(sent() if rearranged is None else rearranged, kinds, taken)
        sheet = _entry(place)
        try:
            answers, shared = _read(place.step, form)
            if taken.faults:
                raise BadEntry(of=taken.faults)
        except BadInput as error:
            refused = {name: fault.to(http.language()) for name, fault in taken.faults.items()}
            errors, base = _errors(place.step, error) | refused, _first(form, BASE)
            return _show(place, sheet, form, shared=_first(form, SHARED) == "1", errors=errors, base=base), 422
        merged = _joined(place.step, sheet, form, answers, shared=shared)
        if merged.answers.keys() - {SHARED} or sheet:
            _must_work(place.enrolment, http.work())
            try:
                with http.work().apart():
                    sheet = _save(place, merged, submit=rearranged is None and not merged.elsewhere)
            except GoneBefore as gone:
                sentence = gone.to(http.language())
                errors, base = {key: sentence for key, kind in kinds.items() if kind.uploads}, _first(form, BASE)
                return _show(place, _entry(place), form, shared=shared, errors=errors, base=base), 422
        if merged.elsewhere:
            shown = _filled(place.step, merged.shown)
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
    place = _place(enrolment_id, module, step, write=True)
    if place is None or not isinstance(place.step, Exercise):
        raise NoSuchStep()
    work, form = http.work(), sent()
    answers, shared = _read(place.step, form)
    _must_work(place.enrolment, work)
    sheet = _entry(place)
    merged = _joined(place.step, sheet, form, answers, shared=shared)
    kept = _save(place, merged, submit=False)
    if merged.clashes:
        sentence = WrittenElsewhere().to(http.language())
        return {"message": sentence, "faults": [sentence]}, 409
    on_page = {**answers, SHARED: "1" if shared else "0"}
    return {**saved_answer(kept.saved_at), "base": write_base(on_page, _keys(place.step))}


def _kinds(step: Step) -> dict[str, AnswerKind]:
    """How each field of a step is answered."""
    return {field.key: field.kind for field in step.fields}


def _filled(step: Step, values: Mapping[str, Any]) -> Sent:
    """The form that shows these values."""
    return written_out(_kinds(step), values)


def _first(form: Sent, name: str) -> str:
    return form[name][0] if form.get(name) else ""


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
    return merge({SHARED: "0"} | read_base(_first(form, BASE)), on_page, _stored(step, sheet), _keys(step))


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
    readers, kinds, lines = dict(words.READERS), _kinds(step), list[tuple[str, str, str]]()
    for key in merged.elsewhere:
        clash = merged.clashes.get(key)
        if clash is None:
            lines.append((key, labels[key], ""))
        else:
            stored = speech.say(readers[clash]) if key == SHARED else said(kinds[key], clash, speech.language)
            lines.append((key, labels[key], stored))
    return lines


def _must_work(enrolment: Enrolment, work: Work) -> None:
    if not may_work_in(enrolment, work.now):
        raise WrongState(state=STATE_SAID[enrolment.state])


def _read(step: Exercise, form: Sent) -> tuple[dict[str, Any], bool]:
    """The answers, and whether the therapist may read them. :raises BadEntry: with every fault."""
    answers = {name: values for name, values in form.items() if name not in (SHARED, BASE)}
    if _first(form, SHARED) not in ("", "0", "1"):
        raise BadEntry(words.CHOOSE_READERS)
    return check_written(step.fields, answers), _first(form, SHARED) == "1"


def _errors(step: Exercise, error: BadInput) -> dict[str, str]:
    """The faults by the control they are about, so that the summary can lead there."""
    language = http.language()
    faults = error.of if isinstance(error, BadEntry) else {}
    _, nowhere = split(faults, _kinds(step))
    by_control = {control: sentence.to(language) for control, sentence in faults.items() if control not in nowhere}
    unplaced = [fault for fault in error.each(language) if fault not in by_control.values()]
    return by_control | {SHARED: " ".join(unplaced)} if unplaced else by_control
