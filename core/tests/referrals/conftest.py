"""A clinic with a therapist and a referral that waits, and its pages, for tests of what is done before a referral is answered."""

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
def sara(house: House) -> Person:
    return house.person("Sara", "Holm", ("therapist", house.clinic))


@pytest.fixture
def marius(house: House) -> Person:
    return house.person("Marius", "Foss", phone="40000001")


@pytest.fixture
def waiting(house: House, marius: Person) -> int:
    return house.referred(marius, "lake")


def send(client: FlaskClient, path: str, **form: Any) -> Any:
    return client.post(path, data={**form, "csrf_token": token(client)})


def page(client: FlaskClient, path: str) -> str:
    """The main part of the page at this address."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True).split("<main", 1)[1]
