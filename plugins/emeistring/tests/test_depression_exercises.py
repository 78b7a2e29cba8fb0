"""The exercises of the track for depression: what the grid shows, what the plan prints, and who a window of sleep is closed to."""

from __future__ import annotations

from datetime import date
from typing import Any

from varde.plugin.exercises import Seen, SeenEntry, sleep_window
from varde.plugin.programmes import Exercise, Safety, held_by
from varde_emeistring.depression_exercises import ENOUGH, WINDOW_LOCKS, safety_plan, week_grid

TODAY = date(2031, 3, 14)
LINES = [("i sengen", 2), ("brygga", 4), ("oppvask", 3), ("fisketur", 4), ("sofaen", 2)]


def shown(exercise: Exercise, *answers: dict[str, Any]) -> list[tuple[str, list[str], str]]:
    """The lines of what the exercise shows of these entries: title, details, and what stands above."""
    own = [SeenEntry(number, TODAY, None, each) for number, each in enumerate(answers, 1)]
    kind: Any = exercise.kind
    blocks: list[Any] = list(kind.overview.parts(Seen(own, {}, exercise.fields, TODAY)))
    return [
        (line.title.nb, [detail.nb for detail in line.details], block.lead.nb)
        for block in blocks
        for line in block.lines
    ]


def test_the_grid_shows_the_highest_and_the_lowest_once_there_are_some_lines() -> None:
    lines = [{"what": done, "mood": mood} for done, mood in LINES]
    assert [(title, details) for title, details, _ in shown(week_grid(), *lines)] == [
        ("Humør 4, det høyeste", ["fisketur"]),
        ("Humør 2, det laveste", ["sofaen"]),
    ]
    assert shown(week_grid(), *lines[: ENOUGH - 1]) == []
    assert shown(week_grid()) == []


def test_the_plan_prints_what_was_written_last_and_whom_to_call() -> None:
    first, last = {"signs": "Sover ikke"}, {"signs": "Svarer ingen", "call": "Bror"}
    (signs, call) = shown(safety_plan(), first, last)
    assert (signs[1], call[1]) == (["Svarer ingen"], ["Bror"])
    assert all(number in call[2] for number in ("113", "116 117", "116 123"))
    assert shown(safety_plan()) == []


def test_who_a_window_of_sleep_is_closed_to() -> None:
    """By hand: the locks of the programme's own window, of those of whom something is known."""
    window = sleep_window(locks=WINDOW_LOCKS, bipolar="bipolar")
    well: dict[str, int] = {"psychosis": False, "bipolar": False, "phq9_item9": 0, "madrs_item9": 0}
    well |= {f"s0_{about}": False for about in ("fainting", "sleepy", "pregnant")}
    table: list[tuple[dict[str, int], set[str]]] = [
        ({}, set()),
        ({"psychosis": True}, {"window-psychosis"}),
        ({"bipolar": True}, {"s0-window-bipolar"}),
        ({"phq9_item9": 1}, {"window-thoughts"}),
        ({"phq9_item9": 3, "madrs_item9": 1}, {"window-thoughts"}),
        ({"madrs_item9": 2}, {"window-wish-to-live"}),
        ({"s0_sleepy": True}, {"s0-window-sleepy"}),
    ]
    for said, closed in table:
        assert {held.lock.key for held in held_by(window, Safety(well | said))} == closed, said
    unknown = {held.lock.key for held in held_by(window, Safety({}))}
    assert unknown == {lock.key for lock in window.locks} - {"window-wish-to-live"}, "what nobody has said locks"
    assert {lock.opener for lock in window.locks} == {"therapist"}
