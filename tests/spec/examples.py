"""One worked example: what was answered, and what must come out. Those of facts/vectors.json say all of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from varde.instruments.rules import score
from varde.instruments.values import Instrument

from .notation import answers_of, flat, rows

VECTORS = json.loads((Path(__file__).parents[2] / "facts" / "vectors.json").read_text(encoding="utf-8"))
WHOLE = frozenset({"instrument", "status", "total", "subscores", "band", "flags", "n_missing"})


@dataclass(frozen=True)
class Example:
    """``expected`` is the whole result of a vector, or the part of it that a table or the facts speak of."""

    id: str
    instrument: str
    what: str
    answers: Mapping[str, Any]
    context: Mapping[str, Any]
    expected: Mapping[str, Any]


def vectors() -> list[Example]:
    """Every worked example of facts/vectors.json."""
    return [
        Example(
            one["id"],
            one["instrument"],
            one["description"],
            one["responses"],
            one["context"],
            {"instrument": one["instrument"], **one["expected"]},
        )
        for one in VECTORS["instruments"]
    ]


def written(table: str) -> list[Example]:
    """A table of instrument, answers, context, what must come out, and why."""
    found = []
    for number, (key, answers, context, outcome, why) in enumerate(rows(table, 5), start=1):
        given = (answers_of(answers), answers_of(context), answers_of(outcome))
        found.append(Example(f"{key} {number}: {why}", key, why, *given))
    return found


def disagreement(example: Example, instrument: Instrument) -> str | None:
    """What the instrument finds that the example does not expect; None when they agree."""
    found = score(instrument, example.answers, example.context).as_json()
    if example.expected.keys() >= WHOLE:
        return None if found == example.expected else f"{example.id}: {found}"
    inside, wanted = flat(found), flat(example.expected)
    wrong = {name: inside.get(name, "absent") for name, value in wanted.items() if not _same(inside, name, value)}
    return f"{example.id}: {wrong}, not {wanted}" if wrong else None


def _same(found: Mapping[str, Any], name: str, value: Any) -> bool:
    if value == "absent":
        return name not in found
    # 1 == True in Python, but a flag is not a number.
    return name in found and found[name] == value and isinstance(found[name], bool) == isinstance(value, bool)


NO_FIGURE: dict[str, frozenset[str] | None] = {"qaly": None, "travel": frozenset({"travel_cost_nok", "time_cost_nok"})}
"""Examples of what is no figure here, whole (None) or these parts: nothing gives a utility and no tariff is confirmed, so there
are no quality-adjusted life years; and a price of travel is nobody's assumption in a plan."""


def figure_expected(example: dict[str, Any]) -> dict[str, Any]:
    """What one of the metric examples must give; nothing of one that is no figure here."""
    left_out = NO_FIGURE.get(example["metric"], frozenset())
    return {} if left_out is None else {k: v for k, v in example["expected"].items() if k not in left_out}
