"""Social anxiety in situations, rated for fear and for avoidance: LSAS-SR."""

from __future__ import annotations

from varde.plugin.instruments import (
    Choices,
    Flag,
    Instrument,
    Item,
    Licence,
    Limit,
    Responder,
    Scale,
    Text,
    Words,
    Worsening,
    bands,
    choice_items,
    choices,
)

SITUATIONS: tuple[Words, ...] = (
    (
        "Snakke i telefonen når andre hører det",
        "Snakke i telefonen når andre høyrer det",
        "Talking on the phone when others hear",
    ),
    ("Være med i en liten gruppe", "Vere med i ei lita gruppe", "Taking part in a small group"),
    ("Spise sammen med andre", "Ete saman med andre", "Eating where others are"),
    ("Drikke noe sammen med andre", "Drikke noko saman med andre", "Drinking something where others are"),
    ("Snakke med en som bestemmer", "Snakke med ein som bestemmer", "Talking to someone in charge"),
    (
        "Opptre eller tale for et publikum",
        "Opptre eller tale for eit publikum",
        "Acting or speaking before an audience",
    ),
    ("Gå på fest", "Gå på fest", "Going to a party"),
    ("Arbeide mens noen ser på", "Arbeide medan nokon ser på", "Working while someone watches"),
    ("Skrive mens noen ser på", "Skrive medan nokon ser på", "Writing while someone watches"),
    ("Ringe til en du knapt kjenner", "Ringje til ein du knapt kjenner", "Phoning someone you hardly know"),
    ("Snakke med folk du knapt kjenner", "Snakke med folk du knapt kjenner", "Talking to people you hardly know"),
    ("Treffe nye mennesker", "Treffe nye menneske", "Meeting new people"),
    ("Bruke et offentlig toalett", "Bruke eit offentleg toalett", "Using a public toilet"),
    ("Komme inn der alle har satt seg", "Kome inn der alle har sett seg", "Coming in where all are seated"),
    ("Være den alle ser på", "Vere den alle ser på", "Being the one everyone looks at"),
    ("Ta ordet på et møte", "Ta ordet på eit møte", "Speaking up in a meeting"),
    ("Ta en prøve", "Ta ei prøve", "Taking a test"),
    (
        "Si at du er uenig, til en du knapt kjenner",
        "Seie at du er ueinig, til ein du knapt kjenner",
        "Saying you disagree with someone you hardly know",
    ),
    (
        "Se en du knapt kjenner, i øynene",
        "Sjå ein du knapt kjenner, i auga",
        "Looking someone you hardly know in the eye",
    ),
    ("Legge fram noe for en gruppe", "Leggje fram noko for ei gruppe", "Presenting something to a group"),
    ("Prøve å bli kjærest med noen", "Prøve å bli kjærast med nokon", "Trying to win someone's love"),
    ("Levere en vare tilbake", "Levere ei vare tilbake", "Taking goods back to a shop"),
    ("Holde selskap", "Halde selskap", "Giving a party"),
    ("Si nei til en pågående selger", "Seie nei til ein pågåande seljar", "Saying no to a pushy seller"),
)
SOCIAL = (5, 7, 10, 11, 12, 15, 18, 19, 22, 23, 24)
PERFORMANCE = tuple(number for number in range(1, 25) if number not in SOCIAL)

_FEAR = choices(
    0,
    ("Ikke redd", "Ikkje redd", "Not afraid"),
    ("Litt redd", "Litt redd", "A little afraid"),
    ("Ganske redd", "Ganske redd", "Quite afraid"),
    ("Svært redd", "Svært redd", "Very afraid"),
)
_AVOIDANCE = choices(
    0,
    ("Aldri", "Aldri", "Never"),
    ("Av og til", "Av og til", "Now and then"),
    ("Ofte", "Ofte", "Often"),
    ("Som regel", "Som regel", "As a rule"),
)


def _rated(key: str, answers: Choices, question: Words, heading: Text) -> tuple[Item, ...]:
    return choice_items(answers, {key: question}, heading=heading)


def _situation(number: int, words: Words) -> tuple[Item, ...]:
    heading = Text(*words)
    return (
        *_rated(f"f{number}", _FEAR, ("Hvor redd er du?", "Kor redd er du?", "How afraid are you?"), heading),
        *_rated(
            f"a{number}",
            _AVOIDANCE,
            ("Hvor ofte holder du deg unna?", "Kor ofte held du deg unna?", "How often do you keep away?"),
            heading,
        ),
    )


def _scale(key: str, letter: str, numbers: tuple[int, ...], max_missing: int, label: Text) -> Scale:
    return Scale(key, tuple(f"{letter}{number}" for number in numbers), "sum", max_missing, label)


_ALL = tuple(range(1, 25))

LSAS_SR = Instrument(
    key="lsas-sr",
    title=Text("LSAS-SR: situasjoner med andre", "LSAS-SR: situasjonar med andre", "LSAS-SR: situations with others"),
    recall=Text("Den siste uken", "Den siste veka", "The last week"),
    question=Text(
        "Har du ikke vært i situasjonen, tenker du deg hvordan det ville vært.",
        "Har du ikkje vore i situasjonen, tenkjer du deg korleis det ville vore.",
        "If you have not been in the situation, think of how it would have been.",
    ),
    items=tuple(item for number, words in enumerate(SITUATIONS, start=1) for item in _situation(number, words)),
    page_length=12,
    sum_of=("fear", "avoidance"),
    subscales=(
        _scale("fear", "f", _ALL, 2, Text("Frykt", "Frykt", "Fear")),
        _scale("avoidance", "a", _ALL, 2, Text("Unngåelse", "Unngåing", "Avoidance")),
        _scale("fear_social", "f", SOCIAL, 1, Text("Frykt, sosialt", "Frykt, sosialt", "Fear, social")),
        _scale(
            "avoidance_social", "a", SOCIAL, 1, Text("Unngåelse, sosialt", "Unngåing, sosialt", "Avoidance, social")
        ),
        _scale(
            "fear_performance", "f", PERFORMANCE, 1, Text("Frykt, prestasjon", "Frykt, prestasjon", "Fear, performance")
        ),
        _scale(
            "avoidance_performance",
            "a",
            PERFORMANCE,
            1,
            Text("Unngåelse, prestasjon", "Unngåing, prestasjon", "Avoidance, performance"),
        ),
    ),
    total_range=(0, 144),
    whole=True,
    bands=bands(
        ("below_threshold", 0, 29, ("Under grensen", "Under grensa", "Below threshold")),
        ("mild", 30, 49, ("Milde plager", "Milde plager", "Mild")),
        ("moderate", 50, 64, ("Moderate plager", "Moderate plager", "Moderate")),
        ("marked", 65, 79, ("Tydelige plager", "Tydelege plager", "Marked")),
        ("severe", 80, 94, ("Alvorlige plager", "Alvorlege plager", "Severe")),
        ("very_severe", 95, 144, ("Svært alvorlige plager", "Svært alvorlege plager", "Very severe")),
    ),
    flags=(Flag("sad_ge30", Limit(">=", 30)), Flag("generalised_ge60", Limit(">=", 60))),
    responder=Responder("percent", 28),
    worsening=Worsening(15, "A limit of our own, to be confirmed by the clinic"),
    caseness=Limit(">=", 30),
    words=(
        (
            "sad_ge30",
            Text("Over grensen for sosial angst", "Over grensa for sosial angst", "Above the limit for social anxiety"),
        ),
        (
            "generalised_ge60",
            Text(
                "Over grensen for sosial angst i de fleste situasjoner",
                "Over grensa for sosial angst i dei fleste situasjonar",
                "Above the limit for social anxiety in most situations",
            ),
        ),
    ),
    licence=Licence("permission", "Liebowitz", "Permission for clinical and commercial use."),
    proposed=("missing", "bands", "responder", "worsening"),
)
