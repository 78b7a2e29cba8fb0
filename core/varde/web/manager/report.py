"""The report of a programme at a place: to read, to print, and as a file. Counts only, no patients."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, g, jsonify, render_template, request, url_for

from varde.benefits.figures.places import place_of
from varde.benefits.report.files import as_csv_files, as_xlsx
from varde.benefits.report.paper import as_pdf
from varde.benefits.report.schema import as_json
from varde.benefits.report.service import report_of
from varde.benefits.report.values import Document
from varde.kernel.typeset import can_typeset
from varde.web.manager.benefits import asked_figures
from varde.web.manager.plan import XLSX
from varde.web.shell import http
from varde.web.shell.confirming import confirmed
from varde.web.shell.pages import actor, audience

bp = Blueprint("report", __name__, url_prefix="/gevinster")


@bp.get("/<organisation>/<programme>/rapport")
@audience("manager")
def page(organisation: str, programme: str) -> str:
    """The report, to read and to print."""
    document = _document(organisation, programme)
    address = partial(_address, organisation=organisation, programme=programme)
    return render_template(
        "benefits/report.html",
        document=document,
        back=address("benefits.show"),
        json=address("report.as_data"),
        xlsx=address("report.as_workbook"),
        tables=address("report.as_files"),
        pdf=address("report.on_paper") if can_typeset() else "",
        styles=None,
    )


@bp.get("/<organisation>/<programme>/rapport.json")
@audience("manager")
@confirmed
def as_data(organisation: str, programme: str) -> Response:
    """The same report by its schema."""
    return _file(jsonify(as_json(_document(organisation, programme))), organisation, programme, "json")


@bp.get("/<organisation>/<programme>/rapport.pdf")
@audience("manager")
@confirmed
def on_paper(organisation: str, programme: str) -> Response:
    """The same report as a tagged PDF."""
    answer = Response(as_pdf(_document(organisation, programme)), mimetype="application/pdf")
    return _file(answer, organisation, programme, "pdf")


@bp.get("/<organisation>/<programme>/rapport.xlsx")
@audience("manager")
@confirmed
def as_workbook(organisation: str, programme: str) -> Response:
    """Every table of the report as a sheet, with a codebook."""
    answer = Response(as_xlsx(_document(organisation, programme)), mimetype=XLSX)
    return _file(answer, organisation, programme, "xlsx")


@bp.get("/<organisation>/<programme>/rapport.zip")
@audience("manager")
@confirmed
def as_files(organisation: str, programme: str) -> Response:
    """Every table of the report as CSV, with a codebook, in one ZIP."""
    answer = Response(as_csv_files(_document(organisation, programme)), mimetype="application/zip")
    return _file(answer, organisation, programme, "zip")


def _address(view: str, organisation: str, programme: str) -> str:
    """The same choice in another form."""
    spor, fra, til = (request.args.get(name) for name in ("spor", "fra", "til"))
    return url_for(view, organisation=organisation, programme=programme, spor=spor, fra=fra, til=til)


def _document(organisation: str, programme: str) -> Document:
    work = http.work()
    place = place_of(work, actor(), organisation, programme)
    g.organisation = place.organisation
    return report_of(work, place, asked_figures(), http.speech())


def _file(answer: Response, organisation: str, programme: str, ending: str) -> Response:
    answer.headers["Content-Disposition"] = f"attachment; filename=rapport-{organisation}-{programme}.{ending}"
    return answer
