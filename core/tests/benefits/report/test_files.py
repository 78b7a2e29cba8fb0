"""The tables of a report as a workbook and as CSV: whole numbers, a codebook of every column, and until when all is counted."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from varde.benefits.report.codebook import MEANINGS, UNITS
from varde.benefits.report.files import as_csv_files, as_xlsx, file_tables
from varde.benefits.report.values import Document, ReportTable, Section, TableCell, TableColumn
from varde.charts.values import Why
from varde.kernel.words import LANGUAGES

from .test_document import document


def sheets(of: Document) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(as_xlsx(of)))
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def files(of: Document) -> dict[str, list[list[str]]]:
    with ZipFile(io.BytesIO(as_csv_files(of))) as archive:
        return {
            name.removesuffix(".csv"): list(csv.reader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in archive.namelist()
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_there_with_the_same_numbers_in_both(language: str) -> None:
    book, archive = sheets(document(language)), files(document(language))
    tables = [table for section in document(language).sections for table in section.tables]
    assert list(book) == list(archive) == ["about", "codebook", *list(book)[2:]]
    assert len(book) == 2 + len(tables)
    for name, rows in book.items():
        assert [len(row) for row in archive[name]] == [len(rows[0])] * len(rows)
        for row, written in zip(rows, archive[name], strict=True):
            for cell, text in zip(row, written, strict=True):
                assert (float(text) == pytest.approx(cell)) if isinstance(cell, float | int) else ((cell or "") == text)


def test_a_number_is_whole_and_its_interval_stands_beside_it() -> None:
    (row,) = (t.rows[0] for s in document().sections for t in s.tables if t.key == "response:demo.symptoms")
    header, first, *_ = sheets(document())["response-demo_symptoms"]
    assert header == (
        *("occasion", "responders", "answered", "of_answered", "of_answered_low", "of_answered_high"),
        *("started", "of_started", "of_started_low", "of_started_high", "counted_until"),
    )
    numbers = [row[1].value, row[2].value, row[3].value, row[3].low, row[3].high]
    assert list(first[1:6]) == pytest.approx(numbers)
    assert first[0] == "3 måneder"
    assert first[-1] == "2025-12-31"
    change = sheets(document())["change-3m"][0]
    assert change[2:6] == ("start", "start_sd", "later", "later_sd")
    course = sheets(document())["course-demo_symptoms"][0]
    assert course[-3:] == ("interval_low", "interval_high", "counted_until"), "an interval has no number of its own"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_codebook_has_every_column_of_every_table(language: str) -> None:
    book = sheets(document(language))
    header, *rows = book["codebook"]
    assert header == ("table", "caption", "column", "label", "meaning", "unit", "note")
    listed: dict[object, list[object]] = {}
    for row in rows:
        listed.setdefault(row[0], []).append(row[2])
        assert all(row[place] for place in (1, 2, 4, 5)), row
    assert listed == {name: list(table[0]) for name, table in book.items() if name not in ("about", "codebook")}


def test_every_meaning_is_in_three_languages() -> None:
    assert [key for key, text in (*MEANINGS.items(), *UNITS.items()) if text.missing()] == []


def test_the_file_says_what_it_is_of_and_until_when() -> None:
    about = {row[0]: row[1] for row in sheets(document())["about"]}
    assert {key: about[key] for key in ("programme", "first_month", "counted_until", "drawn_on", "fewest_shown")} == {
        "programme": "demo",
        "first_month": "2025-01",
        "counted_until": "2025-12-31",
        "drawn_on": "2026-01-02",
        "fewest_shown": 5,
    }
    assert "ikke hva som ville skjedd uten tilbudet" in str(about["warning"])


def made_of(*tables: ReportTable) -> Document:
    return replace(document(), sections=(Section("one", "En", tables=tables),))


def test_what_is_hidden_is_said_and_no_text_is_run() -> None:
    columns = (TableColumn("name", "Navn", numeric=False), TableColumn("n", "n"), TableColumn("mean", "Snitt"))
    rows = ((TableCell("=1+1"), TableCell("<5", hidden=Why.SMALL), TableCell("–")),)
    of = made_of(ReportTable("one:x", "@ en", columns, rows))
    (table,) = (each for each in file_tables(of) if each.name == "one-x")
    assert table.rows == (("=1+1", "<5", None, "2025-12-31"),)
    assert sheets(of)["one-x"][1] == ("'=1+1", "<5", None, "2025-12-31")
    assert files(of)["one-x"][1] == ["'=1+1", "<5", "", "2025-12-31"]


def test_names_of_sheets_are_short_and_none_is_another() -> None:
    columns = (TableColumn("name", "Navn", numeric=False),)
    long = "a" * 40
    tables = [ReportTable(key, "", columns, ()) for key in (f"{long}:1", f"{long}:2", "b/c:*")]
    assert [table.name for table in file_tables(made_of(*tables))][2:] == ["a" * 31, f"{'a' * 29}_2", "b_c-_"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert as_csv_files(document()) == as_csv_files(document())
