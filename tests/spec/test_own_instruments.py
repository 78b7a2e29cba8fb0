"""Instruments that are our own, and so have no published example: what they must give, worked by hand."""

from __future__ import annotations

import pytest

from varde.instruments.values import Instrument

from . import examples
from .examples import Example, written
from .reference import FACTS

title = "Our own instruments"

# instrument | answers | context | must give | why
EXAMPLES = """
    weekly-check-in | did=0 motivation=0  | | status=scored total=0 n_missing=0      | the lowest
    weekly-check-in | did=2 motivation=10 | | status=scored total=10 n_missing=0     | the highest
    weekly-check-in | did=1 motivation=7  | | status=scored total=7 band=- n_missing=0 | only the motivation counts
    weekly-check-in | did=- motivation=7  | | status=scored total=7 n_missing=0      | what was done may be left out
    weekly-check-in | did=2 motivation=-  | | status=not_scored total=- n_missing=1  | without the motivation there is no total
    weekly-check-in | did=3 motivation=7  | | status=invalid total=- n_missing=0     | there is no fourth answer
    weekly-check-in | did=-1 motivation=7 | | status=invalid                         | there is nothing below a no
    weekly-check-in | did=1 motivation=-1 | | status=invalid                         | 0 is the lowest
    weekly-check-in | did=1 motivation=11 | | status=invalid total=-                 | ten is the highest
    weekly-check-in | did=1 motivation=6.5 | | status=invalid total=-                | whole numbers only
"""
WRITTEN = written(EXAMPLES)


@pytest.mark.parametrize("example", WRITTEN, ids=lambda one: one.id)
def test_example(example: Example, instruments: dict[str, Instrument]) -> None:
    assert examples.disagreement(example, instruments[example.instrument]) is None


def test_each_of_our_own_has_examples(instruments: dict[str, Instrument]) -> None:
    ours = {key for key, found in instruments.items() if found.licence.mark == "own" and key not in FACTS}
    assert ours <= {example.instrument for example in WRITTEN}
