"""How long people waited, from cells: for the start, and for the clinic's answer to the referral."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from varde.benefits.counting.cells import ANSWER, WAIT
from varde.benefits.figures.rules import Average, average_of
from varde.benefits.figures.suppression import differs_by_few, hide
from varde.charts.values import THRESHOLD, Hidden, Why

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums
    from varde.benefits.counting.pool import Pool

MONTHS_KEPT = 600
MEDIAN_OF = 20
"""The fewest that a median is told of: one of fewer tells about single people."""


@dataclass(frozen=True, slots=True)
class WaitingPeriod:
    """Days waited in one period ("": in all of them). ``median`` is exact; None below 20 people."""

    period: str
    days: Average
    median: float | Hidden | None


def waiting(
    counted: CountedSums, *, by: Literal["month", "quarter", "year"] = "quarter", threshold: int = THRESHOLD
) -> tuple[WaitingPeriod, ...]:
    """Days from the referral to the start per period of the start, periods in order (``2026-03``, ``2026-Q1`` or ``2026``)."""
    return tuple(
        _waited(pool, "", period, threshold)
        for period, pool in counted.pools(lambda row: _period(row.month, by) if row.group == "all" else None)
        if pool.stats("all", WAIT).n
    )


def waited_in_all(counted: CountedSums, *, threshold: int = THRESHOLD) -> WaitingPeriod | None:
    """The same of everybody; None when nobody has started."""
    everybody = _waited(counted.pool(), "", "", threshold)
    return everybody if everybody.days.n != 0 else None


def wait_for_answer(counted: CountedSums, *, threshold: int = THRESHOLD) -> WaitingPeriod | None:
    """Days from the referral to the clinic's answer, of everybody; None when nobody has one. Where those answered are a few fewer
    or more than those at a step of the flow, only the median is told: who lacks an answer would be counted."""
    cells = counted.pool()
    wait = _waited(cells, ANSWER, "", threshold)
    n = wait.days.n
    if n == 0:
        return None
    steps = [cells.milestone(name) for name in ("referred", "eligible", "started")]
    if isinstance(n, int) and any(differs_by_few(n, step, threshold) for step in steps):
        hidden = Hidden(Why.DERIVABLE, threshold)
        return WaitingPeriod("", Average(hidden, hidden, hidden, None), wait.median)
    return wait


def _waited(cells: Pool, occasion: str, period: str, threshold: int) -> WaitingPeriod:
    moments = cells.stats("all", WAIT, occasion).moments
    days = {int(day): n for day, n in cells.counts("all", WAIT, occasion, "day").items()}
    # Where some are not counted by the day yet, the middle one is not known.
    median = _median_of_days(days) if moments.n >= MEDIAN_OF and sum(days.values()) == moments.n else None
    return WaitingPeriod(period, average_of(moments, hide(moments.n, threshold)), median)


@lru_cache(maxsize=MONTHS_KEPT)
def periods_of(month: str) -> tuple[str, str]:
    """The quarter and the year of a month."""
    return _period(month, "quarter"), _period(month, "year")


def _period(month: str, by: Literal["month", "quarter", "year"]) -> str:
    if by == "month":
        return month
    year, number = month.split("-")
    return year if by == "year" else f"{year}-Q{(int(number) + 2) // 3}"


def _median_of_days(days: Mapping[int, int]) -> float:
    """The middle one of these people, by how many waited so many days; of an even number the mean of the middle two."""
    listed = sorted(days)
    so_far = list(accumulate(days[day] for day in listed))
    first, last = (listed[bisect_right(so_far, place)] for place in ((so_far[-1] - 1) // 2, so_far[-1] // 2))
    return (first + last) / 2
