"""Drawings that a plugin ships: SVG with places for words, which each step fills in its own language.

A drawing is ``figures/<key>.svg`` in the plugin's package, or one of those that any programme may use, beside this file.
``{1}``, ``{2}`` … alone in a ``<text>`` are where the labels stand; a label with `` / `` in it stands on several lines. Colours
are classes of the shell (``fig-line``, ``fig-soft``, ``fig-warm``, ``fig-calm``, ``fig-mark``), so that it is right in light and
in dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files
from xml.etree.ElementTree import Element, ParseError, fromstring

from varde.content import words as said
from varde.content.blocks import Piece
from varde.kernel.words import Text
from varde.programmes.values import Programme

TAGS = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text"}
ATTRIBUTES = {
    *(
        "class",
        "viewBox",
        "d",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "width",
        "height",
        "points",
    ),
    *("transform", "text-anchor"),
}
SHORTEST_ALT = {"picture": 5, "figure": 20}
"""Signs that say what a picture shows, or the point of a drawing, to whoever does not see it; proposed."""
LONGEST_LINE = 24
"""Signs of a line of a label that a drawing has room for on a telephone."""
_SPACE = "{http://www.w3.org/2000/svg}"
_PLACE = re.compile(r"<text ([^>]*)>\{(\d+)\}</text>")
_X = re.compile(r'\bx="([^"]*)"')


Fault = tuple[Text, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of a programme. ``key`` is ``programme/name``; ``labels`` how many words it has places for."""

    key: str
    svg: str
    labels: int


def read_figures(programme: Programme) -> list[Figure]:
    """Every drawing in the programme's package, and of Varde's own (``content/figures``) those that it has no other of;
    :func:`fault_of_drawing` says which are sound."""
    drawings = {**_drawings_in("varde.content"), **_drawings_in(programme.package)}
    return [figure_of(f"{programme.key}/{name}", svg) for name, svg in sorted(drawings.items())]


def _drawings_in(package: str) -> dict[str, str]:
    folder = files(package) / "figures"
    return {
        file.name.removesuffix(".svg"): file.read_text(encoding="utf-8")
        for file in (folder.iterdir() if folder.is_dir() else ())
        if file.name.endswith(".svg")
    }


def figure_of(key: str, svg: str) -> Figure:
    """The drawing with as many places as its highest number says."""
    return Figure(key, svg.strip(), max((int(place[2]) for place in _PLACE.finditer(svg)), default=0))


def fault_of_drawing(figure: Figure) -> str:
    """What keeps a drawing from being shown; "" when nothing does. Only shapes and words are drawn, in the colours of the shell."""
    try:
        root = fromstring(figure.svg)  # noqa: S314 - a file of an installed package
    except ParseError as fault:
        return f"is no SVG ({fault})"
    if root.tag != f"{_SPACE}svg" or "viewBox" not in root.attrib:
        return "is no svg with a viewBox"
    return next(_strange(root), "")


def _strange(element: Element) -> Iterator[str]:
    for each in element.iter():
        if each.tag.removeprefix(_SPACE) not in TAGS:
            yield f"holds <{each.tag.removeprefix(_SPACE)}>, which is not drawn"
        for name in each.attrib:
            if name not in ATTRIBUTES:
                yield f"holds the attribute {name}, which is not drawn"


def fault_of_use(piece: Piece, labels: int) -> Fault | None:
    """What is wrong with how a step uses a picture, or a drawing with places for so many ``labels``: the sentence and what it is
    filled with beside the language. None when nothing is."""
    if piece.kind == "figure" and len(piece.labels) != labels:
        return said.LABELS, {"code": piece.code, "n": len(piece.labels), "wanted": labels}
    if len(piece.alt) < SHORTEST_ALT[piece.kind]:
        return said.NO_ALT, {"code": piece.code}
    long = next((line for label in piece.labels for line in label.split(" / ") if len(line) > LONGEST_LINE), "")
    return (said.LONG_LABEL, {"code": piece.code, "words": long, "most": LONGEST_LINE}) if long else None


@lru_cache(maxsize=1000)
def drawn(figure: Figure, alt: str, labels: Sequence[str]) -> str:
    """The drawing with its words, as HTML that is safe to show.

    >>> drawn(figure_of("a/b", '<svg viewBox="0 0 9 9"><text x="1" y="2">{1}</text></svg>'), "En sti", ("Å / her",))
    '<figure class="drawing"><svg role="img" aria-label="En sti" viewBox="0 0 9 9"><text x="1" y="2"><tspan x="1" dy="-0.6em">Å\
</tspan><tspan x="1" dy="1.2em">her</tspan></text></svg></figure>'
    """

    def words(place: re.Match[str]) -> str:
        number = int(place[2])
        lines = labels[number - 1].split(" / ") if number <= len(labels) else [""]
        return f"<text {place[1]}>{_lines(lines, place[1])}</text>"

    named = figure.svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)
    return f'<figure class="drawing">{_PLACE.sub(words, named)}</figure>'


def _lines(lines: Sequence[str], attributes: str) -> str:
    if len(lines) == 1:
        return escape(lines[0])
    at = _X.search(attributes)
    across = at[1] if at else "0"
    first = f"{-0.6 * (len(lines) - 1):g}em"
    return "".join(
        f'<tspan x="{across}" dy="{first if number == 0 else "1.2em"}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
