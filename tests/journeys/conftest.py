"""A served Varde for journeys: embedded (SQLite) and as at a trust (PostgreSQL and Redis)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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
