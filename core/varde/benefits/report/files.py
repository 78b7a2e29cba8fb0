"""Every table of a report as a file: a workbook, or CSV files in one ZIP, each with a codebook and until when all is counted.

Numbers are numbers, whole and not rounded as in the words; what is hidden is said where it stands, and what is not known is empty.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from varde.benefits.report import words
from varde.benefits.report.codebook import MEANINGS, unit_of_column
from varde.benefits.report.values import Document, ReportTable, TableCell, TableColumn
from varde.kernel.table_output import TableWriter, workbook
from varde.kernel.words import Text

FileCell = str | float | None
PARTS = ("sd", "low", "high")
"""What a number may have beside it, each in a column of its own after the number's: its SD and the ends of its interval."""
COUNTED_UNTIL = "counted_until"
LONGEST_NAME = 31
"""Of a sheet in a workbook."""


@dataclass(frozen=True, slots=True)
class FileTable:
    """A table of a file: its name, its columns, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[FileCell, ...], ...]


def file_tables(document: Document) -> tuple[FileTable, ...]:
    """What the report is of, the codebook, and every table of the report in its order. Each row says until when all is counted."""
    listed = [table for section in document.sections for table in section.tables]
    named = list(zip(_names(listed), listed, strict=True))
    counted_until = document.about.counted_on.isoformat()
    return (
        FileTable("about", ("name", "value"), tuple(_about(document))),
        FileTable(
            "codebook", CODEBOOK, tuple(row for name, table in named for row in _codebook(name, table, document))
        ),
        *(_file_table(name, table, counted_until) for name, table in named),
    )


def as_xlsx(document: Document) -> bytes:
    """The tables as sheets of a workbook. No text in it is run as a formula when it is opened."""
    return workbook(file_tables(document), title=document.title, made_on=document.about.drawn_on)


def as_csv_files(document: Document) -> bytes:
    """The tables as CSV files in a ZIP: comma, decimal point, a header of names. The same document gives the same bytes."""
    out = io.BytesIO()
    on = document.about.drawn_on
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for table in file_tables(document):
            text = io.StringIO()
            writer = TableWriter(text, line_end="\r\n")
            writer.row(table.columns)
            writer.rows([["" if cell is None else cell for cell in row] for row in table.rows])
            file = ZipInfo(f"{table.name}.csv", (on.year, on.month, on.day, 0, 0, 0))
            file.compress_type = ZIP_DEFLATED
            archive.writestr(file, text.getvalue())
    return out.getvalue()


def _about(document: Document) -> Iterator[tuple[FileCell, ...]]:
    about = document.about
    yield from (
        ("title", document.title),
        ("programme", about.programme),
        ("organisation", about.organisation),
        ("track", about.track),
        ("first_month", about.first),
        ("last_month", about.last),
        (COUNTED_UNTIL, about.counted_on.isoformat()),
        ("drawn_on", about.drawn_on.isoformat()),
        ("fewest_shown", about.fewest),
        ("language", document.language),
    )
    yield from (("fact", fact) for fact in document.facts)
    yield ("warning", f"{document.warning_heading}. {document.warning}")


def _names(tables: Sequence[ReportTable]) -> Iterator[str]:
    """A name for each, of letters, digits, “_” and “-” alone, short enough for a sheet; a number where two would be the same."""
    seen: set[str] = set()
    for table in tables:
        plain = "".join(sign if sign.isalnum() else "-" if sign == ":" else "_" for sign in table.key)
        name, number = plain[:LONGEST_NAME], 1
        while name in seen:
            number += 1
            end = f"_{number}"
            name = f"{plain[: LONGEST_NAME - len(end)]}{end}"
        seen.add(name)
        yield name


def _file_table(name: str, table: ReportTable, counted_until: str) -> FileTable:
    spread = list(_spread(table))
    rows = tuple(
        (*(_held(row[place], part, table.columns[place]) for place, part in spread), counted_until)
        for row in table.rows
    )
    columns = tuple(
        f"{table.columns[place].key}_{part}" if part else table.columns[place].key for place, part in spread
    )
    return FileTable(name, (*columns, COUNTED_UNTIL), rows)


def _spread(table: ReportTable) -> Iterator[tuple[int, str]]:
    """Each column of the table by its place, and after it those parts of its numbers that any row has."""
    for place, column in enumerate(table.columns):
        parts = [part for part in PARTS if any(getattr(row[place], part) is not None for row in table.rows)]
        if not column.numeric or not parts or any(row[place].value is not None for row in table.rows):
            yield place, ""
        yield from ((place, part) for part in parts)


def _held(cell: TableCell, part: str, column: TableColumn) -> FileCell:
    if not column.numeric:
        return cell.text
    if cell.hidden is not None:
        return cell.text
    number: float | None = getattr(cell, part or "value")
    return number


CODEBOOK = ("table", "caption", "column", "label", "meaning", "unit", "note")
PART_MEANINGS: dict[str, Text] = {"sd": words.SD_OF_IT, "low": words.LOW_END, "high": words.HIGH_END}


def _codebook(name: str, table: ReportTable, document: Document) -> Iterator[tuple[FileCell, ...]]:
    language = document.language
    for place, part in _spread(table):
        column = table.columns[place]
        key = f"{column.key}_{part}" if part else column.key
        meaning = MEANINGS[column.key].to(language)
        if part:
            meaning = f"{PART_MEANINGS[part].to(language)}: {meaning}"
        yield name, table.caption, key, column.label, meaning, unit_of_column(column).to(language), table.note
    yield name, table.caption, COUNTED_UNTIL, "", words.UNTIL_WHEN.to(language), words.DAY.to(language), ""
