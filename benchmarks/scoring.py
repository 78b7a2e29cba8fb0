"""What it costs to score one response in this process, compared with adding the same answers up in a bare loop."""

from __future__ import annotations

import random
import timeit
from collections.abc import Callable, Mapping

from benchmarks.outcome import Outcome, Sizes, at_most
from varde.instruments.answers import items_of
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.plugin.registry import build_catalogue
from varde.simulation_answers import simulated_answers

PHQ_9_LIMIT = 50
INSTRUMENTS: Mapping[str, float | None] = {"phq-9": PHQ_9_LIMIT, "ibs-qol": None}


def run(sizes: Sizes) -> list[Outcome]:
    """PHQ-9, whose limit is 50 µs, and IBS-QOL with its 34 items and eight subscales."""
    catalogue = build_catalogue()
    return [_scored(catalogue, key, limit, sizes) for key, limit in INSTRUMENTS.items()]


def _scored(catalogue: Catalogue, key: str, limit: float | None, sizes: Sizes) -> Outcome:
    instrument = catalogue.one(Instrument, key)
    answers = simulated_answers(instrument, 0.5, random.Random(key))
    keys = tuple(item.key for item in items_of(instrument))
    assert score(instrument, answers).status == "scored"
    ours = microseconds(lambda: score(instrument, answers), sizes)
    bare = microseconds(lambda: bare_sum(keys, answers), sizes)
    return Outcome(
        f"scoring: {key}", f"{ours:.1f} µs",
        f"a loop that checks and adds the same {len(keys)} answers, {bare:.1f} µs", ours / bare,
        f"{limit:g} µs" if limit else "", at_most(f"One {key}", ours, limit, "µs") if limit and sizes.timed else (),
        {"microseconds": ours, "bare_microseconds": bare, "items": len(keys)},
    )  # fmt: skip


def microseconds(act: Callable[[], object], sizes: Sizes) -> float:
    """The fastest of the repeats, since the slower ones tell about the neighbours."""
    return min(timeit.repeat(act, number=sizes.scorings, repeat=sizes.repeats)) / sizes.scorings * 1e6


def bare_sum(keys: tuple[str, ...], answers: Mapping[str, object]) -> float:
    """The least that a total takes: look each answer up, see that it is a number, add."""
    total = 0.0
    for key in keys:
        answer = answers.get(key)
        if isinstance(answer, int | float):
            total += answer
    return total
