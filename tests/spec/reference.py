"""A second way to a score, straight from facts/instruments.json and in exact fractions, and the examples it gives.

It knows sums, means and percentages, and nothing of the engine. Instruments with a rule of their own are left out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from .examples import Example

title = "Every item, and every limit for what may be missing"

_FILE = Path(__file__).parents[2] / "facts" / "instruments.json"
FACTS: dict[str, dict[str, Any]] = {
    facts["id"]: facts for facts in json.loads(_FILE.read_text(encoding="utf-8"))["instruments"]
}
REGULAR = [
    key
    for key, facts in FACTS.items()
    if facts["scoring"]["method"] not in ("algorithm", "none") and facts["items"][0]["id"] != "days"
]
SPARSE = {("audit", "q9"): (0, 2, 4), ("audit", "q10"): (0, 2, 4)}
"""Items that take fewer answers than their range says; the facts have it in words."""

Answers = dict[str, Any]
Items = dict[str, dict[str, Any]]


def expected(key: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Status, total, subscores, band and the number missing, numbers rounded to four decimals."""
    facts = FACTS[key]
    scoring, items = facts["scoring"], {item["id"]: item for item in facts["items"]}
    subscores = {
        scale["id"]: _scale(scale["items"], scale["method"], scale["max_missing"], items, scoring, answers)
        for scale in scoring["subscales"]
    }
    total = _total(key, subscores, items, scoring, answers)
    scored = any(value is not None for value in subscores.values()) if key == "mia" else total is not None
    counted = scoring["total_items"] or [item for scale in scoring["subscales"] for item in scale["items"]]
    found = {
        "status": "scored" if scored else "not_scored",
        "total": _short(total),
        "subscores": {name: _short(value) for name, value in subscores.items()},
        "n_missing": sum(answers.get(item) is None for item in counted),
    }
    return {**found, "band": _band(facts, total)} if facts["bands"] else found


def _total(
    key: str, subscores: Mapping[str, Fraction | None], items: Items, scoring: Any, answers: Mapping[str, Any]
) -> Fraction | None:
    if key == "mia":
        return None
    if key == "lsas-sr":
        fear, avoidance = subscores["fear"], subscores["avoidance"]
        return None if fear is None or avoidance is None else fear + avoidance
    missing = scoring["missing"]["max_missing"]
    found = _scale(scoring["total_items"], scoring["method"], missing, items, scoring, answers)
    factor = (scoring["transform"] or {}).get("multiply_total", 1)
    return None if found is None else found * factor


def _scale(
    names: Sequence[str], method: str, most_missing: int, items: Items, scoring: Any, answers: Mapping[str, Any]
) -> Fraction | None:
    known = [_worth(items[name], scoring, answers[name]) for name in names if answers.get(name) is not None]
    if not known or len(names) - len(known) > most_missing:
        return None
    mean = sum(known, Fraction(0)) / len(known)
    if method == "transform_0_100":
        return (5 - mean) / 4 * 100
    return mean * len(names) if method == "sum" else mean


def _worth(item: Mapping[str, Any], scoring: Any, answer: Any) -> Fraction:
    value = Fraction(answer)
    if item["reverse"]:
        value = item["min"] + item["max"] - value
    if (scoring["transform"] or {}).get("item") == "6-raw":
        value = 6 - value
    return value * Fraction(item.get("multiplier", 1))


def _band(facts: Mapping[str, Any], total: Fraction | None) -> str | None:
    if total is None:
        return None
    seen = math.floor(total + Fraction(1, 2)) if facts["scoring"]["rounding"].startswith("half-up") else total
    return next((band["id"] for band in facts["bands"] if band["min"] <= seen <= band["max"]), None)


def _short(number: Fraction | None) -> float | None:
    return None if number is None else round(float(number), 4)


# --- the examples ---------------------------------------------------------------------------------------------------


def examples(key: str) -> list[Example]:
    """Each item just outside its range; each alone at its highest; as much missing as a scale allows, and one more."""
    refused = [Example(f"{key} {what}", key, what, answers, {}, INVALID) for what, answers in _outside(key)]
    if key not in REGULAR:
        return refused
    made = [*_alone(key), *_missing(key)]
    scored = [Example(f"{key} {what}", key, what, answers, {}, expected(key, answers)) for what, answers in made]
    return [*refused, *scored]


INVALID = {"status": "invalid", "total": None, "n_missing": 0}


def _outside(key: str) -> Iterator[tuple[str, Answers]]:
    for item in FACTS.get(key, {"items": []})["items"]:
        if item["id"] != "days":
            for answer in (item["min"] - 1, item["max"] + 1):
                yield f"{item['id']} at {answer}", {item["id"]: answer}


def _alone(key: str) -> Iterator[tuple[str, Answers]]:
    items = FACTS[key]["items"]
    scored = [item for item in items if item.get("scored", True)]
    lowest = {item["id"]: item["min"] if item.get("scored", True) else item["max"] for item in items}
    for item in scored:
        yield f"{item['id']} at {item['max']}, the rest at their lowest", {**lowest, item["id"]: item["max"]}


def _missing(key: str) -> Iterator[tuple[str, Answers]]:
    scoring, full = FACTS[key]["scoring"], _mixed(key)
    scales = [("total", scoring["total_items"], scoring["missing"]["max_missing"])] if scoring["total_items"] else []
    scales += [(scale["id"], scale["items"], scale["max_missing"]) for scale in scoring["subscales"]]
    for name, items, most in scales:
        for gone in {most, most + 1} - {0}:
            for where, lost in (("first", items[:gone]), ("last", items[-gone:])):
                yield f"the {where} {gone} of {name} unanswered", {**full, **dict.fromkeys(lost)}


def _mixed(key: str) -> Answers:
    found = {}
    for place, item in enumerate(FACTS[key]["items"], start=1):
        allowed = SPARSE.get((key, item["id"]), range(item["min"], item["max"] + 1))
        found[item["id"]] = allowed[place % len(allowed)] if item.get("scored", True) else item["max"]
    return found


def answers_with_total(key: str, total: int) -> Answers:
    """Answers to a regular instrument that sum to ``total``, each item raised as far as it goes before the next."""
    if key not in FACTS:  # only its total is known
        return {"total": total}
    items = FACTS[key]["items"]
    found = {item["id"]: _ends(key, item)[0] if item.get("scored", True) else item["max"] for item in items}
    factor = (FACTS[key]["scoring"]["transform"] or {}).get("multiply_total", 1)
    for item in items:
        if not item.get("scored", True):
            continue
        low, high = _ends(key, item)
        step = 1 if high > low else -1
        for answer in SPARSE.get((key, item["id"]), range(low + step, high + step, step)):
            trial = {**found, item["id"]: answer}
            if _sum(key, trial) * factor > total:
                break
            found = trial
    assert _sum(key, found) * factor == total, f"no answers to {key} sum to {total}"
    return found


def _ends(key: str, item: Mapping[str, Any]) -> tuple[int, int]:
    """The answers that count least and most."""
    turned = item["reverse"] or (FACTS[key]["scoring"]["transform"] or {}).get("item") == "6-raw"
    return (item["max"], item["min"]) if turned else (item["min"], item["max"])


def _sum(key: str, answers: Answers) -> Fraction:
    scoring = FACTS[key]["scoring"]
    items = {item["id"]: item for item in FACTS[key]["items"]}
    return sum((_worth(items[name], scoring, answers[name]) for name in scoring["total_items"]), Fraction(0))
