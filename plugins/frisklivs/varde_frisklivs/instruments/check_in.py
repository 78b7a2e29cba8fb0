"""The weekly check-in: how the plan went, and how the motivation is."""

from __future__ import annotations

from varde.plugin.instruments import Instrument, Item, Licence, Text, choice_items, choices, total_of

_ITEMS = (
    *choice_items(
        choices(
            0,
            ("Nei, ikke denne uken", "Nei, ikkje denne veka", "No, not this week"),
            ("Ja, noe av det", "Ja, noko av det", "Yes, some of it"),
            ("Ja, som planlagt", "Ja, som planlagt", "Yes, as planned"),
        ),
        {
            "did": (
                "Fikk du gjort det du hadde planlagt?",
                "Fekk du gjort det du hadde planlagt?",
                "Did you do what you had planned?",
            )
        },
        scored=False,
    ),
    Item(
        "motivation",
        "integer",
        0,
        10,
        Text(
            "Hvor stor lyst har du til å holde frem med planen din?",
            "Kor stor lyst har du til å halde fram med planen din?",
            "How much do you want to go on with your plan?",
        ),
        low_label=Text("ingen lyst", "inga lyst", "not at all"),
        high_label=Text("svært stor lyst", "svært stor lyst", "very much"),
    ),
)

WEEKLY_CHECK_IN = Instrument(
    key="weekly-check-in",
    title=Text("Ukens innsjekk", "Innsjekk for veka", "Weekly check-in"),
    recall=Text("Den siste uken", "Den siste veka", "The last week"),
    question=Text(
        "Noen uker går det av seg selv, andre ikke. Svar slik det var.",
        "Nokre veker går det av seg sjølv, andre ikkje. Svar slik det var.",
        "Some weeks go by themselves, others do not. Answer as it was.",
    ),
    items=_ITEMS,
    direction="higher_better",
    total=total_of(_ITEMS),
    total_range=(0, 10),
    whole=True,
    licence=Licence("own", "Varde", "Our own. Not validated."),
    proposed=("items", "scoring", "missing"),
)
