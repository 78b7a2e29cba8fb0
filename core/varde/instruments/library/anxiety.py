"""Anxiety: GAD-7."""

from __future__ import annotations

from varde.instruments.authoring import bands, choice_items, total_of
from varde.instruments.library.depression import DAYS_OF_TWO_WEEKS
from varde.instruments.values import Code, Flag, Instrument, Licence, Limit, ReliableChange, Responder
from varde.kernel.words import Text

_ITEMS = choice_items(
    DAYS_OF_TWO_WEEKS,
    {
        "q1": ("Nervøs eller på vakt", "Nervøs eller på vakt", "Nervous or on guard"),
        "q2": (
            "Bekymringer som er vanskelige å stanse",
            "Uro og bekymring som er vanskeleg å stanse",
            "Worry that is hard to stop",
        ),
        "q3": ("Bekymret for mange ulike ting", "Bekymra for mange ulike ting", "Worried about many different things"),
        "q4": ("Vanskelig å slappe av", "Vanskeleg å slappe av", "Hard to relax"),
        "q5": ("For rastløs til å sitte i ro", "For rastlaus til å sitje i ro", "Too restless to sit quietly"),
        "q6": ("Lettere irritert enn ellers", "Lettare irritert enn elles", "More easily annoyed than usual"),
        "q7": (
            "Redd for at noe vondt skal skje",
            "Redd for at noko vondt skal skje",
            "Afraid that something bad will happen",
        ),
    },
)

GAD7 = Instrument(
    key="gad-7",
    title=Text("GAD-7: uro og bekymring", "GAD-7: uro og bekymring", "GAD-7: unease and worry"),
    recall=Text("De siste to ukene", "Dei siste to vekene", "The last two weeks"),
    question=Text(
        "Hvor mange dager har du kjent på dette?",
        "Kor mange dagar har du kjent på dette?",
        "On how many days have you noticed this?",
    ),
    items=_ITEMS,
    total=total_of(_ITEMS, max_missing=2),
    total_range=(0, 21),
    whole=True,
    bands=bands(
        ("minimal", 0, 4, ("Få eller ingen plager", "Få eller ingen plager", "Minimal")),
        ("mild", 5, 9, ("Milde plager", "Milde plager", "Mild")),
        ("moderate", 10, 14, ("Moderate plager", "Moderate plager", "Moderate")),
        ("severe", 15, 21, ("Alvorlige plager", "Alvorlege plager", "Severe")),
    ),
    flags=(Flag("caseness_nhs", Limit(">=", 8)), Flag("screen_gad", Limit(">=", 10))),
    responder=Responder("percent", 50),
    smallest_change=4,
    reliable_change=ReliableChange(4, "NHS Talking Therapies: 3.53 rounded up"),
    caseness=Limit(">=", 8),
    codes=(
        Code("loinc", "panel", "69737-5"),
        Code("loinc", "total", "70274-6"),
        *(
            Code("loinc", f"q{number}", code)
            for number, code in enumerate(
                ("69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"), start=1
            )
        ),
        Code("snomed", "total", "445455005"),
    ),
    words=(
        (
            "caseness_nhs",
            Text(
                "Over grensen i NHS Talking Therapies",
                "Over grensa i NHS Talking Therapies",
                "Above the limit of NHS Talking Therapies",
            ),
        ),
        (
            "screen_gad",
            Text(
                "Over grensen ved kartlegging av generalisert angst",
                "Over grensa ved kartlegging av generalisert angst",
                "Above the limit in screening for generalised anxiety",
            ),
        ),
    ),
    licence=Licence("free", "Pfizer", "May be reproduced, translated and shown without asking."),
    proposed=("missing", "codes"),
)
