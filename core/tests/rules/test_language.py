"""The rule language: three-valued logic that never raises, and a check that finds what an author got wrong."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernel.words import Text
from varde.rules.facts import Fact, check_values, fits
from varde.rules.language import (
    ALWAYS,
    AllOf,
    AnyOf,
    Compare,
    Not,
    OneOf,
    Ref,
    Rule,
    all_of,
    any_of,
    check_rule,
    deciding,
    evaluate,
    explain,
    facts_of,
    is_true,
    not_,
    numbers_of,
    one_of,
    when,
)

AGE = Fact("age", "count", Text("Alder", "Alder", "Age"), low=0, high=120)
LIMIT = Fact("limit", "count", Text("Grense", "Grense", "Limit"), low=0, high=120)
BMI = Fact("bmi", "number", Text("KMI", "KMI", "BMI"), low=3, high=400)
FEVER = Fact("fever", "boolean", Text("Feber", "Feber", "Fever"))
PROBLEM = Fact(
    "problem",
    "choice",
    Text("Problem", "Problem", "Problem"),
    choices=(("panic", Text("Panikk", "Panikk", "Panic")), ("other", Text("Annet", "Anna", "Other"))),
)
FACTS = (AGE, LIMIT, BMI, FEVER, PROBLEM)

KEYS = st.sampled_from([fact.key for fact in FACTS])
LITERALS = st.one_of(st.booleans(), st.integers(-5, 130), st.floats(), st.sampled_from(["panic", "other", ""]))
OPERATORS = st.sampled_from(["==", "!=", ">", ">=", "<", "<="])
LEAVES = st.one_of(
    st.builds(Compare, KEYS, OPERATORS, st.one_of(LITERALS, st.builds(Ref, KEYS))),
    st.builds(OneOf, KEYS, st.lists(LITERALS, max_size=3).map(tuple)),
)
RULES: st.SearchStrategy[Rule] = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(AllOf, st.lists(parts, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(parts, max_size=3).map(tuple)),
        st.builds(Not, parts),
    ),
    max_leaves=8,
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.just(10**400)),
    lambda inside: st.one_of(st.lists(inside), st.dictionaries(st.text(), inside), st.sets(st.integers())),
    max_leaves=4,
)
ANY_FACTS = st.dictionaries(st.one_of(KEYS, st.text()), ANYTHING)
KNOWN = {
    "age": st.integers(0, 120),
    "limit": st.integers(0, 120),
    "bmi": st.floats(3, 400),
    "fever": st.booleans(),
    "problem": st.sampled_from(["panic", "other"]),
}
SOME_KNOWN = st.fixed_dictionaries({}, optional=KNOWN)


@given(RULES, ANY_FACTS)
def test_evaluating_and_explaining_never_raise(rule: Rule, facts: dict[str, object]) -> None:
    assert evaluate(rule, facts) in (True, False, None)
    for language in ("nb", "nn", "en"):
        assert explain(rule, facts, language, FACTS).endswith(".")
    assert all(evaluate(leaf, facts) in (True, False, None) for leaf in deciding(rule, facts))


@given(st.lists(RULES, max_size=3), ANY_FACTS)
def test_de_morgan(rules: list[Rule], facts: dict[str, object]) -> None:
    assert evaluate(not_(all_of(*rules)), facts) is evaluate(any_of(*map(not_, rules)), facts)
    assert evaluate(not_(any_of(*rules)), facts) is evaluate(all_of(*map(not_, rules)), facts)


@given(RULES, SOME_KNOWN, st.fixed_dictionaries(KNOWN))
def test_an_answer_more_never_turns_a_known_result(
    rule: Rule, some: dict[str, object], rest: dict[str, object]
) -> None:
    before = evaluate(rule, some)
    after = evaluate(rule, rest | some)
    assert before is None or after is before


@given(RULES, SOME_KNOWN)
def test_the_deciding_parts_alone_give_the_same_result(rule: Rule, facts: dict[str, object]) -> None:
    needed = {key for leaf in deciding(rule, facts) for key in facts_of(leaf)}
    assert evaluate(rule, {key: value for key, value in facts.items() if key in needed}) is evaluate(rule, facts)


@given(st.integers(), st.integers())
def test_order_is_the_order_of_numbers(left: int, right: int) -> None:
    facts = {"age": left}
    assert evaluate(when("age", ">=", right), facts) is (left >= right)
    assert evaluate(when("age", "<", right), facts) is (left < right)
    assert evaluate(not_(when("age", ">", right)), facts) is (left <= right)


@pytest.mark.parametrize("value", [None, True, "40", math.nan, math.inf, [40], {"n": 40}, b"40"])
def test_a_value_of_the_wrong_type_is_unknown(value: object) -> None:
    assert evaluate(when("bmi", ">=", 40), {"bmi": value}) is None
    assert evaluate(one_of("bmi", 40, 41), {"bmi": value}) is None


def test_true_is_not_one_and_text_has_no_order() -> None:
    assert evaluate(when("age", "==", 1), {"age": True}) is None
    assert evaluate(is_true("fever"), {"fever": 1}) is None
    assert evaluate(when("problem", ">", "a"), {"problem": "b"}) is None


def test_a_fact_can_be_compared_with_a_fact() -> None:
    rule = when("age", ">=", Ref("limit"))
    assert evaluate(rule, {"age": 16, "limit": 16}) is True
    assert evaluate(rule, {"age": 16, "limit": 18}) is False
    assert evaluate(rule, {"age": 16}) is None
    assert facts_of(rule) == {"age", "limit"}


def test_the_numbers_that_a_rule_compares_with() -> None:
    rule = any_of(when("a", ">=", 3), one_of("b", 2.5, "x", 7), not_(is_true("c")), when("d", "==", Ref("e")))
    assert numbers_of(rule) == {3, 2.5, 7}
    assert numbers_of(is_true("c")) == frozenset()


def test_one_side_known_is_enough_when_it_decides() -> None:
    assert evaluate(all_of(is_true("fever"), when("age", ">=", 18)), {"age": 17}) is False
    assert evaluate(any_of(is_true("fever"), when("age", ">=", 18)), {"age": 18}) is True
    assert evaluate(all_of(is_true("fever"), when("age", ">=", 18)), {"age": 18}) is None


def test_explain_says_what_decided() -> None:
    rule = all_of(when("age", ">=", 18), not_(is_true("fever")), one_of("problem", "panic"))
    facts = {"age": 17, "fever": False, "problem": "other"}
    assert explain(rule, facts, "nb", FACTS) == "Ikke oppfylt: Alder: 17 (grensen er minst 18); Problem: Annet."
    assert explain(rule, {"fever": False}, "nn", FACTS) == (
        "Kan ikkje avgjerast: Alder: ikkje oppgitt; Problem: ikkje oppgitt."
    )
    assert explain(when("bmi", ">=", 40), {"bmi": 41.5}, "nb", FACTS) == "Oppfylt: KMI: 41,5 (grensen er minst 40)."
    assert explain(ALWAYS, {}, "en") == "Always holds."


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (is_true("feber"), "fact 'feber' is not declared"),
        (when("age", ">=", Ref("grense")), "fact 'grense' is not declared"),
        (is_true("age"), "fact 'age' is a count, but is compared with true"),
        (when("fever", "==", 1), "fact 'fever' is a boolean, but is compared with 1"),
        (when("fever", ">", True), "fact 'fever' is a boolean and has no order, so '>' cannot be used"),
        (when("problem", "==", "panikk"), "fact 'problem' can never be «panikk»"),
        (one_of("problem", "panic", 3), "fact 'problem' is a choice, but is compared with 3"),
        (one_of("problem"), "fact 'problem': one_of names no values"),
        (when("age", ">=", 200), "fact 'age' can never be 200"),
        (when("age", ">=", Ref("fever")), "fact 'age' is a count and is compared with 'fever', a boolean"),
        (any_of(), "any_of has no parts, so it never holds"),
        (not_(all_of(any_of(is_true("x")))), "fact 'x' is not declared"),
    ],
)
def test_check_finds_the_fault(rule: Rule, fault: str) -> None:
    assert check_rule(rule, FACTS) == [fault]


def test_check_accepts_sound_rules() -> None:
    rule = any_of(when("bmi", "<", 18.5), when("age", ">=", Ref("limit")), not_(one_of("problem", "other")))
    assert check_rule(rule, FACTS) == []


@given(st.sampled_from(FACTS), ANYTHING)
def test_a_value_fits_or_gets_one_sentence(fact: Fact, value: object) -> None:
    faults = check_values(FACTS, {fact.key: value})
    assert len(faults) == (0 if value is None or fits(fact, value) else 1)
    assert all(fault.nb.endswith(".") and len(fault.nb) < 200 for fault in faults)


def test_check_values_names_fact_value_and_rule() -> None:
    given_facts = {"alder": 3, "age": 400, "fever": "ja", "problem": "panikk", "bmi": "tung", "limit": 2.5}
    assert [fault.nb for fault in check_values(FACTS, given_facts)] == [
        "Opplysningen «alder» finnes ikke; programmet spør om age, bmi, fever, limit, problem.",
        "Opplysningen «age» er 400, men må være et helt tall fra 0 til 120.",
        "Opplysningen «fever» er «ja», men må være true, false eller null.",
        "Opplysningen «problem» er «panikk», men må være en av panic, other.",
        "Opplysningen «bmi» er «tung», men må være et tall fra 3 til 400.",
        "Opplysningen «limit» er 2.5, men må være et helt tall fra 0 til 120.",
    ]
    assert [fault.en for fault in check_values(FACTS, {"problm": None})] == [
        "There is no fact «problm»; did you mean «problem»?"
    ]
    assert [fault.nb for fault in check_values(FACTS, [1])] == [
        "Opplysningene må være ett JSON-objekt med navn og verdi."
    ]


def test_a_number_too_long_to_print_is_still_one_sentence() -> None:
    facts = {"age": 10**5000}
    assert evaluate(when("age", ">=", 18), facts) is True
    assert explain(when("age", ">=", 18), facts, "nb", FACTS) == "Oppfylt: Alder: … (grensen er minst 18)."
    assert [fault.nb for fault in check_values(FACTS, facts)] == [
        "Opplysningen «age» er …, men må være et helt tall fra 0 til 120."
    ]
