"""Screening: the order of the outcomes, the organisation's settings, and what the person is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.programmes.release import at_start
from varde.programmes.values import Module, Programme, Reading
from varde.referrals.screening import screen
from varde.rules.facts import Fact, Value
from varde.rules.language import Criterion, Eligibility, Ref, Suggestion, any_of, check_facts, is_true, when


def same(words: str) -> Text:
    return Text(words, words, words)


def suggest(facts: dict[str, Value]) -> Suggestion:
    return Suggestion("calm", same("Because of the fever.")) if facts.get("fever") else Suggestion(None, same("No."))


def programme(suggest_track: object = None) -> Programme:
    eligibility = Eligibility(
        facts=(
            Fact("age", "count", same("Age"), same("How old?"), low=0, high=120),
            Fact("wants", "boolean", same("Wants"), same("Want?")),
            Fact("fever", "boolean", same("Fever"), same("Fever?")),
            Fact("risk", "count", same("Risk"), same("Risk?"), low=0, high=3),
            Fact("referred", "boolean", same("Referred"), same("Referred?")),
            Fact("note", "boolean", same("Note"), same("Note?")),
            Fact("age_limit", "count", same("Limit"), low=0, high=120, source="setting", default=18),
            Fact("self_referral", "boolean", same("Open"), source="setting", default=True),
        ),
        require=(
            Criterion("age", when("age", ">=", Ref("age_limit")), same("From {age_limit} years.")),
            Criterion("wants", is_true("wants"), same("You must want it.")),
            Criterion("referred", any_of(is_true("self_referral"), is_true("referred")), same("Get a referral.")),
        ),
        review=(
            Criterion("fever", is_true("fever"), same("You have a fever."), same("See your GP.")),
            Criterion("risk", when("risk", ">=", 2), same("We call you."), same("Call 113."), urgent=True),
        ),
        suggest_track=suggest_track,  # type: ignore[arg-type]
    )
    module = Module("one", 1, same("One"), same("One"), at_start(), (Reading("a", same("A"), 1),))
    return Programme(
        "test", same("T"), same("S"), (), same("D"), same("G"), same("E"), eligibility, (module,), (), "varde", 10, 1
    )


P = programme()
WELL = {"age": 30, "wants": True, "fever": False, "risk": 0}


@pytest.mark.parametrize(
    ("facts", "outcome", "because"),
    [
        (WELL, "eligible", ()),
        (WELL | {"age": 17, "wants": None, "fever": True}, "not_eligible", ("age",)),
        (WELL | {"wants": False, "age": 3}, "not_eligible", ("age", "wants")),
        (WELL | {"wants": None, "fever": True, "risk": None}, "incomplete", ("risk", "wants")),
        (WELL | {"fever": True, "risk": None}, "review", ("fever",)),
        (WELL | {"fever": True, "risk": 3}, "review", ("fever", "risk")),
        (WELL | {"risk": None}, "incomplete", ("risk",)),
        (WELL | {"age": "30"}, "incomplete", ("age",)),
        (WELL | {"age": 300}, "incomplete", ("age",)),
        ({}, "incomplete", ("age", "fever", "risk", "wants")),
    ],
)
def test_the_outcomes_in_their_order(facts: dict[str, object], outcome: str, because: tuple[str, ...]) -> None:
    found = screen(P, facts)
    assert (found.outcome, found.because) == (outcome, because)


def test_every_reason_gets_its_sentence_in_the_same_order() -> None:
    found = screen(P, WELL | {"wants": False, "age": 3}, language="en")
    assert found.as_json() == {
        "programme": "test",
        "outcome": "not_eligible",
        "because": ["age", "wants"],
        "explain": ["From 18 years.", "You must want it."],
    }
    assert screen(P, WELL | {"risk": None}).explain == ("Vi mangler svar på spørsmålet «Risk?».",)


def test_settings_of_the_organisation_decide_and_are_said() -> None:
    young = WELL | {"age": 16}
    assert screen(P, young).outcome == "not_eligible"
    assert screen(P, young, {"age_limit": 16}).outcome == "eligible"
    assert screen(P, young, {"age_limit": 67}).explain == ("From 67 years.",)
    assert screen(P, WELL, {"self_referral": False}).because == ("referred",)
    assert screen(P, WELL | {"referred": False}, {"self_referral": False}).outcome == "not_eligible"
    assert screen(P, WELL | {"referred": True}, {"self_referral": False}).outcome == "eligible"


def test_the_person_cannot_set_the_settings() -> None:
    assert screen(P, WELL | {"age": 16, "age_limit": 16}).outcome == "not_eligible"
    assert len(check_facts(P.eligibility, {"age_limit": 16})) == 1


@pytest.mark.parametrize("settings", [{"age_limit": "16"}, {"age_limit": 500}, {"alder": 16}])
def test_a_bad_setting_is_refused_with_its_name(settings: dict[str, object]) -> None:
    with pytest.raises(BadInput, match=next(iter(settings))):
        screen(P, WELL, settings)


def test_danger_is_urgent_and_advice_is_given_whatever_the_outcome() -> None:
    found = screen(P, WELL | {"age": 15, "risk": 3, "fever": True})
    assert found.outcome == "not_eligible"
    assert found.urgent
    assert found.advice == ("See your GP.", "Call 113.")
    assert not screen(P, WELL | {"fever": True}).urgent


def test_a_track_is_in_the_answer_only_where_the_programme_suggests_one() -> None:
    tracked = programme(suggest)
    assert screen(tracked, WELL | {"fever": True}).as_json()["track"] == "calm"
    refused = screen(tracked, WELL | {"fever": True, "age": 3}).as_json()
    assert refused["track"] is None
    assert refused["track_because"].endswith(".")
    assert "track" not in screen(P, WELL).as_json()


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()))
ASKED = st.sampled_from([fact.key for fact in P.eligibility.facts])


@given(st.dictionaries(st.one_of(ASKED, st.text()), VALUES))
def test_screening_is_total(facts: dict[str, object]) -> None:
    found = screen(P, facts)
    assert found.outcome in ("eligible", "review", "not_eligible", "incomplete")
    assert list(found.because) == sorted(set(found.because))
    assert len(found.explain) == len(found.because)
    assert (found.outcome == "eligible") is (not found.because)


ANSWERS = {"age": st.integers(0, 120), "wants": st.booleans(), "fever": st.booleans(), "risk": st.integers(0, 3)}


@given(st.fixed_dictionaries({}, optional=ANSWERS), st.fixed_dictionaries(ANSWERS))
def test_more_answers_never_undo_a_refusal(some: dict[str, object], rest: dict[str, object]) -> None:
    if screen(P, some).outcome == "not_eligible":
        assert screen(P, rest | some).outcome == "not_eligible"
