"""The core's own tests run on a machine whose clock is set as far from Norway and from UTC as clocks go.

Whoever reads the machine's zone by accident, instead of storing UTC and showing Oslo's time, is half a day wrong here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from varde.testing.house import install_samples, migrate


def pytest_configure() -> None:
    os.environ["TZ"] = "Pacific/Auckland"
    time.tzset()


@pytest.fixture(scope="session")
def prepare_database() -> Callable[[str], None]:
    """The database of a test is a copy of one that has been migrated."""
    return migrate


@pytest.fixture
def samples_installed(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample programmes are installed, for commands that look for plugins: here, and in the programs a test starts."""
    folder = tmp_path_factory.mktemp("site")
    monkeypatch.syspath_prepend(str(install_samples(folder)))
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
