"""Depression: PHQ-9 and MADRS-S."""

from __future__ import annotations

from collections.abc import Mapping

from varde.instruments.authoring import bands, choice_items, choices, total_of
from varde.instruments.library.safety import ITEM9_WORDS, madrs_level, phq_level
from varde.instruments.values import (
    Code,
    Flag,
    Instrument,
    Licence,
    Limit,
    ReadAnswers,
    ReliableChange,
    Responder,
    Worsening,
)
from varde.kernel.words import Text

DAYS_OF_TWO_WEEKS = choices(
    0,
    ("Ingen dager", "Ingen dagar", "On no days"),
    ("Enkelte dager", "Enkelte dagar", "On some days"),
    ("Over halvparten av dagene", "Over halvparten av dagane", "On most days"),
    ("Så å si hver dag", "Så å seie kvar dag", "Practically every day"),
)

_PHQ9_ITEMS = choice_items(
    DAYS_OF_TWO_WEEKS,
    {
        "q1": ("Lite lyst til å gjøre ting", "Lite lyst til å gjere ting", "Little wish to do things"),
        "q2": ("Trist eller tung til sinns", "Trist eller tung til sinns", "Sad or heavy-hearted"),
        "q3": (
            "Dårlig søvn, eller mer søvn enn vanlig",
            "Dårleg søvn, eller meir søvn enn vanleg",
            "Poor sleep, or more sleep than usual",
        ),
        "q4": ("Lite krefter", "Lite krefter", "Little energy"),
        "q5": ("Endret matlyst", "Endra matlyst", "Changed appetite"),
        "q6": ("Dårlige tanker om deg selv", "Dårlege tankar om deg sjølv", "Low thoughts about yourself"),
        "q7": ("Vansker med å samle tankene", "Vanskar med å samle tankane", "Hard to keep your mind on things"),
        "q8": (
            "Tregere eller mer urolig i kroppen enn ellers",
            "Tregare eller meir uroleg i kroppen enn elles",
            "Slower, or more restless in your body, than usual",
        ),
        "q9": (
            "Tanker om å skade deg selv eller ikke leve lenger",
            "Tankar om å skade deg sjølv eller ikkje leve lenger",
            "Thoughts of harming yourself or of not living any more",
        ),
    },
    safety=("q9",),
)

_PHQ9_DAILY_LIFE = choice_items(
    choices(
        0,
        ("Ikke noe", "Ikkje noko", "Not at all"),
        ("Litt", "Litt", "A little"),
        ("Mye", "Mykje", "A lot"),
        ("Svært mye", "Svært mykje", "Very much"),
    ),
    {
        "q10": (
            "Hvor mye går dette ut over hverdagen din?",
            "Kor mykje går dette ut over kvardagen din?",
            "How much does this get in the way of your everyday life?",
        )
    },
    scored=False,
)


def phq9_marks(reading: ReadAnswers) -> Mapping[str, object]:
    """Item 9, whatever the total, and the DSM pattern when nothing is missing.

    DSM pattern: item 1 or 2 at 2 or more and, counting items 1-8 from 2 and item 9 from 1, five or more symptoms is
    ``major``, two to four ``other``. Source: facts on PHQ-9.
    """
    values = reading.values
    item9 = values.get("q9")
    marks: dict[str, object] = {"item9_answered": item9 is not None, "item9_alert": phq_level(item9)}
    if reading.n_missing == 0:
        marks["dsm_algorithm"] = _dsm([values[item.key] for item in _PHQ9_ITEMS])
    return marks


def _dsm(answers: list[int]) -> str:
    symptoms = sum(answer >= 2 for answer in answers[:8]) + (answers[8] >= 1)
    if max(answers[:2]) < 2 or symptoms < 2:
        return "none"
    return "major" if symptoms >= 5 else "other"


PHQ9 = Instrument(
    key="phq-9",
    title=Text("PHQ-9: humør og krefter", "PHQ-9: humør og krefter", "PHQ-9: mood and energy"),
    recall=Text("De siste to ukene", "Dei siste to vekene", "The last two weeks"),
    question=Text(
        "Hvor mange dager har du kjent på dette?",
        "Kor mange dagar har du kjent på dette?",
        "On how many days have you noticed this?",
    ),
    items=_PHQ9_ITEMS + _PHQ9_DAILY_LIFE,
    total=total_of(_PHQ9_ITEMS, max_missing=2),
    total_range=(0, 27),
    whole=True,
    bands=bands(
        ("minimal", 0, 4, ("Få eller ingen plager", "Få eller ingen plager", "Minimal")),
        ("mild", 5, 9, ("Milde plager", "Milde plager", "Mild")),
        ("moderate", 10, 14, ("Moderate plager", "Moderate plager", "Moderate")),
        (
            "moderately_severe",
            15,
            19,
            ("Moderate til alvorlige plager", "Moderate til alvorlege plager", "Moderately severe"),
        ),
        ("severe", 20, 27, ("Alvorlige plager", "Alvorlege plager", "Severe")),
    ),
    flags=(Flag("caseness", Limit(">=", 10)),),
    marks=phq9_marks,
    responder=Responder("percent", 50),
    smallest_change=5,
    reliable_change=ReliableChange(6, "NHS Talking Therapies: 5.20 rounded up"),
    caseness=Limit(">=", 10),
    codes=(
        Code("loinc", "panel", "44249-1"),
        Code("loinc", "total", "44261-6"),
        *(
            Code("loinc", f"q{number}", code)
            for number, code in enumerate(
                (
                    "44250-9",
                    "44255-8",
                    "44259-0",
                    "44254-1",
                    "44251-7",
                    "44258-2",
                    "44252-5",
                    "44253-3",
                    "44260-8",
                    "69722-7",
                ),
                start=1,
            )
        ),
        Code("snomed", "total", "720433000"),
    ),
    words=(
        ("caseness", Text("Tydelig plage", "Tydeleg plage", "Clear problem")),
        *ITEM9_WORDS,
        ("dsm_algorithm", Text("Mønster etter DSM", "Mønster etter DSM", "Pattern by DSM")),
        ("dsm_algorithm=none", Text("ingen", "ingen", "none")),
        ("dsm_algorithm=major", Text("fem eller flere tegn", "fem eller fleire teikn", "five or more signs")),
        ("dsm_algorithm=other", Text("to til fire tegn", "to til fire teikn", "two to four signs")),
    ),
    licence=Licence("free", "Pfizer", "May be reproduced, translated and shown without asking."),
    proposed=("missing", "codes"),
)


_MADRS_STEPS = choices(
    0,
    ("0: ikke noe", "0: ikkje noko", "0: not at all"),
    ("1", "1", "1"),
    ("2: litt, eller av og til", "2: litt, eller av og til", "2: a little, or now and then"),
    ("3", "3", "3"),
    ("4: mye, eller ofte", "4: mykje, eller ofte", "4: a lot, or often"),
    ("5", "5", "5"),
    (
        "6: nesten hele tiden, så sterkt det kan bli",
        "6: nesten heile tida, så sterkt det kan bli",
        "6: nearly all the time, as strong as can be",
    ),
)

_MADRS_ITEMS = choice_items(
    _MADRS_STEPS,
    {
        "q1": ("Er du nedstemt?", "Er du nedstemt?", "Is your mood low?"),
        "q2": ("Kjenner du uro eller angst?", "Kjenner du uro eller angst?", "Do you feel uneasy or anxious?"),
        "q3": (
            "Sover du dårligere enn du pleier?",
            "Søv du dårlegare enn du pleier?",
            "Is your sleep worse than usual?",
        ),
        "q4": (
            "Er matlysten dårligere enn den pleier?",
            "Er matlysta dårlegare enn ho pleier?",
            "Is your appetite worse than usual?",
        ),
        "q5": (
            "Er det vanskelig å konsentrere seg?",
            "Er det vanskeleg å konsentrere seg?",
            "Is it hard to concentrate?",
        ),
        "q6": (
            "Er det tungt å komme i gang med ting?",
            "Er det tungt å kome i gang med ting?",
            "Is it hard to get started on things?",
        ),
        "q7": (
            "Bryr du deg mindre om folk og ting rundt deg?",
            "Bryr du deg mindre om folk og ting rundt deg?",
            "Do you care less about the people and things around you?",
        ),
        "q8": (
            "Ser du mørkt på deg selv eller framtiden?",
            "Ser du mørkt på deg sjølv eller framtida?",
            "Do you think darkly about yourself or the future?",
        ),
        "q9": (
            "Er lysten til å leve svekket? Velg 6 hvis du har planer om å ta livet ditt.",
            "Er lysta til å leve svekt? Vel 6 om du har planar om å ta livet ditt.",
            "Has your wish to live weakened? Choose 6 if you have plans to end your life.",
        ),
    },
    safety=("q9",),
)


def madrs_marks(reading: ReadAnswers) -> Mapping[str, object]:
    """Item 9, whatever the total."""
    item9 = reading.values.get("q9")
    return {"item9_answered": item9 is not None, "item9_alert": madrs_level(item9)}


MADRS_S = Instrument(
    key="madrs-s",
    title=Text("MADRS-S: hvordan du har det", "MADRS-S: korleis du har det", "MADRS-S: how you are"),
    recall=Text("De siste tre dagene", "Dei siste tre dagane", "The last three days"),
    question=Text(
        "Velg tallet som passer best. Er du mellom to, velger du det i midten.",
        "Vel talet som passar best. Er du mellom to, vel du det i midten.",
        "Choose the number that fits best. Between two, choose the one in the middle.",
    ),
    items=_MADRS_ITEMS,
    total=total_of(_MADRS_ITEMS, max_missing=1),
    total_range=(0, 54),
    whole=True,
    bands=bands(
        ("none_or_minimal", 0, 12, ("Få eller ingen plager", "Få eller ingen plager", "None or minimal")),
        ("mild", 13, 19, ("Milde plager", "Milde plager", "Mild")),
        ("moderate", 20, 34, ("Moderate plager", "Moderate plager", "Moderate")),
        ("severe", 35, 54, ("Alvorlige plager", "Alvorlege plager", "Severe")),
    ),
    flags=(Flag("remission_le12", Limit("<=", 12)),),
    marks=madrs_marks,
    responder=Responder("percent", 50),
    worsening=Worsening(8, "A limit of our own, to be confirmed by the clinic"),
    caseness=Limit(">=", 13),
    words=(
        ("remission_le12", Text("Så godt som plagefri", "Så godt som plagefri", "All but free of symptoms")),
        *ITEM9_WORDS,
    ),
    licence=Licence("free", "Montgomery, Åsberg and Svanborg", "Confirm the rights to the Norwegian translation."),
    proposed=("missing", "bands", "flags", "worsening"),
)
