"""A drawing as a file of its own, which anything that shows SVG can show. It has the colours of the pages, light and dark."""

from __future__ import annotations

from html import escape

from varde.charts.shapes import Chart, Shape

WIDE, MARGIN, HEAD = 960, 16, 44
_STYLE = """
:root { --ink: #17242c; --ink-2: #4a5a63; --line: #d5dde0; --edge: #8b9aa1; --fjord: #1f5f78; --depth-2: #8fb3c1;
  --snow: #ffffff; --heather: #7a4f86; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eef0; --ink-2: #b3c0c6; --line: #34434b; --edge: #74858d;
  --fjord: #7cc0da; --depth-2: #3f6f83; --snow: #141d22; --heather: #c79ad3; } }
svg { background: var(--snow); font: 13px system-ui, sans-serif; }
text { fill: var(--ink); } .t2 { fill: var(--ink-2); } .b { font-weight: 700; font-size: 17px; }
.end { text-anchor: end; } .mid { text-anchor: middle; }
.gridline { stroke: var(--line); } .z-line, .zone-line { stroke: var(--edge); stroke-dasharray: 4 4; }
.z2 { fill: var(--depth-2); } .zone-over { fill: var(--fjord); fill-opacity: .25; }
.a { stroke: var(--fjord); stroke-width: 3; } .n-dot, .start-dot { fill: var(--snow); stroke-width: 2.5; }
.n-dot { stroke: var(--heather); } .start-dot { stroke: var(--fjord); }
"""


def standalone(chart: Chart) -> str:
    """The whole file, :data:`WIDE` pixels wide, with its title over it and its description for whoever does not see it."""
    height = HEAD + chart.height + MARGIN
    inside = "".join(_element(shape) for shape in chart.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{height}" viewBox="0 0 {WIDE} {height}" role="img">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.description)}</desc><style>{_STYLE}</style>"
        f'<text class="b" x="{MARGIN}" y="28">{escape(chart.title)}</text>'
        f'<svg x="{MARGIN}" y="{HEAD}" width="{WIDE - 2 * MARGIN}" height="{chart.height}">{inside}</svg></svg>\n'
    )


def _element(shape: Shape) -> str:
    kind = escape(shape.kind)
    match shape.tag:
        case "line":
            return f'<line class="{kind}" x1="{shape.x}%" x2="{shape.x2}%" y1="{shape.y}" y2="{shape.y2}"/>'
        case "rect":
            size = f'x="{shape.x}%" y="{shape.y}" width="{shape.x2}%" height="{shape.y2}" rx="{shape.size}"'
            return f'<rect class="{kind}" {size}/>'
        case "circle":
            return f'<circle class="{kind}" cx="{shape.x}%" cy="{shape.y}" r="{shape.size}"/>'
        case "text":
            return f'<text class="{kind}" x="{shape.x}%" y="{shape.y}">{escape(shape.text)}</text>'
