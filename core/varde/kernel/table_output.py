"""Tables that Varde writes: CSV and workbooks in which no cell can be run as a formula when they are opened in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, Protocol, TextIO

from varde.kernel.tables import is_formula


def safe(cell: str) -> str:
    """The cell, with an apostrophe before it when a spreadsheet might run it. Reading takes the apostrophe away again."""
    return f"'{cell}" if is_formula(cell.lstrip("'")) else cell


class TableWriter:
    """Writes rows; every text in them is made :func:`safe`, or was when ``safe_already``."""

    def __init__(self, file: TextIO, *, line_end: str = "\n", safe_already: bool = False) -> None:
        self._rows = csv.writer(file, lineterminator=line_end)
        self._safe_already = safe_already

    def row(self, cells: Sequence[Any]) -> None:
        self.rows([cells])

    def rows(self, rows: Iterable[Sequence[Any]]) -> None:
        if self._safe_already:
            self._rows.writerows(rows)
            return
        self._rows.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


class SheetTable(Protocol):
    """One sheet of a workbook."""

    @property
    def name(self) -> str: ...
    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[Any]]: ...


def workbook(tables: Iterable[SheetTable], *, title: str | None = None, made_on: date | None = None) -> bytes:
    """An XLSX file with a sheet for each table, its heading bold and standing still; every text in it is made :func:`safe`."""
    from openpyxl import Workbook  # only whoever asks for a file needs it
    from openpyxl.styles import Font

    book = Workbook()
    if (first := book.active) is not None:
        book.remove(first)
    if title is not None:
        book.properties.title = title
    if made_on is not None:
        book.properties.created = datetime.combine(made_on, time.min)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.append(list(table.columns))
        for row in table.rows:
            sheet.append([safe(cell) if isinstance(cell, str) else cell for cell in row])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
