"""A log of practising where the attention is. The way to practise is our own text in each programme; the trade name is not used."""

from __future__ import annotations

from varde.exercises.asking import NO_RIGHT_ANSWER, ten, words
from varde.exercises.guides import ATTENTION
from varde.exercises.shifts import ShiftOverview
from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.numbers import WholeNumber
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.guides import TimedGuide
from varde.programmes.values import Exercise

OUTWARD = Text("bare utover", "berre utover", "only outward")
INWARD = Text("bare innover", "berre innover", "only inward")
INWARDNESS = Text("Innover", "Innover", "Inward")


def attention_log(
    key: str = "attention-training", *, minutes: int = 12, guide: TimedGuide | None = ATTENTION
) -> Exercise:
    """Once a day, by the clock: where her attention was before and after, and how long she practised."""
    return Exercise(
        key,
        Text("Øv på oppmerksomheten", "Øv på merksemda", "Practise your attention"),
        minutes,
        (
            ten(
                "before",
                Text("Hvor var oppmerksomheten før?", "Kvar var merksemda før?", "Where was your attention before?"),
                OUTWARD,
                INWARD,
            ),
            ten(
                "after",
                Text("Hvor var den etterpå?", "Kvar var ho etterpå?", "Where was it afterwards?"),
                OUTWARD,
                INWARD,
            ),
            Field(
                "lasted",
                WholeNumber(1, 120, Text("minutter", "minutt", "minutes")),
                Text("Hvor lenge øvde du?", "Kor lenge øvde du?", "How long did you practise?"),
            ),
            words(
                "noticed", Text("Hva la du merke til?", "Kva la du merke til?", "What did you notice?"), NO_RIGHT_ANSWER
            ),
        ),
        kind=DatedEntries(
            needed=("before", "after"),
            charted=("after",),
            overview=ShiftOverview(before="before", after="after", what=INWARDNESS),
        ),
        guide=guide,
    )
