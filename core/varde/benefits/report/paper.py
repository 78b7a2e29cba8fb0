"""The report as a tagged PDF (PDF/UA-1) with its language and title. ``report.typ`` lays out what goes in as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from varde.benefits.report.errors import NoPaper
from varde.benefits.report.schema import as_json
from varde.benefits.report.values import Document, ReportPicture
from varde.charts.paper import on_paper
from varde.kernel.typeset import typeset

LAYOUT = Path(__file__).with_name("report.typ")
FONT = "Libertinus Serif"
"""One that the typesetter brings, so that a report looks the same wherever it is made."""


def as_pdf(document: Document) -> bytes:
    """The same document, the same day, gives the same bytes.

    :raises NoPaper: the typesetter is not installed.
    """
    try:
        return typeset(LAYOUT, "report", for_layout(document), document.about.drawn_on)
    except ImportError:
        raise NoPaper from None


def for_layout(document: Document) -> dict[str, Any]:
    """What the layout reads: the report as JSON, and each drawing as SVG with its description."""
    written = as_json(document)
    for section, plain in zip(document.sections, written["sections"], strict=True):
        plain["pictures"] = [_picture(picture) for picture in section.pictures]
    return {
        **written,
        "warning_heading": document.warning_heading,
        "warning": document.warning,
        "foot": document.foot,
        "figure": document.figure,
        "of": document.of,
        "author": document.about.organisation_name,
    }


def _picture(picture: ReportPicture) -> dict[str, str]:
    chart = picture.chart
    alternative = f"{chart.title}. {chart.description}"
    return {"finding": picture.finding, "note": picture.note, "svg": on_paper(chart, FONT), "alternative": alternative}
