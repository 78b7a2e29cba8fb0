"""The instruments of the ridge: the south and the west side's own, and a total that only the guide knows."""

from __future__ import annotations

from varde.plugin.instruments import (
    Band,
    BandSet,
    Flag,
    Instrument,
    Item,
    JacobsonTruax,
    Licence,
    Limit,
    ReliableChange,
    Scale,
    Text,
    bands,
    choice_items,
    choices,
    score_only,
    total_of,
)

OWN = Licence("own", "Varde", "Invented for tests.")
_WORDS = (
    ("Ikke", "Ikkje", "Not"),
    ("Litt", "Litt", "A little"),
    ("En del", "Ein del", "Somewhat"),
    ("Mye", "Mykje", "A lot"),
    ("Svært mye", "Svært mykje", "Very much"),
)
_HOW_MUCH = choices(0, *_WORDS)

_DIZZY_ITEMS = choice_items(
    _HOW_MUCH,
    {
        f"q{number}": (f"Svimmel på knaus {number}", f"Svimmel på knaus {number}", f"Dizzy on crag {number}")
        for number in range(1, 8)
    },
)
_DIZZY_BANDS = (
    ("steady", Text("Stødig", "Stødig", "Steady")),
    ("borderline", Text("På grensen", "På grensa", "Borderline")),
    ("slightly_dizzy", Text("Litt svimmel", "Litt svimmel", "Slightly dizzy")),
    ("dizzy", Text("Svimmel", "Svimmel", "Dizzy")),
    ("very_dizzy", Text("Svært svimmel", "Svært svimmel", "Very dizzy")),
)


def _dizzy_bands(*highs: int) -> tuple[Band, ...]:
    lows = (0, *(high + 1 for high in highs))
    return tuple(
        Band(key, label, low, high) for (key, label), low, high in zip(_DIZZY_BANDS, lows, (*highs, 28), strict=True)
    )


DIZZINESS = Instrument(
    key="dizziness",
    title=Text("Svimmelhet på eggen", "Svimmelheit på eggen", "Dizziness on the ridge"),
    recall=Text("Den siste uken", "Den siste veka", "The last week"),
    items=_DIZZY_ITEMS,
    total=total_of(_DIZZY_ITEMS, max_missing=1),
    total_range=(0, 28),
    whole=True,
    bands=_dizzy_bands(1, 5, 9, 13),
    band_sets=(BandSet("agoraphobia", True, _dizzy_bands(2, 7, 10, 15)),),
    needs=("agoraphobia",),
    licence=OWN,
    proposed=("items", "bands", "missing"),
)

_FEAR = {"f": Text("Hvor redd er du?", "Kor redd er du?", "How afraid are you?")}
_AVOIDED = {"a": Text("Hvor ofte går du utenom?", "Kor ofte går du utanom?", "How often do you go round?")}


def _on_edges(edges: int, asked: dict[str, Text], first: int = 0) -> tuple[Item, ...]:
    """The same questions about each edge, which is the heading over them."""
    answers = choices(first, *_WORDS)
    return tuple(
        item
        for number in range(1, edges + 1)
        for letters, question in asked.items()
        for item in choice_items(
            answers,
            {f"{letters}{number}": (question.nb, question.nn, question.en or "")},
            heading=Text(f"Kant {number}", f"Kant {number}", f"Edge {number}"),
        )
    )


_HEIGHT_ITEMS = _on_edges(24, _FEAR | _AVOIDED)
HEIGHTS = Instrument(
    key="heights",
    title=Text("Høydeskrekk", "Høgdeskrekk", "Fear of heights"),
    items=_HEIGHT_ITEMS,
    page_length=12,
    total=total_of(_HEIGHT_ITEMS, max_missing=2),
    total_range=(0, 192),
    bands=bands(
        ("low", 0, 64, ("Lav", "Låg", "Low")),
        ("medium", 65, 128, ("Middels", "Middels", "Medium")),
        ("high", 129, 192, ("Høy", "Høg", "High")),
    ),
    whole=True,
    licence=OWN,
    proposed=("items", "bands", "missing"),
)

AT_HOME = 25
"""The edge that cannot be walked in company."""
_COMPANY = {
    "al": Text("Når du er alene?", "Når du er åleine?", "When you are alone?"),
    "ac": Text("Når du er i følge?", "Når du er i følgje?", "When you are with someone?"),
}
_CRAG_ITEMS = tuple(item for item in _on_edges(26, _COMPANY, 1) if item.key != f"ac{AT_HOME}")
CRAGS = Instrument(
    key="crags",
    title=Text("Kanter du holder deg unna", "Kantar du held deg unna", "Edges you keep away from"),
    question=Text("Hvor ofte holder du deg unna?", "Kor ofte held du deg unna?", "How often do you keep away?"),
    items=_CRAG_ITEMS,
    page_length=12,
    subscales=(
        Scale(
            "alone",
            tuple(item.key for item in _CRAG_ITEMS if item.key.startswith("al")),
            "mean",
            5,
            Text("Alene", "Åleine", "Alone"),
        ),
        Scale(
            "in_company",
            tuple(item.key for item in _CRAG_ITEMS if item.key.startswith("ac")),
            "mean",
            5,
            Text("I følge", "I følgje", "In company"),
        ),
    ),
    licence=OWN,
    proposed=("items",),
)

_DOUBT_ITEMS = choice_items(
    choices(1, *_WORDS),
    {
        f"q{number}": (f"Jeg tviler på stein {number}", f"Eg tviler på stein {number}", f"I doubt stone {number}")
        for number in range(1, 17)
    },
    reverse=("q1", "q3", "q8", "q10", "q11"),
)
DOUBT = Instrument(
    key="doubt",
    title=Text("Tvil på eggen", "Tvil på eggen", "Doubt on the ridge"),
    items=_DOUBT_ITEMS,
    total=total_of(_DOUBT_ITEMS, max_missing=2),
    total_range=(16, 80),
    whole=True,
    bands=bands(
        ("low", 16, 39, ("Lite tvil", "Lite tvil", "Low")),
        ("moderate", 40, 59, ("En del tvil", "Ein del tvil", "Moderate")),
        ("high", 60, 80, ("Mye tvil", "Mykje tvil", "High")),
    ),
    flags=(Flag("caseness_ge45", Limit(">=", 45)),),
    reliable_change=ReliableChange(9, "Invented for tests"),
    caseness=Limit(">=", 45),
    words=(("caseness_ge45", Text("Over grensen", "Over grensa", "Above the limit")),),
    licence=OWN,
    proposed=("items", "missing", "bands", "flags", "reliable_change", "caseness"),
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

INSTRUMENTS: tuple[Instrument, ...] = (DIZZINESS, HEIGHTS, CRAGS, DOUBT, EASE, GUIDE_TOTAL)
