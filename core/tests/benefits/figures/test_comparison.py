"""Two groups beside each other, held against the same worked out from every single score."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from varde.benefits.figures.comparison import Difference, differences, of_shares, shared
from varde.benefits.figures.rules import Average, PairedChange, Proportion
from varde.benefits.figures.statistics import Pairs, paired, wilson
from varde.charts.values import Hidden, Why
from varde.kernel.words import Text

from ..cohort import SATISFACTION, SYMPTOMS

HIDDEN = Hidden(Why.SMALL)


def scores(seed: int, n: int, start: float, change: float) -> list[tuple[float, float]]:
    chance = random.Random(seed)
    before = [chance.gauss(start, 70) for _ in range(n)]
    return [(x, 0.6 * x + 0.4 * start + change + chance.gauss(0, 55)) for x in before]


def change_of(pairs: list[tuple[float, float]]) -> PairedChange:
    sums = Pairs.of(pairs)
    x, y = (Average(m.n, m.mean, m.sd, m.ci95) for m in (sums.x, sums.y))
    return PairedChange("sss", Text("Plager", "Plager"), sums.n, x, y, paired(sums))


FIRST, SECOND = scores(1, 90, 265, -40), scores(2, 60, 285, -50)


def test_the_plain_difference_is_that_of_the_changes() -> None:
    plain, _ = differences(change_of(FIRST), change_of(SECOND), "lower_better")
    gains = [np.array([x - y for x, y in pairs]) for pairs in (FIRST, SECOND)]
    error = math.sqrt(sum(gain.var(ddof=1) / len(gain) for gain in gains))
    assert plain is not None
    assert plain.value == pytest.approx(gains[1].mean() - gains[0].mean(), abs=1e-9)
    assert plain.high - plain.low == pytest.approx(2 * 1.98 * error, rel=0.005)


def test_the_adjusted_difference_is_that_of_a_regression_on_every_score() -> None:
    """Least squares on start and group: the coefficient of the group and its standard error."""
    _, adjusted = differences(change_of(FIRST), change_of(SECOND), "lower_better")
    x = np.array([pair[0] for pair in FIRST + SECOND])
    y = np.array([pair[1] for pair in FIRST + SECOND])
    group = np.array([0.0] * len(FIRST) + [1.0] * len(SECOND))
    design = np.column_stack([np.ones_like(x), x, group])
    coefficients, squares, *_ = np.linalg.lstsq(design, y, rcond=None)
    error = math.sqrt(squares[0] / (len(x) - 3) * np.linalg.inv(design.T @ design)[2, 2])
    assert adjusted is not None
    assert adjusted.value == pytest.approx(-coefficients[2], abs=1e-9)
    assert adjusted.high - adjusted.value == pytest.approx(1.976233 * error, rel=1e-6)  # t of 147 degrees of freedom


def test_what_either_hides_is_not_compared() -> None:
    nothing = Average(HIDDEN, HIDDEN, HIDDEN, None)
    hidden = PairedChange("sss", Text("Plager", "Plager"), HIDDEN, nothing, nothing, None)
    assert differences(hidden, change_of(SECOND), "lower_better") == (None, None)
    seen = Proportion(40, 100, "paired", 0.4, wilson(40, 100))
    assert of_shares(seen, Proportion(HIDDEN, 100, "paired", HIDDEN, None)) is None


def test_shares_differ_by_newcombe_s_interval() -> None:
    """His own example: 56/70 and 48/80 differ by 0.2000, from 0.0524 to 0.3339."""
    of = [Proportion(k, n, "paired", k / n, wilson(k, n)) for k, n in ((48, 80), (56, 70))]
    difference = of_shares(*of)
    assert difference is not None
    assert (difference.value, difference.low, difference.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(
    ("low", "high", "margin", "says"),
    [
        (-10, 22, 25, "alike"),
        (-7, 27, 25, "unclear"),
        (-25, 10, 25, "unclear"),
        (26, 40, 25, "more"),
        (-40, -26, 25, "less"),
        (5, 20, None, "more"),
        (5, 20, 25, "alike"),
        (-5, 20, None, "unclear"),
    ],
)
def test_a_difference_is_held_against_a_margin(low: float, high: float, margin: float | None, says: str) -> None:
    assert Difference((low + high) / 2, low, high).against(margin) == says


def test_two_programmes_share_what_is_asked_alike() -> None:
    assert shared([SATISFACTION, SYMPTOMS], [SYMPTOMS, SATISFACTION]) == [(SYMPTOMS, SYMPTOMS)]
