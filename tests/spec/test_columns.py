"""Many responses at once score as each of them does alone, in every installed instrument and every worked example."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varde.instruments.answers import items_of
from varde.instruments.context import check_context
from varde.instruments.rules import score
from varde.instruments.values import Instrument, Item
from varde.scoring_many.scores import Scores
from varde.scoring_many.scoring import score_columns
from varde.testing.house import everything_installed

INSTALLED = everything_installed().all(Instrument)
EXAMPLES = json.loads((Path(__file__).parents[2] / "facts" / "vectors.json").read_text(encoding="utf-8"))["instruments"]

CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["female", "male", "other", None]),
        "age": st.integers(55, 96),
        "agoraphobia": st.booleans(),
        "baseline_metres": st.integers(0, 1200),
        "position_coded": st.booleans(),
    },
)
BAD = {"choice": [-1, 1.5, 99, math.inf], "integer": [-1, 0.25, 10**6, math.inf], "boolean": [2, -1, math.inf]}


def column_of(item: Item, answers: Sequence[Any]) -> np.ndarray[Any, Any]:
    """One column; a missing answer is nan, or None where answers are no numbers."""
    if item.kind == "days":
        column = np.empty(len(answers), dtype=object)
        column[:] = answers
        return column
    return np.array([math.nan if answer is None else answer for answer in answers], dtype=np.float64)


def in_columns(
    instrument: Instrument, responses: Sequence[Mapping[str, Any]], contexts: Sequence[Mapping[str, object]] = ()
) -> Scores:
    columns = {item.key: column_of(item, [one.get(item.key) for one in responses]) for item in items_of(instrument)}
    return score_columns(instrument, columns, contexts)


def answer_to(item: Item) -> st.SearchStrategy[Any]:
    """Answers an item takes, and now and then one it does not."""
    if item.kind == "days":
        day = st.fixed_dictionaries(
            {"steps": st.none() | st.integers(0, 100_000), "wear_h": st.none() | st.floats(0, 24)}
        )
        return st.lists(day, max_size=9) | st.just([{"steps": -1}])
    if item.kind == "choice":
        good: st.SearchStrategy[Any] = st.sampled_from([code for code, _ in item.choices])
    elif item.kind == "boolean":
        good = st.booleans()
    elif item.kind == "integer":
        step = item.step or 1
        edges = [number for number in (9, 10, 30, 180, 181) if item.low <= number <= item.high and number % step == 0]
        near = st.sampled_from(edges) if edges else st.nothing()
        good = near | st.integers(int(item.low) // step, int(item.high) // step).map(lambda number: number * step)
    else:
        good = st.integers(int(item.low), int(item.high)) | st.floats(item.low, item.high)
    bad = st.sampled_from(BAD.get(str(item.kind), [item.low - 1, item.high + 0.5, math.inf]))
    return st.integers(0, 60).flatmap(lambda chance: bad if chance == 0 else good)


def responses_to(instrument: Instrument) -> st.SearchStrategy[dict[str, Any]]:
    items = items_of(instrument)
    full = st.fixed_dictionaries({item.key: answer_to(item) for item in items})
    nobody: frozenset[str] = frozenset()
    few = st.frozensets(st.sampled_from([item.key for item in items]), max_size=4)
    gone = st.just(nobody) | few | few | st.frozensets(st.sampled_from([item.key for item in items]))
    return st.builds(lambda answers, without: {k: None if k in without else v for k, v in answers.items()}, full, gone)


@pytest.mark.parametrize("key", sorted(INSTALLED))
@settings(max_examples=settings().max_examples * 3 // 20)
@given(data=st.data())
def test_each_row_is_what_the_response_scores_alone(key: str, data: st.DataObject) -> None:
    instrument = INSTALLED[key]
    known = st.tuples(responses_to(instrument), CONTEXTS)
    drawn = data.draw(st.lists(known, min_size=1, max_size=6))
    found = in_columns(instrument, [answers for answers, _ in drawn], [context for _, context in drawn])
    alone = [score(instrument, answers, context).as_json() for answers, context in drawn]
    assert [found.row(place).as_json() for place in range(len(found))] == alone


@pytest.mark.parametrize("key", sorted({example["instrument"] for example in EXAMPLES}))
def test_the_worked_examples_in_columns(key: str) -> None:
    examples = [example for example in EXAMPLES if example["instrument"] == key]
    known = {item.key for item in items_of(INSTALLED[key])}
    # An item the instrument does not have can be no column; it is refused before anything is scored.
    unknown = [example for example in examples if not known.issuperset(example["responses"])]
    text = [e for e in examples if any(isinstance(answer, str) for answer in e["responses"].values())]
    examples = [example for example in examples if example not in unknown and example not in text]
    found = in_columns(INSTALLED[key], [e["responses"] for e in examples], [e["context"] for e in examples])
    for place, example in enumerate(examples):
        assert found.row(place).as_json() == {"instrument": key, **example["expected"]}, example["description"]


def test_every_worked_example_fits_in_columns() -> None:
    numbers = [e for e in EXAMPLES if not any(isinstance(answer, str) for answer in e["responses"].values())]
    known = {key: {item.key for item in items_of(instrument)} for key, instrument in INSTALLED.items()}
    assert [e for e in numbers if known[e["instrument"]].issuperset(e["responses"])] == EXAMPLES
    assert len(EXAMPLES) >= 209


@pytest.mark.chance
def test_ipaq_in_columns_meets_every_rule_of_its_cleaning(seed: int) -> None:
    """Twenty thousand by chance, at and around every limit: each outcome, band, reason and cut turns up."""
    ipaq, chance = INSTALLED["ipaq-sf"], np.random.default_rng(seed)
    minutes = [0, 9, 10, 19, 20, 29, 30, 90, 180, 181, 240, 400, 600, 1440, 1441, math.nan]
    choices = {"days": [0, 1, 2, 3, 4, 5, 7, math.nan], "min": minutes}
    columns = {item.key: chance.choice(choices[item.key.rpartition("_")[2]], 20_000) for item in ipaq.items}
    found = score_columns(ipaq, columns)
    lists = {key: column.tolist() for key, column in columns.items()}
    met: set[object] = set()
    for place in range(0, 20_000, 4):
        given = {key: None if math.isnan(column[place]) else int(column[place]) for key, column in lists.items()}
        alone = score(ipaq, given).as_json()
        assert found.row(place).as_json() == alone, given
        met |= {alone["band"], alone["flags"].get("reason"), *map(str, [alone["flags"].get("truncated")])}
    assert {"low", "moderate", "high", "missing_or_dont_know", "sum_minutes_gt_960", "['vig', 'mod', 'walk']"} <= met


def test_the_worked_examples_have_good_contexts() -> None:
    assert {tuple(check_context(INSTALLED[one["instrument"]], one["context"])) for one in EXAMPLES} == {()}
