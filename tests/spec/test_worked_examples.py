"""Every worked example in facts/vectors.json, scored by the code that scores patients, and what follows from the facts."""

from __future__ import annotations

import pytest

from varde.instruments.rules import score
from varde.instruments.values import Instrument

from . import examples, reference
from .examples import Example
from .reference import FACTS

title = "Worked examples"

VECTORS = examples.vectors()
CLOSES = {"ibs-sss": ("pain_now", "dist_now"), "audit": ("q1", "q2", "q3"), "audit-c": ("q1",)}
"""Items where a 0 stands for answers that are not asked for, which the reference does not know."""


@pytest.mark.parametrize("example", VECTORS, ids=lambda one: f"{one.id} {one.what}")
def test_scores_as_the_independent_implementation_did(example: Example, instruments: dict[str, Instrument]) -> None:
    found = score(instruments[example.instrument], example.answers, example.context).as_json()
    assert found == example.expected


def test_all_examples_are_here() -> None:
    assert len(VECTORS) == len({example.id for example in VECTORS}) == 209


def test_every_instrument_with_items_has_examples(instruments: dict[str, Instrument]) -> None:
    """Our own that are not in the facts have theirs in test_own_instruments.py."""
    with_items = {key for key, instrument in instruments.items() if instrument.kind == "full"}
    ours = {key for key in with_items - set(FACTS) if instruments[key].licence.mark == "own"}
    assert with_items - ours == {example.instrument for example in VECTORS}


@pytest.mark.parametrize("key", FACTS)
def test_scores_as_the_facts_say(key: str, instruments: dict[str, Instrument]) -> None:
    """Each item outside its range and alone at its highest, each limit for what may be missing and one beyond it."""
    made = reference.examples(key)
    assert [found for example in made if (found := examples.disagreement(example, instruments[key]))] == []
    assert made or key == "steps"


@pytest.mark.parametrize("key", reference.REGULAR)
def test_the_facts_give_what_the_independent_implementation_gave(key: str) -> None:
    """Two ways to a score that know nothing of each other, neither of them ours: the reference is fit to judge by."""
    for example in VECTORS:
        if example.instrument != key or example.expected["status"] == "invalid" or example.context:
            continue
        if any(example.answers.get(item) == 0 for item in CLOSES.get(key, ())):
            continue
        found = reference.expected(key, example.answers)
        subscores = {name: example.expected["subscores"][name] for name in found["subscores"]}
        assert found == {**{name: example.expected[name] for name in found}, "subscores": subscores}, example.id
