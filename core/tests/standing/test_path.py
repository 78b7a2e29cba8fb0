"""Which deed can be done about a module or a step that stands so, by whom; and what deeds come to, in order. Written by hand."""

from __future__ import annotations

from typing import cast

import pytest

from varde.standing.path import (
    DEEDS,
    NOT_TURNED,
    Standing,
    Switch,
    Turned,
    deeds_for,
    may_switch,
    newer_than,
    turned_by,
)

# T: whoever treats her. P: the patient, of an optional module.
MODULES = """
           open  close  skip  repeat  hide  show  add  choose  decline
 locked    T     .      T     .       T     .     .    P       P
 closed    T     .      T     .       T     .     .    P       P
 open      .     T      T     .       T     .     .    P       P
 done      .     .      .     T       T     .     .    .       .
 skipped   T     .      .     .       T     .     .    .       .
 hidden    .     .      .     .       .     T     .    .       .
 outside   .     .      .     .       .     .     T    .       .
 library   .     .      .     .       .     .     .    .       .
"""
STEPS = """
           open  close  skip  repeat  hide  show  add  choose  decline
 locked    .     .      T     .       T     .     T    .       .
 closed    T     .      T     .       T     .     .    .       .
 open      .     T      T     .       T     .     .    .       .
 done      .     .      .     T       T     .     .    .       .
 skipped   T     .      .     .       T     .     .    .       .
 held      .     .      T     .       T     .     .    .       .
 hidden    .     .      .     .       .     T     .    .       .
 outside   .     .      .     .       .     .     T    .       .
 added     .     T      T     .       T     .     .    .       .
"""


@pytest.mark.parametrize(("table", "step"), [(MODULES, False), (STEPS, True)], ids=["modules", "steps"])
def test_every_deed_in_every_standing_by_each_role(table: str, step: bool) -> None:
    head, *lines = (line.split() for line in table.strip().splitlines())
    assert tuple(head) == DEEDS
    for word, *row in lines:
        standing = cast(Standing, word)
        for deed, letter in zip(DEEDS, row, strict=True):
            by = {
                "T": may_switch(deed, standing, step=step, optional=True),
                "P": may_switch(deed, standing, step=step, optional=True, by_patient=True),
            }
            assert by == {"T": letter == "T", "P": letter == "P"}, (standing, deed)
            assert not may_switch(deed, standing, step=step, by_patient=True), (
                "what is not optional she does not choose"
            )
            assert (deed in deeds_for(standing, step=step)) == (letter == "T")


def switches_in(deeds: str) -> list[Switch]:
    """About one module; a minus is before what was undone."""
    return [
        Switch(number, deed.strip("-"), "m", "", undone=deed.startswith("-"))
        for number, deed in enumerate(deeds.split(), 1)
    ]


@pytest.mark.parametrize(
    ("deeds", "comes_to"),
    [
        ("", NOT_TURNED),
        ("open", Turned(access="open")),
        ("open close", Turned(access="close")),
        ("close open", Turned(access="open")),
        ("open -close", Turned(access="open")),
        ("-open", NOT_TURNED),
        ("skip", Turned(skipped=True)),
        ("skip open", Turned(access="open")),
        ("skip -open", Turned(skipped=True)),
        ("hide", Turned(hidden=True)),
        ("hide show", NOT_TURNED),
        ("hide -show", Turned(hidden=True)),
        ("close hide", Turned(access="close", hidden=True)),
        ("repeat", Turned(again=True)),
        ("-repeat", NOT_TURNED),
        ("add", Turned(added=True)),
        ("add hide", Turned(added=True, hidden=True)),
        ("choose", Turned(choice="yes")),
        ("choose decline", Turned(choice="no")),
    ],
)
def test_what_deeds_come_to_in_order(deeds: str, comes_to: Turned) -> None:
    switches = switches_in(deeds)
    turns = turned_by(reversed(switches))
    assert turns.at("m") == comes_to
    assert turns.at("m", "s") == turns.at("other") == NOT_TURNED
    assert turns.touched == (frozenset([("m", "")]) if switches else frozenset())


OPENED = ("open", "close open", "skip open", "add", "close add", "hide add", "open hide show", "open repeat")
NOT_OPENED = (
    "",
    "-open",
    "open close",
    "add close",
    "open skip",
    "add skip",
    "open hide",
    "add hide",
    "hide show",
    "repeat",
    "choose",
)


def test_what_somebody_has_opened() -> None:
    for stands, rows in ((True, OPENED), (False, NOT_OPENED)):
        for deeds in rows:
            assert turned_by(switches_in(deeds)).at("m").is_opened == stands, deeds


def test_who_was_there_first() -> None:
    switches = [Switch(1, "open", "a"), Switch(2, "skip", "a", "s"), Switch(3, "hide", "b")]
    assert newer_than(switches, ("a", ""), 0) == switches[1]
    assert newer_than(switches, ("a", "s"), 1) == switches[1]
    assert newer_than(switches, ("a", ""), 2) is None
    assert newer_than(switches, ("b", ""), 2) == switches[2]
