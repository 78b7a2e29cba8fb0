"""What ``varde plugin check`` says of a plugin's own kinds of answers, found by trying them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from varde.kinds.core_kinds import CORE_KINDS
from varde.plugin.inspection.answering import faults_of_answering
from varde.plugin.kinds import REFUSED, AnswerKind, Controls, DeclaredKind, InventedPerson, Text, Unfit, sent_once
from varde.testing.sample.day_out import BEARING

RULE = Text("Velg en stein.", "Vel ein stein.", "Choose a stone.")


@dataclass(frozen=True, slots=True)
class Stone(AnswerKind):
    """One of three stones."""

    template: ClassVar[str] = "stones/stone.html"

    def read(self, sent: Controls) -> str | None:
        written = sent_once(sent).strip()
        if written not in ("", "a", "b", "c"):
            raise Unfit(RULE)
        return written or None

    def accept(self, value: object) -> Any:
        return value if value in ("a", "b", "c") else REFUSED

    def controls(self, value: str) -> Controls:
        return {"": (value,)}

    def say(self, value: str, language: str) -> str:
        return f"stein {value}"

    def invent(self, person: InventedPerson) -> Any:
        return person.chance.choice("abc")


def raising(*_: Any) -> Any:
    raise ValueError("no stone")


def refusing(rule: Text) -> Callable[..., Any]:
    def read(_kind: object, sent: Controls) -> Any:
        if sent.get("") not in (("a",), ("b",), ("c",)):
            raise Unfit(rule)
        return sent[""][0]

    return read


# What is wrong with a method, and a sentence that is said of it.
WRONG: tuple[tuple[str, Any, str], ...] = (
    ("read", raising, "read raises ValueError: no stone"),
    ("read", lambda _kind, _sent: "a", "read gives 'a' of what controls gave for what invent gave (b)"),
    ("read", refusing(Text("Velg en stein.", "")), "a refusal says nothing in nn: “Velg en stein.”"),
    ("read", refusing(Text("Ikke den.", "Ikke den.")), "the nynorsk is word for word the bokmål: “Ikke den.”"),
    ("accept", raising, "accept raises: ValueError: no stone"),
    ("accept", lambda _kind, _value: REFUSED, "accept gives a refusal of what invent gave ("),
    ("controls", raising, "controls raises: ValueError: no stone"),
    ("controls", lambda _kind, value: {"x": (value,)}, "controls gives 'x', and has says no to it"),
    ("say", raising, "say raises: ValueError: no stone"),
    ("say", lambda _kind, _value, language: " " if language == "nn" else "stein", "say gives nothing in nn"),
    ("invent", raising, "invent raises: ValueError: no stone"),
    ("invent", lambda _kind, _person: None, "invent gives no answer, so that nothing can be tried"),
    ("invent", lambda _kind, _person: {1, 2}, "what invent gave ({1, 2}) is not plain JSON"),
    ("cells", lambda _kind, value: {"x": value}, "cells fills 'x', which cell_names does not name"),
    ("cells", lambda _kind, value: {"": [value]}, "the cell '' is a list"),
    ("fhir", lambda _kind, _value, _language: (), "fhir gives no value[x]"),
    ("fhir", raising, "fhir raises: ValueError: no stone"),
    ("fhir_item", lambda _kind, _language: {}, "fhir_item gives no type"),
)


@pytest.mark.parametrize(("method", "instead", "sentence"), WRONG, ids=[f"{row[0]}: {row[2][:40]}" for row in WRONG])
def test_a_method_that_is_wrong_is_said(
    monkeypatch: pytest.MonkeyPatch, method: str, instead: Any, sentence: str
) -> None:
    monkeypatch.setattr(Stone, method, instead)
    said = [fault for _, fault in faults_of_answering(DeclaredKind("stone", Stone, (Stone(),)))]
    assert [fault for fault in said if fault.startswith(sentence)], said
    assert len(said) == len(set(said)), "each is said once"


@pytest.mark.parametrize(
    "declared", [*CORE_KINDS, BEARING, DeclaredKind("stone", Stone, (Stone(),))], ids=lambda each: each.key
)
def test_nothing_is_said_of_a_sound_one(declared: DeclaredKind) -> None:
    assert list(faults_of_answering(declared)) == []
