"""How an item is answered: the one place where the short name of its kind becomes the object that reads and takes answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from varde.kernel.text import number
from varde.kernel.words import LANGUAGES, Text
from varde.kinds.choices import YesNo
from varde.kinds.kind import REFUSED, AnswerKind, Controls, Unfit, sent_once
from varde.kinds.numbers import WholeNumber, is_number, read_number, whole

ItemKind = Literal["choice", "vas", "integer", "number", "boolean", "days"]
Choices = tuple[tuple[int, Text], ...]
Shape = Literal["days", "yesno", "table", "list", "pebbles", "slider", "number", "own"]
"""What an item is shown as when it stands alone; one that is ``own`` is drawn by the template of its kind."""
TABLE = range(3, 8)
"""How many answers fit beside each other in a table."""


@dataclass(frozen=True, slots=True)
class CodedChoice(AnswerKind):
    """One of ``choices``, each a whole number and what it is called; any from ``low`` to ``high`` when none are named."""

    low: float
    high: float
    choices: Choices = ()

    coded: ClassVar[bool] = True

    def read(self, sent: Controls) -> Any:
        return _read_number(self, sent, _CHOOSE if self.choices else _range(_WHOLES, self.low, self.high))

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

    def controls(self, value: Any) -> Controls:  # noqa: ARG002 - the fields of the days are not its own
        return {}

    def say(self, value: Any, language: str) -> str:
        counted = (day.get("steps") for day in value)
        return "; ".join("–" if steps is None else number(steps, 0, language) for steps in counted) or "–"


def resolved(
    kind: object, low: float, high: float, choices: Choices, unit: Text | None, step: int, *, labelled: bool
) -> tuple[AnswerKind | None, Shape]:
    """What an item takes, and what it is shown as. None when ``kind`` is neither a name nor an object that says so."""
    if isinstance(kind, AnswerKind):
        return kind, "own"
    make = _NAMED.get(kind) if isinstance(kind, str) else None
    return (None, "own") if make is None else make(low, high, choices, unit, step, labelled)


Made = tuple[AnswerKind, Shape]


def _choice(low: float, high: float, choices: Choices, _unit: Text | None, _step: int, labelled: bool) -> Made:
    taken, answers = CodedChoice(low, high, choices), len(choices)
    if answers in TABLE:
        return taken, "table"
    if answers == 0:
        return taken, "yesno" if (low, high) == (0, 1) else "pebbles"
    return taken, "pebbles" if labelled and answers not in range(TABLE.stop) else "list"


def _integer(low: float, high: float, choices: Choices, unit: Text | None, step: int, labelled: bool) -> Made:
    taken = CodedChoice(low, high, choices) if choices else WholeNumber(low, high, unit, step)  # type: ignore[arg-type]
    short = high - low <= 10 and (high == 10 or labelled)
    return taken, "pebbles" if short else "number"


def _line(low: float, high: float, *_: object) -> Made:
    return AnyNumber(low, high, line=True), "slider"


def _number(low: float, high: float, *_: object) -> Made:
    return AnyNumber(low, high), "number"


def _boolean(*_: object) -> Made:
    return YesNo(), "yesno"


def _days(low: float, high: float, *_: object) -> Made:
    return CountedDays(low, high), "days"


_NAMED: Mapping[str, Callable[..., Made]] = {
    "choice": _choice,
    "vas": _line,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "days": _days,
}


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
    return rule.filled(low=_plain(low), high=_plain(high))


def _plain(value: float) -> Text:
    decimals = 0 if float(value).is_integer() else 1
    return Text(*(number(value, decimals, language) for language in LANGUAGES))


_CHOOSE = Text("Velg ett av svarene.", "Vel eitt av svara.", "Choose one of the answers.")
_WHOLES = Text(
    "Skriv et helt tall fra {low} til {high}.",
    "Skriv eit heilt tal frå {low} til {high}.",
    "Write a whole number from {low} to {high}.",
)
_DECIMALS = Text(
    "Skriv et tall fra {low} til {high}.", "Skriv eit tal frå {low} til {high}.", "Write a number from {low} to {high}."
)
