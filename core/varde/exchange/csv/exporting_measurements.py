"""Measurements as a table with a row for each: what ``varde import measurements`` reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.exchange.choosing import PAGE, Choice
from varde.kernel.files import whole_file
from varde.kernel.table_output import TableWriter
from varde.kernel.work import Platform, Work
from varde.measurements.models import Measurement

COLUMNS = ("person", "series", "date", "time", "numbers", "zone", "way")


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
            for measurement in rows:
                local = measurement.measured_at.astimezone(work.zone)
                about = (measurement.enrolment_id, measurement.series, local.date(), local.strftime("%H:%M:%S"))
                table.row([*about, measurement.figures, measurement.zone or "", measurement.way])
                written += 1
    return written


def _pages(platform: Platform, choice: Choice, most: int) -> Iterator[tuple[Work, Sequence[Measurement]]]:
    """A page at a time, one statement each, so that nobody waits for a long export."""
    after, full = 0, True
    while full:
        with platform.work() as work:
            query = (
                select(Measurement)
                .join(Enrolment, Enrolment.id == Measurement.enrolment_id)
                .where(
                    Measurement.id > after,
                    Measurement.struck_at.is_(None),
                    Enrolment.organisation_id.in_(choice.organisations),
                    Enrolment.programme == choice.programme,
                )
                .order_by(Measurement.id)
                .limit(most)
            )
            if choice.since:
                query = query.where(Measurement.measured_at >= choice.since)
            if choice.before:
                query = query.where(Measurement.measured_at < choice.before)
            rows = list(work.session.scalars(query))
            yield work, rows
        after = rows[-1].id if rows else after
        full = len(rows) == most
