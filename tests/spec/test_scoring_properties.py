"""What must hold for every instrument and every set of answers."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from varde.instruments.answers import TOTAL, check_answers, items_of
from varde.instruments.engine import counted
from varde.instruments.rules import score
from varde.instruments.values import Instrument, Item, Score

# Each property meets some forty instruments, so each instrument needs only a few examples.
FEW = settings(max_examples=15)

CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["female", "male", "other", None]),
        "age": st.integers(18, 100),
        "agoraphobia": st.booleans(),
        "baseline_metres": st.integers(0, 1200),
    },
)


def answer_to(item: Item) -> st.SearchStrategy[Any]:
    """Answers an item takes."""
    if item.kind == "choice":
        return st.sampled_from([code for code, _ in item.choices])
    if item.kind == "boolean":
        return st.booleans()
    if item.kind == "days":
        worn = st.none() | st.floats(0, 24)
        return st.lists(st.fixed_dictionaries({"steps": st.integers(0, 100000), "wear_h": worn}), max_size=9)
    if item.kind == "integer":
        step = item.step or 1
        return st.integers(int(item.low) // step, int(item.high) // step).map(lambda number: number * step)
    return st.integers(int(item.low), int(item.high)) | st.floats(item.low, item.high)


def response_to(instrument: Instrument) -> st.SearchStrategy[dict[str, Any]]:
    """Responses with more or fewer answers missing."""
    items = items_of(instrument)
    full = st.fixed_dictionaries({item.key: answer_to(item) for item in items})
    nobody: frozenset[str] = frozenset()
    dropped = st.just(nobody) | st.frozensets(st.sampled_from([item.key for item in items]))
    return st.builds(lambda answers, gone: {k: None if k in gone else v for k, v in answers.items()}, full, dropped)


def total_in_range(instrument: Instrument, found: Score) -> bool:
    if found.total is None:
        return True
    low, high = instrument.total_range or (-math.inf, math.inf)
    return low - 1e-9 <= found.total <= high + 1e-9


@FEW
@given(data=st.data(), context=CONTEXTS)
def test_a_score_is_inside_its_range_and_says_what_it_is(
    instrument: Instrument, data: st.DataObject, context: dict[str, Any]
) -> None:
    answers = data.draw(response_to(instrument))
    found = score(instrument, answers, context)
    assert check_answers(instrument, answers) == []
    assert found.status != "invalid"
    # Weight and height are limited one by one, and together reach further than body mass does.
    assert instrument.key == "bmi-waist" or total_in_range(instrument, found)
    assert found.status == "scored" or found.total is None
    assert found.band is None or found.band in {band.key for band in instrument.bands}
    assert found.n_missing >= 0


@FEW
@given(data=st.data(), context=CONTEXTS)
def test_the_order_of_answers_does_not_matter(
    instrument: Instrument, data: st.DataObject, context: dict[str, Any]
) -> None:
    answers = list(data.draw(response_to(instrument)).items())
    turned = random.Random(data.draw(st.integers(0, 99))).sample(answers, len(answers))
    assert score(instrument, dict(answers), context) == score(instrument, dict(turned), context)


@FEW
@given(data=st.data(), context=CONTEXTS)
def test_removing_an_answer_never_makes_an_unscored_form_scored(
    instrument: Instrument, data: st.DataObject, context: dict[str, Any]
) -> None:
    answers = data.draw(response_to(instrument))
    removed = data.draw(st.sampled_from([item.key for item in items_of(instrument)]))
    less = {key: value for key, value in answers.items() if key != removed}
    if score(instrument, answers, context).status == "not_scored":
        assert score(instrument, less, context).status == "not_scored"


@FEW
@given(data=st.data())
def test_an_absent_answer_is_a_missing_answer(instrument: Instrument, data: st.DataObject) -> None:
    answers = data.draw(response_to(instrument))
    given_only = {key: value for key, value in answers.items() if value is not None}
    assert score(instrument, answers) == score(instrument, given_only)


@FEW
@given(
    data=st.data(),
    nonsense=st.sampled_from([True, "1", "", -1, 1.5, 10**9, math.nan, math.inf, [], {}, b"2", [{"steps": -1}], "ja"]),
)
def test_one_bad_answer_makes_the_whole_invalid(instrument: Instrument, data: st.DataObject, nonsense: object) -> None:
    items = [i for i in items_of(instrument) if i.kind in ("choice", "integer")]
    if not items:
        return
    item = data.draw(st.sampled_from(items))
    answers = {**data.draw(response_to(instrument)), item.key: nonsense}
    assert score(instrument, answers).as_json() == {
        "instrument": instrument.key,
        "status": "invalid",
        "total": None,
        "subscores": {},
        "band": None,
        "flags": {},
        "n_missing": 0,
    }
    for language in ("nb", "nn", "en"):
        (fault,) = check_answers(instrument, answers, language)
        assert fault.item == item.key
        assert item.key in fault.sentence
        assert "\n" not in fault.sentence


def test_reversing_twice_is_the_answer_itself(instrument: Instrument) -> None:
    for item in instrument.items:
        if item.reverse and item.choices:
            plain = replace(item, offset=0, multiplier=1)
            turned = {code: counted(plain, code) for code, _ in item.choices}
            assert all(counted(plain, value) == code for code, value in turned.items())
            assert all(counted(item, code) == value * item.multiplier + item.offset for code, value in turned.items())


def test_nothing_answered_is_never_a_total(instrument: Instrument) -> None:
    assert score(instrument, {}).total is None


def test_a_misspelt_item_is_not_a_missing_one(instrument: Instrument) -> None:
    assert score(instrument, {"misspelt": 1}).status == "invalid"
    (fault,) = check_answers(instrument, {"misspelt": 1})
    assert fault.rule == "unknown"
    assert (items_of(instrument)[0].key if instrument.kind == "full" else TOTAL) in fault.sentence
