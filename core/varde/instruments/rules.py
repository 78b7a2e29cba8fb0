"""Scoring, and what a change means: plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from varde.instruments.answers import check_answers
from varde.instruments.engine import band_of, half_up, scorer
from varde.instruments.values import Change, Context, Direction, Instrument, Limit, Score

__all__ = ["band_of", "change", "check_answers", "gain", "half_up", "score"]

_NO_CONTEXT: Context = {}


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
    return before - after if direction == "lower_better" else after - before


def change(instrument: Instrument, before: float | None, after: float | None, context: Context | None = None) -> Change:
    """Compare two totals of the same instrument, None standing for a total that is missing."""
    gained = gain(instrument.direction, before, after)
    return Change(
        before=before,
        after=after,
        gain=gained,
        percent=_percent(gained, before),
        responded=_responded(instrument, before, after),
        reliable=_reliable(instrument, gained),
        band_before=band_of(instrument, before, context),
        band_after=band_of(instrument, after, context),
    )


def _percent(gained: float | None, before: float | None) -> float | None:
    return None if gained is None or not before else 100 * gained / before


def _responded(instrument: Instrument, before: float | None, after: float | None) -> bool | None:
    rule = instrument.responder
    if rule is None:
        return None
    gained = gain(rule.direction or instrument.direction, before, after)
    if gained is None or before is None:
        return None
    if rule.measure == "points":
        return Limit(rule.operator, rule.amount).holds(gained)
    # gain / before >= amount / 100, without the division that could push an exact half just under the limit.
    return Limit(rule.operator, rule.amount * before).holds(100 * gained) if before > 0 else None


def _reliable(instrument: Instrument, gained: float | None) -> Literal["improved", "unchanged", "deteriorated"] | None:
    rule = instrument.reliable_change
    if rule is None or gained is None:
        return None
    limit = Limit(rule.operator, rule.points)
    if limit.holds(gained):
        return "improved"
    return "deteriorated" if limit.holds(-gained) else "unchanged"
