"""What must hold for every instrument and every set of answers."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varde.instruments.answers import REFUSED, TOTAL, accept, check_answers, items_of
from varde.instruments.engine import counted
from varde.instruments.rules import band_of, score
from varde.instruments.values import Instrument, Item, Score

# Each property meets some forty instruments, so each needs only a few examples: five of a hundred, and 150 of a thousand.
FEW = settings(max_examples=max(5, (settings().max_examples - 100) // 6))

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
    if any(band.low is not None for band in instrument.bands):
        assert found.band == band_of(instrument, found.total, context)


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


NONSENSE: tuple[Any, ...] = (
    True,
    "1",
    "",
    -1,
    1.5,
    10**9,
    math.nan,
    math.inf,
    [],
    {},
    b"2",
    [{"steps": -1}],
    "ja",
    7,
    [7],
    object(),
)


@FEW
@given(data=st.data(), nonsense=st.sampled_from(NONSENSE), context=CONTEXTS)
def test_one_bad_answer_makes_the_whole_invalid_and_no_total_is_made_up(
    instrument: Instrument, data: st.DataObject, nonsense: object, context: dict[str, Any]
) -> None:
    item = data.draw(st.sampled_from(items_of(instrument)))
    if accept(item, nonsense) is not REFUSED:
        return
    answers = {**data.draw(response_to(instrument)), item.key: nonsense}
    assert score(instrument, answers, context).as_json() == {
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


def test_every_item_refuses_some_nonsense(instrument: Instrument) -> None:
    for item in items_of(instrument):
        assert sum(accept(item, nonsense) is REFUSED for nonsense in NONSENSE) >= 10, item.key


@FEW
@given(data=st.data(), context=CONTEXTS)
def test_what_is_made_good_lies_between_the_least_and_the_most_it_could_have_been(
    instrument: Instrument, data: st.DataObject, context: dict[str, Any]
) -> None:
    if instrument.custom or instrument.total is None or instrument.prepare or any(i.gate for i in instrument.items):
        return
    answers = data.draw(response_to(instrument))
    found = score(instrument, answers, context).total
    if found is None:
        return
    least, most = (
        score(instrument, {**answers, **{i.key: end(i) for i in instrument.items if answers[i.key] is None}}).total
        for end in (attrgetter("low"), attrgetter("high"))
    )
    assert least is not None
    assert most is not None
    # A reversed item counts least at its highest, so the two may come in either order.
    assert min(least, most, found) == pytest.approx(min(least, most)) or _has_reversed(instrument)
    assert max(least, most, found) == pytest.approx(max(least, most)) or _has_reversed(instrument)


def _has_reversed(instrument: Instrument) -> bool:
    return len({item.reverse for item in instrument.items if item.scored}) > 1


@FEW
@given(data=st.data())
def test_alike_items_may_change_places(instrument: Instrument, data: st.DataObject) -> None:
    """A sum or a mean does not ask which of two alike items had which answer."""
    if instrument.custom or instrument.total is None or instrument.prepare or any(i.gate for i in instrument.items):
        return
    answers = data.draw(response_to(instrument))
    groups: dict[tuple[Any, ...], list[str]] = {}
    for key in instrument.total.items:
        item = instrument.item(key)
        alike = (item.kind, item.low, item.high, item.reverse, item.multiplier, item.offset, item.step)
        groups.setdefault((*alike, tuple(code for code, _ in item.choices)), []).append(key)
    moved = dict(answers)
    for keys in groups.values():
        moved |= zip(keys, [answers[key] for key in data.draw(st.permutations(keys))], strict=True)
    first, second = score(instrument, answers), score(instrument, moved)
    assert (first.status, first.n_missing, first.band) == (second.status, second.n_missing, second.band)
    assert first.total == (None if second.total is None else pytest.approx(second.total))


# --- what is about life and death is never made good ------------------------------------------------------------------


@FEW
@given(data=st.data(), context=CONTEXTS)
def test_an_unanswered_safety_item_is_unknown_whatever_else_is_answered(
    instrument: Instrument, data: st.DataObject, context: dict[str, Any]
) -> None:
    answers = data.draw(response_to(instrument)) | {item.key: None for item in instrument.safety_items}
    found = score(instrument, answers, context)
    if instrument.key == "suicide-alert":
        assert (found.band, found.status, found.flags) == ("unknown", "not_scored", {})
    elif "item9_alert" in found.flags:
        assert found.flags["item9_alert"] is None
        assert found.flags["item9_answered"] is False
        assert "dsm_algorithm" not in found.flags


@FEW
@given(data=st.data(), context=CONTEXTS)
def test_what_a_safety_item_says_depends_on_nothing_else(
    instrument: Instrument, data: st.DataObject, context: dict[str, Any]
) -> None:
    if instrument.key not in ("phq-9", "madrs-s"):
        return
    one, two = data.draw(response_to(instrument)), data.draw(response_to(instrument))
    (item,) = instrument.safety_items
    two = {**two, item.key: one[item.key]}
    first, second = (score(instrument, answers, context).flags for answers in (one, two))
    assert [first[key] for key in ("item9_alert", "item9_answered")] == [
        second[key] for key in ("item9_alert", "item9_answered")
    ]


def test_the_items_about_life_and_death_are_marked(instruments: dict[str, Instrument]) -> None:
    marked = {key: [item.key for item in found.safety_items] for key, found in instruments.items()}
    assert marked["phq-9"] == ["q9"]
    assert marked["madrs-s"] == ["q9"]
    assert marked["neq"] == ["o15"]
    assert marked["suicide-alert"] == ["phq9_q9", "madrs_q9", "plan", "intent"]


def test_reversing_twice_is_the_answer_itself(instrument: Instrument) -> None:
    for item in instrument.items:
        assert not item.reverse or item.choices, "a reversed item has choices, or this property says nothing of it"
        if item.reverse:
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
