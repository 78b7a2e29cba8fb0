"""Statistics beside figures worked out apart from ours: by hand where the numbers are round, else by scipy 1.17."""

from __future__ import annotations

import pytest

from varde.benefits.figures.statistics import (
    Interval,
    Moments,
    Pairs,
    funnel,
    overdispersion,
    p_chi_square,
    p_two_sided,
    paired,
    small_sample_correction,
    t95,
    welch,
    wilson,
)

FEW = Moments.of([2, 4, 4, 6])  # sum 16, squares 72, mean 4, squares about the mean 8


def test_mean_spread_and_interval() -> None:
    assert (FEW.n, FEW.s1, FEW.s2) == (4, 16, 72)
    assert (FEW.mean, FEW.variance, FEW.sd) == (4, pytest.approx(8 / 3), pytest.approx((8 / 3) ** 0.5))
    interval = FEW.ci95
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(1.401544, abs=1e-6), pytest.approx(6.598456, abs=1e-6))


@pytest.mark.parametrize(
    ("df", "reach"),
    [
        (1, 12.706),
        (2, 4.303),
        (3, 3.182),
        (4, 2.776),
        (5, 2.571),
        (10, 2.228),
        (30, 2.042),
        (120, 1.980),
        (1000, 1.962),
    ],
)
def test_an_interval_reaches_as_far_as_the_tables_of_student_say(df: int, reach: float) -> None:
    assert t95(df) == pytest.approx(reach, abs=5e-4)
    assert p_two_sided(t95(df), df) == pytest.approx(0.05, abs=1e-9)


def test_two_scores_have_a_spread_and_one_has_none() -> None:
    assert Moments.of([1, 3]).variance == 2
    assert (Moments.of([3]).variance, Moments.of([3]).mean) == (None, 3)
    assert Moments.from_summary(4, 4, 2) == Moments(4, 16, 76)
    assert (Moments(), Pairs()) == (Moments(0, 0, 0), Pairs(0, 0, 0, 0, 0, 0))


def test_the_sums_of_pairs() -> None:
    pairs = Pairs.of([(4, 1), (6, 3)])
    assert pairs == Pairs(2, 10, 52, 4, 10, 22)
    assert pairs.difference == Moments(2, -6, 18)
    assert (pairs.x, pairs.y) == (Moments(2, 10, 52), Moments(2, 4, 10))
    assert pairs.r == pytest.approx(1)
    assert Pairs.of([(4, 3), (6, 1)]).r == pytest.approx(-1)


def test_a_paired_test() -> None:
    """Starts 10, 12, 14 and later 7, 10, 8: the changes are -3, -2 and -6."""
    test = paired(Pairs.of([(10, 7), (12, 10), (14, 8)]))
    assert test is not None
    assert (test.n, test.df, test.mean_start, test.mean_later) == (3, 2, 12, pytest.approx(25 / 3))
    assert test.mean_difference == pytest.approx(-11 / 3)
    assert test.sd_difference == pytest.approx((13 / 3) ** 0.5)
    assert test.r == pytest.approx(0.327327, abs=1e-6)  # 1 / (2 * sqrt(7 / 3))
    assert test.d_z == pytest.approx(-1.761410, abs=1e-6)
    assert test.t == pytest.approx(-3.050851, abs=1e-6)
    assert test.d_av == pytest.approx(-2.078889, abs=1e-6)
    assert test.d_rm == pytest.approx(-2.043043, abs=1e-6)
    assert test.correction == pytest.approx(4 / 7)
    assert test.hedges_g == pytest.approx(-1.187937, abs=1e-6)
    # -11/3 and to each side 4.302653 * sqrt(13/3) / sqrt(3), of two degrees of freedom
    assert (test.ci95.low, test.ci95.high) == (pytest.approx(-8.837812, abs=1e-6), pytest.approx(1.504478, abs=1e-6))


def test_two_groups() -> None:
    test = welch(Moments.of([20, 24, 19, 31, 28]), Moments.of([15, 18, 22, 17, 16, 21]))
    assert test is not None
    assert test.t == pytest.approx(2.434738977896, rel=1e-10)
    assert test.df == pytest.approx(5.923971261125, rel=1e-10)
    assert test.p == pytest.approx(0.051354289606, rel=1e-8)
    # squares about the mean 105.2 and 38.8333, over 9, so the pooled SD is 4.000463 of a difference of 6.233333
    assert test.d == pytest.approx(1.558153, abs=1e-5)
    assert test.hedges_g == pytest.approx(1.558153 * (1 - 3 / 35), abs=1e-5)


def test_groups_that_do_not_vary_have_no_test() -> None:
    assert welch(Moments.of([3, 3]), Moments.of([4, 4])) is None
    assert welch(Moments.of([3, 3]), Moments.of([4, 5])) is not None


def test_the_correction_for_few() -> None:
    assert small_sample_correction(1) == 0
    assert small_sample_correction(10) == pytest.approx(36 / 39)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(20, 50, 0.276083897, 0.538185623), (0, 8, 0, 0.324407565), (8, 8, 0.675592435, 1), (1, 1, 0.206549314, 1)],
)
def test_the_interval_of_a_share(k: int, n: int, low: float, high: float) -> None:
    interval = wilson(k, n)
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(low, abs=1e-8), pytest.approx(high, abs=1e-8))
    assert (interval.low == 0) is (k == 0)
    assert (interval.high == 1) is (k == n)


@pytest.mark.parametrize(("k", "n"), [(-1, 4), (5, 4)])
def test_an_impossible_share_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match=rf"A count of {k} out of {n} is not possible\."):
        wilson(k, n)


@pytest.mark.parametrize(
    ("k", "z", "signal"),
    [
        (50, 0, "in_control"),
        (59, 1.8, "in_control"),
        (60, 2, "alert"),
        (40, -2, "alert"),
        (65, 3, "alert"),
        (66, 3.2, "alarm"),
    ],
)
def test_a_site_of_a_hundred_beside_a_half(k: int, z: float, signal: str) -> None:
    """One standard error is five hundredths."""
    point = funnel(k, 100, 0.5)
    assert (point.share, point.z, point.signal) == (k / 100, pytest.approx(z), signal)
    assert (point.limits95.low, point.limits95.high) == (pytest.approx(0.402001801), pytest.approx(0.597998199))
    assert (point.limits998.low, point.limits998.high) == (pytest.approx(0.345488385), pytest.approx(0.654511615))


def test_limits_are_cut_to_0_and_1_and_widened_by_overdispersion() -> None:
    assert funnel(1, 1, 0.5).limits998 == Interval(0, 1)
    wide = funnel(60, 100, 0.5, 4)
    assert (wide.z, wide.signal) == (pytest.approx(1), "in_control")
    assert wide.limits95.high == pytest.approx(0.695996398)


def test_the_outer_tenths_are_drawn_in() -> None:
    """Of eleven from -5 to 5 the outer ones become -4 and 4: 2 * (16 + 16 + 9 + 4 + 1) over eleven."""
    assert overdispersion(range(-5, 6)) == pytest.approx(92 / 11)
    assert overdispersion([2, -2, 2, -2]) == 4
    assert overdispersion([3]) == 9
    assert overdispersion([]) == 1
    assert overdispersion([0, 1]) == pytest.approx((0.01 + 0.81) / 2)
    assert overdispersion([1, 3]) == pytest.approx((1.2**2 + 2.8**2) / 2)


def test_where_one_of_two_times_does_not_vary() -> None:
    assert (Pairs.of([(1, 5), (3, 5)]).r, Pairs.of([(5, 1), (5, 3)]).r) == (None, None)
    for pairs in ([(5.0, 1.0), (5.0, 3.0)], [(3.0, 1.0), (5.0, 1.0)]):
        test = paired(Pairs.of(pairs))
        assert test is not None
        assert test.d_av == pytest.approx(-3 * 2**0.5)
        assert (test.r, test.d_rm) == (None, None)
    flat = paired(Pairs.of([(5, 3), (5, 3)]))
    assert flat is not None
    assert (flat.d_av, flat.hedges_g, flat.t) == (None, None, None)


def test_two_groups_that_vary_alike_and_one_of_one() -> None:
    test = welch(Moments.of([1, 3]), Moments.of([5, 7]))
    assert test is not None
    assert test.t == pytest.approx(-4 / 2**0.5)
    assert welch(Moments.of([3]), Moments.of([1, 2])) is None


def test_nobody_of_however_many_begins_at_exactly_nought() -> None:
    for n in range(1, 200):
        interval = wilson(0, n)
        assert interval is not None
        assert interval.low == 0


def test_a_site_with_nobody_better_and_a_site_with_nobody() -> None:
    assert (funnel(0, 4, 0.5).share, funnel(0, 4, 0.5).z) == (0, -2)
    for k, n in ((0, 0), (-1, 4)):
        with pytest.raises(ValueError, match="cannot stand in a funnel plot"):
            funnel(k, n, 0.5)


@pytest.mark.parametrize(
    ("x", "df", "p"),
    [
        (0, 3, 1.0),
        (3.841459, 1, 0.05),
        (2.772589, 2, 0.25),  # 4 ln 2: e to the minus 2 ln 2
        (5.991465, 2, 0.05),
        (7.814728, 3, 0.05),
        (16.918978, 9, 0.05),
        (67.504807, 50, 0.05),
        (2000, 3, 0.0),
    ],
)
def test_the_tail_of_chi_square(x: float, df: int, p: float) -> None:
    assert p_chi_square(x, df) == pytest.approx(p, abs=1e-6)
