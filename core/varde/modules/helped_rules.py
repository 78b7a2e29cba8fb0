"""What may be shown of whether a step helped, so that nobody learns what one person answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

OWNERS = ("trust", "municipality")
"""The kinds of organisation that answers are kept at: the larger the crowd, the less an answer tells."""
NOBODY: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class ReleasedAnswers:
    """What is shown: how many gave each answer, and the first day of the last month that is in it; None while nothing is shown."""

    answers: Mapping[str, int]
    until: date | None


def owner_among(line: Sequence[tuple[int, str]]) -> int:
    """The organisation whose answer it is, of an organisation and those above it, nearest first, each with its kind: the nearest
    trust or municipality, else the organisation itself.

    >>> owner_among([(3, "clinic"), (2, "trust"), (1, "region")]), owner_among([(3, "clinic"), (1, "region")])
    (2, 3)
    """
    return next((number for number, kind in line if kind in OWNERS), line[0][0])


def released(months: Iterable[tuple[date, Mapping[str, int]]], fewest: int, today: date) -> ReleasedAnswers:
    """The answers of months that are over, in batches of at least ``fewest``: a month is shown with those before it that were too
    few. So what is shown grows by that many at a time, and whoever looks twice can take no single answer from the difference.

    :param months: the first day of each month, and how many gave each answer in it; in any order.
    """
    shown, waits, until = dict(NOBODY), dict(NOBODY), None
    for month, answers in sorted(months, key=lambda each: each[0]):
        if (month.year, month.month) >= (today.year, today.month):
            break
        waits = added(waits, answers)
        if sum(waits.values()) >= fewest:
            shown, waits, until = added(shown, waits), dict(NOBODY), month
    return ReleasedAnswers(shown, until)


def added(before: Mapping[str, int], newer: Mapping[str, int]) -> dict[str, int]:
    """Both together.

    >>> added({"yes": 2}, {"yes": 1, "no": 4})
    {'yes': 3, 'no': 4}
    """
    return {answer: before.get(answer, 0) + newer.get(answer, 0) for answer in {**before, **newer}}
