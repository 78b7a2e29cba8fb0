"""A clinic with a therapist and a patient under way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from varde.identity.models import Person
from varde.testing.house import House, all_samples, make_house, sqlite_url, token


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic), title="båtvakt")


@pytest.fixture
def tone(house: House) -> Person:
    return house.person("Tone", "Berg", email="tone@eksempel.no")


@pytest.fixture
def under_way(house: House, maren: Person, tone: Person) -> int:
    return house.enrolled(tone, maren, "lake")


@pytest.fixture
def therapist(house: House, maren: Person) -> FlaskClient:
    return house.browser(maren, staff=True)


@pytest.fixture
def patient(house: House, tone: Person) -> FlaskClient:
    return house.browser(tone)


def send(client: FlaskClient, path: str, form: dict[str, Any] | None = None) -> Any:
    """POST with the forgery token."""
    return client.post(path, data=(form or {}) | {"csrf_token": token(client)})
