"""What can be wrong with how an exercise is declared, each by hand as one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.numbers import RatingScale, WholeNumber
from varde.kinds.texts import LongText
from varde.programmes.exercise_check import check_exercise
from varde.programmes.exercise_kinds import DatedEntries, ExerciseKind
from varde.programmes.values import Exercise

SAME = Text("a", "a", "a")
FIELDS = (Field("pain", RatingScale(0, 10, SAME, SAME), SAME), Field("words", LongText(), SAME))

# The kind, the fields; and what is wrong.
CASES: dict[str, tuple[Any, tuple[Field, ...], list[str]]] = {
    "a sheet": (ExerciseKind(), FIELDS, []),
    "a diary": (DatedEntries(needed=("pain",), charted=("pain",)), FIELDS, []),
    "a diary that needs nothing and draws nothing": (DatedEntries(), FIELDS, []),
    "no fields": (ExerciseKind(), (), ["is an exercise, but has no fields"]),
    "a kind by its name": (
        "dated",
        FIELDS,
        ["kind is str, and must be an ExerciseKind, as DatedEntries(needed=('pain',))"],
    ),
    "a field that is not there": (
        DatedEntries(needed=("ache",), charted=("sleep",)),
        FIELDS,
        [
            "needed: there is no field 'ache'; its fields are pain, words",
            "charted: there is no field 'sleep'; its fields are pain, words",
        ],
    ),
    "the same field twice": (
        DatedEntries(needed=("pain", "pain")),
        FIELDS,
        ["needed: pain stands there more than once"],
    ),
    "a picture of words": (
        DatedEntries(charted=("words",)),
        FIELDS,
        ["charted: the field words is answered with no number, so nothing can be drawn of it"],
    ),
    "files and no template": (
        ExerciseKind(scripts=("pace.js",)),
        FIELDS,
        ["has styles or scripts, and no template that uses them"],
    ),
    "a name of the page": (
        ExerciseKind(),
        (Field("shared", WholeNumber(0, 3), SAME),),
        ["field shared: the page has that name for itself, so the field needs another key"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_said(case: str) -> None:
    kind, fields, faults = CASES[case]
    assert list(check_exercise(Exercise("step", SAME, 3, fields, kind=kind))) == faults
