"""How much the bowel troubles: IBS-SSS."""

from __future__ import annotations

from varde.plugin.instruments import (
    Band,
    Flag,
    Instrument,
    Item,
    Licence,
    Limit,
    Responder,
    Scale,
    Text,
    choice_items,
    choices,
)

_NO_YES = choices(0, ("Nei", "Nei", "No"), ("Ja", "Ja", "Yes"))
_NONE = Text("Ikke noe", "Ikkje noko", "None")
_WORST = Text("Så ille det kan bli", "Så ille det kan bli", "As bad as can be")

(_PAIN_NOW,) = choice_items(
    _NO_YES,
    {
        "pain_now": (
            "Har du vondt i magen nå for tiden?",
            "Har du vondt i magen for tida?",
            "Do you have belly pain these days?",
        )
    },
    scored=False,
)
(_DIST_NOW,) = choice_items(
    _NO_YES,
    {
        "dist_now": (
            "Er magen oppblåst nå for tiden?",
            "Er magen oppblåsen for tida?",
            "Is your belly bloated these days?",
        )
    },
    scored=False,
)

_ITEMS = (
    _PAIN_NOW,
    Item(
        "pain_sev",
        "vas",
        0,
        100,
        Text("Hvor sterke er magesmertene?", "Kor sterke er magesmertene?", "How strong is the pain?"),
        low_label=_NONE,
        high_label=_WORST,
        gate="pain_now",
    ),
    Item(
        "pain_days",
        "integer",
        0,
        10,
        Text(
            "Hvor mange av de siste 10 dagene hadde du vondt i magen?",
            "Kor mange av dei siste 10 dagane hadde du vondt i magen?",
            "On how many of the last 10 days did your belly hurt?",
        ),
        unit=Text("dager", "dagar", "days"),
        multiplier=10,
    ),
    _DIST_NOW,
    Item(
        "dist_sev",
        "vas",
        0,
        100,
        Text(
            "Hvor mye plager oppblåstheten deg?",
            "Kor mykje plagar oppblåsinga deg?",
            "How much does the bloating trouble you?",
        ),
        low_label=_NONE,
        high_label=_WORST,
        gate="dist_now",
    ),
    Item(
        "bowel",
        "vas",
        0,
        100,
        Text(
            "Hvor misfornøyd er du med avføringsmønsteret ditt?",
            "Kor misfornøgd er du med avføringsmønsteret ditt?",
            "How unhappy are you with how your bowels work?",
        ),
        low_label=Text("Helt fornøyd", "Heilt fornøgd", "Quite happy"),
        high_label=Text("Så misfornøyd jeg kan bli", "Så misfornøgd eg kan bli", "As unhappy as can be"),
    ),
    Item(
        "life",
        "vas",
        0,
        100,
        Text(
            "Hvor mye griper magen inn i livet ditt?",
            "Kor mykje grip magen inn i livet ditt?",
            "How much does your belly get in the way of your life?",
        ),
        low_label=_NONE,
        high_label=Text("Hele tiden", "Heile tida", "All the time"),
    ),
)

_PARTS = {
    "pain_severity": ("pain_sev", Text("Smertestyrke", "Smertestyrke", "Pain severity")),
    "pain_frequency": ("pain_days", Text("Smertedager", "Smertedagar", "Pain days")),
    "distension": ("dist_sev", Text("Oppblåsthet", "Oppblåsing", "Bloating")),
    "bowel_dissatisfaction": (
        "bowel",
        Text("Misnøye med avføringen", "Misnøye med avføringa", "Dissatisfaction with bowel habit"),
    ),
    "life_interference": ("life", Text("Innvirkning på livet", "Innverknad på livet", "Interference with life")),
}

IBS_SSS = Instrument(
    key="ibs-sss",
    title=Text("IBS-SSS: mageplager", "IBS-SSS: mageplager", "IBS-SSS: bowel symptoms"),
    recall=Text("De siste 10 dagene", "Dei siste 10 dagane", "The last 10 days"),
    items=_ITEMS,
    total=Scale("total", tuple(item for item, _ in _PARTS.values()), "sum"),
    subscales=tuple(Scale(key, (item,), "sum", 0, label) for key, (item, label) in _PARTS.items()),
    total_range=(0, 500),
    # Sliders can give halves, so the edges are exact: below 75, below 175, up to and including 300.
    bands=(
        Band("remission", Text("Så godt som plagefri", "Så godt som plagefri", "In remission"), 0, 75, open_high=True),
        Band("mild", Text("Milde plager", "Milde plager", "Mild"), 75, 175, open_high=True),
        Band("moderate", Text("Moderate plager", "Moderate plager", "Moderate"), 175, 300),
        Band("severe", Text("Alvorlige plager", "Alvorlege plager", "Severe"), 300, 500, open_low=True),
    ),
    flags=(Flag("active_ge75", Limit(">=", 75)),),
    responder=Responder("points", 50),
    smallest_change=50,
    caseness=Limit(">=", 75),
    words=(("active_ge75", Text("Plager over grensen", "Plager over grensa", "Symptoms above the limit")),),
    licence=Licence(
        "permission",
        "P. Whorwell, Manchester, and the Rome Foundation",
        "Ask before clinical use; translated and number-scale forms are licensed separately.",
    ),
    proposed=("missing", "scoring"),
)
