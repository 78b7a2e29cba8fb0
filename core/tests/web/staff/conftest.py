"""A clinic with a therapist, a patient under way, and somebody waiting to be assessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

NB = Speech("nb", ZoneInfo("Europe/Oslo"), datetime(2026, 9, 21, 8, tzinfo=UTC))


@dataclass
class Ward:
    """Who is there before a test begins: nobody, those who are asked for, or both and her enrolment."""

    house: House
    maren: Person | None = None
    ingrid: Person | None = None
    under_way: int = 0


def make_ward(folder: Path, people: tuple[str, ...]) -> Ward:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    ward = Ward(house)
    if {"maren", "therapist", "under_way"} & {*people}:
        ward.maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="båtvakt")
    if {"ingrid", "under_way"} & {*people}:
        ward.ingrid = house.person("Ingrid", "Solheim")
    if "under_way" in people and ward.maren and ward.ingrid:
        ward.under_way = house.enrolled(ward.ingrid, ward.maren)
    return ward


@pytest.fixture
def ward(request: pytest.FixtureRequest, tmp_path: Path) -> Ward:
    return copied(
        make_ward, tmp_path, tuple(sorted({"maren", "therapist", "ingrid", "under_way"} & {*request.fixturenames}))
    )


@pytest.fixture
def house(ward: Ward) -> House:
    return ward.house


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """Where the house is served, for a browser."""
    with house.served() as address:
        yield address


@pytest.fixture
def maren(ward: Ward) -> Person:
    assert ward.maren is not None
    return ward.maren


@pytest.fixture
def ingrid(ward: Ward) -> Person:
    assert ward.ingrid is not None
    return ward.ingrid


@pytest.fixture
def under_way(ward: Ward) -> int:
    """Ingrid's enrolment, begun today, Maren her therapist."""
    return ward.under_way


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
