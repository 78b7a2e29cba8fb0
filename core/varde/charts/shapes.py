"""The vocabulary of a drawing: shapes, axes, tables, and numbers as Norwegians write them.

x is in per cent of the width and y in pixels, so a drawing stretches while its text keeps its size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from varde.charts.values import DrawnAverage, Hidden, Value

NARROW = 250
"""The narrowest drawing, in pixels, that labels must fit in side by side."""
LETTER = 6.6


@dataclass(frozen=True, slots=True)
class Shape:
    """One mark: ``tag`` is the SVG element, ``kind`` its classes; x values in per cent, all others in pixels."""

    tag: Literal["line", "rect", "circle", "text"]
    kind: str
    x: float
    y: float
    x2: float = 0
    y2: float = 0
    size: float = 0
    dx: float = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The same numbers as words. A column that starts with ``>`` holds numbers and is set to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def spoken(self) -> str:
        """The rows in one breath, for those who hear the drawing."""
        heads = [column.lstrip(">") for column in self.columns]
        rows = [", ".join(f"{h} {cell}" for h, cell in zip(heads[1:], row[1:], strict=True)) for row in self.rows]
        return " ".join(f"{row[0]}: {cells}." for row, cells in zip(self.rows, rows, strict=True))


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing (``shapes``, so ``height`` pixels high) with its table, under a ``title``; the ``description`` is read to
    whoever does not see it. ``cut_at`` is where the axis ends when the scale goes on; ``key`` explains fills, and
    ``beside`` says the same in the right margin, where there is room for one."""

    title: str
    description: str
    height: int
    shapes: tuple[Shape, ...]
    table: Table
    cut_at: str = ""
    key: tuple[tuple[str, str], ...] = ()
    beside: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from ``low`` to ``high`` laid out between two places, in pixels downwards or in per cent across."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value, kept inside the axis."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + max(0.0, min(1.0, share)) * (self.end - self.start), 2)


def number(value: float, decimals: int = 0) -> str:
    """A number as Norwegians write it: decimal comma, thin groups of three, a real minus sign."""
    text = f"{abs(value):,.{decimals}f}".replace(",", "\u00a0").replace(".", ",")
    return f"\u2212{text}" if value < 0 and text.strip("0,") else text


def signed(value: float, decimals: int = 0) -> str:
    """A change, with its sign; 0 has none."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0,") else text


def shown(value: Value, decimals: int = 0) -> str:
    """A figure in a table: the number, ``<5`` or ``skjult``, or a dash when there is none."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, Hidden) else number(value, decimals)


def percent(share: Value, decimals: int = 0) -> str:
    """A share (0-1) in per cent; hidden and missing as in :func:`shown`."""
    if share is None or isinstance(share, Hidden):
        return shown(share)
    return f"{number(100 * share, decimals)}\u00a0%"


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round numbers from ``low`` to at least ``high``, at most ``most`` steps apart."""
    if high <= low:
        high = low + 1
    rough = (high - low) / most
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * (1 - 1e-9))
    return tuple(low + step * i for i in range(math.ceil((high - low) / step - 1e-9) + 1))


WHOLE_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000, 20000, 25000, 50000)


def whole_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Both ends of a scale and whole numbers between them, at most ``most`` steps and none close beside an end.

    A step that divides the scale evenly goes first (12 points in steps of 3), else a round one (0, 5, 10, 15, 21).
    """
    span = high - low
    for step in (5, 10, 2, 20, 25, 50, 100, 1, 3, 4, 200, 250, 500, 1000, 2500, 5000, 10000):
        if min(3, most) <= span / step <= most and span % step == 0:
            return tuple(low + step * place for place in range(int(span // step) + 1))
    rough: float = next((step for step in WHOLE_STEPS if span / step <= most), span)
    inner = (rough * place for place in range(math.floor(low / rough) + 1, math.ceil(high / rough)))
    return (low, *(mark for mark in inner if min(mark - low, high - mark) >= rough / 2), high)


def numbers(value: Value) -> tuple[float, ...]:
    """The value alone when it may be drawn; nothing when it is hidden or missing."""
    return () if value is None or isinstance(value, Hidden) else (float(value),)


def even(count: int, first: float, last: float) -> list[float]:
    """``count`` places from ``first`` to ``last`` with equal steps; a single one stands in the middle."""
    if count == 1:
        return [(first + last) / 2]
    return [round(first + (last - first) * place / (count - 1), 2) for place in range(count)]


def roomy(labels: Sequence[tuple[float, str]]) -> list[int]:
    """Which labels (place, words) can be written side by side on the narrowest drawing: both ends, then what fits."""
    if not labels:
        return []
    halves = [width_of(text) / 2 for _, text in labels]
    places = [max(half, min(100 - half, x)) for half, (x, _) in zip(halves, labels, strict=True)]
    kept = sorted({0, len(labels) - 1})
    for i in range(1, len(labels) - 1):
        if all(abs(places[i] - places[k]) >= halves[i] + halves[k] + 2 for k in kept):
            kept.append(i)
    return sorted(kept)


def width_of(text: str) -> float:
    """How many per cent of the narrowest drawing this text takes, well measured."""
    return 100 * LETTER * len(text) / NARROW


def grid(marks: Sequence[float], y: Axis, left: float) -> list[Shape]:
    """Pale lines across with their numbers to the left; marks beyond the axis are left out."""
    drawn: list[Shape] = []
    decimals = 0 if all(float(mark).is_integer() for mark in marks) else 1
    for mark in (m for m in marks if m <= y.high):
        drawn += [
            Shape("line", "gridline", left, y.at(mark), 100, y.at(mark)),
            Shape("text", "t2 end", left - 1.5, y.at(mark) + 4, text=number(mark, decimals)),
        ]
    return drawn


def foot(x: float, text: str, y: float) -> Shape:
    """A label under an axis, drawn in at the edges so that it does not run out of the picture."""
    half = width_of(text) / 2
    if x - half < 0:
        return Shape("text", "t2", 0, y, text=text)
    return Shape("text", "t2 end", 100, y, text=text) if x + half > 100 else Shape("text", "t2 mid", x, y, text=text)


def average_row(name: str, average: DrawnAverage, decimals: int) -> tuple[str, str, str]:
    """Name, mean (SD) and n as table cells."""
    return name, mean_and_sd(average, decimals), shown(average.n)


def mean_and_sd(average: DrawnAverage, decimals: int) -> str:
    """``280 (SD 86)``, or why it is not shown."""
    mean = shown(average.mean, decimals)
    return f"{mean} (SD {shown(average.sd, decimals)})" if numbers(average.sd) else mean
