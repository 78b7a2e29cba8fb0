"""The core's own tests run on a machine whose clock is set as far from Norway and from UTC as clocks go.

Whoever reads the machine's zone by accident, instead of storing UTC and showing Oslo's time, is half a day wrong here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Any, NoReturn

import pytest

from varde import cli
from varde.plugin import registry
from varde.testing import house
from varde.testing.house import install_samples, migrate

HIDDEN = frozenset(entry.name for entry in entry_points(group=registry.GROUP))
"""The plugins of this machine."""


def pytest_configure() -> None:
    os.environ["TZ"] = "Pacific/Auckland"
    time.tzset()


@pytest.fixture(scope="session")
def prepare_database() -> Callable[[str], None]:
    """The database of a test is a copy of one that has been migrated."""
    return migrate


def everything() -> NoReturn:
    raise AssertionError("The core tests itself with its samples: give make_house a catalogue, say sample_only().")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is installed but what a test itself installs, whatever this machine has."""

    def entries(**about: Any) -> tuple[EntryPoint, ...]:
        return tuple(entry for entry in entry_points(**about) if entry.name not in HIDDEN)

    monkeypatch.setattr(registry, "entry_points", entries)
    monkeypatch.setattr(house, "everything_installed", everything)


@pytest.fixture(autouse=True, scope="module")
def fresh_commands() -> Iterator[None]:
    """A process that tests the plugins too must not remember the samples, nor the other way about."""
    cli.catalogue.cache_clear()
    yield
    cli.catalogue.cache_clear()


@pytest.fixture
def samples_installed(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample programmes are installed, for commands that look for plugins: here, and in the programs a test starts."""
    folder = tmp_path_factory.mktemp("site")
    monkeypatch.syspath_prepend(str(install_samples(folder)))
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
