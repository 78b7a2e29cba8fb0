"""Where she is on her ladder, and when the next rung is offered. Pure.

Source: exposure as new learning, Craske et al., Behav Res Ther 2014: what counts is that what she feared did not happen, not
that the fear is low. How many times is proposed, and waits for a clinical owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

TIMES = 2
"""So many attempts in which what she feared did not happen, and the next rung is offered. Proposed."""
Happened = Literal["", "no", "partly", "yes"]
OnNext = Literal["", "on", "stay", "between"]


@dataclass(frozen=True, slots=True)
class RungTried:
    """One attempt: the rung it belongs to, whether what she feared happened, how afraid she was at most (0-100, None: not
    said), and what she chose to do next."""

    rung: int
    happened: Happened = ""
    highest: int | None = None
    onward: OnNext = ""


@dataclass(frozen=True, slots=True)
class RungStands:
    """One rung as it stands: how many attempts it has, in how many of them what she feared did not happen, the highest fear of the
    first and the last, and whether it is behind her, where she is, or ahead. ``offered``: it is the next."""

    rung: int
    tries: int
    failed: int
    first: int | None
    last: int | None
    state: Literal["done", "here", "later"]
    offered: bool = False


def standing_on(fear: Mapping[int, int], tried: Sequence[RungTried]) -> list[RungStands]:
    """Every rung, the hardest first.

    :param fear: how afraid she expects to be on each, 0-100, by rung. :param tried: the attempts, oldest first; one on a rung
    that is on the ladder no more counts for none."""
    order = sorted(fear, key=lambda rung: (fear[rung], rung))
    mine = [each for each in tried if each.rung in fear]
    if not order:
        return []
    here = _here(order, mine)
    ready = _failed(mine, here) >= TIMES
    following = order[order.index(here) + 1] if here != order[-1] else None
    stands = []
    for rung in order:
        tries = [each for each in mine if each.rung == rung]
        peaks = [each.highest for each in tries if each.highest is not None]
        below = order.index(rung) < order.index(here)
        state: Literal["done", "here", "later"] = "here" if rung == here else "done" if tries and below else "later"
        first, last = (peaks[0], peaks[-1]) if peaks else (None, None)
        stands.append(
            RungStands(rung, len(tries), _failed(mine, rung), first, last, state, offered=ready and rung == following)
        )
    return stands[::-1]


def _here(order: Sequence[int], tried: Sequence[RungTried]) -> int:
    """The rung of her last attempt, the one above it when she chose to go on; the lowest before the first attempt."""
    if not tried:
        return order[0]
    at = order.index(tried[-1].rung)
    return order[min(at + (tried[-1].onward == "on"), len(order) - 1)]


def _failed(tried: Sequence[RungTried], rung: int) -> int:
    return sum(each.happened == "no" for each in tried if each.rung == rung)
