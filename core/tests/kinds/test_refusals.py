"""What is refused, kind by kind and in three languages. A table for people to read, every sentence written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import Ranking, SeveralChoices, SingleChoice, YesNo
from varde.kinds.kind import AnswerKind, Controls, Unfit
from varde.kinds.moments import CalendarDay, ClockTime, Timer
from varde.kinds.numbers import DecimalNumber, RatingScale, WholeNumber
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import LongText, ShortText


def same(words: str) -> Text:
    return Text(words, words, words)


COLOURS = (("red", Text("Rød", "Raud", "Red")), ("blue", Text("Blå", "Blå", "Blue")))
MEALS = GrowingTable(
    (Field("at", ClockTime(), Text("Når?", "Når?", "When?")),), Text("Måltid", "Måltid", "Meal"), most=3
)
TWICE = (
    "Det kom mer enn ett svar. Velg ett.",
    "Det kom meir enn eitt svar. Vel eitt.",
    "More than one answer came. Choose one.",
)
NO_DAY = (
    "Skriv en dato, for eksempel 17.11.2026.",
    "Skriv ein dato, til dømes 17.11.2026.",
    "Write a date, such as 17.11.2026.",
)
NO_TIME = (
    "Skriv et klokkeslett, for eksempel 14.30.",
    "Skriv eit klokkeslett, til dømes 14.30.",
    "Write a time, such as 14:30.",
)
REFUSALS: tuple[tuple[AnswerKind, Controls, str, tuple[str, str, str]], ...] = (
    (
        ShortText(5),
        {"": ("Seks tegn",)},
        "",
        (
            "Teksten har 9 tegn og kan ha høyst 5.",
            "Teksten har 9 teikn og kan ha høgst 5.",
            "The text has 9 characters and may have at most 5.",
        ),
    ),
    (ShortText(), {"": ("a", "b")}, "", TWICE),
    (
        LongText(),
        {"": ("half \ud800 a pair",)},
        "",
        (
            "Teksten har tegn som ikke kan lagres. Skriv den på nytt.",
            "Teksten har teikn som ikkje kan lagrast. Skriv han på nytt.",
            "The text has characters that cannot be stored. Write it again.",
        ),
    ),
    (
        WholeNumber(-5, 1200),
        {"": ("1201",)},
        "",
        (
            "Skriv et helt tall fra −5 til 1\xa0200.",
            "Skriv eit heilt tal frå −5 til 1\xa0200.",
            "Write a whole number from −5 to 1,200.",
        ),
    ),
    (
        WholeNumber(0, 100, step=5),
        {"": ("7",)},
        "",
        (
            "Skriv et helt tall fra 0 til 100 som kan deles på 5.",
            "Skriv eit heilt tal frå 0 til 100 som kan delast på 5.",
            "Write a whole number from 0 to 100 that can be divided by 5.",
        ),
    ),
    (
        DecimalNumber(0.5, 9, decimals=2),
        {"": ("0,499",)},
        "",
        (
            "Skriv et tall fra 0,5 til 9, med høyst 2 desimaler.",
            "Skriv eit tal frå 0,5 til 9, med høgst 2 desimalar.",
            "Write a number from 0.5 to 9, with at most 2 decimals.",
        ),
    ),
    (
        DecimalNumber(0, 9),
        {"": ("9,1",)},
        "",
        (
            "Skriv et tall fra 0 til 9, med høyst én desimal.",
            "Skriv eit tal frå 0 til 9, med høgst éin desimal.",
            "Write a number from 0 to 9, with at most one decimal.",
        ),
    ),
    (
        RatingScale(1, 5, same("lite"), same("mye")),
        {"": ("0",)},
        "",
        ("Velg et helt tall fra 1 til 5.", "Vel eit heilt tal frå 1 til 5.", "Choose a whole number from 1 to 5."),
    ),
    (
        SingleChoice(COLOURS),
        {"": ("green",)},
        "",
        ("Velg et av alternativene.", "Vel eitt av alternativa.", "Choose one of the alternatives."),
    ),
    (
        SeveralChoices(COLOURS),
        {"": ("red", "none")},
        "",
        ("Velg blant alternativene.", "Vel blant alternativa.", "Choose among the alternatives."),
    ),
    (
        SeveralChoices(COLOURS, Text("Ingen", "Ingen", "None")),
        {"": ("red", "none")},
        "",
        (
            "Velg enten «Ingen» eller noen av de andre.",
            "Vel anten «Ingen» eller nokre av dei andre.",
            "Choose either “None” or some of the others.",
        ),
    ),
    (YesNo(), {"": ("ja",)}, "", ("Velg ja eller nei.", "Vel ja eller nei.", "Choose yes or no.")),
    (CalendarDay(), {"": ("30.02.2026",)}, "", NO_DAY),
    (CalendarDay(), {"": ("i går",)}, "", NO_DAY),
    (
        CalendarDay(date(2026, 1, 1), date(2026, 12, 31)),
        {"": ("2025-12-31",)},
        "",
        (
            "Velg en dato fra 1. januar 2026 til 31. desember 2026.",
            "Vel ein dato frå 1. januar 2026 til 31. desember 2026.",
            "Choose a date from 1 January 2026 to 31 December 2026.",
        ),
    ),
    (ClockTime(), {"": ("24:00",)}, "", NO_TIME),
    (ClockTime(), {"": ("halv åtte",)}, "", NO_TIME),
    (ClockTime(), {"": ("14.60",)}, "", NO_TIME),
    (
        Timer(10),
        {"min": ("10",), "sec": ("1",)},
        "min",
        ("Skriv høyst 10 minutter.", "Skriv høgst 10 minutt.", "Write at most 10 minutes."),
    ),
    (Timer(10), {"sec": ("ti",)}, "sec", ("Skriv et helt tall.", "Skriv eit heilt tal.", "Write a whole number.")),
    (
        Ranking(COLOURS),
        {"red": ("1",), "blue": ("1",)},
        "blue",
        (
            "«Blå» og «Rød» har begge plass 1. Gi dem hver sin.",
            "«Blå» og «Raud» har begge plass 1. Gi dei kvar sin.",
            "“Blue” and “Red” both have place 1. Give each its own.",
        ),
    ),
    (
        Ranking(COLOURS),
        {"red": ("3",)},
        "red",
        (
            "«Rød»: Velg en plass fra 1 til 2.",
            "«Raud»: Vel ein plass frå 1 til 2.",
            "“Red”: Choose a place from 1 to 2.",
        ),
    ),
    (
        MEALS,
        {"0-at": ("8",), "1-at": ("9.61",)},
        "1-at",
        (
            "Måltid 2, Når? Skriv et klokkeslett, for eksempel 14.30.",
            "Måltid 2, Når? Skriv eit klokkeslett, til dømes 14.30.",
            "Meal 2, When? Write a time, such as 14:30.",
        ),
    ),
    (
        MEALS,
        {"0-at": ("8",), "1-at": ("9",), "2-at": ("10",), "3-at": ("11",)},
        "add",
        ("Det er plass til høyst 3 rader.", "Det er plass til høgst 3 rader.", "There is room for at most 3 rows."),
    ),
)


@pytest.mark.parametrize(
    ("kind", "sent", "control", "sentences"),
    REFUSALS,
    ids=[f"{type(row[0]).__name__} {row[1]}"[:60] for row in REFUSALS],
)
def test_what_is_refused_and_the_sentence(
    kind: AnswerKind, sent: Controls, control: str, sentences: tuple[str, ...]
) -> None:
    with pytest.raises(Unfit) as refused:
        kind.read(sent)
    assert {name: (rule.nb, rule.nn, rule.en) for name, rule in refused.value.of.items()} == {control: sentences}


# What people write for the same thing.
READ: tuple[tuple[AnswerKind, str, object], ...] = (
    (CalendarDay(), "3.3.2026", "2026-03-03"),
    (CalendarDay(), "2026-03-03", "2026-03-03"),
    (ClockTime(), "7", "07:00"),
    (ClockTime(), "KL 23.59", "23:59"),
    (ClockTime(), "0", "00:00"),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 2)), "2026-01-02", "2026-01-02"),
    (CalendarDay(date(2026, 1, 1), date(2026, 1, 2)), "2026-01-01", "2026-01-01"),
    (ClockTime(), "0730", "07:30"),
    (ClockTime(), "7.30", "07:30"),
    (ClockTime(), "kl. 19:05:00", "19:05"),
    (WholeNumber(-5, 5), "\u22123", -3),
    (DecimalNumber(0, 9), " 7,50 ".strip(), 7.5),
    (DecimalNumber(0, 9), "7.0", 7),
    (ShortText(), " to\u200b  ord\n", "to ord"),
    (LongText(), "\n to \n linjer ", "to \n linjer"),
)


@pytest.mark.parametrize(("kind", "written", "value"), READ, ids=lambda each: str(each)[:30])
def test_what_people_write_is_read_as_it_is_meant(kind: AnswerKind, written: str, value: object) -> None:
    assert kind.read({"": (written,)}) == value


def test_a_table_keeps_what_stands_when_a_row_comes_or_goes() -> None:
    sent = {"0-at": ("8",), "1-at": ("ni",)}
    assert MEALS.pressed(sent | {"add": ("1",)}) == sent | {"add": ("1",)}
    assert MEALS.shown_rows(sent | {"add": ("1",)}) == 3
    assert MEALS.pressed(sent | {"remove": ("0",)}) == {"0-at": ("ni",)}
    assert MEALS.pressed(sent | {"remove": ("7",)}) == sent
    assert MEALS.pressed(sent) is None
    assert MEALS.shown_rows({}) == 1
    assert MEALS.shown_rows({"0-at": ("",), "add": ("1",)}) == 2
