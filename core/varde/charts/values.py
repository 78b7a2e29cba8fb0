"""What a chart draws: numbers that may be hidden, and the shape of the figures that are put in.

The figures are described by what is read of them, so that whoever counts them need not be known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from varde.kernel.words import Text

THRESHOLD = 5
"""Counts under this are hidden, unless an organisation's limit is higher."""


class Why(StrEnum):
    """Why a number is hidden."""

    SMALL = "small"
    DERIVABLE = "derivable"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A number that may not be shown. ``small``: it is under the limit. ``derivable``: it would give one away."""

    why: Why
    threshold: int = THRESHOLD

    def __str__(self) -> str:
        """As a reader meets it: ``<5`` or ``skjult`` (the same word in bokmål and nynorsk)."""
        return f"<{self.threshold}" if self.why is Why.SMALL else "skjult"


Shown = int | Hidden
Value = float | Hidden | None


class Limits(Protocol):
    """A lower and an upper limit in the unit of the figure they belong to."""

    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


class Share(Protocol):
    """A share from 0 to 1, and of how many people it is; hidden together."""

    @property
    def numerator(self) -> Shown: ...
    @property
    def share(self) -> Value: ...


class DrawnAverage(Protocol):
    """A mean with its spread and interval; hidden together with ``n``."""

    @property
    def n(self) -> Shown: ...
    @property
    def mean(self) -> Value: ...
    @property
    def sd(self) -> Value: ...
    @property
    def interval(self) -> Limits | None: ...


class DrawnLevel(Protocol):
    """One step of severity before and after."""

    @property
    def title(self) -> Text: ...
    @property
    def start(self) -> Share: ...
    @property
    def later(self) -> Share: ...


class DrawnShift(Protocol):
    """How many stand at each step of severity, before and after."""

    @property
    def levels(self) -> Sequence[DrawnLevel]: ...


class DrawnStep(Protocol):
    """One step of the way from referred to answered."""

    @property
    def milestone(self) -> str: ...
    @property
    def share(self) -> Share: ...


class DrawnChange(Protocol):
    """One scale before and after, among the same ``n`` people."""

    @property
    def title(self) -> Text: ...
    @property
    def n(self) -> Shown: ...
    @property
    def start(self) -> DrawnAverage: ...
    @property
    def later(self) -> DrawnAverage: ...


class DrawnSeries(Protocol):
    """One group's average at each occasion."""

    @property
    def group(self) -> str: ...
    @property
    def points(self) -> Sequence[tuple[str, DrawnAverage]]: ...


class Averages(Protocol):
    """The averages of groups over time, on the scale ``measure``."""

    @property
    def measure(self) -> Limits: ...
    @property
    def series(self) -> Sequence[DrawnSeries]: ...


class DrawnSatisfaction(Protocol):
    """One average for everyone and for two groups, on the scale ``measure``."""

    @property
    def measure(self) -> Limits: ...
    @property
    def everyone(self) -> DrawnAverage: ...
    @property
    def responders(self) -> DrawnAverage: ...
    @property
    def non_responders(self) -> DrawnAverage: ...
