"""A table from an earlier system: its rows by column, what is wrong with it as a table, and the dates in it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from varde.kernel.errors import BadUsage
from varde.kernel.tables import (
    TableOptions,
    begin,
    cleaned,
    day_written,
    in_order,
    order_of,
    renamed,
    text_file,
    unsure,
)

EARLIEST = date(1970, 1, 1)
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class LegacyFault:
    """One thing wrong. ``row`` counts as a spreadsheet does, the header being 1; None is the whole file."""

    rule: str
    sentence: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column “{self.column}”"] if self.column else []
        where = ", ".join(place)
        return f"{where[0].upper()}{where[1:]}: {self.sentence}" if where else self.sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A file as it was read: its rows, what is wrong with it, what parts its columns, and the order of its dates."""

    rows: Sequence[Row] = ()
    faults: Sequence[LegacyFault] = ()
    delimiter: str = ","
    dates: str = ""


def read_table(
    raw: bytes,
    header_faults: Callable[[Sequence[str]], Sequence[LegacyFault]],
    options: TableOptions,
    dated: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> ReadTable:
    """The rows of a CSV file; none when ``header_faults`` finds anything wrong with its columns. ``dated`` are the columns
    with dates; a text that stands for no answer is left standing in those of ``keep``."""
    try:
        opened = begin(text_file(raw, options), options)
        if not any(opened.header):
            return ReadTable(faults=[LegacyFault("empty", "The file has no rows.")])
        names = renamed(opened.header, options)
    except BadUsage as fault:
        return ReadTable(faults=[LegacyFault("file", sentence) for sentence in fault.faults])
    except csv.Error as fault:
        return ReadTable(faults=[LegacyFault("csv", f"The file is not CSV that can be read: {fault} (line 1).")])
    # A column without a name is one of the empty ones that spreadsheets leave behind.
    header = [name for name in names if name]
    faults = list(header_faults(header))
    if faults:
        return ReadTable(faults=faults)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(opened.rows, start=opened.first_row):
            if any(cell.strip() for cell in cells):
                row = _row(number, opened.header, names, [cleaned(cell) for cell in cells], options, keep)
                (rows if isinstance(row, Row) else faults).append(row)  # type: ignore[arg-type]
    except csv.Error as fault:
        faults.append(LegacyFault("csv", f"The file is not CSV that can be read: {fault} (line {opened.line()})."))
    if not rows and not faults:
        faults.append(LegacyFault("empty", "The file has no rows."))
    days = [day for row in rows for name in dated if name and (day := day_written(row.cells.get(name, "")))]
    dates = options.dates or order_of(days)
    if not options.dates and any(unsure(day, dates) for day in days):
        example = next(
            row.cells[name] for row in rows for name in dated if name and _is_unsure(row.cells.get(name, ""))
        )
        faults.append(
            LegacyFault(
                "dates", f"Dates such as {example} can be read in two ways: --dates dmy or --dates mdy says which."
            )
        )
        return ReadTable(faults=faults)
    return ReadTable(rows, faults, opened.delimiter, dates)


def _is_unsure(cell: str) -> bool:
    day = day_written(cell)
    return day is not None and unsure(day, "")


def _row(
    number: int,
    header: Sequence[str],
    names: Sequence[str | None],
    cells: Sequence[str],
    options: TableOptions,
    keep: Sequence[str],
) -> Row | LegacyFault:
    if len(cells) != len(header):
        return LegacyFault("fields", f"there are {len(cells)} fields, and the header has {len(header)}.", number)
    if any(cell and not name for name, cell in zip(header, cells, strict=True)):
        return LegacyFault("fields", "there is something in a column that the header gives no name.", number)
    return Row(
        number,
        {
            name: "" if name not in keep and options.is_missing(cell) else cell
            for name, cell in zip(names, cells, strict=True)
            if name
        },
    )


def doubled(header: Sequence[str]) -> Iterator[LegacyFault]:
    """Columns that the header names more than once."""
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield LegacyFault("duplicate header", "the header names this column more than once.", 1, name)


def these(names: Sequence[str]) -> str:
    """“the columns “a”, “b””, the first few of them."""
    listed = ", ".join(f"“{name}”" for name in names[:MOST_NAMED])
    return f"the column{'s' if len(names) > 1 else ''} {listed}{' …' if len(names) > MOST_NAMED else ''}"


def past_date(written: str, today: date, order: str = "") -> date | str:
    """The date in a cell, or the sentence that says why it cannot be the date of something imported. ``order`` says which
    number is the day where the way of writing does not."""
    parts = day_written(written)
    try:
        day = date(*in_order(parts, order)) if parts is not None and not unsure(parts, order) else None
    except ValueError:
        day = None
    if day is None:
        return f"“{written[:40]}” is not a date; dates are written 2024-11-30 or 30.11.2024."
    if day > today:
        return f"{day} is in the future."
    if day < EARLIEST:
        return f"{day} is before {EARLIEST}, the earliest that can be imported."
    return day
