"""Places around their common share, worked out by hand."""

from __future__ import annotations

import math

import pytest

from varde.benefits.figures.between_shares import Funnel, funnel_of, limits
from varde.benefits.figures.rules import Proportion, ResponderRate
from varde.benefits.figures.statistics import wilson
from varde.charts.values import Hidden, Why

from ..cohort import SYMPTOMS


def rate(k: int | Hidden, n: int | Hidden) -> ResponderRate:
    interval = wilson(k, n) if isinstance(k, int) and isinstance(n, int) else None
    share = Proportion(k, n, "paired", k / n if isinstance(k, int) and isinstance(n, int) and n else None, interval)
    return ResponderRate(SYMPTOMS, "3m", share, share)


def test_alike_places_have_the_plain_limits() -> None:
    figure = funnel_of({1: rate(40, 100), 2: rate(20, 50), 3: rate(80, 200)})
    assert figure is not None
    assert (figure.target, figure.phi, len(figure.outside)) == (0.4, 0.0, 0)
    assert [each.place for each in figure.places] == [3, 1, 2]  # by how many answered, never by their share
    inner = figure.places[1].point.limits95
    assert inner.high == pytest.approx(0.4 + 1.959964 * math.sqrt(0.4 * 0.6 / 100), abs=1e-6)


def test_limits_are_widened_where_places_differ_more_than_chance_would_have_them() -> None:
    """Two places of 100 with 30 and 50 around 40: z is 2.0412 less and more, and the middle one's 0. With five-and-five places the
    tenths at the ends are drawn in; phi is the mean square."""
    rates = {number: rate(30 if number % 2 else 50, 100) for number in range(10)}
    figure = funnel_of(rates)
    assert figure is not None
    z = 0.1 / math.sqrt(0.4 * 0.6 / 100)
    assert figure.phi == pytest.approx(z * z)
    assert figure.outside == ()  # 2.04 standard errors are 1.0 once they are widened
    assert figure.expected_outside == pytest.approx(0.5)


def test_a_place_that_is_not_shown_is_not_there() -> None:
    hidden = Hidden(Why.SMALL)
    shown = {1: rate(40, 100), 2: rate(20, 50), 3: rate(80, 200)}
    figure = funnel_of({**shown, 4: rate(hidden, 30), 5: None, 6: rate(0, 0), 7: rate(20, hidden)})
    assert figure is not None
    assert sorted(each.place for each in figure.places) == [1, 2, 3]


@pytest.mark.parametrize("counts", [[(40, 100), (20, 50)], [(0, 10), (0, 20), (0, 30)], [(10, 10), (20, 20), (30, 30)]])
def test_too_few_places_or_no_difference_at_all_is_no_funnel(counts: list[tuple[int, int]]) -> None:
    assert funnel_of({number: rate(*pair) for number, pair in enumerate(counts)}) is None


def test_places_that_differ_much_differ_by_more_than_chance_though_none_is_outside() -> None:
    """100, 200 and 300 of 400: each is 0.25 / 0.025 = 10 standard errors from half of them, or none; the outer two are drawn in
    to 8, so phi is 128 / 3, and the limits are widened by 6.5."""
    figure = funnel_of({1: rate(100, 400), 2: rate(200, 400), 3: rate(300, 400)})
    assert figure is not None
    assert figure.phi == pytest.approx(128 / 3)
    assert figure.outside == ()
    assert figure.differ


@pytest.mark.parametrize(("k", "differ"), [(179, False), (178, True)])
def test_three_places_differ_where_the_sum_of_squares_is_above_5_991(k: int, differ: bool) -> None:
    """Of 400 each, 21 over half at one and 21 under at another: z is 2.1, drawn in by a fifth, and 2 * 1.68 ** 2 = 5.64.
    Of 22 it is 2 * 1.76 ** 2 = 6.20."""
    figure = funnel_of({1: rate(k, 400), 2: rate(200, 400), 3: rate(400 - k, 400)})
    assert figure is not None
    assert figure.differ is differ


def test_one_place_far_from_many_alike_is_outside_and_the_places_do_not_differ() -> None:
    rates = {number: rate(40, 100) for number in range(11)}
    figure = funnel_of({**rates, 11: rate(70, 100)})
    assert figure is not None
    assert [each.place for each in figure.outside] == [11]
    assert not figure.differ


def test_the_curves_are_the_limits_at_each_number_of_answers() -> None:
    """Four tenths of 100 and of 25: 1.96 times the root of 0.24 / n, whatever came of it there."""
    figure = Funnel(0.4, 0.0, ())
    at = limits(figure, [100, 25])
    assert [point.limits95.high for point in at] == [
        pytest.approx(0.4 + 1.959964 * math.sqrt(0.24 / n), abs=1e-6) for n in (100, 25)
    ]
    assert [point.signal for point in at] == ["in_control", "in_control"]


def test_three_places_where_one_had_nobody_respond_are_a_funnel() -> None:
    """1 of 40 in all: the common share is 0.025."""
    figure = funnel_of({1: rate(0, 10), 2: rate(0, 10), 3: rate(1, 20)})
    assert figure is not None
    assert figure.target == 0.025
    with_one_left = funnel_of({1: rate(10, 10), 2: rate(10, 10), 3: rate(19, 20)})
    assert with_one_left is not None
    assert with_one_left.target == 0.975
