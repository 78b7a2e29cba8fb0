"""Many responses at once score as each of them does alone, in every instrument there is here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varde.instruments.answers import items_of
from varde.instruments.columns import Columns, Contexts, Named, Numbers, Outcomes
from varde.instruments.library import INSTRUMENTS
from varde.instruments.rules import score
from varde.instruments.values import Instrument, Item, Outcome, ReadAnswers, Score
from varde.kernel.errors import BadUsage
from varde.scoring_many.rules import MARKS, PREPARE
from varde.scoring_many.scores import Scores
from varde.scoring_many.scoring import BLOCK, score_columns
from varde.testing.house import all_samples

INSTALLED = all_samples().all(Instrument)
PHQ9 = INSTALLED["phq-9"]

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


def test_the_librarys_rules_are_all_there_in_columns() -> None:
    assert {i.prepare for i in INSTRUMENTS if i.prepare} == set(PREPARE)
    assert {i.marks for i in INSTRUMENTS if i.marks} == set(MARKS)


def test_more_than_a_block_comes_back_in_order() -> None:
    rows = 2 * BLOCK + 7
    ones = np.arange(rows) % 4
    columns = {f"q{number}": ones.astype(float) for number in range(1, 10)}
    columns["q9"][BLOCK] = 8
    found = score_columns(PHQ9, columns)
    assert len(found) == rows
    expected = ones * 9.0
    expected[BLOCK] = np.nan
    assert np.array_equal(found.total, expected, equal_nan=True)
    assert found.row(BLOCK).status == "invalid"
    assert found.row(BLOCK + 1) == score(PHQ9, {f"q{n}": int(ones[BLOCK + 1]) for n in range(1, 10)})


def test_what_is_handed_in_is_left_as_it_is() -> None:
    total = np.array([7.0, 99.0, math.nan])
    found = score_columns(INSTALLED["guide-total"], {"total": total})
    assert [found.row(place).status for place in range(3)] == ["scored", "invalid", "not_scored"]
    assert np.array_equal(total, [7.0, 99.0, math.nan], equal_nan=True)


def test_a_plugins_own_marks_are_asked_of_each_different_response() -> None:
    asked = []

    def marks(reading: ReadAnswers) -> dict[str, object]:
        asked.append(reading)
        return {"low": reading.total == 0}

    own = replace(PHQ9, marks=marks)
    found = in_columns(own, [{f"q{n}": 0 for n in range(1, 10)}, {"q1": 3}] * 50)
    assert len(asked) == 2
    assert found.row(98).flags == {"caseness": False, "low": True}
    assert found.row(99).flags == {"low": False}


@pytest.mark.chance
def test_a_rule_for_columns_meets_every_rule_of_one_response(seed: int) -> None:
    """Twenty thousand by chance, at and around every limit: each outcome, band, reason and cut turns up."""
    hike, chance = INSTALLED["hike"], np.random.default_rng(seed)
    minutes = [0, 9, 30, 90, 180, 181, 240, 400, 600, 1440, 1441, math.nan]
    choices = {"days": [0, 1, 2, 3, 4, 5, 7, math.nan], "min": minutes}
    columns = {item.key: chance.choice(choices[item.key.rpartition("_")[2]], 20_000) for item in hike.items}
    scores = score_columns(hike, columns)
    lists = {key: column.tolist() for key, column in columns.items()}
    met: set[object] = set()
    for place in range(0, 20_000, 4):
        answers = {key: None if math.isnan(column[place]) else int(column[place]) for key, column in lists.items()}
        alone = score(hike, answers).as_json()
        assert scores.row(place).as_json() == alone, answers
        met |= {alone["band"], alone["flags"].get("reason"), *map(str, [alone["flags"].get("cut")])}
    assert {"little", "much", "missing", "too_long", "['up', 'down']"} <= met


def test_a_plugins_rule_for_columns_sees_only_answers_that_are_taken() -> None:
    seen = []

    def columns(answers: Columns, contexts: Contexts) -> Outcomes:
        seen.append(answers)
        rows = len(contexts.which)
        nobody = Named(np.zeros(rows, dtype=np.int32), ("band",))
        return Outcomes(
            np.zeros(rows, dtype=np.int8),
            np.ones(rows),
            nobody,
            np.zeros(rows, dtype=np.int16),
            {"part": Numbers(np.ones(rows), np.arange(rows) > 0)},
            {"flag": nobody},
            nobody,
        )

    own = replace(PHQ9, custom=lambda values, context: Outcome("scored", 1), columns=columns)
    found = score_columns(own, {"q1": np.array([1.0, 9.0, math.nan])})
    assert seen[0].keys() == {item.key for item in PHQ9.items}
    assert np.array_equal(seen[0]["q1"], [1, math.nan, math.nan], equal_nan=True)
    assert [found.row(place) for place in range(3)] == [
        Score("scored", 1, {}, "band", {"flag": "band"}, 0, "band", "phq-9"),
        Score("invalid", instrument="phq-9"),
        Score("scored", 1, {"part": 1}, "band", {"flag": "band"}, 0, "band", "phq-9"),
    ]


def test_no_responses_have_no_scores() -> None:
    assert len(score_columns(PHQ9, {"q1": np.array([])})) == 0
    assert len(score_columns(INSTALLED["hike"], {"up_days": np.array([])})) == 0


@pytest.mark.parametrize(
    ("columns", "contexts", "sentence"),
    [
        ({}, None, "The columns of phq-9 must be equally long, and there must be one."),
        ({"q1": [1.0], "q2": [1.0, 2.0]}, None, "The columns of phq-9 must be equally long, and there must be one."),
        ({"q11": [1.0]}, None, "phq-9 has no item called q11; its items are q1, q2, q3, q4, q5, q6, q7, q8, q9, q10."),
        ({"q1": [1.0]}, [{}, {}], "There are 2 contexts for 1 responses."),
    ],
)
def test_columns_that_do_not_fit_are_named(
    columns: dict[str, list[float]], contexts: list[dict[str, object]] | None, sentence: str
) -> None:
    with pytest.raises(BadUsage) as caught:
        score_columns(PHQ9, {key: np.array(column) for key, column in columns.items()}, contexts)
    assert str(caught.value) == sentence
