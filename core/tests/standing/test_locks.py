"""Which steps are locked, for every answer and every order of what was said, opened and closed: expectations by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from varde.kernel.words import Text
from varde.programmes.release import at_start
from varde.programmes.values import Module, Programme, Reading, SafetyLock
from varde.rules.facts import Fact
from varde.rules.language import Criterion, Eligibility, Rule, all_of, any_of, is_true, not_, when
from varde.standing.locks import (
    Closed,
    Happening,
    Held,
    Opened,
    Safety,
    Stated,
    calls_for_care,
    held_by,
    held_lock,
    is_finished,
    judged_by,
    locked_steps,
    may_open_lock,
    next_open_step,
    safety_from,
    steps_behind,
)

WORDS = Text("Ord", "Ord")


def lock(key: str, rule: Rule, *, unknown: bool = True, opener: Any = "therapist") -> SafetyLock:
    return SafetyLock(key, rule, unknown, opener, WORDS, WORDS, "invented")


def asked(key: str, kind: Any = "boolean", **more: Any) -> Fact:
    return Fact(key, kind, WORDS, WORDS, safety=True, **more)


ICE, FOG, WIND = asked("ice"), asked("fog"), asked("wind", "count", low=0, high=12)
ON_ICE, IN_FOG = lock("on-ice", is_true("ice")), lock("in-fog", is_true("fog"), unknown=False)
EITHER = lock("either", any_of(is_true("ice"), is_true("fog")))
READ, SKATE, SAIL = (
    Reading("read", WORDS, 3),
    Reading("skate", WORDS, 3, locks=(ON_ICE, IN_FOG)),
    Reading("sail", WORDS, 3, locks=(EITHER,)),
)
MODULE = Module("lake", 1, WORDS, WORDS, at_start(), (READ, SKATE, SAIL))
OTHER = replace(MODULE, key="other", tracks=("south",), steps=(READ, replace(SAIL, key="row")))
PROGRAMME = Programme(
    "test",
    WORDS,
    WORDS,
    (),
    WORDS,
    WORDS,
    WORDS,
    Eligibility(
        (ICE, FOG, WIND, Fact("age", "count", WORDS, WORDS)),
        (),
        (Criterion("wind", when("wind", ">=", 8), WORDS), Criterion("fog", not_(is_true("fog")), WORDS)),
    ),
    (MODULE, OTHER),
    (),
    "none",
    100,
    10,
)
UNKNOWN = None


@pytest.mark.parametrize(
    ("ice", "fog", "skate", "sail"),
    [
        (True, True, [("on-ice", ()), ("in-fog", ())], [("either", ())]),
        (True, False, [("on-ice", ())], [("either", ())]),
        (True, UNKNOWN, [("on-ice", ())], [("either", ())]),
        (False, True, [("in-fog", ())], [("either", ())]),
        (False, False, [], []),
        (False, UNKNOWN, [], [("either", ("fog",))]),
        (UNKNOWN, True, [("on-ice", ("ice",)), ("in-fog", ())], [("either", ())]),
        (UNKNOWN, False, [("on-ice", ("ice",))], [("either", ("ice",))]),
        (UNKNOWN, UNKNOWN, [("on-ice", ("ice",))], [("either", ("fog", "ice"))]),
    ],
)
def test_what_is_locked_for_every_answer(
    ice: bool | None, fog: bool | None, skate: list[tuple[str, Any]], sail: list[tuple[str, Any]]
) -> None:
    facts = {key: value for key, value in {"ice": ice, "fog": fog}.items() if value is not None}
    safety = Safety(facts)
    assert held_by(READ, safety) == ()
    assert [(kept.lock.key, kept.unknown) for kept in held_by(SKATE, safety)] == skate
    assert [(kept.lock.key, kept.unknown) for kept in held_by(SAIL, safety)] == sail
    assert set(locked_steps(MODULE, safety)) == {key for key, kept in (("skate", skate), ("sail", sail)) if kept}


def test_an_unknown_part_that_decides_nothing_locks_nothing() -> None:
    both = lock("both", all_of(is_true("ice"), is_true("fog")))
    assert held_lock(both, {"ice": False}) is None
    assert held_lock(both, {"ice": True}) == Held(both, ("fog",))
    assert held_lock(replace(both, unknown_locks=False), {"ice": True}) is None


ICY: dict[str, object] = {"ice": True}
OPEN = Opened("on-ice", ICY)
AFTER: list[tuple[str, dict[str, object], tuple[Happening, ...], dict[str, object], set[str]]] = [
    ("nothing said", {}, (), {}, set()),
    ("the referral", ICY, (), ICY, set()),
    ("said anew", ICY, (Stated("ice", False),), {"ice": False}, set()),
    ("the last word counts", {}, (Stated("ice", True), Stated("ice", False), Stated("ice", True)), ICY, set()),
    ("not known any more", ICY, (Stated("ice", None),), {}, set()),
    ("opened", ICY, (OPEN,), ICY, {"on-ice"}),
    ("closed again", ICY, (OPEN, Closed("on-ice")), ICY, set()),
    ("another one closed", ICY, (OPEN, Closed("in-fog")), ICY, {"on-ice"}),
    ("opened anew", ICY, (OPEN, Closed("on-ice"), OPEN), ICY, {"on-ice"}),
    ("the same said again", ICY, (OPEN, Stated("ice", True)), ICY, {"on-ice"}),
    ("another fact changes", ICY, (OPEN, Stated("fog", True)), {"ice": True, "fog": True}, {"on-ice"}),
    ("its fact changes", ICY, (OPEN, Stated("ice", False)), {"ice": False}, set()),
    ("its fact is not known any more", ICY, (OPEN, Stated("ice", None)), {}, set()),
    ("its fact changes and comes back", ICY, (OPEN, Stated("ice", False), Stated("ice", True)), ICY, set()),
    ("opened while nobody knew", {}, (Opened("on-ice", {"ice": None}),), {}, {"on-ice"}),
    ("then somebody knew", {}, (Opened("on-ice", {"ice": None}), Stated("ice", True)), ICY, set()),
    ("opened against something else", ICY, (Opened("on-ice", {"ice": False}),), ICY, set()),
    ("opened before the rule asked for more", ICY, (Opened("either", ICY),), ICY, set()),
    ("opened against both", ICY, (Opened("either", {"ice": True, "fog": None}),), ICY, {"either"}),
    ("a lock the programme no longer has", ICY, (Opened("gone", {}),), ICY, set()),
    ("a fact the programme no longer has", {"gone": True}, (Stated("gone", False),), {}, set()),
    ("a value its fact cannot have", {"wind": 40}, (Stated("ice", "yes"),), {}, set()),
    ("a number", {"wind": 3}, (Stated("wind", 9),), {"wind": 9}, set()),
]


@pytest.mark.parametrize(
    ("referred", "history", "facts", "opened"), [row[1:] for row in AFTER], ids=[r[0] for r in AFTER]
)
def test_what_is_known_after_what_was_said_and_done(
    referred: dict[str, object], history: tuple[Happening, ...], facts: dict[str, object], opened: set[str]
) -> None:
    assert safety_from(PROGRAMME, referred, history) == Safety(facts, frozenset(opened))  # type: ignore[arg-type]


def test_an_opened_lock_keeps_nothing_back_and_the_others_still_do() -> None:
    safety = Safety({"ice": True, "fog": True}, frozenset({"on-ice"}))
    assert held_by(SKATE, safety) == (Held(IN_FOG),)
    assert held_by(SAIL, safety) == (Held(EITHER),)
    assert held_by(SKATE, Safety({"ice": True}, frozenset({"on-ice"}))) == ()


def test_an_opening_is_kept_with_every_fact_of_the_rule() -> None:
    assert judged_by(EITHER, {"ice": True, "wind": 3}) == {"fog": None, "ice": True}


@pytest.mark.parametrize(
    ("done", "locked", "completed", "finished", "coming"),
    [
        ("", "", False, False, "read"),
        ("read", "", False, False, "skate"),
        ("read skate sail", "", False, True, None),
        ("read skate sail", "", True, True, None),
        ("read", "skate sail", False, True, None),
        ("read", "skate sail", True, True, None),
        ("read", "sail", False, False, "skate"),
        ("read sail", "skate", False, True, None),
        ("", "skate sail", False, False, "read"),
        ("", "read skate sail", False, False, None),
        ("", "read skate sail", True, True, None),
        ("other", "read skate sail", False, False, None),
        # Opened after she had finished: it waits for her.
        ("read", "sail", True, False, "skate"),
        ("sail", "", True, False, "read"),
        # A new version of the programme has another step, which nothing kept back.
        ("skate sail", "", True, True, "read"),
    ],
)
def test_when_a_module_is_finished_and_what_comes_next(
    done: str, locked: str, completed: bool, finished: bool, coming: str | None
) -> None:
    assert is_finished(MODULE, done.split(), locked.split(), completed=completed) is finished
    step = next_open_step(MODULE, done.split(), locked.split())
    assert (step.key if step else None) == coming


@pytest.mark.parametrize(
    ("fact", "value", "careful"),
    [
        (ICE, True, True),
        (ICE, False, False),
        (ICE, None, None),
        (FOG, True, False),
        (FOG, False, True),
        (WIND, 7, False),
        (WIND, 8, True),
        (WIND, None, None),
    ],
)
def test_which_values_call_for_care(fact: Fact, value: object, careful: bool | None) -> None:
    facts = {} if value is None else {fact.key: value}
    assert calls_for_care(PROGRAMME, fact, facts) is careful


def test_the_steps_behind_a_lock_are_those_on_her_way() -> None:
    assert [step.key for step in steps_behind(PROGRAMME, None, "either")] == ["sail"]
    assert [step.key for step in steps_behind(PROGRAMME, "south", "either")] == ["sail", "row"]
    assert steps_behind(PROGRAMME, "south", "gone") == ()


ROLES = {"therapist": {"therapist"}, "dietitian": {"therapist", "dietitian"}, "lead": {"therapist", "head"}}


@pytest.mark.parametrize(
    ("opener", "able"),
    [
        ("therapist", {"therapist", "dietitian", "lead"}),
        ("dietitian", {"dietitian"}),
        ("head", {"lead"}),
        ("nobody", set()),
    ],
)
def test_who_may_open(opener: str, able: set[str]) -> None:
    declared = lock("any", is_true("ice"), opener=opener)
    assert {who for who, roles in ROLES.items() if may_open_lock(declared, roles)} == able
    assert not may_open_lock(declared, ())
    assert not may_open_lock(declared, {"manager", "nobody"})
