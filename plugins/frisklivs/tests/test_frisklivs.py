"""Frisk i hverdagen: what the municipality may set."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from varde.plugin.benefits import Measure
from varde.plugin.instruments import GENERIC_INSTRUMENTS, Instrument
from varde.plugin.programmes import Progress, Safety, check_programme, evaluate, is_open, locked_steps, screen
from varde.plugin.registry import declared
from varde.testing.parts import catalogue_with
from varde_frisklivs import plugin
from varde_frisklivs.programme import IN_PERSON, PROGRAMME

WELL = {
    "age": 40,
    "in_municipality": True,
    "wants_change": True,
    "chest_pain_on_exertion": False,
    "uncontrolled_blood_pressure": False,
    "fall_risk": False,
    "new_breathlessness": False,
    "bmi": 24.9,
    "s0_fainting": False,
    "s0_eating": False,
    "s0_treated": False,
}


FOOD = {"food": {"worth-knowing", "food-swap"}}
MORE_ACTIVITY = {"health-conversation": {"action-plan"}, "activity": {"activity-log"}, "pain-and-joints": {"pacing"}}


def locked(facts: dict[str, Any]) -> dict[str, set[str]]:
    steps = {module.key: set(locked_steps(module, Safety(facts))) for module in PROGRAMME.modules}
    return {module: keys for module, keys in steps.items() if keys}


@pytest.mark.parametrize(
    "fact",
    [
        "chest_pain_on_exertion",
        "uncontrolled_blood_pressure",
        "fall_risk",
        "new_breathlessness",
        "s0_fainting",
        "s0_treated",
    ],
)
def test_what_is_more_activity_waits_for_the_coach_where_it_may_harm(fact: str) -> None:
    assert locked(WELL | {fact: True}) == MORE_ACTIVITY
    assert locked(WELL) == {}
    assert locked({key: value for key, value in WELL.items() if key != fact}) == MORE_ACTIVITY, "not known locks too"
    assert {lock.opener for lock in PROGRAMME.locks.values()} == {"therapist"}


def test_food_is_no_theme_for_whoever_weighs_too_little_or_may_have_an_eating_disorder() -> None:
    assert locked(WELL | {"bmi": 18.4}) == FOOD | MORE_ACTIVITY
    assert locked(WELL | {"s0_eating": True}) == FOOD
    assert locked({key: value for key, value in WELL.items() if key != "s0_eating"}) == FOOD, "not known locks too"
    assert locked(WELL | {"bmi": 18.5}) == {}
    assert locked(WELL | {"bmi": 39.9}) == {}
    assert locked(WELL | {"bmi": 40.0}) == MORE_ACTIVITY
    assert locked({key: value for key, value in WELL.items() if key != "bmi"}) == {}, (
        "nobody has to say what she weighs"
    )


@pytest.mark.parametrize(
    ("module", "days", "opened"),
    [
        ("activity", 0, False),
        ("keeping-going", 41, False),
        ("keeping-going", 42, True),
        ("maintenance", 69, False),
        ("maintenance", 70, True),
    ],
)
def test_what_opens_by_itself(module: str, days: int, opened: bool) -> None:
    assert is_open(PROGRAMME, module, Progress(days)) is opened


def test_the_themes_open_when_the_conversation_is_held() -> None:
    held = Progress(3, completed=frozenset({"health-conversation"}))
    themes = [module for module in PROGRAMME.modules if module.optional]
    assert len(themes) == 7
    assert all(is_open(PROGRAMME, module.key, held) for module in themes)


@pytest.mark.parametrize(
    ("limit", "age", "outcome"), [(18, 17, "not_eligible"), (16, 16, "eligible"), (16, 15, "not_eligible")]
)
def test_the_age_limit_is_the_municipalitys(limit: int, age: int, outcome: str) -> None:
    screening = screen(PROGRAMME, WELL | {"age": age}, {"age_limit": limit})
    assert screening.outcome == outcome
    if outcome == "not_eligible":
        assert f"{limit} år" in screening.explain[0]


def test_a_municipality_may_want_a_referral() -> None:
    closed = {"self_referral": False}
    assert screen(PROGRAMME, WELL, closed).because == ("referred",)
    assert screen(PROGRAMME, WELL | {"referred": True}, closed).outcome == "eligible"
    refused = screen(PROGRAMME, WELL | {"referred": False}, closed)
    assert refused.outcome == "not_eligible"
    assert "henvisning" in refused.explain[0]


def test_a_check_in_a_week_of_which_no_two_are_open_at_once() -> None:
    weekly = [occasion for occasion in PROGRAMME.occasions if occasion.key.startswith("week-")]
    assert [occasion.days for occasion in weekly] == [7 * week for week in range(1, PROGRAMME.weeks + 1)]
    for earlier, later in pairwise(weekly):
        assert earlier.days + earlier.closes_after < later.days - later.opens_before


def test_the_same_is_asked_at_the_start_and_later() -> None:
    start, later, last = (PROGRAMME.occasion(key).instruments for key in ("start", "12w", "6m"))
    assert later == last == start[: len(later)]
    assert start[len(later) :] == ("audit-c", "audit")


def test_the_programme_and_its_measures_fit_together() -> None:
    part = plugin.varde_part()
    catalogue = catalogue_with("frisklivs", plugin)
    instruments = {instrument.key for instrument in (*GENERIC_INSTRUMENTS, *declared(part, Instrument))}
    assert [fault for fault in check_programme(PROGRAMME, instruments, catalogue) if "content/" not in fault] == []
    occasions = {occasion.key for occasion in PROGRAMME.occasions}
    for measure in declared(part, Measure):
        assert {measure.start_occasion or "start", *measure.follow_up} <= occasions
        assert measure.instrument in instruments


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"audit-c:total": 4}, True),
        ({"audit-c:total": 3}, None),
        ({"audit-c:total": 3, "audit-c:flag:positive": True}, True),
        ({"audit-c:total": 3, "audit-c:flag:positive": False}, False),
        ({}, None),
    ],
)
def test_audit_follows_four_points_also_for_whoever_has_not_said_her_sex(
    facts: dict[str, object], asked: bool | None
) -> None:
    (rule,) = [rule for occasion in PROGRAMME.occasions for key, rule in occasion.conditions if key == "audit"]
    assert evaluate(rule, facts) is asked


def test_it_begins_and_ends_with_a_health_talk() -> None:
    """Veileder for kommunale frisklivssentraler; the first she may book herself. Without digital follow-up it is the same."""
    for programme in (PROGRAMME, IN_PERSON):
        first, last = programme.gate_of(None, "start"), programme.gate_of(None, "end")
        assert first is not None
        assert last is not None
        assert (first.key, first.self_booked, first.minutes) == ("first", True, 60)
        assert (last.key, last.closes, last.self_booked) == ("end", True, False)


def test_talks_may_be_at_home_and_with_a_third() -> None:
    """And nobody books a visit to herself: her therapist does."""
    meetings = {each.key: each for each in PROGRAMME.meetings}
    assert {key: each.ways for key, each in meetings.items() if "home" in each.ways} == {"visit": ("home",)}
    assert {each.parties for each in meetings.values()} == {("gp", "interpreter", "relative")}
    assert [key for key, each in meetings.items() if not each.self_booked] == ["end", "visit"]
