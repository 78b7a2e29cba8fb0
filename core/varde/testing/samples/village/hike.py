"""How much was walked in a week, with a rule of its own, and the same rule for many responses at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from varde.plugin.instruments import Context, Instrument, Item, Licence, Outcome, Text, Values, bands
from varde.testing.samples.village.hike_limits import LONGEST_DAY, LONGEST_WALK, WAYS

if TYPE_CHECKING:
    from varde.plugin.columns import Columns, Contexts, Outcomes


def hiked(values: Values, _context: Context) -> Outcome:
    """Minutes a week up and down; anything missing, or more than 960 minutes a day, leaves it out; over 180 count as 180."""
    days = {way: values.get(f"{way}_days") for way in WAYS}
    minutes = {way: 0 if days[way] == 0 else values.get(f"{way}_min") for way in WAYS}
    missing = [*days.values(), *minutes.values()].count(None)
    if missing:
        return Outcome("excluded", flags={"reason": "missing"}, n_missing=missing)
    known = {way: (days[way] or 0, minutes[way] or 0) for way in WAYS}
    if sum(length for _, length in known.values()) > LONGEST_DAY:
        return Outcome("excluded", flags={"reason": "too_long"})
    cut = [way for way, (_, length) in known.items() if length > LONGEST_WALK]
    parts = {f"minutes_{way}": number * min(length, LONGEST_WALK) for way, (number, length) in known.items()}
    total = sum(parts.values())
    return Outcome("scored", total, {**parts, "rested": values.get("rest_min")}, _band(total), {"cut": cut})


def _band(total: float) -> str:
    return "little" if total < 300 else "much"


def hiked_in_columns(columns: Columns, _contexts: Contexts) -> Outcomes:
    """What :func:`hiked` says, of many responses."""
    # numpy is slow to import, and one response does without.
    from varde.testing.samples.village.hike_columns import in_columns

    return in_columns(columns)


def _asked(way: str, how_many: Text) -> tuple[Item, Item]:
    return (
        Item(f"{way}_days", "integer", 0, 7, how_many, unit=Text("dager", "dagar", "days")),
        Item(
            f"{way}_min",
            "integer",
            0,
            1440,
            Text("Hvor lenge en slik dag?", "Kor lenge ein slik dag?", "For how long on such a day?"),
            unit=Text("minutter", "minutt", "minutes"),
            gate=f"{way}_days",
        ),
    )


HIKE = Instrument(
    key="hike",
    title=Text("Opp og ned", "Opp og ned", "Up and down"),
    recall=Text("De siste 7 dagene", "Dei siste 7 dagane", "The last 7 days"),
    items=(
        *_asked(
            "up",
            Text("Hvor mange dager gikk du opp?", "Kor mange dagar gjekk du opp?", "On how many days did you climb?"),
        ),
        *_asked(
            "down",
            Text("Hvor mange dager gikk du ned?", "Kor mange dagar gjekk du ned?", "On how many days did you go down?"),
        ),
        Item(
            "rest_min",
            "integer",
            0,
            1440,
            Text("Hvor lenge satt du?", "Kor lenge sat du?", "How long did you sit?"),
            unit=Text("minutter", "minutt", "minutes"),
            scored=False,
        ),
    ),
    direction="higher_better",
    total_range=(0, 2520),
    bands=bands(("little", 0, 299, ("Lite", "Lite", "Little")), ("much", 300, 2520, ("Mye", "Mykje", "Much"))),
    whole=True,
    words=(
        ("minutes_up", Text("Minutter opp", "Minutt opp", "Minutes up")),
        ("minutes_down", Text("Minutter ned", "Minutt ned", "Minutes down")),
        ("rested", Text("Satt (minutter)", "Sat (minutt)", "Sat (minutes)")),
        ("reason", Text("Hvorfor svaret er holdt utenfor", "Kvifor svaret er halde utanfor", "Why it is left out")),
        ("reason=missing", Text("noe mangler", "noko manglar", "something is missing")),
        ("reason=too_long", Text("en dag er for lang", "ein dag er for lang", "a day is too long")),
        ("cut", Text("Regnet som 180 minutter", "Rekna som 180 minutt", "Counted as 180 minutes")),
        ("cut=up", Text("opp", "opp", "up")),
        ("cut=down", Text("ned", "ned", "down")),
    ),
    licence=Licence("own", "Varde", "Invented for tests."),
    proposed=("scoring", "bands"),
    custom=hiked,
    columns=hiked_in_columns,
)
