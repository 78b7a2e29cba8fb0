"""What is chosen among answers that are named beforehand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from varde.kernel.characters import plain
from varde.kernel.words import Text
from varde.kinds.kind import REFUSED, AnswerKind, Controls, InventedPerson, Unfit, sent_once

CHOICE_KEY = re.compile(r"[a-z][a-z0-9_]*")
NamedChoices = tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class SingleChoice(AnswerKind):
    """One of ``choices``, each a key and what it is called."""

    choices: NamedChoices

    template: ClassVar[str] = "varde/kinds/choice.html"

    def check(self) -> Iterator[str]:
        yield from faults_of_choices(self.choices)

    def read(self, sent: Controls) -> str | None:
        key = plain(sent_once(sent)).strip()
        if not key:
            return None
        if key not in dict(self.choices):
            raise Unfit(_CHOOSE)
        return key

    def accept(self, value: object) -> Any:
        return value if isinstance(value, str) and value in dict(self.choices) else REFUSED

    def controls(self, value: str) -> Controls:
        return {"": (value,)}

    def say(self, value: str, language: str) -> str:
        return dict(self.choices)[value].to(language)

    def invent(self, person: InventedPerson) -> str:
        return person.chance.choice(self.choices)[0]

    def fhir(self, value: str, language: str) -> Sequence[Mapping[str, Any]]:
        return ({"valueCoding": {"code": value, "display": self.say(value, language)}},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "choice", "answerOption": options(self.choices, language)}


def options(choices: NamedChoices, language: str) -> list[Mapping[str, Any]]:
    """The answers of a choice as a FHIR Questionnaire lists them."""
    return [{"valueCoding": {"code": key, "display": words.to(language)}} for key, words in choices]


def faults_of_choices(choices: NamedChoices) -> Iterator[str]:
    """What is wrong with a list of answers to choose among."""
    if len(choices) < 2:
        yield "has fewer than two choices"
    for key, times in Counter(key for key, _ in choices).items():
        if times > 1:
            yield f"the choice '{key}' is given {times} times"
        if not CHOICE_KEY.fullmatch(key):
            yield f"the choice '{key}' does not have the form {CHOICE_KEY.pattern}"


_CHOOSE = Text("Velg et av alternativene.", "Vel eitt av alternativa.", "Choose one of the alternatives.")
