"""A served Varde for journeys: embedded (SQLite) and as at a trust (PostgreSQL and Redis); and a house with every programme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from varde.testing.house import House, everything_installed, make_house, sqlite_url
from varde_demo.live import Live, live_varde


@pytest.fixture
def embedded(sqlite_database_url: str) -> Iterator[Live]:
    with live_varde(sqlite_database_url) as live:
        yield live


@pytest.fixture
def at_a_trust(postgres_database_url: str, empty_redis_url: str) -> Iterator[Live]:
    with live_varde(postgres_database_url, empty_redis_url) as live:
        yield live


@pytest.fixture
def live(request: pytest.FixtureRequest) -> Live:
    """The Varde the test is parametrised with (``indirect``): ``embedded`` or ``at_a_trust``."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Live)
    return found


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Every programme that is installed, and nobody in any of them; a journey serves it itself and moves its clock."""
    house = make_house(sqlite_url(tmp_path), catalogue=everything_installed())
    yield house
    house.platform.engine.dispose()
