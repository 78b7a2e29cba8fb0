"""The kinds that the tests of kinds declare: a scale, choices by name, and a table of meals."""

from __future__ import annotations

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.moments import ClockTime, Timer
from varde.kinds.numbers import RatingScale
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import ShortText


def same(words: str) -> Text:
    return Text(words, words, words)


COLOURS = (
    ("red", Text("Rød", "Raud", "Red")),
    ("blue", Text("Blå", "Blå", "Blue")),
    ("green", Text("Grønn", "Grøn", "Green")),
)
NONE = Text("Ingen av dem", "Ingen av dei", "None of them")
GLASSES = Text("glass", "glas", "glasses")
MEALS = GrowingTable(
    (
        Field("at", ClockTime(), Text("Når?", "Når?", "When?")),
        Field("eaten", ShortText(), Text("Hva?", "Kva?", "What?")),
        Field("took", Timer(), Text("Hvor lenge?", "Kor lenge?", "How long?")),
    ),
    Text("Måltid", "Måltid", "Meal"),
    3,
)
SCALE = RatingScale(0, 10, same("lite"), same("mye"))
