"""Which steps are locked for the sake of a patient's safety, why, and what was opened all the same.

What is known is the referral's answers and then, in order, everything that was stated, opened and closed. An opening holds
while every fact that the lock speaks of is what it was when somebody opened it, and was nothing else in between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from varde.kinds.guarded import GuardedChoice
from varde.programmes.values import Exercise, Module, Programme, SafetyLock, Step, locks_on
from varde.rules.facts import Fact, Value, known
from varde.rules.language import deciding, evaluate, facts_of, is_true


@dataclass(frozen=True, slots=True)
class Stated:
    """Somebody said what a fact is; None when it is not known any more."""

    fact: str
    value: object


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened a lock, while the facts it speaks of were ``against`` (None: not known)."""

    lock: str
    against: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Closed:
    """Somebody closed a lock that was opened."""

    lock: str


Happening = Stated | Opened | Closed


@dataclass(frozen=True, slots=True)
class Safety:
    """What is known about one patient now: her facts by key (unknown ones are left out), and the keys of the locks that
    stand opened."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A lock that keeps a step back. ``unknown`` are the facts nobody has answered, when it is these that lock it; empty
    when the rule holds for certain."""

    lock: SafetyLock
    unknown: tuple[str, ...] = ()


def safety_from(programme: Programme, referred: Mapping[str, object], history: Iterable[Happening]) -> Safety:
    """What is known now. What does not fit the declaration of its fact is unknown."""
    declared = {fact.key: fact for fact in programme.eligibility.asked}
    facts = known(declared.values(), referred)
    opened: dict[str, Mapping[str, object]] = {}
    for happening in history:
        match happening:
            case Stated(fact=key, value=value) if key in declared:
                facts.pop(key, None)
                facts |= known([declared[key]], {key: value})
                now = facts.get(key)
                opened = {lock: against for lock, against in opened.items() if against.get(key, now) == now}
            case Opened(lock=key, against=against):
                opened[key] = against
            case Closed(lock=key):
                opened.pop(key, None)
    locks = programme.locks
    stands = (key for key, against in opened.items() if key in locks and against == judged_by(locks[key], facts))
    return Safety(facts, frozenset(stands))


def judged_by(lock: SafetyLock, facts: Mapping[str, object]) -> dict[str, object]:
    """The facts a lock speaks of as they are; None is unknown. What an opening is kept with."""
    return {key: facts.get(key) for key in sorted(facts_of(lock.rule))}


def held_lock(lock: SafetyLock, facts: Mapping[str, object]) -> Held | None:
    """Whether the lock keeps its steps back, whatever was opened; None when it does not."""
    result = evaluate(lock.rule, facts)
    if result is True:
        return Held(lock)
    if result is None and lock.unknown_locks:
        asked = {key for leaf in deciding(lock.rule, facts) for key in facts_of(leaf)}
        return Held(lock, tuple(sorted(asked - set(facts))))
    return None


def held_by(step: Step, safety: Safety) -> tuple[Held, ...]:
    """The locks that keep a step back, in the order they are declared."""
    closed = (lock for lock in step.locks if lock.key not in safety.opened)
    return tuple(kept for lock in closed if (kept := held_lock(lock, safety.facts)) is not None)


def locked_steps(module: Module, safety: Safety) -> dict[str, tuple[Held, ...]]:
    """The steps of a module that are locked now, by key, with what keeps each back."""
    kept = {step.key: held_by(step, safety) for step in module.steps}
    return {key: locks for key, locks in kept.items() if locks}


def closed_rows(step: Exercise, choice: GuardedChoice, safety: Safety) -> dict[str, Held]:
    """The rows of a choice in an exercise that are not safe for her, by key, with what closes each: what is certain first."""
    held = {lock.key: held_lock(lock, safety.facts) for lock in step.choice_locks if lock.key not in safety.opened}
    closed = {}
    for row in choice.rows:
        closing = sorted(
            (each for key in row.locks if (each := held.get(key)) is not None), key=lambda each: bool(each.unknown)
        )
        if closing:
            closed[row.key] = closing[0]
    return closed


def is_finished(
    module: Module, done: Collection[str], locked: Collection[str], *, completed: bool, again: Collection[str] = ()
) -> bool:
    """Whether nothing is left to do in a module: every step is done or locked, and at least one is done.

    ``completed``: it was finished before. It stays so when a new version has another step in it, but not when a step that a
    lock kept back is open now, nor when one of ``again`` waits: those that somebody has switched since.
    """
    waiting = [step for step in module.steps if step.key not in done and step.key not in locked]
    if waiting:
        return completed and not any(step.locks or step.key in again for step in waiting)
    return completed or any(step.key in done for step in module.steps)


def next_open_step(module: Module, done: Collection[str], locked: Collection[str]) -> Step | None:
    """The first step that is neither done nor locked."""
    return next((step for step in module.steps if step.key not in done and step.key not in locked), None)


def calls_for_care(programme: Programme, fact: Fact, facts: Mapping[str, object]) -> bool | None:
    """Whether a safety fact is one to be careful with: what the programme's review of it says, else that it is true. None
    when it is not known."""
    review = next((each.rule for each in programme.eligibility.review if each.fact == fact.key), is_true(fact.key))
    return evaluate(review, facts)


def steps_behind(programme: Programme, track: str | None, lock: str) -> tuple[Step, ...]:
    """The steps on a patient's way, or in a library, that a lock stands on."""
    libraries = (module for module in programme.modules if module.library)
    steps = (step for module in (*programme.modules_of(track), *libraries) for step in module.steps)
    return tuple(step for step in steps if any(declared.key == lock for declared in locks_on(step)))


def may_open_lock(lock: SafetyLock, roles: Collection[str]) -> bool:
    """Whether somebody with these roles where the patient is treated may open it for her."""
    return lock.opener != "nobody" and lock.opener in roles
