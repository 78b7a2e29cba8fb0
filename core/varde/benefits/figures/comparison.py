"""Two offerings beside each other, as equal as the numbers are: every number is made of those that each one's own page shows, so
that nothing hidden can come back here. None of it says what caused a difference: people chose, and nobody was drawn by lot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from varde.benefits.figures.figures import MeasureFigures, Report
from varde.benefits.figures.rules import Average, PairedChange, Proportion
from varde.benefits.figures.statistics import t95
from varde.benefits.values import Measure
from varde.instruments.values import Direction

SMALL_DIFFERENCE = 0.1
"""A standardised difference at the start under this is small."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The second minus the first with its 95 % interval; above 0 is more improvement in the second."""

    value: float
    low: float
    high: float

    def against(self, margin: float | None) -> Literal["alike", "more", "less", "unclear"]:
        """What it says, held against a margin that was set beforehand: alike where the whole interval is within it."""
        if margin is not None and -margin < self.low and self.high < margin:
            return "alike"
        beyond = margin or 0.0
        if self.low > beyond:
            return "more"
        return "less" if self.high < -beyond else "unclear"


@dataclass(frozen=True, slots=True)
class StartDifference:
    """How two groups differed on a measure before they began; ``standardised`` is the second minus the first in SDs."""

    measure: Measure
    first: float
    second: float
    standardised: float

    @property
    def unequal(self) -> bool:
        return abs(self.standardised) >= SMALL_DIFFERENCE


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure that two programmes share, at one follow-up. ``plain`` and ``adjusted`` (for how they stood at the start) are
    None where a change is hidden or of too few; so are shares of a hidden number. Where it is ``undue``, some of either have not
    had time to answer, and shares of everyone who started are not laid beside each other."""

    first: MeasureFigures
    second: MeasureFigures
    plain: Difference | None
    adjusted: Difference | None
    at_start: tuple[StartDifference, ...]
    of_paired: Difference | None
    of_started: Difference | None
    undue: bool = False

    @property
    def measure(self) -> Measure:
        return self.first.measure


def shared(first: Sequence[Measure], second: Sequence[Measure]) -> list[tuple[Measure, Measure]]:
    """The measures that both have: the same scale, asked at the start and first again at the same time; primary ones first."""
    pairs = [
        (one_of, of_second)
        for one_of in first
        for of_second in second
        if one_of.scale == of_second.scale
        and one_of.start_occasion is not None
        and of_second.start_occasion is not None
        and one_of.follow_up[0] == of_second.follow_up[0]
    ]
    return sorted(pairs, key=lambda pair: not pair[0].primary)


def compare(first: Report, second: Report, scale: str) -> Comparison | None:
    """The two by a scale; None where either has no answers to it."""
    sides = [next((m for m in report.measures if m.measure.scale == scale), None) for report in (first, second)]
    mine, theirs = sides
    if mine is None or theirs is None:
        return None
    plain = adjusted = None
    if mine.change is not None and theirs.change is not None:
        plain, adjusted = differences(mine.change, theirs.change, mine.measure.direction)
    rates = [figures.rates[0] if figures.rates else None for figures in (mine, theirs)]
    of_paired = of_started = None
    undue = any(s.measure.follow_up[0] in r.selection.undue for r, s in ((first, mine), (second, theirs)))
    if rates[0] is not None and rates[1] is not None:
        of_paired = of_shares(rates[0].of_paired, rates[1].of_paired)
        of_started = None if undue else of_shares(rates[0].of_started, rates[1].of_started)
    return Comparison(mine, theirs, plain, adjusted, tuple(_at_start(first, second)), of_paired, of_started, undue)


def differences(
    first: PairedChange, second: PairedChange, direction: Direction
) -> tuple[Difference | None, Difference | None]:
    """How much more the second improved than the first: as it is (Welch), and adjusted for the score at the start (analysis of
    covariance with one slope). None where a number of either is hidden or has no spread."""
    if first.test is None or second.test is None:
        return None, None
    sign = -1 if direction == "lower_better" else 1
    plain = _welch([(test.n, sign * test.mean_difference, test.sd_difference) for test in (first.test, second.test)])
    return plain, _adjusted(first, second, sign)


def _welch(groups: Sequence[tuple[int, float, float]]) -> Difference | None:
    (n1, mean1, sd1), (n2, mean2, sd2) = groups
    a, b = sd1 * sd1 / n1, sd2 * sd2 / n2
    if min(n1, n2) < 2 or a + b == 0:
        return None
    df = (a + b) ** 2 / (a * a / (n1 - 1) + b * b / (n2 - 1))
    return _around(mean2 - mean1, math.sqrt(a + b), int(df))


def _around(value: float, error: float, df: int) -> Difference:
    half = t95(max(1, df)) * error
    return Difference(value, value - half, value + half)


def _adjusted(first: PairedChange, second: PairedChange, sign: int) -> Difference | None:
    of_first, of_second = _squares(first), _squares(second)
    if of_first is None or of_second is None:
        return None
    (n1, x1, y1, xx1, yy1, xy1), (n2, x2, y2, xx2, yy2, xy2) = of_first, of_second
    xx, yy, xy = xx1 + xx2, yy1 + yy2, xy1 + xy2
    df = n1 + n2 - 3
    if df < 1 or xx <= 0:
        return None
    slope = xy / xx
    value = (y2 - y1) - slope * (x2 - x1)
    variance = max(0.0, yy - slope * xy) / df
    error = math.sqrt(variance * (1 / n1 + 1 / n2 + (x2 - x1) ** 2 / xx))
    return _around(sign * value, error, df)


def _squares(change: PairedChange) -> tuple[int, float, float, float, float, float] | None:
    """n, both means, and the sums of squares and products around them, from what is shown."""
    test, start, later = change.test, change.start, change.later
    shown = [value for value in (start.mean, later.mean, start.sd, later.sd) if isinstance(value, float)]
    if test is None or len(shown) < 4:
        return None
    x, y, sd_x, sd_y = shown
    return test.n, x, y, (test.n - 1) * sd_x**2, (test.n - 1) * sd_y**2, (test.n - 1) * (test.r or 0.0) * sd_x * sd_y


def of_shares(first: Proportion, second: Proportion) -> Difference | None:
    """The second share minus the first, with Newcombe's interval from those of Wilson; None where either is hidden."""
    if first.interval is None or second.interval is None:
        return None
    if not isinstance(first.share, float) or not isinstance(second.share, float):
        return None
    p, q = second.share, first.share
    low = math.hypot(p - second.interval.low, first.interval.high - q)
    high = math.hypot(second.interval.high - p, q - first.interval.low)
    return Difference(p - q, p - q - low, p - q + high)


def _at_start(first: Report, second: Report) -> Sequence[StartDifference]:
    of_second = {figures.measure.scale: figures for figures in second.measures}
    listed = []
    for figures in first.measures:
        match = of_second.get(figures.measure.scale)
        averages = (_start_of(figures), _start_of(match)) if match is not None else (None, None)
        if averages[0] is not None and averages[1] is not None:
            (mean1, sd1), (mean2, sd2) = averages[0], averages[1]
            spread = math.sqrt((sd1 * sd1 + sd2 * sd2) / 2)
            if spread:
                listed.append(StartDifference(figures.measure, mean1, mean2, (mean2 - mean1) / spread))
    return listed


def _start_of(figures: MeasureFigures) -> tuple[float, float] | None:
    """Mean and SD at the start of everyone who answered then."""
    for line in figures.trajectory.series if figures.trajectory is not None else ():
        for occasion, average in line.points:
            if line.group == "all" and occasion == figures.measure.start_occasion:
                return _shown(average)
    return None


def _shown(average: Average) -> tuple[float, float] | None:
    mean, sd = average.mean, average.sd
    return (mean, sd) if isinstance(mean, float) and isinstance(sd, float) else None
