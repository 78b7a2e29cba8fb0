"""Everything these tables say about one instrument, so that a changed instrument can be held against all of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from varde.instruments.values import Instrument

from . import (
    examples,
    reference,
    test_bands,
    test_limits,
    test_own_instruments,
    test_response,
    test_rules_of_their_own,
    test_worsening,
)
from .examples import Example
from .notation import Row


@cache
def examples_of(key: str) -> tuple[Example, ...]:
    """The worked examples, those written by hand, and those that follow from the facts."""
    by_hand = [*test_rules_of_their_own.WRITTEN, *test_own_instruments.WRITTEN]
    known = [*examples.vectors(), *by_hand]
    return (*(one for one in known if one.instrument == key), *reference.examples(key))


@cache
def _rows_of(module: str, key: str) -> tuple[Row, ...]:
    tables = {
        "bands": [*test_bands.ROWS, *test_bands.from_the_facts()],
        "limits": [*test_limits.ROWS, *test_limits.CASE_ROWS],
        "response": [*test_response.ROWS, *test_response.DIRECTION_ROWS],
        "worsening": test_worsening.ROWS,
    }
    return tuple(row for row in tables[module] if row[0] == key)


def disagreements(instrument: Instrument) -> Iterator[str]:
    """What the instrument does that an example says it must not, found one by one."""
    key = instrument.key
    for example in examples_of(key):
        if found := examples.disagreement(example, instrument):
            yield found
    checks = (
        ("bands", test_bands),
        ("limits", test_limits),
        ("response", test_response),
        ("worsening", test_worsening),
    )
    for name, module in checks:
        for row in _rows_of(name, key):
            if found := module.disagreement(row, instrument):
                yield found
