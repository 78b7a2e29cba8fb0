"""The check of what a programme declares about safety: its facts, and the locks on its steps."""

from __future__ import annotations

from collections.abc import Iterator

from varde.programmes.values import Programme, SafetyLock, locks_on
from varde.rules.facts import Fact
from varde.rules.language import check_rule, facts_of

TOLD = ("asked", "score")
"""Where a safety fact may come from: the person, or a questionnaire at the way in."""


def check_locks(programme: Programme) -> Iterator[str]:
    """Every fault as ``place: what is wrong``."""
    for fact in programme.eligibility.facts:
        if fact.safety:
            yield from _check_fact(programme, fact)
    safe_by_key: dict[str, SafetyLock] = {}
    for module in programme.modules:
        for step in module.steps:
            for lock in locks_on(step):
                place = f"module {module.key}: step {step.key}: lock {lock.key}"
                if safe_by_key.setdefault(lock.key, lock) != lock:
                    yield f"{place}: another step has a different lock of that key"
        if module.steps and not module.library and all(step.locks for step in module.steps):
            yield f"module {module.key}: every step has a lock, so whom they keep back can never finish it"
        for key in sorted(facts_of(module.release) & {fact.key for fact in programme.safety_facts}):
            yield (
                f"module {module.key}: release: speaks of the safety fact '{key}'; "
                "put a lock on the step that is unsafe, and leave the others open"
            )
    for lock in safe_by_key.values():
        for fault in _check_lock(lock, programme):
            yield f"lock {lock.key}: {fault}"


def _check_fact(programme: Programme, fact: Fact) -> Iterator[str]:
    if fact.source not in TOLD:
        yield f"eligibility: fact {fact.key}: is a safety fact, but comes from {fact.source}, not from the person"
    reviewed = {criterion.fact for criterion in programme.eligibility.review}
    if fact.kind != "boolean" and fact.key not in reviewed:
        yield f"eligibility: fact {fact.key}: is a safety {fact.kind}, but no review says which values call for care"


def _check_lock(lock: SafetyLock, programme: Programme) -> Iterator[str]:
    safety = {fact.key for fact in programme.safety_facts}
    asked = {fact.key for fact in programme.eligibility.facts}
    for key in sorted(facts_of(lock.rule) & asked - safety):
        yield f"speaks of '{key}', which is not a safety fact"
    yield from check_rule(lock.rule, programme.eligibility.facts)
    if lock.for_all and lock.opener == "nobody":
        yield "holds for everybody, and nobody may open it"
    elif not lock.for_all and not facts_of(lock.rule):
        yield "speaks of no fact"
    if not lock.source.strip():
        yield "does not say where it comes from"
