"""How each module and step stands for one patient: one answer for every page, from what the programme declares, what she has done,
what is known of her and what somebody has switched. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple

from varde.kernel.words import Text
from varde.modules.errors import NoSuchStep, StepHidden
from varde.modules.pace_rules import paced
from varde.programmes.release import Lock, Names, Progress, asks_scores, is_open, open_from, why_locked
from varde.programmes.values import Module, Programme, Step
from varde.rules.facts import known
from varde.standing.locks import Held, Safety, is_finished, locked_steps, next_open_step
from varde.standing.path import NOT_TURNED, Pace, Place, Standing, Turned, Turns

Status = Literal["done", "here", "open", "locked", "skipped"]
_CLOSED_FOR_NOW = Text(
    "{therapist} har lukket den inntil videre",
    "{therapist} har lukka han inntil vidare",
    "{therapist} has closed it for the time being",
)
_YOUR_THERAPIST = Text("Behandleren din", "Behandlaren din", "Your therapist")


class StateLine(NamedTuple):
    """What a page says of how far somebody has come in a module; not to be changed."""

    module: str
    steps_done: list[str]
    completed_on: date | None
    """The day it was completed, as the clock on the wall had it."""
    answered_steps: list[str]


States = Mapping[str, StateLine]


@dataclass(frozen=True, slots=True)
class ModuleView:
    """A module as one patient meets it, with the steps that are not hidden from her. ``status`` is done, here, open, locked or
    skipped; ``lock`` says why when locked, and ``shut`` whether it can be read.

    ``held`` are the steps that are locked for her safety, by key, with what keeps each back, whatever the status. ``skipped`` and
    ``closed`` are those that she goes past and those that somebody has closed; ``added`` those that are open to her though the
    module is not. ``extra``: it is not on her way, and is here for the steps of it that were added.
    """

    module: Module
    status: Status
    steps_done: frozenset[str]
    lock: Lock | None
    answered_steps: tuple[str, ...] = ()
    """The exercises with feedback that is not read yet."""
    held: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    shut: bool = False
    extra: bool = False
    turned: Turned = NOT_TURNED
    hidden_steps: tuple[Step, ...] = ()
    withheld: frozenset[str] = frozenset()
    """Those among the hidden that nobody has signed."""

    @property
    def laid(self) -> int:
        return len(self.steps_done)

    @property
    def taken(self) -> bool:
        """An optional module that she has chosen, or has begun on without being asked."""
        return self.module.optional and (self.turned.choice == "yes" or bool(self.steps_done and not self.left_out))

    @property
    def left_out(self) -> bool:
        """It is optional, and she has chosen to go without it."""
        return self.module.optional and self.turned.choice == "no"

    @property
    def passed_by(self) -> frozenset[str]:
        """The steps that do not wait for her now, though they are not done."""
        return frozenset(self.held) | self.skipped | self.closed

    @property
    def readable(self) -> tuple[Step, ...]:
        """The steps that she may read now, in order: those that :func:`varde.modules.reach_rules.step_of` gives her."""
        steps = (step for step in self.module.steps if not self.shut or step.key in self.added)
        return tuple(step for step in steps if step.key not in self.held and step.key not in self.closed)

    @property
    def stones(self) -> int:
        """How many stones the whole cairn has: the steps that are done or can be."""
        return sum(1 for s in self.module.steps if s.key in self.steps_done or s.key not in self.passed_by) or 1

    @property
    def next_step(self) -> Step | None:
        """The first step to do; None when every step is done or passed by."""
        return next_open_step(self.module, self.steps_done, self.passed_by)

    @property
    def left(self) -> tuple[Step, ...]:
        """The steps to do, in order."""
        return tuple(s for s in self.module.steps if s.key not in self.steps_done and s.key not in self.passed_by)

    @property
    def next_added(self) -> Step | None:
        """The first step to do of those that were added to a module that is not open."""
        waiting = (s for s in self.module.steps if s.key in self.added)
        return next((s for s in waiting if s.key not in self.steps_done and s.key not in self.passed_by), None)

    def standing(self) -> Standing:
        """How the whole module stands, for whoever may switch it."""
        if self.module.library:
            return "library"
        if self.extra:
            return "outside"
        if self.turned.hidden or not self.module.steps:
            return "withheld" if self.withheld and not self.turned.hidden else "hidden"
        if self.status == "locked":
            return "closed" if self.turned.access == "close" else "locked"
        return "open" if self.status == "here" else self.status

    def step_standing(self, step: Step) -> Standing:
        """How one of its steps stands, for whoever may switch it."""
        if step in self.hidden_steps:
            return "withheld" if step.key in self.withheld else "hidden"
        if step.key in self.steps_done:
            return "done"
        if step.key in self.skipped:
            return "skipped"
        if step.key in self.closed:
            return "closed"
        if step.key in self.held:
            return "held"
        if step.key in self.added:
            return "added"
        if self.extra:
            return "outside"
        return "locked" if self.shut else "open"


@dataclass(frozen=True, slots=True)
class Path:
    """The whole way: every module in order, where the patient is now (None when all is done or closed), and what is known
    about her safety. ``extras`` are modules beside her way, each with the steps that were added for her; ``hidden`` those that
    are not shown to her."""

    modules: tuple[ModuleView, ...]
    safety: Safety = field(default_factory=Safety)
    extras: tuple[ModuleView, ...] = ()
    hidden: tuple[ModuleView, ...] = ()

    @property
    def answered(self) -> tuple[tuple[ModuleView, Step], ...]:
        """The exercises with feedback that the patient has not read and can open, in the order of her way."""
        return tuple(
            (view, step)
            for view in (*self.modules, *self.extras)
            for step in view.readable
            if step.key in view.answered_steps
        )

    @property
    def withheld(self) -> bool:
        """Whether something is not shown to her because nobody has signed it."""
        return any(view.withheld for view in (*self.modules, *self.extras, *self.hidden))

    @property
    def here(self) -> ModuleView | None:
        return next((view for view in self.modules if view.status == "here"), None)

    @property
    def added(self) -> tuple[tuple[ModuleView, Step], ...]:
        """What was added for her beside the modules that are open, in order, done or not."""
        views = (*self.modules, *self.extras)
        return tuple((view, step) for view in views for step in view.module.steps if step.key in view.added)

    @property
    def next_up(self) -> tuple[ModuleView, Step] | None:
        """The step that comes next: of what was added for her first, then of the module she is in."""
        for view in (*self.modules, *self.extras):
            if (step := view.next_added) is not None:
                return view, step
        current = self.here
        return (current, current.next_step) if current is not None and current.next_step is not None else None

    def view(self, module: str) -> ModuleView:
        """The module with this key, or that had it before. :raises StepHidden: it is not shown to her now.
        :raises NoSuchStep: no such module on this patient's way."""
        for view in (*self.modules, *self.extras):
            if module in (view.module.key, *view.module.renamed_from):
                return view
        if any(module in (view.module.key, *view.module.renamed_from) for view in self.hidden):
            raise StepHidden()
        raise NoSuchStep()


@dataclass(frozen=True, slots=True)
class PathFacts:
    """Everything a way is laid from. ``begun`` is the day the enrolment started, None before it has."""

    track: str | None
    begun: date | None
    today: date
    states: States
    turns: Turns
    safety: Safety
    known: Mapping[str, object] = field(default_factory=dict)
    pace: Pace = "programme"
    withheld: frozenset[Place] = frozenset()
    """The steps that are not shown where she is treated before somebody has signed them."""


def lay(programme: Programme, facts: PathFacts, names: Names, language: str) -> Path:
    """The path of one patient, in one language."""
    ground = _ground_of(programme, facts)
    views: list[ModuleView] = []
    hidden = []
    for bare in ground.way:
        view = _as_opened(bare, facts, ground)
        if view.shut:
            view = replace(view, lock=_lock(view, facts, ground, names, language))
        if view.turned.hidden or not view.module.steps:
            hidden.append(view)
        elif _may_be_here(view) and not any(each.status == "here" for each in views):
            views.append(replace(view, status="here"))
        else:
            views.append(view)
    return Path(tuple(views), facts.safety, tuple(_extras(facts, ground)), tuple(hidden))


def _may_be_here(view: ModuleView) -> bool:
    return view.status == "open" and not view.left_out and (view.next_step is not None or not view.closed)


class _Ground(NamedTuple):
    """What a way is laid on: the programme with the releases of her pace, how far she has come, the modules of her way were they
    all open to her, and those beside it as they are declared."""

    programme: Programme
    progress: Progress
    way: tuple[ModuleView, ...]
    beside: tuple[Module, ...]


def _ground_of(programme: Programme, facts: PathFacts) -> _Ground:
    way = _way(programme, facts)
    keys = {module.key for module in way}
    beside = tuple(module for module in programme.modules if module.key not in keys)
    bare = tuple(_bare(module, facts) for module in way)
    progress = _progress(facts, programme, (*bare, *(_bare(module, facts) for module in beside)))
    return _Ground(paced(programme, facts, progress), progress, bare, beside)


def _way(programme: Programme, facts: PathFacts) -> tuple[Module, ...]:
    """The modules of her track, and after them those that were added whole, numbered on."""
    own = programme.modules_of(facts.track)
    beside = (module for module in programme.modules if module not in own and not module.library)
    added = [module for module in beside if facts.turns.at(module.key).added]
    return (*own, *(replace(module, number=len(own) + place) for place, module in enumerate(added, 1)))


def _bare(declared: Module, facts: PathFacts) -> ModuleView:
    """A module with its steps as they are for her: done, skipped, or else open, as if every module were open to her."""
    key, turned = declared.key, {step.key: facts.turns.at(declared.key, step.key) for step in declared.steps}
    withheld = frozenset(step.key for step in declared.steps if (key, step.key) in facts.withheld)
    hidden = tuple(step for step in declared.steps if turned[step.key].hidden or step.key in withheld)
    shown = declared
    if hidden:
        shown = replace(declared, steps=tuple(step for step in declared.steps if step not in hidden))
    state = facts.states.get(key)
    done = frozenset(step.key for step in shown.steps if state is not None and step.key in state.steps_done)
    left = [step.key for step in shown.steps if step.key not in done]
    view = ModuleView(
        shown,
        "open",
        done,
        None,
        tuple(state.answered_steps) if state else (),
        locked_steps(shown, facts.safety),
        skipped=frozenset(step for step in left if turned[step].skipped),
        closed=frozenset(step for step in left if turned[step].access == "close"),
        turned=facts.turns.at(key),
        hidden_steps=hidden,
        withheld=withheld,
    )
    if _is_finished(view, facts):
        return replace(view, status="done")
    return replace(view, status="skipped") if _is_skipped(view) else view


def _is_finished(view: ModuleView, facts: PathFacts) -> bool:
    key, state, steps = view.module.key, facts.states.get(view.module.key), view.module.steps
    again = {step.key for step in steps if view.turned.again or (key, step.key) in facts.turns.touched}
    completed = state is not None and state.completed_on is not None
    return bool(steps) and is_finished(view.module, view.steps_done, view.passed_by, completed=completed, again=again)


def _is_skipped(view: ModuleView) -> bool:
    """She goes past it as a whole, or past every step of it without having done one."""
    return view.turned.skipped or (view.next_step is None and bool(view.skipped) and not view.steps_done)


def _progress(facts: PathFacts, programme: Programme, views: Iterable[ModuleView]) -> Progress:
    """How far she has come, as the rules of modules ask. What was completed once stays so for what comes after it, also when a
    lock is opened and a step of it waits again; what is skipped, hidden or left out holds nothing back."""
    completed = {key for key, state in facts.states.items() if state.completed_on}
    return Progress(
        days=(facts.today - (facts.begun or facts.today)).days,
        answers=known(programme.eligibility.asked, facts.safety.facts),
        completed=frozenset(completed.union(view.module.key for view in views if _is_passed(view))),
        opened=facts.turns.opened(),
        known=facts.known,
    )


def _is_passed(view: ModuleView) -> bool:
    """Whether what comes after waits for it no more."""
    return view.status in ("done", "skipped") or view.turned.hidden or view.left_out or not view.module.steps


def _as_opened(view: ModuleView, facts: PathFacts, ground: _Ground) -> ModuleView:
    """The same as it is open to her or not: what is done stays open, what is skipped is so whether it is open or not."""
    if view.status == "done":
        return view
    may_be_open = facts.begun is not None and view.turned.access != "close"
    if may_be_open and is_open(ground.programme, view.module.key, _progress_in(view, ground)):
        return view
    status: Status = "skipped" if view.status == "skipped" else "locked"
    return replace(view, status=status, shut=True, added=_added_in(view.module, facts))


def _progress_in(view: ModuleView, ground: _Ground) -> Progress:
    """How far she has come, as the rule of this module asks: where a score may have opened what she has begun, it is as if her
    therapist had, since getting better takes nothing from her."""
    key, progress = view.module.key, ground.progress
    if view.steps_done and asks_scores(ground.programme.module(key).release):
        return replace(progress, opened=progress.opened | {key})
    return progress


def _added_in(module: Module, facts: PathFacts) -> frozenset[str]:
    """The steps of a module that were added for her; none before the start."""
    added = (step.key for step in module.steps if facts.turns.at(module.key, step.key).added)
    return frozenset(added) if facts.begun is not None else frozenset()


def _lock(view: ModuleView, facts: PathFacts, ground: _Ground, names: Names, language: str) -> Lock | None:
    if view.turned.access == "close":
        therapist = names.therapist or _YOUR_THERAPIST.to(language)
        return Lock(_CLOSED_FOR_NOW.to(language).format(therapist=therapist), None)
    key, progress = view.module.key, ground.progress
    of_rule = progress.all_come if key in progress.opened else progress.facts
    release = ground.programme.module(key).release
    return why_locked(release, of_rule(key, ground.programme), facts.begun or facts.today, names, language)


def _extras(facts: PathFacts, ground: _Ground) -> Iterator[ModuleView]:
    """Modules beside her way, each with the steps that were added for her and are not hidden."""
    for module in ground.beside:
        if added := _added_in(module, facts):
            hers = replace(module, steps=tuple(step for step in module.steps if step.key in added))
            view = replace(
                _bare(hers, facts), status="locked", turned=NOT_TURNED, hidden_steps=(), shut=True, extra=True
            )
            if view.module.steps:
                yield replace(view, added=frozenset(step.key for step in view.module.steps))


def step_from(programme: Programme, facts: PathFacts) -> date | None:
    """The day from which a step waits to be done, past or to come by the calendar; None when there is none."""
    if facts.begun is None:
        return None
    ground = _ground_of(programme, facts)
    views = (*(_as_opened(view, facts, ground) for view in ground.way), *_extras(facts, ground))
    days = [facts.begun] if any(view.next_added for view in views) else []
    for view in ground.way:
        if _waits(view):
            day = open_from(ground.programme, view.module.key, _progress_in(view, ground), facts.begun)
            days += [day] if day is not None else []
    return min(days, default=None)


def _waits(view: ModuleView) -> bool:
    """Whether something in it is to be done some day."""
    passed_by = view.turned.hidden or view.turned.access == "close" or view.left_out
    return view.status == "open" and view.next_step is not None and not passed_by


def nothing_left(programme: Programme, facts: PathFacts) -> tuple[Module, ...]:
    """The modules on her way that are finished by what was locked, skipped or closed, and were not before."""
    begun = {key for key, state in facts.states.items() if state.completed_on is None}
    views = (_bare(module, facts) for module in _way(programme, facts) if module.key in begun)
    return tuple(view.module for view in views if view.status == "done")
