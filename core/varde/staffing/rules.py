"""Who answers when somebody is away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

WORKING_WEEK = "01234"
"""Monday to Friday, as the digits of :meth:`datetime.date.weekday`."""


def free_weekday(day: date, *, working: bool) -> str:
    """The digit of a working day, to be looked for among the weekdays that somebody is present; "" when nobody is expected
    anyway, so that nobody counts as away at a weekend or on a public holiday."""
    return str(day.weekday()) if working else ""


def answerer(responsible: int | None, away: Mapping[int, int | None], staff: Collection[int]) -> int | None:
    """Who answers for a patient today; None is the clinic's queue.

    Whoever is responsible, when she is there and still of the staff; else the substitute she has, when that one is. A
    substitute's substitute is not asked.

    :param away: those who are away today, and whom each has as a substitute.
    :param staff: who treats here today.
    """
    if responsible is None or responsible not in staff:
        return None
    if responsible not in away:
        return responsible
    substitute = away[responsible]
    return substitute if substitute in staff and substitute not in away else None


def runs_of(weekdays: str) -> list[tuple[int, int]]:
    """The weekdays present as runs from the first to the last day of each: ``"0124"`` is Monday to Wednesday, and Friday."""
    runs: list[tuple[int, int]] = []
    for day in sorted(int(digit) for digit in weekdays):
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
