"""Shares or differences under one another, each with its interval, so that the eye can lay them beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from varde.charts.shapes import Axis, Chart, Shape, Table, foot

ROW, HEADING = 40, 26
"""How high a row is, and a heading, in pixels."""


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A row: its ``label``, ``words`` at the end of it, and where it stands with its interval (None: not drawn). Kind ``a`` is what
    the page is about, ``m`` what stands beside it, ``n`` what stands out, and ``unknown`` is what nobody knows."""

    label: str
    words: str
    at: float | None = None
    low: float | None = None
    high: float | None = None
    kind: Literal["a", "m", "n", "unknown"] = "a"
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the axis, and what is written there."""

    value: float
    label: str


def forest(
    rows: Sequence[ForestRow],
    *,
    marks: Sequence[Mark],
    title: str,
    table: Table,
    reference: Mark | None = None,
    band: tuple[float, float] | None = None,
    unit: str = "",
    key: tuple[tuple[str, str], ...] = (),
    description: str = "",
) -> Chart:
    """``marks`` are the axis, both ends among them; ``reference`` is a line through all rows, ``band`` an area behind them, and
    ``unit`` is written under the axis. A row with a ``heading`` begins a part."""
    x = Axis(marks[0].value, marks[-1].value, 2.0, 98.0)
    top = 20
    bottom = top + sum(ROW + (HEADING if row.heading else 0) for row in rows)
    shapes: list[Shape] = []
    if band is not None:
        low, high = (x.at(end) for end in band)
        shapes.append(Shape("rect", "zone", low, top - 4, round(high - low, 2), bottom - top + 4))
    for mark in marks:
        shapes.append(Shape("line", "gridline", x.at(mark.value), top - 2, x.at(mark.value), bottom))
        shapes.append(foot(x.at(mark.value), mark.label, bottom + 16))
    if reference is not None:
        at = x.at(reference.value)
        shapes.append(Shape("line", "ref", at, top - 6, at, bottom))
        shapes.append(foot(at, reference.label, 11))
    y = top
    for row in rows:
        if row.heading:
            shapes.append(Shape("text", "b bg", 0, y + 18, text=row.heading))
            y += HEADING
        shapes += _row(row, x, y)
        y += ROW
    if unit:
        shapes.append(Shape("text", "t2 mid", 50, bottom + 34, text=unit))
    return Chart(title, description or table.spoken(), bottom + (40 if unit else 22), tuple(shapes), table, key=key)


def _row(row: ForestRow, x: Axis, y: float) -> list[Shape]:
    shapes = [
        Shape("line", "gridline", 0, y, 100, y),
        Shape("text", "bg", 0, y + 15, text=row.label),
        Shape("text", "t2 end bg", 100, y + 15, text=row.words),
    ]
    if row.kind == "unknown":
        return [*shapes, Shape("rect", "unknown", 2, y + 21, 96, 12, 3)]
    if row.low is not None and row.high is not None:
        shapes.append(Shape("line", f"{row.kind} ci", x.at(row.low), y + 28, x.at(row.high), y + 28))
    if row.at is not None:
        shapes.append(Shape("circle", f"{row.kind}-dot", x.at(row.at), y + 28, size=6))
    return shapes
