"""The instruments of the lake: sliders behind a yes, an instrument of three pages, two short ones, and signs of danger."""

from __future__ import annotations

from varde.plugin.instruments import (
    Band,
    Choices,
    Context,
    Flag,
    Instrument,
    Item,
    Licence,
    Limit,
    Outcome,
    Responder,
    Scale,
    Text,
    Values,
    Worsening,
    choice_items,
    choices,
    total_of,
    yes_no_items,
)

OWN = Licence("own", "Varde", "Invented for tests.")
_NO_YES = choices(0, ("Nei", "Nei", "No"), ("Ja", "Ja", "Yes"))
_CALM = Text("Helt stille", "Heilt stille", "Quite calm")
_STORM = Text("Så ille det kan bli", "Så ille det kan bli", "As bad as can be")
_LITTLE_OR_MUCH: Choices = choices(
    1,
    ("Stemmer ikke", "Stemmer ikkje", "Not true"),
    ("Stemmer litt", "Stemmer litt", "A little true"),
    ("Stemmer delvis", "Stemmer delvis", "Partly true"),
    ("Stemmer godt", "Stemmer godt", "Quite true"),
    ("Stemmer helt", "Stemmer heilt", "Completely true"),
)


def _slider(key: str, label: Text, gate: str = "") -> Item:
    return Item(key, "vas", 0, 100, label, low_label=_CALM, high_label=_STORM, gate=gate)


_ITEMS = (
    *choice_items(
        _NO_YES,
        {"rain_now": ("Regner det for tiden?", "Regnar det for tida?", "Does it rain these days?")},
        scored=False,
    ),
    _slider("rain_sev", Text("Hvor mye regner det?", "Kor mykje regnar det?", "How much does it rain?"), "rain_now"),
    Item(
        "rain_days",
        "integer",
        0,
        10,
        Text(
            "Hvor mange av de siste 10 dagene regnet det?",
            "Kor mange av dei siste 10 dagane regna det?",
            "On how many of the last 10 days did it rain?",
        ),
        unit=Text("dager", "dagar", "days"),
        multiplier=10,
    ),
    *choice_items(
        _NO_YES, {"wind_now": ("Blåser det for tiden?", "Bles det for tida?", "Is it windy these days?")}, scored=False
    ),
    _slider("wind_sev", Text("Hvor mye blåser det?", "Kor mykje bles det?", "How windy is it?"), "wind_now"),
    _slider("boots", Text("Hvor våte er støvlene?", "Kor våte er støvlane?", "How wet are your boots?")),
    _slider(
        "life",
        Text(
            "Hvor mye styrer været dagen din?",
            "Kor mykje styrer vêret dagen din?",
            "How much does the weather decide your day?",
        ),
    ),
)

_PARTS = {
    "rain_severity": ("rain_sev", Text("Regn", "Regn", "Rain")),
    "rain_frequency": ("rain_days", Text("Regndager", "Regndagar", "Days of rain")),
    "wind": ("wind_sev", Text("Vind", "Vind", "Wind")),
    "wet_boots": ("boots", Text("Våte støvler", "Våte støvlar", "Wet boots")),
    "life_interference": ("life", Text("Innvirkning på livet", "Innverknad på livet", "Interference with life")),
}

WEATHER = Instrument(
    key="weather",
    title=Text("Været rundt vannet", "Vêret rundt vatnet", "The weather round the lake"),
    recall=Text("De siste 10 dagene", "Dei siste 10 dagane", "The last 10 days"),
    items=_ITEMS,
    total=Scale("total", tuple(item for item, _ in _PARTS.values()), "sum"),
    subscales=tuple(Scale(key, (item,), "sum", 0, label) for key, (item, label) in _PARTS.items()),
    total_range=(0, 500),
    # Sliders can give halves, so the edges are exact: below 75, below 175, up to and including 300.
    bands=(
        Band("dry", Text("Så godt som plagefri", "Så godt som plagefri", "As good as dry"), 0, 75, open_high=True),
        Band("mild", Text("Milde plager", "Milde plager", "Mild"), 75, 175, open_high=True),
        Band("moderate", Text("Moderate plager", "Moderate plager", "Moderate"), 175, 300),
        Band("severe", Text("Alvorlige plager", "Alvorlege plager", "Severe"), 300, 500, open_low=True),
    ),
    flags=(Flag("active_ge75", Limit(">=", 75)),),
    responder=Responder("points", 50),
    smallest_change=50,
    worsening=Worsening(50, "Invented for tests"),
    caseness=Limit(">=", 75),
    words=(("active_ge75", Text("Plager over grensen", "Plager over grensa", "Above the limit")),),
    licence=Licence("permission", "Vannlaget, Fjordvest", "Ask before it is shown; invented for tests."),
    proposed=("missing", "scoring"),
)


def _scale(key: str, nb: str, nn: str, en: str, max_missing: int, *numbers: int) -> Scale:
    items = tuple(f"q{number}" for number in numbers)
    return Scale(key, items, "percent", max_missing, Text(nb, nn, en), ends=(5, 1))


_POSTS = {
    f"q{number}": (f"Post {number} er tung", f"Post {number} er tung", f"Post {number} is heavy going")
    for number in range(1, 35)
}

OUTLOOK = Instrument(
    key="outlook",
    title=Text("Utsikten fra postene", "Utsikta frå postane", "The outlook from the posts"),
    recall=Text("De siste 30 dagene", "Dei siste 30 dagane", "The last 30 days"),
    question=Text("Hvor godt stemmer dette for deg?", "Kor godt stemmer dette for deg?", "How true is this for you?"),
    items=choice_items(_LITTLE_OR_MUCH, _POSTS),
    page_length=12,
    direction="higher_better",
    total=Scale("total", tuple(_POSTS), "percent", 17, ends=(5, 1)),
    subscales=(
        _scale("mood", "Humør", "Humør", "Mood", 4, 1, 6, 7, 9, 10, 13, 16, 30),
        _scale("pace", "Fart", "Fart", "Pace", 3, 3, 18, 19, 22, 27, 29, 31),
        _scale("clothes", "Klær", "Klede", "Clothes", 2, 5, 21, 25, 26),
        _scale("unease", "Uro", "Uro", "Unease", 1, 4, 15, 32),
        _scale("lunch", "Matpause", "Matpause", "Lunch", 1, 11, 23, 28),
        _scale("company", "Turfølge", "Turfølgje", "Company", 2, 2, 14, 17, 34),
        _scale("rest", "Hvile", "Kvile", "Rest", 1, 12, 20),
        _scale("friends", "Venner", "Vener", "Friends", 1, 8, 24, 33),
    ),
    total_range=(0, 100),
    responder=Responder("points", 14),
    smallest_change=10,
    licence=Licence("fee", "Vannlaget, Fjordvest", "A fee for each use; invented for tests."),
    proposed=("items", "missing", "responder", "smallest_change"),
)

_GEAR_ITEMS = choice_items(
    choices(1, ("Hel", "Heil", "Whole"), ("Slitt", "Sliten", "Worn"), ("Ødelagt", "Øydelagd", "Broken")),
    {f"q{number}": (f"Utstyr {number}", f"Utstyr {number}", f"Gear {number}") for number in range(1, 5)},
)

GEAR = Instrument(
    key="gear",
    title=Text("Utstyret", "Utstyret", "The gear"),
    items=_GEAR_ITEMS,
    total=total_of(_GEAR_ITEMS),
    subscales=(
        Scale("boat", ("q1", "q2"), "mean", 1, Text("Båten", "Båten", "The boat")),
        Scale("pack", ("q3", "q4"), "mean", 1, Text("Sekken", "Sekken", "The pack")),
    ),
    total_range=(4, 12),
    whole=True,
    licence=OWN,
    proposed=("items", "missing"),
)

_FOOTING_ITEMS = choice_items(
    _LITTLE_OR_MUCH,
    {
        f"q{number}": (f"Stein {number} står støtt", f"Stein {number} står støtt", f"Stone {number} is firm")
        for number in (1, 2, 3)
    },
    reverse=("q1", "q2", "q3"),
    offset=-1,
)

FOOTING = Instrument(
    key="footing",
    title=Text("Fotfeste", "Fotfeste", "Footing"),
    items=_FOOTING_ITEMS,
    total=total_of(_FOOTING_ITEMS, max_missing=1),
    total_range=(0, 12),
    whole=True,
    licence=OWN,
    proposed=("scoring", "missing"),
)

_HAZARDS = yes_no_items(
    {
        "thin_ice": ("Er isen tynn?", "Er isen tynn?", "Is the ice thin?"),
        "newcomer": ("Er du ny på vannet?", "Er du ny på vatnet?", "Are you new to the lake?"),
        "open_water": ("Er det åpent vann?", "Er det ope vatn?", "Is there open water?"),
    }
)


def hazards_met(values: Values, _context: Context) -> Outcome:
    """Any yes means that somebody must look; so does anything left unanswered."""
    met, missing = sum(values.values()), len(_HAZARDS) - len(values)
    band = "review" if met else "incomplete" if missing else "clear"
    return Outcome(
        "scored", subscores={"n_met": met}, band=band, flags={"clinician_review": band != "clear"}, n_missing=missing
    )


HAZARDS = Instrument(
    key="hazards",
    title=Text("Farer på vannet", "Farar på vatnet", "Hazards on the lake"),
    items=_HAZARDS,
    direction="",
    bands=(
        Band("clear", Text("Ingen farer", "Ingen farar", "Clear")),
        Band("incomplete", Text("Ikke alt er besvart", "Ikkje alt er svart på", "Incomplete")),
        Band("review", Text("En veileder må se på det", "Ein rettleiar må sjå på det", "A guide must look")),
    ),
    words=(
        ("n_met", Text("Antall farer", "Tal på farar", "Number of hazards")),
        ("clinician_review", Text("En veileder må se på det", "Ein rettleiar må sjå på det", "A guide must look")),
    ),
    licence=OWN,
    proposed=("items", "scoring", "bands"),
    custom=hazards_met,
)

INSTRUMENTS: tuple[Instrument, ...] = (WEATHER, OUTLOOK, GEAR, FOOTING, HAZARDS)
