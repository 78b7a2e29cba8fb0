"""The core's own tests run on a machine whose clock is set as far from Norway and from UTC as clocks go.

Whoever reads the machine's zone by accident, instead of storing UTC and showing Oslo's time, is half a day wrong here.

In the folders that ``alone.txt`` names, no programme is installed either: they know the sample programme and nothing else.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from varde.parts import build_catalogue
from varde.plugin import registry
from varde.testing import house

HERE = Path(__file__).parent
ALONE = [HERE / folder for folder in (HERE / "alone.txt").read_text(encoding="utf-8").split()]
PLUGINS = {entry.value.partition(".")[0] for entry in entry_points(group=registry.GROUP)}


def pytest_configure() -> None:
    os.environ["TZ"] = "Pacific/Auckland"
    time.tzset()


@pytest.fixture(scope="session")
def prepare_database() -> Callable[[str], None]:
    """The database of a test is a copy of one that has been migrated."""
    return house.migrate


@pytest.fixture(autouse=True, scope="module")
def nothing_else_installed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the plugins away, whatever other tests of this process have loaded: not found, not imported, not remembered."""
    if not any(request.path.is_relative_to(folder) for folder in ALONE):
        yield
        return
    with pytest.MonkeyPatch.context() as machine:
        machine.setattr(registry, "entry_points", _entry_points_without_plugins)
        catalogue = build_catalogue()
        machine.setattr(house, "everything_installed", lambda: catalogue)
        for name in {*PLUGINS, *sys.modules}:
            if name.partition(".")[0] in PLUGINS:
                machine.setitem(sys.modules, name, None)  # an import of it is an ImportError
        yield


def _entry_points_without_plugins(**about: Any) -> Any:
    return () if about == {"group": registry.GROUP} else entry_points(**about)
