"""One step of a module, as its pages find it: open, or locked and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import render_template

from varde.content.media import ShownMedium
from varde.content.slots import filled_slots
from varde.content.values import StepKey
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.enrolments.service import must_work
from varde.files.errors import GoneBefore
from varde.kernel.errors import BadInput, VardeError
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.kinds.asking import owner, said_of, written_out
from varde.kinds.kind import AnswerKind
from varde.modules.dated import about_of, newest_entries
from varde.modules.entries import entry_of, written_by_patient
from varde.modules.errors import BadEntry, ModuleClosed, NoSuchStep, StepClosed, StepHidden, StepLocked
from varde.modules.path_rules import ModuleView, Path
from varde.modules.progress import path_of
from varde.modules.reach_rules import step_of
from varde.modules.seen import ByPlace, asked_now, read_around
from varde.modules.words import day_said
from varde.programmes.gone import programme_of
from varde.programmes.media_slots import MediaSlot
from varde.programmes.values import Exercise, Module, Step, locks_on
from varde.record.entries import written_in
from varde.safety.service import safety_of
from varde.standing.locks import Held, Safety
from varde.web.patient.places import may_read, stand_at
from varde.web.patient.safety import locked_page
from varde.web.shell import http
from varde.web.shell.exercise_forms import Sent
from varde.web.shell.forms import sent
from varde.web.shell.pages import actor
from varde.web.shell.uploads import Taken

CLOSED = (ModuleClosed, StepClosed, StepHidden)
"""Somebody who treats her has closed the step, or taken it off her way."""


@dataclass(frozen=True, slots=True)
class StepPlace:
    """One step of one enrolment, allowed and looked up."""

    enrolment: Enrolment
    path: Path
    view: ModuleView
    step: Step
    around: ByPlace = field(default_factory=dict)
    """The entries that an exercise with dated entries speaks of."""
    safety: Safety = field(default_factory=Safety)
    """What is known of her, where a choice in it is not safe for everybody."""

    @property
    def number(self) -> int:
        return 1 + [step.key for step in self.view.module.steps].index(self.step.key)

    def neighbour(self, offset: int) -> Step | None:
        """The nearest step before (-1) or after (+1) this one in the module that is not locked."""
        steps = self.view.module.steps
        beside = steps[self.number :] if offset > 0 else steps[: self.number - 1][::-1]
        may_read_them = {step.key for step in self.view.readable}
        return next((step for step in beside if step.key in may_read_them), None)


def place_of(enrolment_id: int, module: str, step: str) -> StepPlace | None:
    """The step to be read, or None when the modules are closed to this patient and the list must say why.

    :raises NoSuchEnrolment, ModuleLocked, KeptBack, NoSuchStep
    """
    enrolment = enrolment_at(enrolment_id)
    return step_in(enrolment, module, step) if may_read(enrolment, http.work().now) else None


def open_place(enrolment_id: int, module: str, step: str, *, write: bool = False, around: bool = True) -> StepPlace:
    """The step of modules that are open to this patient. Without ``around`` the entries that an exercise speaks of are not read.

    :raises NoSuchEnrolment, ModuleLocked, KeptBack, NoSuchStep
    :raises WrongState, AccessOver: the modules are closed to her.
    """
    enrolment = enrolment_at(enrolment_id, write=write)
    if not may_read(enrolment, http.work().now):
        must_work(http.work(), enrolment)
    return step_in(enrolment, module, step, around=around)


def enrolment_at(enrolment_id: int, *, write: bool = False) -> Enrolment:
    """The enrolment that the page is about. :raises NoSuchEnrolment"""
    enrolment = open_record(http.work(), actor(), enrolment_id, "exercise" if write else "modules", write=write)
    stand_at(enrolment, organisation=enrolment.organisation)
    return enrolment


def step_in(enrolment: Enrolment, module: str, step: str, *, around: bool = True) -> StepPlace:
    """The step of an enrolment whose modules she may read. :raises ModuleLocked, KeptBack, NoSuchStep"""
    path = path_of(http.work(), enrolment, http.language())
    view = path.view(module)
    try:
        asked = step_of(view, step)
    except StepLocked as locked:
        raise KeptBack(locked.held, enrolment, path) from None
    if not isinstance(asked, Exercise) or not asked.dated or not around:
        return StepPlace(enrolment, path, view, asked)
    spoken_of = read_around(http.work(), enrolment.programme, enrolment.id, view.module.key, asked)
    safety = safety_of(http.work(), enrolment) if locks_on(asked) != asked.locks else Safety()
    return StepPlace(enrolment, path, view, asked_now(asked, view.module.key, spoken_of, safety), spoken_of, safety)


def slots_at(work: Work, place: StepPlace) -> list[tuple[MediaSlot, ShownMedium]]:
    """What stands in the slots of a step for this patient. No statement for a step without slots, and one for any other."""
    key = StepKey(place.enrolment.programme, place.view.module.key, place.step.key)
    return filled_slots(work, place.enrolment.organisation_id, key, place.step)


def declared_step(work: Work, enrolment: Enrolment, module: str, step: str) -> tuple[Module, Step]:
    """A step as the programme declares it, by the keys it has or had. :raises NoSuchStep"""
    for each in programme_of(work, enrolment.programme).modules:
        if module in (each.key, *each.renamed_from):
            for candidate in each.steps:
                if step in (candidate.key, *candidate.renamed_from):
                    return each, candidate
    raise NoSuchStep()


class KeptBack(StepLocked):
    """The step is locked, and the page that says why knows where it is."""

    def __init__(self, held: tuple[Held, ...], enrolment: Enrolment, path: Path) -> None:
        super().__init__(held)
        self.enrolment, self.path = enrolment, path


def locked_step(module: str, step: str, locked: KeptBack, form: Sent | None = None) -> str:
    """Why it is locked, with what was sent to it, or what is written there."""
    enrolment = locked.enrolment
    kept_in = locked.path.view(module).module
    kept = next(each for each in kept_in.steps if step in (each.key, *each.renamed_from))
    if form is None and isinstance(kept, Exercise) and kept.dated:
        written = _newest(enrolment, kept_in.key, kept)
    else:
        sheet = None
        if form is None and isinstance(kept, Exercise):
            sheet = entry_of(http.work(), enrolment.id, kept_in.key, kept.key)
        form = filled(kept, written_by_patient(sheet)) if form is None else form
        written = said_in(kept, form)
    return locked_page(enrolment, locked.path, kept_in.key, kept.key, locked.held, written)


def closed_step(enrolment: Enrolment, step: Step, closed: VardeError, *, kept: bool) -> str:
    """Why nothing is taken at a step that somebody has closed or taken off her way, with what was sent to it. ``kept``: that
    is stored for her."""
    written = said_in(step, sent())
    sentence = closed.to(http.language())
    kept = kept and bool(written)
    return render_template(
        "modules/closed.html", enrolment=enrolment, sentence=sentence, title=step.title, written=written, kept=kept
    )


def said_in(step: Step, form: Sent) -> list[tuple[Text, str]]:
    """What was asked and what is written in a form, where anything is."""
    return [(each.label, words) for each in step.fields if (words := said_of(each, form, http.language()))]


def _newest(enrolment: Enrolment, module: str, step: Exercise) -> list[tuple[Text, str]]:
    language = http.language()
    rows = newest_entries(http.work(), enrolment.id, module, step.key)
    lines = [(row, written_in(step.fields, written_by_patient(row), language)) for row in rows]
    return [
        (day_said(about_of(row).day), "; ".join(f"{each.label} {each.value}" for each in written))
        for row, written in lines
    ]


def kinds_of(step: Step) -> dict[str, AnswerKind]:
    """How each field of a step is answered."""
    return {field.key: field.kind for field in step.fields}


def filled(step: Step, values: Mapping[str, Any]) -> Sent:
    """The form that shows these values."""
    return written_out(kinds_of(step), values)


def form_faults(step: Exercise, error: BadInput, taken: Taken, else_at: str) -> dict[str, str]:
    """The faults by the control they are about, so that the summary can lead there, with those of the files that were ``taken`` in.
    A file that went before it was used is asked for again; what is about no control stands at ``else_at``."""
    language = http.language()
    if isinstance(error, GoneBefore):
        return {key: error.to(language) for key, kind in kinds_of(step).items() if kind.uploads}
    refused = {control: fault.to(language) for control, fault in taken.faults.items()}
    faults = error.of if isinstance(error, BadEntry) else {}
    kinds = kinds_of(step)
    by_control = {control: rule.to(language) for control, rule in faults.items() if owner(control, kinds) is not None}
    unplaced = [fault for fault in error.each(language) if fault not in by_control.values()]
    return by_control | ({else_at: " ".join(unplaced)} if unplaced else {}) | refused
