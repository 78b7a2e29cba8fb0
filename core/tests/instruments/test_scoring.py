"""Scoring of small invented instruments, so that each part of the engine is seen alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.instruments.authoring import bands, choice_items, choices, score_only, total_of, yes_no_items
from varde.instruments.library import INSTRUMENTS
from varde.instruments.rules import half_up, score
from varde.instruments.values import Band, Flag, Instrument, Item, Licence, Limit, Outcome, ReadAnswers, Scale, Score
from varde.kernel.words import Text

TITLE = Text("Prøve", "Prøve", "Sample")
LICENCE = Licence("own", "Varde")
FOUR = choices(0, *[(word, word, word) for word in ("ingen", "litt", "noe", "mye")])
ITEMS = choice_items(FOUR, {f"q{number}": ("a", "a", "a") for number in range(1, 5)}, reverse=("q4",))
SAMPLE = Instrument(
    key="sample",
    title=TITLE,
    licence=LICENCE,
    items=ITEMS,
    total=total_of(ITEMS, max_missing=1),
    subscales=(Scale("first", ("q1", "q2"), "mean", 1), Scale("last", ("q3", "q4"), "percent", 0, ends=(3, 0))),
    total_range=(0, 12),
    whole=True,
    bands=bands(("low", 0, 5, ("lav", "låg", "low")), ("high", 6, 12, ("høy", "høg", "high"))),
    flags=(Flag("from_six", Limit(">=", 6)), Flag("first_over_one", Limit(">", 1), of="first")),
)


def test_a_reversed_item_counts_the_other_way() -> None:
    found = score(SAMPLE, {"q1": 1, "q2": 2, "q3": 3, "q4": 3})
    assert (found.total, found.band) == (6, "high")
    assert found.subscores == {"first": 1.5, "last": 50}
    assert found.flags == {"from_six": True, "first_over_one": True}


def test_what_may_be_missing_is_made_good_by_the_mean_and_not_rounded() -> None:
    found = score(SAMPLE, {"q1": 2, "q2": 1, "q4": 2})
    assert found.total == pytest.approx(16 / 3)
    assert (found.n_missing, found.subscores["last"]) == (1, None)
    assert found.as_json()["total"] == 5.3333


def test_bands_and_flags_see_the_total_rounded_half_up() -> None:
    half = replace(SAMPLE, subscales=(), flags=SAMPLE.flags[:1], total=Scale("total", ("q1", "q2"), "sum"))
    odd = Scale("total", ("q1", "q2", "q3", "q4"), "sum", 2)
    found = score(replace(half, total=odd, bands=SAMPLE.bands), {"q1": 3, "q2": 2, "q3": 1, "q4": None})
    assert found.total == 8
    exact = score(replace(half, total=Scale("total", ("q1", "q2", "q3"), "sum", 1)), {"q1": 3, "q2": 0})
    assert (exact.total, half_up(4.5), half_up(4.4999)) == (4.5, 5, 4)
    assert exact.flags == {"from_six": False}


def test_too_much_missing_is_not_scored_but_subscales_that_can_be_are() -> None:
    found = score(SAMPLE, {"q1": 3})
    assert found.as_json() == {
        "instrument": "sample",
        "status": "not_scored",
        "total": None,
        "subscores": {"first": 3, "last": None},
        "band": None,
        "flags": {"first_over_one": True},
        "n_missing": 3,
    }


@pytest.mark.parametrize(
    "answers",
    [{"q1": True}, {"q1": "1"}, {"q1": 4}, {"q1": -1}, {"q1": 1.5}, {"q1": math.nan}, {"q9": 1}, {"q9": None}, {1: 1}],
)
def test_an_answer_that_is_not_one_makes_all_of_it_invalid(answers: dict[Any, Any]) -> None:
    assert score(SAMPLE, answers) == Score("invalid", instrument="sample")


@pytest.mark.parametrize("answers", [None, [], "q1=1", 3])
def test_answers_that_are_no_object_are_invalid_and_not_an_error(answers: Any) -> None:
    assert score(SAMPLE, answers).status == "invalid"


def test_a_whole_number_may_come_as_a_float() -> None:
    assert score(SAMPLE, {"q1": 2.0, "q2": 1, "q3": 1, "q4": 3}).total == 4


def test_a_slider_takes_decimals_and_a_count_does_not() -> None:
    slider = Item("s", "vas", 0, 100, TITLE)
    count = Item("n", "integer", 0, 10, TITLE, multiplier=10)
    both = Instrument("both", TITLE, LICENCE, items=(slider, count), total=total_of((slider, count)))
    assert score(both, {"s": 12.5, "n": 3}).total == 42.5
    assert score(both, {"s": 12.5, "n": 3.5}).status == "invalid"


def test_a_closed_gate_counts_zero_whatever_stands_behind_it() -> None:
    (gate,) = choice_items(FOUR[:2], {"gate": ("a", "a", "a")}, scored=False)
    behind = Item("behind", "vas", 0, 100, TITLE, gate="gate")
    gated = Instrument("gated", TITLE, LICENCE, items=(gate, behind), total=total_of((behind,)))
    assert score(gated, {"gate": 0, "behind": 80}).total == 0
    assert score(gated, {"gate": 0}).total == 0
    assert score(gated, {"gate": 1, "behind": 80}).total == 80
    assert score(gated, {"behind": 80}).total == 80


def test_a_total_of_subscales_needs_them_all() -> None:
    scales = (Scale("one", ("q1", "q2"), "sum"), Scale("two", ("q3",), "sum"))
    summed = replace(SAMPLE, total=None, subscales=scales, sum_of=("one", "two"), flags=())
    assert score(summed, {"q1": 1, "q2": 1, "q3": 3}).total == 5
    assert score(summed, {"q1": 1, "q2": 1}).status == "not_scored"


def test_rules_of_its_own_get_clean_values() -> None:
    def custom(values: Mapping[str, Any], context: Mapping[str, object]) -> Outcome:
        return Outcome("scored", band=f"{values['yes']} {context['who']}")

    own = Instrument("own", TITLE, LICENCE, items=yes_no_items({"yes": ("a", "a", "a")}), custom=custom)
    assert score(own, {"yes": 1}, {"who": "me"}).band == "True me"
    assert score(own, {"yes": 2}).status == "invalid"


def test_marks_see_the_rounded_total_and_how_much_is_missing() -> None:
    def marks(reading: ReadAnswers) -> dict[str, object]:
        return {"seen": (reading.total, reading.n_missing)}

    marked = replace(SAMPLE, marks=marks, flags=(), total=Scale("total", ("q1", "q2", "q3"), "sum", 1))
    assert score(marked, {"q1": 3, "q2": 0}).flags == {"seen": (5, 1)}


def test_a_total_without_items_is_its_own_answer() -> None:
    legacy = score_only("legacy", TITLE, 0, 63, "lower_better", licence=LICENCE)
    assert score(legacy, {"total": 12}).total == 12
    assert score(legacy, {"total": 64}).status == "invalid"
    assert score(legacy, {"q1": 1}).status == "invalid"


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [(">=", False, True, True), (">", False, False, True), ("<=", True, True, False), ("<", True, False, False)],
)
def test_a_limit_keeps_the_operator_of_its_source(operator: Any, below: bool, at: bool, above: bool) -> None:
    limit = Limit(operator, 7.5)
    assert (limit.holds(7.4999), limit.holds(7.5), limit.holds(7.5001)) == (below, at, above)


@pytest.mark.parametrize(("open_low", "open_high"), [(False, False), (True, False), (False, True), (True, True)])
def test_a_band_holds_its_ends_unless_they_are_open(open_low: bool, open_high: bool) -> None:
    band = Band("b", TITLE, 2, 4, open_low=open_low, open_high=open_high)
    held = [band.holds(total) for total in (1.9999, 2, 2.0001, 3.9999, 4, 4.0001)]
    assert held == [False, not open_low, True, True, not open_high, False]
    assert not Band("b", TITLE).holds(0)


@given(st.lists(st.integers(0, 3) | st.none(), min_size=4, max_size=4))
def test_a_total_is_the_mean_of_the_answered_times_four(given_answers: list[int | None]) -> None:
    found = score(SAMPLE, {f"q{n}": answer for n, answer in enumerate(given_answers, start=1)})
    turned = [3 - a if n == 3 else a for n, a in enumerate(given_answers) if a is not None]
    if len(turned) < 3:
        assert found.total is None
    else:
        assert found.total == pytest.approx(4 * sum(turned) / len(turned))


def test_what_a_rule_needs_besides_the_answers_may_be_left_out() -> None:
    audit_c = next(instrument for instrument in INSTRUMENTS if instrument.key == "audit-c")
    outcome = score(audit_c, {"q1": 2, "q2": 2, "q3": 0})
    assert (outcome.status, outcome.total, outcome.flags["positive"]) == ("scored", 4, None)
