"""What a run found: one figure, what it is compared with, and whether it keeps its limit."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is run. ``seconds`` is one turn of load; every page gets ``rounds`` turns, in turn with the others."""

    seconds: float
    rounds: int
    clients: int
    caseload: int
    """Patients of the therapist with many; the other one has ``FEW`` whatever happens."""
    repeats: int
    scorings: int
    simulated: int
    """Patients in each simulated programme."""
    counted: int
    """Patients behind the benefit cells, before they are made ten times as many."""
    histories: tuple[int, ...] = (10, 100, 1000, 10_000)
    """Earlier responses of the patients who hand one in."""
    programmes: int | None = None
    """How many programmes are simulated; every installed one when left out."""
    accepted: int = 15
    in_batch: int = 1_000_000
    """PHQ-9 responses that are scored together; of the others a tenth."""
    agenda: int = 5_000_000
    """Rows of the agenda that are not due, beside a hundred that are."""
    notices: int = 100_000
    workers: int = 2
    """Processes of each web server."""
    handing_in: int = 24
    """Patients who hand in, each once, where pages are opened in this process."""
    among: int = 0
    """Patients of others, in the same database, among whom the caseloads are opened once more; 0: they are not."""
    metered: int = 300
    """Patients with a meter that calls at a door; a key may call ten times in a minute."""
    enrolled: int = 20_000
    """Enrolments of the nation whose benefits are shown."""
    shown: int = 30
    """How often each page of it is opened."""
    lag_seconds: float = 15.0
    """How long answers come to it."""
    timed: bool = True
    """Whether limits of time count; at the smallest sizes only those of numbers do."""
    instructions: bool = False
    """Whether machine instructions are counted too, which takes valgrind and a minute."""


FEW = 50
FULL = Sizes(seconds=3, rounds=4, clients=4, caseload=5000, repeats=7, scorings=2000, simulated=12, counted=500)
TINY = Sizes(
    seconds=0.2,
    rounds=1,
    clients=2,
    caseload=70,
    repeats=1,
    scorings=20,
    simulated=1,
    counted=20,
    histories=(2, 20),
    programmes=1,
    accepted=2,
    in_batch=2000,
    agenda=20_000,
    notices=200,
    workers=1,
    handing_in=8,
    among=40,
    metered=20,
    enrolled=300,
    shown=3,
    lag_seconds=2.0,
    timed=False,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the table.

    ``ratio`` is this figure's cost divided by that of what it is ``compared_with``, both from the same run. ``faults``
    has one sentence for each limit that does not hold.
    """

    name: str
    figure: str
    compared_with: str
    ratio: float
    limit: str = ""
    faults: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def at_most(what: str, found: float, most: float, unit: str) -> tuple[str, ...]:
    """No sentence when ``found`` keeps the limit, otherwise one."""
    return () if found <= most else (f"{what} took {found:g} {unit}; the limit is {most:g}.",)


def machine() -> dict[str, Any]:
    """Where and when this is run; the load tells whether somebody else was working too."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "load_before": round(os.getloadavg()[0], 2),
    }


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 are below."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def table(outcomes: Sequence[Outcome]) -> str:
    """The outcomes as a Markdown table."""
    rows = [("run", "result", "compared with", "ratio", "limit")]
    rows += [
        (o.name, o.figure, o.compared_with, f"{o.ratio:.2f}", o.limit + (" **BROKEN**" if o.faults else ""))
        for o in outcomes
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])
