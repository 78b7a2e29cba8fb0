"""Facts that fit: at every level of the criteria, and every shape a rule can have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.kernel.words import Text
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme
from varde.referrals.screening import screen
from varde.rules.facts import Fact
from varde.rules.language import (
    ALWAYS,
    Criterion,
    Eligibility,
    Ref,
    Rule,
    Suggestion,
    all_of,
    any_of,
    is_true,
    not_,
    one_of,
    when,
)
from varde.rules.worked_out import WorkedOut
from varde.testing.samples.cove.programme import PROGRAMME

SAID = Text("Sagt", "Sagt", "Said")
PLACES = (("home", SAID), ("ward", SAID), ("abroad", SAID))
STEPS = tuple((str(step), SAID) for step in range(4))
FACTS = (
    Fact("a", "boolean", SAID, SAID),
    Fact("b", "boolean", SAID, SAID),
    Fact("age", "count", SAID, SAID, low=0, high=120),
    Fact("dose", "number", SAID, SAID, low=0.5, high=40),
    Fact("place", "choice", SAID, SAID, choices=PLACES),
    Fact("limit", "count", SAID, low=0, high=120, source="setting", default=67),
)


def programme(*criteria: tuple[str, str, Rule], **more: object) -> Programme:
    """One with these criteria, each its level, its fact and its rule."""
    criteria_of = {"require": [], "review": []}  # type: dict[str, list[Criterion]]
    for level, fact, rule in criteria:
        criterion = Criterion(fact, rule, SAID, urgent=level == "urgent")
        criteria_of["require" if level == "refuse" else "review"].append(criterion)
    eligibility = Eligibility(FACTS, tuple(criteria_of["require"]), tuple(criteria_of["review"]), **more)  # type: ignore[arg-type]
    return replace(PROGRAMME, eligibility=eligibility)


MILD = {"a": False, "b": False, "age": 0, "dose": 0.5, "place": "home"}
"""What is said where no rule asks for anything."""
LEVELS: list[tuple[list[tuple[str, str, Rule]], dict[str, object]]] = [
    ([], {}),
    ([("refuse", "a", is_true("a"))], {"a": True}),
    ([("refuse", "a", not_(is_true("a")))], {}),
    ([("review", "a", is_true("a"))], {}),
    ([("review", "a", not_(is_true("a")))], {"a": True}),
    ([("review", "a", when("a", "==", False))], {"a": True}),
    ([("urgent", "b", is_true("b"))], {}),
    ([("urgent", "b", not_(is_true("b")))], {"b": True}),
    ([("refuse", "age", when("age", ">=", 18))], {"age": 18}),
    ([("refuse", "age", when("age", ">", Ref("limit")))], {"age": 68}),
    ([("review", "age", when("age", "<", 18)), ("urgent", "age", when("age", "<=", 20))], {"age": 21}),
    ([("review", "dose", when("dose", "<", 2.5))], {"dose": 2.5}),
    ([("refuse", "place", one_of("place", "ward", "abroad"))], {"place": "ward"}),
    ([("review", "place", one_of("place", "home", "ward"))], {"place": "abroad"}),
    # what no fact alone can mend
    ([("review", "a", not_(all_of(is_true("a"), is_true("b"))))], {"a": True, "b": True}),
    ([("refuse", "a", any_of(all_of(is_true("a"), is_true("b")), when("age", ">=", 90)))], {"a": True, "age": 90}),
    (
        [("refuse", "a", is_true("a")), ("review", "b", all_of(is_true("a"), not_(is_true("b"))))],
        {"a": True, "b": True},
    ),
    # a criterion named by one fact that asks for another
    ([("review", "a", when("place", "!=", "abroad"))], {"place": "abroad"}),
    # all levels at once
    (
        [
            ("refuse", "a", is_true("a")),
            ("refuse", "age", when("age", ">=", 18)),
            ("review", "b", not_(is_true("b"))),
            ("review", "place", when("place", "==", "home")),
            ("urgent", "dose", when("dose", "<=", 1)),
        ],
        {"a": True, "b": True, "age": 18, "place": "ward", "dose": 2},
    ),
]


@pytest.mark.parametrize(("criteria", "but"), LEVELS)
def test_what_is_said_fits(criteria: list[tuple[str, str, Rule]], but: dict[str, object]) -> None:
    declared = programme(*criteria)
    facts = fitting_facts(declared)
    assert facts == MILD | but
    assert screen(declared, facts).outcome == "eligible"


def test_the_track_is_suggested_from_what_fits() -> None:
    declared = programme(
        ("review", "place", when("place", "==", "home")),
        suggest_track=lambda facts: Suggestion(str(facts["place"]), SAID),
    )
    assert screen(declared, fitting_facts(declared)).track == "ward"


def test_where_nobody_fits_the_fewest_speak_against_it() -> None:
    declared = programme(("review", "a", ALWAYS), ("refuse", "b", is_true("b")))
    facts = fitting_facts(declared)
    assert facts == MILD | {"b": True}
    assert screen(declared, facts).because == ("a",)


def test_parts_come_to_what_fits() -> None:
    items = tuple(Fact(f"q{number}", "choice", SAID, SAID, choices=STEPS) for number in (1, 2, 3))
    total = Fact("total", "count", SAID, SAID, low=0, high=9)
    added = WorkedOut("total", ("q1", "q2", "q3"), lambda parts: sum(int(str(each)) for each in parts.values()), SAID)
    rule = any_of(when("total", "<", 5), when("total", ">", 6))
    eligibility = Eligibility((*items, total), (), (Criterion("total", rule, SAID),), worked_out=(added,))
    facts = fitting_facts(replace(PROGRAMME, eligibility=eligibility))
    assert facts == {"q1": "0", "q2": "2", "q3": "3", "total": 5}
