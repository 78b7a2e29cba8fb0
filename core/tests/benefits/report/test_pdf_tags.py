"""The PDF as a screen reader meets it: its tag tree, read by a reader of our own."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from varde.benefits.report.paper import as_pdf
from varde.kernel.words import LANGUAGES

from .pdf_tags import Pdf
from .test_document import document


@cache
def read(language: str = "nb") -> Pdf:
    return Pdf(as_pdf(document(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_its_language_and_shows_its_title(language: str) -> None:
    catalog = read(language).catalog
    assert catalog["Lang"].split("-")[0] == language
    assert catalog["MarkInfo"]["Marked"] is True
    assert catalog["MarkInfo"]["Suspects"] is False
    assert catalog["ViewerPreferences"]["DisplayDocTitle"] is True


def test_headings_are_one_of_the_first_level_and_skip_none() -> None:
    sections = document().sections
    headings = read().tags.of("H1", "H2", "H3")
    assert [h.attributes["T"] for h in headings if h.kind == "H1"] == [document().title]
    assert [h.attributes["T"] for h in headings if h.kind == "H2"] == [section.heading for section in sections]
    levels = [int(h.kind[1]) for h in headings]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_drawing_has_its_description_in_place_of_it() -> None:
    drawn = [figure.attributes["Alt"] for figure in read().tags.of("Figure")]
    pictures = [picture for section in document().sections for picture in section.pictures]
    assert drawn == [f"{picture.chart.title}. {picture.chart.description}" for picture in pictures]
    assert len(drawn) > 5


def test_every_table_has_its_caption_its_header_and_as_many_cells_as_it_has() -> None:
    tables = [table for section in document().sections for table in section.tables]
    listed = read().tags.of("Table")
    assert len(listed) == len(tables)
    assert len(read().tags.of("Caption")) == len(tables) + len(read().tags.of("Figure"))
    for tag, table in zip(listed, tables, strict=True):
        header, *rows = tag.of("TR")
        assert [cell.kind for cell in header.children] == ["TH"] * len(table.columns)
        assert {cell.attributes["Scope"] for cell in header.children} == {"Column"}
        assert [len(row.children) for row in rows] == [len(table.columns)] * len(table.rows)


def test_lists_are_lists() -> None:
    findings, limits = read().tags.of("L")
    sections = document().sections
    assert (findings.attributes["ListNumbering"], len(findings.of("LI"))) == ("Decimal", len(sections[0].points))
    assert len(limits.of("LI")) == len(sections[-1].points)


def test_everything_that_is_read_is_tagged_and_tabbed_in_its_order() -> None:
    pages = read().pages
    assert len(pages) > 2
    assert [page["Tabs"] for page in pages] == ["S"] * len(pages)
    assert [read().text_outside_tags(page) for page in pages] == [0] * len(pages)
    drawn = [stream for stream in read().streams.values() if b" Tf" in stream]
    assert len(drawn) >= len(pages)
    assert re.search(rb"BDC.*Tj|BDC.*TJ", b"".join(drawn), re.S)
