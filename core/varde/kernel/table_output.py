"""Tables that Varde writes: CSV in which no cell can be run as a formula when it is opened in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

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
