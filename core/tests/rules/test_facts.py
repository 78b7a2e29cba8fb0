"""Facts, case by case: which values fit, how they are shown, and the one sentence about each that does not."""

from __future__ import annotations

import math

import pytest

from varde.kernel.words import Text
from varde.rules.facts import Fact, Kind, check_values, fits, known, outside, right_type, shown

NAME = Text("Navn", "Namn", "Name")
AGE = Fact("age", "count", NAME, low=18, high=120)
BMI = Fact("bmi", "number", NAME, low=3.5, high=400)
FEVER = Fact("fever", "boolean", NAME)
PROBLEM = Fact("problem", "choice", NAME, choices=(("panic", NAME), ("other", NAME)))


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        (True, {"boolean"}),
        (False, {"boolean"}),
        (0, {"count", "number"}),
        (18, {"count", "number"}),
        (18.5, {"number"}),
        (18.0, {"number"}),
        ("panic", {"choice"}),
        ("", {"choice"}),
        (math.nan, set()),
        (math.inf, set()),
        (None, set()),
        ([1], set()),
        (b"panic", set()),
    ],
)
def test_of_which_kinds_a_value_is(value: object, kinds: set[Kind]) -> None:
    every: tuple[Kind, ...] = ("boolean", "number", "count", "choice")
    assert {kind for kind in every if right_type(kind, value)} == kinds


@pytest.mark.parametrize(
    ("fact", "value", "beyond"),
    [
        (AGE, 17, True),
        (AGE, 18, False),
        (AGE, 120, False),
        (AGE, 121, True),
        (BMI, 3.4, True),
        (BMI, 3.5, False),
        (BMI, 400.5, True),
        (Fact("x", "number", NAME, low=1), 0, True),
        (Fact("x", "number", NAME, low=1), 900, False),
        (Fact("x", "number", NAME, high=1), 2, True),
        (Fact("x", "number", NAME, high=1), -900, False),
        (Fact("x", "number", NAME), 10**9, False),
        (PROBLEM, "panic", False),
        (PROBLEM, "other", False),
        (PROBLEM, "fire", True),
        (AGE, True, False),  # of a wrong type, which is another fault than lying outside
        (AGE, None, False),
        (AGE, [1], False),
    ],
)
def test_what_lies_outside(fact: Fact, value: object, beyond: bool) -> None:
    assert outside(fact, value) is beyond


@pytest.mark.parametrize(
    ("fact", "value", "usable"),
    [(AGE, 18, True), (AGE, 17, False), (AGE, 18.0, False), (PROBLEM, "panic", True), (PROBLEM, "fire", False)],
)
def test_a_value_fits_when_it_is_of_the_kind_and_not_outside(fact: Fact, value: object, usable: bool) -> None:
    assert fits(fact, value) is usable


def test_only_what_fits_is_known() -> None:
    values = {"age": 40, "bmi": "heavy", "fever": False, "problem": "fire", "other": 1}
    assert known((AGE, BMI, FEVER, PROBLEM), values) == {"age": 40, "fever": False}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "true"),
        (False, "false"),
        (40, "40"),
        (-3, "-3"),
        (2**63 - 1, "9223372036854775807"),
        (2**63, "…"),
        (2.5, "2.5"),
        (40.0, "40"),
        ("panic", "«panic»"),
        ("x" * 40, "«" + "x" * 40 + "»"),
        ("x" * 41, "«" + "x" * 39 + "…»"),
        ([1, 2], "[…]"),
        ({"a": 1}, "{…}"),
        (None, "NoneType"),
        (b"x", "bytes"),
    ],
)
def test_how_a_value_is_shown(value: object, words: str) -> None:
    assert shown(value) == words


@pytest.mark.parametrize(
    ("fact", "value", "rule"),
    [
        (FEVER, 1, "1, men må være true, false eller null"),
        (PROBLEM, "fire", "«fire», men må være en av panic, other"),
        (AGE, 17, "17, men må være et helt tall fra 18 til 120"),
        (BMI, 2, "2, men må være et tall fra 3.5 til 400"),
        (Fact("x", "count", NAME, low=0), -1, "-1, men må være et helt tall som er minst 0"),
        (Fact("x", "number", NAME, low=0), -1, "-1, men må være et tall som er minst 0"),
        (Fact("x", "count", NAME, high=9), 10, "10, men må være et helt tall som er høyst 9"),
        (Fact("x", "number", NAME, high=9), 10, "10, men må være et tall som er høyst 9"),
        (Fact("x", "count", NAME), "a", "«a», men må være et helt tall"),
        (Fact("x", "number", NAME), "a", "«a», men må være et tall"),
    ],
)
def test_the_sentence_about_a_value_that_cannot_be_used(fact: Fact, value: object, rule: str) -> None:
    assert [fault.nb for fault in check_values([fact], {fact.key: value})] == [f"Opplysningen «{fact.key}» er {rule}."]


def test_none_is_unknown_and_fine() -> None:
    assert check_values([AGE, FEVER], {"age": None, "fever": None}) == []
    assert check_values([AGE], {"age": 18}) == []


def test_a_fact_that_is_not_asked_about() -> None:
    facts = [BMI, AGE]
    assert [fault.nb for fault in check_values(facts, {"height": 3, "bni": 20, 7: 1})] == [
        "Opplysningen «height» finnes ikke; programmet spør om age, bmi.",
        "Opplysningen «bni» finnes ikke; mente du «bmi»?",
        "Opplysningen «7» finnes ikke; programmet spør om age, bmi.",
    ]


@pytest.mark.parametrize("values", [None, [], "age", 3])
def test_only_names_and_values_are_facts(values: object) -> None:
    assert [fault.en for fault in check_values([AGE], values)] == [
        "The facts must be one JSON object of names and values."
    ]
