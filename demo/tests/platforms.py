"""A demo's platform at one moment, and its people."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from varde.benefits.counting.roller import roll_all
from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import MovedClock
from varde.kernel.work import Platform
from varde.platform import make_platform
from varde.testing.databases import content_of
from varde.testing.house import everything_installed, migrated, settings_for, sqlite_url
from varde_demo.groups import gather
from varde_demo.organisations import furnish, simulations, sites_of
from varde_demo.people import everybody, simulate, simulate_cast
from varde_demo.starts import start_together

UNTIL = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
"""A Wednesday afternoon."""
SEED, PATIENTS = 2023, 8
MakePlatform = Callable[..., Platform]


def platform_in(folder: Path, catalogue: Catalogue | None = None) -> Platform:
    """A platform on the database in this folder, which stands still at UNTIL."""
    url = sqlite_url(folder)
    return make_platform(
        settings_for(url), engine=migrated(url), catalogue=catalogue or everything_installed(), clock=MovedClock(UNTIL)
    )


def lived_in(folder: Path, patients: int = PATIENTS) -> Platform:
    """A platform of its own, with what is installed, on which the cast and this many in each cohort have lived. In each test
    process they live once, and every platform has a copy of their database."""
    (folder / "varde.sqlite").write_bytes(_lived(patients))
    return platform_in(folder)


@cache
def _lived(patients: int) -> bytes:
    with tempfile.TemporaryDirectory(prefix="varde-test-") as folder:
        platform = with_cast(Path(folder))
        fill_cohorts(platform, patients)
        return content_of(platform.engine)


def with_cast(folder: Path) -> Platform:
    """A platform of its own, with what is installed, on which the cast has lived and nobody else; they too live once."""
    (folder / "varde.sqlite").write_bytes(_cast_lived())
    return platform_in(folder)


@cache
def _cast_lived() -> bytes:
    with tempfile.TemporaryDirectory(prefix="varde-test-") as folder:
        platform = platform_in(Path(folder))
        with platform.work() as work:
            furnish(work)
        fill_cast(platform)
        return content_of(platform.engine)


def fill(platform: Platform) -> None:
    """Let the cast and the cohorts live."""
    fill_cast(platform)
    fill_cohorts(platform)


def fill_cast(platform: Platform) -> None:
    """Let the cast live."""
    with platform.work() as work:
        sites = sites_of(work)
    simulate_cast(platform, sites, UNTIL)


def fill_cohorts(platform: Platform, patients: int = PATIENTS, programme: str = "") -> None:
    """Let the cohorts live, or the cohort of this programme alone."""
    with platform.work() as work:
        sites = {site.programme.key: site for site in sites_of(work)}
    for person in everybody(simulations(platform.catalogue), patients, SEED, UNTIL):
        if programme in ("", person.programme):
            simulate(platform, sites[person.programme], person, SEED, UNTIL)
    gathered(platform)
    roll_all(platform)


def gathered(platform: Platform) -> None:
    """Let those who are in a group meet, as the demo does when everybody is there."""
    with platform.work() as work:
        gather(work, sites_of(work), SEED, UNTIL)
    with platform.work() as work:
        start_together(work, sites_of(work), SEED, UNTIL)
