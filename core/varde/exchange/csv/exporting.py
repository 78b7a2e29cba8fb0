"""Answers as a table with a row for each: what ``varde import responses`` reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from varde.assessments.models import Response
from varde.assessments.sheet import own_name
from varde.enrolments.models import Enrolment
from varde.exchange.choosing import PAGE, Choice, pages
from varde.exchange.courses import Occasions, course_of
from varde.exchange.csv.response_rows import CONTEXT, UNIT, cell_of, unit_of_answer
from varde.instruments.answers import TOTAL, items_of
from varde.instruments.values import NEEDS, Instrument
from varde.kernel.files import whole_file
from varde.kernel.table_output import TableWriter
from varde.kernel.work import Platform

COLUMNS = (
    "person",
    "started",
    "ended",
    "running",
    "track",
    "occasion",
    "date",
    "instrument",
    "version",
    "item",
    "answer",
    UNIT,
    *(CONTEXT + name for name in NEEDS),
)


@dataclass(slots=True)
class WrittenTable:
    """How much a file holds, and the occasions in it that are none of the programme's."""

    responses: int = 0
    other_occasions: set[str] = field(default_factory=set)


def write_answers(platform: Platform, choice: Choice, out: Path, *, page: int = PAGE) -> WrittenTable:
    """Write the chosen responses to ``out``: a row for each answer, days and not moments, by id.

    Nothing in it names a person. A file that was there is replaced when everything is written.

    :raises BadUsage: the file cannot be written.
    """
    written, occasions = WrittenTable(), Occasions()
    with whole_file(out) as file:
        table = TableWriter(file)
        table.row(COLUMNS)
        for work, rows in pages(platform, choice, page):
            for response, enrolment in rows:
                instrument = work.catalogue.all(Instrument).get(response.instrument)
                table.rows(_rows(response, instrument, enrolment, occasions, written, work.zone))
                written.responses += 1
    return written


def _rows(
    response: Response,
    instrument: Instrument | None,
    enrolment: Enrolment,
    occasions: Occasions,
    written: WrittenTable,
    zone: ZoneInfo,
) -> Iterator[list[Any]]:
    assert response.submitted_at is not None
    course, on = course_of(enrolment, zone), response.submitted_at.astimezone(zone).date()
    occasion = occasions.name(enrolment.id, response.occasion, response.instrument, on)
    own = own_name(occasion)
    if own is not None:
        occasion = own.nb
        written.other_occasions.add(occasion)
    before = [
        enrolment.id,
        course.started,
        course.ended or "",
        cell_of(course.running),
        course.track or "",
        occasion,
        on,
    ]
    after = [cell_of(response.context.get(name)) for name in NEEDS]
    for item, answer in _answers(response, instrument):
        unit = unit_of_answer(instrument, item)
        yield [*before, response.instrument, response.version, item, cell_of(answer), unit, *after]


def _answers(response: Response, instrument: Instrument | None) -> list[tuple[str, Any]]:
    """Each answer with its item; the total, when it came alone; and one that is missing, when nothing was answered."""
    answers = [(key, value) for key, value in response.answers.items() if value is not None]
    if answers:
        return answers
    if response.total is not None and response.mode == "import":
        return [(TOTAL, response.total)]
    return [(items_of(instrument)[0].key if instrument else TOTAL, None)]
