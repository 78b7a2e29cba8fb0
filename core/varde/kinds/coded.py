"""What questionnaires are answered with: a number that stands for words, any number, and steps counted day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from varde.kernel.text import number
from varde.kernel.words import Text
from varde.kinds.kind import REFUSED, AnswerKind, Controls, Unfit, sent_once
from varde.kinds.numbers import WHOLES, in_words, is_number, read_number, whole

Coded = tuple[tuple[int, Text], ...]


@dataclass(frozen=True, slots=True)
class CodedChoice(AnswerKind):
    """One of ``choices``, each a whole number and what it is called; any from ``low`` to ``high`` when none are named."""

    low: float
    high: float
    choices: Coded = ()

    coded: ClassVar[bool] = True

    def read(self, sent: Controls) -> Any:
        return _read_number(self, sent, _CHOOSE if self.choices else _range(WHOLES, self.low, self.high))

    def accept(self, value: object) -> Any:
        code = whole(value)
        if code is REFUSED or not self.low <= code <= self.high:
            return REFUSED
        return REFUSED if self.choices and all(code != allowed for allowed, _ in self.choices) else code

    def controls(self, value: int) -> Controls:
        return {"": (str(value),)}

    def say(self, value: int, language: str) -> str:
        words = dict(self.choices).get(value)
        return number(value, 0, language) if words is None else words.to(language)

    @property
    def bounds(self) -> tuple[float, float]:
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class AnyNumber(AnswerKind):
    """Any number from ``low`` to ``high``; ``line``: put on a line between two ends."""

    low: float
    high: float
    line: bool = False

    fractions: ClassVar[bool] = True

    def read(self, sent: Controls) -> Any:
        return _read_number(self, sent, _range(_DECIMALS, self.low, self.high))

    def accept(self, value: object) -> Any:
        return value if is_number(value) and self.low <= value <= self.high else REFUSED

    def controls(self, value: float) -> Controls:
        return {"": (str(value).replace(".", ","),)}

    def say(self, value: float, language: str) -> str:
        return number(value, 0 if float(value).is_integer() else 1, language)

    @property
    def bounds(self) -> tuple[float, float]:
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class CountedDays(AnswerKind):
    """Days, each with its steps, how many hours they were counted, and its date where that is known."""

    low: float
    high: float

    def read(self, sent: Controls) -> None:
        """A form has fields of its own for each day: see :mod:`varde.assessments.days`."""
        if any(texts and texts[0].strip() for texts in sent.values()):
            raise Unfit(_CHOOSE)

    def accept(self, value: object) -> Any:
        if not isinstance(value, list | tuple) or not all(isinstance(day, Mapping) for day in value):
            return REFUSED
        days = []
        for day in value:
            steps, worn = day.get("steps"), day.get("wear_h")
            counted = None if steps is None else whole(steps)
            if counted is REFUSED or (counted is not None and not self.low <= counted <= self.high):
                return REFUSED
            if worn is not None and not (is_number(worn) and 0 <= worn <= 24):
                return REFUSED
            days.append({"steps": counted, "wear_h": worn, **_dated(day.get("date"))})
        return days

    def controls(self, value: Any) -> Controls:
        return {}

    def say(self, value: Any, language: str) -> str:
        counted = (day.get("steps") for day in value)
        return "; ".join("–" if steps is None else number(steps, 0, language) for steps in counted) or "–"


def _read_number(kind: AnswerKind, sent: Controls, rule: Text) -> Any:
    value = read_number(sent_once(sent))
    if value is None:
        return None
    taken = kind.accept(value)
    if taken is REFUSED:
        raise Unfit(rule)
    return taken


def _dated(written: object) -> dict[str, str]:
    """The date of a day, when it is given and is one; it says which day an answer is about, and scores nothing."""
    try:
        return {"date": date.fromisoformat(written).isoformat()} if isinstance(written, str) else {}
    except ValueError:
        return {}


def _range(rule: Text, low: float, high: float) -> Text:
    return rule.filled(low=in_words(low), high=in_words(high))


_CHOOSE = Text("Velg ett av svarene.", "Vel eitt av svara.", "Choose one of the answers.")
_DECIMALS = Text(
    "Skriv et tall fra {low} til {high}.", "Skriv eit tal frå {low} til {high}.", "Write a number from {low} to {high}."
)
