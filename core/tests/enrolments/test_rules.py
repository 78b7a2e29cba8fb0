"""Every way out, from every state, by whom, and what follows: written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from varde.enrolments import rules
from varde.enrolments.models import ENROLMENT_STATES
from varde.enrolments.rules import (
    Consequence,
    Planned,
    asked_still,
    consequences,
    may_extend,
    may_leave,
    may_reopen,
    may_undo,
    reach,
    reopened_as,
    tracks_open_to,
    undo_until,
    way_for,
    way_taken,
)
from varde.enrolments.words import END_REASON, HISTORY, NOT_UNDONE
from varde.testing.by_hand import crossed

# T: a therapist may; P: the patient herself too; -: nobody.
FROM = """
    way             | referred | screening | waiting | active | paused | completed | discontinued
    completed       | -        | -         | -       | T      | T      | -         | -
    discontinued    | -        | -         | -       | TP     | TP     | -         | -
    never_started   | TP       | TP        | TP      | -      | -      | -         | -
    declined        | T        | T         | -       | -      | -      | -         | -
    moved           | -        | -         | -       | T      | T      | -         | -
    passed_on       | T        | T         | -       | -      | -      | -         | -
    no_more_contact | T        | T         | T       | T      | T      | T         | T
"""
LEAVES = {
    "completed": ("completed", "completed", ("completion", "exit")),
    "discontinued": ("discontinued", "left", ("exit",)),
    "never_started": ("discontinued", "never_started", ()),
    "declined": ("discontinued", "declined", ()),
    "moved": ("discontinued", "moved", ()),
    "passed_on": ("discontinued", "passed_on", ()),
    "no_more_contact": ("discontinued", "no_more_contact", ()),
}
LEAVING = ("withdrawn", "no_time", "no_effect", "needs_more", "other_help", "moved", "no_contact", "other")
REASONS = {
    "completed": ("completed",),
    "discontinued": LEAVING,
    "never_started": LEAVING,
    "declined": ("not_eligible", "too_ill", "better_elsewhere", "outside_area", "declined"),
    "moved": ("moved_clinic",),
    "passed_on": ("passed_on", "taken_back"),
    "no_more_contact": ("died", "refuses", "protected"),
}


def test_who_may_take_which_way_from_which_state() -> None:
    expected = crossed(FROM)
    assert tuple(expected) == tuple(rules.WAYS)
    assert all(tuple(line) == ENROLMENT_STATES for line in expected.values())
    for key, line in expected.items():
        for state, who in line.items():
            for role, letter in (("therapist", "T"), ("patient", "P"), ("manager", "M")):
                assert may_leave(rules.WAYS[key], state, role) is (letter in who), (key, state, role)


def test_what_each_way_leaves_asks_and_counts_as() -> None:
    assert {key: (way.leaves, way.counts, way.asks) for key, way in rules.WAYS.items()} == LEAVES
    assert {key: way.contact for key, way in rules.WAYS.items()} == {key: key != "no_more_contact" for key in LEAVES}
    assert {key: way.reasons for key, way in rules.WAYS.items()} == REASONS
    for key, (leaves, *_) in LEAVES.items():
        answer = way_for(REASONS[key][0], "referred" if key in ("never_started", "declined", "passed_on") else "active")
        assert answer is not None
        assert answer.leaves == leaves


def test_every_reason_is_in_words_and_every_way_in_the_history() -> None:
    assert set(rules.reasons()) == set(END_REASON)
    assert len(rules.reasons()) == len(set(rules.reasons()))
    assert set(rules.WAYS) - {"never_started"} <= set(HISTORY)
    assert {"undone", "reopened", "never_started"} <= set(HISTORY)
    assert set(NOT_UNDONE) == {"undone", "too_late", "replaced", "touched"}


@pytest.mark.parametrize("way", tuple(REASONS))
def test_the_reason_says_which_way_it_was_and_which_way_it_will_be(way: str) -> None:
    started = way not in ("never_started", "declined", "passed_on")
    before = "active" if started else "referred"
    for reason in REASONS[way]:
        assert way_taken(LEAVES[way][0], reason, started=started) == way
        answer = way_for(reason, before)
        assert answer is not None
        assert answer.key == way


def test_what_has_not_ended_has_gone_no_way() -> None:
    for state in ("referred", "screening", "waiting", "active", "paused"):
        assert way_taken(state, None, started=True) is None
        assert way_taken(state, "withdrawn", started=True) is None
    assert way_taken("completed", None, started=True) is None
    assert way_taken("discontinued", "an older reason", started=True) == "discontinued"
    assert way_taken("completed", "completed", started=True) == "completed"


@pytest.mark.parametrize("state", ENROLMENT_STATES)
def test_before_the_start_nobody_leaves_she_never_starts(state: str) -> None:
    way = way_for("withdrawn", state)
    assert way is not None
    assert way.key == ("never_started" if state in ("referred", "screening", "waiting") else "discontinued")
    assert way_for("no such reason", state) is None


def test_the_states_by_how_far_she_has_come() -> None:
    assert way_for("withdrawn", "waiting") is rules.WAYS["never_started"]
    assert rules.UNDECIDED == ("referred", "screening")
    assert rules.BEFORE_START == ("referred", "screening", "waiting")
    assert rules.UNDER_WAY == ("active", "paused")
    assert rules.TAKES_ROOM == ("waiting", "active", "paused")
    assert rules.OPEN == ("referred", "screening", "waiting", "active", "paused")
    assert rules.ENDED == ("completed", "discontinued")
    assert rules.ANSWERING == ("active", "completed", "discontinued")
    assert {key: way.key for key, way in rules.WAYS.items()} == {key: key for key in LEAVES}


@pytest.mark.parametrize(("reason", "whose"), [("died", "person"), ("protected", "person"), ("refuses", "enrolment")])
def test_how_far_no_more_contact_reaches(reason: str, whose: str) -> None:
    assert reach(reason) == whose


ASKED = """
    way             | nothing | completion | exit
    completed       | -       | asked      | asked
    discontinued    | -       | -          | asked
    never_started   | -       | -          | -
    declined        | -       | -          | -
    moved           | -       | -          | -
    passed_on       | -       | -          | -
    no_more_contact | -       | -          | -
"""


def test_what_is_asked_after_each_way_unless_she_has_said_no() -> None:
    for key, line in crossed(ASKED).items():
        for label, answer in line.items():
            asked_after = "" if label == "nothing" else label
            assert asked_still(rules.WAYS[key], asked_after, willing=True) is (answer == "asked"), (key, label)  # type: ignore[arg-type]
            assert asked_still(rules.WAYS[key], asked_after, willing=False) is False  # type: ignore[arg-type]


# --- what is shown before it is confirmed

MUCH = Planned(asked_still=("3m", "6m"), stopped=6, appointments=1, elsewhere=2)
NOTHING = Planned()
SHOWN = {
    "completed": "keeps asked_still 2, keeps reading, stops asked_no_more 6, stops appointments 1, tells told, counts completed",
    "discontinued": "keeps asked_still 2, stops asked_no_more 6, stops appointments 1, tells told, counts left",
    "never_started": "stops asked_no_more 6, stops no_follow_up, stops appointments 1, tells told, counts never_started",
    "declined": "stops asked_no_more 6, stops no_follow_up, stops appointments 1, tells told, counts declined",
    "moved": "stops asked_no_more 6, stops no_follow_up, stops appointments 1, tells told, counts moved",
    "passed_on": "stops asked_no_more 6, stops no_follow_up, stops appointments 1, tells told, counts passed_on",
    "no_more_contact": (
        "stops everything_sent, keeps what_reaches_us, stops elsewhere 2, stops appointments 1, tells not_told,"
        " counts no_more_contact"
    ),
}
SHOWN_OF_NOTHING = {
    "completed": "keeps reading, stops no_follow_up, counts completed",
    "discontinued": "stops no_follow_up, counts left",
    "never_started": "stops no_follow_up, counts never_started",
    "declined": "stops no_follow_up, counts declined",
    "moved": "stops no_follow_up, counts moved",
    "passed_on": "stops no_follow_up, counts passed_on",
    "no_more_contact": "stops everything_sent, keeps what_reaches_us, counts no_more_contact",
}


def said(lines: tuple[Consequence, ...]) -> str:
    return ", ".join(f"{line.kind} {line.key}" + (f" {line.n}" if line.n else "") for line in lines)


def test_the_consequences_of_each_way() -> None:
    assert {key: said(consequences(way, MUCH)) for key, way in rules.WAYS.items()} == SHOWN
    assert {key: said(consequences(way, NOTHING)) for key, way in rules.WAYS.items()} == SHOWN_OF_NOTHING


def test_whoever_has_said_no_is_asked_nothing() -> None:
    unwilling = said(consequences(rules.WAYS["discontinued"], MUCH, willing=False))
    assert unwilling == "stops asked_no_more 6, stops no_follow_up, stops appointments 1, tells told, counts left"


# --- undone, opened again


@pytest.mark.parametrize(
    ("day", "undone", "newest", "replaced", "touched", "answer"),
    [
        (1, False, True, False, False, "yes"),
        (8, False, True, False, False, "yes"),
        (9, False, True, False, False, "too_late"),
        (1, True, True, False, False, "undone"),
        (1, True, True, True, True, "undone"),
        (1, False, True, True, False, "replaced"),
        (1, False, True, True, True, "replaced"),
        (1, False, False, False, False, "touched"),
        (1, False, True, False, True, "touched"),
        (9, False, True, False, True, "touched"),
    ],
)
def test_for_seven_days_it_can_be_undone(
    day: int, undone: bool, newest: bool, replaced: bool, touched: bool, answer: str
) -> None:
    today = date(2026, 12, day)
    ended = date(2026, 12, 1)
    assert may_undo(ended, today, undone=undone, newest=newest, replaced=replaced, touched=touched) == answer


def test_the_last_day_to_undo() -> None:
    assert undo_until(date(2026, 12, 1)) == date(2026, 12, 8)


def test_what_can_be_opened_again() -> None:
    open_again = {way for way in (*rules.WAYS, None) if may_reopen(way, stopped=False)}  # type: ignore[arg-type]
    assert open_again == {"completed", "discontinued", "never_started"}
    assert not any(may_reopen(way, stopped=True) for way in (*rules.WAYS, None))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("started", "decided", "state"),
    [(True, True, "active"), (True, False, "active"), (False, True, "waiting"), (False, False, "screening")],
)
def test_as_what_it_is_opened_again(started: bool, decided: bool, state: str) -> None:
    assert reopened_as(started=started, decided=decided) == state


# --- access and tracks

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("until", "now_until", "answer"),
    [
        (date(2026, 11, 30), None, "past"),
        (date(2026, 12, 1), None, "past"),
        (date(2026, 12, 2), None, "yes"),
        (date(2026, 12, 2), date(2026, 12, 1), "yes"),
        (date(2026, 12, 2), date(2026, 12, 2), "shorter"),
        (date(2026, 12, 2), date(2026, 12, 3), "shorter"),
        (date(2027, 12, 1), date(2026, 12, 3), "yes"),
        (date(2027, 12, 3), date(2026, 12, 3), "yes"),
        (date(2027, 12, 4), date(2026, 12, 3), "too_long"),
        (date(2027, 12, 1), date(2026, 11, 3), "yes"),
        (date(2027, 12, 2), date(2026, 11, 3), "too_long"),
        (date(2027, 12, 1), None, "yes"),
        (date(2027, 12, 2), None, "too_long"),
    ],
)
def test_how_far_access_can_be_extended(until: date, now_until: date | None, answer: str) -> None:
    assert may_extend(until, TODAY, now_until) == answer


def test_the_tracks_that_can_be_changed_to() -> None:
    assert tracks_open_to(("north", "south", "west"), "north", allowed=True) == ("south", "west")
    assert tracks_open_to(("north", "south"), None, allowed=True) == ("north", "south")
    assert tracks_open_to(("north", "south"), "north", allowed=False) == ()
    assert tracks_open_to((), None, allowed=True) == ()
