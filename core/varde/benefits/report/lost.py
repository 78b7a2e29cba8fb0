"""Who was lost between the start and the follow-up, and what the figures would be if they were counted: from what is shown alone.

Nothing is worked out from a number that is hidden, nor is anything said of fewer people than may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from varde.benefits.figures.figures import MeasureFigures
from varde.benefits.figures.rules import Average
from varde.benefits.figures.statistics import Moments


@dataclass(frozen=True, slots=True)
class Lost:
    """Start scores of those with an answer at the follow-up too and of those without."""

    kept: Moments
    lost: Moments


def lost(figures: MeasureFigures, fewest: int) -> Lost | None:
    """The start of those who answered twice, and of those who answered at the start alone. None where a number is hidden, where
    nobody was lost, and where those lost are fewer than ``fewest``."""
    everyone = _at_start(figures)
    pairs = figures.change
    if everyone is None or pairs is None:
        return None
    before, kept = _moments(everyone), _moments(pairs.start)
    if before is None or kept is None or before.n - kept.n < fewest:
        return None
    return Lost(kept, before - kept)


def unchanged_without_answer(figures: MeasureFigures, fewest: int) -> tuple[float, int] | None:
    """The mean change if everybody without a new answer had stayed where they began, and of how many: those with a score at the
    start. None as in :func:`lost`."""
    groups = lost(figures, fewest)
    test = figures.change.test if figures.change is not None else None
    if groups is None or test is None:
        return None
    everyone = groups.kept.n + groups.lost.n
    return test.mean_difference * groups.kept.n / everyone, everyone


def unchanged_at(figures: MeasureFigures, occasion: str, fewest: int) -> tuple[float, int] | None:
    """The same at a later follow-up: if everybody without an answer then had stayed where they began. None where a number is
    hidden, where nobody was lost, and where those lost are a few."""
    everyone, change = _at_start(figures), dict(figures.changes).get(occasion)
    if everyone is None or change is None or change.test is None or not isinstance(everyone.n, int):
        return None
    if everyone.n - change.test.n < fewest:
        return None
    return change.test.mean_difference * change.test.n / everyone.n, everyone.n


def _at_start(figures: MeasureFigures) -> Average | None:
    if figures.trajectory is None or figures.measure.start_occasion is None:
        return None
    lines = {line.group: dict(line.points) for line in figures.trajectory.series}
    return lines.get("all", {}).get(figures.measure.start_occasion)


def _moments(average: Average) -> Moments | None:
    """The sums behind an average that is shown; None where it is hidden or has no spread."""
    n, mean, sd = average.n, average.mean, average.sd
    if isinstance(n, int) and isinstance(mean, float) and isinstance(sd, float):
        return Moments.from_summary(n, mean, sd)
    return None
