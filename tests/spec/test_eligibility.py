"""Every worked example of screening in facts/eligibility.json, and the facts each programme asks for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from varde.referrals.screening import screen
from varde.rules.language import check_facts
from varde_emeistring.programme import PROGRAMME as EMEISTRING
from varde_frisklivs.programme import PROGRAMME as FRISKLIVS
from varde_ibs.programme import PROGRAMME as IBS

SPEC = json.loads((Path(__file__).parents[2] / "facts" / "eligibility.json").read_text(encoding="utf-8"))
PROGRAMMES = {programme.key: programme for programme in (IBS, EMEISTRING, FRISKLIVS)}
OPTIONAL = {
    "ibs": set(),
    "emeistring": {"pdss_sr_total", "lsas_sr_total", "phq9_total"},  # they only pick the track
    "frisklivs": {"referred"},  # asked where the municipality wants a referral
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
    assert {fact.key for fact in eligibility.asked} == {*spec["require"], *spec["review"], *OPTIONAL[key]}


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
