"""What stands in the form of each kind, read as the same; and what no kind takes: tables by hand."""

from __future__ import annotations

from typing import Any

import pytest

from varde.kinds.asking import Field
from varde.kinds.choices import Ranking, SeveralChoices, SingleChoice, YesNo
from varde.kinds.kind import REFUSED, AnswerKind, Controls, Unfit
from varde.kinds.moments import CalendarDay, ClockTime, Timer
from varde.kinds.numbers import DecimalNumber, WholeNumber
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import LongText, ShortText

from .kinds_tried import COLOURS, MEALS, NONE, SCALE

IN_THE_FORM: tuple[tuple[AnswerKind, Any, Controls], ...] = (
    (ShortText(200), "Tur", {"": ("Tur",)}),
    (LongText(2000), "To\nlinjer", {"": ("To\nlinjer",)}),
    (WholeNumber(0, 40), 7, {"": ("7",)}),
    (DecimalNumber(0, 10), 2.5, {"": ("2,5",)}),
    (DecimalNumber(0, 10), 10, {"": ("10",)}),
    (SCALE, 7, {"": ("7",)}),
    (SingleChoice(COLOURS), "blue", {"": ("blue",)}),
    (SeveralChoices(COLOURS), ["red", "green"], {"": ("red", "green")}),
    (SeveralChoices(COLOURS), ["red", "blue", "green"], {"": ("red", "blue", "green")}),
    (SeveralChoices(COLOURS, NONE), ["red", "blue"], {"": ("red", "blue")}),
    (SeveralChoices(COLOURS, NONE), [], {"": ("none",)}),
    (YesNo(), True, {"": ("1",)}),
    (YesNo(), False, {"": ("0",)}),
    (Ranking(COLOURS), ["blue", "red"], {"blue": ("1",), "red": ("2",)}),
    (Ranking(COLOURS), ["blue", "red", "green"], {"blue": ("1",), "red": ("2",), "green": ("3",)}),
    (CalendarDay(), "2026-03-07", {"": ("2026-03-07",)}),
    (ClockTime(), "07:05", {"": ("07:05",)}),
    (Timer(1), 60, {"min": ("1",), "sec": ("0",)}),
    (Timer(2), 119, {"min": ("1",), "sec": ("59",)}),
    (
        MEALS,
        [{"at": "07:30", "eaten": "Grøt", "took": 90}],
        {"0-at": ("07:30",), "0-eaten": ("Grøt",), "0-took-min": ("1",), "0-took-sec": ("30",)},
    ),
)


@pytest.mark.parametrize(
    ("kind", "value", "controls"), IN_THE_FORM, ids=[f"{type(row[0]).__name__} {row[1]}" for row in IN_THE_FORM]
)
def test_what_stands_in_the_form_is_read_as_the_same(kind: AnswerKind, value: Any, controls: Controls) -> None:
    assert dict(kind.controls(value)) == controls
    assert kind.read(controls) == kind.accept(value) == value
    assert all(map(kind.has, controls))
    assert not kind.has("no-such")
    assert kind.read({}) is kind.read(dict.fromkeys(controls, ("\u200b",))) is None
    assert list(kind.check()) == []


NOT_TAKEN: tuple[tuple[AnswerKind, Any], ...] = (
    (ShortText(), 3),
    (LongText(), 3),
    (SingleChoice(COLOURS), "pink"),
    (SingleChoice(COLOURS), 1),
    (SingleChoice(COLOURS), ["red"]),
    (CalendarDay(), 3),
    (ClockTime(), 7),
    (Timer(), "x"),
    (MEALS, 3),
    (MEALS, [["at"]]),
)


@pytest.mark.parametrize(("kind", "value"), NOT_TAKEN, ids=[f"{type(row[0]).__name__} {row[1]}" for row in NOT_TAKEN])
def test_what_no_kind_takes(kind: AnswerKind, value: Any) -> None:
    assert kind.accept(value) is REFUSED


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (DecimalNumber(0, 10), "x"),
        (WholeNumber(0, 10), "x"),
        (SingleChoice(COLOURS), "pink"),
        (SeveralChoices(COLOURS), "pink"),
        (YesNo(), "2"),
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence(kind: AnswerKind, sent: str) -> None:
    with pytest.raises(Unfit):
        kind.read({"": (sent,)})


def test_none_of_these_leaves_the_others_out_and_places_may_be_left_out() -> None:
    with pytest.raises(Unfit):
        SeveralChoices(COLOURS, NONE).read({"": ("none", "red")})
    assert Ranking(COLOURS).read({"red": ("3",), "blue": ("",)}) == ["red"]


def test_a_row_that_is_empty_is_no_row() -> None:
    assert MEALS.read({"0-at": ("",), "1-at": ("8",)}) == [{"at": "08:00"}]
    assert MEALS.read({"0-at": ("",)}) is None


def test_the_cells_of_a_column_with_several_are_named_after_both() -> None:
    did = GrowingTable((Field("did", SeveralChoices(COLOURS), NONE), Field("order", Ranking(COLOURS), NONE)), NONE, 1)
    assert did.cells([{"did": ["red"]}]) == {"1_did_red": 1, "1_did_blue": 0, "1_did_green": 0}
    assert did.cell_names() == [f"1_{column}_{colour}" for column in ("did", "order") for colour, _ in COLOURS]
