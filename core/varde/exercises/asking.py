"""How the exercises of the library ask: the same scale means the same in all of them."""

from __future__ import annotations

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import SingleChoice
from varde.kinds.numbers import RatingScale
from varde.kinds.texts import LongText, ShortText

CALM = Text("helt rolig", "heilt roleg", "quite calm")
AS_AFRAID = Text("så redd som mulig", "så redd som mogleg", "as afraid as can be")
NO_BELIEF = Text("tror ikke på det", "trur ikkje på det", "do not believe it")
CERTAIN = Text("helt sikker", "heilt sikker", "quite certain")
LOWEST_MOOD = Text("svært tungt", "svært tungt", "very low")
BEST_MOOD = Text("svært godt", "svært godt", "very good")
NOT_AT_ALL = Text("ikke i det hele tatt", "ikkje i det heile", "not at all")
VERY_MUCH = Text("svært mye", "svært mykje", "very much")
NONE = Text("ingen", "ingen", "none")
WORST = Text("verst tenkelig", "verst tenkeleg", "worst imaginable")
NO_RIGHT_ANSWER = Text(
    "Det finnes ikke noe riktig svar. Skriv så lite eller mye du vil.",
    "Det finst ikkje noko rett svar. Skriv så lite eller mykje du vil.",
    "There is no right answer. Write as little or as much as you like.",
)


def hundred(key: str, label: Text, low: Text = CALM, high: Text = AS_AFRAID, hint: Text | None = None) -> Field:
    """0-100 in steps of 5: of fear, and of how strongly something is believed."""
    return Field(key, RatingScale(0, 100, low, high, 5), label, hint)


def ten(key: str, label: Text, low: Text = NONE, high: Text = WORST, hint: Text | None = None) -> Field:
    """0-10: of mood, tension, pain, importance, confidence and motivation."""
    return Field(key, RatingScale(0, 10, low, high), label, hint)


def words(key: str, label: Text, hint: Text | None = None) -> Field:
    """Free text in her own words."""
    return Field(key, LongText(), label, hint)


def line(key: str, label: Text, hint: Text | None = None) -> Field:
    """One line, as what something is called."""
    return Field(key, ShortText(), label, hint)


def one_of(key: str, label: Text, *choices: tuple[str, Text], hint: Text | None = None) -> Field:
    """One of a few."""
    return Field(key, SingleChoice(choices), label, hint)


MOOD_BEFORE = ten(
    "before",
    Text("Hvordan var humøret før?", "Korleis var humøret før?", "How was your mood before?"),
    LOWEST_MOOD,
    BEST_MOOD,
)
MOOD_AFTER = ten(
    "after",
    Text("Hvordan var humøret etterpå?", "Korleis var humøret etterpå?", "How was your mood afterwards?"),
    LOWEST_MOOD,
    BEST_MOOD,
)
