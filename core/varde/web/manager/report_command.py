"""``varde report``: the report of a programme at a place, for whoever may read the database.

It hides what the page of the place hides: reports of several places may be laid side by side.
"""

from __future__ import annotations

import json
from typing import BinaryIO

import rich_click as click

from varde.benefits.figures.looking import AskedFigures
from varde.benefits.figures.places import place_seen_from
from varde.benefits.report.files import as_csv_files, as_xlsx
from varde.benefits.report.paper import as_pdf
from varde.benefits.report.schema import as_json
from varde.benefits.report.service import report_of
from varde.benefits.report.values import Document
from varde.kernel.console import Console
from varde.kernel.words import LANGUAGES
from varde.web.manager.report_file import as_html


@click.command(name="report")
@click.argument("programme")
@click.option("--organisation", required=True, metavar="KEY", help="Where; everything under it counts too.")
@click.option(
    "--from", "first", metavar="YYYY-MM", help="The first month in which people started; else the first there is."
)
@click.option("--to", "last", metavar="YYYY-MM", help="The last; else the last that is told.")
@click.option("--track", metavar="KEY", help="Only the people of one track.")
@click.option(
    "--format", "form", type=click.Choice(["json", "html", "pdf", "xlsx", "csv"]), default="json", show_default=True
)
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--output", type=click.File("wb", lazy=True), default="-", help="A file instead of stdout.")
@click.pass_obj
def report_command(
    console: Console,
    programme: str,
    organisation: str,
    first: str | None,
    last: str | None,
    track: str | None,
    form: str,
    language: str,
    output: BinaryIO,
) -> None:
    """Write the report of a programme at an organisation.

    Small numbers are hidden as on the page of a manager there. Months are widened where a shorter period would give a few people
    away, and the report says so. ``xlsx`` is every table as a sheet and ``csv`` every table as a file in a ZIP, with a codebook.
    """
    with console.platform().work() as work:
        place = place_seen_from(work, organisation, programme.lower(), organisation)
        document = report_of(
            work, place, AskedFigures(first or None, last or None, track or None), work.speech(language)
        )
    output.write(_written(document, form))


def _written(document: Document, form: str) -> bytes:
    if form == "pdf":
        return as_pdf(document)
    if form == "xlsx":
        return as_xlsx(document)
    if form == "csv":
        return as_csv_files(document)
    if form == "html":
        return as_html(document).encode()
    return (json.dumps(as_json(document), ensure_ascii=False, indent=1) + "\n").encode()
