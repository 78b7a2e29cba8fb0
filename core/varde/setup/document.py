"""A whole trust as TOML: read with the line of everything in it, and written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from varde.kernel.declared import nearest

Place = tuple[str | int, ...]
"""Where something stands: ``("organisation", 0, "offering", 1, "state")``."""
Kinds = Mapping[str, type]
TABLES: Mapping[str, Kinds] = {
    "organisation": {
        **dict.fromkeys(("key", "kind", "name", "under"), str),
        **dict.fromkeys(("settings", "hours", "crisis", "front"), dict),
        **dict.fromkeys(("closed", "room", "care_role", "offering"), list),
    },
    "organisation.closed": {"first": date, "last": date, "why": str},
    "organisation.room": {"name": str, "seats": int, "purpose": str},
    "organisation.care_role": dict.fromkeys(("key", "counts_as", "nb", "nn", "en"), str),
    "organisation.offering": {"programme": str, "state": str, "settings": dict},
    "staff": {
        **dict.fromkeys(("given_name", "family_name", "title", "nin", "hpr", "present", "substitute"), str),
        **dict.fromkeys(("person", "substitute_person"), int),
        "role": list,
    },
    "staff.role": {"role": str, "at": str, "programme": str, "from": date, "to": date},
}
"""What each table may have, and of which type."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "organisation": ("key", "kind", "name"),
    "organisation.closed": ("first", "last", "why"),
    "organisation.room": ("name", "purpose"),
    "organisation.care_role": ("key", "counts_as", "nb", "nn", "en"),
    "organisation.offering": ("programme",),
    "staff": ("role",),
    "staff.role": ("role", "at"),
}
"""What each table must have; of a list, one at least."""
BESIDE: Mapping[str, Mapping[str, str]] = {"staff": {"substitute": "present", "substitute_person": "present"}}
"""What says nothing without another, by table."""
_TYPES = {
    str: "text",
    int: "a whole number",
    date: "a day, such as 2026-12-31",
    dict: "a table",
    list: "tables in double brackets",
}
_HEADER = re.compile(r"^\s*\[(\[?)\s*([\w.\- ]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([\w-]+|\"[^\"]*\")\s*[=.]")


class NotToml(Exception):
    """The text is no TOML; the message says where."""


@dataclass(frozen=True, slots=True)
class TrustDocument:
    """What the text says, and on which line each thing stands."""

    values: Mapping[str, Any]
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of this, or of what it stands in."""
        while place and place not in self.lines:
            place = (*place, 0) if (*place, 0) in self.lines else place[:-1]
        return self.lines.get(place, 1)


def read_document(text: str) -> TrustDocument:
    """:raises NotToml: naming the line and what is wrong there."""
    try:
        return TrustDocument(tomllib.loads(text), _lines(text))
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise NotToml(str(fault) or "it is nested too deep") from None


def faults_of_document(document: TrustDocument) -> list[tuple[Place, str]]:
    """Everything that is not as :data:`TABLES` has it: where, and the rule."""
    faults: list[tuple[Place, str]] = []
    for name, rows in document.values.items():
        if name not in ("organisation", "staff"):
            faults.append(((name,), f"{name} is nothing here{nearest(name, ('organisation', 'staff'))}"))
        elif not _are_tables(rows):
            faults.append(((name,), f"{name} must be {_TYPES[list]}: [[{name}]]."))
        else:
            for number, row in enumerate(rows):
                faults += _faults_of_row(name, (name, number), row)
    return faults


def _faults_of_row(table: str, place: Place, row: Mapping[str, Any]) -> list[tuple[Place, str]]:
    kinds, faults = TABLES[table], list[tuple[Place, str]]()
    faults += [(place, f"{name} is missing.") for name in NEEDED[table] if name not in row or row[name] == []]
    for name, other in BESIDE.get(table, {}).items():
        if name in row and other not in row:
            faults.append(((*place, name), f"{name} is said without {other}."))
    for name, value in row.items():
        at = (*place, name)
        if name not in kinds:
            faults.append((at, f"{name} is nothing in {table}{nearest(name, kinds)}"))
        elif not _fits(value, kinds[name]):
            faults.append((at, f"{name} must be {_TYPES[kinds[name]]}."))
        elif kinds[name] is list:
            for number, inner in enumerate(value):
                faults += _faults_of_row(f"{table}.{name}", (*at, number), inner)
    return faults


def _fits(value: object, kind: type) -> bool:
    if kind is list:
        return _are_tables(value)
    if isinstance(value, bool) or (kind is date and isinstance(value, datetime)):
        return False
    return isinstance(value, kind)


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _lines(text: str) -> dict[Place, int]:
    lines: dict[Place, int] = {}
    place: Place = ()
    counts: dict[Place, int] = {}
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if header := _HEADER.match(line):
            place = _enter([part.strip() for part in header[2].split(".")], counts, many=bool(header[1]))
            lines.setdefault(place, number)
        elif key := _KEY.match(line):
            lines.setdefault((*place, key[1].strip('"')), number)
        opened = [mark for mark in ('"""', "'''") if line.count(mark) % 2]
        inside = opened[0] if opened else ""
    return lines


def _enter(parts: Sequence[str], counts: dict[Place, int], *, many: bool) -> Place:
    place: Place = ()
    for depth, part in enumerate(parts):
        place = (*place, part)
        last = depth == len(parts) - 1
        if last and many:
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


# --- written


def write_table(header: str, values: Mapping[str, object]) -> str:
    """One table with what is not None nor empty: ``[[staff.role]]`` and a line for each value."""
    lines = [
        f"{name} = {_written(value)}"
        for name, value in values.items()
        if value is not None and value != "" and value != {}
    ]
    return "\n".join((f"[[{header}]]", *lines)) + "\n"


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        inner = (f"{_bare(str(name))} = {_written(each)}" for name, each in value.items() if each is not None)
        return "{ " + ", ".join(inner) + " }"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _bare(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)
