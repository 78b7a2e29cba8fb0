"""The report as JSON, by a schema with a version, and back. Numbers stand beside their words, so nobody reads them out of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from varde.benefits.report.values import VERSION, Document, ReportPicture, ReportTable, Section, TableCell
from varde.charts.values import Why
from varde.kernel.words import LANGUAGES

MONTH = validate.Regexp(r"^[0-9]{4}-(0[1-9]|1[0-2])$")


class CellSchema(Schema):
    """What is read, and the number behind it: null where there is none, and where ``hidden`` says why it is not shown."""

    text = fields.String(required=True)
    value = fields.Float(allow_none=True, load_default=None, allow_nan=False)
    hidden = fields.String(allow_none=True, load_default=None, validate=validate.OneOf([why.value for why in Why]))
    low = fields.Float(allow_none=True, load_default=None)
    high = fields.Float(allow_none=True, load_default=None)
    sd = fields.Float(allow_none=True, load_default=None)


class ColumnSchema(Schema):
    """A column: its key is the same in every language."""

    key = fields.String(required=True)
    label = fields.String(required=True)
    numeric = fields.Boolean(required=True)


class TableSchema(Schema):
    """Rows of as many cells as there are columns."""

    key = fields.String(required=True)
    caption = fields.String(required=True)
    columns = fields.List(fields.Nested(ColumnSchema), required=True, validate=validate.Length(min=1))
    rows = fields.List(fields.List(fields.Nested(CellSchema)), required=True)
    note = fields.String(required=True)


class PictureSchema(Schema):
    """A drawing in words: what it shows, what is drawn, and its description for whoever does not see it."""

    key = fields.String(required=True)
    finding = fields.String(required=True)
    note = fields.String(required=True)
    description = fields.String(required=True)


class SectionSchema(Schema):
    """A heading with what is said, drawn and listed under it."""

    key = fields.String(required=True)
    heading = fields.String(required=True)
    points = fields.List(fields.String(), required=True)
    sentences = fields.List(fields.String(), required=True)
    pictures = fields.List(fields.Nested(PictureSchema), required=True)
    tables = fields.List(fields.Nested(TableSchema), required=True)


class AboutSchema(Schema):
    """What the report is of; months ``YYYY-MM``, both included, when the numbers were drawn, and until when all is counted."""

    programme = fields.String(required=True)
    organisation = fields.String(required=True)
    track = fields.String(required=True)
    first_month = fields.String(required=True, validate=MONTH)
    last_month = fields.String(required=True, validate=MONTH)
    drawn_on = fields.Date(required=True)
    counted_on = fields.Date(required=True)
    fewest_shown = fields.Integer(required=True)
    invented = fields.Boolean(required=True)


class DocumentSchema(Schema):
    """The whole report. A field that is not named is refused, so that one which is gone is noticed."""

    version = fields.Integer(required=True, validate=validate.Equal(VERSION))
    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    about = fields.Nested(AboutSchema, required=True)
    title = fields.String(required=True)
    facts = fields.List(fields.String(), required=True)
    warning = fields.String(required=True)
    sections = fields.List(fields.Nested(SectionSchema), required=True)


def as_json(document: Document) -> dict[str, Any]:
    """The document as :class:`DocumentSchema` has it: plain values, ready to be written."""
    about = document.about
    return {
        "version": VERSION,
        "language": document.language,
        "about": {
            "programme": about.programme,
            "organisation": about.organisation,
            "track": about.track,
            "first_month": about.first,
            "last_month": about.last,
            "drawn_on": about.drawn_on.isoformat(),
            "counted_on": about.counted_on.isoformat(),
            "fewest_shown": about.fewest,
            "invented": about.invented,
        },
        "title": document.title,
        "facts": list(document.facts),
        "warning": f"{document.warning_heading}. {document.warning}",
        "sections": [_section(section) for section in document.sections],
    }


def faults_of(written: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the schema has against this JSON, by field; empty when it is a report of this version."""
    return DocumentSchema().validate(written)


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "heading": section.heading,
        "points": list(section.points),
        "sentences": list(section.sentences),
        "pictures": [_picture(picture) for picture in section.pictures],
        "tables": [_table(table) for table in section.tables],
    }


def _picture(picture: ReportPicture) -> dict[str, Any]:
    return {
        "key": picture.key,
        "finding": picture.finding,
        "note": picture.note,
        "description": picture.chart.description,
    }


def _table(table: ReportTable) -> dict[str, Any]:
    return {
        "key": table.key,
        "caption": table.caption,
        "columns": [{"key": each.key, "label": each.label, "numeric": each.numeric} for each in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "note": table.note,
    }


def _cell(cell: TableCell) -> dict[str, Any]:
    """Only what there is: a cell of words has its words alone."""
    written: dict[str, Any] = {"text": cell.text}
    if cell.hidden is not None:
        written["hidden"] = cell.hidden.value
    written |= {
        name: number
        for name, number in (("value", cell.value), ("low", cell.low), ("high", cell.high), ("sd", cell.sd))
        if number is not None
    }
    return written
