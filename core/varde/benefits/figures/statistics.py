"""Figures from sufficient statistics: sums that add over months, trusts and regions without moving a patient's data.

Every function takes counts and sums and returns a frozen value; none of them needs the single scores. A figure that
the numbers cannot give (a spread of one person, a test without spread) is None, never 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

NORMAL_95 = 1.959963984540054
NORMAL_998 = 3.090232306167813
"""The exact quantiles, for shares: Wilson's interval and funnel limits."""

# Rounding in the last bits must not turn identical scores, or the same change for everyone, into a tiny spread and an
# endless t: sums that agree to so many parts are the same.
_NO_SPREAD = 1e-12


@dataclass(frozen=True, slots=True)
class Interval:
    """A lower and an upper limit in the unit of the figure they belong to."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Moments:
    """How many scores there are, their sum ``s1`` and the sum of their squares ``s2``."""

    n: int = 0
    s1: float = 0.0
    s2: float = 0.0

    @classmethod
    def of(cls, values: Iterable[float]) -> Moments:
        """The moments of these scores."""
        scores = list(values)
        return cls(len(scores), math.fsum(scores), math.fsum(score * score for score in scores))

    @classmethod
    def from_summary(cls, n: int, mean: float, sd: float) -> Moments:
        """The moments behind a printed n, mean and standard deviation (divisor n - 1)."""
        return cls(n, n * mean, (n - 1) * sd * sd + n * mean * mean)

    def __add__(self, addend: Moments) -> Moments:
        return Moments(self.n + addend.n, self.s1 + addend.s1, self.s2 + addend.s2)

    def __sub__(self, subtrahend: Moments) -> Moments:
        return Moments(self.n - subtrahend.n, self.s1 - subtrahend.s1, self.s2 - subtrahend.s2)

    @property
    def mean(self) -> float | None:
        """The mean; None without scores."""
        return self.s1 / self.n if self.n > 0 else None

    @property
    def variance(self) -> float | None:
        """The sample variance (divisor n - 1); None for fewer than two scores."""
        return None if self.n < 2 else _variance(self)

    @property
    def sd(self) -> float | None:
        """The sample standard deviation (divisor n - 1); None for fewer than two scores."""
        return None if self.n < 2 else math.sqrt(_variance(self))

    @property
    def ci95(self) -> Interval | None:
        """95 % confidence interval of the mean by Student's t, ``mean +/- t(n - 1) * SD / sqrt(n)``; None for fewer than two
        scores."""
        return None if self.n < 2 else _mean_interval(self.n, self.s1 / self.n, math.sqrt(_variance(self)))


def _mean_interval(n: int, mean: float, sd: float) -> Interval:
    """The 95 % confidence interval of a mean of two scores or more."""
    half = t95(n - 1) * sd / math.sqrt(n)
    return Interval(mean - half, mean + half)


def _variance(scores: Moments) -> float:
    """The sample variance of two scores or more."""
    square_of_sum = scores.s1 * scores.s1 / scores.n
    if math.isclose(scores.s2, square_of_sum, rel_tol=_NO_SPREAD):
        return 0.0
    return (scores.s2 - square_of_sum) / (scores.n - 1)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sums over people with two scores: ``x`` at the start and ``y`` later; ``xy`` sums the products."""

    n: int = 0
    x1: float = 0.0
    x2: float = 0.0
    y1: float = 0.0
    y2: float = 0.0
    xy: float = 0.0

    @classmethod
    def of(cls, pairs: Iterable[tuple[float, float]]) -> Pairs:
        """The sums of these (start, later) pairs."""
        all_pairs = list(pairs)
        x, y = Moments.of(a for a, _ in all_pairs), Moments.of(b for _, b in all_pairs)
        return cls(len(all_pairs), x.s1, x.s2, y.s1, y.s2, math.fsum(a * b for a, b in all_pairs))

    def __add__(self, addend: Pairs) -> Pairs:
        return Pairs(
            self.n + addend.n,
            self.x1 + addend.x1,
            self.x2 + addend.x2,
            self.y1 + addend.y1,
            self.y2 + addend.y2,
            self.xy + addend.xy,
        )

    def __sub__(self, subtrahend: Pairs) -> Pairs:
        return Pairs(
            self.n - subtrahend.n,
            self.x1 - subtrahend.x1,
            self.x2 - subtrahend.x2,
            self.y1 - subtrahend.y1,
            self.y2 - subtrahend.y2,
            self.xy - subtrahend.xy,
        )

    @property
    def x(self) -> Moments:
        """The start scores of those with both."""
        return Moments(self.n, self.x1, self.x2)

    @property
    def y(self) -> Moments:
        """The later scores of those with both."""
        return Moments(self.n, self.y1, self.y2)

    @property
    def difference(self) -> Moments:
        """The changes, later minus start."""
        change, apart, together = self.y1 - self.x1, self.x2 + self.y2, 2 * self.xy
        # Large scores have lost more digits in their squares than a small change has.
        if self.n and math.isclose(apart, together + change * change / self.n, rel_tol=_NO_SPREAD):
            return Moments(self.n, change, change * change / self.n)
        return Moments(self.n, change, apart - together)

    @property
    def r(self) -> float | None:
        """Pearson's correlation between start and later; None when either does not vary."""
        if not self.x.sd or not self.y.sd:
            return None
        covariance = (self.xy - self.x1 * self.y1 / self.n) / (self.n - 1)
        return max(-1.0, min(1.0, covariance / (self.x.sd * self.y.sd)))


@dataclass(frozen=True, slots=True)
class Paired:
    """A paired t test with its effect sizes; later minus start. ``d_av`` is the headline and is named as such.

    None where the numbers give no answer: no test without spread in the change, no ``d_rm`` without a correlation.
    """

    n: int
    mean_start: float
    mean_later: float
    mean_difference: float
    sd_difference: float
    r: float | None
    t: float | None
    df: int
    p: float | None
    d_av: float | None
    d_z: float | None
    d_rm: float | None
    hedges_g: float | None
    correction: float

    @property
    def ci95(self) -> Interval:
        """95 % confidence interval of the mean difference, by Student's t."""
        return _mean_interval(self.n, self.mean_difference, self.sd_difference)


def paired(pairs: Pairs) -> Paired | None:
    """The paired test of these sums; None for fewer than two pairs."""
    if pairs.n < 2:
        return None
    df, r = pairs.n - 1, pairs.r
    sd_start, sd_later, sd_change = (math.sqrt(_variance(m)) for m in (pairs.x, pairs.y, pairs.difference))
    mean_change, spread = (pairs.y1 - pairs.x1) / pairs.n, (sd_start + sd_later) / 2
    correction = small_sample_correction(df)
    d_z = mean_change / sd_change if sd_change else None
    d_av = mean_change / spread if spread else None
    t = d_z * math.sqrt(pairs.n) if d_z is not None else None
    return Paired(
        n=pairs.n,
        mean_start=pairs.x1 / pairs.n,
        mean_later=pairs.y1 / pairs.n,
        mean_difference=mean_change,
        sd_difference=sd_change,
        r=r,
        t=t,
        df=df,
        p=None if t is None else p_two_sided(t, df),
        d_av=d_av,
        d_z=d_z,
        d_rm=None if d_z is None or r is None else d_z * math.sqrt(2 * (1 - r)),
        hedges_g=None if d_av is None else d_av * correction,
        correction=correction,
    )


@dataclass(frozen=True, slots=True)
class Welch:
    """Welch's t test of two groups, first minus second; ``d`` and Hedges' ``g`` by the pooled SD."""

    t: float
    df: float
    p: float
    d: float
    hedges_g: float


def welch(first: Moments, second: Moments) -> Welch | None:
    """Compare two groups of different people; None for a group of fewer than two or when neither varies."""
    if first.n < 2 or second.n < 2:
        return None
    variances = (_variance(first), _variance(second))
    a, b = variances[0] / first.n, variances[1] / second.n
    if a + b == 0:
        return None
    difference = first.s1 / first.n - second.s1 / second.n
    t = difference / math.sqrt(a + b)
    df = (a + b) ** 2 / (a**2 / (first.n - 1) + b**2 / (second.n - 1))
    together = first.n + second.n - 2
    d = difference / math.sqrt(((first.n - 1) * variances[0] + (second.n - 1) * variances[1]) / together)
    return Welch(t, df, p_two_sided(t, df), d, d * small_sample_correction(together))


def small_sample_correction(df: float) -> float:
    """Hedges' J, which takes the small-sample optimism out of a standardised difference."""
    return 1 - 3 / (4 * df - 1)


def wilson(k: int, n: int) -> Interval | None:
    """Wilson's 95 % interval of ``k`` out of ``n``; None when n is 0.

    :raises ValueError: k is not between 0 and n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"A count of {k} out of {n} is not possible.")
    if n == 0:
        return None
    p, z2 = k / n, NORMAL_95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = NORMAL_95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Interval(0.0 if k == 0 else centre - half, 1.0 if k == n else centre + half)


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One site in a funnel plot: its share, its distance from the target in standard errors, and the limits."""

    share: float
    z: float
    limits95: Interval
    limits998: Interval
    signal: Literal["in_control", "alert", "alarm"]


def funnel(k: int, n: int, target: float, overdispersion: float = 1.0) -> FunnelPoint:
    """Where a site with ``k`` of ``n`` stands against ``target`` (0-1).

    Normal limits at 1.96 (95 %, alert) and 3.09 (99.8 %, alarm), widened by the square root of ``overdispersion`` when
    it is above 1, and cut to 0-1. Method: Spiegelhalter 2005.

    :raises ValueError: n is 0, k is not between 0 and n, or the target is not strictly between 0 and 1.
    """
    if n < 1 or not 0 <= k <= n:
        raise ValueError(f"A site with {k} out of {n} cannot stand in a funnel plot.")
    if not 0 < target < 1:
        raise ValueError(f"The target of a funnel plot lies between 0 and 1, not at {target:g}.")
    error = math.sqrt(target * (1 - target) / n) * math.sqrt(max(1.0, overdispersion))
    z = (k / n - target) / error
    signal: Literal["in_control", "alert", "alarm"] = "in_control"
    if abs(z) > NORMAL_95:
        signal = "alarm" if abs(z) > NORMAL_998 else "alert"
    return FunnelPoint(k / n, z, _limits(target, NORMAL_95 * error), _limits(target, NORMAL_998 * error), signal)


def overdispersion(z_scores: Sequence[float]) -> float:
    """Spiegelhalter's phi: the mean squared z after the outer tenth at each end is drawn in. 1 without sites."""
    if not z_scores:
        return 1.0
    ordered = sorted(z_scores)
    low, high = _quantile(ordered, 0.1), _quantile(ordered, 0.9)
    return sum(min(max(z, low), high) ** 2 for z in ordered) / len(ordered)


def p_chi_square(x: float, df: int) -> float:
    """The p value of ``x`` (0 or more) by the chi-square distribution with ``df`` degrees of freedom (1 or more): the exact sum
    for whole degrees (Abramowitz and Stegun 1964, 26.4.4 and 26.4.5)."""
    if x == 0:
        return 1.0
    half = x / 2
    tail = math.erfc(math.sqrt(half)) if df % 2 else 0.0
    terms = (k / 2 for k in range(2 + df % 2, df + 1, 2))
    return tail + sum(math.exp((a - 1) * math.log(half) - half - math.lgamma(a)) for a in terms)


def _limits(target: float, half: float) -> Interval:
    return Interval(max(0.0, target - half), min(1.0, target + half))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def p_two_sided(t: float, df: float) -> float:
    """The two-sided p value of Student's t with ``df`` degrees of freedom (``df`` above 0, need not be whole).

    :raises ArithmeticError: ``t`` is not a number.
    """
    return _incomplete_beta(df / (df + t * t), df / 2, 0.5)


@lru_cache(maxsize=4096)
def t95(df: int) -> float:
    """How many standard errors a 95 % interval reaches to each side of a mean, with ``df`` degrees of freedom (1 or more):
    12.706 with one, and down towards 1.960. To nine digits or so."""
    low, high = 1.0, 13.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if p_two_sided(middle, df) > 0.05 else (low, middle)
    return middle


def p_text(p: float, point: str = ",") -> str:
    """A p value as it is printed: three decimals, ``p < 0,001`` below that, never ``p = 0,000``. ``point`` parts the decimals."""
    return ("p < 0.001" if p < 0.001 else f"p = {p:.3f}").replace(".", point)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, 0 <= x <= 1, by its continued fraction."""
    if x == 0:
        return 0.0
    if x > a / (a + b):  # below the mean the fraction converges fast, and no divisor comes near 0
        return 1 - _incomplete_beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return front * _beta_fraction(x, a, b) / a


def _beta_fraction(x: float, a: float, b: float) -> float:
    """Lentz' evaluation; ends when a step changes the value by no more than 1e-15 of it.

    :raises ArithmeticError: it does not settle.
    """
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / (1 + term * d)
            c = 1 + term / c
            value *= c * d
        if math.isclose(c * d, 1, rel_tol=1e-15):
            return value
    raise ArithmeticError(f"The incomplete beta function does not settle for x {x:g}, a {a:g} and b {b:g}.")
