"""Answers about what she has written in another exercise: the entry that this one belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from varde.kernel.characters import plain
from varde.kernel.words import Text
from varde.kinds.kind import REFUSED, AnswerKind, Controls, InventedPerson, Unfit, sent_once

LONGEST_WORDS = 200
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class WrittenChoice:
    """One entry that can be chosen: its number, what it is called in her own words, and what stands beside it."""

    entry: int
    words: str
    beside: str = ""


class _AboutExercise(AnswerKind):
    """What both kinds know of the other exercise and its entries; each declares these in its own order."""

    __slots__ = ()
    of: str
    called: str
    put_away: str

    def check(self) -> Iterator[str]:
        for name, value in (("of", self.of), ("called", self.called)):
            if not value:
                yield f"{name} is empty"

    def _offered(self, entries: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[int, str]:
        """What each of these is called, by its number, but those without a name and those that are put away."""
        return {
            number: str(answers[self.called])[:LONGEST_WORDS]
            for number, answers in entries
            if self.called in answers and answers.get(self.put_away) is not True
        }


def _choices(offered: Mapping[int, str], beside: Mapping[int, str] | None = None) -> tuple[WrittenChoice, ...]:
    return tuple(WrittenChoice(number, words, (beside or {}).get(number, "")) for number, words in offered.items())


def _accepted(row: object, *keys: str) -> Any:
    """The number and the words of a row that has these and nothing but ``keys``; else refused."""
    if not isinstance(row, Mapping) or set(row) != {"entry", "words", *keys}:
        return REFUSED
    number, words = row["entry"], row["words"]
    if type(number) is not int or not 0 < number < 10**18 or not isinstance(words, str):
        return REFUSED
    return {"entry": number, "words": words} if words.strip() and len(words) <= LONGEST_WORDS else REFUSED


@dataclass(frozen=True, slots=True)
class AboutEntry(_AboutExercise):
    """Which entry of another exercise this one belongs to, as an attempt to its rung.

    ``of`` is the other exercise by its key, or ``<module>/<key>``; ``called`` is its field that names an entry, and
    ``put_away`` one of yes and no that takes an entry out of the choice. ``empty`` is said while there is nothing to choose;
    ``choices`` is filled in for each patient, with her entries.
    The value holds the number of the entry and what it was called then, so that what she wrote stays true when the other is
    corrected."""

    of: str
    called: str
    empty: Text
    put_away: str = ""
    choices: tuple[WrittenChoice, ...] = ()

    template: ClassVar[str] = "varde/kinds/about_entry.html"

    @property
    def pairs(self) -> Sequence[tuple[int, str]]:
        """The number and the words of each choice."""
        return [(choice.entry, choice.words) for choice in self.choices]

    def among(self, entries: Iterable[tuple[int, Mapping[str, Any]]], kept: object = None) -> AboutEntry:
        """The same, with these entries to choose among: the number of each and its answers. ``kept`` is a value that stays a
        choice."""
        offered, before = self._offered(entries), self.accept(kept)
        if before is not REFUSED:
            offered.setdefault(before["entry"], before["words"])
        return replace(self, choices=_choices(offered))

    def read(self, sent: Controls) -> dict[str, Any] | None:
        written = plain(sent_once(sent)).strip()
        if not written:
            return None
        chosen = int(written) if _NUMBER.fullmatch(written) else 0
        for choice in self.choices:
            if choice.entry == chosen:
                return {"entry": choice.entry, "words": choice.words}
        raise Unfit(_CHOOSE if self.choices else self.empty)

    def accept(self, value: object) -> Any:
        return _accepted(value)

    def controls(self, value: Mapping[str, Any]) -> Controls:
        return {"": (str(value["entry"]),)}

    def say(self, value: Mapping[str, Any], language: str) -> str:
        return str(value["words"])

    def invent(self, person: InventedPerson) -> dict[str, Any] | None:
        if not self.choices:
            return None
        choice = person.chance.choice(self.choices)
        return {"entry": choice.entry, "words": choice.words}

    def cells(self, value: Mapping[str, Any]) -> Mapping[str, str | int | float | bool | None]:
        return {"": str(value["words"])}


@dataclass(frozen=True, slots=True)
class AskedOfEach(_AboutExercise):
    """The same question of each entry of another exercise, as whether each step of a plan was done: one of ``answers`` for each.

    ``of``, ``called``, ``put_away``, ``empty`` and ``choices`` are as of :class:`AboutEntry`; ``beside`` are fields of her own
    words that stand under the name of each, as when and where. The value is a list of what was
    answered: the number of the entry, what it was called then, and the key of the answer."""

    of: str
    called: str
    answers: tuple[tuple[str, Text], ...]
    empty: Text
    put_away: str = ""
    choices: tuple[WrittenChoice, ...] = ()
    beside: tuple[str, ...] = ()

    template: ClassVar[str] = "varde/kinds/asked_of_each.html"

    def check(self) -> Iterator[str]:
        yield from _AboutExercise.check(self)
        if len(self.answers) < 2:
            yield "has fewer than two answers"

    def among(self, entries: Iterable[tuple[int, Mapping[str, Any]]], kept: object = None) -> AskedOfEach:
        """The same, asked of these entries: the number of each and its answers. What is in ``kept`` is asked still."""
        before, known = self.accept(kept), dict(entries)
        held = {} if before is REFUSED else {row["entry"]: row["words"] for row in before}
        beside = {
            number: ", ".join(str(answers[key]) for key in self.beside if key in answers)
            for number, answers in known.items()
        }
        return replace(self, choices=_choices(self._offered(known.items()) | held, beside))

    def has(self, control: str) -> bool:
        return any(control == str(choice.entry) for choice in self.choices)

    def read(self, sent: Controls) -> list[dict[str, Any]] | None:
        rows, faults = [], {}
        for choice in self.choices:
            answer = plain(sent_once(sent, str(choice.entry))).strip()
            if answer and answer not in dict(self.answers):
                faults[str(choice.entry)] = _CHOOSE
            elif answer:
                rows.append({"entry": choice.entry, "words": choice.words, "answer": answer})
        if faults:
            raise Unfit(of=faults)
        return rows or None

    def accept(self, value: object) -> Any:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= 100:
            return REFUSED
        rows = [self._row(row) for row in value]
        return REFUSED if REFUSED in rows or len({row["entry"] for row in rows}) < len(rows) else rows

    def _row(self, row: object) -> Any:
        of, answer = _accepted(row, "answer"), row["answer"] if isinstance(row, Mapping) and "answer" in row else None
        return {**of, "answer": answer} if of is not REFUSED and answer in dict(self.answers) else REFUSED

    def controls(self, value: Sequence[Mapping[str, Any]]) -> Controls:
        return {str(row["entry"]): (str(row["answer"]),) for row in value}

    def say(self, value: Sequence[Mapping[str, Any]], language: str) -> str:
        named = dict(self.answers)
        return "; ".join(f"{row['words']}: {named[row['answer']].to(language)}" for row in value)

    def invent(self, person: InventedPerson) -> list[dict[str, Any]] | None:
        rows = [
            {"entry": choice.entry, "words": choice.words, "answer": person.chance.choice(self.answers)[0]}
            for choice in self.choices
        ]
        return rows or None

    def cells(self, value: Sequence[Mapping[str, Any]]) -> Mapping[str, str | int | float | bool | None]:
        return {"": self.say(value, "nb")}


AboutWritten = AboutEntry | AskedOfEach
"""The kinds that ask about what she has written in another exercise."""

_CHOOSE = Text("Velg ett av svarene.", "Vel eitt av svara.", "Choose one of the answers.")
