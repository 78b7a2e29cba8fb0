"""Odd input on the ways that carry danger: one sentence, or an address we do not have; never a fault of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.identity.models import Person
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

DIGITS = "9" * 5000
HALF = b"%ED%A0%80"
"""Half of a surrogate pair, as a form carries it."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder: Path = tmp_path_factory.mktemp("odd")
    return make_house(sqlite_url(folder), catalogue=all_samples())


@pytest.fixture(scope="module")
def sara(house: House) -> Person:
    return house.person("Sara", "Holm", ("therapist", house.clinic))


def post(client: FlaskClient, path: str, **form: str) -> int:
    return client.post(path, data={"csrf_token": token(client), **form}).status_code


@pytest.mark.parametrize("odd", [DIGITS, "-" + DIGITS, "1e" + DIGITS, "٣", "x" * 161, "½"])
def test_numbers_and_names(house: House, sara: Person, odd: str) -> None:
    tor = house.person("Tor", "Vik")
    enrolment_id = house.enrolled(tor, sara, "ridge", "north")
    with house.work() as work:
        item = work.session.scalars(
            select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start")
        ).one()
    patient = house.browser(tor)
    assert post(patient, f"/skjema/{item}", instrument="phq-9", q1=odd, q9="3") == 422
    assert post(patient, "/o/klinikken/lake/pamelding", born=odd, mobile=odd, hope=odd) == 422
    assert post(patient, "/krise/lest", next=odd) == 303
    staff = house.browser(sara, staff=True)
    assert post(staff, "/henvis/klinikken/ridge", nin=odd, given_name=odd, fact_phq9_item9="3") == 422
    with house.work() as work:
        (row,) = work.session.scalars(select(RaisedAlert).where(RaisedAlert.person_id == tor.id))
        assert row.severity == "red", "the danger beside it was told all the same"


@pytest.mark.parametrize("path", ["/fare/" + DIGITS, "/fare/-1", "/fare/x", f"/fare/{2**63}", "/fare/999"])
def test_addresses_we_do_not_have(house: House, sara: Person, path: str) -> None:
    staff = house.browser(sara, staff=True)
    assert staff.get(path).status_code == 404
    assert post(staff, path, action="close", note="Dette er ikke noe.") in (404, 405)


def test_half_a_character(house: House, sara: Person) -> None:
    staff = house.browser(sara, staff=True)
    for path in ("/fare/1", "/henvis/klinikken/ridge", "/krise/lest"):
        body = b"note=" + HALF + b"&csrf_token=" + token(staff).encode()
        answer = staff.post(path, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (400, 403, 404, 422)
