"""Drawings of places: a funnel of their shares, and how far a programme has come in each region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from varde.charts.shapes import Axis, Chart, Shape, Table, number, percent, ticks

LEFT, RIGHT = 11.0, 98.0
BOTTOM, TOP = 300, 20


@dataclass(frozen=True, slots=True)
class FunnelDot:
    """A place: of how many, its share, and how it is drawn (``a`` the reader's own, ``m`` as the others, ``n`` outside). Only a
    name that is to be read is written."""

    people: int
    share: float
    kind: Literal["a", "m", "n"] = "m"
    name: str = ""


@dataclass(frozen=True, slots=True)
class FunnelLimit:
    """The inner and the outer limits at so many people."""

    people: int
    inner: tuple[float, float]
    outer: tuple[float, float]


def funnel(
    dots: Sequence[FunnelDot],
    limits: Sequence[FunnelLimit],
    target: float,
    *,
    title: str,
    table: Table,
    target_words: str,
    axis_words: str,
    key: tuple[tuple[str, str], ...] = (),
) -> Chart:
    """Shares by how many people they are of, with the limits that chance draws around the common share."""
    shares = [dot.share for dot in dots]
    highest = min(1.0, max([*shares, target, *(limit.inner[1] for limit in limits[len(limits) // 4 :])]) + 0.05)
    y_marks = [mark for mark in ticks(0, 100 * highest, 5) if mark <= 100]
    y = Axis(0, y_marks[-1] / 100, BOTTOM, TOP)
    x_marks = ticks(0, max(limit.people for limit in limits), 5)
    x = Axis(0, limits[-1].people, LEFT, RIGHT)
    shapes: list[Shape] = []
    for mark in y_marks:
        at = y.at(mark / 100)
        shapes.append(Shape("line", "gridline", LEFT, at, RIGHT, at))
        shapes.append(Shape("text", "t2 end", LEFT - 1.5, at + 4, text=percent(mark / 100)))
    shapes += [
        Shape("text", "t2 mid", x.at(mark), BOTTOM + 20, text=number(mark))
        for mark in x_marks[1:]
        if mark <= limits[-1].people
    ]
    shapes.append(Shape("text", "t2 mid", 54, BOTTOM + 42, text=axis_words))
    for kind, side in (("lim2", "inner"), ("lim", "outer")):
        for end in (0, 1):
            curve = [(x.at(limit.people), getattr(limit, side)[end]) for limit in limits]
            shapes += [
                Shape("line", kind, x1, y.at(first), x2, y.at(second))
                for (x1, first), (x2, second) in pairwise(curve)
                if max(first, second) <= y.high
            ]
    shapes.append(Shape("line", "ref", LEFT, y.at(target), RIGHT, y.at(target)))
    shapes += [
        Shape("circle", f"{dot.kind}-dot", x.at(dot.people), y.at(dot.share), size=5 if dot.kind == "m" else 7)
        for dot in sorted(dots, key=lambda dot: "mna".index(dot.kind))
    ]
    shapes.append(Shape("text", "t2 end halo", RIGHT, y.at(target) + 16, text=target_words))
    shapes += [_name(dot, x, y, target) for dot in dots if dot.name]
    return Chart(title, table.spoken(), BOTTOM + 50, tuple(shapes), table, key=key)


def _name(dot: FunnelDot, x: Axis, y: Axis, target: float) -> Shape:
    """Away from the common share, and inside the picture."""
    at = y.at(dot.share) + (-13 if dot.share >= target else 22)
    kind = "a-txt" if dot.kind == "a" else "n-txt"
    place = x.at(dot.people)
    if place > 60:
        return Shape("text", f"{kind} end", min(RIGHT, place + 6), at, text=dot.name)
    return Shape("text", kind, max(LEFT, place - 4), at, text=dot.name)


@dataclass(frozen=True, slots=True)
class RegionStones:
    """A region, and its stones by how they are drawn: so many where it runs, has closed, is not known, and is not agreed."""

    name: str
    words: str
    on: int
    closed: int
    unknown: int
    none: int


STONES, STONE_APART = 8, 11.5


def roll_out(regions: Sequence[RegionStones], *, title: str, table: Table, key: tuple[tuple[str, str], ...]) -> Chart:
    """A stone for each, region by region, in rows of eight; where in the region it stands means nothing."""
    shapes: list[Shape] = []
    y = 0
    for region in regions:
        shapes.append(Shape("text", "b", 0, y + 14, text=region.name))
        shapes.append(Shape("text", "t2 end", 100, y + 14, text=region.words))
        kinds = ["st-on"] * region.on + ["st-closed"] * region.closed
        kinds += ["st-unknown"] * region.unknown + ["st-none"] * region.none
        for place, kind in enumerate(kinds):
            column, row = place % STONES, place // STONES
            shapes.append(Shape("circle", kind, 4 + STONE_APART * column, y + 34 + 24 * row, size=8))
        y += 56 + 24 * ((max(1, len(kinds)) - 1) // STONES)
    return Chart(title, table.spoken(), y, tuple(shapes), table, key=key)


def unknown_bars(rows: Sequence[tuple[str, str]], *, title: str, table: Table) -> Chart:
    """What is not known, each with its name and why, as long as all the people it stands for."""
    shapes: list[Shape] = []
    for place, (name, why) in enumerate(rows):
        y = 46 * place
        shapes.append(Shape("text", "b", 0, y + 14, text=name))
        shapes.append(Shape("text", "t2 end", 100, y + 14, text=why))
        shapes.append(Shape("rect", "unknown", 0, y + 21, 100, 15, 3))
    return Chart(title, table.spoken(), 46 * len(rows) - 6, tuple(shapes), table)
