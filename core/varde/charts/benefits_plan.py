"""The drawings of a benefits plan: the way from baseline to target, an estimate with its ends, and a pathway step by step."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from varde.charts.shapes import Axis, Chart, Shape, Table, number, ticks

LEFT, RIGHT = 10.0, 90.0
"""Where the ends of an axis stand, in per cent."""
STONE, BESIDE = 5.0, 24.0
"""Where the stones of a pathway stand in per cent, and how far their words are from them in pixels."""
TITLE_WIDTH, DETAIL_WIDTH, LINE = 30, 36, 17
"""How many letters fit in a line on the narrowest screen, and how high a line is in pixels."""


@dataclass(frozen=True, slots=True)
class MarkedValue:
    """A number on an axis, and what is written at it."""

    value: float
    label: str


def goal_track(
    baseline: MarkedValue, now: MarkedValue, target: MarkedValue, *, title: str, description: str, table: Table
) -> Chart:
    """One line: an open ring where it began, a dot where it is, and a mark where it is to go. The axis is cut to the three."""
    values = (baseline.value, now.value, target.value)
    x = Axis(min(values), max(values) if max(values) > min(values) else min(values) + 1, LEFT, RIGHT)
    begun, reached, end = (x.at(value) for value in values)
    shapes = (
        Shape("line", "gridline", 0, 46, 100, 46),
        Shape("line", "a", begun, 46, reached, 46),
        Shape("circle", "start-dot", begun, 46, size=6),
        Shape("circle", "a-dot", reached, 46, size=8),
        Shape("line", "goal-line", end, 34, end, 58),
        _at(reached, now.label, 24, "a-txt"),
        _at(begun, baseline.label, 76, "t2"),
        _at(end, target.label, 96, "b"),
    )
    return Chart(title, description, 104, shapes, table)


def _at(x: float, text: str, y: float, kind: str) -> Shape:
    """Words at a place: to the right of one near the left edge, to the left of one near the right edge."""
    if x < 34:
        return Shape("text", kind, max(0.0, x - 8), y, text=text)
    if x > 66:
        return Shape("text", f"{kind} end", min(100.0, x + 8), y, text=text)
    return Shape("text", f"{kind} mid", x, y, text=text)


def estimate_range(
    low: MarkedValue, base: MarkedValue, high: MarkedValue, *, title: str, description: str, table: Table, unit: str
) -> Chart:
    """From low to high with the base value between them, on an axis that has 0."""
    marks = _round_marks(min(0.0, low.value), max(0.0, high.value))
    x = Axis(marks[0], marks[-1], 6.0, 94.0)
    shapes: list[Shape] = []
    for mark in marks:
        kind = "ref" if mark == 0 else "gridline"
        shapes.append(Shape("line", kind, x.at(mark), 48, x.at(mark), 96))
        shapes.append(Shape("text", "t2 mid", x.at(mark), 114, text=number(mark, 0 if float(mark).is_integer() else 1)))
    shapes += [
        Shape("line", "range", x.at(low.value), 72, x.at(high.value), 72),
        Shape("circle", "a-dot", x.at(base.value), 72, size=7),
        _at(x.at(base.value), base.label, 16, "a-txt"),
        _at(x.at(low.value), low.label, 38, "t2 bg"),
        Shape("text", "t2 bg end", 100, 38, text=high.label),
        Shape("text", "t2 mid", 50, 132, text=unit),
    ]
    return Chart(title, description, 138, tuple(shapes), table)


def _round_marks(low: float, high: float) -> tuple[float, ...]:
    """Round numbers from below ``low`` to above ``high``, 0 among them."""
    high = high if high > low else low + 1
    first, second, *_rest = ticks(low, high, 4)
    step = second - first
    return tuple(step * place for place in range(math.floor(low / step), math.ceil(high / step) + 1))


@dataclass(frozen=True, slots=True)
class DrawnStone:
    """A step of a pathway: ``where`` is clinic, home or none (not agreed, or not known)."""

    title: str
    detail: str
    where: str


def pathway(stones: Sequence[DrawnStone], *, title: str, description: str, table: Table) -> Chart:
    """The steps from above, a stone for each, with what happens there beside it."""
    shapes: list[Shape] = []
    tops: list[int] = []
    y = 0
    words: list[Shape] = []
    for stone in stones:
        tops.append(y + 14)
        for kind, width, text in (("b", TITLE_WIDTH, stone.title), ("t2", DETAIL_WIDTH, stone.detail)):
            for line in textwrap.wrap(text, width):
                y += LINE
                words.append(Shape("text", kind, STONE, y, dx=BESIDE, text=line))
        y += LINE
    for above, below in pairwise(tops):
        shapes.append(Shape("line", "way-line", STONE, above, STONE, below))
    shapes += [
        Shape("circle", f"way-{stone.where}", STONE, top, size=9) for stone, top in zip(stones, tops, strict=True)
    ]
    return Chart(title, description, y + 6, (*shapes, *words), table)
