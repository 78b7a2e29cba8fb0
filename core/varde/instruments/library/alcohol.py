"""Alcohol: AUDIT and AUDIT-C."""

from __future__ import annotations

from collections.abc import Mapping

from varde.instruments.authoring import bands, choice_items, choices, total_of
from varde.instruments.values import Code, Context, Flag, Instrument, Item, Licence, Limit, ReadAnswers, Scale, Values
from varde.kernel.words import Text


def skip_unasked(values: Values, _context: Context) -> Values:
    """Give unasked questions the answer they must have.

    Never drinking (item 1 = 0) makes unanswered items 2-8 zero; so do items 2 and 3 at zero for items 4-8. The last
    two are asked of everyone, since they look further back.
    """
    filled = dict(values)
    never = values.get("q1") == 0
    if never:
        for key in ("q2", "q3"):
            filled.setdefault(key, 0)
    if never or (filled.get("q2") == 0 and filled.get("q3") == 0):
        for key in ("q4", "q5", "q6", "q7", "q8"):
            filled.setdefault(key, 0)
    return filled


def skip_when_never(values: Values, _context: Context) -> Values:
    """Never drinking makes the unanswered two other items zero."""
    return {"q2": 0, "q3": 0, **values} if values.get("q1") == 0 else values


_HOW_OFTEN = choices(
    0,
    ("Aldri", "Aldri", "Never"),
    ("Sjeldnere enn hver måned", "Sjeldnare enn kvar månad", "Less than monthly"),
    ("Hver måned", "Kvar månad", "Monthly"),
    ("Hver uke", "Kvar veke", "Weekly"),
    ("Daglig eller nesten daglig", "Dagleg eller nesten dagleg", "Daily or nearly"),
)

_FREQUENCY = choice_items(
    choices(
        0,
        ("Aldri", "Aldri", "Never"),
        ("Månedlig eller sjeldnere", "Kvar månad eller sjeldnare", "Monthly or less"),
        ("2-4 ganger i måneden", "2-4 gonger i månaden", "2-4 times a month"),
        ("2-3 ganger i uken", "2-3 gonger i veka", "2-3 times a week"),
        ("4 ganger i uken eller mer", "4 gonger i veka eller meir", "4 times a week or more"),
    ),
    {"q1": ("Hvor ofte drikker du alkohol?", "Kor ofte drikk du alkohol?", "How often do you drink alcohol?")},
)
_UNITS = choice_items(
    choices(
        0,
        ("1-2", "1-2", "1-2"),
        ("3-4", "3-4", "3-4"),
        ("5-6", "5-6", "5-6"),
        ("7-9", "7-9", "7-9"),
        ("10 eller flere", "10 eller fleire", "10 or more"),
    ),
    {
        "q2": (
            "Hvor mange enheter tar du når du drikker?",
            "Kor mange einingar tek du når du drikk?",
            "How many units do you have when you drink?",
        )
    },
)
_PATTERN = choice_items(
    _HOW_OFTEN,
    {
        "q3": (
            "Hvor ofte drikker du seks enheter eller mer?",
            "Kor ofte drikk du seks einingar eller meir?",
            "How often do you have six units or more?",
        ),
        "q4": (
            "Hvor ofte klarte du ikke å stoppe når du først drakk?",
            "Kor ofte klarte du ikkje å stoppe når du først drakk?",
            "How often could you not stop once you were drinking?",
        ),
        "q5": (
            "Hvor ofte lot du være å gjøre noe du skulle, på grunn av drikking?",
            "Kor ofte lét du vere å gjere noko du skulle, på grunn av drikking?",
            "How often did drinking keep you from something you should have done?",
        ),
        "q6": (
            "Hvor ofte drakk du om morgenen for å komme i gang?",
            "Kor ofte drakk du om morgonen for å kome i gang?",
            "How often did you drink in the morning to get going?",
        ),
        "q7": ("Hvor ofte angret du etterpå?", "Kor ofte angra du etterpå?", "How often did you regret it afterwards?"),
        "q8": (
            "Hvor ofte husket du ikke hva som hendte mens du drakk?",
            "Kor ofte hugsa du ikkje kva som hende medan du drakk?",
            "How often could you not recall what happened while you drank?",
        ),
    },
)
_EVER: tuple[Item, ...] = choice_items(
    (
        (0, Text("Nei", "Nei", "No")),
        (2, Text("Ja, men ikke det siste året", "Ja, men ikkje det siste året", "Yes, but not in the last year")),
        (4, Text("Ja, det siste året", "Ja, det siste året", "Yes, in the last year")),
    ),
    {
        "q9": (
            "Har noen blitt skadet fordi du drakk?",
            "Har nokon blitt skadd fordi du drakk?",
            "Has anyone been hurt because you drank?",
        ),
        "q10": (
            "Har noen som bryr seg om deg, bedt deg om å drikke mindre?",
            "Har nokon som bryr seg om deg, bedt deg om å drikke mindre?",
            "Has someone who cares about you asked you to drink less?",
        ),
    },
)

_CONSUMPTION = (*_FREQUENCY, *_UNITS, _PATTERN[0])
_ITEMS = (*_FREQUENCY, *_UNITS, *_PATTERN, *_EVER)

AUDIT = Instrument(
    key="audit",
    title=Text("AUDIT: alkohol", "AUDIT: alkohol", "AUDIT: alcohol"),
    recall=Text("De siste 12 månedene", "Dei siste 12 månadene", "The last 12 months"),
    items=_ITEMS,
    total=total_of(_ITEMS),
    subscales=(
        Scale("consumption", ("q1", "q2", "q3"), "sum", 0, Text("Forbruk", "Forbruk", "Consumption")),
        Scale("dependence", ("q4", "q5", "q6"), "sum", 0, Text("Avhengighet", "Avhengigheit", "Dependence")),
        Scale("harm", ("q7", "q8", "q9", "q10"), "sum", 0, Text("Skader", "Skadar", "Harm")),
    ),
    total_range=(0, 40),
    whole=True,
    prepare=skip_unasked,
    bands=bands(
        ("low_risk", 0, 7, ("Lav risiko", "Låg risiko", "Low risk")),
        ("hazardous", 8, 15, ("Risikofylt forbruk", "Risikofylt forbruk", "Hazardous")),
        ("harmful", 16, 19, ("Skadelig forbruk", "Skadeleg forbruk", "Harmful")),
        ("possible_dependence", 20, 40, ("Mulig avhengighet", "Mogleg avhengigheit", "Possible dependence")),
    ),
    flags=(Flag("at_risk_ge8", Limit(">=", 8)),),
    caseness=Limit(">=", 8),
    codes=(Code("loinc", "panel", "72110-0"), Code("loinc", "total", "75624-7")),
    words=(
        ("at_risk_ge8", Text("Risikofylt forbruk eller mer", "Risikofylt forbruk eller meir", "Hazardous use or more")),
    ),
    licence=Licence("free", "World Health Organization", "Free with acknowledgement."),
    proposed=("missing", "scoring", "codes"),
)

POSITIVE_FROM = {"female": 3, "male": 4}


def audit_c_marks(reading: ReadAnswers) -> Mapping[str, object]:
    """Positive from 3 for women and 4 for men; null when the sex is not one of these."""
    if reading.total is None:
        return {}
    limit = POSITIVE_FROM.get(str(reading.context.get("sex")))
    return {"positive": None if limit is None else reading.total >= limit}


AUDIT_C = Instrument(
    key="audit-c",
    title=Text("AUDIT-C: alkohol, kort", "AUDIT-C: alkohol, kort", "AUDIT-C: alcohol, short"),
    recall=Text("De siste 12 månedene", "Dei siste 12 månadene", "The last 12 months"),
    items=_CONSUMPTION,
    total=total_of(_CONSUMPTION),
    total_range=(0, 12),
    whole=True,
    prepare=skip_when_never,
    flags=(Flag("uk_ge5", Limit(">=", 5)),),
    marks=audit_c_marks,
    needs=("sex",),
    codes=(Code("loinc", "panel", "72109-2"), Code("loinc", "total", "75626-2")),
    words=(
        ("uk_ge5", Text("Over den britiske grensen", "Over den britiske grensa", "Above the UK limit")),
        ("positive", Text("Over grensen for kjønnet", "Over grensa for kjønnet", "Above the limit for the sex")),
    ),
    licence=Licence("free", "World Health Organization", "Free with acknowledgement."),
    proposed=("missing", "flags", "codes"),
)
