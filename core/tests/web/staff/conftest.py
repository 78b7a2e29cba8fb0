"""A clinic with a therapist, a patient under way, and somebody waiting to be assessed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from varde.identity.models import Person
from varde.kernel.speech import Speech
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme
from varde.referrals.service import refer
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

NB = Speech("nb", ZoneInfo("Europe/Oslo"), datetime(2026, 9, 21, 8, tzinfo=UTC))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """Where the house is served, for a browser."""
    with house.served() as address:
        yield address


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic), title="båtvakt")


@pytest.fixture
def ingrid(house: House) -> Person:
    return house.person("Ingrid", "Solheim")


@pytest.fixture
def under_way(house: House, maren: Person, ingrid: Person) -> int:
    """Ingrid's enrolment, begun today, Maren her therapist."""
    return house.enrolled(ingrid, maren)


@pytest.fixture
def therapist(house: House, maren: Person) -> FlaskClient:
    """Maren's browser."""
    return house.browser(maren, staff=True)


@pytest.fixture
def tor(house: House) -> Person:
    return house.person("Tor", "Vik", sex="male")


@pytest.fixture
def depressed(house: House, maren: Person, tor: Person) -> int:
    return house.enrolled(tor, maren, "ridge", "north")


def send(client: FlaskClient, path: str, form: dict[str, Any] | None = None) -> Any:
    """POST with the forgery token."""
    return client.post(path, data=(form or {}) | {"csrf_token": token(client)})


def referred(house: House, person: Person, programme: str = "lake", hope: str = "", **facts: object) -> int:
    """A self-referral that waits to be assessed. Returns the enrolment's id."""
    with house.work() as work:
        declared = work.catalogue.one(Programme, programme)
        enrolment, _ = refer(
            work, person, house.clinic, declared, fitting_facts(declared) | facts, source="self", hope=hope
        )
        return enrolment.id
