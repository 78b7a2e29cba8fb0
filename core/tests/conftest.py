"""The core's own tests run on a machine whose clock is set as far from Norway and from UTC as clocks go.

Whoever reads the machine's zone by accident, instead of storing UTC and showing Oslo's time, is half a day wrong here.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint, entry_points
from typing import Any, NoReturn

import pytest

from varde import cli
from varde.plugin import registry
from varde.testing import house
from varde.testing.house import install_samples, migrate

INSTALLED = tuple(entry_points(group=registry.GROUP))
"""The plugins of this machine."""
HIDDEN = frozenset(entry.name for entry in INSTALLED)
PACKAGES = frozenset(entry.module.partition(".")[0] for entry in INSTALLED)


def pytest_configure() -> None:
    os.environ["TZ"] = "Pacific/Auckland"
    time.tzset()


@pytest.fixture(scope="session")
def prepare_database() -> Callable[[str], None]:
    """The database of a test is a copy of one that has been migrated."""
    return migrate


def everything() -> NoReturn:
    raise AssertionError("The core tests itself with its samples: give make_house a catalogue, say sample_only().")


def entries(**about: Any) -> tuple[EntryPoint, ...]:
    return tuple(entry for entry in entry_points(**about) if entry.name not in HIDDEN)


@contextmanager
def hidden() -> Iterator[None]:
    """Nothing is installed but what a test itself installs, whatever this machine has: it is not listed, and who imports a
    module of it gets an ImportError."""
    names = [name for name in sys.modules if name.partition(".")[0] in PACKAGES]
    modules = {name: sys.modules[name] for name in names}
    sys.modules.update(dict.fromkeys([*PACKAGES, *modules]))  # type: ignore[arg-type]
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(registry, "entry_points", entries)
            patch.setattr(house, "everything_installed", everything)
            yield
    finally:
        for name in PACKAGES:
            del sys.modules[name]
        sys.modules.update(modules)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A file of the core's tests is read as it runs: with nothing installed."""
    with hidden():
        return (yield)


@pytest.fixture(autouse=True, scope="module")
def alone() -> Iterator[None]:
    """Every fixture and test of the core is as on a machine without a single plugin."""
    with hidden():
        yield


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
