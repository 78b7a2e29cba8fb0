"""The rule language, case by case: every operator, every kind of value, and every word that says why."""

from __future__ import annotations

import pytest

from varde.kernel.words import Text
from varde.rules.facts import Fact
from varde.rules.language import (
    Compare,
    Eligibility,
    Ref,
    Rule,
    all_of,
    any_of,
    check_rule,
    evaluate,
    explain,
    is_true,
    not_,
    one_of,
    when,
)

AGE = Fact("age", "count", Text("Alder", "Alder", "Age"), low=0, high=120)
LIMIT = Fact("limit", "count", Text("Grense", "Grense", "Limit"), low=0, high=120, source="setting", default=18)
BMI = Fact("bmi", "number", Text("KMI", "KMI", "BMI"), low=3, high=400)
FEVER = Fact("fever", "boolean", Text("Feber", "Feber", "Fever"))
PROBLEM = Fact(
    "problem",
    "choice",
    Text("Problem", "Problem", "Problem"),
    choices=(("panic", Text("Panikk", "Panikk", "Panic")), ("other", Text("Annet", "Anna", "Other"))),
)
FACTS = (AGE, LIMIT, BMI, FEVER, PROBLEM)


@pytest.mark.parametrize(
    ("operator", "below", "same", "above"),
    [
        ("==", False, True, False),
        ("!=", True, False, True),
        (">", False, False, True),
        (">=", False, True, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        ("=>", None, None, None),
    ],
)
def test_every_operator(operator: str, below: bool | None, same: bool | None, above: bool | None) -> None:
    """Below, at and above the limit; an operator that does not exist decides nothing."""
    rule = Compare("bmi", operator, 40)  # type: ignore[arg-type]
    assert [evaluate(rule, {"bmi": value}) for value in (39.9, 40.0, 40.1)] == [below, same, above]
    assert evaluate(rule, {}) is None


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (True, True, True),
        (True, False, False),
        ("panic", "panic", True),
        ("panic", "other", False),
        (3, 3.0, True),
        (3, 4, False),
        (1, True, None),
        ("1", 1, None),
        (0, False, None),
    ],
)
def test_equal_and_not_equal(left: object, right: bool | float | str, equal: bool | None) -> None:
    opposite = None if equal is None else not equal
    assert evaluate(when("x", "==", right), {"x": left}) is equal
    assert evaluate(when("x", "!=", right), {"x": left}) is opposite
    assert evaluate(one_of("x", right), {"x": left}) is equal


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (when("fever", "!=", True), []),
        (when("problem", "!=", "panic"), []),
        (when("age", "<=", 17.5), []),  # a limit may lie between two whole numbers
        (when("age", "==", 18), []),
        (when("bmi", ">", Ref("age")), []),  # a count is a number
        (when("limit", "<", Ref("bmi")), []),
        (when("problem", "==", Ref("problem")), []),
        (when("bmi", ">=", Ref("problem")), ["fact 'bmi' is a number and is compared with 'problem', a choice"]),
        (Compare("age", "=>", 18), ["fact 'age': there is no operator '=>'"]),  # type: ignore[arg-type]
        (when("problem", "<=", "panic"), ["fact 'problem' is a choice and has no order, so '<=' cannot be used"]),
    ],
)
def test_which_comparisons_are_sound(rule: Rule, faults: list[str]) -> None:
    assert check_rule(rule, FACTS) == faults


@pytest.mark.parametrize(
    ("rule", "facts", "words"),
    [
        (when("age", "==", 18), {"age": 18}, "Oppfylt: Alder: 18 (skal være 18)."),
        (when("age", "!=", 18), {"age": 18}, "Ikke oppfylt: Alder: 18 (skal ikke være 18)."),
        (when("age", ">", 18), {"age": 18}, "Ikke oppfylt: Alder: 18 (grensen er over 18)."),
        (when("age", ">=", 18), {"age": 18}, "Oppfylt: Alder: 18 (grensen er minst 18)."),
        (when("age", "<", 18), {"age": 18}, "Ikke oppfylt: Alder: 18 (grensen er under 18)."),
        (when("age", "<=", 18), {"age": 18}, "Oppfylt: Alder: 18 (grensen er høyst 18)."),
        (when("age", ">=", Ref("limit")), {"age": 17, "limit": 18}, "Ikke oppfylt: Alder: 17 (grensen er minst 18)."),
        (when("age", ">=", Ref("limit")), {"age": 17}, "Kan ikke avgjøres: Alder: ikke oppgitt."),
        (one_of("age", 17, 18), {"age": 17}, "Oppfylt: Alder: 17."),
        (is_true("fever"), {"fever": True}, "Oppfylt: Feber: ja."),
        (is_true("fever"), {"fever": False}, "Ikke oppfylt: Feber: nei."),
        (one_of("problem", "panic"), {"problem": "panic"}, "Oppfylt: Problem: Panikk."),
        (one_of("problem", "panic"), {"problem": "fire"}, "Ikke oppfylt: Problem: «fire»."),
        (when("unheard", "==", "x"), {"unheard": "x"}, "Oppfylt: unheard: «x»."),
        (when("unheard", ">=", 2.5), {"unheard": 2.5}, "Oppfylt: unheard: 2,5 (grensen er minst 2,5)."),
        (all_of(), {}, "Gjelder alltid."),
        (any_of(), {}, "Gjelder aldri."),
        (not_(any_of()), {}, "Gjelder alltid."),
    ],
)
def test_why_in_words(rule: Rule, facts: dict[str, object], words: str) -> None:
    assert explain(rule, facts, declared=FACTS) == words


def test_english_writes_a_point_and_nynorsk_a_comma() -> None:
    rule = when("bmi", ">=", 40.5)
    assert explain(rule, {"bmi": 41.5}, "en", FACTS) == "Met: BMI: 41.5 (the limit is at least 40.5)."
    assert explain(rule, {"bmi": 41.5}, "nn", FACTS) == "Oppfylt: KMI: 41,5 (grensa er minst 40,5)."


def test_settings_are_never_asked_of_the_person() -> None:
    eligibility = Eligibility(facts=FACTS, require=())
    assert eligibility.asked == (AGE, BMI, FEVER, PROBLEM)
    assert eligibility.settings == (LIMIT,)
