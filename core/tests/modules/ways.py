"""One small programme, and the way of somebody in it with what has been switched and done."""

from __future__ import annotations

from datetime import date

from varde.kernel.words import Text
from varde.modules.path_rules import Path, PathFacts, StateLine, lay
from varde.programmes.libraries import library
from varde.programmes.release import Names, at_start, completed, days_since_start, opened_by_therapist
from varde.programmes.values import Exercise, Module, Programme, Reading, SafetyLock, Track
from varde.rules.facts import Fact
from varde.rules.language import Eligibility, Rule, all_of, any_of, is_true, not_
from varde.standing.locks import Safety
from varde.standing.path import Switch, turned_by

BEGUN = date(2026, 9, 21)
DONE = "one/a one/b"
"""All of the first module."""
P = Text("p", "p")
STORM = SafetyLock("storm", is_true("storm"), False, "therapist", Text("Storm", "Storm"), Text("Vent", "Vent"), "ours")


def module(number: int, key: str, release: Rule, steps: str, *, optional: bool = False, track: str = "calm") -> Module:
    title = Text(key, key)
    made = tuple(Reading(s, Text(s, s), 5, locks=(STORM,) if s == "x" else ()) for s in steps.split())
    return Module(key, number, title, title, release, made, optional, (track,))


PROGRAMME = Programme(
    "p",
    P,
    P,
    (),
    P,
    P,
    P,
    Eligibility((Fact("storm", "boolean", Text("storm", "storm"), source="asked", safety=True),), (), ()),
    (
        module(1, "one", at_start(), "a b"),
        module(2, "two", any_of(completed("one"), opened_by_therapist()), "c x"),
        module(3, "three", all_of(completed("two"), days_since_start(30), not_(is_true("storm"))), "d"),
        module(4, "four", any_of(days_since_start(10), opened_by_therapist()), "e", optional=True),
        module(1, "far", at_start(), "y z", track="wild"),
        library("more", P, P, (Exercise("u", P, 2, ()), Exercise("v", P, 2, (), locks=(STORM,)))),
    ),
    (),
    "p",
    180,
    24,
    tracks=(Track("calm", Text("c", "c")), Track("wild", Text("w", "w"))),
)


def laid(switches: str = "", done: str = "", *, day: int = 12, storm: bool = False, begun: bool = True) -> PathFacts:
    """``switches``: as “close:one skip:two/c -hide:two”, a minus before what was undone; ``done``: as “one/a two/c”, a star after a
    module that was completed."""
    made = []
    for number, each in enumerate(switches.split(), 1):
        deed, _, place = each.strip("-").partition(":")
        of, _, step = place.partition("/")
        made.append(Switch(number, deed, of, step, undone=each.startswith("-")))
    states: dict[str, StateLine] = {}
    for each in done.split():
        of, _, step = each.partition("/")
        on = date(2026, 9, 22) if of.endswith("*") else None
        of = of.strip("*")
        before = states.get(of, StateLine(of, [], None, []))
        states[of] = before._replace(steps_done=[*before.steps_done, *filter(None, [step])], completed_on=on)
    today = date.fromordinal(BEGUN.toordinal() + day)
    return PathFacts("calm", BEGUN if begun else None, today, states, turned_by(made), Safety({"storm": storm}))


def path(facts: PathFacts) -> Path:
    return lay(PROGRAMME, facts, Names("Maren", {"one": 1, "two": 2, "three": 3, "four": 4}), "nb")


def stands(way: Path) -> str:
    return " ".join(f"{view.module.key}={view.status}" for view in way.modules)
