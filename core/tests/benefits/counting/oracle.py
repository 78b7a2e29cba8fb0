"""Sums worked out by hand: fractions of what each person answered, added one by one. It imports nothing of Varde."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple


class Answered(NamedTuple):
    """One person at a place: when she began (a month), how many days she waited, and her two scores, which may be missing."""

    place: int
    month: str
    days: int
    start: Fraction | None
    later: Fraction | None


Told = dict[tuple[int, str], dict[str, Fraction]]


def told(people: Iterable[Answered], above: Mapping[int, int]) -> Told:
    """By place and month: everybody there and under it. 0 is the nation, which is above whatever nothing else is above."""
    sums: dict[tuple[int, str], Counter[str]] = {}
    for person in people:
        adds = _adds(person)
        place: int | None = person.place
        while place is not None:
            of = sums.setdefault((place, person.month), Counter())
            for name, number in adds.items():
                of[name] += number  # type: ignore[assignment]
            place = None if place == 0 else above.get(place, 0)
    return {
        key: {name: Fraction(number) for name, number in of.items() if number}
        for key, of in sums.items()
        if any(of.values())
    }


def _adds(person: Answered) -> dict[str, Fraction]:
    adds = {"started": Fraction(1), "waited": Fraction(person.days), f"day:{person.days}": Fraction(1)}
    x, y = person.start, person.later
    if y is not None:
        adds |= {"n": Fraction(1), "y": y, "yy": y * y}
    if x is not None and y is not None:
        adds |= {"pairs": Fraction(1), "px": x, "pxx": x * x, "py": y, "pyy": y * y, "pxy": x * y}
    return adds
