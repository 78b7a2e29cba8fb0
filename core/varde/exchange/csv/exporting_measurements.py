"""Measurements as a table with a row for each: what ``varde import measurements`` reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.exchange.choosing import PAGE, Choice, pages_of
from varde.kernel.files import whole_file
from varde.kernel.table_output import TableWriter
from varde.kernel.work import Platform, Work
from varde.measurements.models import Measurement
from varde.series.values import Series

COLUMNS = ("person", "series", "date", "time", "numbers", "zone", "way", "unit")


def write_measurements(platform: Platform, choice: Choice, out: Path, *, page: int = PAGE) -> int:
    """Write what was measured in the chosen enrolments, in the days chosen, to ``out``, by id; returns how many rows. What was
    struck out is left out. Nothing in it names a person; ``person`` is the number that ``varde export responses`` gives her.

    :raises BadUsage: the file cannot be written.
    """
    written = 0
    with whole_file(out) as file:
        table = TableWriter(file)
        table.row(COLUMNS)
        for work, rows in _pages(platform, choice, page):
            for (measurement,) in rows:
                local = measurement.measured_at.astimezone(work.zone)
                about = (measurement.enrolment_id, measurement.series, local.date(), local.strftime("%H:%M:%S"))
                series = work.catalogue.all(Series).get(measurement.series)
                unit = series.unit.to("en") if series else ""
                table.row([*about, measurement.figures, measurement.zone or "", measurement.way, unit])
                written += 1
    return written


def _pages(platform: Platform, choice: Choice, most: int) -> Iterator[tuple[Work, Sequence[tuple[Measurement]]]]:
    query = select(Measurement).join(Enrolment, Enrolment.id == Measurement.enrolment_id)
    query = query.where(Measurement.struck_at.is_(None))
    return pages_of(platform, choice, query, Measurement.id, Measurement.measured_at, most)
