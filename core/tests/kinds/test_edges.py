"""Kinds at their edges: the last that is taken and the first that is not, and what a table has."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import Ranking, SeveralChoices, YesNo
from varde.kinds.kind import REFUSED, AnswerKind, InventedPerson, Unfit
from varde.kinds.moments import CalendarDay, ClockTime
from varde.kinds.numbers import DecimalNumber, RatingScale, WholeNumber, is_number
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import LongText, ShortText
from varde.plugin.kinds import Picture

from .kinds_tried import COLOURS, MEALS, NONE, SCALE

# What a machine hands over, and is taken as it is.
TAKEN: tuple[tuple[AnswerKind, Any, Any], ...] = (
    (SeveralChoices(COLOURS), "red", ["red"]),
    (SeveralChoices(COLOURS, NONE), "none", []),
    (Ranking(COLOURS), "red", ["red"]),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 2)), "2026-01-01", "2026-01-01"),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 2)), "2026-01-02", "2026-01-02"),
    (WholeNumber(0, 10), 0, 0),
    (WholeNumber(0, 10), 10, 10),
    (DecimalNumber(0, 10), 0, 0),
    (SCALE, 0, 0),
    (SCALE, 10, 10),
)


@pytest.mark.parametrize(
    ("kind", "value", "taken"), TAKEN, ids=[f"{type(row[0]).__name__} {row[1]}"[:50] for row in TAKEN]
)
def test_what_a_machine_hands_over_is_taken(kind: AnswerKind, value: Any, taken: Any) -> None:
    assert kind.accept(value) == taken


def test_what_is_no_number() -> None:
    assert [is_number(each) for each in (1, 0.5, True, float("nan"), float("inf"), 10**400, "1")] == [True, True] + [
        False
    ] * 5


def test_the_controls_of_a_table_are_its_rows_and_its_buttons() -> None:
    own = ("add", "remove", "0-at", "39-at", "0-took-min")
    assert [MEALS.has(name) for name in own] == [True] * 5
    others = ("", "0-", "40-at", "00-at", "0-drunk", "0-took", "0-took-hour", "x-at", "0-at-x")
    assert [MEALS.has(name) for name in others] == [False] * 9
    assert MEALS.rows_of({"1-at": ("8",), "40-at": ("9",), "x": ("1",)}) == [{}, {"at": ("8",)}]
    assert len(MEALS.rows_of({"39-at": ("8",)})) == 40
    assert MEALS.cell_names() == [f"{row}_{column}" for row in (1, 2, 3) for column in ("at", "eaten", "took")]


def test_what_is_wrong_in_a_row_is_said_of_its_column_before_there_are_too_many() -> None:
    four = {f"{row}-at": ("8",) for row in range(4)}
    with pytest.raises(Unfit) as wrong:
        MEALS.read(four | {"3-took-sec": ("x",)})
    assert {name: rule.nb for name, rule in wrong.value.of.items()} == {
        "3-took-sec": "Måltid 4, Hvor lenge? Skriv et helt tall."
    }
    assert MEALS.read({name: text for name, text in four.items() if name != "3-at"}) == [{"at": "08:00"}] * 3


def test_invented_people_tick_more_the_worse_they_are_and_may_tick_none() -> None:
    ticked = [SeveralChoices(COLOURS, NONE).invent(InventedPerson(Random(seed), 1)) or [] for seed in range(200)]
    assert 270 < sum(map(len, ticked)) < 330, "half of three, two hundred times"
    assert SeveralChoices(COLOURS).invent(InventedPerson(Random(5), 0.4)) is None
    assert SeveralChoices(COLOURS, NONE).invent(InventedPerson(Random(5), 0.4)) == []
    assert [WholeNumber(50, 60).invent(InventedPerson(Random(seed), 0)) for seed in (1, 2, 3)] == [53, 55, 50]
    halfway = [WholeNumber(50, 60).invent(InventedPerson(Random(seed), 0.5)) for seed in (1, 2, 3)]
    assert halfway == [58, 60, 55]


def test_a_table_is_taken_whole_or_not_at_all() -> None:
    assert MEALS.rows_of({}) == []
    assert MEALS.accept([{"at": "07:30"}, {}]) is REFUSED
    assert MEALS.accept([{"at": "late", "eaten": "Grøt"}]) is REFUSED
    assert MEALS.pressed({"0-at": ("8",), "1-at": ("9",), "remove": ("0", "1")}) == {"0-at": ("9",)}


def test_invented_tables_have_one_to_three_rows_and_none_that_is_empty() -> None:
    lines = GrowingTable((Field("words", LongText(), NONE),), NONE)
    wrote = [lines.invent(InventedPerson(Random(seed), entries=(NONE,))) for seed in range(200)]
    assert {None if rows is None else len(rows) for rows in wrote} == {None, 1, 2, 3}
    assert all(row for rows in wrote if rows is not None for row in rows)
    few = GrowingTable(MEALS.columns, NONE, 2)
    assert {len(few.invent(InventedPerson(Random(seed))) or ()) for seed in range(50)} == {1, 2}


def test_a_table_takes_no_files_and_a_scale_has_room_where_it_lies() -> None:
    table = GrowingTable((Field("shot", Picture(), NONE),), NONE)
    assert list(table.check()) == ["the column 'shot' takes a file, which a table cannot"]
    assert list(RatingScale(10, 20, NONE, NONE).check()) == []


TEXTS = (ShortText, LongText)


@pytest.mark.parametrize("of", TEXTS)
def test_a_text_is_as_long_as_it_may_be_and_no_longer(of: type[ShortText] | type[LongText]) -> None:
    kind = of(3)
    assert kind.read({"": ("abc",)}) == kind.accept("abc") == "abc"
    assert kind.accept("abcd") is kind.accept("") is kind.accept("a\ud800") is REFUSED
    for written in ("abcd", "a\ud800"):
        with pytest.raises(Unfit):
            kind.read({"": (written,)})
    assert list(of(1).check()) == []


class Level(Random):
    """Chance that always falls on the same number."""

    def __init__(self, at: float) -> None:
        super().__init__(1)
        self.at = at

    def random(self) -> float:
        return self.at


def test_what_chance_falls_on_the_limit_is_not_below_it() -> None:
    half, quarter = InventedPerson(Level(0.5), 0.5), InventedPerson(Level(0.25), 0)
    assert YesNo().invent(half) is False
    assert SeveralChoices(COLOURS, NONE).invent(quarter) == []
    words = (Text("Ord", "Ord", "Word"),)
    assert LongText(3).invent(InventedPerson(Level(0.8), entries=words)) is None
    assert LongText(3).invent(InventedPerson(Level(0.7), entries=words)) == "Ord"


def test_invented_times_are_of_the_whole_day_in_fives() -> None:
    minutes = {ClockTime().invent(InventedPerson(Random(seed)))[3:] for seed in range(200)}
    assert minutes == {f"{minute:02d}" for minute in range(0, 60, 5)}


def test_a_number_stands_in_its_control_with_a_comma_and_no_zeros_after_it() -> None:
    shown = {2.5: "2,5", 100.0: "100", 0.25: "0,25", -3.0: "-3"}
    assert {value: DecimalNumber(-9, 999, decimals=2).controls(value)[""] for value in shown} == {
        value: (words,) for value, words in shown.items()
    }


def test_nothing_chosen_is_said_where_there_is_no_box_for_it() -> None:
    assert SeveralChoices(COLOURS).say([], "nn") == "Nei"
