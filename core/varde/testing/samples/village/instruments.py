"""The instruments of the village: a log for each week, and measurements that need a context to be read."""

from __future__ import annotations

from typing import Any

from varde.plugin.instruments import (
    Band,
    Context,
    Instrument,
    Item,
    Licence,
    Outcome,
    Responder,
    Text,
    Values,
    band_of,
    choice_items,
    choices,
    half_open_bands,
    total_of,
    yes_no_items,
)
from varde.testing.samples.village.hike import HIKE

OWN = Licence("own", "Varde", "Invented for tests.")

_LOG_ITEMS = (
    *choice_items(
        choices(
            0,
            ("Nei, ikke denne uken", "Nei, ikkje denne veka", "No, not this week"),
            ("Ja, litt", "Ja, litt", "Yes, a little"),
            ("Ja, hele turen", "Ja, heile turen", "Yes, all of it"),
        ),
        {"walked": ("Gikk du turen din?", "Gjekk du turen din?", "Did you take your walk?")},
        scored=False,
    ),
    Item(
        "wish",
        "integer",
        0,
        10,
        Text("Hvor stor lyst har du?", "Kor stor lyst har du?", "How much do you want to?"),
        low_label=Text("ingen lyst", "inga lyst", "not at all"),
        high_label=Text("svært stor lyst", "svært stor lyst", "very much"),
    ),
)

WEEK_LOG = Instrument(
    key="week-log",
    title=Text("Ukens turlogg", "Turlogg for veka", "The week's log"),
    recall=Text("Den siste uken", "Den siste veka", "The last week"),
    items=_LOG_ITEMS,
    direction="higher_better",
    total=total_of(_LOG_ITEMS),
    total_range=(0, 10),
    whole=True,
    licence=OWN,
    proposed=("items", "scoring", "missing"),
)

WALK_CHANGE = 30


def walked_since(values: Values, context: Context) -> Outcome:
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


LANE = Instrument(
    key="lane",
    title=Text("Langs tunveien", "Langs tunvegen", "Along the lane"),
    items=(
        Item(
            "metres",
            "integer",
            0,
            1200,
            Text("Hvor langt gikk du?", "Kor langt gjekk du?", "How far did you walk?"),
            unit=Text("meter", "meter", "metres"),
        ),
    ),
    direction="higher_better",
    total_range=(0, 1200),
    responder=Responder("points", WALK_CHANGE),
    smallest_change=WALK_CHANGE,
    words=(
        (
            "change",
            Text("Endring siden start (meter)", "Endring sidan start (meter)", "Change since the start (metres)"),
        ),
        ("improved_ge30m", Text("Minst 30 meter lenger", "Minst 30 meter lenger", "At least 30 metres further")),
        ("worse_ge30m", Text("Minst 30 meter kortere", "Minst 30 meter kortare", "At least 30 metres less")),
    ),
    licence=OWN,
    proposed=("missing", "responder", "smallest_change"),
    custom=walked_since,
    needs=("baseline_metres",),
)

NORM_FROM, NORM_TO, NORM_YEARS = 60, 94, 5
NORMS = {"male": (14, 12, 12, 11, 10, 8, 7), "female": (12, 11, 10, 10, 9, 8, 4)}
"""Fewer than this is below average, for ages 60-64, 65-69 and so on up to 90-94. Numbers of a test, and of nobody."""


def stones_lifted(values: Values, context: Context) -> Outcome:
    """Stones lifted; none count when somebody helped. The band needs ``sex`` and ``age`` (60-94)."""
    stones = values.get("stones")
    if stones is None:
        return Outcome("not_scored", n_missing=1)
    total = 0 if values.get("helped") else stones
    limit = _norm(context)
    band = None if limit is None else "below_average" if total < limit else "average_or_above"
    return Outcome("scored", total, band=band)


def _norm(context: Context) -> int | None:
    limits, age = NORMS.get(str(context.get("sex"))), _number(context.get("age"))
    if limits is None or age is None or not NORM_FROM <= age < NORM_TO + 1:
        return None
    return limits[int(age - NORM_FROM) // NORM_YEARS]


STONES = Instrument(
    key="stones",
    title=Text("Steiner på gården", "Steinar på garden", "Stones in the yard"),
    items=(
        Item(
            "stones",
            "integer",
            0,
            60,
            Text("Hvor mange steiner løftet du?", "Kor mange steinar lyfta du?", "How many stones did you lift?"),
            unit=Text("steiner", "steinar", "stones"),
        ),
        *yes_no_items({"helped": ("Hjalp noen deg?", "Hjelpte nokon deg?", "Did anybody help you?")}),
        Item(
            "helpers",
            "integer",
            0,
            9,
            Text("Hvor mange hjalp?", "Kor mange hjelpte?", "How many helped?"),
            gate="helped",
            scored=False,
        ),
    ),
    direction="higher_better",
    total_range=(0, 60),
    bands=(
        Band("below_average", Text("Under snittet for alderen", "Under snittet for alderen", "Below average")),
        Band("average_or_above", Text("På snittet eller over", "På snittet eller over", "Average or above")),
    ),
    smallest_change=2,
    licence=OWN,
    proposed=("missing", "bands", "smallest_change"),
    custom=stones_lifted,
    needs=("sex", "age"),
)

STRAP = {"male": (94, 102), "female": (80, 88)}
"""Length of the strap in cm from which the pack is tight and very tight. Numbers of a test."""


def how_it_fits(values: Values, context: Context) -> Outcome:
    """The pack over the back (kg and cm), how tight the strap is, and the strap over the back."""
    weight, back, strap = (values.get(key) for key in ("pack_kg", "back_cm", "strap_cm"))
    if weight is None or back is None:
        return Outcome("not_scored", n_missing=1)
    # cm squared instead of m squared: 86.7 kg at 170 cm is then 30 exactly, not a hair below.
    fit = weight * 10000 / (back * back)
    subscores = {
        "strap_fit": _strap_fit(strap, str(context.get("sex"))),
        "strap_ratio": None if strap is None else strap / back,
    }
    return Outcome("scored", fit, subscores, band_of(PACK, fit))


def _strap_fit(strap: float | None, sex: str) -> str | None:
    if strap is None or sex not in STRAP:
        return None
    tight, very_tight = STRAP[sex]
    return "very_tight" if strap >= very_tight else "tight" if strap >= tight else "loose"


_CM = Text("cm", "cm", "cm")

PACK = Instrument(
    key="pack",
    title=Text("Sekk, rygg og reim", "Sekk, rygg og reim", "Pack, back and strap"),
    items=(
        Item(
            "pack_kg",
            "number",
            20,
            400,
            Text("Hvor mye veier sekken?", "Kor mykje veg sekken?", "What does the pack weigh?"),
            unit=Text("kg", "kg", "kg"),
        ),
        Item("back_cm", "number", 100, 250, Text("Hvor høy er du?", "Kor høg er du?", "How tall are you?"), unit=_CM),
        Item(
            "strap_cm",
            "number",
            30,
            250,
            Text("Hvor lang er reimen?", "Kor lang er reima?", "How long is the strap?"),
            unit=_CM,
            scored=False,
        ),
    ),
    direction="",
    total_range=(3, 400),
    bands=half_open_bands(
        ("light", 0, ("Lett", "Lett", "Light")),
        ("usual", 18.5, ("Vanlig", "Vanleg", "Usual")),
        ("heavy", 25, ("Tung", "Tung", "Heavy")),
        last=999,
    ),
    responder=Responder("percent", 5, direction="lower_better"),
    words=(
        ("strap_fit", Text("Hvor stram reimen er", "Kor stram reima er", "How tight the strap is")),
        ("strap_fit=loose", Text("løs", "laus", "loose")),
        ("strap_fit=tight", Text("stram", "stram", "tight")),
        ("strap_fit=very_tight", Text("svært stram", "svært stram", "very tight")),
        ("strap_ratio", Text("Reim delt på høyde", "Reim delt på høgd", "Strap divided by height")),
    ),
    licence=OWN,
    proposed=("missing", "bands", "responder"),
    custom=how_it_fits,
    needs=("sex",),
)

DAYS_NEEDED, FULL_WEAR_HOURS, FEWEST_PACES = 4, 10, 500


def paces_a_day(values: Values, _context: Context) -> Outcome:
    """The mean over the days that count; at least four are needed.

    A day counts when it was worn for 10 hours or more, or, when that is not known, with 500 paces or more.
    """
    counted = [day["steps"] for day in values.get("days", ()) if _counts(day)]
    missing, subscores = max(0, 7 - len(counted)), {"days_that_count": len(counted)}
    if len(counted) < DAYS_NEEDED:
        return Outcome("not_scored", subscores=subscores, n_missing=missing)
    total = sum(counted) / len(counted)
    return Outcome("scored", total, subscores, band_of(PACES, total), n_missing=missing)


def _counts(day: dict[str, Any]) -> bool:
    paces, worn = day["steps"], day["wear_h"]
    if paces is None:
        return False
    return bool(worn >= FULL_WEAR_HOURS if worn is not None else paces >= FEWEST_PACES)


PACES = Instrument(
    key="paces",
    title=Text("Skritt rundt tunet", "Steg rundt tunet", "Paces round the yard"),
    recall=Text("De siste 7 dagene", "Dei siste 7 dagane", "The last 7 days"),
    items=(
        Item(
            "days",
            "days",
            0,
            100000,
            Text("Hvor mange skritt gikk du?", "Kor mange steg gjekk du?", "How many paces did you take?"),
            unit=Text("skritt", "steg", "paces"),
        ),
    ),
    direction="higher_better",
    total_range=(0, 100000),
    bands=half_open_bands(
        ("few", 0, ("Få", "Få", "Few")),
        ("some", 5000, ("Noen", "Nokre", "Some")),
        ("many", 10000, ("Mange", "Mange", "Many")),
        last=100000,
    ),
    words=(("days_that_count", Text("Dager som teller", "Dagar som tel", "Days that count")),),
    licence=OWN,
    proposed=("scoring", "missing", "bands"),
    custom=paces_a_day,
)

INSTRUMENTS: tuple[Instrument, ...] = (WEEK_LOG, LANE, STONES, PACK, PACES, HIKE)
