"""What the diary of the cove asks. Invented from end to end."""

from __future__ import annotations

from varde.plugin.instruments import Instrument, Item, Licence, Text, total_of

_ITEMS = (
    Item(
        "waves",
        "integer",
        0,
        10,
        Text("Hvor urolig var dagen?", "Kor uroleg var dagen?", "How rough was the day?"),
        low_label=Text("stille", "stille", "calm"),
        high_label=Text("storm", "storm", "storm"),
    ),
)

DAY = Instrument(
    key="cove-day",
    title=Text("Dagen i vika", "Dagen i vika", "The day in the cove"),
    recall=Text("I dag", "I dag", "Today"),
    items=_ITEMS,
    total=total_of(_ITEMS),
    total_range=(0, 10),
    whole=True,
    licence=Licence("own", "Varde", "Invented for tests."),
    proposed=("items", "scoring", "missing"),
)
