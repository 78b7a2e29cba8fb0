"""What a diary needs of its items, checked: one mistake, one sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from varde.instruments.soundness import check_instrument
from varde.instruments.values import AnswerCheck, Band, Licence
from varde.kernel.words import Text
from varde.rules.language import is_true, when
from varde.testing.samples.cove import DAY

SENTENCE = Text("Nei.", "Nei.", "No.")
CALM, ROUGH = DAY.bands
OTHERS = Licence("permission", "Somebody Else", "")
WAVES, OUT, ROWING = DAY.items


def test_the_sample_is_sound() -> None:
    assert check_instrument(DAY) == []


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            {"items": (replace(WAVES, optional=True), OUT, ROWING)},
            ["item waves: it is optional, but total misses none"],
        ),
        (
            {"items": (WAVES, replace(OUT, safety=True), ROWING)},
            ["item out: it is about safety, and cannot be carried from last time"],
        ),
        (
            {"items": (WAVES, OUT, replace(ROWING, safety=True))},
            ["item rowing: it is about safety, and cannot be optional"],
        ),
        (
            {"checks": (AnswerCheck(when("answer:sailing", ">", 1), SENTENCE),)},
            ["check 1: fact 'answer:sailing' is not declared"],
        ),
        (
            {"checks": (AnswerCheck(is_true("answer:out"), SENTENCE),)},
            ["check 1: fact 'answer:out' is a number, but is compared with true"],
        ),
        ({"checks": (AnswerCheck(when("answer:out", ">", 1), Text("Nei.", "")),)}, ["check 1: has no words in nn"]),
        (
            {"bands": (replace(CALM, feedback=Text("Fint.", "")), ROUGH)},
            ["the feedback of band calm: has no words in nn"],
        ),
        ({"licence": OTHERS}, ["band calm: it has feedback, but the questions are Somebody Else's and not your own"]),
    ],
)
def test_one_mistake_is_one_fault(changes: dict[str, Any], faults: list[str]) -> None:
    assert check_instrument(replace(DAY, **changes)) == [f"cove-day: {fault}" for fault in faults]


def test_a_band_without_feedback_may_be_anybodys() -> None:
    bands = (Band("calm", CALM.label, 0, 4), ROUGH)
    assert check_instrument(replace(DAY, bands=bands, licence=OTHERS)) == []
