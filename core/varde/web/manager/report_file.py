"""The report as one HTML file that leads nowhere and needs nothing beside it."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from varde.benefits.report.values import Document

WEB = Path(__file__).parents[1]
STYLES = ("varde.css", "pages.css", "report.css")


def as_html(document: Document) -> str:
    """The page of the report with its styles in it."""
    folders = [Path(__file__).parent / "templates", WEB / "shell" / "templates"]
    pages = Environment(loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined)
    styles = "\n".join((WEB / "shell" / "static" / name).read_text(encoding="utf-8") for name in STYLES)
    page = pages.get_template("benefits/report.html")
    return page.render(document=document, styles=Markup(styles))  # noqa: S704 - our own files
