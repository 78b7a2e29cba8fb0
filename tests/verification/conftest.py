"""Databases that are migrated once and copied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from varde.testing.house import migrate


@pytest.fixture(scope="session")
def prepare_database() -> Callable[[str], None]:
    """The database of a test is a copy of one that has been migrated."""
    return migrate
