"""How far a patient has come: modules, steps and worksheets."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from varde.enrolments.access import name_of
from varde.enrolments.activity import was_active
from varde.enrolments.errors import WrongState
from varde.enrolments.models import Enrolment, EnrolmentEvent, Referral
from varde.enrolments.service import may_work_in
from varde.enrolments.words import STATE_SAID
from varde.identity.service import Actor
from varde.kernel.errors import Conflict
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.errors import BadWorksheet, ModuleLocked, NoSuchStep
from varde.modules.events import ModuleDone, StepDone
from varde.modules.models import ModuleState, Worksheet
from varde.programmes.release import Lock, Progress, is_open, names_of, open_from, why_locked
from varde.programmes.values import Exercise, Field, Module, Programme, Step

WORKSHEET_PLACE, FEEDBACK_PLACE = "worksheet.answers", "worksheet.feedback"
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module as one patient meets it. ``status`` is done, here, open or locked; ``lock`` says why when locked."""

    module: Module
    status: str
    steps_done: frozenset[str]
    lock: Lock | None

    @property
    def laid(self) -> int:
        return len(self.steps_done)

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.module.steps if step.key not in self.steps_done), None)


@dataclass(frozen=True, slots=True)
class Path:
    """The whole way: every module in order, and where the patient is now (None when all is done or closed)."""

    modules: tuple[ModuleView, ...]

    @property
    def here(self) -> ModuleView | None:
        return next((view for view in self.modules if view.status == "here"), None)

    def view(self, module: str) -> ModuleView:
        """:raises NoSuchStep: no such module on this patient's way."""
        for view in self.modules:
            if view.module.key == module:
                return view
        raise NoSuchStep()


# Every page of a patient asks these, so they are put together once.
STATES = select(ModuleState).where(ModuleState.enrolment_id == bindparam("enrolment"))
REFERRED = select(Referral.facts).where(Referral.enrolment_id == bindparam("enrolment"))
WORKSHEET = select(Worksheet).where(
    Worksheet.enrolment_id == bindparam("enrolment"),
    Worksheet.module == bindparam("module"),
    Worksheet.step == bindparam("step"),
)


def states_of(work: Work, enrolment_id: int) -> dict[str, ModuleState]:
    """The stored state of each module the enrolment has touched. One statement."""
    rows = work.session.scalars(STATES, {"enrolment": enrolment_id})
    return {row.module: row for row in rows}


def path_of(work: Work, enrolment: Enrolment, language: str, states: Mapping[str, ModuleState] | None = None) -> Path:
    """The patient's path. Two statements, or one when ``states`` is given."""
    programme = work.catalogue.one(Programme, enrolment.programme)
    states = states_of(work, enrolment.id) if states is None else states
    referred = work.columns(REFERRED, {"enrolment": enrolment.id})
    return lay_path(programme, enrolment, states, (referred[0][0] if referred else None) or {}, work, language)


def steps_from(work: Work, enrolments: Collection[Enrolment]) -> dict[int, date | None]:
    """By enrolment id the day from which a step waits to be done, past or to come by the calendar; None when there is none.
    Two statements, whoever they are."""
    ids = [enrolment.id for enrolment in enrolments]
    states: dict[int, dict[str, ModuleState]] = {}
    for row in work.session.scalars(select(ModuleState).where(ModuleState.enrolment_id.in_(ids))):
        states.setdefault(row.enrolment_id, {})[row.module] = row
    rows = work.session.execute(select(Referral.enrolment_id, Referral.facts).where(Referral.enrolment_id.in_(ids)))
    facts: dict[int, Mapping[str, object]] = {row[0]: row[1] or {} for row in rows}
    return {
        enrolment.id: _step_from(work, enrolment, states.get(enrolment.id, {}), facts.get(enrolment.id, {}))
        for enrolment in enrolments
    }


def _step_from(
    work: Work, enrolment: Enrolment, states: Mapping[str, ModuleState], referral_facts: Mapping[str, object]
) -> date | None:
    if enrolment.started_at is None:
        return None
    programme = work.catalogue.one(Programme, enrolment.programme)
    begun = enrolment.started_at.astimezone(work.zone).date()
    progress = _progress(states, referral_facts, (work.today - begun).days)
    left = (module.key for module in programme.modules_of(enrolment.track) if module.key not in progress.completed)
    days = (open_from(programme, key, progress, begun) for key in left)
    return min((day for day in days if day is not None), default=None)


def lay_path(
    programme: Programme,
    enrolment: Enrolment,
    states: Mapping[str, ModuleState],
    referral_facts: Mapping[str, object],
    work: Work,
    language: str,
) -> Path:
    """The path from stored states, without the database. ``referral_facts`` decide what is safe for this patient."""
    today = work.today
    begun = enrolment.started_at.astimezone(work.zone).date() if enrolment.started_at else today
    progress = _progress(states, referral_facts, (today - begun).days)
    names = names_of(programme, name_of(enrolment.therapist))
    views, here_taken = [], False
    for module in programme.modules_of(enrolment.track):
        state = states.get(module.key)
        done = frozenset(state.steps_done) if state else frozenset()
        lock = None
        if state and state.completed_at:
            status = "done"
        elif enrolment.started_at is None or not is_open(programme, module.key, progress):
            status = "locked"
            lock = why_locked(module.release, progress.facts(module.key, programme), begun, names, language)
        elif not here_taken:
            status, here_taken = "here", True
        else:
            status = "open"
        views.append(ModuleView(module, status, done, lock))
    return Path(tuple(views))


def _progress(states: Mapping[str, ModuleState], referral_facts: Mapping[str, object], days: int) -> Progress:
    return Progress(
        days=days,
        answers=referral_facts,
        completed=frozenset(key for key, state in states.items() if state.completed_at),
        opened=frozenset(key for key, state in states.items() if state.opened_by_id),
    )


def step_of(view: ModuleView, step: str) -> Step:
    """The step with this key, if its module is open. :raises ModuleLocked, NoSuchStep."""
    if view.status == "locked":
        raise ModuleLocked(why=view.lock.sentence if view.lock else "")
    for candidate in view.module.steps:
        if candidate.key == step:
            return candidate
    raise NoSuchStep()


def finish_step(work: Work, enrolment: Enrolment, view: ModuleView, step: Step) -> bool:
    """Lay a stone: the step is done. Doing it twice changes nothing. True when this completed the module.

    :raises WrongState: the enrolment is paused or over, so nothing can be done in it now.
    """
    if not may_work_in(enrolment, work.now):
        raise WrongState(state=STATE_SAID[enrolment.state])
    state = work.session.get(ModuleState, (enrolment.id, view.module.key))
    if state is None:
        state = work.add(
            ModuleState(enrolment_id=enrolment.id, module=view.module.key, steps_done=[], first_opened_at=work.now)
        )
    if state.first_opened_at is None:
        state.first_opened_at = work.now
    if step.key in state.steps_done:
        return False
    state.steps_done = [*state.steps_done, step.key]
    completed = {s.key for s in view.module.steps} <= set(state.steps_done) and state.completed_at is None
    if completed:
        state.completed_at = work.now
        _remember(work, enrolment, "module_completed", view.module)
    was_active(work, enrolment.id)
    work.publish(StepDone(enrolment.id, view.module.key, len(state.steps_done)))
    if completed:
        work.publish(ModuleDone(enrolment.id, view.module.key))
    return completed


def open_module(work: Work, actor: Actor, enrolment: Enrolment, module: Module) -> None:
    """The therapist opens a module ahead of its rule. :raises Conflict: it was opened before."""
    state = work.session.get(ModuleState, (enrolment.id, module.key))
    if state is None:
        state = work.add(ModuleState(enrolment_id=enrolment.id, module=module.key, steps_done=[]))
    if state.opened_by_id is not None:
        raise Conflict()
    state.opened_by_id = actor.person_id
    _remember(work, enrolment, "module_opened", module, actor.person_id)


# --- worksheets


def worksheet_of(work: Work, enrolment_id: int, module: str, step: str) -> Worksheet | None:
    """The stored worksheet of this step, draft or shared."""
    return work.session.scalar(WORKSHEET, {"enrolment": enrolment_id, "module": module, "step": step})


def worksheet_answers(work: Work, sheet: Worksheet | None) -> dict[str, str]:
    """What the patient wrote, by field key."""
    if sheet is None:
        return {}
    answers: dict[str, str] = json.loads(work.vault.open(WORKSHEET_PLACE, sheet.answers_sealed))
    return answers


def check_worksheet(fields: tuple[Field, ...], written: Mapping[str, str]) -> dict[str, str]:
    """The given values that are filled in, checked.

    :raises BadWorksheet: one sentence for each value that breaks its field's rule, or belongs to no field.
    """
    known = {field.key: field for field in fields}
    faults, answers = [], {}
    for key, raw in written.items():
        value = raw.strip()
        field = known.get(key)
        if field is None:
            faults.append(_UNKNOWN_FIELD.filled(key=key))
        elif value:
            fault = _field_fault(field, value)
            if fault:
                faults.append(fault)
            else:
                answers[key] = value
    if faults:
        raise BadWorksheet(*faults)
    return answers


def _field_fault(field: Field, value: str) -> Text | None:
    label = field.label
    if field.kind == "scale" and not (value.isascii() and value.isdigit() and int(value) <= 10):
        return _BAD_SCALE.filled(label=label)
    if field.kind == "choice" and value not in dict(field.choices):
        return _BAD_CHOICE.filled(label=label)
    if field.kind == "text" and len(value) > LONGEST_TEXT:
        return _TOO_LONG.filled(label=label, length=len(value), most=LONGEST_TEXT)
    return None


def save_worksheet(
    work: Work,
    enrolment: Enrolment,
    module: Module,
    step: Exercise,
    answers: Mapping[str, str],
    *,
    shared: bool,
    submit: bool,
) -> Worksheet:
    """Keep what is written so far, sealed; ``submit`` when the patient is done with it for now."""
    sheet = worksheet_of(work, enrolment.id, module.key, step.key)
    sealed = work.vault.seal(WORKSHEET_PLACE, json.dumps(dict(answers), ensure_ascii=False))
    if sheet is None:
        sheet = work.add(
            Worksheet(
                enrolment_id=enrolment.id,
                module=module.key,
                step=step.key,
                answers_sealed=sealed,
                shared=shared,
                saved_at=work.now,
            )
        )
    newly_shared = submit and shared and not (sheet.submitted_at and sheet.shared)
    sheet.answers_sealed, sheet.shared, sheet.saved_at = sealed, shared, work.now
    if submit:
        sheet.submitted_at = sheet.submitted_at or work.now
    if newly_shared:
        _remember(work, enrolment, "worksheet_shared", module)
    return sheet


def shared_worksheets(work: Work, enrolment_id: int) -> list[Worksheet]:
    """The worksheets the therapist may read, newest first."""
    return list(
        work.session.scalars(
            select(Worksheet)
            .where(
                Worksheet.enrolment_id == enrolment_id, Worksheet.shared.is_(True), Worksheet.submitted_at.is_not(None)
            )
            .order_by(Worksheet.saved_at.desc())
        )
    )


def give_feedback(work: Work, actor: Actor, sheet: Worksheet, text: str) -> None:
    """The therapist's answer on a shared worksheet; the patient sees it with the worksheet."""
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise BadWorksheet(_FEEDBACK_LENGTH.filled(most=LONGEST_TEXT))
    sheet.feedback_sealed = work.vault.seal(FEEDBACK_PLACE, text.strip())
    sheet.feedback_at, sheet.feedback_by_id = work.now, actor.person_id


def feedback_on(work: Work, sheet: Worksheet) -> str | None:
    """The therapist's words, or None."""
    return work.vault.open(FEEDBACK_PLACE, sheet.feedback_sealed) if sheet.feedback_sealed else None


def _remember(work: Work, enrolment: Enrolment, kind: str, module: Module, by_id: int | None = None) -> None:
    work.add(
        EnrolmentEvent(
            enrolment_id=enrolment.id,
            at=work.now,
            kind=kind,
            by_id=by_id or enrolment.person_id,
            details={"number": module.number, "module": module.key},
        )
    )


_UNKNOWN_FIELD = Text(
    "Feltet «{key}» finnes ikke på arbeidsarket.",
    "Feltet «{key}» finst ikkje på arbeidsarket.",
    "There is no field “{key}” on the worksheet.",
)
_BAD_SCALE = Text(
    "{label} Velg et helt tall fra 0 til 10.",
    "{label} Vel eit heilt tal frå 0 til 10.",
    "{label} Choose a whole number from 0 to 10.",
)
_BAD_CHOICE = Text(
    "{label} Velg et av alternativene.", "{label} Vel eitt av alternativa.", "{label} Choose one of the alternatives."
)
_TOO_LONG = Text(
    "{label} Teksten har {length} tegn og kan ha høyst {most}.",
    "{label} Teksten har {length} teikn og kan ha høgst {most}.",
    "{label} The text has {length} characters and may have at most {most}.",
)
_FEEDBACK_LENGTH = Text(
    "Skriv en tilbakemelding på 1 til {most} tegn.", "Skriv ei tilbakemelding på 1 til {most} teikn."
)
