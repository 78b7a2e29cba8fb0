"""Sentences about answers that cannot be scored."""

from __future__ import annotations

from typing import Any

import pytest

from varde.instruments.answers import check_answers
from varde.instruments.authoring import score_only
from varde.instruments.library import INSTRUMENTS
from varde.instruments.values import Instrument, Item, Licence
from varde.kernel.words import Text

BY_KEY = {instrument.key: instrument for instrument in INSTRUMENTS}
LICENCE = Licence("own", "Varde")
WORD = Text("Ord", "Ord", "Word")
MIXED = Instrument(
    "mixed",
    WORD,
    LICENCE,
    items=(
        Item("slider", "vas", 0, 100, WORD),
        Item("count", "integer", 0, 10, WORD),
        Item("tens", "integer", 0, 100, WORD, step=10),
        Item("yes", "boolean", 0, 1, WORD),
        Item("days", "days", 0, 100000, WORD),
    ),
)


DAYS_RULE = "hver med steps (helt tall fra 0 til 100000) og wear_h (0-24 timer)."


@pytest.mark.parametrize(
    ("instrument", "answers", "rule", "sentence"),
    [
        (
            BY_KEY["phq-9"],
            {"q1": 4},
            "choice",
            "phq-9, spørsmål q1: svaret er 4, men det må være ett av tallene 0, 1, 2, 3.",
        ),
        (
            BY_KEY["phq-9"],
            {"q1": "mye"},
            "type",
            'phq-9, spørsmål q1: svaret er "mye", men det må være et helt tall fra 0 til 3.',
        ),
        (
            BY_KEY["phq-9"],
            {"q11": 1},
            "unknown",
            "phq-9 har ikke noe spørsmål som heter q11; spørsmålene heter q1, q2, q3, q4, q5, q6, q7, q8, q9, q10.",
        ),
        (
            BY_KEY["audit"],
            {"q9": 1},
            "choice",
            "audit, spørsmål q9: svaret er 1, men det må være ett av tallene 0, 2, 4.",
        ),
        (
            MIXED,
            {"slider": 101},
            "range",
            "mixed, spørsmål slider: svaret er 101, men det må være et tall fra 0 til 100.",
        ),
        (
            MIXED,
            {"slider": True},
            "type",
            "mixed, spørsmål slider: svaret er True, men det må være et tall fra 0 til 100.",
        ),
        (
            MIXED,
            {"count": 11},
            "range",
            "mixed, spørsmål count: svaret er 11, men det må være et helt tall fra 0 til 10.",
        ),
        (MIXED, {"tens": 55}, "step", "mixed, spørsmål tens: svaret er 55, men det må kunne deles på 10."),
        (
            MIXED,
            {"yes": 2},
            "type",
            "mixed, spørsmål yes: svaret er 2, men det må være ja eller nei (true eller false).",
        ),
        (
            MIXED,
            {"days": 7},
            "type",
            "mixed, spørsmål days: svaret er 7, men det må være en liste med dager, " + DAYS_RULE,
        ),
        (MIXED, [1, 2], "form", "Svarene på mixed må være ett objekt med ett felt for hvert spørsmål."),
    ],
)
def test_one_sentence_says_what_where_and_the_rule(
    instrument: Instrument, answers: Any, rule: str, sentence: str
) -> None:
    (fault,) = check_answers(instrument, answers)
    assert (fault.rule, str(fault)) == (rule, sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nn", "gad-7, spørsmål q2: svaret er 9, men det må vere eitt av tala 0, 1, 2, 3."),
        ("en", "gad-7, item q2: the answer is 9, but it must be one of 0, 1, 2, 3."),
    ],
)
def test_it_is_said_in_the_readers_language(language: str, sentence: str) -> None:
    assert [str(fault) for fault in check_answers(BY_KEY["gad-7"], {"q2": 9}, language)] == [sentence]


def test_every_fault_is_named_in_the_order_given() -> None:
    faults = check_answers(BY_KEY["who-5"], {"q5": 6, "x": 1, "q1": 3, "q2": -1, "q3": None})
    assert [fault.item for fault in faults] == ["q5", "x", "q2"]


def test_a_long_answer_is_not_repeated_in_full() -> None:
    (fault,) = check_answers(BY_KEY["who-5"], {"q1": "a" * 5000})
    assert len(fault.sentence) < 200


def test_a_total_without_items_says_its_range() -> None:
    legacy = score_only("legacy", WORD, 0, 63, "lower_better", licence=LICENCE)
    (fault,) = check_answers(legacy, {"total": 70}, "en")
    assert str(fault) == "legacy, item total: the answer is 70, but it must be a number from 0 to 63."
