"""Moving about: IPAQ-SF and steps a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from varde.plugin.instruments import (
    Band,
    Code,
    Context,
    Instrument,
    Item,
    Licence,
    Outcome,
    Text,
    Values,
    band_of,
    half_open_bands,
)

if TYPE_CHECKING:
    from varde.plugin.columns import Columns, Contexts, Outcomes

ACTIVITIES = ("vig", "mod", "walk")
MET_TENTHS = {"vig": 80, "mod": 40, "walk": 33}
"""Energy cost in tenths of a MET, so that sums of whole minutes stay whole numbers."""
NAMES = {"vig": "vigorous", "mod": "moderate", "walk": "walking"}
LONGEST_DAY, SHORTEST_BOUT, LONGEST_BOUT = 960, 10, 180


def ipaq(values: Values, _context: Context) -> Outcome:
    """MET-minutes a week after the cleaning rules of the IPAQ protocol (November 2005), in their order.

    No days makes no minutes; anything missing, or more than 960 minutes a day in all, excludes the case; under 10
    minutes is dropped (days too); over 180 minutes is cut to 180.
    """
    days: dict[str, int | None] = {}
    minutes: dict[str, int | None] = {}
    for activity in ACTIVITIES:
        days[activity] = values.get(f"{activity}_days")
        minutes[activity] = 0 if days[activity] == 0 else values.get(f"{activity}_min")
    missing = [*days.values(), *minutes.values()].count(None)
    if missing:
        return Outcome("excluded", flags={"reason": "missing_or_dont_know"}, n_missing=missing)
    known = {a: (days[a] or 0, minutes[a] or 0) for a in ACTIVITIES}
    if sum(length for _, length in known.values()) > LONGEST_DAY:
        return Outcome("excluded", flags={"reason": "sum_minutes_gt_960"})
    truncated = [a for a, (_, length) in known.items() if length > LONGEST_BOUT]
    clean = {a: (0, 0) if t < SHORTEST_BOUT else (d, min(t, LONGEST_BOUT)) for a, (d, t) in known.items()}
    tenths = {a: MET_TENTHS[a] * d * t for a, (d, t) in clean.items()}
    subscores: dict[str, Any] = {NAMES[a]: amount / 10 for a, amount in tenths.items()}
    subscores["sitting_min_day"] = values.get("sit_min")
    total = sum(tenths.values()) / 10
    return Outcome("scored", total, subscores, _category(clean, total), {"truncated": truncated})


def _category(clean: dict[str, tuple[int, int]], total: float) -> str:
    vigorous_days, vigorous_minutes = clean["vig"]
    any_days = sum(days for days, _ in clean.values())
    half_hours = sum(clean[activity][0] for activity in ("mod", "walk") if clean[activity][1] >= 30)
    if (vigorous_days >= 3 and total >= 1500) or (any_days >= 7 and total >= 3000):
        return "high"
    if (vigorous_days >= 3 and vigorous_minutes >= 20) or half_hours >= 5 or (any_days >= 5 and total >= 600):
        return "moderate"
    return "low"


def ipaq_columns(columns: Columns, contexts: Contexts) -> Outcomes:
    """What :func:`ipaq` says, of many responses."""
    # numpy is slow to import, and one response does without.
    from varde_frisklivs.instruments.activity_columns import ipaq_in_columns

    return ipaq_in_columns(columns, contexts)


_DAYS = Text("dager", "dagar", "days")
_MINUTES = Text("minutter", "minutt", "minutes")


def _asked(key: str, activity: Text, how_long: Text) -> tuple[Item, Item]:
    return (
        Item(f"{key}_days", "integer", 0, 7, activity, unit=_DAYS),
        Item(f"{key}_min", "integer", 0, 1440, how_long, unit=_MINUTES, gate=f"{key}_days"),
    )


_HOW_LONG = Text("Hvor lenge en slik dag?", "Kor lenge ein slik dag?", "For how long on such a day?")

IPAQ_SF = Instrument(
    key="ipaq-sf",
    title=Text("IPAQ: fysisk aktivitet", "IPAQ: fysisk aktivitet", "IPAQ: physical activity"),
    recall=Text("De siste 7 dagene", "Dei siste 7 dagane", "The last 7 days"),
    question=Text(
        "Tell bare med det som varte minst 10 minutter.",
        "Tel berre med det som varte minst 10 minutt.",
        "Count only what lasted 10 minutes or more.",
    ),
    items=(
        *_asked(
            "vig",
            Text(
                "Hvor mange dager ble du skikkelig andpusten av noe du gjorde?",
                "Kor mange dagar blei du skikkeleg andpusten av noko du gjorde?",
                "On how many days did something leave you really out of breath?",
            ),
            _HOW_LONG,
        ),
        *_asked(
            "mod",
            Text(
                "Hvor mange dager pustet du litt mer enn vanlig av noe du gjorde? Ikke tell med gange.",
                "Kor mange dagar pusta du litt meir enn vanleg av noko du gjorde? Ikkje tel med gange.",
                "On how many days did something make you breathe a little harder? Leave out walking.",
            ),
            _HOW_LONG,
        ),
        *_asked(
            "walk",
            Text("Hvor mange dager gikk du?", "Kor mange dagar gjekk du?", "On how many days did you walk?"),
            _HOW_LONG,
        ),
        Item(
            "sit_min",
            "integer",
            0,
            1440,
            Text(
                "Hvor lenge sitter du på en vanlig hverdag?",
                "Kor lenge sit du på ein vanleg kvardag?",
                "For how long do you sit on an ordinary weekday?",
            ),
            unit=_MINUTES,
            scored=False,
        ),
    ),
    direction="higher_better",
    total_range=(0, 19278),
    bands=(
        Band("low", Text("Lite aktiv", "Lite aktiv", "Low")),
        Band("moderate", Text("Middels aktiv", "Middels aktiv", "Moderate")),
        Band("high", Text("Svært aktiv", "Svært aktiv", "High")),
    ),
    words=(
        (
            "vigorous",
            Text(
                "Anstrengende aktivitet (MET-minutter i uken)",
                "Hard aktivitet (MET-minutt i veka)",
                "Vigorous activity (MET-minutes a week)",
            ),
        ),
        (
            "moderate",
            Text(
                "Middels anstrengende aktivitet (MET-minutter i uken)",
                "Middels hard aktivitet (MET-minutt i veka)",
                "Moderate activity (MET-minutes a week)",
            ),
        ),
        ("walking", Text("Gange (MET-minutter i uken)", "Gange (MET-minutt i veka)", "Walking (MET-minutes a week)")),
        (
            "sitting_min_day",
            Text("Sitter på en hverdag (minutter)", "Sit på ein kvardag (minutt)", "Sitting on a weekday (minutes)"),
        ),
        ("reason", Text("Hvorfor svaret er holdt utenfor", "Kvifor svaret er halde utanfor", "Why it is left out")),
        (
            "reason=missing_or_dont_know",
            Text("dager eller minutter mangler", "dagar eller minutt manglar", "days or minutes are missing"),
        ),
        (
            "reason=sum_minutes_gt_960",
            Text(
                "mer enn 960 minutter aktivitet på en dag",
                "meir enn 960 minutt aktivitet på ein dag",
                "more than 960 minutes of activity in a day",
            ),
        ),
        (
            "truncated",
            Text(
                "Regnet som 180 minutter, fordi det var mer",
                "Rekna som 180 minutt, fordi det var meir",
                "Counted as 180 minutes, because it was more",
            ),
        ),
        ("truncated=vig", Text("anstrengende aktivitet", "hard aktivitet", "vigorous activity")),
        ("truncated=mod", Text("middels anstrengende aktivitet", "middels hard aktivitet", "moderate activity")),
        ("truncated=walk", Text("gange", "gange", "walking")),
    ),
    licence=Licence("free", "IPAQ Research Committee"),
    proposed=("scoring", "bands"),
    custom=ipaq,
    columns=ipaq_columns,
)

VALID_DAYS_NEEDED, FULL_WEAR_HOURS, FEWEST_STEPS = 4, 10, 500


def _is_valid(day: dict[str, Any]) -> bool:
    steps, worn = day["steps"], day["wear_h"]
    if steps is None:
        return False
    return bool(worn >= FULL_WEAR_HOURS if worn is not None else steps >= FEWEST_STEPS)


def steps_a_day(values: Values, _context: Context) -> Outcome:
    """The mean over valid days; at least four are needed.

    Valid: worn for 10 hours or more, or, when that is not known, 500 steps or more.
    """
    valid = [day["steps"] for day in values.get("days", ()) if _is_valid(day)]
    missing = max(0, 7 - len(valid))
    subscores = {"valid_days": len(valid)}
    if len(valid) < VALID_DAYS_NEEDED:
        return Outcome("not_scored", subscores=subscores, n_missing=missing)
    total = sum(valid) / len(valid)
    return Outcome("scored", total, subscores, band_of(STEPS, total), n_missing=missing)


STEPS = Instrument(
    key="steps",
    title=Text("Skritt per dag", "Steg per dag", "Steps a day"),
    recall=Text("De siste 7 dagene", "Dei siste 7 dagane", "The last 7 days"),
    items=(
        Item(
            "days",
            "days",
            0,
            100000,
            Text(
                "Hvor mange skritt gikk du hver dag?",
                "Kor mange steg gjekk du kvar dag?",
                "How many steps did you take each day?",
            ),
            unit=Text("skritt", "steg", "steps"),
        ),
    ),
    direction="higher_better",
    total_range=(0, 100000),
    bands=half_open_bands(
        ("sedentary", 0, ("Mye i ro", "Mykje i ro", "Sedentary")),
        ("low_active", 5000, ("Litt aktiv", "Litt aktiv", "Low active")),
        ("somewhat_active", 7500, ("Ganske aktiv", "Ganske aktiv", "Somewhat active")),
        ("active", 10000, ("Aktiv", "Aktiv", "Active")),
        ("highly_active", 12500, ("Svært aktiv", "Svært aktiv", "Highly active")),
        last=100000,
    ),
    codes=(Code("loinc", "total", "41950-7"),),
    words=(("valid_days", Text("Dager som teller", "Dagar som tel", "Days that count")),),
    licence=Licence("own", "Varde", "A measurement."),
    proposed=("scoring", "missing", "bands"),
    custom=steps_a_day,
)
