"""Which items of a questionnaire share a table, what is said before them, and which step aside."""

from __future__ import annotations

from typing import Any

import pytest

from varde.instruments.values import Item
from varde.kernel.words import Text
from varde.web.shell.questions import choices, passages, plain, rows, yes_no


def said(words: str) -> Text:
    return Text(words, words, words)


def item(key: str, kind: Any = "choice", high: float = 3, answers: int = 4, **more: Any) -> Item:
    offered = tuple((code, said(f"svar {code}")) for code in range(answers)) if kind == "choice" else ()
    return Item(key, kind, more.pop("low", 0), high, said(key), offered, **more)


ENDS: dict[str, Any] = {"low_label": Text("ikke", "ikkje", "not"), "high_label": Text("svært", "svært", "very")}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (item("a", "boolean", 1), "yesno"),
        (item("a", "days", 99), "days"),
        (item("a", "vas", 100), "slider"),
        (item("a", answers=2), "list"),
        (item("a", answers=3), "table"),
        (item("a", answers=7), "table"),
        (item("a", answers=8), "list"),
        (item("a", answers=8, **ENDS), "pebbles"),
        (item("a", answers=2, **ENDS), "list"),
        (item("a", answers=0, high=1), "yesno"),
        (item("a", answers=0, high=8), "pebbles"),
        (item("a", "integer", 10), "pebbles"),
        (item("a", "integer", 10, low=1), "pebbles"),
        (item("a", "integer", 11, low=1), "number"),
        (item("a", "integer", 8), "number"),
        (item("a", "integer", 8, **ENDS), "pebbles"),
        (item("a", "integer", 11, **ENDS), "number"),
        (item("a", "number", 10), "number"),
    ],
)
def test_what_an_item_is_shown_as(asked: Item, expected: str) -> None:
    assert asked.shape == expected


def laid(*items: Item, weeks: tuple[str, ...] = ()) -> list[Any]:
    """By passage: its gate, and by group the keys in it and what is said before them."""
    return [
        (
            passage.gate and passage.gate.items[0].key,
            [
                (" ".join(each.key for each in group.items), group.heading and group.heading.nb)
                for group in passage.groups
            ],
        )
        for passage in passages(items, weeks)
    ]


def test_the_same_answers_in_a_row_share_a_table() -> None:
    items = item("a"), item("b"), item("c", answers=5), item("d"), item("e", answers=2), item("f", answers=2)
    assert laid(*items) == [(None, [("a b", None), ("c", None), ("d", None), ("e", None), ("f", None)])]


def test_a_heading_is_said_once_and_parts_a_table() -> None:
    week, month = said("Siste uke"), said("Siste måned")
    items = (
        item("a", heading=week),
        item("b", heading=week),
        item("c", heading=month),
        item("d"),
        item("e", heading=month),
    )
    assert laid(*items) == [(None, [("a b", "Siste uke"), ("c", "Siste måned"), ("d", None), ("e", "Siste måned")])]
    numbers = item("a", "number", heading=week), item("b", "number", heading=week)
    assert laid(*numbers) == [(None, [("a", "Siste uke"), ("b", None)])]


def test_what_a_question_opens_stands_behind_it() -> None:
    asked = item("pain", "boolean", 1, heading=said("Smerte"))
    behind = item("days", "number", gate="pain", heading=said("Smerte")), item("worst", gate="pain")
    assert laid(item("a"), asked, *behind, item("z")) == [
        (None, [("a", None)]),
        ("pain", [("days", None), ("worst", None)]),
        (None, [("z", None)]),
    ]
    assert laid(asked, item("z"), *behind) == [
        ("pain", []),
        (None, [("z", None), ("days", "Smerte"), ("worst", None)]),
    ], "only what follows at once steps aside"
    assert laid(*behind) == [(None, [("days", "Smerte"), ("worst", None)])], "the question is on another page"


def test_days_are_asked_when_there_are_days() -> None:
    items = item("a"), item("steps", "days")
    assert laid(*items) == [(None, [("a", None)])]
    assert laid(*items, weeks=("steps",)) == [(None, [("a", None), ("steps", None)])]


def test_values_as_fields_show_them() -> None:
    assert [plain(value) for value in (None, 3, 3.0, 72.5, True, False, "fire")] == ["", 3, 3, 72.5, 1, 0, "fire"]
    assert [yes_no(value) for value in (None, True, "1", 1.0, False, 0, "0")] == ["", "1", "1", "1", "0", "0", "0"]
    assert choices(item("a", answers=2), "nn") == [("0", "svar 0"), ("1", "svar 1")]
    assert rows([item("a"), item("b")], {"a": 2.0}, {"b": "Velg."}, "nb") == [
        {"key": "a", "label": "a", "value": 2, "error": ""},
        {"key": "b", "label": "b", "value": "", "error": "Velg."},
    ]
