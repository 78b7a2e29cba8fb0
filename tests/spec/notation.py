"""How examples are written in tables: ``q1-q8=0 q9=1 q10=-``. A dash is unanswered; yes and no are booleans."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

Row = tuple[str, ...]


def rows(table: str, columns: int) -> list[Row]:
    """The rows of a table, its cells without the space around them; a row may leave out its last cells."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    cells = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    assert all(len(row) <= columns for row in cells), "a row has too many cells"
    return [row + ("",) * (columns - len(row)) for row in cells]


def answers_of(text: str) -> dict[str, Any]:
    """What ``text`` says: ``q1-q3=2`` is three answers, ``days=8000@10,600@-`` two days with the hours worn."""
    found: dict[str, Any] = {}
    for word in text.split():
        name, _, value = word.partition("=")
        span = re.fullmatch(r"([a-z_]*?)(\d+)-\1(\d+)", name)
        names = [f"{span[1]}{n}" for n in range(int(span[2]), int(span[3]) + 1)] if span else [name]
        found |= dict.fromkeys(names, _days(value) if name == "days" and "@" in value else value_of(value))
    return found


def value_of(text: str) -> Any:
    """One value: ``-`` is None, ``yes`` and ``no`` are booleans, a number is a number, the rest are words."""
    known = {"-": None, "yes": True, "no": False, "": None}
    if text in known:
        return known[text]
    try:
        return json.loads(text)
    except ValueError:
        return text


def _days(text: str) -> list[dict[str, Any]]:
    pairs = (day.split("@") for day in text.split(","))
    return [{"steps": value_of(steps), "wear_h": value_of(worn)} for steps, worn in pairs]


def compact(answers: Mapping[str, Any]) -> str:
    """Answers in the notation of the tables, alike neighbours joined."""
    runs = groupby(enumerate(answers.items()), key=lambda one: (_place(one[1][0], one[0]), shown(one[1][1])))
    words = []
    for (_, value), group in runs:
        keys = [key for _, (key, _) in group]
        words.append(f"{keys[0]}-{keys[-1]}={value}" if len(keys) > 1 else f"{keys[0]}={value}")
    return " ".join(words)


def _place(key: str, place: int) -> tuple[str, int]:
    numbered = re.fullmatch(r"([a-z_]*?)(\d+)", key)
    # The distance between number and place is the same all through q1, q2, q3.
    return (numbered[1], int(numbered[2]) - place) if numbered else (key, 0)


def shown(value: Any) -> str:
    """One value as the tables have it."""
    if value is None or isinstance(value, bool):
        return {None: "-", True: "yes", False: "no"}[value]
    if isinstance(value, list) and value and all(isinstance(day, Mapping) and "steps" in day for day in value):
        return ",".join(f"{shown(day['steps'])}@{shown(day.get('wear_h'))}" for day in value)
    if isinstance(value, list):
        return "[" + " ".join(map(shown, value)) + "]"
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z][\w-]*", value) else json.dumps(value)


def flat(expected: Mapping[str, Any], keys: Iterable[str] = ("subscores", "flags")) -> dict[str, Any]:
    """A score with what is inside ``subscores`` and ``flags`` under names of their own."""
    inner = {name: value for key in keys for name, value in expected.get(key, {}).items()}
    return {**{key: value for key, value in expected.items() if key not in keys}, **inner}
