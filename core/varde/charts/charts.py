"""Where the marks of a chart stand: figures in, shapes and a table out. The macros only write them down.

Axes start where the scale starts. What is hidden or not measured is never drawn as a number. Words come from the
caller, translated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from varde.charts.curves import Level, TrendPoint, sparkline, trajectory, trend
from varde.charts.shapes import (
    Axis,
    Chart,
    Shape,
    Table,
    average_row,
    foot,
    number,
    numbers,
    percent,
    roomy,
    shown,
    signed,
    ticks,
    width_of,
)
from varde.charts.values import DrawnChange, DrawnSatisfaction, DrawnShift, DrawnStep, Hidden, Value

__all__ = [
    "Bar",
    "Chart",
    "Level",
    "TrendPoint",
    "bars",
    "dumbbell",
    "flow",
    "number",
    "percent",
    "satisfaction",
    "severity",
    "shares",
    "shown",
    "signed",
    "sparkline",
    "trajectory",
    "trend",
]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, so long as its ``value``; ``cells`` are further cells of its table row, such as n."""

    label: str
    value: Value
    cells: tuple[str, ...] = ()


def severity(
    figure: DrawnShift,
    *,
    title: str,
    language: str,
    start: str,
    later: str,
    heading: str,
    hidden: str,
    description: str = "",
) -> Chart:
    """Two stacked bars, start and follow-up, lightest to the left; hidden parts are one pale rest."""
    kinds = {1: (1,), 2: (1, 3), 3: (1, 2, 3)}[len(figure.levels)]
    shapes: list[Shape] = []
    for name, top, shares in (
        (start, 0, [level.start.share for level in figure.levels]),
        (later, 76, [level.later.share for level in figure.levels]),
    ):
        shapes += [Shape("text", "b", 0, top + 14, text=name), *_stack(shares, kinds, top + 20, hidden)]
    titles = [level.title.to(language) for level in figure.levels]
    rows = tuple(
        (t, percent(s.start.share), percent(s.later.share)) for t, s in zip(titles, figure.levels, strict=True)
    )
    table = Table(title, (heading, f">{start}", f">{later}"), rows)
    key = tuple((f"k{kind}", t) for kind, t in zip(kinds, titles, strict=True))
    return Chart(title, description or table.spoken(), 150, tuple(shapes), table, key=key)


def dumbbell(
    rows: Sequence[DrawnChange],
    *,
    title: str,
    language: str,
    columns: Sequence[str],
    low: float,
    high: float,
    decimals: int = 1,
    description: str = "",
) -> Chart:
    """Start (open ring) and follow-up (filled) per subscale. ``columns``: name, start, follow-up, change."""
    x, bottom = Axis(low, high, 12.0, 86.0), 54 * len(rows) + 4
    shapes: list[Shape] = []
    for mark in (each for each in ticks(low, high, 4) if each <= high):
        shapes += [
            Shape("line", "gridline", x.at(mark), 0, x.at(mark), bottom),
            Shape("text", "t2 mid", x.at(mark), bottom + 16, text=number(mark)),
        ]
    cells: list[tuple[str, ...]] = []
    for place, row in enumerate(rows):
        before, after = row.start.mean, row.later.mean
        name, y = row.title.to(language), 54 * place + 34
        shapes.append(Shape("text", "b", 0, y - 18, text=name))
        if isinstance(before, float | int) and isinstance(after, float | int):
            shapes += _dumbbell_row(x.at(before), x.at(after), y, number(before, decimals), number(after, decimals))
            change = signed(round(after, decimals) - round(before, decimals), decimals)
        else:
            change = shown(row.n if isinstance(row.n, Hidden) else None)
            shapes.append(Shape("text", "t2", 12, y + 4, text=change))
        cells.append((name, shown(before, decimals), shown(after, decimals), change))
    table = Table(title, (columns[0], *(f">{column}" for column in columns[1:])), tuple(cells))
    return Chart(title, description or table.spoken(), bottom + 22, tuple(shapes), table)


def flow(
    steps: Sequence[DrawnStep], *, title: str, names: Mapping[str, str], columns: Sequence[str], description: str = ""
) -> Chart:
    """From referred to answered, one bar a step. ``columns``: step, people, share of the first."""
    shapes: list[Shape] = []
    cells: list[tuple[str, ...]] = []
    for place, step in enumerate(steps):
        top, people, share = 52 * place, shown(step.share.numerator), step.share.share
        drawn = share if isinstance(share, float) else None
        words = f"{people} ({percent(share)})" if drawn is not None and place else people
        shapes += [
            Shape("text", "b", 0, top + 14, text=names[step.milestone]),
            Shape("text", "t2 end", 100, top + 14, text=words),
            Shape("rect", "bar-m", 0, top + 22, 100, 16, 3),
        ]
        if drawn:
            shapes.append(Shape("rect", "bar-a", 0, top + 22, round(100 * drawn, 2), 16, 3))
        cells.append((names[step.milestone], people, percent(share)))
    table = Table(title, (columns[0], *(f">{column}" for column in columns[1:])), tuple(cells))
    return Chart(title, description or table.spoken(), 52 * len(steps) - 8, tuple(shapes), table)


def satisfaction(
    figure: DrawnSatisfaction,
    *,
    title: str,
    names: Mapping[str, str],
    short: Mapping[str, str],
    columns: Sequence[str],
    decimals: int = 1,
    description: str = "",
) -> Chart:
    """Averages as dots on the scale. ``names`` and ``short`` have ``all``, ``responder`` and ``non_responder``.

    The two groups are drawn when both are shown, else everyone together. ``columns``: group, mean, n.
    """
    measure = figure.measure
    x = Axis(measure.low, measure.high, 1.0, 99.0)
    shapes = [Shape("line", "axis", 1, 46, 99, 46)]
    for mark in (measure.low + (measure.high - measure.low) * part / 4 for part in range(5)):
        place = x.at(mark)
        shapes += [Shape("line", "axis", place, 42, place, 50), foot(place, number(mark, 0), 72)]
    averages = {"all": figure.everyone, "responder": figure.responders, "non_responder": figure.non_responders}
    groups = [g for g in ("non_responder", "responder") if numbers(averages[g].mean)]
    groups = groups if len(groups) == 2 else (["all"] if numbers(figure.everyone.mean) else [])
    dots = sorted((x.at(numbers(averages[g].mean)[0]), g) for g in groups)
    shapes += [
        Shape("circle", "n-dot" if g == "non_responder" else "a-dot", place, 46, size=6 if g == "non_responder" else 7)
        for place, g in dots
    ]
    words = [(p, f"{short[g]} {shown(averages[g].mean, decimals)}") for p, g in dots]
    kinds = ["n-txt" if g == "non_responder" else "a-txt" for _, g in dots]
    shapes += _dot_labels(words, kinds)
    rows = tuple(average_row(names[g], a, decimals) for g, a in averages.items())
    table = Table(title, (columns[0], *(f">{column}" for column in columns[1:])), rows)
    return Chart(title, description or table.spoken(), 80, tuple(shapes), table)


def bars(
    values: Sequence[Bar], *, title: str, columns: Sequence[str], decimals: int = 0, description: str = ""
) -> Chart:
    """Upright bars from 0. ``columns``: label, value, then those of :attr:`Bar.cells`."""
    top = max([v for b in values for v in numbers(b.value)], default=0.0) or 1.0
    y, slot = Axis(0, top, 118, 26), 100 / max(1, len(values))
    middles = [slot * (place + 0.5) for place in range(len(values))]
    shapes = [Shape("line", "axis", 0, 118, 100, 118)]
    texts = [(middle, shown(b.value, decimals)) for middle, b in zip(middles, values, strict=True)]
    fitting = roomy(texts)
    for place, (middle, b) in enumerate(zip(middles, values, strict=True)):
        height = y.at(numbers(b.value)[0]) if numbers(b.value) else 118
        if height < 118:
            shapes.append(Shape("rect", "bar-a", middle - 0.3 * slot, height, 0.6 * slot, 118 - height, 3))
        if place in fitting:
            kind = "b mid" if numbers(b.value) else "t2 mid"
            shapes.append(Shape("text", kind, middle, height - 7, text=texts[place][1]))
    names = [(middle, b.label) for middle, b in zip(middles, values, strict=True)]
    shapes += [foot(*names[i], 138) for i in roomy(names)]
    rows = tuple((b.label, shown(b.value, decimals), *b.cells) for b in values)
    table = Table(title, (columns[0], *(f">{column}" for column in columns[1:])), rows)
    return Chart(title, description or table.spoken(), 150, tuple(shapes), table)


def shares(
    rows: Sequence[Mapping[str, Any]], *, title: str, columns: Sequence[str], key: Sequence[tuple[str, str]] = ()
) -> Chart:
    """Bars from 0 to 100 per cent with their intervals. Each row has its ``label``, its ``words`` above the bar, ``length``,
    ``low`` and ``high`` in per cent (None: not drawn), and its ``cells`` in the table; ``unknown`` per cent, where it has that,
    are at its end those of whom nothing is known."""
    shapes: list[Shape] = []
    for place, row in enumerate(rows):
        top, length, low, high = 56 * place, row["length"], row["low"], row["high"]
        shapes += [
            Shape("text", "b", 0, top + 14, text=row["label"]),
            Shape("text", "t2 end", 100, top + 14, text=row["words"]),
            # What is not known, or not shown, has a line and no bar: an empty one would be 0.
            Shape("line", "gridline", 0, top + 27, 100, top + 27)
            if length is None
            else Shape("rect", "bar-m", 0, top + 22, 100, 10, 3),
        ]
        if length:
            shapes.append(Shape("rect", "bar-a", 0, top + 22, round(length, 2), 10, 3))
        if unknown := round(row.get("unknown", 0.0), 2):
            shapes.append(Shape("rect", "unknown", round(100 - unknown, 2), top + 22, unknown, 10, 3))
        if low is not None and high is not None:
            ends = (round(low, 2), round(high, 2))
            shapes.append(Shape("line", "a ci", ends[0], top + 38, ends[1], top + 38))
            shapes += [Shape("line", "a ci", end, top + 34, end, top + 42) for end in ends]
    spoken = " ".join(f"{row['label']}: {row['words']}." for row in rows)
    table = Table(title, tuple(columns), tuple(tuple(row["cells"]) for row in rows))
    return Chart(title, spoken, 56 * len(rows) - 8, tuple(shapes), table, key=tuple(key))


def _stack(shares: Sequence[Value], kinds: Sequence[int], top: float, hidden: str) -> list[Shape]:
    """What is hidden stands together as one pale part, where the first hidden step would begin."""
    missing = 1 - sum(part for share in shares for part in numbers(share))
    drawn: list[Shape] = []
    left = 0.0
    for share, kind in zip(shares, kinds, strict=True):
        width = sum(numbers(share))
        if not numbers(share) and missing > 0.0005:
            drawn += _segment(left, 100 * missing, "bar-m", "t2", hidden, top)
            left, missing = left + 100 * missing, 0.0
        elif width > 0:
            drawn += _segment(left, 100 * width, f"d{kind}", f"on{kind}", percent(width), top)
            left += 100 * width
    return drawn


def _segment(left: float, width: float, fill: str, ink: str, words: str, top: float) -> list[Shape]:
    box = Shape("rect", fill, round(left, 2), top, round(max(0.3, width - 0.4), 2), 40, 4)
    if width < 0.95 * width_of(words):
        return [box]
    return [box, Shape("text", f"{ink} mid", round(left + width / 2, 2), top + 25, text=words)]


def _dumbbell_row(start: float, later: float, y: float, before: str, after: str) -> list[Shape]:
    """Numbers stand outside the two dots, on whichever side each is."""
    rising = later >= start
    return [
        Shape("line", "a", start, y, later, y),
        Shape("circle", "start-dot", start, y, size=5),
        Shape("circle", "a-dot", later, y, size=6),
        Shape("text", "t2 end" if rising else "t2", start, y + 4, dx=-11 if rising else 11, text=before),
        Shape("text", "a-txt" if rising else "a-txt end", later, y + 4, dx=12 if rising else -12, text=after),
    ]


def _dot_labels(words: Sequence[tuple[float, str]], kinds: Sequence[str]) -> list[Shape]:
    """Labels lean away from each other; where the picture ends they lean in, and one moves up a line."""
    drawn = []
    for place, ((x, text), kind) in enumerate(zip(words, kinds, strict=True)):
        leans_left = place == 0 and len(words) > 1
        if x - width_of(text) < 0:
            leans_left = False
        elif x + width_of(text) > 100:
            leans_left = True
        drawn.append(Shape("text", f"{kind} end" if leans_left else kind, x, 28, dx=4 if leans_left else -4, text=text))
    apart = len(drawn) < 2 or (drawn[0].kind.endswith("end") and not drawn[1].kind.endswith("end"))
    return drawn if apart else [drawn[0], replace(drawn[1], y=11)]
