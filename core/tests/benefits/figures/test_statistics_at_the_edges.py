"""Statistics where a figure begins, ends or has no spread, and beside printed tables."""

from __future__ import annotations

import math

import pytest

from varde.benefits.figures.statistics import (
    NORMAL_95,
    NORMAL_998,
    Interval,
    Moments,
    Pairs,
    funnel,
    p_two_sided,
    paired,
)

# Upper critical values of Student's t as tables print them (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2):
# the degrees of freedom, the value, and what lies beyond it on both sides together.
PRINTED = [
    (1, 3.078, 0.20),
    (1, 12.706, 0.05),
    (2, 4.303, 0.05),
    (5, 2.571, 0.05),
    (5, 4.032, 0.01),
    (10, 2.228, 0.05),
    (10, 1.372, 0.20),
    (20, 1.725, 0.10),
    (30, 2.042, 0.05),
    (30, 2.750, 0.01),
    (100, 1.984, 0.05),
]


@pytest.mark.parametrize(("df", "t", "p"), PRINTED)
def test_p_at_the_values_that_tables_print(df: int, t: float, p: float) -> None:
    """Printed with three decimals, so p is right to half of the last one."""
    assert p_two_sided(t - 0.0005, df) >= p >= p_two_sided(t + 0.0005, df)
    assert p_two_sided(-t, df) == p_two_sided(t, df)


@pytest.mark.parametrize(("t", "p"), [(0, 1), (1, 0.5), (math.inf, 0)])
def test_p_with_one_degree_of_freedom(t: float, p: float) -> None:
    """Cauchy's distribution: half of it lies within 1 of the middle."""
    assert p_two_sided(t, 1) == pytest.approx(p, abs=1e-15)


def test_p_of_no_number_is_refused() -> None:
    with pytest.raises(ArithmeticError, match=r"does not settle for x nan, a 1 and b 0\.5\."):
        p_two_sided(math.nan, 2)


@pytest.mark.parametrize(
    "pairs",
    [
        [(220.1, 220.0), (466.7, 466.6)],
        [(73.4, 73.3), (296.0, 295.9), (456.5, 456.4)],
        [(146.3, 146.2), (471.8, 471.7), (476.2, 476.1), (164.7, 164.6)],
        [(30.3, 30.3), (40.7, 40.7), (77.1, 77.1)],
    ],
)
def test_the_same_small_change_of_large_scores_has_no_test(pairs: list[tuple[float, float]]) -> None:
    """Rounding leaves a spread of some ten-thousandths, which would be p < 0.001."""
    test = paired(Pairs.of(pairs))
    assert test is not None
    assert (test.sd_difference, test.t, test.p, test.d_z, test.d_rm) == (0, None, None, None, None)
    assert test.mean_difference == pytest.approx(pairs[0][1] - pairs[0][0])


def test_a_change_that_differs_for_one_has_a_test() -> None:
    test = paired(Pairs.of([(220.1, 220.0), (466.7, 466.6), (300, 299.8)]))
    assert test is not None
    assert test.sd_difference == pytest.approx(
        (2 / 300) ** 0.5 / 2**0.5
    )  # 0.1, 0.1 and 0.2: squares 1/150 about the mean
    assert test.t == pytest.approx(-4)


def test_changes_of_nobody_and_of_one() -> None:
    assert Pairs().difference == Moments(0, 0, 0)
    assert Pairs.of([(4, 1)]).difference == Moments(1, -3, 9)
    assert (paired(Pairs()), paired(Pairs.of([(4, 1)]))) == (None, None)


@pytest.mark.parametrize("way", [1, -1])
def test_a_line_is_no_more_than_straight(way: int) -> None:
    """Rounding makes it 1.0000000000000002, of which d_rm has no root."""
    pairs = Pairs.of([(0, 0), (3, 3 * way)])
    assert pairs.r == way
    test = paired(Pairs.of([(0, 1), (3, 1 + 6 * way)]))
    assert test is not None
    assert test.r == way
    assert test.d_rm == pytest.approx({1: 0, -1: -7 / 9 * 2**0.5}[way], abs=1e-7)


@pytest.mark.parametrize(
    ("k", "overdispersion", "limit", "signal"),
    [(9, 1.6660337384128365, NORMAL_95, "in_control"), (10, 1.0471713293484837, NORMAL_998, "alert")],
)
def test_a_site_exactly_at_a_limit_is_within_it(k: int, overdispersion: float, limit: float, signal: str) -> None:
    """Of ten, beside a half; the overdispersion is such that not a bit is missing."""
    point = funnel(k, 10, 0.5, overdispersion)
    assert (point.z, point.signal) == (limit, signal)


def test_the_interval_of_a_mean_begins_with_two_scores() -> None:
    assert (Moments().ci95, Moments.of([4]).ci95) == (None, None)
    interval = Moments.of([1, 3]).ci95  # the mean 2, and 12.706 * sqrt(2) / sqrt(2)
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(-10.706205), pytest.approx(14.706205))
    assert Moments.of([4, 4]).ci95 == Interval(4, 4)


def test_who_has_no_spread() -> None:
    assert (Moments().variance, Moments().sd, Moments.of([4]).variance, Moments.of([4]).sd) == (None,) * 4
    assert (Moments.of([4, 4]).variance, Moments.of([4, 4]).sd) == (0, 0)
    assert (Moments.of([0, 0]).variance, Moments.of([0, 0]).sd) == (0, 0)
