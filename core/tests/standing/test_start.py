"""Where change is counted from, and how far it has come: one answer for every page."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from varde.instruments.values import Instrument, ReliableChange
from varde.standing.change import limit_of, moved_between, shown_total, verdict, way_of
from varde.standing.start import comparable, is_start, since_start, start_of
from varde.testing.house import all_samples


@dataclass(frozen=True)
class Answer:
    occasion: str
    total: float | None
    version: str = "1"


def instrument(key: str) -> Instrument:
    return all_samples().one(Instrument, key)


EXTRA, START, MONTHS = Answer("extra", 450), Answer("start", 120), Answer("3m", 300)
UNSCORED = Answer("start", None)


@pytest.mark.parametrize(
    ("responses", "start"),
    [
        ([], None),
        ([UNSCORED], None),
        ([START, MONTHS], START),
        ([EXTRA, START, MONTHS], START),
        ([EXTRA, MONTHS], EXTRA),
        ([UNSCORED, EXTRA, MONTHS], EXTRA),
        ([MONTHS, START], START),
    ],
)
def test_change_is_counted_from_the_start_occasion_else_from_the_first_total(
    responses: list[Answer], start: Answer | None
) -> None:
    assert start_of(responses) is start


def test_two_answers_at_the_start_count_from_the_first() -> None:
    again = Answer("start", 90)
    assert start_of([START, again]) is START


@pytest.mark.parametrize(("response", "is_it"), [(None, True), (START, True), (EXTRA, False)])
def test_whether_it_is_the_start_itself(response: Answer | None, is_it: bool) -> None:
    assert is_start(response) is is_it


@pytest.mark.parametrize(
    ("start", "response", "can"),
    [
        (START, START, False),
        (START, MONTHS, True),
        (START, Answer("start", 120), True),  # another response that happens to be alike
        (START, Answer("3m", 300, "2"), False),
        (START, Answer("3m", None), False),
        (UNSCORED, MONTHS, False),
    ],
)
def test_what_can_be_compared(start: Answer, response: Answer, can: bool) -> None:
    assert comparable(start, response) is can


@pytest.mark.parametrize(
    ("key", "totals", "expected"),
    [
        # The weather: lower is better, 50 points count either way.
        ("weather", (300, 249), (300, 249, -51, "better", True, False)),
        ("weather", (300, 250), (300, 250, -50, "better", True, False)),
        ("weather", (300, 251), (300, 251, -49, "same", False, False)),
        ("weather", (250, 299), (250, 299, 49, "same", False, False)),
        ("weather", (250, 300), (250, 300, 50, "worse", False, True)),
        ("weather", (250, 250), (250, 250, 0, "same", False, False)),
        ("weather", (0, 60), (0, 60, 60, "worse", False, True)),  # nothing is a total too
        ("weather", (60, 0), (60, 0, -60, "better", True, False)),
        # WHO-5: higher is better, 10 points.
        ("who-5", (40, 50), (40, 50, 10, "better", True, False)),
        ("who-5", (60, 50), (60, 50, -10, "worse", False, True)),
        # No limit of its own: by the sign, and nothing is reached.
        ("gse", (20, 21), (20, 21, 1, "better", False, False)),
        ("gse", (21, 20), (21, 20, -1, "worse", False, False)),
        ("gse", (20, 20), (20, 20, 0, "same", False, False)),
        # Better depends on the person.
        ("pack", (31.0, 28.5), (31, 28.5, -2.5, "", False, False)),
    ],
)
def test_how_far_it_has_come(key: str, totals: tuple[float, float], expected: tuple[object, ...]) -> None:
    since = since_start(instrument(key), [Answer("start", totals[0]), Answer("3m", totals[1])])
    assert since is not None
    assert (since.first, since.last, since.moved, since.way, since.improved, since.worse) == expected
    assert since.at_start


def test_it_is_the_latest_total_that_is_compared() -> None:
    responses = [EXTRA, START, MONTHS, Answer("4m", 200), Answer("5m", None)]
    since = since_start(instrument("weather"), responses)
    assert since is not None
    assert (since.first, since.last, since.moved, since.way) == (120, 200, 80, "worse")


@pytest.mark.parametrize(
    ("responses", "first", "last", "at_start"),
    [
        ([START], 120, 120, True),
        ([EXTRA], 450, 450, False),
        ([EXTRA, START], 120, 120, True),
        ([START, Answer("3m", 300, "2")], 120, 300, True),
    ],
)
def test_nothing_is_compared_yet(responses: list[Answer], first: float, last: float, at_start: bool) -> None:
    since = since_start(instrument("weather"), responses)
    assert since is not None
    assert (since.first, since.last, since.at_start) == (first, last, at_start)
    assert (since.moved, since.way, since.improved, since.worse) == (None, "", False, False)


@pytest.mark.parametrize("responses", [[], [UNSCORED]])
def test_without_a_total_nothing_is_said(responses: list[Answer]) -> None:
    assert since_start(instrument("weather"), responses) is None


def test_what_is_no_longer_installed_has_points_and_no_way() -> None:
    since = since_start(None, [START, MONTHS])
    assert since is not None
    assert (since.moved, since.way, since.reached) == (180, "", False)


@pytest.mark.parametrize(
    ("key", "points", "operator"), [("phq-9", 6, ">="), ("weather", 50, ">="), ("gse", None, None)]
)
def test_the_limit_is_the_reliable_change_else_the_response_in_points(
    key: str, points: float | None, operator: str | None
) -> None:
    limit = limit_of(instrument(key))
    assert (limit and limit.points, limit and limit.operator) == (points, operator)


def test_a_response_in_per_cent_is_no_limit_in_points() -> None:
    assert limit_of(replace(instrument("phq-9"), reliable_change=None)) is None


def test_a_limit_says_nothing_where_better_depends_on_the_person() -> None:
    limited = replace(instrument("pack"), reliable_change=ReliableChange(2, "test"))
    assert verdict(limited, 30, 20) is None


def test_totals_are_shown_whole_where_they_are_whole() -> None:
    phq9, ease = instrument("phq-9"), instrument("ease")
    assert (shown_total(phq9, 12.5), shown_total(ease, 2.5), shown_total(None, 2.5)) == (13, 2.5, 2.5)
    assert shown_total(phq9, None) is None
    assert moved_between(phq9, 18, 12.4) == pytest.approx(-5.6)
    assert moved_between(phq9, 18, 10.4) == -8
    assert moved_between(None, 1.04, 2.06) == 1.1
    assert (moved_between(phq9, 0, 8), moved_between(phq9, 8, 0)) == (8, -8)


def test_the_way_looks_at_exact_totals() -> None:
    phq9 = instrument("phq-9")
    assert (way_of(phq9, 18, 12), way_of(phq9, 18, 12.4), way_of(phq9, 12, 18)) == ("better", "same", "worse")
