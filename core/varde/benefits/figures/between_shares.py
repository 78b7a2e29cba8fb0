"""How the places under one another differ in a share, and how much of that is chance: a funnel, with limits that are widened where
places differ more than chance alone would have them (overdispersion). Method: Spiegelhalter 2005."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from varde.benefits.figures.rules import ResponderRate
from varde.benefits.figures.statistics import FunnelPoint, funnel, overdispersion, p_chi_square

FEWEST_PLACES = 3
"""So many places it takes to say how places differ."""


@dataclass(frozen=True, slots=True)
class FunnelPlace:
    """One place: responders ``k`` of the ``n`` who answered, and where that stands."""

    place: int
    k: int
    n: int
    point: FunnelPoint


@dataclass(frozen=True, slots=True)
class Funnel:
    """Places around their common share ``target``. ``phi`` is the overdispersion; limits are widened by its root above 1."""

    target: float
    phi: float
    places: tuple[FunnelPlace, ...]

    @property
    def outside(self) -> tuple[FunnelPlace, ...]:
        """Those outside the inner limits."""
        return tuple(each for each in self.places if each.point.signal != "in_control")

    @property
    def differ(self) -> bool:
        """Whether the places differ more than chance: Pearson's chi-square test of one common share, at 5 %.

        The sum of squared z around the common share is chi-square with one degree of freedom fewer than there are places, and
        ``phi`` is that sum over their number, with the outermost z drawn in (Spiegelhalter 2005). So one place that is
        far from many alike does not make them differ; it is outside the limits.
        """
        return p_chi_square(self.phi * len(self.places), len(self.places) - 1) < 0.05

    @property
    def expected_outside(self) -> float:
        """How many would be outside by chance alone, with limits of 95 %."""
        return 0.05 * len(self.places)


def funnel_of(rates: Mapping[int, ResponderRate | None]) -> Funnel | None:
    """The funnel of the places whose numbers are shown; None for fewer than three, or where all or none responded."""
    counts = {place: _counts(rate) for place, rate in rates.items()}
    shown = {place: pair for place, pair in counts.items() if pair is not None and pair[1]}
    k, n = (sum(pair[at] for pair in shown.values()) for at in (0, 1))
    if len(shown) < FEWEST_PLACES or not 0 < k < n:
        return None
    target = k / n
    phi = overdispersion([_z(*pair, target) for pair in shown.values()])
    places = (FunnelPlace(place, *pair, funnel(*pair, target, phi)) for place, pair in shown.items())
    return Funnel(target, phi, tuple(sorted(places, key=lambda each: (-each.n, each.place))))


def _counts(rate: ResponderRate | None) -> tuple[int, int] | None:
    if rate is None:
        return None
    k, n = rate.of_paired.numerator, rate.of_paired.denominator
    return (k, n) if isinstance(k, int) and isinstance(n, int) else None


def _z(k: int, n: int, target: float) -> float:
    return (k / n - target) / math.sqrt(target * (1 - target) / n)


def limits(funnel_: Funnel, counts: Sequence[int]) -> Sequence[FunnelPoint]:
    """The limits at these numbers of answers, for drawing the curves."""
    return [funnel(round(funnel_.target * n), n, funnel_.target, funnel_.phi) for n in counts]
