"""A demo's platform at one moment, and its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import MovedClock
from varde.kernel.work import Platform
from varde.platform import make_platform
from varde.testing.house import everything_installed, migrated, settings_for, sqlite_url
from varde_demo.organisations import simulations, sites_of
from varde_demo.people import everybody, simulate, simulate_cast

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


def fill(platform: Platform, patients: int = PATIENTS) -> None:
    """Let the cast and the cohorts live."""
    with platform.work() as work:
        sites = {site.programme.key: site for site in sites_of(work)}
    simulate_cast(platform, list(sites.values()), UNTIL)
    for person in everybody(simulations(platform.catalogue), patients, SEED, UNTIL):
        simulate(platform, sites[person.programme], person, SEED, UNTIL)
