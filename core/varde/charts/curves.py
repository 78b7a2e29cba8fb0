"""Scores over time: one person's trend, two groups' averages, and the small line in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from varde.charts.phases import HEAD, CommonTime, phase_marks
from varde.charts.shapes import (
    Axis,
    Chart,
    Shape,
    Table,
    even,
    foot,
    grid,
    mean_and_sd,
    number,
    numbers,
    roomy,
    shown,
    signed,
    ticks,
    whole_ticks,
    width_of,
)
from varde.charts.values import Averages, DrawnAverage, Value

LINE_HEIGHT = 16
"""Pixels between two names of areas, at least."""
APART = 2.5
"""How far apart two measurements stand, in per cent, however close they are in time."""


@dataclass(frozen=True, slots=True)
class Level:
    """A named part of the scale, drawn as an area; ``grade`` is how dark it is, 0 (none) to 5."""

    label: str
    low: float
    high: float
    grade: int


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One measurement of one person: its ``value`` (None: not measured), what it is called and its ``date``. ``at`` (days,
    say) places it in time; without it they stand evenly.

    ``planned`` marks what is still to come, and ``note`` is written beside it.
    """

    label: str
    value: float | None = None
    at: float | None = None
    date: str = ""
    planned: bool = False
    note: str = ""


def trend(
    points: Sequence[TrendPoint],
    *,
    title: str,
    columns: Sequence[str],
    low: float,
    high: float,
    band: tuple[float, float] | None = None,
    band_label: str = "",
    levels: Sequence[Level] = (),
    height: int = 270,
    decimals: int = 0,
    cut: bool = False,
    description: str = "",
    start: int = 0,
    course: CommonTime | None = None,
) -> Chart:
    """One person's scores over time, with the band inside which a change may be chance.

    The axis is the whole scale, ``low`` to ``high``; with ``cut`` it ends above what was measured, for amounts without
    a real upper end. ``levels`` are shaded behind the curve and named beside it; what the band is stands in the key.

    ``course`` is the time it has in common with other drawings, with the phases, which are named above and said in the table.

    ``columns``: label, (date,) score, change; the date column is left out when no point has one. Change is counted from the
    first measured point from place ``start`` on, and has nothing to say of those before it.
    """
    values = [p.value for p in points if p.value is not None]
    marks = whole_ticks(low, high, 6 if height > 200 else 2)
    if cut:
        marks = ticks(low, max([*values, *(band or ()), low + (high - low) / 100]), 5)
    top = min(marks[-1], high)
    noted = any(p.planned and p.note for p in points)
    head = HEAD if course is not None and course.phases else 0
    y, left = Axis(low, top, height - 28, (38 if noted else 22) + head), 9.0
    x = Axis(course.first, course.last, left + 5, 92.0) if course is not None else None
    xs = _apart(_places(points, left + 5, 92.0, x), left + 2, 97.0)
    shapes = [*_levels(levels, y, left, low, top), *grid(marks, y, left)]
    if band is not None:
        shapes += _band(band, y, left, over=bool(levels))
    with_value = [(at, p.value) for at, p in zip(xs, points, strict=True) if p.value is not None]
    measured = [p for p in zip(xs, points, strict=True) if not p[1].planned]
    if course is not None and x is not None:
        shapes += phase_marks(course, x, left, 14, y.start)
    for at, p in zip(xs, points, strict=True):
        if p.planned and p.note:
            shapes += [Shape("line", "zone-line", at, 20 + head, at, y.start), _note(at, 14 + head, p.note)]
    shapes += _line([(at, None if p.value is None else y.at(p.value)) for at, p in measured], 6 if height > 200 else 5)
    shapes += _values(with_value, y, decimals)
    names = [(at, p.label) for at, p in zip(xs, points, strict=True)]
    shapes += [foot(*names[i], height - 6) for i in roomy(names)]
    table = _trend_table(title, columns, [p for p in points if not p.planned], decimals, start, course)
    end = number(top, 0 if float(top).is_integer() else 1) if top < high else ""
    key = tuple((f"sev{level.grade}", level.label) for level in levels)
    if band is not None and band_label:
        key += (("zone-over" if levels else "zone", band_label),)
    beside = _level_names(levels, y, low, top)
    return Chart(title, description or table.spoken(), height, tuple(shapes), table, end, key, beside)


def trajectory(
    figure: Averages,
    *,
    title: str,
    names: Mapping[str, str],
    occasions: Mapping[str, str],
    heading: str,
    decimals: int = 0,
    height: int = 420,
    description: str = "",
) -> Chart:
    """Average over time of one or two groups, 95 % intervals as whiskers.

    ``names`` and ``occasions`` give words for their keys; ``heading`` is the first column of the table.
    """
    low, scale_high = figure.measure.low, figure.measure.high
    tops = [
        v
        for s in figure.series
        for _, a in s.points
        for v in (*numbers(a.mean), *((a.interval.high,) if a.interval else ()))
    ]
    marks = ticks(low, max([*tops, low + (scale_high - low) / 10]), 4)
    top = min(marks[-1], scale_high)
    y, xs = Axis(low, top, height - 30, 48), even(len(occasions), 17.0, 91.0)
    shapes = grid(marks, y, 10.0)
    two = len(figure.series) > 1
    drawn: list[tuple[str, list[Spot | None], str]] = []
    for place, series in enumerate(figure.series):
        kind, offset = ("a", -1.2 if two else 0.0) if place == 0 else ("n", 1.2)
        spots = [_spot(a, x + offset, y) for (_, a), x in zip(series.points, xs, strict=True)]
        drawn.append((kind, spots, names[series.group]))
    for kind, spots, _ in reversed(drawn):
        shapes += _whiskers(spots, kind)
    for place, (kind, spots, _) in enumerate(drawn):
        opposite = drawn[1 - place][1] if two else [None] * len(spots)
        means = [a.mean for _, a in figure.series[place].points]
        shapes += _mean_labels(kind, spots, opposite, means, decimals, place == 0)
    shapes += _series_names(drawn)
    shapes += [
        Shape("text", "t2 mid", x, height - 6, text=word) for x, word in zip(xs, occasions.values(), strict=True)
    ]
    rows = [row for s in figure.series for row in _trajectory_rows(names[s.group], [a for _, a in s.points], decimals)]
    table = Table(title, (heading, *(f">{word}" for word in occasions.values())), tuple(rows))
    return Chart(
        title, description or table.spoken(), height, tuple(shapes), table, number(top) if top < scale_high else ""
    )


def sparkline(values: Sequence[float], low: float, high: float) -> tuple[tuple[float, float], ...]:
    """Points of a small line in a box of 88 by 26; a list of them shares ``low`` and ``high``."""
    y = Axis(low, high, 22, 4)
    return tuple(zip(even(len(values), 2, 86), (y.at(value) for value in values), strict=True))


Spot = tuple[float, float, float, float]
"""x, and y of the mean, of the interval's upper end and of its lower end."""


def _places(points: Sequence[TrendPoint], first: float, last: float, common: Axis | None = None) -> list[float]:
    times = [p.at for p in points if p.at is not None]
    if common is not None and len(times) == len(points):
        return [common.at(time) for time in times]
    if len(times) < len(points) or len(set(times)) < 2:
        return even(len(points), first, last)
    axis = Axis(min(times), max(times), first, last)
    return [axis.at(time) for time in times]


def _apart(places: Sequence[float], first: float, last: float) -> list[float]:
    """The same places, no two closer than :data:`APART` where there is room for that."""
    gap = min(APART, (last - first) / max(1, len(places) - 1))
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    for i in range(len(moved) - 1, -1, -1):
        moved[i] = min(moved[i], last - gap * (len(moved) - 1 - i))
    return [round(place, 2) for place in moved]


def _levels(levels: Sequence[Level], y: Axis, left: float, low: float, top: float) -> list[Shape]:
    """The areas inside the axis."""
    drawn: list[Shape] = []
    for level in levels:
        if level.high > low and level.low < top:
            upper, lower = y.at(min(level.high, top)), y.at(max(level.low, low))
            drawn.append(Shape("rect", f"sev{level.grade}", left, upper, 100 - left, round(lower - upper, 2)))
    return drawn


def _level_names(levels: Sequence[Level], y: Axis, low: float, top: float) -> tuple[Shape, ...]:
    """The names of the areas for a margin beside the drawing, each at the middle of its own, never on top of each other."""
    seen = sorted((each for each in levels if each.high > low and each.low < top), key=lambda each: each.low)
    drawn: list[Shape] = []
    below = y.start + LINE_HEIGHT
    for level in seen:
        middle = (y.at(min(level.high, top)) + y.at(max(level.low, low))) / 2 + 4
        below = min(middle, below - LINE_HEIGHT)
        drawn.append(Shape("text", "t2", 0, round(below, 2), text=level.label))
    return tuple(drawn)


def _band(band: tuple[float, float], y: Axis, left: float, *, over: bool) -> list[Shape]:
    """The area with its two edges; the key says what it is, since words inside would stand on the curve."""
    upper, lower, kind = y.at(band[1]), y.at(band[0]), "zone-over" if over else "zone"
    return [
        Shape("rect", kind, left, upper, 100 - left, lower - upper),
        Shape("line", f"{kind}-line", left, upper, 100, upper),
        Shape("line", f"{kind}-line", left, lower, 100, lower),
    ]


def _note(x: float, y: float, words: str) -> Shape:
    if x + width_of(words) + 4 > 100:
        return Shape("text", "t2 end", x, y, text=words, dx=-8)
    return Shape("text", "t2", x, y, text=words, dx=8)


def _line(spots: Sequence[tuple[float, float | None]], size: float) -> list[Shape]:
    """Joined where two measurements follow each other; a missing one leaves a gap."""
    drawn = [
        Shape("line", "a", x1, y1, x2, y2)
        for (x1, y1), (x2, y2) in pairwise(spots)
        if y1 is not None and y2 is not None
    ]
    return [*drawn, *(Shape("circle", "a-dot", x, y, size=size) for x, y in spots if y is not None)]


def _values(points: Sequence[tuple[float, float]], y: Axis, decimals: int) -> list[Shape]:
    """The numbers of the first, the last, the highest and the lowest, those left out that would stand on another."""
    if not points:
        return []
    amounts = [value for _, value in points]
    ends = (0, len(points) - 1, amounts.index(max(amounts)), amounts.index(min(amounts)))
    drawn: list[tuple[Shape, float]] = []
    for i in dict.fromkeys(ends):
        words = plainly(amounts[i], decimals)
        shape, half = _value_above_or_below(points, i, y, words), width_of(words) / 2
        if all(
            abs(shape.x - label.x) >= half + room + 1 or abs(shape.y - label.y) >= LINE_HEIGHT for label, room in drawn
        ):
            drawn.append((shape, half))
    return [shape for shape, _ in drawn]


def _value_above_or_below(points: Sequence[tuple[float, float]], i: int, y: Axis, text: str) -> Shape:
    """Below where the line comes down and does not go further down, so that it does not cross its own number."""
    x, value = points[i]
    came_down = i > 0 and points[i - 1][1] > value
    goes_down = i < len(points) - 1 and points[i + 1][1] < value
    room_below = y.at(value) + 24 < y.start
    place = y.at(value) + 24 if came_down and not goes_down and room_below else y.at(value) - 12
    return Shape("text", "a-txt mid", x, place, text=text)


def plainly(value: float, decimals: int) -> str:
    """A number without “,0”."""
    short = round(value, decimals)
    return number(short, 0 if float(short).is_integer() else decimals)


def _trend_table(
    title: str,
    columns: Sequence[str],
    points: Sequence[TrendPoint],
    decimals: int,
    start: int,
    course: CommonTime | None = None,
) -> Table:
    dated = any(p.date for p in points)
    counted = next((place for place, p in enumerate(points) if place >= start and p.value is not None), len(points))
    first = points[counted].value if counted < len(points) else None
    rows: list[tuple[str, ...]] = []
    for place, p in enumerate(points):
        later = p.value is not None and first is not None and place > counted
        moved = round(round(p.value or 0, decimals) - round(first or 0, decimals), decimals)
        change = signed(moved, 0 if float(moved).is_integer() else decimals) if later else "–"
        score = "–" if p.value is None else plainly(p.value, decimals)
        phase = course.phase_at(p.at) if course is not None and p.at is not None else ""
        label = f"{p.label} ({phase.lower()})" if phase and phase.lower() != p.label.lower() else p.label
        rows.append((label, *((p.date,) if dated else ()), score, change))
    heads = (columns[0], *((columns[1],) if dated else ()), *(f">{column}" for column in columns[-2:]))
    return Table(title, heads, tuple(rows))


def _spot(average: DrawnAverage, x: float, y: Axis) -> Spot | None:
    mean = numbers(average.mean)
    if not mean:
        return None
    middle = y.at(mean[0])
    interval = average.interval
    return (x, middle, y.at(interval.high), y.at(interval.low)) if interval else (x, middle, middle, middle)


def _whiskers(spots: Sequence[Spot | None], kind: str) -> list[Shape]:
    drawn = [Shape("line", kind, start[0], start[1], end[0], end[1]) for start, end in pairwise(spots) if start and end]
    for spot in spots:
        if spot:
            x, middle, upper, lower = spot
            drawn.append(Shape("line", f"{kind} ci", x, upper, x, lower))
            drawn.append(Shape("circle", f"{kind}-dot", x, middle, size=6 if kind == "a" else 5))
    return drawn


def _mean_labels(
    kind: str,
    spots: Sequence[Spot | None],
    opposites: Sequence[Spot | None],
    means: Sequence[Value],
    decimals: int,
    first: bool,
) -> list[Shape]:
    """The number above the whisker of the higher group and below that of the lower one."""
    drawn = []
    for spot, opposite, mean in zip(spots, opposites, means, strict=True):
        if spot:
            x, _, upper, lower = spot
            above = _stands_above(spot, opposite, first)
            drawn.append(
                Shape("text", f"{kind}-txt mid", x, upper - 9 if above else lower + 18, text=shown(mean, decimals))
            )
    return drawn


def _series_names(drawn: Sequence[tuple[str, Sequence[Spot | None], str]]) -> list[Shape]:
    """Each line's name beside its number: where the two stand furthest apart, and not at an end if it can be helped."""
    if len(drawn) < 2:
        return []
    lines = [spots for _, spots, _ in drawn]
    common = _furthest_apart(*lines)
    names = []
    for mine, (kind, spots, name) in enumerate(drawn):
        inner_first = [i for i in (*range(1, len(spots) - 1), len(spots) - 1, 0) if spots[i]]
        for i in [common] if common is not None else inner_first[:1]:
            spot = spots[i]
            if spot:
                names.append(_name(kind, spot, name, _stands_above(spot, lines[1 - mine][i], mine == 0)))
    return names


def _furthest_apart(first: Sequence[Spot | None], second: Sequence[Spot | None]) -> int | None:
    inner = range(1, len(first) - 1) if len(first) > 2 else range(len(first))
    gaps = {i: abs(a[1] - b[1]) for i in inner if (a := first[i]) and (b := second[i])}
    return max(gaps, key=lambda i: gaps[i]) if gaps else None


def _stands_above(spot: Spot, opposite: Spot | None, first: bool) -> bool:
    return opposite is None or spot[1] < opposite[1] or (spot[1] == opposite[1] and first)


def _name(kind: str, spot: Spot, name: str, above: bool) -> Shape:
    x, _, upper, lower = spot
    half, y = width_of(name) / 2, upper - 26 if above else lower + 35
    if x + half > 100:
        return Shape("text", f"{kind}-txt end", 100, y, text=name)
    return Shape("text", f"{kind}-txt mid", max(x, 11 + half), y, text=name)


def _trajectory_rows(name: str, averages: Sequence[DrawnAverage], decimals: int) -> list[tuple[str, ...]]:
    return [(name, *(mean_and_sd(a, decimals) for a in averages)), ("n", *(shown(a.n) for a in averages))]
