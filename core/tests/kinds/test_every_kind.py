"""What every kind promises, tried with the samples of each and whatever may be sent."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import cycle
from random import Random
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from varde.kernel.catalogue import Catalogue
from varde.kernel.words import LANGUAGES, Text
from varde.kinds.asking import named, read_all, written_out
from varde.kinds.check import faults_of_declared
from varde.kinds.core_kinds import CORE_KINDS
from varde.kinds.kind import REFUSED, AnswerKind, Controls, DeclaredKind, InventedPerson, Unfit, kept

SAMPLES = [sample for declared in CORE_KINDS for sample in declared.samples]
ENTRIES = (Text("Rundt vannet.", "Rundt vatnet.", "Around the lake."), Text("Ingenting", "Ingenting", "Nothing"))
EACH = pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: f"{type(kind).__name__}{SAMPLES.index(kind)}")
WRITTEN = (
    st.text()
    | st.from_regex(r"[0-9:., -]{1,12}")
    | st.sampled_from(("", "1", "yes", "12.30", "2026-11-17", "\ud800", "\0"))
)
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WRITTEN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def invented(kind: AnswerKind, seed: int) -> Any:
    chance = Random(seed)
    values = (kind.invent(InventedPerson(chance, chance.random(), "nn", ENTRIES)) for _ in range(30))
    # Whoever is invented has no file to show, so of a kind that asks for one the key of any does.
    return next((value for value in values if value is not None), f"{chance.getrandbits(128):032x}")


def tried(kind: AnswerKind, sent: Controls) -> tuple[Any, Mapping[str, Text]]:
    """What a form sent, read; or the rule of each control that is wrong."""
    try:
        return kind.read(sent), {}
    except Unfit as unfit:
        return None, unfit.of


def each_kind() -> Iterator[AnswerKind]:
    """Every sample of every kind, one after the other: what hypothesis draws is tried on all of them. Of a failure the last note
    says which it was."""
    for kind in SAMPLES:
        note(repr(kind))
        yield kind


@given(seed=st.integers())
def test_what_is_shown_is_read_as_the_same(seed: int) -> None:
    for kind in each_kind():
        value = invented(kind, seed)
        assert kind.accept(value) == value
        assert kind.read(kind.controls(value)) == value
        assert kept(kind, json.loads(json.dumps(value))) == value
        assert read_all({"x": kind}, written_out({"x": kind}, {"x": value})).values == {"x": value}


@given(seed=st.integers())
def test_it_is_said_in_every_language_and_handed_on(seed: int) -> None:
    for kind in each_kind():
        value = invented(kind, seed)
        for language in LANGUAGES:
            assert kind.say(value, language).strip()
            assert json.dumps(kind.fhir(value, language)) != "[]"
            assert kind.fhir_item(language)["type"]
        cells = kind.cells(value)
        assert cells
        assert set(cells) <= set(kind.cell_names())
        assert all(cell is None or isinstance(cell, str | int | float | bool) for cell in cells.values())
        if kind.bounds is not None:
            assert kind.bounds[0] <= value <= kind.bounds[1]


@given(sent=st.lists(WRITTEN, max_size=3), which=st.lists(st.booleans(), min_size=1, max_size=6))
def test_nothing_that_is_sent_makes_it_stumble(sent: list[str], which: list[bool]) -> None:
    """Each control has what was sent, or what it has of an answer that is one; ``which`` says so, round and round."""
    for kind in each_kind():
        value = invented(kind, 1)
        names = [name for name in sorted({"", *kind.controls(value)}) if kind.has(name)]
        controls = {
            name: tuple(sent) if wrong else kind.controls(value).get(name, ())
            for name, wrong in zip(names, cycle(which), strict=False)
        }
        assert names
        assert kind.pressed(controls) is None
        read, wrong_controls = tried(kind, controls)
        for name, rule in wrong_controls.items():
            assert kind.has(name)
            assert all(rule.to(language) and not rule.missing() for language in LANGUAGES)
        if read is not None:
            assert kind.accept(read) == read
            assert kind.read(kind.controls(read)) == read


@given(value=ANYTHING)
def test_nothing_that_is_stored_makes_it_stumble(value: Any) -> None:
    for kind in each_kind():
        taken = kept(kind, value)
        if taken is not REFUSED:
            assert json.loads(json.dumps(taken)) == taken
            assert kind.say(taken, "nb").strip()
            assert kind.read(kind.controls(taken)) == taken


@EACH
def test_nothing_is_no_answer(kind: AnswerKind) -> None:
    assert kind.read({}) is None
    assert kind.read({"": ("  \u200b ",)}) is None
    assert kind.accept(None) is REFUSED
    assert list(kind.check()) == []


@EACH
def test_another_control_under_its_name_is_refused(kind: AnswerKind) -> None:
    read = read_all({"x": kind}, {"x-no-such": ("1",), "y": ("1",)})
    assert (dict(read.values), sorted(read.unknown)) == ({}, [named("x", "no-such"), "y"])


def test_the_kinds_of_the_core_are_declared_as_those_of_a_plugin_are() -> None:
    catalogue = Catalogue().with_values(DeclaredKind, CORE_KINDS)
    assert list(faults_of_declared(CORE_KINDS, catalogue)) == []
    assert [each.key for each in CORE_KINDS if not each.samples] == []
