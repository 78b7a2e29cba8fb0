"""Well-being and general health: WHO-5 and EQ-5D-5L."""

from __future__ import annotations

from varde.instruments.authoring import bands, choice_items, choices, total_of
from varde.instruments.values import (
    Code,
    Context,
    Flag,
    Instrument,
    Item,
    Licence,
    Limit,
    Outcome,
    Responder,
    Scale,
    Values,
)
from varde.kernel.words import Text

_WHO5_ITEMS = choice_items(
    choices(
        0,
        ("Aldri", "Aldri", "Never"),
        ("Sjelden", "Sjeldan", "Seldom"),
        ("Under halvparten av tiden", "Under halvparten av tida", "Less than half the time"),
        ("Over halvparten av tiden", "Over halvparten av tida", "More than half the time"),
        ("For det meste", "For det meste", "Mostly"),
        ("Hele tiden", "Heile tida", "The whole time"),
    ),
    {
        "q1": ("Glad til sinns", "Glad til sinns", "In good spirits"),
        "q2": ("Rolig", "Roleg", "At ease"),
        "q3": ("Full av liv", "Full av liv", "Full of life"),
        "q4": ("Opplagt om morgenen", "Opplagd om morgonen", "Refreshed in the morning"),
        "q5": ("Dager med noe som interesserer", "Dagar med noko som interesserer", "Days with things of interest"),
    },
)

WHO5 = Instrument(
    key="who-5",
    title=Text("WHO-5: trivsel", "WHO-5: trivsel", "WHO-5: well-being"),
    recall=Text("De siste to ukene", "Dei siste to vekene", "The last two weeks"),
    question=Text(
        "Hvor mye av tiden har det vært slik for deg?",
        "Kor mykje av tida har det vore slik for deg?",
        "How much of the time has it been like this for you?",
    ),
    items=_WHO5_ITEMS,
    direction="higher_better",
    total=total_of(_WHO5_ITEMS, factor=4),
    subscales=(Scale("raw", tuple(item.key for item in _WHO5_ITEMS), "sum", 0, Text("Råsum", "Råsum", "Raw sum")),),
    total_range=(0, 100),
    whole=True,
    bands=bands(
        ("very_low", 0, 28, ("Svært lav trivsel", "Svært låg trivsel", "Very low")),
        ("low", 29, 50, ("Lav trivsel", "Låg trivsel", "Low")),
        ("adequate", 51, 100, ("God nok trivsel", "God nok trivsel", "Adequate")),
    ),
    flags=(Flag("poor_le50", Limit("<=", 50)), Flag("depression_likely_le28", Limit("<=", 28))),
    responder=Responder("points", 10),
    smallest_change=10,
    caseness=Limit("<=", 50),
    codes=(Code("snomed", "panel", "1144665009"),),
    words=(
        ("poor_le50", Text("Lav trivsel", "Låg trivsel", "Low well-being")),
        ("depression_likely_le28", Text("Kan tyde på depresjon", "Kan tyde på depresjon", "May point to depression")),
    ),
    licence=Licence("free", "World Health Organization", "Shared alike and not for sale; check before commercial use."),
    proposed=("missing", "bands", "flags", "codes"),
)

DIMENSIONS = ("mo", "sc", "ua", "pd", "ad")


def eq5d(values: Values, _context: Context) -> Outcome:
    """The profile, one digit per dimension (9 when missing). No index: value sets are licensed and kept elsewhere."""
    levels = [values.get(key) for key in DIMENSIONS]
    missing = levels.count(None)
    profile = "".join("9" if level is None else str(level) for level in levels)
    return Outcome(
        "not_scored" if missing else "scored",
        subscores={"level_sum": None if missing else sum(values[key] for key in DIMENSIONS), "vas": values.get("vas")},
        flags={"any_problem": None if missing else profile != "11111", "index_computable": not missing},
        n_missing=missing,
        profile=profile,
    )


_LEVELS = choices(
    1,
    ("Ikke noe", "Ikkje noko", "None"),
    ("Litt", "Litt", "A little"),
    ("Noe", "Noko", "Some"),
    ("Mye", "Mykje", "A lot"),
    ("Så mye det kan bli", "Så mykje det kan bli", "As much as can be"),
)

EQ5D5L = Instrument(
    key="eq-5d-5l",
    title=Text("EQ-5D-5L: helse i dag", "EQ-5D-5L: helse i dag", "EQ-5D-5L: health today"),
    recall=Text("I dag", "I dag", "Today"),
    question=Text(
        "Hvor mye strever du med dette i dag?",
        "Kor mykje strevar du med dette i dag?",
        "How much trouble do you have with this today?",
    ),
    items=(
        *choice_items(
            _LEVELS,
            {
                "mo": ("Å gå omkring", "Å gå omkring", "Getting about"),
                "sc": ("Å vaske og kle på deg", "Å vaske og kle på deg", "Washing and dressing"),
                "ua": ("Det du pleier å gjøre", "Det du pleier å gjere", "What you usually do"),
                "pd": ("Smerte eller ubehag", "Smerte eller ubehag", "Pain or discomfort"),
                "ad": ("Angst eller nedstemthet", "Angst eller nedstemtheit", "Anxiety or low mood"),
            },
        ),
        Item(
            "vas",
            "vas",
            0,
            100,
            Text("Hvordan er helsen din i dag?", "Korleis er helsa di i dag?", "How is your health today?"),
            low_label=Text("Dårligst tenkelig", "Dårlegast tenkeleg", "The worst there is"),
            high_label=Text("Best tenkelig", "Best tenkeleg", "The best there is"),
            scored=False,
        ),
    ),
    direction="",
    words=(
        ("level_sum", Text("Summen av nivåene (5–25)", "Summen av nivåa (5–25)", "Sum of the levels (5–25)")),
        ("vas", Text("Helsen i dag (0–100)", "Helsa i dag (0–100)", "Health today (0–100)")),
        ("any_problem", Text("Minst ett problem", "Minst eitt problem", "At least one problem")),
        (
            "index_computable",
            Text("Alle fem områder er besvart", "Alle fem område er svara på", "All five areas answered"),
        ),
    ),
    licence=Licence("fee", "EuroQol", "Registration and a licence are needed before use; the value set is separate."),
    proposed=("missing", "scoring"),
    custom=eq5d,
)
