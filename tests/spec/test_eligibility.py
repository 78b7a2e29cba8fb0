"""Every worked example of screening in facts/eligibility.json, and the facts each programme asks for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from varde.plugin.instruments import GENERIC_INSTRUMENTS
from varde.referrals.screening import screen
from varde.rules.language import check_facts
from varde.rules.worked_out import with_worked_out
from varde.web.shell.referral_form import questions_of
from varde_emeistring.instruments import INSTRUMENTS
from varde_emeistring.programme import PROGRAMME as EMEISTRING
from varde_frisklivs.programme import PROGRAMME as FRISKLIVS
from varde_ibs.programme import PROGRAMME as IBS

SPEC = json.loads((Path(__file__).parents[2] / "facts" / "eligibility.json").read_text(encoding="utf-8"))
PROGRAMMES = {programme.key: programme for programme in (IBS, EMEISTRING, FRISKLIVS)}
OPTIONAL = {
    "ibs": {"s0_treated"},  # of the safety check: it closes the diet
    "emeistring": {
        *("pdss_sr_total", "lsas_sr_total", "phq9_total"),  # they only pick the track
        # The safety check before bodily exercises, sleep and diet: it refuses nobody, and locks the exercises that do not fit.
        *("s0_balance", "s0_eating", "s0_fainting", "s0_heart", "s0_lungs", "s0_pregnant", "s0_sleepy"),
        "s0_treated",
    },
    "frisklivs": {
        "referred",  # where the municipality wants a referral
        "s0_eating",  # of the safety check, it closes food
        *("s0_fainting", "s0_treated", "new_breathlessness"),  # the coach hears of them before more activity
    },
}
EXAMPLES = [
    pytest.param(example, id=f"{example['programme']}-{number}-{example['expected']['outcome']}")
    for number, example in enumerate(SPEC["examples"])
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_worked_example(example: dict[str, Any]) -> None:
    programme, facts = PROGRAMMES[example["programme"]], example["facts"]
    assert check_facts(programme.eligibility, facts) == []
    found = screen(programme, facts).as_json()
    assert {"outcome": found["outcome"], "because": found["because"]} == example["expected"]
    assert found["programme"] == programme.key
    assert len(found["explain"]) == len(found["because"])


def test_there_are_examples() -> None:
    assert {example["programme"] for example in SPEC["examples"]} == set(PROGRAMMES)
    assert len(SPEC["examples"]) >= 36


@pytest.mark.parametrize("key", PROGRAMMES)
def test_the_programme_asks_for_the_specified_facts(key: str) -> None:
    eligibility, spec = PROGRAMMES[key].eligibility, SPEC["facts"][key]
    assert {c.fact for c in eligibility.require} - OPTIONAL[key] == set(spec["require"])
    assert {c.fact for c in eligibility.review} == set(spec["review"])
    assert {fact.key for fact in eligibility.asked} - eligibility.parts == {
        *spec["require"],
        *spec["review"],
        *OPTIONAL[key],
    }


@pytest.mark.parametrize(
    ("height_cm", "weight_kg", "bmi", "outcome"),
    [
        (180, 81, 25.0, "eligible"),
        (200, 74, 18.5, "eligible"),
        (200, 73.9, 18.475, "review"),
        (150, 90, 40.0, "review"),
        (150, 89.9, 39.9556, "eligible"),
        (None, 90, None, "incomplete"),
    ],
)
def test_height_and_weight_are_enough(height_cm: int | None, weight_kg: float, bmi: float | None, outcome: str) -> None:
    asked: dict[str, object] = {
        "in_municipality": True,
        "referred": True,
        "wants_change": True,
        "chest_pain_on_exertion": False,
    }
    asked |= {"uncontrolled_blood_pressure": False, "fall_risk": False, "height_cm": height_cm, "weight_kg": weight_kg}
    facts = with_worked_out(FRISKLIVS.eligibility, {"age": 40, **asked})
    assert facts.get("bmi") == (None if bmi is None else pytest.approx(bmi, abs=0.0001))
    assert screen(FRISKLIVS, facts).outcome == outcome


def test_of_a_number_that_changed_the_result_is_worked_out_anew() -> None:
    known = {"height_cm": 180, "weight_kg": 90, "bmi": 25.0}
    assert with_worked_out(FRISKLIVS.eligibility, known)["bmi"] == 25.0
    assert with_worked_out(FRISKLIVS.eligibility, known, anew=["weight_kg"])["bmi"] == pytest.approx(
        27.7778, abs=0.0001
    )


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        (["1", "1", "1", "1", "1", "1", "1", "1", 0], 8),
        (["3", "3", "3", "3", "3", "3", "3", "3", 3], 27),
        ([None, None, "2", "2", "2", "2", "2", "2", 2], 18),  # two left out, prorated: 14 / 7 x 9
        ([None, None, None, "2", "2", "2", "2", "2", 2], None),
    ],
)
def test_the_total_of_phq9_is_that_of_the_questionnaire(answers: list[Any], total: int | None) -> None:
    keys = [f"phq9_q{n}" for n in range(1, 9)] + ["phq9_item9"]
    facts = with_worked_out(EMEISTRING.eligibility, dict(zip(keys, answers, strict=True)))
    assert facts.get("phq9_total") == total


def test_whoever_never_drinks_has_an_audit_of_nothing() -> None:
    facts = {"audit_q1": "0", "audit_q9": "0", "audit_q10": "0"}
    assert with_worked_out(EMEISTRING.eligibility, facts)["audit_total"] == 0


def names(wordings: tuple[str, ...], **answers: object) -> set[str]:
    """The questions that a person is asked, by the instruments whose official words there are."""
    shown = {key: next(each for each in (*INSTRUMENTS, *GENERIC_INSTRUMENTS) if each.key == key) for key in wordings}
    return {question.name for question in questions_of(EMEISTRING, clinician=False, wordings=shown, answers=answers)}


def test_everybody_is_asked_phq9_and_what_is_about_safety_and_nobody_for_a_sum() -> None:
    asked = names(())
    assert {f"fact_phq9_q{n}" for n in range(1, 9)} | {"fact_phq9_item9", "fact_madrs_item9"} <= asked
    assert not {name for name in asked if name.endswith("_total") or "pdss" in name or "lsas" in name}


@pytest.mark.parametrize(
    ("wordings", "problem", "prefix", "count"),
    [
        (("pdss-sr", "lsas-sr"), "panic", "fact_pdss", 7),
        (("pdss-sr", "lsas-sr"), "social_anxiety", "fact_lsas", 48),
        (("pdss-sr", "lsas-sr"), "depression", "fact_pdss", 0),
        (("pdss-sr", "lsas-sr"), None, "fact_lsas", 0),
        (("lsas-sr",), "panic", "fact_pdss", 0),
        ((), "social_anxiety", "fact_lsas", 0),
    ],
)
def test_the_scale_of_the_named_problem_where_there_is_a_licence(
    wordings: tuple[str, ...], problem: str | None, prefix: str, count: int
) -> None:
    assert len([name for name in names(wordings, main_problem=problem) if name.startswith(prefix)]) == count


def test_a_clinician_may_have_a_total_and_is_asked_for_no_item() -> None:
    asked = {question.name for question in questions_of(EMEISTRING, clinician=True)}
    assert {"fact_phq9_total", "fact_audit_total"} <= asked
    assert not {name for name in asked if name.startswith(("fact_phq9_q", "fact_audit_q"))}
    lifestyle = {question.name for question in questions_of(FRISKLIVS, clinician=True)}
    assert {"fact_height_cm", "fact_weight_kg"} <= lifestyle
    assert "fact_bmi" not in lifestyle


def test_without_the_scales_the_track_follows_the_main_problem() -> None:
    facts = with_worked_out(
        EMEISTRING.eligibility, {"main_problem": "panic", **{f"phq9_q{n}": "3" for n in range(1, 9)}}
    )
    assert screen(EMEISTRING, facts).track == "panic"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("key", PROGRAMMES)
def test_every_reason_is_one_sentence_in_every_language(key: str, language: str) -> None:
    programme = PROGRAMMES[key]
    for example in SPEC["examples"]:
        if example["programme"] == key:
            for sentence in screen(programme, example["facts"], language=language).explain:
                assert sentence.endswith(".")
                assert "{" not in sentence
                assert "!" not in sentence
