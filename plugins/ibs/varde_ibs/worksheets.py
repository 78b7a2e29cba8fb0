"""What the patient writes when she has practised letting go: how tense she was before and after."""

from __future__ import annotations

from varde.plugin.exercises import DatedEntries, ShiftOverview
from varde.plugin.kinds import Field, LongText, RatingScale
from varde.plugin.programmes import Exercise, MediaSlot, Text

CALM = Text("helt rolig", "heilt roleg", "completely calm")
TENSE = Text("så anspent som mulig", "så anspent som mogleg", "as tense as can be")

FIELDS = (
    Field(
        "before",
        RatingScale(0, 10, CALM, TENSE),
        Text("Hvor anspent var du før øvelsen?", "Kor anspent var du før øvinga?", "How tense were you before?"),
    ),
    Field(
        "after",
        RatingScale(0, 10, CALM, TENSE),
        Text("Hvor anspent var du etter øvelsen?", "Kor anspent var du etter øvinga?", "How tense were you after?"),
    ),
    Field(
        "noticed",
        LongText(),
        Text("Hva la du merke til?", "Kva la du merke til?", "What did you notice?"),
        Text(
            "Det finnes ikke noe riktig svar. Skriv så lite eller mye du vil.",
            "Det finst ikkje noko rett svar. Skriv så lite eller mykje du vil.",
            "There is no right answer. Write as little or as much as you like.",
        ),
    ),
)


def practised(key: str, title: Text, minutes: int, slot: MediaSlot) -> Exercise:
    """A way to let go that is practised again and again, with a sound or without; an entry each time."""
    return Exercise(
        key,
        title,
        minutes,
        FIELDS,
        kind=DatedEntries(
            needed=("before", "after"),
            charted=("after",),
            overview=ShiftOverview(before="before", after="after", what=Text("Anspent", "Anspent", "Tense")),
        ),
        slots=(slot,),
    )
