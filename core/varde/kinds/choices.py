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
NONE = "none"
"""What the box for “none of these” sends."""
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


@dataclass(frozen=True, slots=True)
class SeveralChoices(AnswerKind):
    """As many of ``choices`` as fit. ``none``, when it is given, is what a box for “none of these” is called: then it is an answer
    too, which leaves the others out."""

    choices: NamedChoices
    none: Text | None = None

    template: ClassVar[str] = "varde/kinds/several.html"

    def check(self) -> Iterator[str]:
        yield from faults_of_choices(self.choices)
        if NONE in dict(self.choices):
            yield f"the choice '{NONE}' is given, which is what `none` is for"

    def read(self, sent: Controls) -> list[str] | None:
        ticked = [key for text in sent.get("", ()) if (key := plain(text).strip())]
        if not ticked:
            return None
        if self.none and NONE in ticked and len(set(ticked)) > 1:
            raise Unfit(_NONE_OR_SOME.filled(none=self.none))
        value = self.accept(ticked)
        if value is REFUSED:
            raise Unfit(_CHOOSE_SOME)
        return list(value)

    def accept(self, value: object) -> Any:
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list | tuple) or not all(isinstance(key, str) for key in value):
            return REFUSED
        value = [] if list(value) == [NONE] else value
        if not value:
            return [] if self.none else REFUSED
        known = [key for key, _ in self.choices]
        return [key for key in known if key in value] if set(value) <= set(known) else REFUSED

    def controls(self, value: Sequence[str]) -> Controls:
        return {"": tuple(value) or (NONE,)}

    def say(self, value: Sequence[str], language: str) -> str:
        named = [words.to(language) for key, words in self.choices if key in value]
        return ", ".join(named) or (self.none or NO).to(language)

    def invent(self, person: InventedPerson) -> list[str] | None:
        value = [key for key, _ in self.choices if person.chance.random() < (1 + person.burden) / 4]
        return value if value or self.none else None

    def cells(self, value: Sequence[str]) -> Mapping[str, int]:
        return {key: int(key in value) for key, _ in self.choices}

    def cell_names(self) -> Sequence[str]:
        return [key for key, _ in self.choices]

    def fhir(self, value: Sequence[str], language: str) -> Sequence[Mapping[str, Any]]:
        coded = [{"valueCoding": {"code": key, "display": dict(self.choices)[key].to(language)}} for key in value]
        return coded or ({"valueCoding": {"code": NONE, "display": self.say(value, language)}},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        none = ((NONE, self.none),) if self.none else ()
        return {"type": "choice", "repeats": True, "answerOption": options((*self.choices, *none), language)}


@dataclass(frozen=True, slots=True)
class YesNo(AnswerKind):
    """Yes or no; nothing chosen is neither."""

    coded: ClassVar[bool] = True
    template: ClassVar[str] = "varde/kinds/yes_no.html"

    def read(self, sent: Controls) -> bool | None:
        written = plain(sent_once(sent)).strip()
        if written not in ("", "0", "1"):
            raise Unfit(_YES_OR_NO)
        return None if not written else written == "1"

    def accept(self, value: object) -> Any:
        return bool(value) if value in (0, 1) else REFUSED

    def controls(self, value: bool) -> Controls:
        return {"": ("1" if value else "0",)}

    def say(self, value: bool, language: str) -> str:
        return (YES if value else NO).to(language)

    @property
    def bounds(self) -> tuple[float, float]:
        return 0, 1

    def invent(self, person: InventedPerson) -> bool:
        return person.chance.random() < person.burden

    def fhir(self, value: bool, language: str) -> Sequence[Mapping[str, Any]]:
        return ({"valueBoolean": value},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Ranking(AnswerKind):
    """``choices`` put in order: the value names them, the first first. What is given no place is left out of it."""

    choices: NamedChoices

    template: ClassVar[str] = "varde/kinds/ranking.html"

    def check(self) -> Iterator[str]:
        yield from faults_of_choices(self.choices)

    def has(self, control: str) -> bool:
        return control in dict(self.choices)

    @property
    def numbered_places(self) -> Sequence[tuple[str, str]]:
        """The places as a list to choose from."""
        return [(place, place) for place in self.places]

    @property
    def places(self) -> Sequence[str]:
        """The places there are to give, as a form has them."""
        return [str(place) for place in range(1, len(self.choices) + 1)]

    def read(self, sent: Controls) -> list[str] | None:
        placed: dict[str, str] = {}
        faults: dict[str, Text] = {}
        for key, words in self.choices:
            place = plain(" ".join(sent.get(key, ()))).strip()
            if place and place not in self.places:
                faults[key] = _PLACES.filled(choice=words, last=len(self.choices))
            elif place in placed:
                faults[key] = _SAME_PLACE.filled(choice=words, rival=dict(self.choices)[placed[place]], place=place)
            elif place:
                placed[place] = key
        if faults:
            raise Unfit(of=faults)
        return [placed[place] for place in self.places if place in placed] or None

    def accept(self, value: object) -> Any:
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list | tuple) or not value or not all(isinstance(key, str) for key in value):
            return REFUSED
        return list(value) if len(set(value)) == len(value) and set(value) <= set(dict(self.choices)) else REFUSED

    def controls(self, value: Sequence[str]) -> Controls:
        return {key: (str(place),) for place, key in enumerate(value, start=1)}

    def say(self, value: Sequence[str], language: str) -> str:
        named = dict(self.choices)
        return "\n".join(f"{place}. {named[key].to(language)}" for place, key in enumerate(value, start=1))

    def invent(self, person: InventedPerson) -> list[str]:
        return person.chance.sample([key for key, _ in self.choices], len(self.choices))

    def cells(self, value: Sequence[str]) -> Mapping[str, int | None]:
        return {key: value.index(key) + 1 if key in value else None for key, _ in self.choices}

    def cell_names(self) -> Sequence[str]:
        return [key for key, _ in self.choices]

    def fhir(self, value: Sequence[str], language: str) -> Sequence[Mapping[str, Any]]:
        """The answers in order, the first first."""
        return [{"valueCoding": {"code": key, "display": dict(self.choices)[key].to(language)}} for key in value]

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "choice", "repeats": True, "answerOption": options(self.choices, language)}


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
_CHOOSE_SOME = Text("Velg blant alternativene.", "Vel blant alternativa.", "Choose among the alternatives.")
_NONE_OR_SOME = Text(
    "Velg enten «{none}» eller noen av de andre.",
    "Vel anten «{none}» eller nokre av dei andre.",
    "Choose either “{none}” or some of the others.",
)
_YES_OR_NO = Text("Velg ja eller nei.", "Vel ja eller nei.", "Choose yes or no.")
_PLACES = Text(
    "«{choice}»: Velg en plass fra 1 til {last}.",
    "«{choice}»: Vel ein plass frå 1 til {last}.",
    "“{choice}”: Choose a place from 1 to {last}.",
)
_SAME_PLACE = Text(
    "«{choice}» og «{rival}» har begge plass {place}. Gi dem hver sin.",
    "«{choice}» og «{rival}» har begge plass {place}. Gi dei kvar sin.",
    "“{choice}” and “{rival}” both have place {place}. Give each its own.",
)
YES, NO = Text("Ja", "Ja", "Yes"), Text("Nei", "Nei", "No")
