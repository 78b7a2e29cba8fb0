"""How many patients a second the simulator treats, from referral to follow-up, through the services and into SQLite;
four times the cohort compared with the cohort, which shows whether the cost of a patient grows with the others."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.outcome import Outcome, Sizes
from varde.kernel.db import make_engine
from varde.kernel.work import Platform
from varde.platform import make_platform
from varde.testing.house import everything_installed, migrated, settings_for
from varde_demo.organisations import Site, furnish, sites_of
from varde_demo.people import everybody, simulate

SEED = 2023
UNTIL = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
TIMES = 4


def run(sizes: Sizes) -> list[Outcome]:
    """Three years of every installed programme. The ratio is of processor time, which a busy neighbour does not lengthen."""
    small, large = (_simulated(sizes.simulated * times, sizes.programmes) for times in (1, TIMES))
    return [
        Outcome(
            "simulation",
            f"{large.patients / large.seconds:.1f} patients/s with {large.patients} patients",
            f"{small.patients} patients, {small.patients / small.seconds:.1f} patients/s; processor time of a patient",
            large.each / small.each,
            details={"large": asdict(large), "small": asdict(small)},
        )
    ]


@dataclass(frozen=True, slots=True)
class Simulated:
    """One cohort: how many, and what it took on the wall and on the processor."""

    patients: int
    seconds: float
    processor_seconds: float

    @property
    def each(self) -> float:
        return self.processor_seconds / self.patients


def _simulated(at_each: int, programmes: int | None) -> Simulated:
    with invented(at_each, programmes) as cohort:
        return cohort.took


@dataclass(frozen=True, slots=True)
class Invented:
    """A SQLite database of the demo's people, the sites where they are treated, and what it took to fill."""

    platform: Platform
    sites: Sequence[Site]
    took: Simulated


@contextmanager
def invented(at_each: int, programmes: int | None) -> Iterator[Invented]:
    """A cohort with ``at_each`` patients in each of so many programmes, or of all."""
    with tempfile.TemporaryDirectory(prefix="varde-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'varde.sqlite'}"
        catalogue = everything_installed()
        migrated(url, catalogue).dispose()
        engine = make_engine(url)
        platform = make_platform(settings_for(url), engine=engine, catalogue=catalogue)
        with platform.work() as work:
            furnish(work)
            sites = {site.programme.key: site for site in sites_of(work)}
        alike = [replace(site.simulation, share=1.0) for site in list(sites.values())[:programmes]]
        people = everybody(alike, at_each, SEED, UNTIL)
        begun, worked = time.perf_counter(), time.process_time()
        for person in people:
            simulate(platform, sites[person.programme], person, SEED, UNTIL)
        took = Simulated(len(people), time.perf_counter() - begun, time.process_time() - worked)
        yield Invented(platform, list(sites.values())[:programmes], took)
        engine.dispose()
