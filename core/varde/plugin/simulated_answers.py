"""What invented people answer: answers of a given burden to any instrument. What they say of themselves: ``fitting``."""

from __future__ import annotations

import random

from varde.instruments.answers import items_of
from varde.instruments.rules import score
from varde.instruments.values import Instrument, Item
from varde.kinds.kind import InventedPerson

_RISING: dict[str, bool] = {}


def _rising(instrument: Instrument) -> bool:
    """Whether the highest codes give the higher total; found by scoring both ends."""
    if instrument.key not in _RISING:
        ends = [
            score(
                instrument,
                {i.key: _coded(i, way) for i in items_of(instrument) if not i.reverse}
                | {i.key: _coded(i, 1 - way) for i in items_of(instrument) if i.reverse},
            ).total
            for way in (0.0, 1.0)
        ]
        _RISING[instrument.key] = ends[0] is None or ends[1] is None or ends[1] >= ends[0]
    return _RISING[instrument.key]


def simulated_answers(instrument: Instrument, burden: float, rng: random.Random) -> dict[str, object]:
    """Answers of a person with this burden (0 none, 1 worst), now and then one left out."""
    worse_is_high = _rising(instrument) == (instrument.direction == "lower_better")
    answers: dict[str, object] = {}
    for item in items_of(instrument):
        if item.gate and not answers.get(item.gate, True):
            continue
        spread = min(max(rng.gauss(burden, 0.13), 0.0), 1.0)
        way = spread if worse_is_high else 1 - spread
        if item.safety:
            way *= 0.35
        if instrument.total is not None and instrument.total.max_missing and not item.safety and rng.random() < 0.01:
            continue
        if item.own:
            invented = item.takes.invent(InventedPerson(rng, burden))
            if invented is not None:
                answers[item.key] = invented
            continue
        answers[item.key] = _coded(item, 1 - way if item.reverse else way, gate=_is_gate(instrument, item))
    return answers


def _is_gate(instrument: Instrument, item: Item) -> bool:
    return any(gated.gate == item.key for gated in instrument.items)


def _coded(item: Item, way: float, *, gate: bool = False) -> object:
    if gate:
        return int(way > 0.12)
    if item.own:
        return None
    if item.yes_or_no:
        return way > 0.6
    if item.choices:
        return item.choices[min(int(way * len(item.choices)), len(item.choices) - 1)][0]
    step = item.step or 1
    return int(round((item.low + way * (item.high - item.low)) / step) * step)
