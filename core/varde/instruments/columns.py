"""The shapes of scoring in columns: answers of many responses by item, what is known about each, and their outcomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varde.instruments.values import Context, Status

Floats = NDArray[np.float64]
"""A number for each response; nan where there is none."""
Bools = NDArray[np.bool_]
"""Yes or no for each response."""
Columns = dict[str, Floats]
"""Answers by the key of their item."""

STATUSES: tuple[Status, ...] = ("scored", "not_scored", "excluded", "invalid")
"""What may become of a response, in the order that numbers stand for them."""


@dataclass(frozen=True, slots=True)
class Named:
    """One of some values for each response: ``codes`` are places in ``values``; -1 where there is none."""

    codes: NDArray[np.int32]
    values: tuple[Any, ...]

    def holds(self, place: int) -> bool:
        """Whether this response has any, None included."""
        return bool(self.codes[place] >= 0)

    def value(self, place: int) -> Any:
        """The value of one response; None where there is none."""
        return self.values[self.codes[place]] if self.holds(place) else None

    def without(self, bad: Bools) -> Named:
        """The same, with none for the bad ones."""
        return Named(np.where(bad, -1, self.codes).astype(np.int32), self.values)


@dataclass(frozen=True, slots=True)
class Numbers:
    """In ``numbers`` a number for each response where ``there``; a nan there is a number that is not known (None)."""

    numbers: Floats
    there: Bools

    def holds(self, place: int) -> bool:
        """Whether this response has any, None included."""
        return bool(self.there[place])

    def value(self, place: int) -> float | None:
        """The number of one response; None where it is not known."""
        return number_at(self.numbers, place) if self.holds(place) else None

    def without(self, bad: Bools) -> Numbers:
        """The same, with none for the bad ones."""
        return Numbers(np.where(bad, np.nan, self.numbers), self.there & ~bad)


@dataclass(frozen=True, slots=True)
class Contexts:
    """What is known besides the answers: in ``table`` the different contexts, and ``which`` of them each response has."""

    table: tuple[Context, ...]
    which: NDArray[np.int64]

    @classmethod
    def of(cls, contexts: Sequence[Context], rows: int) -> Contexts:
        """From one context for each response; none at all is an empty one for all of ``rows``."""
        if not contexts:
            return cls(({},), np.zeros(rows, dtype=np.int64))
        places: dict[str, int] = {}
        table: list[Context] = []
        which = np.empty(len(contexts), dtype=np.int64)
        for row, context in enumerate(contexts):
            mark = repr(sorted(context.items(), key=lambda pair: pair[0]))
            place = places.setdefault(mark, len(table))
            if place == len(table):
                table.append(context)
            which[row] = place
        return cls(tuple(table), which)

    def each(self, read: Callable[[Context], Any], kind: type[Any]) -> NDArray[Any]:
        """What ``read`` finds in each response's context."""
        return np.array([read(context) for context in self.table], dtype=kind)[self.which]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes of many responses, as ``Outcome`` of ``varde.plugin.instruments`` is that of one, in their order: ``total``,
    ``band``, ``n_missing``, ``subscores``, ``flags`` and ``profile`` are columns.

    ``status`` holds places in ``STATUSES``. A nan is no number; a subscore in plain floats is one that every response
    has, be it None, and :class:`Numbers` one that some do not have at all.
    """

    status: NDArray[np.int8]
    total: Floats
    band: Named
    n_missing: NDArray[np.int16]
    subscores: Mapping[str, Floats | Numbers | Named] = field(default_factory=dict)
    flags: Mapping[str, Named] = field(default_factory=dict)
    profile: Named | None = None


def number_at(column: Floats, place: int) -> float | None:
    """The number of one response; None where there is none."""
    number = column[place]
    return None if np.isnan(number) else float(number)
