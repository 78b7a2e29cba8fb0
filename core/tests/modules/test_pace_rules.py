"""When each module opens at the programme's pace, the therapist's and her own: written by hand, over the neighbouring programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from varde.modules.path_rules import PathFacts, StateLine, lay, step_from
from varde.programmes.release import Names
from varde.standing.path import Pace

from .ways import BEGUN, DONE, PROGRAMME, laid

SLOWLY = replace(PROGRAMME, own_pace_days=7)
NAMES = Names("Maren", {"one": 1, "two": 2, "three": 3, "four": 4})


def stands(facts: PathFacts) -> str:
    return " ".join(f"{view.module.key}={view.status}" for view in lay(PROGRAMME, facts, NAMES, "nb").modules)


@pytest.mark.parametrize(
    ("pace", "switches", "done", "day", "standing"),
    [
        # the programme's: by its rules
        ("programme", "", "", 40, "one=here two=locked three=locked four=open"),
        # the therapist's: the first is open, and no other opens by itself; what she has begun on stays open
        ("therapist", "", DONE, 40, "one=done two=locked three=locked four=locked"),
        ("therapist", "open:two", DONE, 40, "one=done two=here three=locked four=locked"),
        ("therapist", "", f"{DONE} two/c", 40, "one=done two=here three=locked four=locked"),
        # her own: the next when the one before is finished, and not by the calendar; what is optional after what is not
        ("own", "", "", 40, "one=here two=locked three=locked four=locked"),
        ("own", "", DONE, 0, "one=done two=here three=locked four=locked"),
        ("own", "", f"{DONE} two/c two*/x", 3, "one=done two=done three=here four=locked"),
        ("own", "", f"{DONE} two/c two*/x three*/d", 3, "one=done two=done three=done four=here"),
        ("own", "skip:one", "", 0, "one=skipped two=here three=locked four=locked"),
    ],
)
def test_what_is_open_at_each_pace(pace: Pace, switches: str, done: str, day: int, standing: str) -> None:
    assert stands(replace(laid(switches, done, day=day), pace=pace)) == standing


@pytest.mark.parametrize("pace", ["therapist", "own"])
def test_no_pace_is_a_way_round_what_is_so_about_her(pace: Pace) -> None:
    facts = replace(laid("", f"{DONE} two/c two*/x", day=3, storm=True), pace=pace)
    assert lay(PROGRAMME, facts, NAMES, "nb").view("three").status == "locked"


def test_why_it_is_closed_is_said_by_the_pace() -> None:
    def why(pace: Pace) -> str:
        lock = lay(PROGRAMME, replace(laid(day=3), pace=pace), NAMES, "nb").view("two").lock
        assert lock is not None
        return lock.sentence

    assert why("therapist") == "Åpner når Maren åpner den"
    assert why("own") == "Åpner når du er ferdig med modul 1"


@pytest.mark.parametrize(("day", "status"), [(7, "locked"), (8, "here")])
def test_at_her_own_pace_a_module_lasts_as_long_as_the_programme_says_it_must(day: int, status: str) -> None:
    finished = StateLine("one", ["a", "b"], date(2026, 9, 22), [])
    facts = replace(laid(day=day), pace="own", states={"one": finished})
    view = lay(SLOWLY, facts, NAMES, "nb").view("two")
    assert view.status == status
    assert (view.lock.sentence if view.lock else "") == ("Åpner 29. september" if status == "locked" else "")


def test_nothing_waits_by_the_calendar_at_her_therapists_pace() -> None:
    facts = replace(laid("decline:four", DONE, day=40), pace="therapist")
    assert step_from(PROGRAMME, facts) is None
    assert step_from(PROGRAMME, replace(facts, pace="own")) == BEGUN
