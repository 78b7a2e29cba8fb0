"""Try a kind of answer that a plugin brings: every method with its samples, and with what nobody should send."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from random import Random
from typing import Any

from varde.kernel.assembly import RAISED, said, tried
from varde.kernel.words import LANGUAGES, Text
from varde.kinds.kind import REFUSED, AnswerKind, Controls, DeclaredKind, InventedPerson, Unfit
from varde.plugin.inspection.texts import SAME, same_words

BY_CHANCE = 12
"""How many answers are invented for each sample."""
ENTRIES = (Text("Det gikk bra.", "Det gjekk bra.", "It went well."), Text("Nei", "Nei", "No"))
A_FILE = "6f1d6c1e93a74a538d0e3f5b2c7a9d10"
"""The key of a file, for kinds that nobody invented can send one of."""
SENT = ("", "  ", "x", "0", "1", "-1", "999999999", "1,5", "2026-02-30", "25:70", "\U0001f9ed" * 3000)
"""What a form may send for any control."""
STORED: tuple[object, ...] = (None, True, 0, -1, 1.5, float("nan"), "", "x", [], [None], {}, {"x": [1]})
"""What a store, a file or a machine may hand over."""


def faults_of_answering(declared: DeclaredKind) -> Iterator[tuple[str, str]]:
    """The sample and what is wrong with it, each thing once."""
    seen: set[str] = set()
    for number, sample in enumerate(declared.samples, start=1):
        for fault in _faults_of(sample):
            if fault not in seen:
                seen.add(fault)
                yield f"samples {number}", fault


def _faults_of(kind: AnswerKind) -> Iterator[str]:
    values = []
    for seed in range(BY_CHANCE):
        raised: list[str] = []
        person = InventedPerson(Random(seed), seed / BY_CHANCE, LANGUAGES[seed % 3], ENTRIES)
        value = tried(partial(kind.invent, person), raised, "invent raises")
        yield from raised
        if value is not RAISED and value is not None:
            values.append(value)
    if not values and kind.uploads:
        values.append(A_FILE)
    if not values:
        yield "invent gives no answer, so that nothing can be tried"
    for value in values:
        yield from _faults_of_value(kind, value)
    yield from _faults_of_nonsense(kind, values)


def _faults_of_value(kind: AnswerKind, value: Any) -> Iterator[str]:
    shown = f"what invent gave ({str(value)[:40]})"
    raised: list[str] = []
    if tried(lambda: json.loads(json.dumps(value)) == value, raised, f"{shown} is not plain JSON") is False:
        raised.append(f"{shown} is not plain JSON")
    taken = tried(lambda: kind.accept(value), raised, "accept raises")
    if taken is not RAISED and taken != value:
        raised.append(f"accept gives {'a refusal' if taken is REFUSED else repr(taken)[:60]} of {shown}")
    controls = tried(lambda: kind.controls(value), raised, "controls raises")
    if controls is not RAISED:
        read = tried(lambda: kind.read(controls), raised, "read raises, of what controls gave")
        if read is not RAISED and read != value:
            raised.append(f"read gives {repr(read)[:60]} of what controls gave for {shown}")
        raised += [f"controls gives {name!r}, and has says no to it" for name in controls if not kind.has(name)]
    for language in LANGUAGES:
        words = tried(partial(kind.say, value, language), raised, "say raises")
        if words is not RAISED and (not isinstance(words, str) or not words.strip()):
            raised.append(f"say gives nothing in {language}")
    yield from raised
    yield from _faults_of_handing_on(kind, value)


def _faults_of_handing_on(kind: AnswerKind, value: Any) -> Iterator[str]:
    """Whether it can be exported, as a table and to another system."""
    raised: list[str] = []
    cells = tried(lambda: dict(kind.cells(value)), raised, "cells raises")
    names = tried(lambda: set(kind.cell_names()), raised, "cell_names raises")
    if cells is not RAISED and names is not RAISED:
        raised += [f"cells fills {name!r}, which cell_names does not name" for name in cells if name not in names]
        plain = (str, int, float, bool, type(None))
        raised += [
            f"the cell {name!r} is a {type(each).__name__}"
            for name, each in cells.items()
            if not isinstance(each, plain)
        ]
    answers = tried(lambda: list(kind.fhir(value, "nb")), raised, "fhir raises")
    if answers is not RAISED and not (
        answers and all(any(key.startswith("value") for key in each) for each in answers)
    ):
        raised.append("fhir gives no value[x]")
    item = tried(lambda: dict(kind.fhir_item("nb")), raised, "fhir_item raises")
    if item is not RAISED and "type" not in item:
        raised.append("fhir_item gives no type")
    yield from raised


def _faults_of_nonsense(kind: AnswerKind, values: list[Any]) -> Iterator[str]:
    """What is said of what nobody should send; a refusal has its words, and nothing else is raised."""
    known = tried(lambda: {name for value in values for name in kind.controls(value)}, [], "")
    names = sorted({name for name in ("", *(() if known is RAISED else known)) if kind.has(name)})
    for name in names:
        for text in SENT:
            yield from _faults_of_sent(kind, {name: (text,)})
        yield from _faults_of_sent(kind, {name: ("1", "2")})
    for stored in STORED:
        raised: list[str] = []
        tried(partial(kind.accept, stored), raised, "accept raises")
        yield from raised


def _faults_of_sent(kind: AnswerKind, sent: Controls) -> Iterator[str]:
    try:
        kind.read(sent)
    except Unfit as unfit:
        yield from _faults_of_rules(kind, unfit.of)
    except Exception as fault:  # noqa: BLE001 - whatever a plugin raises instead is what we look for
        yield f"read raises {said(fault)}; it may only raise Unfit"


def _faults_of_rules(kind: AnswerKind, rules: Mapping[str, Text]) -> Iterator[str]:
    for control, rule in rules.items():
        if not kind.has(control):
            yield f"a refusal is about the control {control!r}, and has says no to it"
        if rule.missing():
            yield f"a refusal says nothing in {' and '.join(rule.missing())}: “{rule.nb or rule.nn}”"
        elif same_words(rule):
            yield f"{SAME}: “{rule.nb}”"
