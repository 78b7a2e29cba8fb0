"""What a patient in danger is promised: who looks at her answer and by when, as the clinic itself knows it, in her language."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from varde.alerts.models import RaisedAlert
from varde.alerts.service import open_alert, raise_alert
from varde.alerts.values import Alert
from varde.enrolments.models import Enrolment
from varde.enrolments.service import change_responsible
from varde.identity.models import Person
from varde.testing.house import House, all_samples, make_house, sqlite_url

PROMISED = {
    # what has happened to the alert since: what she reads, and what she does not read
    "nothing": ("Sara har ansvaret for å se på svaret ditt, senest mandag 21. september kl. 16.00.", "har åpnet"),
    "nobody answers for it": (
        "Klinikken har fått beskjed, og skal se på svaret ditt senest mandag 21. september kl. 16.00.",
        "Sara",
    ),
    "it was opened": ("Sara har åpnet svaret ditt.", "senest"),
    "nobody opened it in time": ("Klinikken har fått beskjed om svaret ditt.", "senest"),
}
LANGUAGES = {
    "nn": "Sara har ansvaret for å sjå på svaret ditt, seinast måndag 21. september kl. 16.00.",
    "en": "Sara is responsible for looking at your answer, by",
}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def sara(house: House) -> Person:
    return house.person("Sara", "Holm", ("therapist", house.clinic))


@pytest.fixture
def tor(house: House) -> Person:
    return house.person("Tor", "Vik")


@pytest.fixture
def alert_id(house: House, sara: Person, tor: Person) -> int:
    """Tor has answered so that somebody must look today; Sara has him."""
    enrolment_id = house.enrolled(tor, sara, "ridge", "north")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        return raise_alert(work, enrolment, work.catalogue.one(Alert, "ridge.phq9-thoughts"), "test", {}).id


def crisis(house: House, tor: Person, language: str = "nb") -> str:
    page = house.browser(tor).get(f"/min-sti?lang={language}").get_data(as_text=True)
    return page.split('id="krise"')[1].split("</section>")[0]


@pytest.mark.parametrize("happened", PROMISED)
def test_she_reads_who_looks_and_by_when(house: House, sara: Person, tor: Person, alert_id: int, happened: str) -> None:
    with house.work() as work:
        row = work.session.get_one(RaisedAlert, alert_id)
        if happened == "nobody answers for it":
            change_responsible(work, work.session.get_one(Enrolment, row.enrolment_id), None, None, "released")
            row.owner_id = None
        elif happened == "it was opened":
            open_alert(work, house.actor(sara), row)
    if happened == "nobody opened it in time":
        house.clock.move(hours=8)
    said, unsaid = PROMISED[happened]
    section = crisis(house, tor)
    assert said in section
    assert unsaid not in section


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_her_language(house: House, tor: Person, alert_id: int, language: str) -> None:
    assert LANGUAGES[language] in crisis(house, tor, language)


def test_the_clinics_telephone_stands_there_with_its_hours(house: House, tor: Person, alert_id: int) -> None:
    assert "Ring gjerne selv" not in crisis(house, tor)
    with house.work() as work:
        clinic = work.session.merge(house.clinic)
        clinic.details = {**clinic.details, "phone": "55 00 00 00", "hours": "9–14"}
    section = crisis(house, tor)
    assert 'href="tel:55000000">55 00 00 00</a> (hverdager kl. 9–14).' in section
    assert section.count('href="tel:') == 4, "three numbers and the clinic's, each once"


@pytest.mark.parametrize("hour", [1, 6])
def test_when_it_is_late_in_the_day_she_is_promised_two_hours(house: House, sara: Person, hour: int) -> None:
    house.clock.move(hours=hour)
    nora = house.person("Nora", "Berg")
    enrolment_id = house.enrolled(nora, sara, "ridge", "north")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        raise_alert(work, enrolment, work.catalogue.one(Alert, "ridge.phq9-thoughts"), "test", {})
        begun = work.now.astimezone(work.zone)
    by = max(begun.replace(hour=16, minute=0, second=0), begun + timedelta(hours=2))
    assert f"kl. {by:%H.%M}." in crisis(house, nora)
