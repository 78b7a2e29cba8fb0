"""What a corrected answer calls for: a table of what was and is called for, expectations written by hand."""

from __future__ import annotations

import pytest

from varde.alerts.correction_rules import called_for, facts_then, to_raise
from varde.alerts.values import Alert
from varde.assessments.models import Response
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.rules.language import any_of, is_true, when
from varde.testing.house import all_samples

TITLE = Text("Grense", "Grense", "Limit")
CRISIS = Alert("crisis", TITLE, when("answer:q9", ">=", 1), "amber", "phq-9", crisis=True)
RED = Alert("red", TITLE, when("total", ">=", 20), "red", "phq-9")
AMBER = Alert("amber", TITLE, is_true("worse"), "amber", "phq-9")
EVERY = [CRISIS, RED, AMBER]
ONE, TWO = {"answer:q9": 1}, {"answer:q9": 2}


@pytest.mark.parametrize("newest", [True, False], ids=["newest", "older"])
@pytest.mark.parametrize(
    ("before", "after", "raised"),
    [
        ({}, {}, ""),
        ({}, {"crisis": ONE}, "crisis"),
        ({"crisis": ONE}, {"crisis": ONE}, ""),
        ({"crisis": ONE}, {"crisis": TWO}, "crisis"),
        ({"crisis": ONE}, {}, ""),
        ({}, {"red": {"total": 20}}, "red"),
        ({"red": {"total": 20}}, {"red": {"total": 21}}, "red"),
        ({}, {"amber": {"worse": True}}, "amber of the newest"),
        ({"amber": {"worse": True}}, {"amber": {"worse": True}}, ""),
        ({"amber": {"worse": True}}, {"crisis": ONE, "amber": {"worse": True}}, "crisis"),
        ({}, {"gone": ONE}, ""),
    ],
)
def test_what_is_raised(
    before: dict[str, dict[str, object]], after: dict[str, dict[str, object]], raised: str, newest: bool
) -> None:
    expected = "" if raised == "amber of the newest" and not newest else raised.split(" ")[0]
    assert " ".join(alert.key for alert in to_raise(EVERY, before, after, newest=newest)) == expected


def answered(total: float | None, q9: int, occasion: str = "w1", band: str = "mild") -> Response:
    return Response(occasion=occasion, version="1", answers={"q9": q9}, total=total, band=band, flags={"x": True})


def test_the_facts_are_those_of_the_answer_and_of_the_one_before() -> None:
    instrument = all_samples().one(Instrument, "phq-9")
    start, before = answered(5, 0, "start"), answered(9, 2, band="moderate")
    between = answered(12, 3)
    facts = facts_then(instrument, [start, between, before], answered(15, 1))
    assert {key: facts[key] for key in ("total", "band", "worse", "flag:x", "before:q9", "fell:q9", "new_band")} == {
        "total": 15,
        "band": "mild",
        "worse": True,
        "flag:x": True,
        "before:q9": 2,
        "fell:q9": 1,
        "new_band": True,
    }
    assert (facts["answer:q9"], facts["unanswered:q9"]) == (1, False)
    first = facts_then(instrument, [], answered(15, 1, "start"))
    assert "worse" not in first
    assert "before:q9" not in first


def test_what_is_called_for_says_what_its_rule_looked_at() -> None:
    assert called_for(EVERY, {"answer:q9": 3, "total": 19, "worse": True, "band": "mild"}) == {
        "crisis": {"answer:q9": 3},
        "amber": {"worse": True},
    }


def test_what_is_not_known_is_not_what_its_rule_looked_at() -> None:
    either = Alert("either", TITLE, any_of(when("answer:q9", ">=", 1), is_true("worse")), "amber", "phq-9")
    assert called_for([either], ONE) == {"either": ONE}
