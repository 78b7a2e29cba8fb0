"""Run an instrument's rules over the ends of every item, over nothing at all, and over chance, and say what it gives that cannot
be: an exception, a total out of range, a band or a flag that nobody declared."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, get_args

from varde.instruments.answers import REFUSED, accept, items_of
from varde.instruments.engine import bands_for, half_up, rule_of
from varde.instruments.values import Instrument, Item, Outcome, Status
from varde.kernel.assembly import RAISED, tried
from varde.kinds.kind import InventedPerson

BY_CHANCE = 60
"""How many responses are made by chance."""
CONTEXTS: Mapping[str, tuple[object, ...]] = {
    "sex": (None, "female", "male"),
    "age": (None, 18, 64, 65, 90, 120),
    "agoraphobia": (None, True, False),
    "baseline_metres": (None, 0, 412.5),
    "position_coded": (None, True, False),
}
"""What is tried of each thing that scoring may read besides the answers."""
_STATUSES = tuple(status for status in get_args(Status) if status != "invalid")
_ROUNDING = 1e-9

Answered = dict[str, Any]


def faults_in_scoring(instrument: Instrument) -> Iterator[str]:
    """Each thing that is wrong once, with the first answers that show it."""
    faults: list[str] = []
    rule = tried(lambda: rule_of(instrument), faults, "its rule cannot be read")
    if rule is RAISED:
        yield from faults
        return
    seen: set[str] = set()
    for answers, context in _samples(instrument):
        for fault in _faults_of(instrument, rule, answers, context):
            kind = fault.partition(" (")[0]
            if kind not in seen:
                seen.add(kind)
                yield f"{fault}, as for {_shown(answers)}"


def _faults_of(instrument: Instrument, rule: Any, answers: Answered, context: Mapping[str, object]) -> Iterator[str]:
    raised: list[str] = []
    outcome = tried(lambda: rule(dict(answers), dict(context)), raised, "its rule raises")
    if outcome is RAISED:
        yield raised[0]
        return
    if not isinstance(outcome, Outcome):
        yield f"its rule gives a {type(outcome).__name__} and must give an Outcome"
        return
    yield from _faults_of_total(instrument, outcome, answers)
    yield from _faults_of_band(instrument, outcome, context)
    yield from _faults_of_names(instrument, "subscore", outcome.subscores)
    yield from _faults_of_names(instrument, "flag", outcome.flags)
    missing: Any = outcome.n_missing
    if not isinstance(missing, int) or missing < 0:
        yield f"its rule counts {missing} as missing"
    again = tried(lambda: rule(dict(answers), dict(context)), raised, "")
    if repr(again) != repr(outcome):  # nan is not what it was a moment ago
        yield "its rule gives something else the second time"


def _faults_of_total(instrument: Instrument, outcome: Outcome, answers: Answered) -> Iterator[str]:
    if outcome.status not in _STATUSES:
        yield f"its rule gives the status {outcome.status}, which is none of {', '.join(_STATUSES)}"
    total: Any = outcome.total
    if total is None:
        return
    if isinstance(total, bool) or not isinstance(total, int | float) or not math.isfinite(total):
        yield f"its rule gives the total {total!r}, which is no number"
    elif not answers:
        yield f"its rule gives a total ({total:g}) when nothing is answered, and missing is not zero"
    elif instrument.total_range is not None:
        low, high = instrument.total_range
        if not low - _ROUNDING <= total <= high + _ROUNDING:
            yield f"its rule gives a total out of its range {low:g} to {high:g} ({total:g})"


def _faults_of_band(instrument: Instrument, outcome: Outcome, context: Mapping[str, object]) -> Iterator[str]:
    if outcome.band is None:
        return
    band = next((each for each in bands_for(instrument, context) if each.key == outcome.band), None)
    if band is None:
        yield f"its rule gives the band {outcome.band}, which is not declared"
    elif band.low is not None and isinstance(outcome.total, int | float) and math.isfinite(outcome.total):
        total = half_up(outcome.total) if instrument.whole else outcome.total
        if not band.holds(total):
            yield f"its rule gives the band {band.key} to a total that lies in another ({total:g})"


def _faults_of_names(instrument: Instrument, noun: str, named: object) -> Iterator[str]:
    """A name without words is shown to people as it stands in the code, in English."""
    if not isinstance(named, Mapping):
        yield f"its rule gives {noun}s that are a {type(named).__name__} and must be named"
        return
    words = {key for key, _ in instrument.words}
    scales = {scale.key for scale in instrument.subscales}
    known = words | (scales if noun == "subscore" else {flag.key for flag in instrument.flags})
    for name, value in named.items():
        if name not in known:
            yield f"its rule gives the {noun} {name}, which has no words"
        for part in value if isinstance(value, list | tuple) else (value,):
            if isinstance(part, str) and f"{name}={part}" not in words and part not in scales:
                yield f"its rule gives the {noun} {name} the value {part}, which has no words"
            elif not isinstance(part, str | int | float | None) or (
                isinstance(part, float) and not math.isfinite(part)
            ):
                yield f"its rule gives the {noun} {name} a value that cannot be kept ({type(part).__name__} {part!r})"


def _samples(instrument: Instrument) -> Iterator[tuple[Answered, dict[str, object]]]:
    chance = Random(1)
    items = items_of(instrument)
    ends: list[Answered] = [{}]
    ends += [{item.key: value for item in items for value in [_values(item)[end]]} for end in (0, -1)]
    for context in _contexts(instrument):
        for answers in ends:
            yield answers, context
    whole = {item.key: _values(item)[-1] for item in items}
    for item in items:
        for value in _values(item):
            yield {item.key: value}, {}
            yield whole | {item.key: value}, _context(instrument, chance)
        yield {key: value for key, value in whole.items() if key != item.key}, _context(instrument, chance)
    for _ in range(BY_CHANCE):
        answers = {item.key: _by_chance(item, chance) for item in items if chance.random() < 0.95}
        yield answers, _context(instrument, chance)


def _contexts(instrument: Instrument) -> Iterator[dict[str, object]]:
    yield {}
    for need in instrument.needs:
        for value in CONTEXTS.get(need, ()):
            yield {need: value}


def _context(instrument: Instrument, chance: Random) -> dict[str, object]:
    return {need: chance.choice(CONTEXTS[need]) for need in instrument.needs if need in CONTEXTS}


def _values(item: Item) -> list[Any]:
    """The ends of what the item takes, as they are scored, and what lies just within."""
    step = item.step or 1
    if item.own:
        return [value for seed in range(2) if (value := item.takes.invent(InventedPerson(Random(seed)))) is not None]
    if item.by_day:
        worn = [{"steps": int(steps), "wear_h": 14} for steps in (item.low, item.high)]
        tried_values: list[Any] = [[], [worn[0]] * 7, [{"steps": None, "wear_h": None}] * 7, [worn[1]] * 7]
    elif item.yes_or_no:
        tried_values = [False, True]
    elif item.choices:
        tried_values = [code for code, _ in sorted(item.choices, key=lambda choice: choice[0])]
    else:
        tried_values = [item.low, item.low + step, item.high - step, item.high]
    return [kept for value in tried_values if (kept := accept(item, value)) is not REFUSED] or [item.low, item.high]


def _by_chance(item: Item, chance: Random) -> Any:
    if item.own:
        return item.takes.invent(InventedPerson(chance))
    if item.by_day or item.yes_or_no or item.choices:
        return chance.choice(_values(item))
    kept = accept(item, chance.randint(int(item.low), int(item.high)))
    return kept if kept is not REFUSED else chance.choice(_values(item))


def _shown(answers: Answered) -> str:
    if not answers:
        return "no answers"
    few = ", ".join(f"{key}={value}" for key, value in list(answers.items())[:4])
    return few + (" …" if len(answers) > 4 else "")
