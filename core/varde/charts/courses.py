"""One person's measurements over days, with the zones they lie in: a line for one number, a bar between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from varde.charts.curves import LINE_HEIGHT
from varde.charts.shapes import Axis, Chart, Shape, Table, foot, number, roomy, ticks, width_of

LEFT, RIGHT = 11.0, 97.0
"""Where the first and the last day stand, in per cent."""
MOST_DOTS = 45
"""Above this the line is drawn without a dot for each."""
NAMED = 22
"""A zone that is lower than this, in pixels, has no room for its name."""


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """One measurement: ``at`` in days, the numbers from the highest component to the lowest, and what its row is called."""

    at: float
    figures: tuple[float, ...]
    label: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseChart:
    """The drawing, and where its scale begins ("" at 0)."""

    chart: Chart
    begins: str


@dataclass(frozen=True, slots=True)
class Area:
    """A zone from ``low`` up to ``high``; None is an open end. ``grade`` is how dark it is, 1 to 3."""

    label: str
    low: float | None
    high: float | None
    grade: int


def course(
    points: Sequence[CoursePoint],
    *,
    title: str,
    columns: Sequence[str],
    ends: tuple[float, float],
    marks: Sequence[tuple[float, str]],
    areas: Sequence[Area] = (),
    decimals: int = 0,
    height: int = 240,
    description: str = "",
) -> CourseChart:
    """The measurements of one window.

    ``ends`` are the first and the last day of the axis and ``marks`` the days that are named below it. The scale goes as far as
    the measurements and the limits of the zones. ``columns`` are those of the table:
    the label, the number, then those of :attr:`CoursePoint.cells`.
    """
    y = _scale(points, areas, height)
    x = Axis(*ends, LEFT + 2, RIGHT)
    spots = [(x.at(point.at), [y.at(figure) for figure in point.figures]) for point in points]
    limits = [area.low for area in areas if area.low is not None]
    shapes = [*_areas(areas, y), *_scale_marks(limits or ticks(y.low, y.high, 4), y, dashed=bool(limits))]
    shapes += _area_names(areas, y, spots)
    shapes += _bars(spots) if points and len(points[0].figures) > 1 else _curve(spots)
    shapes += _numbers(points, spots, y, decimals)
    named = [(x.at(at), words) for at, words in marks]
    shapes += [foot(*named[i], height - 6) for i in roomy(named)]
    rows = tuple((point.label, "/".join(number(f, decimals) for f in point.figures), *point.cells) for point in points)
    table = Table(title, (columns[0], f">{columns[1]}", *columns[2:]), rows)
    begins = number(y.low, decimals) if y.low else ""
    return CourseChart(Chart(title, description or table.spoken(), height, tuple(shapes), table), begins)


def _scale(points: Sequence[CoursePoint], areas: Sequence[Area], height: int) -> Axis:
    amounts = [figure for point in points for figure in point.figures]
    amounts += [limit for area in areas for limit in (area.low, area.high) if limit is not None]
    low, high = min(amounts, default=0.0), max(amounts, default=1.0)
    room = (high - low or abs(high) or 1.0) * 0.15
    rounded = ticks(low - room, high + room, 8)
    step = rounded[1] - rounded[0]
    bottom = step * ((low - room) // step)
    return Axis(max(0.0, bottom) if low >= 0 else bottom, max(rounded[-1], high + room), height - 28, 14)


def _areas(areas: Sequence[Area], y: Axis) -> list[Shape]:
    drawn = []
    for area in areas:
        upper, lower = _edges(area, y)
        if lower > upper:
            drawn.append(Shape("rect", f"z{area.grade}", LEFT, upper, 100 - LEFT, round(lower - upper, 2)))
    return drawn


def _edges(area: Area, y: Axis) -> tuple[float, float]:
    """The top and the bottom of a zone in the drawing."""
    return (y.end if area.high is None else y.at(area.high)), (y.start if area.low is None else y.at(area.low))


def _scale_marks(marks: Sequence[float], y: Axis, *, dashed: bool) -> list[Shape]:
    drawn = []
    for mark in (mark for mark in marks if y.low <= mark <= y.high):
        decimals = 0 if float(mark).is_integer() else 1
        drawn += [
            Shape("line", "z-line" if dashed else "gridline", LEFT, y.at(mark), 100, y.at(mark)),
            Shape("text", "t2 end", LEFT - 1.5, y.at(mark) + 4, text=number(mark, decimals)),
        ]
    return drawn


def _area_names(areas: Sequence[Area], y: Axis, spots: Sequence[tuple[float, Sequence[float]]]) -> list[Shape]:
    """The name of each zone at its top, on the side where the curve is not."""
    drawn = []
    for area in areas:
        upper, lower = _edges(area, y)
        if lower - upper < NAMED:
            continue
        baseline, wide = upper + 18, width_of(area.label) + 4
        near = [x for x, heights in spots for place in heights if abs(place - (baseline - 4)) < LINE_HEIGHT + 4]
        left_taken = any(x < LEFT + wide + 4 for x in near)
        right_taken = any(x > 96 - wide for x in near)
        if left_taken and not right_taken:
            drawn.append(Shape("text", "b on-z end", 98, baseline, text=area.label))
        else:
            drawn.append(Shape("text", "b on-z", LEFT + 1.5, baseline, text=area.label))
    return drawn


def _curve(spots: Sequence[tuple[float, Sequence[float]]]) -> list[Shape]:
    drawn = [Shape("line", "a", x1, y1[0], x2, y2[0]) for (x1, y1), (x2, y2) in pairwise(spots)]
    dots = spots if len(spots) <= MOST_DOTS else spots[-1:]
    for place, (x, heights) in enumerate(dots):
        drawn.append(Shape("circle", "a-dot", x, heights[0], size=7 if place == len(dots) - 1 else 5))
    return drawn


def _bars(spots: Sequence[tuple[float, Sequence[float]]]) -> list[Shape]:
    drawn = [Shape("line", "span", x, min(heights), x, max(heights)) for x, heights in spots]
    for x, heights in spots if len(spots) <= MOST_DOTS else spots[-1:]:
        drawn += [Shape("circle", "a-dot", x, place, size=5) for place in heights]
    return drawn


def _numbers(
    points: Sequence[CoursePoint], spots: Sequence[tuple[float, Sequence[float]]], y: Axis, decimals: int
) -> list[Shape]:
    """The newest and the highest, each component's; what would stand on another is left out."""
    if not points:
        return []
    highest = max(range(len(points)), key=lambda place: points[place].figures[0])
    drawn: list[Shape] = []
    for place in dict.fromkeys((len(points) - 1, highest)):
        x, heights = spots[place]
        for component, (figure, at) in enumerate(zip(points[place].figures, heights, strict=True)):
            words = number(figure, decimals)
            below = component > 0 or (len(heights) == 1 and place == len(points) - 1 and highest != place)
            under = at + 24 if at + 24 < y.start else at - 12
            label = Shape(
                "text", "a-txt mid", min(x, 98 - width_of(words) / 2), under if below else at - 12, text=words
            )
            if all(_apart(label, beside) for beside in drawn):
                drawn.append(label)
    return drawn


def _apart(label: Shape, beside: Shape) -> bool:
    wide = (width_of(label.text) + width_of(beside.text)) / 2 + 1
    return abs(label.x - beside.x) >= wide or abs(label.y - beside.y) >= LINE_HEIGHT
