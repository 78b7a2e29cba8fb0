"""What the diary of the cove asks. Invented from end to end."""

from __future__ import annotations

from varde.plugin.instruments import AnswerCheck, Band, Instrument, Item, Licence, Text, total_of
from varde.plugin.programmes import Ref, when

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
    Item(
        "out",
        "number",
        0,
        24,
        Text("Timer ute", "Timar ute", "Hours outdoors"),
        unit=Text("timer", "timar", "hours"),
        scored=False,
        carry=True,
    ),
    Item(
        "rowing",
        "number",
        0,
        24,
        Text("Timer i båten", "Timar i båten", "Hours in the boat"),
        unit=Text("timer", "timar", "hours"),
        scored=False,
        optional=True,
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
    bands=(
        Band(
            "calm",
            Text("Rolig", "Roleg", "Calm"),
            0,
            4,
            feedback=Text("En rolig dag.", "Ein roleg dag.", "A calm day."),
        ),
        Band("rough", Text("Urolig", "Uroleg", "Rough"), 5, 10),
    ),
    checks=(
        AnswerCheck(
            when("answer:rowing", "<=", Ref("answer:out")),
            Text(
                "Timene i båten er flere enn timene ute.",
                "Timane i båten er fleire enn timane ute.",
                "The hours in the boat are more than the hours outdoors.",
            ),
        ),
    ),
    licence=Licence("own", "Varde", "Invented for tests."),
    proposed=("items", "scoring", "missing"),
)
