"""A drawing on paper: pixels and literal colours, which any program that shows SVG can show. Paper has no dark mode.

The shapes and their kinds are those of the pages; what a kind looks like there is in ``pages.css``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType

from varde.charts.shapes import Chart, Shape

WIDE = 660
"""Pixels across, as the drawing stands on A4 between its margins."""
SIZE = 13
INK, INK_2, LINE, EDGE, SNOW = "#14262b", "#47595c", "#d0dad6", "#6c7d7b", "#ffffff"
FJORD, HEATHER = "#0e5157", "#7b3f75"
LIGHT, MIDDLE, HEAVY = "#cfe6df", "#6ba3a2", "#0e5157"
Look = Mapping[str, str]

LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "gridline": {"stroke": LINE},
        "axis": {"stroke": EDGE},
        "a": {"stroke": FJORD, "stroke-width": "2.75", "stroke-linecap": "round"},
        "n": {"stroke": HEATHER, "stroke-width": "2.75", "stroke-dasharray": "7 5"},
        "a ci": {"stroke": FJORD, "stroke-width": "1.5"},
        "n ci": {"stroke": HEATHER, "stroke-width": "1.5"},
        "a-dot": {"fill": FJORD, "stroke": SNOW, "stroke-width": "2"},
        "n-dot": {"fill": SNOW, "stroke": HEATHER, "stroke-width": "2.75"},
        "start-dot": {"fill": SNOW, "stroke": FJORD, "stroke-width": "2"},
        "bar-a": {"fill": FJORD},
        "bar-m": {"fill": LINE},
        "unknown": {"fill": SNOW, "stroke": EDGE, "stroke-dasharray": "4 3"},
        "d1": {"fill": LIGHT, "stroke": EDGE},
        "d2": {"fill": MIDDLE},
        "d3": {"fill": HEAVY},
        "b": {"fill": INK, "font-weight": "700"},
        "t2": {"fill": INK_2},
        "a-txt": {"fill": FJORD, "font-weight": "700"},
        "n-txt": {"fill": HEATHER, "font-weight": "700"},
        "on1": {"fill": INK, "font-weight": "700"},
        "on2": {"fill": "#0a1d20", "font-weight": "700"},
        "on3": {"fill": SNOW, "font-weight": "700"},
        "": {"fill": INK},
    }
)
"""What each kind looks like, by its own words; how a text stands (``mid``, ``end``) is no part of it."""
ANCHORS = {"mid": "middle", "end": "end"}
FILLS: Mapping[str, str] = MappingProxyType({"k1": LIGHT, "k2": MIDDLE, "k3": HEAVY, "unknown": SNOW})
"""The colours of a key."""


def on_paper(chart: Chart, font: str, *, wide: int = WIDE) -> str:
    """The drawing as an SVG file, ``wide`` pixels across, its texts in ``font``; a key stands over it."""
    top = 24 if chart.key else 0
    high = chart.height + top + 2
    inside = "".join((*_key(chart), *(_element(shape, wide, top) for shape in chart.shapes)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'font-family="{escape(font)}" font-size="{SIZE}">{inside}</svg>'
    )


def _key(chart: Chart) -> Iterator[str]:
    x = 0.0
    for kind, label in chart.key:
        yield f'<rect x="{x}" y="2" width="14" height="12" rx="3" fill="{FILLS.get(kind, LINE)}" stroke="{EDGE}"/>'
        yield f'<text x="{x + 20}" y="13" fill="{INK}">{escape(label)}</text>'
        x += 44 + 7 * len(label)


def _element(shape: Shape, wide: int, top: float) -> str:
    x, x2 = shape.x * wide / 100, shape.x2 * wide / 100
    look = _written(_look(shape))
    y, y2 = shape.y + top, shape.y2 + top
    match shape.tag:
        case "line":
            return f'<line x1="{x:g}" x2="{x2:g}" y1="{y:g}" y2="{y2:g}"{look}/>'
        case "rect":
            return f'<rect x="{x:g}" y="{y:g}" width="{x2:g}" height="{shape.y2:g}" rx="{shape.size:g}"{look}/>'
        case "circle":
            return f'<circle cx="{x:g}" cy="{y:g}" r="{shape.size:g}"{look}/>'
        case "text":
            return f'<text x="{x + shape.dx:g}" y="{y:g}"{look}>{escape(shape.text)}</text>'


def _look(shape: Shape) -> Look:
    words = shape.kind.split()
    look = LOOKS[" ".join(word for word in words if word not in ANCHORS)]
    return next(({**look, "text-anchor": ANCHORS[word]} for word in words if word in ANCHORS), look)


def _written(look: Look) -> str:
    return "".join(f' {name}="{value}"' for name, value in look.items())
