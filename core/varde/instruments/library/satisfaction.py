"""Satisfaction with the service: CSQ-8."""

from __future__ import annotations

from varde.instruments.authoring import choice_items, choices, total_of
from varde.instruments.values import Context, Instrument, Licence, Values
from varde.kernel.words import Text

TURNED = ("q1", "q3", "q6", "q7")
"""Items that are printed best first, so that a printed position counts the other way."""


def from_positions(values: Values, context: Context) -> Values:
    """Answers as values 1-4 with 4 best; with ``position_coded`` they come as positions on the printed form."""
    if context.get("position_coded") is not True:
        return values
    return {key: 5 - answer if key in TURNED else answer for key, answer in values.items()}


_ITEMS = choice_items(
    choices(
        1,
        ("Nei, slett ikke", "Nei, slett ikkje", "No, not at all"),
        ("Nei, ikke helt", "Nei, ikkje heilt", "No, not quite"),
        ("Ja, stort sett", "Ja, stort sett", "Yes, mostly"),
        ("Ja, helt klart", "Ja, heilt klart", "Yes, clearly"),
    ),
    {
        "q1": ("Var kvaliteten på hjelpen god?", "Var kvaliteten på hjelpa god?", "Was the help of good quality?"),
        "q2": (
            "Passet hjelpen med det du var ute etter?",
            "Passa hjelpa med det du var ute etter?",
            "Did the help match what you were looking for?",
        ),
        "q3": ("Fikk du det du trengte?", "Fekk du det du trong?", "Did you get what you needed?"),
        "q4": (
            "Ville du sagt til en venn at dette er verdt å prøve?",
            "Ville du sagt til ein ven at dette er verdt å prøve?",
            "Would you tell a friend that this is worth trying?",
        ),
        "q5": ("Fikk du nok hjelp?", "Fekk du nok hjelp?", "Did you get enough help?"),
        "q6": (
            "Klarer du plagene dine bedre nå?",
            "Klarer du plagene dine betre no?",
            "Do you cope better with your problems now?",
        ),
        "q7": ("Er du alt i alt fornøyd?", "Er du alt i alt fornøgd?", "Are you satisfied, all in all?"),
        "q8": ("Ville du valgt det samme igjen?", "Ville du valt det same igjen?", "Would you choose this again?"),
    },
)

CSQ8 = Instrument(
    key="csq-8",
    title=Text(
        "CSQ-8: hva du syntes om tilbudet",
        "CSQ-8: kva du syntest om tilbodet",
        "CSQ-8: what you thought of the service",
    ),
    recall=Text("Hele kurset", "Heile kurset", "The whole course"),
    question=Text(
        "Hva synes du om hjelpen du har fått?",
        "Kva synest du om hjelpa du har fått?",
        "What do you think of the help you have had?",
    ),
    items=_ITEMS,
    direction="higher_better",
    total=total_of(_ITEMS, max_missing=2),
    total_range=(8, 32),
    whole=True,
    prepare=from_positions,
    licence=Licence(
        "fee",
        "Attkisson, Tamalpais Matrix Systems",
        "Written permission, a fee for each use, and a licence for electronic use.",
    ),
    proposed=("missing",),
    needs=("position_coded",),
)
