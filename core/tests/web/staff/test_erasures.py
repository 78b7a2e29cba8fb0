"""The pages of erasure: the privacy officer asks, the head sees what would go and decides, and both read the certificate."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.dialogue.service import write
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.identity.service import NIN_PLACE
from varde.privacy.certificates import holds
from varde.privacy.erasure_models import Erasure, LegalHold
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url

GROUND = "Statsforvalteren, sak 2026/14"


class Office:
    """Gro guards privacy, Elin leads. Ingrid's enrolment is over; Tor's goes on."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Lie", ("therapist", house.clinic))
        self.gro = house.person("Gro", "Nes", ("privacy_officer", house.trust))
        self.elin = house.person("Elin", "Sande", ("head", house.clinic))
        self.ingrid, self.tor = house.person("Ingrid", "Solheim"), house.person("Tor", "Berg")
        self.ingrids, self.tors = (house.enrolled(person, self.maren) for person in (self.ingrid, self.tor))
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.ingrids)
            write(work, house.actor(self.ingrid), enrolment, "Hilsen Ingrid", once="first")
            write(work, house.actor(self.maren, ("therapist", house.clinic)), enrolment, "Hei", once="answer")
            end(work, self.maren.id, enrolment, "completed")
        house.platform.drain()

    def nin(self, person: Person) -> str:
        with self.house.work() as work:
            return work.vault.open(NIN_PLACE, work.session.get_one(Person, person.id).nin_sealed or b"")


def make_office(folder: Path) -> Office:
    return Office(make_house(sqlite_url(folder), catalogue=sample_only()))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return copied(make_office, tmp_path)


def token(page: str) -> str:
    match = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert match
    return match[1]


def sent(browser: FlaskClient, address: str, page: str = "/sletting", **fields: str) -> Any:
    return browser.post(address, data={"csrf_token": token(browser.get(page).text), **fields})


def asked(office: Office, *, whole: str = "1") -> int:
    browser = office.house.browser(office.gro, staff=True)
    answer = sent(
        browser, "/sletting", number=office.nin(office.ingrid), ground=GROUND, **({"whole": "1"} if whole else {})
    )
    assert answer.status_code == 303, answer.text
    with office.house.work() as work:
        return work.session.scalars(select(Erasure.id)).one()


def test_from_asking_to_the_certificate(office: Office) -> None:
    number = asked(office)
    officer, head = (office.house.browser(person, staff=True) for person in (office.gro, office.elin))
    assert "Venter på avgjørelse" in officer.get("/sletting").text
    page = head.get(f"/sletting/{number}").text
    assert "Ingrid Solheim" in page
    assert GROUND in page
    assert re.search(r"<th scope=\"row\">Meldinger</th><td>3</td>", page)
    assert sent(head, f"/sletting/{number}", f"/sletting/{number}", decision="confirmed").status_code == 303
    office.house.platform.drain()
    page = officer.get("/sletting").text
    assert "Slettet person" in page
    assert "Ingrid" not in page
    document = json.loads(officer.get("/sletting/attest/1.json").text)
    assert holds(document)
    assert officer.get("/sletting/attest/1.pdf").data[:5] == b"%PDF-"
    assert officer.get(f"/sletting/{number}").status_code == 404
    assert officer.get("/sletting/attest/2.json").status_code == 404


def test_only_the_head_is_shown_the_button(office: Office) -> None:
    number = asked(office)
    officer, head = (
        office.house.browser(person, staff=True).get(f"/sletting/{number}").text for person in (office.gro, office.elin)
    )
    assert ("confirmed" in officer, "Trekk ønsket" in officer) == (False, True)
    assert ("confirmed" in head, "Trekk ønsket" in head) == (True, False)


@pytest.mark.parametrize(
    ("number", "ground", "status", "control", "sentence"),
    [
        ("", GROUND, 422, "number", "Vi finner ingen hos dere med det nummeret."),
        ("12345678901", GROUND, 422, "number", "Vi finner ingen hos dere med det nummeret."),
        ("99999", GROUND, 422, "number", "Vi finner ingen hos dere med det nummeret."),
        ("Ingrid", GROUND, 422, "number", "Vi finner ingen hos dere med det nummeret."),
        ("{ingrid}", "kort", 422, "ground", "Skriv med minst ti tegn hvor avgjørelsen og grunnen står."),
        ("{tor}", GROUND, 409, "number", "forløp som er åpent"),
    ],
)
def test_what_cannot_be_asked_for(
    office: Office, number: str, ground: str, status: int, control: str, sentence: str
) -> None:
    numbers = {"{ingrid}": office.nin(office.ingrid), "{tor}": str(office.tor.id)}
    browser = office.house.browser(office.gro, staff=True)
    answer = sent(browser, "/sletting", number=numbers.get(number, number), ground=ground)
    assert answer.status_code == status
    assert re.search(rf'<a href="#{control}">[^<]*{re.escape(sentence)}', answer.text), answer.text
    with office.house.work() as work:
        assert work.session.scalars(select(Erasure)).all() == []


def test_a_hold_is_set_and_lifted_and_stops_it(office: Office) -> None:
    number = asked(office)
    officer, head = (office.house.browser(person, staff=True) for person in (office.gro, office.elin))
    why = "Tilsynssak ved Statsforvalteren"
    assert sent(officer, "/sletting/sperre", held=str(office.ingrid.id), why=why, days="30").status_code == 303
    assert why in officer.get("/sletting").text
    assert why not in head.get("/sletting").text
    answer = sent(head, f"/sletting/{number}", f"/sletting/{number}", decision="confirmed")
    assert answer.status_code == 409
    assert "Det er satt sperre mot sletting av denne personen" in answer.text
    assert "confirmed" not in head.get(f"/sletting/{number}").text
    with office.house.work() as work:
        hold = work.session.scalars(select(LegalHold)).one()
    assert sent(officer, f"/sletting/sperre/{hold.id}").status_code == 303
    assert why not in officer.get("/sletting").text
    assert "confirmed" in head.get(f"/sletting/{number}").text


def test_it_is_withdrawn_and_refused(office: Office) -> None:
    officer, head = (office.house.browser(person, staff=True) for person in (office.gro, office.elin))
    first = asked(office, whole="")
    assert "Det som ikke hører til journalen" in head.get(f"/sletting/{first}").text
    assert sent(officer, f"/sletting/{first}/trekk").status_code == 303
    assert "Trukket" in officer.get("/sletting").text
    sent(officer, "/sletting", number=office.nin(office.ingrid), ground=GROUND)
    assert sent(head, "/sletting/2", decision="refused").status_code == 303
    assert "Avslått" in officer.get("/sletting").text


@pytest.mark.parametrize("who", ["maren", "ingrid"])
def test_nobody_else_comes_in(office: Office, who: str) -> None:
    number = asked(office)
    browser = office.house.browser(getattr(office, who), staff=who == "maren")
    for address in ("/sletting", f"/sletting/{number}", "/sletting/attest/1.json"):
        assert browser.get(address).status_code in (403, 404)


def test_whoever_identified_herself_long_ago_does_it_again(office: Office) -> None:
    assert office.house.browser(office.gro, staff=True, minutes_ago=90).get("/sletting").status_code == 403


# --- how long things are kept


@pytest.mark.parametrize(
    ("role", "status"),
    [("privacy_officer", 200), ("head", 200), ("trust_administrator", 200), ("therapist", 403), ("manager", 403)],
)
def test_who_sees_how_long_things_are_kept(office: Office, role: str, status: int) -> None:
    person = office.house.person("Siv", "Moe", (role, office.house.trust))
    assert office.house.browser(person, staff=True).get("/oppbevaring").status_code == status


def test_what_would_go_is_counted_and_nobody_is_named(office: Office) -> None:
    with office.house.work() as work:
        clinic = work.session.get_one(Organisation, office.house.clinic.id)
        clinic.details = {**clinic.details, "keep_notices_months": 1}
    page = office.house.browser(office.gro, staff=True).get("/oppbevaring").text
    assert re.search(r'<th scope="row">Varsler</th><td>1</td><td>0</td>', page)
    assert re.search(r'<th scope="row">Journal</th><td>0</td><td>0</td>', page)
    assert "1 måned" in page
    assert "Aldri av seg selv" in page
    assert "Pasientjournalloven § 22" in page
    assert "Ingrid" not in page
