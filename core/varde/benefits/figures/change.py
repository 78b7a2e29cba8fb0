"""What one patient's two scores say: response, reliable change, clinically significant change.

Sign: a gain is always an improvement, whichever way the scale runs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from varde.benefits.values import Measure, StartSample
from varde.instruments.values import Direction, JacobsonTruax, ReliableChange
from varde.standing.change import meets, points_better, reliably

__all__ = [
    "GAD7",
    "PHQ9",
    "Caseness",
    "ChangeClass",
    "Cutoffs",
    "TalkingTherapies",
    "change_class",
    "class_rule",
    "cutoffs",
    "standard_errors",
    "talking_therapies",
]

LOWER: Direction = "lower_better"
Z95 = 1.96
"""What reliable change is published with."""


class ChangeClass(StrEnum):
    """Jacobson and Truax' classes. ``recovered``: reliably better and across the cut-off."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"


def standard_errors(sd: float, reliability: float) -> tuple[float, float]:
    """Standard error of measurement and of a difference, in points of the scale.

    :raises ValueError: the SD is not above 0 or the reliability not in 0 to 1 (1 excluded).
    """
    if sd <= 0 or not 0 <= reliability < 1:
        raise ValueError(
            f"Reliable change needs an SD above 0 and a reliability from 0 to below 1, not {sd:g} and {reliability:g}."
        )
    sem = sd * math.sqrt(1 - reliability)
    return sem, math.sqrt(2) * sem


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Jacobson and Truax' three cut-offs between unwell and well, in points of the scale. Without a norm only ``a``."""

    a: float
    b: float | None = None
    c: float | None = None


def cutoffs(
    clinical_mean: float,
    clinical_sd: float,
    norm_mean: float | None = None,
    norm_sd: float | None = None,
    direction: Direction = LOWER,
) -> Cutoffs:
    """a: two SD from the patients' mean; b: two SD from the norm's mean; c: between them, weighted by both SDs. Without the
    norm's mean and SD there is neither b nor c."""
    side = -1 if direction == LOWER else 1
    a = clinical_mean + side * 2 * clinical_sd
    if norm_mean is None or norm_sd is None:
        return Cutoffs(a)
    return Cutoffs(
        a=a,
        b=norm_mean - side * 2 * norm_sd,
        c=(clinical_sd * norm_mean + norm_sd * clinical_mean) / (clinical_sd + norm_sd),
    )


def change_class(
    start: float, later: float, limit: ReliableChange, cutoff: float | None, direction: Direction = LOWER
) -> ChangeClass:
    """The class of one patient. Without a cut-off nobody is ``recovered``, only ``improved``.

    A score exactly at the cut-off is on the unwell side.
    """
    verdict = reliably(points_better(direction, start, later), limit)
    if verdict != "improved":
        return ChangeClass(verdict)
    if cutoff is None:
        return ChangeClass.IMPROVED
    crossed = _unwell(start, cutoff, direction) and not _unwell(later, cutoff, direction)
    return ChangeClass.RECOVERED if crossed else ChangeClass.IMPROVED


def class_rule(measure: Measure) -> tuple[ReliableChange, float | None] | None:
    """The reliable-change limit and cut-off that classify patients on this measure; None when it has neither."""
    if measure.jacobson_truax is not None and measure.start_sample is not None:
        return _jacobson_truax_rule(measure.jacobson_truax, measure.start_sample, measure.direction)
    if measure.reliable_change is None:
        return None
    return measure.reliable_change, measure.cutoff


def _jacobson_truax_rule(
    method: JacobsonTruax, start: StartSample, direction: Direction
) -> tuple[ReliableChange, float | None]:
    _, s_diff = standard_errors(start.sd, method.reliability)
    limits = cutoffs(start.mean, start.sd, method.functional_mean, method.functional_sd, direction)
    return ReliableChange(Z95 * s_diff, start.source, ">"), getattr(limits, method.cutoff)


@dataclass(frozen=True, slots=True)
class TalkingTherapies:
    """One finished course by the NHS Talking Therapies definitions. Whether somebody recovered who was no case at the start is
    not known: ``recovery`` and ``reliable_recovery`` are None, and she is in no denominator of theirs."""

    caseness_start: bool
    recovery: bool | None
    reliable_improvement: bool
    reliable_deterioration: bool
    reliable_recovery: bool | None
    no_reliable_change: bool


@dataclass(frozen=True, slots=True)
class Caseness:
    """A scale's limits in the NHS definitions: unwell at or above ``unwell``, reliable at ``change`` points or more."""

    unwell: float
    change: float


PHQ9 = Caseness(10, 6)
GAD7 = Caseness(8, 4)


def talking_therapies(
    depression: tuple[float, float], anxiety: tuple[float, float], mood: Caseness = PHQ9, worry: Caseness = GAD7
) -> TalkingTherapies:
    """Recovery and reliable change from (first, last) scores on the depression and the anxiety scale.

    A problem-specific scale takes GAD-7's place by giving ``worry`` its limits. Opposite reliable changes cancel out.
    """
    pairs = ((depression, mood), (anxiety, worry))
    unwell_at_start = any(scores[0] >= limits.unwell for scores, limits in pairs)
    well_at_end = all(scores[1] < limits.unwell for scores, limits in pairs)
    better = any(meets(s[0] - s[1], limits.change, ">=") for s, limits in pairs)
    worse = any(meets(s[1] - s[0], limits.change, ">=") for s, limits in pairs)
    recovery = well_at_end if unwell_at_start else None
    improved, deteriorated = better and not worse, worse and not better
    return TalkingTherapies(
        caseness_start=unwell_at_start,
        recovery=recovery,
        reliable_improvement=improved,
        reliable_deterioration=deteriorated,
        reliable_recovery=recovery and improved,
        no_reliable_change=not improved and not deteriorated,
    )


def _unwell(score: float, cutoff: float, direction: Direction) -> bool:
    return score >= cutoff if direction == LOWER else score <= cutoff
