"""Run the functions of computed measures over the ends of what they read, what is unknown, and chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from varde.benefits.counting.computed import fault_of
from varde.benefits.values import Measure
from varde.kernel.assembly import RAISED, tried
from varde.kernel.catalogue import Catalogue
from varde.plugin.inspection.running import BY_CHANCE, values_of
from varde.programmes.fact_sources import named
from varde.rules.facts import Fact


def faults_of_measure(measure: Measure, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with what it gives, each fault once, with the facts that it was first given for."""
    computed = measure.computed
    if computed is None:
        return
    seen: set[str] = set()
    reads = {name: fact for name in computed.reads if (fact := named(name, catalogue)) is not None}
    for known in _known(reads):
        raised: list[str] = []
        value = tried(lambda known=known: computed.work_out(dict(known)), raised, "work_out raises")  # type: ignore[misc]
        fault = raised[0] if value is RAISED else "" if value is None else fault_of(measure, computed, value)
        kind = fault.partition(" gives")[0] if value is RAISED else fault.partition(",")[2]
        if fault and kind not in seen:
            seen.add(kind)
            yield f"{fault if value is RAISED else f'work_out {fault}'}, for {_said(known)}"


def _known(reads: Mapping[str, Fact]) -> Iterator[Mapping[str, Any]]:
    chance = Random(1)
    values = {name: values_of(fact) for name, fact in reads.items()}
    yield dict.fromkeys(reads)
    for end in (0, -1):
        yield {name: of_fact[end] for name, of_fact in values.items()}
    for name, of_fact in values.items():
        for value in of_fact:
            yield dict.fromkeys(reads) | {name: value}
    for _ in range(BY_CHANCE):
        yield {name: chance.choice((*of_fact, _between(reads[name], chance), None)) for name, of_fact in values.items()}


def _between(fact: Fact, chance: Random) -> Any:
    if fact.kind in ("boolean", "choice"):
        return chance.choice(values_of(fact))
    low, high = (0 if fact.low is None else fact.low), (100 if fact.high is None else fact.high)
    number = chance.uniform(low, high)
    return int(number) if fact.kind == "count" else number


def _said(known: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name} {'unknown' if value is None else f'{value:.6g}' if isinstance(value, float) else value}"
        for name, value in known.items()
    )
