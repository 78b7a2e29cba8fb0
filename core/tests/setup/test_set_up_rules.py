"""What may stand under what, and what a name, a time and a number may be: tables written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from varde.setup.rules import (
    changed_names,
    is_key,
    may_stand_under,
    overlapping,
    read_hpr,
    read_time,
    seen_of,
    unknown_tracks,
    weekdays_in,
)

TREE = """
             nothing region trust clinic municipality district
region       yes     no     no    no     no           no
trust        yes     yes    no    no     no           no
municipality yes     yes    no    no     no           no
clinic       no      no     yes   no     yes          yes
district     no      no     no    no     yes          no
"""


def test_what_may_stand_under_what() -> None:
    heads, *rows = (line.split() for line in TREE.strip().splitlines())
    for kind, *cells in rows:
        for above, said in zip(heads, cells, strict=True):
            assert may_stand_under(kind, None if above == "nothing" else above) is (said == "yes"), (kind, above)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8", "08:00"),
        ("08.30", "08:30"),
        ("8:05", "08:05"),
        (" 23.59 ", "23:59"),
        ("24", "24:00"),
        ("24.01", None),
        ("25", None),
        ("8.60", None),
        ("8.3", None),
        ("half past eight", None),
        ("", None),
        ("-8", None),
        ("٨", None),
        ("8" * 4000, None),
    ],
)
def test_a_time_on_the_wall(text: str, read: str | None) -> None:
    assert read_time(text) == read


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1-5", [0, 1, 2, 3, 4]),
        ("1–4", [0, 1, 2, 3]),
        ("1,3,5", [0, 2, 4]),
        ("5", [4]),
        ("7", [6]),
        ("1-2,2-3", [0, 1, 2]),
        ("0", []),
        ("8", []),
        ("5-1", []),
        ("1,5-1", []),
        (" 5 , 2 - 3 ", [1, 2, 4]),
        ("mon", []),
        ("", []),
        ("1,", []),
    ],
)
def test_weekdays(text: str, days: list[int]) -> None:
    assert weekdays_in(text) == days


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("9144889", "9144889"),
        ("565 505 933", "565505933"),
        ("12\u00a0345", "12345"),
        ("1", "1"),
        ("0123456", None),
        ("1234567890", None),
        ("91448a9", None),
        ("-9144889", None),
        ("", None),
        ("٩١٤٤٨٨٩", None),
    ],
)
def test_an_hpr_number(text: str, digits: str | None) -> None:
    assert read_hpr(text) == digits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("fjordvest", True),
        ("a1", True),
        ("2-veien", True),
        ("a", False),
        ("Fjordvest", False),
        ("fjord vest", False),
        ("fjørd", False),
        ("-fjord", False),
        ("x" * 41, False),
        ("", False),
        ("a\n", False),
    ],
)
def test_a_key(text: str, fits: bool) -> None:
    assert is_key(text) is fits


def test_days_that_are_shared() -> None:
    closed = [(date(2026, 12, 24), date(2027, 1, 1))]
    assert overlapping(closed, date(2027, 1, 1), date(2027, 1, 5)) == closed[0]
    assert overlapping(closed, date(2026, 12, 20), date(2027, 2, 1)) == closed[0]
    assert overlapping(closed, date(2026, 12, 20), date(2026, 12, 24)) == closed[0]
    assert overlapping(closed, date(2027, 1, 2), date(2027, 1, 5)) is None
    assert overlapping(closed, date(2026, 12, 1), date(2026, 12, 23)) is None


def test_what_was_seen_is_the_same_in_any_order_and_another_when_anything_is() -> None:
    assert seen_of({"a": 1, "b": [2]}) == seen_of({"b": [2], "a": 1})
    values: list[object] = [None, {}, {"a": 1}, {"a": "1"}, {"a": 2}, []]
    assert len(set(map(seen_of, values))) == 6
    assert {len(seen_of(value)) for value in (*values, "ø\ud800")} == {16}


def test_what_has_changed_is_named() -> None:
    before = {"a": 1, "b": 2, "d": None}
    assert changed_names(before, {"b": 3, "c": 1, "a": 1}) == ["b", "c"]
    assert changed_names(before, before) == []


def test_tracks_that_are_none() -> None:
    assert unknown_tracks("panic, depression  other", ["panic", "depression"]) == ["other"]
    assert unknown_tracks("", ["panic"]) == []
