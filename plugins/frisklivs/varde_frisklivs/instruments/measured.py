"""Measured at the centre: walking (6MWT), standing up (STS-30), and weight, height and waist."""

from __future__ import annotations

from varde.plugin.instruments import (
    Band,
    Code,
    Context,
    Instrument,
    Item,
    Licence,
    Outcome,
    Responder,
    Text,
    Values,
    band_of,
    half_open_bands,
    yes_no_items,
)

WALK_CHANGE = 30


def six_minutes(values: Values, context: Context) -> Outcome:
    """Metres walked, and the change since ``baseline_metres`` when the context has it."""
    metres = values.get("metres")
    if metres is None:
        return Outcome("not_scored", n_missing=1)
    baseline = _number(context.get("baseline_metres"))
    if baseline is None:
        return Outcome("scored", metres, {"change": None})
    change = metres - baseline
    flags = {"improved_ge30m": change >= WALK_CHANGE, "worse_ge30m": change <= -WALK_CHANGE}
    return Outcome("scored", metres, {"change": change}, flags=flags)


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


SIX_MWT = Instrument(
    key="6mwt",
    title=Text("Seks minutters gangtest", "Seks minutts gangtest", "Six-minute walk"),
    items=(
        Item(
            "metres",
            "integer",
            0,
            1200,
            Text(
                "Hvor langt gikk du på seks minutter?",
                "Kor langt gjekk du på seks minutt?",
                "How far did you walk in six minutes?",
            ),
            unit=Text("meter", "meter", "metres"),
        ),
    ),
    direction="higher_better",
    total_range=(0, 1200),
    responder=Responder("points", WALK_CHANGE),
    smallest_change=WALK_CHANGE,
    codes=(Code("loinc", "total", "64098-7"),),
    words=(
        (
            "change",
            Text("Endring siden start (meter)", "Endring sidan start (meter)", "Change since the start (metres)"),
        ),
        (
            "improved_ge30m",
            Text(
                "Minst 30 meter lenger enn ved start",
                "Minst 30 meter lenger enn ved start",
                "At least 30 metres further than at the start",
            ),
        ),
        (
            "worse_ge30m",
            Text(
                "Minst 30 meter kortere enn ved start",
                "Minst 30 meter kortare enn ved start",
                "At least 30 metres less than at the start",
            ),
        ),
    ),
    licence=Licence("own", "Varde", "A measurement; the method is public."),
    proposed=("missing", "responder", "codes", "smallest_change"),
    custom=six_minutes,
    needs=("baseline_metres",),
)

NORM_FROM, NORM_TO, NORM_YEARS = 60, 94, 5
NORMS = {"male": (14, 12, 12, 11, 10, 8, 7), "female": (12, 11, 10, 10, 9, 8, 4)}
"""Fewer than this is below average, for ages 60-64, 65-69 and so on up to 90-94."""


def chair_stand(values: Values, context: Context) -> Outcome:
    """Full stands in 30 seconds; none count when the arms helped. The band needs ``sex`` and ``age`` (60-94)."""
    reps = values.get("reps")
    if reps is None:
        return Outcome("not_scored", n_missing=1)
    total = 0 if values.get("used_arms") else reps
    limit = _norm(context)
    return Outcome("scored", total, band=None if limit is None else _stands(total, limit))


def _norm(context: Context) -> int | None:
    limits, age = NORMS.get(str(context.get("sex"))), _number(context.get("age"))
    if limits is None or age is None or not NORM_FROM <= age < NORM_TO + 1:
        return None
    return limits[int(age - NORM_FROM) // NORM_YEARS]


def _stands(total: int, limit: int) -> str:
    return "below_average" if total < limit else "average_or_above"


STS_30 = Instrument(
    key="sts-30",
    title=Text("Reise seg på 30 sekunder", "Reise seg på 30 sekund", "Chair stands in 30 seconds"),
    items=(
        Item(
            "reps",
            "integer",
            0,
            60,
            Text(
                "Hvor mange ganger reiste du deg helt opp?",
                "Kor mange gonger reiste du deg heilt opp?",
                "How many times did you stand all the way up?",
            ),
            unit=Text("ganger", "gonger", "times"),
        ),
        *yes_no_items({"used_arms": ("Brukte du armene?", "Brukte du armane?", "Did you use your arms?")}),
    ),
    direction="higher_better",
    total_range=(0, 60),
    bands=(
        Band("below_average", Text("Under snittet for alderen", "Under snittet for alderen", "Below average")),
        Band("average_or_above", Text("På snittet eller over", "På snittet eller over", "Average or above")),
    ),
    smallest_change=2,
    licence=Licence("own", "Varde", "A measurement; norms from CDC STEADI."),
    proposed=("missing", "bands", "smallest_change"),
    custom=chair_stand,
    needs=("sex", "age"),
)

WAIST = {"male": (94, 102), "female": (80, 88)}
"""Waist in cm from which the risk is increased and substantially increased."""


def body_mass(values: Values, context: Context) -> Outcome:
    """Body mass index in kg/m², the risk that goes with the waist, and waist over height (both in cm)."""
    weight, height, waist = (values.get(key) for key in ("weight_kg", "height_cm", "waist_cm"))
    if weight is None or height is None:
        return Outcome("not_scored", n_missing=1)
    # cm squared instead of m squared: 86.7 kg at 170 cm is then 30 exactly, not a hair below.
    index = weight * 10000 / (height * height)
    subscores = {
        "waist_risk": _waist_risk(waist, str(context.get("sex"))),
        "waist_height_ratio": None if waist is None else waist / height,
    }
    return Outcome("scored", index, subscores, band_of(BMI_WAIST, index))


def _waist_risk(waist: float | None, sex: str) -> str | None:
    if waist is None or sex not in WAIST:
        return None
    increased, substantially = WAIST[sex]
    if waist >= substantially:
        return "substantially_increased"
    return "increased" if waist >= increased else "low"


_CM = Text("cm", "cm", "cm")

BMI_WAIST = Instrument(
    key="bmi-waist",
    title=Text("Vekt, høyde og livvidde", "Vekt, høgd og livvidd", "Weight, height and waist"),
    items=(
        Item(
            "weight_kg",
            "number",
            20,
            400,
            Text("Hvor mye veier du?", "Kor mykje veg du?", "What do you weigh?"),
            unit=Text("kg", "kg", "kg"),
        ),
        Item("height_cm", "number", 100, 250, Text("Hvor høy er du?", "Kor høg er du?", "How tall are you?"), unit=_CM),
        Item(
            "waist_cm",
            "number",
            30,
            250,
            Text(
                "Hvor mye måler du rundt livet?",
                "Kor mykje måler du rundt livet?",
                "What do you measure around the waist?",
            ),
            unit=_CM,
            scored=False,
        ),
    ),
    direction="",
    total_range=(3, 400),
    bands=half_open_bands(
        ("underweight", 0, ("Undervekt", "Undervekt", "Underweight")),
        ("normal", 18.5, ("Normalvekt", "Normalvekt", "Normal")),
        ("overweight", 25, ("Overvekt", "Overvekt", "Overweight")),
        ("obesity_1", 30, ("Fedme grad 1", "Fedme grad 1", "Obesity class 1")),
        ("obesity_2", 35, ("Fedme grad 2", "Fedme grad 2", "Obesity class 2")),
        ("obesity_3", 40, ("Fedme grad 3", "Fedme grad 3", "Obesity class 3")),
        last=999,
    ),
    responder=Responder("percent", 5, direction="lower_better"),
    codes=(
        Code("loinc", "total", "39156-5"),
        Code("loinc", "weight_kg", "29463-7"),
        Code("loinc", "height_cm", "8302-2"),
        Code("loinc", "waist_cm", "8280-0"),
        Code("snomed", "total", "60621009"),
    ),
    words=(
        ("waist_risk", Text("Risiko etter livvidden", "Risiko etter livvidda", "Risk by the waist")),
        ("waist_risk=low", Text("lav", "låg", "low")),
        ("waist_risk=increased", Text("økt", "auka", "increased")),
        ("waist_risk=substantially_increased", Text("klart økt", "klart auka", "substantially increased")),
        ("waist_height_ratio", Text("Livvidde delt på høyde", "Livvidd delt på høgd", "Waist divided by height")),
    ),
    licence=Licence("own", "Varde", "A measurement."),
    proposed=("missing", "bands", "responder", "codes"),
    custom=body_mass,
    needs=("sex",),
)
