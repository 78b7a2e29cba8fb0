"""A house, a mapping of each layout, and rows to bring in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from varde.exchange.csv.importing import ImportReport, import_scores
from varde.exchange.csv.mapping import read_mapping
from varde.exchange.csv.response_import import import_responses
from varde.testing.house import House, all_samples, make_house, sqlite_url

from .answer_files import ROWS, Bring

LONG = """
layout = "long"
missing = ["NA"]
ignore = ["sex"]
[person]
column = "id"
[enrolment]
track = "north"
start = 2024-01-08
[occasion]
column = "time"
values = { "1" = "start", "2" = "end" }
[scores]
ham = "guide-total"
phq = "phq-9"
"""

WIDE = """
layout = "wide"
delimiter = ";"
decimal = ","
[person]
column = "id"
[enrolment]
track_column = "spor"
tracks = { D = "north" }
start_column = "begynte"
[scores]
ham1 = { instrument = "guide-total", occasion = "start" }
ham2 = { instrument = "guide-total", occasion = "end" }
[dates]
end = "slutt"
"""

LONG_ROWS = "id,sex,time,ham,phq\na,F,1,25,18\na,F,2,9.5,NA\nb,M,1,30,\nb,M,2,,12\n"
WIDE_ROWS = "id;spor;begynte;slutt;ham1;ham2\na;D;2024-01-08;2024-04-20;25;9,5\nb;south;2024-02-05;2024-05-10;30;\n"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def bring(house: House) -> Callable[..., ImportReport]:
    """Import these rows at the clinic under this mapping."""

    def run(
        rows: str | bytes = LONG_ROWS,
        mapping: str = LONG,
        *,
        organisation: str = "klinikken",
        programme: str = "ridge",
        dry_run: bool = False,
        correct: str = "",
    ) -> ImportReport:
        raw = rows.encode() if isinstance(rows, str) else rows
        with house.work() as work:
            return import_scores(
                work,
                raw,
                read_mapping(mapping.encode()),
                organisation=organisation,
                programme=programme,
                dry_run=dry_run,
                correct=correct,
            )

    return run


@pytest.fixture
def bring_answers(house: House) -> Bring:
    """Import these answers to items at the clinic."""

    def run(
        rows: str | bytes = ROWS,
        *,
        organisation: str = "klinikken",
        programme: str = "ridge",
        dry_run: bool = False,
        **more: Any,
    ) -> ImportReport:
        raw = rows.encode() if isinstance(rows, str) else rows
        with house.work() as work:
            return import_responses(work, raw, organisation=organisation, programme=programme, dry_run=dry_run, **more)

    return run
