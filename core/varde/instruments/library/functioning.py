"""Sleep, work and social life, and belief in oneself: ISI, WSAS and GSE."""

from __future__ import annotations

from varde.instruments.authoring import bands, choice_items, choices, total_of
from varde.instruments.values import Flag, Instrument, Licence, Limit, ReliableChange, Responder
from varde.kernel.words import Text

_ISI_ITEMS = choice_items(
    choices(
        0,
        ("Ikke noe", "Ikkje noko", "Not at all"),
        ("Litt", "Litt", "A little"),
        ("En del", "Ein del", "Somewhat"),
        ("Mye", "Mykje", "A lot"),
        ("Svært mye", "Svært mykje", "Very much"),
    ),
    {
        "q1": ("Vansker med å sovne", "Vanskar med å sovne", "Trouble falling asleep"),
        "q2": ("Vansker med å sove uten å våkne", "Vanskar med å sove utan å vakne", "Trouble staying asleep"),
        "q3": ("Våkner for tidlig", "Vaknar for tidleg", "Waking too early"),
        "q4": ("Misfornøyd med søvnen", "Misfornøgd med søvnen", "Unhappy with your sleep"),
        "q5": ("Søvnen går ut over dagen", "Søvnen går ut over dagen", "Poor sleep affects your day"),
        "q6": (
            "Andre merker at du sover dårlig",
            "Andre merkar at du søv dårleg",
            "Others notice that you sleep badly",
        ),
        "q7": ("Søvnen bekymrer deg", "Søvnen uroar deg", "Your sleep worries you"),
    },
)

ISI = Instrument(
    key="isi",
    title=Text("ISI: søvn", "ISI: søvn", "ISI: sleep"),
    recall=Text("De siste to ukene", "Dei siste to vekene", "The last two weeks"),
    question=Text("Hvor mye plages du av dette?", "Kor mykje er du plaga av dette?", "How much does this trouble you?"),
    items=_ISI_ITEMS,
    total=total_of(_ISI_ITEMS),
    total_range=(0, 28),
    whole=True,
    bands=bands(
        ("none", 0, 7, ("Ikke søvnvansker", "Ikkje søvnvanskar", "None")),
        ("subthreshold", 8, 14, ("Lette søvnvansker", "Lette søvnvanskar", "Subthreshold")),
        ("moderate", 15, 21, ("Moderate søvnvansker", "Moderate søvnvanskar", "Moderate")),
        ("severe", 22, 28, ("Alvorlige søvnvansker", "Alvorlege søvnvanskar", "Severe")),
    ),
    flags=(
        Flag("clinical_ge15", Limit(">=", 15)),
        Flag("community_ge10", Limit(">=", 10)),
        Flag("remission_lt8", Limit("<", 8)),
    ),
    responder=Responder("points", 8),
    smallest_change=6,
    caseness=Limit(">=", 15),
    words=(
        (
            "clinical_ge15",
            Text("Over grensen for pasienter", "Over grensa for pasientar", "Above the limit for patients"),
        ),
        (
            "community_ge10",
            Text("Over grensen for befolkningen", "Over grensa for befolkninga", "Above the limit for the population"),
        ),
        ("remission_lt8", Text("Ikke søvnvansker lenger", "Ikkje søvnvanskar lenger", "No longer trouble sleeping")),
    ),
    licence=Licence("permission", "Morin and Mapi", "A licence is needed; free for academic use."),
    proposed=("items", "missing"),
)

_HINDERED = choices(
    0,
    ("0: ikke i det hele tatt", "0: ikkje i det heile", "0: not at all"),
    ("1", "1", "1"),
    ("2: litt", "2: litt", "2: a little"),
    ("3", "3", "3"),
    ("4: en del", "4: ein del", "4: somewhat"),
    ("5", "5", "5"),
    ("6: mye", "6: mykje", "6: a lot"),
    ("7", "7", "7"),
    ("8: så mye at jeg ikke får det til", "8: så mykje at eg ikkje får det til", "8: so much that I cannot do it"),
)

_WSAS_ITEMS = choice_items(
    _HINDERED,
    {
        "q1": (
            "Jobb eller skole (hopp over hvis det ikke gjelder deg)",
            "Jobb eller skule (hopp over om det ikkje gjeld deg)",
            "Work or studies (skip this if it does not apply to you)",
        ),
        "q2": ("Det som må gjøres hjemme", "Det som må gjerast heime", "What has to be done at home"),
        "q3": ("Å finne på ting med andre", "Å finne på ting med andre", "Doing things with others"),
        "q4": ("Å holde på med ting for deg selv", "Å halde på med ting for deg sjølv", "Doing things on your own"),
        "q5": (
            "Å ha det fint med dem som står deg nær",
            "Å ha det fint med dei som står deg nær",
            "Getting on with those closest to you",
        ),
    },
)

WSAS = Instrument(
    key="wsas",
    title=Text("WSAS: hverdagen", "WSAS: kvardagen", "WSAS: everyday life"),
    recall=Text("Nå for tiden", "No for tida", "These days"),
    question=Text(
        "Hvor mye hindrer plagene deg i dette?",
        "Kor mykje hindrar plagene deg i dette?",
        "How much do your problems get in the way of this?",
    ),
    items=_WSAS_ITEMS,
    total=total_of(_WSAS_ITEMS, max_missing=1),
    total_range=(0, 40),
    whole=True,
    bands=bands(
        ("subclinical", 0, 9, ("Lite hindret", "Lite hindra", "Subclinical")),
        ("significant", 10, 20, ("Merkbart hindret", "Merkbart hindra", "Significant")),
        ("severe", 21, 40, ("Svært hindret", "Svært hindra", "Severe")),
    ),
    flags=(Flag("impairment_ge10", Limit(">=", 10)),),
    reliable_change=ReliableChange(8, "Zahra 2014, to be confirmed"),
    caseness=Limit(">=", 10),
    words=(
        (
            "impairment_ge10",
            Text("Merkbart hindret i hverdagen", "Merkbart hindra i kvardagen", "Noticeably hindered in daily life"),
        ),
    ),
    licence=Licence("free", "Marks"),
    proposed=("reliable_change",),
)

_GSE_ITEMS = choice_items(
    choices(
        1,
        ("Stemmer ikke", "Stemmer ikkje", "Not true"),
        ("Stemmer litt", "Stemmer litt", "A little true"),
        ("Stemmer ganske godt", "Stemmer ganske godt", "Fairly true"),
        ("Stemmer helt", "Stemmer heilt", "Quite true"),
    ),
    {
        "q1": (
            "Jeg løser problemer når jeg går inn for det",
            "Eg løyser problem når eg går inn for det",
            "I solve problems when I put my mind to it",
        ),
        "q2": (
            "Jeg finner en vei selv om noen er imot",
            "Eg finn ein veg sjølv om nokon er imot",
            "I find a way even when someone is against it",
        ),
        "q3": ("Jeg holder fast ved målene mine", "Eg held fast ved måla mine", "I hold on to my goals"),
        "q4": ("Jeg takler det som kommer brått på", "Eg taklar det som kjem brått på", "I cope with the unexpected"),
        "q5": (
            "Jeg har evner nok til å klare nye situasjoner",
            "Eg har evner nok til å klare nye situasjonar",
            "I have what it takes in new situations",
        ),
        "q6": (
            "Legger jeg inn innsats, får jeg det til",
            "Legg eg inn innsats, får eg det til",
            "When I make an effort, I manage",
        ),
        "q7": (
            "Jeg holder meg rolig når det blir vanskelig",
            "Eg held meg roleg når det blir vanskeleg",
            "I stay calm when things get hard",
        ),
        "q8": (
            "Jeg ser flere løsninger på et problem",
            "Eg ser fleire løysingar på eit problem",
            "I see more than one way to solve a problem",
        ),
        "q9": (
            "Er jeg i trøbbel, finner jeg på noe",
            "Er eg i trøbbel, finn eg på noko",
            "When I am in trouble, I think of something",
        ),
        "q10": ("Det som kommer, klarer jeg", "Det som kjem, klarer eg", "Whatever comes, I manage"),
    },
)

GSE = Instrument(
    key="gse",
    title=Text("GSE: tro på egen mestring", "GSE: tru på eiga meistring", "GSE: belief in coping"),
    recall=Text("Slik det pleier å være", "Slik det pleier å vere", "As it usually is"),
    question=Text("Hvor godt stemmer dette for deg?", "Kor godt stemmer dette for deg?", "How true is this for you?"),
    items=_GSE_ITEMS,
    direction="higher_better",
    total=total_of(_GSE_ITEMS, max_missing=3),
    total_range=(10, 40),
    whole=True,
    licence=Licence("free", "Schwarzer and Jerusalem", "Free for research with citation."),
    proposed=("items",),
)
