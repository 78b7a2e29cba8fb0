"""Two groups beside each other, held against the same worked out from every single score."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest

from varde.benefits.counting.cells import EnrolmentFacts
from varde.benefits.figures.comparison import Difference, StartDifference, compare, differences, of_shares, shared
from varde.benefits.figures.rules import Average, PairedChange, Proportion
from varde.benefits.figures.statistics import Pairs, paired, wilson
from varde.charts.values import Hidden, Why
from varde.kernel.words import Text

from ..cohort import SATISFACTION, SYMPTOMS
from ..reports import BETTER, SAME, SILENT, reported, with_scores

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


def rated(person: EnrolmentFacts, satisfaction: float) -> EnrolmentFacts:
    return with_scores(person, csq_3m=satisfaction)


FEWER = [rated(BETTER, 20 + n % 3) for n in range(10)] + [rated(SAME, 24 + n % 2) for n in range(10)] + [SILENT] * 10
MORE = [rated(BETTER, 26 + n % 3) for n in range(20)] + [rated(SAME, 28 + n % 2) for n in range(10)] + [SILENT] * 10


def test_two_reports_are_compared_by_what_they_show() -> None:
    """Ten of twenty respond in the first, twenty of thirty in the second; each has ten who did not answer again."""
    seen = compare(reported(FEWER), reported(MORE), "sss")
    assert seen is not None
    assert (seen.measure, seen.first.measure, seen.second.measure) == (SYMPTOMS, SYMPTOMS, SYMPTOMS)
    assert seen.of_paired is not None
    assert seen.of_started is not None
    assert (seen.of_paired.value, seen.of_started.value) == pytest.approx((20 / 30 - 10 / 20, 20 / 40 - 10 / 30))
    assert seen.plain is not None
    assert seen.plain.value == pytest.approx((20 * 120 - 10 * 10) / 30 - (10 * 120 - 10 * 10) / 20)


def test_at_the_start_a_standardised_difference_of_a_tenth_is_unequal() -> None:
    """280, 240 and 260 at the start: the mean of the first is 260, and of the second 10600 / 40 = 265; both SDs by hand."""
    seen = compare(reported(FEWER), reported(MORE), "sss")
    assert seen is not None
    (start,) = seen.at_start
    starts = [[280.0] * 10 + [240.0] * 10 + [260.0] * 10, [280.0] * 20 + [240.0] * 10 + [260.0] * 10]
    (mean1, sd1), (mean2, sd2) = ((np.mean(each), np.std(each, ddof=1)) for each in starts)
    assert (start.measure, start.first, start.second) == (SYMPTOMS, pytest.approx(260), pytest.approx(265))
    assert start.standardised == pytest.approx((mean2 - mean1) / math.sqrt((sd1**2 + sd2**2) / 2))
    assert start.unequal
    assert [StartDifference(SYMPTOMS, 1, 1, d).unequal for d in (-0.1, -0.09, 0.0, 0.09, 0.1)] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_what_one_of_them_has_no_answers_to_is_not_compared() -> None:
    assert compare(reported(FEWER), reported([]), "sss") is None
    assert compare(reported(FEWER), reported(MORE), "nothing") is None


def test_groups_without_spread_have_no_interval() -> None:
    same = change_of([(200.0, 150.0)] * 10)
    assert differences(same, same, "lower_better") == (None, None)


def test_higher_may_be_better() -> None:
    plain, adjusted = differences(change_of(FIRST), change_of(SECOND), "higher_better")
    opposite = differences(change_of(FIRST), change_of(SECOND), "lower_better")
    assert plain is not None
    assert adjusted is not None
    assert opposite[0] is not None
    assert opposite[1] is not None
    assert (plain.value, adjusted.value) == pytest.approx((-opposite[0].value, -opposite[1].value))


def test_primary_measures_are_shared_first_and_only_what_is_asked_alike() -> None:
    minor = replace(SYMPTOMS, key="demo.minor", scale="minor", primary=False)
    later = replace(SYMPTOMS, follow_up=("6m",))
    assert shared([minor, SYMPTOMS], [minor, SYMPTOMS]) == [(SYMPTOMS, SYMPTOMS), (minor, minor)]
    assert shared([SYMPTOMS], [later]) == []
    assert shared([SYMPTOMS], [replace(SYMPTOMS, start_occasion=None)]) == []
