"""What a programme says that a clinical owner must sign: each statement, its ground, and the step that says it to a patient.

They stand in ``content/statements/<name>.toml`` of the plugin's package, as tables ``[[statement]]`` with ``key``, ``step``
(``module/step``), ``says`` and ``ground``, the last two in bokmål, nynorsk and English: ``says.nb = "…"``. What is signed is the
statement with the whole step that says it: a warning is understood by what stands around it, so a step is shown whole or not at
all.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from varde.content.texts import keys_of
from varde.content.values import StepKey
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.words import LANGUAGES, PATIENT_LANGUAGES, Text
from varde.programmes.values import Programme

PARTS, IN_LANGUAGES = ("key", "step"), ("says", "ground")
LONGEST_KEY = 60
_KEY = re.compile(rf"(?=.{{1,{LONGEST_KEY}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One clinical statement. ``key`` is ``programme/name``; ``says`` is what is stated and ``ground`` what it rests on, for
    whoever signs, in her language; ``step`` is where a patient reads it."""

    key: str
    says: Text
    ground: Text
    step: StepKey

    @property
    def name(self) -> str:
        """What it is called in its programme, whatever key this gets."""
        return self.key.partition("/")[2]

    def digest(self, edition: str) -> str:
        """SHA-256 of the statement as it is said in this edition of its step; 64 hex digits. Other words have another, so that
        what was signed holds for the words that were signed."""
        stated = [*map(self.says.to, LANGUAGES), *map(self.ground.to, LANGUAGES)]
        plain = json.dumps([self.name, *stated, edition], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()


def read_statements(programme: Programme) -> list[Statement]:
    """Every statement of a programme, in the order of the files and in them.

    :raises StartRefused: one sentence for each that is not whole, stands twice, or stands in a step that there is not.
    """
    steps = {f"{key.module}/{key.step}": key for key in keys_of([programme])}
    statements: dict[str, Statement] = {}
    faults = list[str]()
    for path, row in _rows(programme, faults):
        fault = _fault(row, programme, statements)
        if fault:
            faults.append(f"{programme.package}: {path}: {fault}.")
            continue
        if row["step"] not in steps:
            continue  # of another programme that is made of the same package
        key = f"{programme.key}/{row['key']}"
        statements[key] = Statement(key, _said(row["says"]), _said(row["ground"]), steps[row["step"]])
    if faults:
        raise StartRefused(*faults)
    return list(statements.values())


def _rows(programme: Programme, faults: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    folder = files(programme.package) / "content" / "statements"
    for file in sorted(folder.iterdir(), key=lambda each: each.name) if folder.is_dir() else ():
        path = f"content/statements/{file.name}"
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            faults.append(f"{programme.package}: {path} cannot be read ({type(fault).__name__}: {fault}).")
            continue
        rows = table.get("statement")
        if set(table) != {"statement"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            faults.append(f"{programme.package}: {path} must hold tables [[statement]] and nothing else.")
            continue
        yield from ((path, row) for row in rows)


def _fault(row: Mapping[str, Any], programme: Programme, before: Mapping[str, Statement]) -> str:
    name = row.get("key")
    if not _is_whole(row):
        return (
            f"the statement {name!r} must have {', '.join(PARTS)}, and {' and '.join(IN_LANGUAGES)} in each of "
            f"{', '.join(LANGUAGES)}, all in words, and nothing else"
        )
    if not _KEY.fullmatch(row["key"]):
        return f"the key {name!r} must be small letters, digits and hyphens, {LONGEST_KEY} at the most"
    if f"{programme.key}/{name}" in before:
        return f"the statement {name!r} stands twice"
    if not (files(programme.package) / "content" / PATIENT_LANGUAGES[0] / f"{row['step']}.md").is_file():
        return f"the statement {name!r} stands in {row['step']}, which is no step"
    return ""


def _is_whole(row: Mapping[str, Any]) -> bool:
    if set(row) != {*PARTS, *IN_LANGUAGES}:
        return False
    each = [row[part] for part in PARTS]
    for part in IN_LANGUAGES:
        if not isinstance(row[part], dict) or set(row[part]) != set(LANGUAGES):
            return False
        each += row[part].values()
    return all(isinstance(said, str) and said.strip() for said in each)


def _said(words: Mapping[str, str]) -> Text:
    return Text(*(words[language].strip() for language in LANGUAGES))


def statements_of(catalogue: Catalogue, programmes: Iterable[Programme]) -> list[Statement]:
    """The statements of these programmes, in the order that their steps come in."""
    order = {key: number for number, key in enumerate(keys_of(programmes))}
    hers = (each for each in catalogue.all(Statement).values() if each.step in order)
    return sorted(hers, key=lambda each: (order[each.step], each.key))
