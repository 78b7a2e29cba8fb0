from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.figures import statistics
from varde.benefits.figures.statistics import Moments, Pairs

scores = st.integers(0, 500).map(float)
pairs = st.tuples(scores, scores)


@given(st.lists(scores), st.lists(scores))
def test_moments_of_two_groups_add_and_come_apart(one: list[float], other: list[float]) -> None:
    assert Moments.of(one) + Moments.of(other) == Moments.of(one + other)
    assert Moments.of(one + other) - Moments.of(other) == Moments.of(one)


@given(st.lists(pairs), st.lists(pairs))
def test_pairs_of_two_groups_add_and_come_apart(
    one: list[tuple[float, float]], other: list[tuple[float, float]]
) -> None:
    assert Pairs.of(one) + Pairs.of(other) == Pairs.of(one + other)
    assert Pairs.of(one + other) - Pairs.of(other) == Pairs.of(one)


@pytest.mark.parametrize("df", [1, 2, 3.5, 7, 13.42, 60, 388.4, 5000, 1e6])
@pytest.mark.parametrize("t", [0.0, 1e-4, 0.3, 1.0, 1.96, 3.47, 12.0, 80.0])
def test_p_agrees_with_scipy(t: float, df: float) -> None:
    stats = pytest.importorskip("scipy.stats")
    expected = float(2 * stats.t.sf(t, df))
    assert statistics.p_two_sided(t, df) == pytest.approx(expected, rel=5e-8, abs=1e-300)
    assert statistics.p_two_sided(-t, df) == statistics.p_two_sided(t, df)


def test_paired_agrees_with_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    before, after = [280.0, 310, 195, 240, 402, 133, 288], [240.0, 210, 270, 180, 260, 140, 250]
    found = statistics.paired(Pairs.of(zip(before, after, strict=True)))
    expected = stats.ttest_rel(after, before)
    assert found is not None
    assert found.t == pytest.approx(expected.statistic)
    assert found.p == pytest.approx(expected.pvalue)


def test_scipy_is_not_needed_at_run_time() -> None:
    code = "import sys, varde.benefits.figures.rules; print([m for m in sys.modules if m.split('.')[0] in ('scipy', 'numpy')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.0, "p < 0,001"), (0.00099, "p < 0,001"), (0.001, "p = 0,001"), (0.0234, "p = 0,023"), (1.0, "p = 1,000")],
)
def test_p_is_printed_with_three_decimals(p: float, text: str) -> None:
    assert statistics.p_text(p) == text


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_holds_the_share_and_stays_between_0_and_1(k: int, n: int) -> None:
    k = min(k, n)
    found = statistics.wilson(k, n)
    assert found is not None
    assert 0 <= found.low <= k / n <= found.high <= 1


def test_what_the_numbers_cannot_give_is_none() -> None:
    assert Moments().mean is None
    assert Moments.of([4]).sd is None
    assert Moments.of([4]).ci95 is None
    assert statistics.paired(Pairs.of([(3, 4)])) is None
    assert statistics.welch(Moments.of([1, 2]), Moments.of([3])) is None
    assert statistics.wilson(0, 0) is None


def test_the_same_change_for_everyone_has_no_test() -> None:
    found = statistics.paired(Pairs.of([(10.1, 8.1), (20.3, 18.3), (7.7, 5.7)]))
    assert found is not None
    assert (found.t, found.p, found.d_z) == (None, None, None)
    assert found.mean_difference == pytest.approx(-2)


def test_identical_scores_do_not_vary() -> None:
    assert Moments.of([0.1] * 7).sd == 0
    assert Pairs.of([(0.1, 0.3)] * 7).r is None


@pytest.mark.parametrize(("k", "n", "target"), [(5, 4, 0.4), (1, 0, 0.4), (1, 4, 0.0), (1, 4, 1.0)])
def test_an_impossible_site_is_refused(k: int, n: int, target: float) -> None:
    with pytest.raises(ValueError, match="funnel plot"):
        statistics.funnel(k, n, target)


def test_overdispersion_widens_the_funnel() -> None:
    z = [-3.0, -2.5, 0.1, 0.4, 2.0, 2.8, 9.0]
    phi = statistics.overdispersion(z)
    assert 1 < phi < sum(value**2 for value in z) / len(z)
    assert statistics.funnel(30, 50, 0.4, phi).limits95.high > statistics.funnel(30, 50, 0.4).limits95.high
    assert statistics.funnel(30, 50, 0.4, 0.5) == statistics.funnel(30, 50, 0.4)


def test_the_2023_report_s_interval_comes_out_as_printed_on_the_page() -> None:
    found = statistics.wilson(381, 693)
    assert found is not None
    assert (round(100 * found.low), round(100 * found.high)) == (51, 59)
    assert math.isclose(Moments.from_summary(184, 184, 109).sd or 0, 109)
