"""How an item is answered: the one place where the short name of its kind becomes the object that reads and takes answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from varde.kernel.words import Text
from varde.kinds.choices import YesNo
from varde.kinds.coded import AnyNumber, Coded, CodedChoice
from varde.kinds.coded import CountedDays as CountedDays
from varde.kinds.kind import AnswerKind
from varde.kinds.numbers import WholeNumber

ItemKind = Literal["choice", "vas", "integer", "number", "boolean", "days"]
Choices = Coded
"""The answers that may be chosen: each number that is stored, and its words."""
Shape = Literal["days", "yesno", "table", "list", "pebbles", "slider", "number", "own"]
"""What an item is shown as when it stands alone; one that is ``own`` is drawn by the template of its kind."""
TABLE = range(3, 8)
"""How many answers fit beside each other in a table."""


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
