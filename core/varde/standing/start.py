"""Where change is counted from, and how far one person has come since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from varde.instruments.values import Instrument
from varde.standing.change import Way, moved_between, shown_total, verdict, way_of

START = "start"
"""The key of every programme's first occasion; change is counted from it."""


class Answered(Protocol):
    """One response to one instrument, handed in: at which occasion, in which version, and its total when it has one."""

    @property
    def occasion(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def total(self) -> float | None: ...


Response = TypeVar("Response", bound=Answered)


def start_of(responses: Iterable[Response]) -> Response | None:
    """The response that change is counted from: the scored one at the start occasion, else the first scored one. None when
    none has a total. ``responses`` are to one instrument, oldest first."""
    first = None
    for response in responses:
        if response.total is None:
            continue
        if response.occasion == START:
            return response
        if first is None:
            first = response
    return first


def is_start(response: Answered | None) -> bool:
    """Whether change is counted from the start itself, and not only from the first time it was asked."""
    return response is None or response.occasion == START


@dataclass(frozen=True, slots=True)
class SinceStart:
    """How one instrument stands for one person. ``first`` and ``last`` are totals as they are shown; ``at_start``: the
    first is from the start occasion.

    ``moved`` is last minus first in points as shown; None when nothing can be compared: there is only one answer, the start
    is the latest, or the questionnaire has another version now. ``way`` is better, worse or same by the instrument's own
    limit (by the sign where it has none), "" when that cannot be said. ``reached``: the limit is.
    """

    first: float
    last: float
    at_start: bool
    moved: float | None = None
    way: Way = ""
    reached: bool = False

    @property
    def improved(self) -> bool:
        """Better by the instrument's own limit."""
        return self.reached and self.way == "better"

    @property
    def worse(self) -> bool:
        """Worse by the instrument's own limit: a deterioration."""
        return self.reached and self.way == "worse"


def since_start(instrument: Instrument | None, responses: Sequence[Answered]) -> SinceStart | None:
    """How far it has come since the start: the latest scored response against the one that change is counted from. None
    when nothing is scored. ``responses`` are to ``instrument``, oldest first; None is one that is no longer installed, and has
    no way to be better."""
    start = start_of(responses)
    latest = next((response for response in reversed(responses) if response.total is not None), None)
    if start is None or start.total is None or latest is None or latest.total is None:
        return None
    first, last = shown_total(instrument, start.total) or 0, shown_total(instrument, latest.total) or 0
    if not comparable(start, latest):
        return SinceStart(first, last, is_start(start))
    return SinceStart(
        first,
        last,
        is_start(start),
        moved_between(instrument, start.total, latest.total),
        way_of(instrument, start.total, latest.total) if instrument else "",
        instrument is not None and verdict(instrument, start.total, latest.total) in ("improved", "deteriorated"),
    )


def comparable(start: Answered, response: Answered) -> bool:
    """Whether a response can be compared with the start: it is another one, both have totals, of the same version."""
    same = response is start or start.version != response.version
    return not same and start.total is not None and response.total is not None
