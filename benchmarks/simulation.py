"""How many patients a second the simulator treats, from referral to follow-up, through the services and into SQLite;
four times the cohort compared with the cohort, which shows whether the cost of a patient grows with the others."""

from __future__ import annotations

import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.outcome import Outcome, Sizes
from varde.demo_cast import furnish, sites_of
from varde.identity.synthetic import synthetic_numbers
from varde.kernel.clock import MovedClock
from varde.kernel.db import make_engine
from varde.kernel.migrate import upgrade
from varde.platform import METADATA, histories, make_platform
from varde.simulation import Simulator
from varde.testing.house import everything_installed, settings_for

DAYS = 365
UNTIL = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
TIMES = 4


def run(sizes: Sizes) -> list[Outcome]:
    """A year of every installed programme. The ratio is of processor time, which a busy neighbour does not lengthen."""
    small, large = _simulated(sizes.simulated), _simulated(sizes.simulated * TIMES)
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


def _simulated(at_each: int) -> Simulated:
    """A cohort with ``at_each`` patients in each programme."""
    with tempfile.TemporaryDirectory(prefix="varde-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'varde.sqlite'}"
        engine = make_engine(url)
        upgrade(engine, histories(), METADATA)
        clock = MovedClock(UNTIL - timedelta(days=DAYS))
        platform = make_platform(settings_for(url), engine=engine, catalogue=everything_installed(), clock=clock)
        with platform.work() as work:
            furnish(work)
            sites = sites_of(work)
        simulator = Simulator(platform, clock, 2023, UNTIL, synthetic_numbers())
        for site in sites:
            simulator.add_cohort(site, at_each, clock.now())
        begun, worked = time.perf_counter(), time.process_time()
        simulator.run()
        took = Simulated(at_each * len(sites), time.perf_counter() - begun, time.process_time() - worked)
        engine.dispose()
    return took
