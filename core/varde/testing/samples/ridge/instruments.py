"""The instruments of the ridge: the south and the west side's own, and a total that only the guide knows."""

from __future__ import annotations

from varde.plugin.instruments import (
    Instrument,
    JacobsonTruax,
    Licence,
    Scale,
    Text,
    bands,
    choice_items,
    choices,
    score_only,
    total_of,
)

OWN = Licence("own", "Varde", "Invented for tests.")
_HOW_MUCH = choices(
    0,
    ("Ikke", "Ikkje", "Not"),
    ("Litt", "Litt", "A little"),
    ("En del", "Ein del", "Somewhat"),
    ("Mye", "Mykje", "A lot"),
    ("Svært mye", "Svært mykje", "Very much"),
)

_DIZZY_ITEMS = choice_items(
    _HOW_MUCH,
    {
        f"q{number}": (f"Svimmel på knaus {number}", f"Svimmel på knaus {number}", f"Dizzy on crag {number}")
        for number in range(1, 8)
    },
)
DIZZINESS = Instrument(
    key="dizziness",
    title=Text("Svimmelhet på eggen", "Svimmelheit på eggen", "Dizziness on the ridge"),
    recall=Text("Den siste uken", "Den siste veka", "The last week"),
    items=_DIZZY_ITEMS,
    total=total_of(_DIZZY_ITEMS, max_missing=1),
    total_range=(0, 28),
    whole=True,
    bands=bands(
        ("steady", 0, 1, ("Stødig", "Stødig", "Steady")),
        ("borderline", 2, 5, ("På grensen", "På grensa", "Borderline")),
        ("slightly_dizzy", 6, 13, ("Litt svimmel", "Litt svimmel", "Slightly dizzy")),
        ("very_dizzy", 14, 28, ("Svært svimmel", "Svært svimmel", "Very dizzy")),
    ),
    licence=OWN,
    proposed=("items", "bands", "missing"),
)

_FEAR = choice_items(
    _HOW_MUCH[:4],
    {f"q{number}f": (f"Kant {number}", f"Kant {number}", f"Edge {number}") for number in range(1, 11)},
    heading=Text("Hvor redd er du?", "Kor redd er du?", "How afraid are you?"),
)
_AVOID = choice_items(
    _HOW_MUCH[:4],
    {f"q{number}a": (f"Kant {number}", f"Kant {number}", f"Edge {number}") for number in range(1, 11)},
    heading=Text("Hvor mye går du utenom?", "Kor mykje går du utanom?", "How much do you go round?"),
)
HEIGHTS = Instrument(
    key="heights",
    title=Text("Høydeskrekk", "Høgdeskrekk", "Fear of heights"),
    items=(*_FEAR, *_AVOID),
    total=Scale("total", tuple(item.key for item in (*_FEAR, *_AVOID)), "sum", 2),
    total_range=(0, 60),
    bands=bands(
        ("low", 0, 20, ("Lav", "Låg", "Low")),
        ("medium", 21, 40, ("Middels", "Middels", "Medium")),
        ("high", 41, 60, ("Høy", "Høg", "High")),
    ),
    whole=True,
    licence=OWN,
    proposed=("items", "bands", "missing"),
)

_EASE_ITEMS = choice_items(
    choices(
        1,
        ("Aldri", "Aldri", "Never"),
        ("Sjelden", "Sjeldan", "Seldom"),
        ("Omtrent halvparten av gangene", "Om lag halvparten av gongene", "About half the times"),
        ("Som oftest", "Som oftast", "Mostly"),
        ("Alltid", "Alltid", "Always"),
    ),
    {
        f"q{number}": (f"Jeg snur ved stein {number}", f"Eg snur ved stein {number}", f"I turn back at stone {number}")
        for number in range(1, 15)
    },
)
EASE = Instrument(
    key="ease",
    title=Text("Tanker på eggen", "Tankar på eggen", "Thoughts on the ridge"),
    items=_EASE_ITEMS,
    total=total_of(_EASE_ITEMS, max_missing=3, method="mean"),
    total_range=(1, 5),
    licence=OWN,
    proposed=("items", "missing"),
)

GUIDE_TOTAL = score_only(
    "guide-total",
    Text("Veilederens sum", "Summen til rettleiaren", "The guide's total"),
    0,
    52,
    "lower_better",
    licence=OWN,
    jacobson_truax=JacobsonTruax(reliability=0.80, functional_mean=8, functional_sd=8, cutoff="c"),
    proposed=("scoring",),
)

INSTRUMENTS: tuple[Instrument, ...] = (DIZZINESS, HEIGHTS, EASE, GUIDE_TOTAL)
