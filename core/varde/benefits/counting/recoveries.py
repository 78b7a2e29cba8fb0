"""Who recovered by two scales together, a measure and the one it is read beside, as the sums count them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from varde.benefits.figures.change import Caseness, TalkingTherapies, talking_therapies
from varde.benefits.values import Measure, measure_beside

RECOVERY, TWO_SCALES = "recovery", "two_scales"
"""Kinds of categories: ``reliable``, ``recovered`` (and not reliably better), ``unwell`` (and not recovered) or ``well`` at the
start; and ``improved``, ``unchanged`` or ``deteriorated`` by either scale and not the other way by the other."""

Totals = Mapping[tuple[str, str], float | None]
"""Somebody's scores by scale and occasion."""


def recoveries_of(totals: Totals, measures: Sequence[Measure]) -> Iterator[tuple[str, str, str]]:
    """Scale, occasion and category of each; none of a pair of which a score is missing at the start or the first follow-up."""
    for measure in measures:
        beside = measure_beside(measure, measures)
        if beside is None:
            continue
        first, later = measure.start_occasion or "", measure.follow_up[0]
        scores = [totals.get((scale, o)) for scale in (measure.scale, beside.scale) for o in (first, later)]
        known = [score for score in scores if score is not None]
        if len(known) < len(scores):
            continue
        outcome = talking_therapies((known[0], known[1]), (known[2], known[3]), *map(_limits, (measure, beside)))
        yield measure.scale, later, f"{RECOVERY}:{_recovery(outcome)}"
        yield measure.scale, later, f"{TWO_SCALES}:{_change(outcome)}"


def has_recoveries(measures: Iterable[Measure]) -> bool:
    """Whether any of them is read beside another."""
    return any(measure.beside for measure in measures)


def _limits(measure: Measure) -> Caseness:
    assert measure.cutoff is not None
    assert measure.reliable_change is not None
    return Caseness(measure.cutoff, measure.reliable_change.points)


def _recovery(outcome: TalkingTherapies) -> str:
    if not outcome.caseness_start:
        return "well"
    if outcome.reliable_recovery:
        return "reliable"
    return "recovered" if outcome.recovery else "unwell"


def _change(outcome: TalkingTherapies) -> str:
    if outcome.no_reliable_change:
        return "unchanged"
    return "improved" if outcome.reliable_improvement else "deteriorated"
