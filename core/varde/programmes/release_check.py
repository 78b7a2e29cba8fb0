"""Whether the modules of a programme can be opened: rules over known facts, no rings, no dead ends."""

from __future__ import annotations

from collections.abc import Iterator

from varde.kernel.catalogue import Catalogue
from varde.programmes.asking_again import check_ask_again
from varde.programmes.fact_sources import declared_in
from varde.programmes.release import OPENED, completed, progress_facts
from varde.programmes.values import Module, Programme
from varde.rules.language import Rule, check_rule, evaluate, facts_of


def check_releases(programme: Programme, catalogue: Catalogue) -> Iterator[str]:
    declared = progress_facts(programme)
    for module in programme.modules:
        of_sources, faults = declared_in(module.release, programme, catalogue)
        for fault in faults or check_rule(module.release, (*declared, *of_sources)):
            yield f"module {module.key}: release: {fault}"
        yield from check_ask_again(module.key, module.ask_again, optional=module.optional)
    for track in paths_of(programme):
        yield from _check_graph(programme.modules_of(track), f"track {track}: " if track else "")


def paths_of(programme: Programme) -> list[str | None]:
    """The tracks a patient can be on; one path without a name when the programme has no tracks."""
    return [track.key for track in programme.tracks] or [None]


def _check_graph(modules: tuple[Module, ...], prefix: str) -> Iterator[str]:
    loops = _loops(modules)
    for loop in loops:
        yield f"{prefix}modules wait for each other in a ring: {' -> '.join((*loop, loop[0]))}"
    inside = {key for loop in loops for key in loop}
    reachable = _reachable(modules)
    for module in modules:
        if module.key not in reachable and module.key not in inside:
            yield f"{prefix}module {module.key}: release: can never open"
        if not module.optional:
            for key in sorted(_needed(module, modules) & {m.key for m in modules if m.optional}):
                yield f"{prefix}module {module.key}: release: waits for '{key}', which a patient may leave out"


def _reachable(modules: tuple[Module, ...]) -> set[str]:
    """Modules that can open some day, whatever the therapist and the clock do; others are dead ends."""
    reached: set[str] = set()
    while True:
        opened = {m.key for m in modules if _can_open(m.release, modules, reached)} - reached
        if not opened:
            return reached
        reached |= opened


def _can_open(rule: Rule, modules: tuple[Module, ...], within_reach: set[str], therapist: bool = True) -> bool:
    """Whether the rule is not false when everything within reach is left open. Other tracks' modules are out of it."""
    own = {completed(m.key).fact for m in modules if m.key in within_reach}
    facts: dict[str, object] = {key: False for key in facts_of(rule) if key.startswith("completed:") and key not in own}
    if not therapist:
        facts[OPENED] = False
    return evaluate(rule, facts) is not False


def _needed(module: Module, modules: tuple[Module, ...]) -> set[str]:
    """Modules without which this one does not open, unless the therapist opens it."""
    every = {m.key for m in modules}
    if not _can_open(module.release, modules, every, therapist=False):
        return set()
    asked = {key for key in every if completed(key).fact in facts_of(module.release)}
    return {key for key in asked if not _can_open(module.release, modules, every - {key}, therapist=False)}


def _loops(modules: tuple[Module, ...]) -> list[tuple[str, ...]]:
    """Rings of modules that need each other, each once, beginning with the module that comes first."""
    needs = {m.key: sorted(_needed(m, modules)) for m in modules}
    loops: dict[frozenset[str], tuple[str, ...]] = {}

    def walk(path: tuple[str, ...]) -> None:
        for key in needs[path[-1]]:
            if key == path[0]:
                loops.setdefault(frozenset(path), path)
            elif key not in path:
                walk((*path, key))

    for module in modules:
        walk((module.key,))
    return list(loops.values())
