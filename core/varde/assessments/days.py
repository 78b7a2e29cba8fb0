"""Seven days of steps: the rows of the page, and what a form sends read as a list of days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from varde.instruments.values import Instrument, Item
from varde.kernel.characters import plain
from varde.kernel.text import number, weekday_day
from varde.kernel.words import LANGUAGES, Text

DAYS = 7
MOST_HOURS = 24
_FIELD = re.compile(r"(?P<item>.+)-(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})-(?P<what>steps|wear_h)")
_WHOLE = re.compile(r"[0-9]{1,7}")
_HOURS = re.compile(r"[0-9]{1,2}([.,][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day on the page: when, in words, the stem of its two fields' names, and what stands in them."""

    label: str
    name: str
    steps: str = ""
    wear_h: str = ""


def field_name(item: Item, day: date, measure: str = "") -> str:
    """``days-2026-11-20-steps`` and ``days-2026-11-20-wear_h``; without ``measure`` the stem of both."""
    return "-".join(filter(None, (item.key, day.isoformat(), measure)))


def rows_of(item: Item, answers: Mapping[str, object], today: date, language: str) -> tuple[DayRow, ...]:
    """The last seven whole days, or the week that a draft was begun with, each with what was kept or typed."""
    kept = {day["date"]: day for day in _kept(item, answers)}
    first = today - timedelta(days=DAYS)
    typed = [date.fromisoformat(match["day"]) for key in answers if (match := _day_field(item, key))]
    first = min([first, *map(date.fromisoformat, kept), *typed])
    rows = []
    for day in (first + timedelta(days=n) for n in range(DAYS)):
        values = [
            answers.get(field_name(item, day, measure), _plain(kept.get(day.isoformat(), {}).get(measure)))
            for measure in ("steps", "wear_h")
        ]
        rows.append(DayRow(_said(day, language), field_name(item, day), str(values[0]), str(values[1])))
    return tuple(rows)


def _said(day: date, language: str) -> str:
    words = weekday_day(day, language)
    return words[0].upper() + words[1:]


def _kept(item: Item, answers: Mapping[str, object]) -> list[Mapping[str, Any]]:
    days = answers.get(item.key)
    return [day for day in days if isinstance(day, Mapping) and day.get("date")] if isinstance(days, list) else []


def _plain(value: object) -> str:
    return "" if value is None else str(value).replace(".", ",")


def read_days(
    instrument: Instrument, form: Mapping[str, str]
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, Text], set[str]]:
    """Every ``days`` item's days that are filled in, the faults by field name, and the names of the fields that were read.

    A day is ``{"date": "2026-11-20", "steps": 8000, "wear_h": 14.5}``, ``None`` where a field stood empty; a day with both
    empty is left out. At most seven days are read.
    """
    answers: dict[str, list[dict[str, Any]]] = {}
    faults: dict[str, Text] = {}
    read: set[str] = set()
    for item in (item for item in instrument.items if item.by_day):
        fields = [field for name in form if (field := _day_field(item, name))]
        days = sorted({field["day"] for field in fields})
        if len(days) > DAYS:
            faults[item.key] = _TOO_MANY.filled(label=item.label)
        filled = [filled_day for day in days[:DAYS] if (filled_day := _read_day(item, day, form, faults))]
        read |= {field[0] for field in fields}
        if filled:
            answers[item.key] = filled
    return answers, faults, read


def _day_field(item: Item, name: str) -> re.Match[str] | None:
    match = _FIELD.fullmatch(name)
    return match if match and match["item"] == item.key and _is_date(match["day"]) else None


def _is_date(written: str) -> bool:
    try:
        return date.fromisoformat(written).year > 0
    except ValueError:
        return False


def _read_day(item: Item, written: str, form: Mapping[str, str], faults: dict[str, Text]) -> dict[str, Any] | None:
    day = date.fromisoformat(written)
    steps, worn = (plain(form.get(field_name(item, day, measure), "")).strip() for measure in ("steps", "wear_h"))
    about = {"day": Text(*(_said(day, language) for language in LANGUAGES)), "low": _whole(item.low)}
    # People write 12 500, 12.500 and 12,500 for the same walk.
    counted = re.sub(r"[\s.,](?=[0-9]{3}$)", "", steps)
    if steps and not (_WHOLE.fullmatch(counted) and item.low <= int(counted) <= item.high):
        faults[field_name(item, day, "steps")] = _STEPS.filled(**about, high=_whole(item.high))
        return None
    if worn and not (_HOURS.fullmatch(worn) and _figure(worn) <= MOST_HOURS):
        faults[field_name(item, day, "wear_h")] = _WORN.filled(**about, high=MOST_HOURS)
        return None
    if not steps and not worn:
        return None
    return {"date": written, "steps": int(counted) if steps else None, "wear_h": _figure(worn) if worn else None}


def _whole(value: float) -> Text:
    return Text(*(number(value, 0, language) for language in LANGUAGES))


def _figure(written: str) -> float:
    figure = float(written.replace(",", "."))
    return int(figure) if figure.is_integer() else figure


_STEPS = Text(
    "{day}: Skriv skrittene som et helt tall fra {low} til {high}.",
    "{day}: Skriv stega som eit heilt tal frå {low} til {high}.",
    "{day}: Write the steps as a whole number from {low} to {high}.",
)
_WORN = Text(
    "{day}: Skriv timene som et tall fra 0 til {high}.",
    "{day}: Skriv timane som eit tal frå 0 til {high}.",
    "{day}: Write the hours as a number from 0 to {high}.",
)
_TOO_MANY = Text(
    "«{label}»: Det kom mer enn sju dager. Last siden på nytt.",
    "«{label}»: Det kom meir enn sju dagar. Last sida på nytt.",
    "“{label}”: More than seven days came. Reload the page.",
)
