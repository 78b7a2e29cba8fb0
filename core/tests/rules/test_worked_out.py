"""What follows from other facts: once all that decides it is known, and anew when a part of it is said again."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from varde.kernel.words import Text
from varde.rules.facts import Fact, Value
from varde.rules.language import Criterion, Eligibility, when
from varde.rules.worked_out import WorkedOut, with_worked_out

WORDS = Text("a", "a", "a")


def product(values: Mapping[str, Value]) -> Value | None:
    width, length = values.get("width"), values.get("length")
    return width * length if isinstance(width, int) and isinstance(length, int) else None


AREA = WorkedOut("area", ("width", "length"), product, WORDS)
FACTS = tuple(Fact(key, "count", WORDS, low=0, high=100) for key in ("width", "length", "area"))
FIELD = Eligibility(FACTS, (Criterion("area", when("area", ">=", 10), WORDS),), worked_out=(AREA,))


@pytest.mark.parametrize(
    ("facts", "area"),
    [
        ({"width": 3, "length": 4}, 12),
        ({"width": 3}, None),
        ({"width": 3, "length": None}, None),
        ({"width": 3, "length": 101}, None),  # no length there is
        ({"width": 3, "length": 4, "area": None}, 12),
        ({"width": 3, "length": 4, "area": 50}, 50),  # known from elsewhere
        ({}, None),
    ],
)
def test_what_follows(facts: dict[str, object], area: int | None) -> None:
    before = dict(facts)
    assert with_worked_out(FIELD, facts).get("area") == area
    assert facts == before


@pytest.mark.parametrize(("anew", "area"), [((), 50), (("width",), 12), (("area",), 50), (("somewhere",), 50)])
def test_of_what_is_said_again_it_follows_anew(anew: tuple[str, ...], area: int) -> None:
    assert with_worked_out(FIELD, {"width": 3, "length": 4, "area": 50}, anew)["area"] == area


def test_a_part_that_is_not_known_any_more_leaves_what_was_known() -> None:
    assert with_worked_out(FIELD, {"width": 3, "length": None, "area": 50}, ["length"])["area"] == 50


def test_parts_are_what_no_rule_speaks_of() -> None:
    assert FIELD.parts == {"width", "length"}
    spoken_of = Eligibility(FACTS, (Criterion("width", when("width", ">", 1), WORDS),), worked_out=(AREA,))
    assert spoken_of.parts == {"length"}
