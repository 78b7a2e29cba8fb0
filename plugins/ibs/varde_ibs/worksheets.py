"""What the patient writes on the worksheets of Mage-tarmskolen."""

from __future__ import annotations

from varde.plugin.kinds import Field, LongText, RatingScale
from varde.plugin.programmes import Text

NOTHING = Text("ingen", "ingen", "none")
WORST = Text("verst tenkelig", "verst tenkeleg", "worst imaginable")
CALM = Text("helt rolig", "heilt roleg", "completely calm")
TENSE = Text("så anspent som mulig", "så anspent som mogleg", "as tense as can be")
NO_RIGHT_ANSWER = Text(
    "Det finnes ikke noe riktig svar. Skriv så lite eller mye du vil.",
    "Det finst ikkje noko rett svar. Skriv så lite eller mykje du vil.",
    "There is no right answer. Write as little or as much as you like.",
)
NOTICED = Text("Hva la du merke til?", "Kva la du merke til?", "What did you notice?")


def scale(key: str, label: Text, low: Text = NOTHING, high: Text = WORST, hint: Text | None = None) -> Field:
    """0-10 with words at both ends."""
    return Field(key, RatingScale(0, 10, low, high), label, hint)


def text(key: str, label: Text, hint: Text | None = None) -> Field:
    """Free text."""
    return Field(key, LongText(), label, hint)


BELLY_BREATHING = (
    scale(
        "before",
        Text(
            "Hvor anspent var magen før øvelsen?",
            "Kor anspent var magen før øvinga?",
            "How tense was your stomach before the exercise?",
        ),
        CALM,
        TENSE,
    ),
    scale(
        "after",
        Text(
            "Hvor anspent var magen etter øvelsen?",
            "Kor anspent var magen etter øvinga?",
            "How tense was your stomach after the exercise?",
        ),
        CALM,
        TENSE,
    ),
    text("noticed", NOTICED, NO_RIGHT_ANSWER),
)

ACTIVITY_PLAN = (
    text(
        "activity",
        Text("Hva vil du gjøre?", "Kva vil du gjere?", "What will you do?"),
        Text(
            "Velg noe lite, for eksempel ti minutter tur.",
            "Vel noko lite, til dømes ti minutt tur.",
            "Choose something small, such as a ten-minute walk.",
        ),
    ),
    text(
        "when",
        Text("Hvilke dager, og når på dagen?", "Kva dagar, og når på dagen?", "Which days, and what time of day?"),
    ),
    text(
        "with_whom",
        Text(
            "Hvem kan være med, eller heie på deg?",
            "Kven kan vere med, eller heie på deg?",
            "Who can join you, or cheer you on?",
        ),
    ),
    text(
        "if_bad_day",
        Text(
            "Hva gjør du på en dag med mye plager?",
            "Kva gjer du ein dag med mykje plager?",
            "What do you do on a day with many symptoms?",
        ),
    ),
    scale(
        "confidence",
        Text(
            "Hvor trygg er du på at du får det til?",
            "Kor trygg er du på at du får det til?",
            "How sure are you that you can do it?",
        ),
        Text("ikke trygg", "ikkje trygg", "not sure"),
        Text("helt trygg", "heilt trygg", "quite sure"),
    ),
)
