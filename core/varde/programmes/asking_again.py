"""That an optional module is asked about again, while she has neither taken it nor left it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FEWEST_DAYS, MOST_TIMES = 7, 5
"""Days between two, at least, and times in all, at most: a question that comes oftener is a demand. Proposed."""


@dataclass(frozen=True, slots=True)
class AskAgain:
    """She is asked about an optional module ``days`` days after it opened to her, or after she chose to wait, and so again,
    ``most`` times in all, and then never. It stops when she takes the module, begins on it or leaves it out."""

    days: int
    most: int


def check_ask_again(module: str, asked: AskAgain | None, *, optional: bool) -> Iterator[str]:
    """What is wrong with how the module with this key is asked about again: every fault, with its place."""
    place = f"module {module}: ask_again"
    if asked is None:
        return
    if not optional:
        yield f"{place}: the module is not optional, so there is nothing to ask about"
    if asked.days < FEWEST_DAYS:
        yield f"{place}: days is {asked.days}, but there are at least {FEWEST_DAYS} between two"
    if not 1 <= asked.most <= MOST_TIMES:
        yield f"{place}: most is {asked.most}, but it is from 1 to {MOST_TIMES}"
