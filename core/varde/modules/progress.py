"""How far a patient has come: modules and steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from varde.enrolments.access import name_of
from varde.enrolments.activity import was_active
from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.enrolments.service import may_work_in, must_work
from varde.identity.service import Actor
from varde.kernel.errors import Conflict
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.modules.errors import ModuleLocked, NoSuchStep, StepLocked
from varde.modules.events import ModuleDone, ModuleOpened, StepDone
from varde.modules.models import ModuleState
from varde.programmes.gone import programme_of
from varde.programmes.known_facts import known_of, known_of_many
from varde.programmes.release import Lock, Progress, is_open, names_of, open_from, why_locked
from varde.programmes.values import Module, Programme, Step
from varde.rules.language import Rule
from varde.safety.events import SafetyChanged
from varde.safety.service import safety_of, safety_of_many
from varde.standing.locks import Held, Safety, is_finished, locked_steps, next_open_step


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module as one patient meets it. ``status`` is done, here, open or locked; ``lock`` says why when locked.

    ``held`` are the steps that are locked for her safety, by key, with what keeps each back, whatever the status.
    """

    module: Module
    status: str
    steps_done: frozenset[str]
    lock: Lock | None
    answered_step: str | None = None
    """The exercise with feedback that is not read yet."""
    held: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)

    @property
    def laid(self) -> int:
        return len(self.steps_done)

    @property
    def stones(self) -> int:
        """How many stones the whole cairn has: the steps that are done or can be."""
        return sum(1 for step in self.module.steps if step.key in self.steps_done or step.key not in self.held) or 1

    @property
    def next_step(self) -> Step | None:
        """The first step to do; None when every step is done or locked."""
        return next_open_step(self.module, self.steps_done, self.held)


@dataclass(frozen=True, slots=True)
class Path:
    """The whole way: every module in order, where the patient is now (None when all is done or closed), and what is known
    about her safety."""

    modules: tuple[ModuleView, ...]
    safety: Safety = field(default_factory=Safety)

    @property
    def answered(self) -> tuple[ModuleView, ...]:
        """Those with feedback that the patient has not read."""
        return tuple(view for view in self.modules if view.answered_step is not None and view.status != "locked")

    @property
    def here(self) -> ModuleView | None:
        return next((view for view in self.modules if view.status == "here"), None)

    def view(self, module: str) -> ModuleView:
        """The module with this key, or that had it before. :raises NoSuchStep: no such module on this patient's way."""
        for view in self.modules:
            if module in (view.module.key, *view.module.renamed_from):
                return view
        raise NoSuchStep()


class StateLine(NamedTuple):
    """What a page says of a :class:`ModuleState`; not to be changed."""

    module: str
    opened_by_id: int | None
    steps_done: list[str]
    completed_at: datetime | None
    answered_step: str | None


States = Mapping[str, ModuleState | StateLine]

# Every page of a patient asks these, so they are put together once.
STATES = select(ModuleState).where(ModuleState.enrolment_id == bindparam("enrolment"))
_STATE_LINES = STATES.with_only_columns(*(getattr(ModuleState, name) for name in StateLine._fields))


def states_of(work: Work, enrolment_id: int) -> dict[str, ModuleState]:
    """The stored state of each module the enrolment has touched. One statement."""
    rows = work.session.scalars(STATES, {"enrolment": enrolment_id})
    return {row.module: row for row in rows}


def state_lines(work: Work, enrolment_id: int) -> dict[str, StateLine]:
    """The same to be read. One statement."""
    rows = work.columns(_STATE_LINES, {"enrolment": enrolment_id})
    return {row[0]: StateLine._make(row) for row in rows}


def path_of(work: Work, enrolment: Enrolment, language: str, states: States | None = None) -> Path:
    """The patient's path. Two statements, or one when ``states`` is given; one more for each source that modules ask."""
    programme = programme_of(work, enrolment.programme)
    states = state_lines(work, enrolment.id) if states is None else states
    known = known_for_release(work, enrolment, programme)
    return lay_path(programme, enrolment, states, safety_of(work, enrolment), work, language, known)


def known_for_release(work: Work, enrolment: Enrolment, programme: Programme) -> Mapping[str, object]:
    """What the modules of a programme ask of sources: settings, scores, measurements and others. Statements only where they
    ask for something, one for each source."""
    return known_of(work, enrolment.id, _releases(programme))


def _releases(programme: Programme) -> list[Rule]:
    return [module.release for module in programme.modules]


def steps_from(work: Work, enrolments: Collection[Enrolment]) -> dict[int, date | None]:
    """By enrolment id the day from which a step waits to be done, past or to come by the calendar; None when there is none.
    Two statements, and one for each source that their modules ask, whoever they are."""
    ids = [enrolment.id for enrolment in enrolments]
    states: dict[int, dict[str, ModuleState]] = {}
    for row in work.session.scalars(select(ModuleState).where(ModuleState.enrolment_id.in_(ids))):
        states.setdefault(row.enrolment_id, {})[row.module] = row
    programmes = {each: programme_of(work, each) for each in {enrolment.programme for enrolment in enrolments}}
    safety = safety_of_many(work, enrolments)
    known = known_of_many(work, ids, [rule for each in programmes.values() for rule in _releases(each)])
    return {
        enrolment.id: _step_from(
            work,
            enrolment,
            programmes[enrolment.programme],
            states.get(enrolment.id, {}),
            safety[enrolment.id],
            known[enrolment.id],
        )
        for enrolment in enrolments
    }


def _step_from(
    work: Work, enrolment: Enrolment, programme: Programme, states: States, safety: Safety, known: Mapping[str, object]
) -> date | None:
    if enrolment.started_at is None:
        return None
    begun = enrolment.started_at.astimezone(work.zone).date()
    progress = _progress(programme, states, safety, (work.today - begun).days, known)
    left = (
        module.key
        for module in programme.modules_of(enrolment.track)
        if next_open_step(module, _done(states, module), locked_steps(module, safety)) is not None
        and not _is_finished(states, module, safety)
    )
    days = (open_from(programme, key, progress, begun) for key in left)
    return min((day for day in days if day is not None), default=None)


def lay_path(
    programme: Programme,
    enrolment: Enrolment,
    states: States,
    safety: Safety,
    work: Work,
    language: str,
    known: Mapping[str, object],
) -> Path:
    """The path from stored states, without the database. ``safety`` decides which steps are locked for this patient, and
    ``known`` is as :func:`known_for_release` has it."""
    today = work.today
    begun = enrolment.started_at.astimezone(work.zone).date() if enrolment.started_at else today
    progress = _progress(programme, states, safety, (today - begun).days, known)
    names = names_of(programme, name_of(enrolment.therapist))
    views, here_taken = [], False
    for module in programme.modules_of(enrolment.track):
        lock = None
        if _is_finished(states, module, safety):
            status = "done"
        elif enrolment.started_at is None or not is_open(programme, module.key, progress):
            status = "locked"
            lock = why_locked(module.release, progress.facts(module.key, programme), begun, names, language)
        elif not here_taken:
            status, here_taken = "here", True
        else:
            status = "open"
        state = states.get(module.key)
        answered = state.answered_step if state else None
        views.append(ModuleView(module, status, _done(states, module), lock, answered, locked_steps(module, safety)))
    return Path(tuple(views), safety)


def _done(states: States, module: Module) -> frozenset[str]:
    state = states.get(module.key)
    return frozenset(state.steps_done) if state else frozenset()


def _is_finished(states: States, module: Module, safety: Safety) -> bool:
    state = states.get(module.key)
    completed = state is not None and state.completed_at is not None
    return is_finished(module, _done(states, module), locked_steps(module, safety), completed=completed)


def _progress(
    programme: Programme, states: States, safety: Safety, days: int, known: Mapping[str, object] | None = None
) -> Progress:
    """What was completed once stays so for what comes after it, also when a lock is opened and a step of it waits again."""
    finished = {module.key for module in programme.modules if _is_finished(states, module, safety)}
    return Progress(
        days=days,
        answers=safety.facts,
        completed=frozenset(key for key, state in states.items() if state.completed_at) | finished,
        opened=frozenset(key for key, state in states.items() if state.opened_by_id),
        known=known or {},
    )


def step_of(view: ModuleView, step: str) -> Step:
    """The step with this key, or that had it before (a link in a notice lasts), if its module is open and it is not locked.

    :raises ModuleLocked, StepLocked, NoSuchStep"""
    if view.status == "locked":
        raise ModuleLocked(why=view.lock.sentence if view.lock else "")
    for candidate in view.module.steps:
        if step in (candidate.key, *candidate.renamed_from):
            if candidate.key in view.held:
                raise StepLocked(view.held[candidate.key])
            return candidate
    raise NoSuchStep()


def finish_step(work: Work, enrolment: Enrolment, view: ModuleView, step: Step) -> bool:
    """Lay a stone: the step is done. Doing it twice changes nothing. True when this completed the module: nothing is left but
    what is locked.

    :raises WrongState, AccessOver: the enrolment is paused or over, so nothing can be done in it now.
    :raises StepLocked: it is not safe for her.
    """
    if step.key in view.held:
        raise StepLocked(view.held[step.key])
    must_work(work, enrolment)
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
    completed = state.completed_at is None and is_finished(view.module, state.steps_done, view.held, completed=False)
    if completed:
        _complete(work, enrolment, view.module, state)
    was_active(work, enrolment.id)
    work.publish(StepDone(enrolment.id, view.module.key, len(state.steps_done)))
    if completed:
        work.publish(ModuleDone(enrolment.id, view.module.key))
    return completed


def _complete(work: Work, enrolment: Enrolment, module: Module, state: ModuleState) -> None:
    state.completed_at = work.now
    remember(work, enrolment, "module_completed", module)


def on_safety(work: Work, event: SafetyChanged) -> None:
    """A module of which nothing is left but what has just been locked is completed, so that she gets on. Four statements."""
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    if not may_work_in(enrolment, work.now):
        return
    programme, safety = programme_of(work, enrolment.programme), safety_of(work, enrolment)
    states = states_of(work, enrolment.id)
    for module in programme.modules_of(enrolment.track):
        state = states.get(module.key)
        if state is not None and state.completed_at is None and _is_finished(states, module, safety):
            _complete(work, enrolment, module, state)
            work.publish(ModuleDone(enrolment.id, module.key))


LISTENERS = (Listener(SafetyChanged, on_safety),)


def open_module(work: Work, actor: Actor, enrolment: Enrolment, module: Module) -> None:
    """The therapist opens a module ahead of its rule. :raises Conflict: it was opened before."""
    state = work.session.get(ModuleState, (enrolment.id, module.key))
    if state is None:
        state = work.add(ModuleState(enrolment_id=enrolment.id, module=module.key, steps_done=[]))
    if state.opened_by_id is not None:
        raise Conflict()
    state.opened_by_id = actor.person_id
    remember(work, enrolment, "module_opened", module, actor.person_id)
    work.publish(ModuleOpened(enrolment.id, module.key))


def remember(work: Work, enrolment: Enrolment, kind: str, module: Module, by_id: int | None = None) -> None:
    """Write in the history of the enrolment what happened with this module; the patient did it, unless ``by_id`` did."""
    work.add(
        EnrolmentEvent(
            enrolment_id=enrolment.id,
            at=work.now,
            kind=kind,
            by_id=by_id or enrolment.person_id,
            details={"number": module.number, "module": module.key},
        )
    )
