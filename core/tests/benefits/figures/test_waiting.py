"""The wait for the start and for the answer: by period, in all, and its exact median."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.waiting import wait_for_answer, waited_in_all, waiting
from varde.charts.values import Hidden

from ..cohort import MONDAY, patient

NEVER_STARTED = patient(None, started=None, eligible=True)
REFUSED = patient(None, started=None, eligible=False)


def counted(*people: EnrolmentFacts) -> CountedSums:
    return CountedSums.of(merged(*map(contributions, people)).items())


def test_waiting_by_quarter() -> None:
    people = [patient(280, started=MONDAY + timedelta(days=10 + i)) for i in range(21)]
    later = [patient(280, started=MONDAY + timedelta(days=100))] * 6
    first, second = waiting(counted(*people, *later, REFUSED))
    assert (first.period, first.days.n, first.days.mean) == ("2025-Q1", 21, 20)
    assert first.median == 20
    assert (second.period, second.days.mean, second.median) == ("2025-Q2", 100, None)


def waited(*days: int) -> list[EnrolmentFacts]:
    return [patient(280, started=MONDAY + timedelta(days=number)) for number in days]


def test_waiting_by_month_and_year() -> None:
    """By the day of the start; the first day of a quarter belongs to it, and so does the last."""
    cells = counted(*waited(*[26] * 5, *[60] * 6, *[83] * 7, *[84] * 8, *[85] * 9, *[300] * 5, *[360] * 7))
    counts = {by: [(w.period, w.days.n) for w in waiting(cells, by=by)] for by in ("month", "quarter", "year")}
    assert counts == {
        "month": [("2025-02", 5), ("2025-03", 21), ("2025-04", 9), ("2025-11", 5), ("2026-01", 7)],
        "quarter": [("2025-Q1", 26), ("2025-Q2", 9), ("2025-Q4", 5), ("2026-Q1", 7)],
        "year": [("2025", 40), ("2026", 7)],
    }
    assert [w.period for w in waiting(cells)] == [period for period, _ in counts["quarter"]]


@pytest.mark.parametrize(
    ("days", "median"),
    [
        ([20] * 19, None),  # a median of fewer than 20 tells about single ones
        ([20] * 20, 20),
        ([3] * 5 + [10] * 10 + [17] * 5, 10),
        ([3] * 10 + [17] * 10, 10),  # between the two in the middle
        ([3] * 10 + [17] * 11, 17),
        ([3] * 15 + [10] * 5, 3),
        ([8] * 10 + [9] * 10, 8.5),
        (list(range(21, 0, -1)), 11),
    ],
)
def test_the_median_wait_is_exact(days: list[int], median: float | None) -> None:
    cells = counted(*waited(*days))
    (year,) = waiting(cells, by="year")
    in_all = waited_in_all(cells)
    assert in_all is not None
    assert year.median == in_all.median == median


def test_nobody_has_waited() -> None:
    assert waiting(counted(NEVER_STARTED, REFUSED)) == ()
    assert waited_in_all(counted(NEVER_STARTED, REFUSED)) is None
    assert wait_for_answer(counted(REFUSED)) is None


def answered(*days: int | None) -> list[EnrolmentFacts]:
    """People who never started, and got their answer after so many days."""
    late = [None if number is None else MONDAY + timedelta(days=number) for number in days]
    return [replace(REFUSED, eligible=True, decided=decided) for decided in late]


@pytest.mark.parametrize(
    ("days", "n", "mean", "median"),
    [
        ([4] * 11 + [9] * 9, 20, 6.25, 4),
        ([4, 9], "<5", "<5", None),
        ([4] * 20 + [None] * 5, 20, 4, 4),
        ([4] * 20 + [None] * 4, "skjult", "skjult", 4),  # four lack an answer
        ([4] * 19 + [None], "skjult", "skjult", None),
    ],
)
def test_the_wait_for_the_answer(days: list[int | None], n: object, mean: object, median: float | None) -> None:
    wait = wait_for_answer(counted(*answered(*days)))
    assert wait is not None
    said = [str(value) if isinstance(value, Hidden) else value for value in (wait.days.n, wait.days.mean)]
    assert (*said, wait.median) == (n, mean, median)


def test_a_referral_that_another_place_answers_waits_there() -> None:
    assert wait_for_answer(counted(*(replace(e, passed_on=True) for e in answered(*[4] * 20)))) is None
