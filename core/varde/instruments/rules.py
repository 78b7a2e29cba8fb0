"""Scoring, and what a change means: plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from varde.instruments.answers import check_answers
from varde.instruments.engine import band_of, half_up, scorer
from varde.instruments.values import (
    Change,
    Context,
    Direction,
    Instrument,
    Limit,
    Operator,
    ReliableChange,
    Responder,
    Score,
)

__all__ = [
    "band_of",
    "change",
    "check_answers",
    "gain",
    "half_up",
    "meets",
    "points_better",
    "reliably",
    "responds",
    "score",
    "verdict",
]

Verdict = Literal["improved", "unchanged", "deteriorated"]

_NO_CONTEXT: Context = {}
DECIMALS = 9
"""Averaged totals carry binary noise: 14 points on IBS-QOL may come out as 13.999999999999993, and are 14 points."""


def score(instrument: Instrument, answers: Mapping[str, object], context: Context | None = None) -> Score:
    """Score one response.

    ``answers`` maps item keys to answers, null or absent when unanswered. ``context`` is what a rule needs besides
    the answers (``sex``, ``age``, ``agoraphobia``, ``baseline_metres``, ``position_coded``). An answer that an item
    does not take, or an item that the instrument does not have, gives status ``invalid``; ``check_answers`` says why.
    Source: facts on each instrument, tested against ``facts/vectors.json``.
    """
    return scorer(instrument)(answers, context or _NO_CONTEXT)


def gain(direction: Direction, before: float | None, after: float | None) -> float | None:
    """Points gained, positive when better; None when a total is missing or better depends on the person."""
    if before is None or after is None or not direction:
        return None
    return _plain(points_better(direction, before, after))


def points_better(direction: Direction, before: float, after: float) -> float:
    """How many points better; negative is worse."""
    return before - after if direction == "lower_better" else after - before


def meets(gained: float, amount: float, operator: Operator) -> bool:
    """Whether a gain passes a limit, the operator as the source has it, both sides read to nine decimals."""
    return Limit(operator, _plain(amount)).holds(_plain(gained))


def responds(
    before: float | None, after: float | None, rule: Responder, direction: Direction = "lower_better"
) -> bool | None:
    """Whether the gain meets the responder rule; the rule's own direction goes before ``direction``.

    None when a total is missing, when better depends on the person, or when a percent rule meets a start of 0 or less.
    """
    way = rule.direction or direction
    if before is None or after is None or not way:
        return None
    gained = points_better(way, before, after)
    if rule.measure == "points":
        return meets(gained, rule.amount, rule.operator)
    # gain / before >= amount / 100, without the division that could push an exact half just under the limit.
    return meets(100 * gained, rule.amount * before, rule.operator) if before > 0 else None


def reliably(gained: float, rule: ReliableChange) -> Verdict:
    """Whether a gain, or a loss, is more than measurement error."""
    if meets(gained, rule.points, rule.operator):
        return "improved"
    return "deteriorated" if meets(-gained, rule.points, rule.operator) else "unchanged"


def change(instrument: Instrument, before: float | None, after: float | None, context: Context | None = None) -> Change:
    """Compare two totals of the same instrument, None standing for a total that is missing."""
    gained = gain(instrument.direction, before, after)
    return Change(
        before=before,
        after=after,
        gain=gained,
        percent=_percent(gained, before),
        responded=responds(before, after, rule, instrument.direction) if (rule := instrument.responder) else None,
        reliable=reliably(gained, limit) if (limit := instrument.reliable_change) and gained is not None else None,
        band_before=band_of(instrument, before, context),
        band_after=band_of(instrument, after, context),
    )


def verdict(instrument: Instrument, before: float | None, after: float | None) -> Verdict | None:
    """What a change is by the instrument's own limit: its reliable change, or without one its responder rule in points,
    read both ways. None when a total is missing or the instrument has no such limit."""
    gained = gain(instrument.direction, before, after)
    if gained is None:
        return None
    if instrument.reliable_change is not None:
        return reliably(gained, instrument.reliable_change)
    rule = instrument.responder
    if rule is None or rule.measure != "points":
        return None
    return reliably(gained, ReliableChange(rule.amount, "", rule.operator))


def _percent(gained: float | None, before: float | None) -> float | None:
    return None if gained is None or not before else 100 * gained / before


def _plain(number: float) -> float:
    return round(number, DECIMALS)
