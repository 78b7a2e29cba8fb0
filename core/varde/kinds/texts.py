"""What is written in one's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from varde.kernel.characters import is_whole, plain
from varde.kernel.words import Text
from varde.kinds.kind import REFUSED, AnswerKind, Controls, InventedPerson, Unfit, sent_once

LONGEST_LINE = 200
LONGEST_TEXT = 2000
_WRITES = 0.8
"""How often an invented person writes something where she may."""


@dataclass(frozen=True, slots=True)
class ShortText(AnswerKind):
    """One line of at most ``longest`` characters."""

    longest: int = LONGEST_LINE

    template: ClassVar[str] = "varde/kinds/short_text.html"

    def check(self) -> Iterator[str]:
        if not 1 <= self.longest <= LONGEST_LINE:
            yield f"longest is {self.longest} and must lie from 1 to {LONGEST_LINE}"

    def read(self, sent: Controls) -> str | None:
        return _within(_line(sent_once(sent)), self.longest)

    def accept(self, value: object) -> Any:
        return _taken(_line(value), self.longest) if isinstance(value, str) else REFUSED

    def controls(self, value: str) -> Controls:
        return {"": (value,)}

    def say(self, value: str, language: str) -> str:
        return value

    def invent(self, person: InventedPerson) -> str | None:
        return _invented(person, self.longest)


@dataclass(frozen=True, slots=True)
class LongText(AnswerKind):
    """Running text of at most ``longest`` characters, on several lines."""

    longest: int = LONGEST_TEXT

    template: ClassVar[str] = "varde/kinds/long_text.html"
    quoted: ClassVar[bool] = True

    def check(self) -> Iterator[str]:
        if not 1 <= self.longest <= LONGEST_TEXT:
            yield f"longest is {self.longest} and must lie from 1 to {LONGEST_TEXT}"

    def read(self, sent: Controls) -> str | None:
        return _within(_running(sent_once(sent)), self.longest)

    def accept(self, value: object) -> Any:
        return _taken(_running(value), self.longest) if isinstance(value, str) else REFUSED

    def controls(self, value: str) -> Controls:
        return {"": (value,)}

    def say(self, value: str, language: str) -> str:
        return value

    def invent(self, person: InventedPerson) -> str | None:
        return _invented(person, self.longest)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "text"}


def _within(written: str, longest: int) -> str | None:
    if not is_whole(written):
        raise Unfit(_UNREADABLE)
    if len(written) > longest:
        raise Unfit(_TOO_LONG.filled(length=len(written), most=longest))
    return written or None


def _taken(written: str, longest: int) -> Any:
    return written if written and is_whole(written) and len(written) <= longest else REFUSED


def _line(written: str) -> str:
    return " ".join(plain(written).split())


def _running(written: str) -> str:
    """The text as it was written. Nothing that can be seen is nothing."""
    return written.strip() if plain(written).strip() else ""


def _invented(person: InventedPerson, longest: int) -> str | None:
    fitting: Sequence[str] = [words for entry in person.entries if len(words := entry.to(person.language)) <= longest]
    if not fitting or person.chance.random() >= _WRITES:
        return None
    return person.chance.choice(fitting)


_TOO_LONG = Text(
    "Teksten har {length} tegn og kan ha høyst {most}.",
    "Teksten har {length} teikn og kan ha høgst {most}.",
    "The text has {length} characters and may have at most {most}.",
)
_UNREADABLE = Text(
    "Teksten har tegn som ikke kan lagres. Skriv den på nytt.",
    "Teksten har teikn som ikkje kan lagrast. Skriv han på nytt.",
    "The text has characters that cannot be stored. Write it again.",
)
