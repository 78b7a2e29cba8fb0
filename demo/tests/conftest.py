"""A demo's platform on an empty database, with the installed plugins and others, and its people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from varde.kernel.catalogue import Catalogue
from varde.kernel.work import Platform
from varde.parts import build_catalogue
from varde.plugin.registry import installed
from varde.plugin.scaffold import new_plugin
from varde_demo.organisations import furnish

from .platforms import MakePlatform, platform_in


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
