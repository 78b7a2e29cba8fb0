"""One person's entries over some days: a dot for each number, and a gap for a day without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.charts.shapes import Axis, Chart, Shape, Table, number, ticks, whole_ticks

FIRST, LAST = 11.0, 95.0
"""Where the first and the last day stand, in per cent."""
HIGHEST = 20
"""A scale that is longer than this ends a little above the highest number, not at its own end."""
DOT, ABOVE = 6, 11


@dataclass(frozen=True, slots=True)
class DayDots:
    """The numbers of one day, in the order they were written. ``whole`` is what its row of the table is called, and ``now`` marks
    today. A day that is not to be written about (``open`` is false) says nothing of being empty."""

    label: str
    whole: str
    numbers: tuple[float, ...]
    now: bool = False
    open: bool = True


def dots(
    days: Sequence[DayDots],
    *,
    title: str,
    columns: tuple[str, str],
    low: float,
    high: float,
    empty: str,
    decimals: int = 0,
    height: int = 180,
    description: str = "",
) -> Chart:
    """A dot for each number of each day; where a day has several, a bar between the lowest and the highest, which is written above.

    ``low`` and ``high`` are the ends of the scale, and ``empty`` is said of a day without any (“ikke skrevet”). ``columns`` are
    those of the table: the day, and the numbers.
    """
    amounts = [each for day in days for each in day.numbers]
    marks = whole_ticks(low, high, 2) if high - low <= HIGHEST else ticks(low, max([*amounts, low + 1]), 3)
    y = Axis(low, marks[-1], height - 30, 24)
    shapes = _today(days, height)
    for mark in marks:
        shapes += [
            Shape("line", "gridline", 5, y.at(mark), 100, y.at(mark)),
            Shape("text", "t2", 0, y.at(mark) + 4, text=number(mark, 0 if float(mark).is_integer() else 1)),
        ]
    for place, day in enumerate(days):
        shapes += _day(day, _across(place, len(days)), y, empty, decimals, height)
    rows = tuple((day.whole, _in_words(day, empty, decimals)) for day in days if day.numbers or day.open)
    table = Table(title, columns, rows)
    return Chart(title, description or table.spoken(), height, tuple(shapes), table)


def _across(place: int, count: int) -> float:
    return round(FIRST + (LAST - FIRST) * (place / (count - 1) if count > 1 else 0.5), 2)


def _today(days: Sequence[DayDots], height: int) -> list[Shape]:
    step = (LAST - FIRST) / max(1, len(days) - 1)
    return [
        Shape(
            "rect",
            "day-now",
            round(_across(place, len(days)) - step / 2 + 2, 2),
            14,
            round(step - 4, 2),
            height - 38,
            8,
        )
        for place, day in enumerate(days)
        if day.now
    ]


def _day(day: DayDots, x: float, y: Axis, empty: str, decimals: int, height: int) -> list[Shape]:
    name = Shape("text", "b mid" if day.now else "t2 mid", x, height - 6, text=day.label)
    heights = sorted({y.at(each) for each in day.numbers})
    if not heights:
        return [*(_empty(x, y, empty) if day.open else ()), name]
    bar = [Shape("line", "span", x, heights[0], x, heights[-1])] if len(heights) > 1 else []
    circles = [Shape("circle", "a-dot", x, at, size=DOT) for at in heights]
    highest = Shape("text", "a-txt mid", x, heights[0] - ABOVE, text=number(max(day.numbers), decimals))
    return [*bar, *circles, highest, name]


def _empty(x: float, y: Axis, empty: str) -> list[Shape]:
    """A word on each line, in the middle of the height."""
    middle = (y.start + y.end) / 2
    return [
        Shape("text", "t2 mid", x, round(middle + 20 * line, 2), text=word) for line, word in enumerate(empty.split())
    ]


def _in_words(day: DayDots, empty: str, decimals: int) -> str:
    return ", ".join(number(each, decimals) for each in day.numbers) or empty
