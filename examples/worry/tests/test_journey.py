"""A patient opens the programme, chooses her worry time, and her therapist sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from varde.testing.house import House, make_house, sqlite_url, token


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = make_house(sqlite_url(tmp_path))
    yield made
    made.platform.engine.dispose()


def test_a_chosen_time_is_kept_and_shown(house: House) -> None:
    kari, maren = house.person("Kari", "Nes"), house.person("Maren", "Lie", ("therapist", house.clinic))
    enrolment = house.enrolled(kari, maren, "worry")
    patient, therapist = house.browser(kari), house.browser(maren, staff=True)
    address = f"/p/worry/time/{enrolment}"

    path = patient.get(f"/min-sti/{enrolment}").text
    assert "Å legge merke til" in path
    assert "Du har ikke valgt noen stund ennå." in path

    faulty = patient.post(address, data={"clock": "etter middag", "csrf_token": token(patient)})
    assert faulty.status_code == 422
    assert "Skriv et klokkeslett, for eksempel 17:30." in faulty.text
    assert patient.post(address, data={"clock": "17.30", "csrf_token": token(patient)}).status_code == 303
    assert "Bekymringene får vente til klokka 17:30." in patient.get(f"/min-sti/{enrolment}").text

    assert patient.post(address, data={"clock": "18:00", "csrf_token": token(patient)}).status_code == 303
    assert "klokka 18:00" in therapist.get(f"/pasient/{enrolment}").text
    assert therapist.get(address).status_code == 403


def test_a_stranger_reaches_nothing_of_it(house: House) -> None:
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    enrolment = house.enrolled(house.person("Kari", "Nes"), maren, "worry")
    stranger = house.browser(house.person("Tor", "Vik"))
    assert stranger.get(f"/min-sti/{enrolment}").status_code == 404
    assert stranger.get(f"/p/worry/time/{enrolment}").status_code == 404


def test_the_second_module_says_from_when_it_may_open(house: House) -> None:
    maren, kari = house.person("Maren", "Lie", ("therapist", house.clinic)), house.person("Kari", "Nes")
    enrolment = house.enrolled(kari, maren, "worry")
    path = house.browser(kari).get(f"/min-sti/{enrolment}").text
    assert f"/moduler/{enrolment}/noticing/" in path
    assert "Åpner når du er ferdig med modul 1" in path
    assert f"/moduler/{enrolment}/worry-time/" not in path
