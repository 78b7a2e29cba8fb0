"""A new entry of an exercise that is written one part at a time: what stands on the page, and what was written before.

A part is sent as a whole form and kept as its draft; nothing is stored before the last one is. Whoever comes back is where nothing
is written yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from varde.kinds.asking import owner, read_all, said_of
from varde.modules.dated import dated_kind
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.values import Exercise
from varde.web.patient.steps import kinds_of
from varde.web.shell import http
from varde.web.shell.exercise_forms import Sent, drawn_fields, first_of

PART, GO = "part", "go"
"""The part that the page shows, and the button that leads to another."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """What she wrote in a part before this one: what was asked, her words, and which part it is."""

    label: str
    words: str
    quoted: bool
    part: int


@dataclass(frozen=True, slots=True)
class PartOnPage:
    """One part of the form, counted from 1: its fields, what is written before it, and everything of the other parts as it
    stands."""

    number: int
    count: int
    title: str
    body: Markup
    so_far: tuple[SoFar, ...]
    hidden: tuple[tuple[str, str], ...]


def part_of(kind: DatedEntries, form: Sent, errors: Mapping[str, str]) -> int:
    """Which part is shown: the one with the first error, the one the form says, else the first in which nothing is written."""
    placed = {key: number for number, part in enumerate(kind.parts, start=1) for key in part.fields}
    wrong = [placed[key] for control in errors if (key := owner(control, placed)) is not None]
    written = {placed[key] for name, texts in form.items() if any(texts) and (key := owner(name, placed)) is not None}
    said = _number(first_of(form, PART), len(kind.parts))
    empty = next((number for number in range(1, len(kind.parts) + 1) if number not in written), len(kind.parts))
    return min(wrong) if wrong else said or empty


def part_wanted(kind: DatedEntries, form: Sent) -> int:
    """The part that a button leads to; 0 when none was pressed."""
    return _number(first_of(form, GO), len(kind.parts))


def _number(sent: str, most: int) -> int:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 and 1 <= int(sent) <= most else 0


def faults_in(step: Exercise, form: Sent, part: int) -> dict[str, str]:
    """What is wrong in the part that was sent, by control. What is left out may be: that is said when all of it is sent."""
    keys = dated_kind(step).parts[part - 1].fields
    kinds = {key: kind for key, kind in kinds_of(step).items() if key in keys}
    read = read_all(kinds, {name: texts for name, texts in form.items() if owner(name, kinds) is not None})
    return {control: rule.to(http.language()) for control, rule in read.faults.items()}


def part_on_page(step: Exercise, form: Sent, errors: Mapping[str, str]) -> PartOnPage | None:
    """The part of the form that is shown; None when the exercise is written on one page."""
    kind = dated_kind(step)
    if not kind.parts:
        return None
    number = part_of(kind, form, errors)
    part = kind.parts[number - 1]
    return PartOnPage(
        number,
        len(kind.parts),
        http.speech().say(part.title),
        drawn_fields(step, form, errors, only=part.fields),
        tuple(_so_far(step, form, number)),
        tuple(
            (name, text)
            for name, texts in form.items()
            if (key := owner(name, kinds_of(step))) is not None and key not in part.fields
            for text in texts
        ),
    )


def _so_far(step: Exercise, form: Sent, number: int) -> list[SoFar]:
    speech, by_key = http.speech(), {field.key: field for field in step.fields}
    return [
        SoFar(speech.say(by_key[key].label), words, by_key[key].kind.quoted, before)
        for before, part in enumerate(dated_kind(step).parts[: number - 1], start=1)
        for key in part.fields
        if (words := said_of(by_key[key], form, speech.language))
    ]
