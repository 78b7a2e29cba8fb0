"""What a report holds. Every word in it is already in the reader's language, and every number is also there as words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from varde.charts.shapes import Chart
from varde.charts.values import Why

VERSION = 1
"""Of the document as JSON. Another number when a field goes or means something else."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: what is read, and the number behind it. ``value`` is None where there is no number, and where it is hidden;
    then ``hidden`` says why. ``low`` and ``high`` are the ends of an interval; ``sd`` is that of a mean."""

    text: str
    value: float | None = None
    hidden: Why | None = None
    low: float | None = None
    high: float | None = None
    sd: float | None = None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column by its key, which is the same in every language, and its heading."""

    key: str
    label: str
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under a caption, whose first cell is the heading of the row. Every row has as many cells as there are columns."""

    key: str
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    note: str = ""

    @property
    def says_something(self) -> bool:
        """Whether any number in it may be shown."""
        return any(cell.value is not None or cell.low is not None for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class ReportPicture:
    """A drawing under what it shows (``finding``); ``note`` is what is drawn, of how many and of whom."""

    key: str
    finding: str
    chart: Chart
    note: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what is said, drawn and listed under it. ``points`` are each a finding or a limit of their own."""

    key: str
    heading: str
    points: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    pictures: tuple[ReportPicture, ...] = ()
    tables: tuple[ReportTable, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What the report is of: keys and names of programme and place, months ``YYYY-MM`` both included, the day the numbers were
    drawn, and the day until which all is counted in them. ``asked`` are the months that were asked for, where they were widened.
    ``fewest`` people are the fewest shown; ``counted_again``: people are being counted again, and some may be missing;
    ``invented``: nobody in it is a person."""

    programme: str
    programme_title: str
    organisation: str
    organisation_name: str
    first: str
    last: str
    drawn_on: date
    counted_on: date
    fewest: int
    track: str = ""
    track_title: str = ""
    asked: tuple[str, str] = ("", "")
    counted_again: bool = False
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report, in one ``language`` (nb, nn or en). ``facts`` stand under the title; ``warning`` is said before any
    number is read. ``foot`` is at the foot of each page, and ``figure`` and ``of`` are the words for “Figure 1” and “1 of 2”."""

    language: str
    about: About
    title: str
    facts: tuple[str, ...]
    warning_heading: str
    warning: str
    sections: tuple[Section, ...]
    foot: str
    figure: str
    of: str
