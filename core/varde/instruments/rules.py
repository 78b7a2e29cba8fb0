"""Scoring: plain values in, plain values out. What a change between two scores means is in :mod:`varde.standing.change`."""

from __future__ import annotations

from collections.abc import Mapping

from varde.instruments.answers import check_answers
from varde.instruments.engine import band_of, half_up, scorer
from varde.instruments.values import Context, Instrument, Score

__all__ = ["band_of", "check_answers", "half_up", "score"]

_NO_CONTEXT: Context = {}


def score(instrument: Instrument, answers: Mapping[str, object], context: Context | None = None) -> Score:
    """Score one response.

    ``answers`` maps item keys to answers, null or absent when unanswered. ``context`` is what a rule needs besides
    the answers (``sex``, ``age``, ``agoraphobia``, ``baseline_metres``, ``position_coded``). An answer that an item
    does not take, or an item that the instrument does not have, gives status ``invalid``; ``check_answers`` says why.
    Source: facts on each instrument, tested against ``facts/vectors.json``.
    """
    return scorer(instrument)(answers, context or _NO_CONTEXT)
