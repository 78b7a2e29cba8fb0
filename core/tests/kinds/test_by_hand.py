"""What each kind says, hands on and refuses to be declared as, written down by hand."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from varde.kinds.asking import Field
from varde.kinds.choices import Ranking, SeveralChoices, SingleChoice, YesNo
from varde.kinds.kind import REFUSED, AnswerKind, InventedPerson, Unfit, kept, said
from varde.kinds.moments import CalendarDay, ClockTime, Timer
from varde.kinds.numbers import DecimalNumber, RatingScale, WholeNumber, read_number
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import LongText, ShortText

from .kinds_tried import COLOURS, GLASSES, MEALS, NONE, SCALE, same

# A kind, a value, and the value in bokmål, nynorsk and English.
SAID: tuple[tuple[AnswerKind, Any, tuple[str, str, str]], ...] = (
    (ShortText(), "Rundt vannet", ("Rundt vannet",) * 3),
    (LongText(), "To\nlinjer", ("To\nlinjer",) * 3),
    (WholeNumber(0, 5000), 1200, ("1\xa0200", "1\xa0200", "1,200")),
    (WholeNumber(-5, 5, GLASSES), -3, ("−3\xa0glass", "−3\xa0glas", "−3\xa0glasses")),
    (DecimalNumber(0, 9, decimals=2), 2.5, ("2,5", "2,5", "2.5")),
    (DecimalNumber(0, 9, GLASSES), 7, ("7\xa0glass", "7\xa0glas", "7\xa0glasses")),
    (SCALE, 7, ("7 av 10", "7 av 10", "7 of 10")),
    (RatingScale(1, 5, same("a"), same("b")), 2, ("2 av 5", "2 av 5", "2 of 5")),
    (
        RatingScale(-2, 2, same("a"), same("b")),
        -1,
        ("-1 på en skala fra -2 til 2", "-1 på ein skala frå -2 til 2", "-1 on a scale from -2 to 2"),
    ),
    (SingleChoice(COLOURS), "red", ("Rød", "Raud", "Red")),
    (SeveralChoices(COLOURS), ["red", "green"], ("Rød, Grønn", "Raud, Grøn", "Red, Green")),
    (SeveralChoices(COLOURS, NONE), [], ("Ingen av dem", "Ingen av dei", "None of them")),
    (YesNo(), True, ("Ja", "Ja", "Yes")),
    (YesNo(), False, ("Nei", "Nei", "No")),
    (Ranking(COLOURS), ["blue", "red"], ("1. Blå\n2. Rød", "1. Blå\n2. Raud", "1. Blue\n2. Red")),
    (CalendarDay(), "2026-03-07", ("7. mars 2026", "7. mars 2026", "7 March 2026")),
    (ClockTime(), "07:05", ("kl. 07.05", "kl. 07.05", "07:05")),
    (Timer(), 0, ("0 sekunder", "0 sekund", "0 seconds")),
    (Timer(), 61, ("1 minutt og 1 sekund", "1 minutt og 1 sekund", "1 minute and 1 second")),
    (Timer(), 120, ("2 minutter", "2 minutt", "2 minutes")),
    (
        MEALS,
        [{"at": "07:30", "eaten": "Grøt"}, {"took": 60}],
        (
            "1. Når?: kl. 07.30; Hva?: Grøt\n2. Hvor lenge?: 1 minutt",
            "1. Når?: kl. 07.30; Kva?: Grøt\n2. Kor lenge?: 1 minutt",
            "1. When?: 07:30; What?: Grøt\n2. How long?: 1 minute",
        ),
    ),
)


@pytest.mark.parametrize(
    ("kind", "value", "sentences"), SAID, ids=[f"{type(row[0]).__name__} {row[1]}"[:50] for row in SAID]
)
def test_what_is_said(kind: AnswerKind, value: Any, sentences: tuple[str, str, str]) -> None:
    assert tuple(kind.say(value, language) for language in ("nb", "nn", "en")) == sentences


# A kind, a value, its cells, its FHIR answers, and what a FHIR Questionnaire says of it.
RED, BLUE = {"code": "red", "display": "Rød"}, {"code": "blue", "display": "Blå"}
OPTIONS = [{"valueCoding": {"code": key, "display": words.nb}} for key, words in COLOURS]
HANDED_ON: tuple[tuple[AnswerKind, Any, dict[str, Any], list[dict[str, Any]], dict[str, Any]], ...] = (
    (ShortText(), "a", {"": "a"}, [{"valueString": "a"}], {"type": "string"}),
    (LongText(), "a", {"": "a"}, [{"valueString": "a"}], {"type": "text"}),
    (WholeNumber(0, 9), 3, {"": 3}, [{"valueInteger": 3}], {"type": "integer"}),
    (DecimalNumber(0, 9), 3.5, {"": 3.5}, [{"valueDecimal": 3.5}], {"type": "decimal"}),
    (SCALE, 3, {"": 3}, [{"valueInteger": 3}], {"type": "integer"}),
    (SingleChoice(COLOURS), "red", {"": "red"}, [{"valueCoding": RED}], {"type": "choice", "answerOption": OPTIONS}),
    (
        SeveralChoices(COLOURS),
        ["red", "blue"],
        {"red": 1, "blue": 1, "green": 0},
        [{"valueCoding": RED}, {"valueCoding": BLUE}],
        {"type": "choice", "repeats": True, "answerOption": OPTIONS},
    ),
    (
        SeveralChoices(COLOURS, NONE),
        [],
        {"red": 0, "blue": 0, "green": 0},
        [{"valueCoding": {"code": "none", "display": "Ingen av dem"}}],
        {
            "type": "choice",
            "repeats": True,
            "answerOption": [*OPTIONS, {"valueCoding": {"code": "none", "display": "Ingen av dem"}}],
        },
    ),
    (YesNo(), True, {"": True}, [{"valueBoolean": True}], {"type": "boolean"}),
    (
        Ranking(COLOURS),
        ["blue", "red"],
        {"red": 2, "blue": 1, "green": None},
        [{"valueCoding": BLUE}, {"valueCoding": RED}],
        {"type": "choice", "repeats": True, "answerOption": OPTIONS},
    ),
    (CalendarDay(), "2026-03-07", {"": "2026-03-07"}, [{"valueDate": "2026-03-07"}], {"type": "date"}),
    (ClockTime(), "07:05", {"": "07:05"}, [{"valueTime": "07:05:00"}], {"type": "time"}),
    (
        Timer(),
        65,
        {"": 65},
        [{"valueQuantity": {"value": 65, "unit": "s", "system": "http://unitsofmeasure.org", "code": "s"}}],
        {"type": "quantity"},
    ),
    (
        MEALS,
        [{"at": "07:30"}, {"eaten": "Grøt", "took": 60}],
        {"1_at": "07:30", "2_eaten": "Grøt", "2_took": 60},
        [{"valueString": "Når?: kl. 07.30"}, {"valueString": "Hva?: Grøt; Hvor lenge?: 1 minutt"}],
        {"type": "text", "repeats": True},
    ),
)


@pytest.mark.parametrize(
    ("kind", "value", "cells", "answers", "item"),
    HANDED_ON,
    ids=[f"{type(row[0]).__name__} {row[1]}"[:50] for row in HANDED_ON],
)
def test_what_is_handed_on(
    kind: AnswerKind, value: Any, cells: dict[str, Any], answers: list[dict[str, Any]], item: dict[str, Any]
) -> None:
    assert dict(kind.cells(value)) == cells
    assert list(kind.fhir(value, "nb")) == answers
    assert dict(kind.fhir_item("nb")) == item


UNSOUND: tuple[tuple[AnswerKind, list[str]], ...] = (
    (ShortText(0), ["longest is 0 and must lie from 1 to 200"]),
    (ShortText(201), ["longest is 201 and must lie from 1 to 200"]),
    (LongText(2001), ["longest is 2001 and must lie from 1 to 2000"]),
    (LongText(0), ["longest is 0 and must lie from 1 to 2000"]),
    (WholeNumber(3, 3), ["low is 3 and high is 3"]),
    (WholeNumber(0, 9, step=-1), ["step is -1 and must be 0 or more"]),
    (WholeNumber(1, 4, step=5), ["step is 5, and nothing from 1 to 4 can be divided by it"]),
    (WholeNumber(1, 5, step=5), []),
    (DecimalNumber(2, 1), ["low is 2 and high is 1"]),
    (DecimalNumber(0, 1, decimals=0), ["decimals is 0 and must lie from 1 to 6"]),
    (DecimalNumber(0, 1, decimals=6), []),
    (RatingScale(5, 5, same("a"), same("b")), ["low is 5 and high is 5"]),
    (RatingScale(-10, 10, same("a"), same("b")), []),
    (RatingScale(5, 26, same("a"), same("b")), ["has 22 steps and can have at most 21"]),
    (GrowingTable(MEALS.columns, same("Rad"), 1), []),
    (GrowingTable(MEALS.columns, same("Rad"), 40), []),
    (DecimalNumber(0, 1, decimals=7), ["decimals is 7 and must lie from 1 to 6"]),
    (RatingScale(0, 21, same("a"), same("b")), ["has 22 steps and can have at most 21"]),
    (RatingScale(0, 20, same("a"), same("b")), []),
    (SingleChoice(COLOURS[:1]), ["has fewer than two choices"]),
    (SingleChoice((COLOURS[0], COLOURS[0])), ["the choice 'red' is given 2 times"]),
    (Ranking((COLOURS[0], ("Blue-2", same("B")))), ["the choice 'Blue-2' does not have the form [a-z][a-z0-9_]*"]),
    (SeveralChoices(COLOURS[:1]), ["has fewer than two choices"]),
    (SeveralChoices((COLOURS[0], ("none", same("N")))), ["the choice 'none' is given, which is what `none` is for"]),
    (CalendarDay(date(2026, 1, 2), date(2026, 1, 1)), ["first is 2026-01-02 and last is 2026-01-01"]),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 1)), []),
    (
        CalendarDay(date(1899, 12, 31)),
        ["reaches from 1899-12-31 to 2199-12-31 and must lie from 1900-01-01 to 2199-12-31"],
    ),
    (
        CalendarDay(last=date(2200, 1, 1)),
        ["reaches from 1900-01-01 to 2200-01-01 and must lie from 1900-01-01 to 2199-12-31"],
    ),
    (Timer(0), ["longest is 0 minutes and must lie from 1 to 1440"]),
    (Timer(1441), ["longest is 1441 minutes and must lie from 1 to 1440"]),
    (Timer(1440), []),
    (GrowingTable((), same("Rad")), ["has no columns"]),
    (GrowingTable(MEALS.columns, same("Rad"), 0), ["most is 0 and must lie from 1 to 40"]),
    (GrowingTable(MEALS.columns, same("Rad"), 41), ["most is 41 and must lie from 1 to 40"]),
    (GrowingTable(MEALS.columns[:1] * 2, same("Rad")), ["the column 'at' is given 2 times"]),
    (
        GrowingTable((Field("a-b", YesNo(), same("?")),), same("Rad")),
        ["the column 'a-b' does not have the form [a-z][a-z0-9_]*"],
    ),
    (GrowingTable((Field("t", MEALS, same("?")),), same("Rad")), ["has a table inside it"]),
)


@pytest.mark.parametrize(("kind", "faults"), UNSOUND, ids=[str(row[1])[:60] for row in UNSOUND])
def test_what_may_not_be_declared(kind: AnswerKind, faults: list[str]) -> None:
    assert list(kind.check()) == faults


# A kind, a stored value, and what it is now.
STORED: tuple[tuple[AnswerKind, Any, Any], ...] = (
    (SCALE, "7", 7),
    (SCALE, 7.0, 7),
    (SCALE, "11", REFUSED),
    (SCALE, 11, REFUSED),
    (SCALE, -1, REFUSED),
    (SCALE, "", REFUSED),
    (WholeNumber(0, 10, step=5), 5, 5),
    (WholeNumber(0, 10, step=5), 6, REFUSED),
    (WholeNumber(0, 10), True, REFUSED),
    (DecimalNumber(0, 10), 3.25, REFUSED),
    (DecimalNumber(0, 10), 10**400, REFUSED),
    (DecimalNumber(0, 10), "2,5", 2.5),
    (SingleChoice(COLOURS), "green", "green"),
    (SeveralChoices(COLOURS), ["blue", "red", "blue"], ["red", "blue"]),
    (SeveralChoices(COLOURS), "red", ["red"]),
    (SeveralChoices(COLOURS), [], REFUSED),
    (SeveralChoices(COLOURS, NONE), "none", []),
    (SeveralChoices(COLOURS), ["red", 1], REFUSED),
    (Ranking(COLOURS), "red", ["red"]),
    (Ranking(COLOURS), ["red", "red"], REFUSED),
    (Ranking(COLOURS), ["pink"], REFUSED),
    (Ranking(COLOURS), [], REFUSED),
    (YesNo(), 1, True),
    (YesNo(), 0.0, False),
    (YesNo(), 2, REFUSED),
    (CalendarDay(), "20260307", "2026-03-07"),
    (CalendarDay(), "2026-02-30", REFUSED),
    (ClockTime(), "07:05:00", "07:05"),
    (ClockTime(), "24:00", REFUSED),
    (ClockTime(), "23:59", "23:59"),
    (ClockTime(), "7:05", "07:05"),
    (ClockTime(), 7, REFUSED),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 2)), "2026-01-02", "2026-01-02"),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 2)), "2026-01-03", REFUSED),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 2)), "2025-12-31", REFUSED),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 2)), "1.1.2026", "2026-01-01"),
    (Timer(1), 0, 0),
    (YesNo(), "1", True),
    (YesNo(), [], REFUSED),
    (Ranking(COLOURS), ["red", ["blue"]], REFUSED),
    (Ranking(COLOURS), {"red": 1}, REFUSED),
    (SeveralChoices(COLOURS), {"red": 1}, REFUSED),
    (SeveralChoices(COLOURS), ["red", ["blue"]], REFUSED),
    (SeveralChoices(COLOURS), "none", REFUSED),
    (Timer(1), 60, 60),
    (Timer(1), 61, REFUSED),
    (Timer(1), -1, REFUSED),
    (MEALS, [{"at": "07:30"}], [{"at": "07:30"}]),
    (MEALS, [{}], REFUSED),
    (MEALS, [], REFUSED),
    (MEALS, [{"at": "07:30", "drunk": "x"}], REFUSED),
    (MEALS, [{"at": "late"}], REFUSED),
    (MEALS, [{"at": "07:30"}] * 4, REFUSED),
    (MEALS, [{"at": "07:30"}] * 3, [{"at": "07:30"}] * 3),
    (WholeNumber(0, 10), 2.5, REFUSED),
    (WholeNumber(0, 10), float("inf"), REFUSED),
    (DecimalNumber(0, 10), 7.0, 7),
    (DecimalNumber(0, 10), True, REFUSED),
    (ShortText(3), " abc ", "abc"),
    (ShortText(3), "abcd", REFUSED),
)


@pytest.mark.parametrize(
    ("kind", "stored", "now"), STORED, ids=[f"{type(row[0]).__name__} {row[1]}"[:50] for row in STORED]
)
def test_what_is_stored_is_read_as_the_kind_has_it_now(kind: AnswerKind, stored: Any, now: Any) -> None:
    value = kept(kind, stored)
    assert value is REFUSED if now is REFUSED else (value == now and type(value) is type(now))
    if now is REFUSED:
        assert said(kind, stored, "nb") == str(stored)


BOUNDS: tuple[tuple[AnswerKind, tuple[float, float] | None], ...] = (
    (WholeNumber(-1, 4), (-1, 4)),
    (DecimalNumber(0.5, 4), (0.5, 4)),
    (SCALE, (0, 10)),
    (YesNo(), (0, 1)),
    (Timer(2), (0, 120)),
    (LongText(), None),
    (SingleChoice(COLOURS), None),
    (CalendarDay(), None),
    (MEALS, None),
)


@pytest.mark.parametrize(("kind", "bounds"), BOUNDS, ids=[type(row[0]).__name__ for row in BOUNDS])
def test_what_is_a_number_says_between_which(kind: AnswerKind, bounds: tuple[float, float] | None) -> None:
    assert kind.bounds == bounds


def test_places_are_given_from_the_first_to_the_last() -> None:
    ranking = Ranking(COLOURS[:2])
    assert ranking.numbered_places == [("1", "1"), ("2", "2")]
    for sent in ("0", "3", "1 2"):
        with pytest.raises(Unfit):
            ranking.read({"red": tuple(sent.split())})
    assert ranking.read({"red": ("2",), "blue": ("1",)}) == ["blue", "red"]


# What the same person answers each time, with chance that begins at 1, 2 and 3.
INVENTED: tuple[tuple[AnswerKind, list[Any]], ...] = (
    (ShortText(), ["Ord", None, "Ord"]),
    (LongText(), ["Ord", None, "Ord"]),
    (WholeNumber(0, 100, step=5), [65, 85, 40]),
    (WholeNumber(3, 9, step=5), [5, 5, 5]),
    (DecimalNumber(0, 9, decimals=2), [5.92, 7.81, 3.77]),
    (SCALE, [7, 9, 4]),
    (SingleChoice(COLOURS), ["red", "red", "red"]),
    (SeveralChoices(COLOURS), [["red"], ["green"], ["red"]]),
    (YesNo(), [True, False, True]),
    (Ranking(COLOURS), [["red", "green", "blue"]] * 3),
    (CalendarDay(date(2020, 1, 1), date(2026, 1, 1)), ["2025-03-10", "2025-01-29", "2025-05-02"]),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 3)), ["2026-01-01"] * 3),
    (ClockTime(), ["10:45", "07:05", "13:45"]),
    (Timer(10), [68, 325, 172]),
    (
        MEALS,
        [
            [{"at": "08:20", "eaten": "To ord", "took": 1832}],
            [{"at": "08:05", "eaten": "Ord", "took": 2215}],
            [{"at": "23:10", "eaten": "To ord", "took": 3037}],
        ],
    ),
)


@pytest.mark.parametrize(("kind", "values"), INVENTED, ids=[type(row[0]).__name__ for row in INVENTED])
def test_the_same_chance_gives_the_same_answers(kind: AnswerKind, values: list[Any]) -> None:
    assert [
        kind.invent(InventedPerson(Random(seed), 0.4, "nb", (same("Ord"), same("To ord")))) for seed in (1, 2, 3)
    ] == values


NUMBERS = (("", None), (" 7 ", 7), ("7,0", 7), ("-7.25", -7.25), ("7.", REFUSED), ("x", REFUSED), ("1" * 10, REFUSED))


@pytest.mark.parametrize(("written", "value"), NUMBERS)
def test_a_number_is_read(written: str, value: Any) -> None:
    read = read_number(written)
    assert read is REFUSED if value is REFUSED else (read == value and type(read) is type(value))


def test_invented_people_answer_the_more_the_worse_they_are() -> None:
    for kind in (SCALE, WholeNumber(0, 100), DecimalNumber(0, 100)):
        well, ill = (
            sum(kind.invent(InventedPerson(Random(seed), burden)) for seed in range(50)) / 50 for burden in (0.1, 0.9)
        )
        assert well < ill
    assert {LongText().invent(InventedPerson(Random(seed), entries=(same("Ord"),))) for seed in range(30)} == {
        "Ord",
        None,
    }
    assert LongText(2).invent(InventedPerson(Random(1), entries=(same("Ord"),))) is None
