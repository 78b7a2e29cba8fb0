"""When modules open at a patient's own pace, or at her therapist's: the releases of a programme, made anew for her. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from varde.programmes.release import Progress, at_start, completed, days_since_start, opened_by_therapist
from varde.programmes.values import Module, Programme
from varde.rules.language import Rule, all_of, evaluate

if TYPE_CHECKING:
    from varde.modules.path_rules import PathFacts


def paced(programme: Programme, facts: PathFacts, progress: Progress) -> Programme:
    """The programme with the releases that the pace of this patient makes of its own. What a release says of the person holds at
    every pace, and what she has begun on stays open."""
    if facts.pace == "programme" or facts.begun is None:
        return programme
    released: dict[str, Rule] = {}
    before = ""
    for module in programme.modules_of(facts.track):
        if evaluate(module.release, progress.all_come(module.key, programme)) is True:
            released[module.key] = _release(programme, module, facts, before)
        before = before if module.optional else module.key
    return replace(
        programme, modules=tuple(replace(m, release=released.get(m.key, m.release)) for m in programme.modules)
    )


def _release(programme: Programme, module: Module, facts: PathFacts, before: str) -> Rule:
    """When a module opens at her own or her therapist's pace. ``before`` is the module that she comes from; "" of the first."""
    state = facts.states.get(module.key)
    if not before or (state is not None and (state.steps_done or state.completed_on)):
        return module.release if not before else at_start()
    if facts.pace == "therapist":
        return opened_by_therapist()
    earlier = facts.states.get(before)
    if earlier is None or earlier.completed_on is None or facts.begun is None:
        return completed(before)
    opens_after = (earlier.completed_on - facts.begun).days + (programme.own_pace_days or 0)
    return all_of(completed(before), days_since_start(max(0, opens_after)))
