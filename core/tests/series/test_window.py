"""What a course says over a window of days, worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.series import window
from varde.series.values import Observation

OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2026, 11, 1, 11, 0, tzinfo=UTC)
"""Noon in Oslo, in winter."""


def course(*figures: float, every: float = 1) -> list[Observation]:
    """One measurement at noon, and one ``every`` so many days after."""
    return [Observation(NOON + timedelta(days=every * n), (figure,)) for n, figure in enumerate(figures)]


@pytest.mark.parametrize(
    ("figures", "last", "change", "mean", "least", "most", "slope", "variability"),
    [
        ((), None, None, None, None, None, None, None),
        ((410,), 410, None, None, 410, 410, None, None),
        ((410, 400), 400, -10, None, 400, 410, None, None),
        ((410, 400, 390), 390, -10, 400, 390, 410, -70, 2.5),  # sd 10 of 400; 10 a day down
        ((2, 4, 6, 8), 8, 2, 5, 2, 8, 14, 51.639778),  # sd 2.581989 of 5
        ((5, 5, 5), 5, 0, 5, 5, 5, 0, 0),
        ((-1, 0, 1), 1, 1, 0, -1, 1, 7, None),  # a mean of 0 has no per cent
    ],
)
def test_a_course_of_one_a_day(
    figures: tuple[float, ...],
    last: float | None,
    change: float | None,
    mean: float | None,
    least: float | None,
    most: float | None,
    slope: float | None,
    variability: float | None,
) -> None:
    days = course(*figures)
    worked_out = [
        window.last(days, 0),
        window.change(days, 0),
        window.mean(days, 0),
        window.least(days, 0),
        window.most(days, 0),
        window.slope(days, 0),
        window.variability(days, 0),
    ]
    assert worked_out == [
        each if each is None else pytest.approx(each) for each in (last, change, mean, least, most, slope, variability)
    ]


def test_three_on_one_day_have_no_slope() -> None:
    assert window.slope(course(1, 2, 3, every=0.1), 0) is None


def test_the_slope_is_of_a_week_whatever_the_hours_between() -> None:
    assert window.slope(course(0, 1, 2, every=2), 0) == pytest.approx(3.5)


def test_the_second_number_of_a_measurement_is_its_own() -> None:
    pressures = [Observation(NOON, (146, 90)), Observation(NOON + timedelta(days=1), (140, 84))]
    assert (window.last(pressures, 1), window.change(pressures, 1)) == (84, -6)


def test_a_window_of_seven_days_begins_six_days_ago_at_midnight_on_the_wall() -> None:
    today = date(2026, 11, 7)
    midnight = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)  # 00.00 on 1 November in Oslo
    at = [midnight - timedelta(minutes=1), midnight, datetime(2026, 11, 7, 22, 59, tzinfo=UTC)]
    tomorrow = datetime(2026, 11, 7, 23, 0, tzinfo=UTC)
    course_ = [Observation(each, (1,)) for each in (*at, tomorrow)]
    assert [each.at for each in window.within(course_, 7, today, OSLO)] == at[1:]


def test_days_in_a_zone_counts_days_and_not_measurements() -> None:
    red, green, unknown = "red", "green", None
    days = [
        Observation(NOON, (1,), red),
        Observation(NOON + timedelta(hours=2), (1,), red),
        Observation(NOON + timedelta(days=1), (1,), green),
        Observation(NOON + timedelta(days=2), (1,), unknown),
    ]
    assert (window.days_in(days, red, OSLO), window.days_in(days, green, OSLO)) == (1, 1)
    assert window.days_in(days, "amber", OSLO) == 0
    assert window.days_in(days[3:], red, OSLO) is None
    assert window.days_in([], red, OSLO) is None


@pytest.mark.parametrize(
    ("at", "days"),
    [
        (datetime(2026, 11, 7, 22, 59, tzinfo=UTC), 0),
        (datetime(2026, 11, 6, 23, 0, tzinfo=UTC), 0),  # midnight in Oslo
        (datetime(2026, 11, 6, 22, 59, tzinfo=UTC), 1),
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), 14),  # before the clocks were set back
    ],
)
def test_days_since_counts_midnights(at: datetime, days: int) -> None:
    assert window.days_since(Observation(at, (1,)), date(2026, 11, 7), OSLO) == days
    assert window.days_since(None, date(2026, 11, 7), OSLO) is None


NUMBERS = st.lists(st.integers(1, 1000), min_size=3, max_size=12)


@given(NUMBERS, st.randoms())
def test_the_order_they_are_read_in_decides_nothing(figures: list[int], chance: object) -> None:
    days = course(*figures)
    mixed = list(days)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    for fact in (window.last, window.change, window.mean, window.least, window.most, window.slope, window.variability):
        assert fact(mixed, 0) == pytest.approx(fact(days, 0))


@given(NUMBERS, st.integers(-500, 500))
def test_what_is_added_to_every_number_changes_no_slope(figures: list[int], more: int) -> None:
    raised = course(*(figure + more for figure in figures))
    assert window.slope(raised, 0) == pytest.approx(window.slope(course(*figures), 0), abs=1e-6)


@given(NUMBERS)
def test_the_mean_lies_between_the_lowest_and_the_highest(figures: list[int]) -> None:
    days = course(*figures)
    least, mean, most = window.least(days, 0), window.mean(days, 0), window.most(days, 0)
    assert least is not None
    assert mean is not None
    assert most is not None
    assert least - 1e-9 <= mean <= most + 1e-9
