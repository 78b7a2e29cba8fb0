"""A whole Varde of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from varde.testing.house import House, all_samples, make_house, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())
