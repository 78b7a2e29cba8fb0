"""A demo's platform on an empty database, with the installed plugins and others, and its people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import MovedClock
from varde.kernel.work import Platform
from varde.platform import make_platform
from varde.plugin.registry import build_catalogue, installed
from varde.plugin.scaffold import new_plugin
from varde.testing.house import everything_installed, migrated, settings_for, sqlite_url
from varde_demo.organisations import furnish, simulations, sites_of
from varde_demo.people import everybody, simulate, simulate_cast

UNTIL = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)
"""A Wednesday afternoon."""
SEED, PATIENTS = 2023, 8
MakePlatform = Callable[..., Platform]


@pytest.fixture(scope="session")
def with_a_fourth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """What is installed and one plugin more, as the scaffold makes it."""
    folder = tmp_path_factory.mktemp("fourth") / "sleep"
    new_plugin("sleep", "Bedre søvn", folder)
    sys.path.insert(0, str(folder))
    plugin = import_module("varde_sleep.plugin")

    yield build_catalogue({**installed(), "sleep": (lambda: plugin, "varde-sleep", "0.1.0")})
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == "varde_sleep"]:
        del sys.modules[name]


@pytest.fixture
def furnished(tmp_path: Path) -> Iterator[MakePlatform]:
    """Makes a platform on a database of its own in which there are organisations and a cast to whom nothing has happened."""
    made: list[Platform] = []

    def make(catalogue: Catalogue | None = None) -> Platform:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        platform = platform_in(folder, catalogue)
        made.append(platform)
        with platform.work() as work:
            furnish(work)
        return platform

    yield make
    for platform in made:
        platform.engine.dispose()


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
