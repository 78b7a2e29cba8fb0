"""The fifth gate: nobody acts as staff in her own record, nor in that of one she has declared as kin. Over every verb."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.enrolments.models import Enrolment, Referral
from varde.identity.models import Person
from varde.identity.nin import parse
from varde.identity.service import NIN_PLACE
from varde.privacy.kin import declare_by_name, declare_by_number, kin_of
from varde.privacy.models import Kin
from varde.testing.house import House

from .conftest import referred, send
from .test_deciding import clinicians_form

OWN = "Dette er ditt eget forløp"
KINS = "nær familie med denne personen"
READS = (
    "/pasient/{id}",
    "/pasient/{id}/varsler",
    "/pasient/{id}/skjemaer",
    "/pasient/{id}/team",
    "/meldinger/{id}",
    "/henvisning/{id}",
    "/pasient/{id}/avslutt",
    "/pasient/{id}/avsluttet",
    "/pasient/{id}/sti",
    "/pasient/{id}/lekser",
)
WRITES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/pasient/{id}/melding", {"body": "Hei", "once": "abcdefgh"}),
    ("/pasient/{id}/avklart", {"no_answer": "thanks"}),
    ("/pasient/{id}/ark/1", {"feedback": "Bra."}),
    ("/pasient/{id}/time", {"kind": "phone", "day": "2026-12-01", "clock": "10:00", "minutes": "30", "place": ""}),
    ("/pasient/{id}/sti/boat-and-oars", {"what": "open", "why": "Jeg er klar for den."}),
    ("/pasient/{id}/sti/angre/1", {}),
    ("/pasient/{id}/sti/-/tempo", {"pace": "own", "pace-why": "Jeg er klar for mer."}),
    ("/pasient/{id}/lekser/neste", {"module": "boat-and-oars"}),
    ("/pasient/{id}/gjenoppta", {}),
    ("/pasient/{id}/avslutt", {"way": "completed", "go": "confirm"}),
    ("/pasient/{id}/angre", {}),
    ("/pasient/{id}/apne-igjen", {}),
    ("/pasient/{id}/hent-tilbake", {"reason": "Er her nå"}),
    ("/pasient/{id}/ta-over", {"reason": "Jeg vil gjerne følge meg selv opp."}),
    ("/pasient/{id}/varsler/1", {"action": "close", "note": "Snakket med pasienten."}),
    ("/pasient/{id}/varsler/1/ikke", {"reason": "Det er som det pleier."}),
    ("/pasient/{id}/varsler/igjen/1", {}),
    ("/pasient/{id}/team", {"person": "1", "role": "coach"}),
    ("/pasient/{id}/team/1/slutt", {}),
    ("/meldinger/{id}", {"body": "Hei", "once": "abcdefgh"}),
    ("/utkast/message/{id}?forlop={id}", {"body": "Hei"}),
    ("/henvisning/{id}", {"decision": "accept", "track": "", "note": ""}),
)


def refusals(house: House, actor: Person) -> list[str]:
    with house.work() as work:
        rows = work.session.scalars(
            select(AccessEntry).where(AccessEntry.actor_id == actor.id, AccessEntry.outcome == "denied")
        )
        return [row.basis for row in rows]


def number_of(house: House, person: Person) -> Any:
    with house.work() as work:
        sealed = work.session.get_one(Person, person.id).nin_sealed
        assert sealed is not None
        return parse(work.vault.open(NIN_PLACE, sealed), allow_synthetic=True)


def verbs() -> list[Any]:
    return [*((address, None) for address in READS), *WRITES]


@pytest.fixture
def sara(house: House) -> Person:
    """A therapist who is a patient at the same clinic."""
    return house.person("Sara", "Holm", ("therapist", house.clinic))


@pytest.fixture
def her_browser(house: House, sara: Person) -> FlaskClient:
    return house.browser(sara, staff=True)


@pytest.mark.parametrize("state", ["referred", "active", "ended"])
@pytest.mark.parametrize("hers", [True, False], ids=["her own", "her kin's"])
def test_every_verb_is_refused_with_a_sentence_and_logged(
    house: House, sara: Person, maren: Person, ingrid: Person, her_browser: FlaskClient, state: str, hers: bool
) -> None:
    patient = sara if hers else ingrid
    if not hers:
        with house.work() as work:
            declare_by_number(work, sara.id, number_of(house, ingrid))
    enrolment_id = referred(house, patient) if state == "referred" else house.enrolled(patient, maren)
    if state == "ended":
        send(
            house.browser(maren, staff=True), f"/pasient/{enrolment_id}/avslutt", {"way": "completed", "go": "confirm"}
        )
    before, sentence = house.enrolment(enrolment_id), OWN if hers else KINS
    for n, (address, form) in enumerate(verbs(), start=1):
        path = address.format(id=enrolment_id)
        answer = her_browser.get(path) if form is None else send(her_browser, path, form)
        assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (403, True), path
        assert refusals(house, sara) == (["own_record"] if hers else ["kin"]) * n, path
    after = house.enrolment(enrolment_id)
    assert (after.state, after.therapist_id) == (before.state, before.therapist_id)


def test_signed_in_as_a_citizen_it_is_her_own_record(house: House, sara: Person, maren: Person) -> None:
    enrolment_id = house.enrolled(sara, maren)
    assert house.browser(sara).get(f"/min-sti/{enrolment_id}").status_code == 200
    assert house.browser(sara).get(f"/meldinger/{enrolment_id}").status_code == 200


def test_her_own_referral_is_not_on_her_list_and_is_on_her_colleagues(
    house: House, sara: Person, maren: Person, her_browser: FlaskClient, therapist: FlaskClient
) -> None:
    referred(house, sara)
    hers, his = (each.get("/arbeidsliste").get_data(as_text=True) for each in (her_browser, therapist))
    assert "Sara Holm</a>" not in hers.partition("<main")[2]
    assert "Sara Holm</a>" in his.partition("<main")[2]


@pytest.mark.parametrize("way", ["herself", "kin by number", "kin by name"])
def test_she_refers_neither_herself_nor_her_kin(
    house: House, sara: Person, ingrid: Person, her_browser: FlaskClient, way: str
) -> None:
    patient = sara if way == "herself" else ingrid
    with house.work() as work:
        if way == "kin by number":
            declare_by_number(work, sara.id, number_of(house, ingrid))
        elif way == "kin by name":
            declare_by_name(work, sara.id, "Ingrid Solheim", date(1990, 5, 17))
    form = clinicians_form(
        house,
        nin=number_of(house, patient).digits,
        given_name=patient.given_name,
        family_name=patient.family_name,
        born="1990-05-17",
    )
    answer = send(her_browser, "/henvis/klinikken/lake", form)
    assert answer.status_code == 403
    assert (OWN if way == "herself" else KINS) in answer.get_data(as_text=True)
    with house.work() as work:
        assert work.session.scalar(select(Referral.id)) is None
    assert refusals(house, sara) == ["own_record" if way == "herself" else "kin"]


def test_kin_we_have_not_met_cannot_be_referred_either(house: House, sara: Person, her_browser: FlaskClient) -> None:
    with house.work() as work:
        declare_by_name(work, sara.id, "Olav Tveit", date(1980, 2, 3))
    assert send(her_browser, "/henvis/klinikken/lake", clinicians_form(house)).status_code == 403
    with house.work() as work:
        assert work.session.scalar(select(Person.id).where(Person.given_name == "Olav")) is None
        entry = work.session.scalars(select(AccessEntry).where(AccessEntry.outcome == "denied")).one()
        assert (entry.patient_id, entry.basis) == (None, "kin")


@pytest.mark.parametrize(
    ("name", "born", "closed"),
    [
        ("Ingrid Solheim", date(1990, 5, 17), True),
        ("ingrid anne SOLHEIM", date(1990, 5, 17), True),
        ("Ingrid Solheim", date(1990, 5, 18), False),
        ("Ingvild Solheim", date(1990, 5, 17), False),
    ],
)
def test_by_name_it_is_the_first_and_last_name_and_the_birthday(
    house: House, sara: Person, ingrid: Person, her_browser: FlaskClient, name: str, born: date, closed: bool
) -> None:
    with house.work() as work:
        declare_by_name(work, sara.id, name, born)
    page = her_browser.get(f"/henvisning/{referred(house, ingrid)}")
    assert page.status_code == (403 if closed else 200)


# --- the page


def test_kin_is_declared_seen_and_withdrawn(
    house: House, sara: Person, ingrid: Person, her_browser: FlaskClient
) -> None:
    enrolment_id = referred(house, ingrid)
    number = number_of(house, ingrid)
    assert her_browser.get(f"/henvisning/{enrolment_id}").status_code == 200
    assert send(her_browser, "/naere", {"nin": number.digits, "name": "", "born": ""}).status_code == 303
    assert send(her_browser, "/naere", {"nin": number.digits}).status_code == 303, "twice is once"
    page = her_browser.get("/naere").get_data(as_text=True)
    assert number.mask() in page
    assert number.digits not in page
    assert her_browser.get(f"/henvisning/{enrolment_id}").status_code == 403
    with house.work() as work:
        [row] = kin_of(work, sara.id)
        assert number.digits not in str(row.fingerprint)
    assert send(her_browser, "/naere/fjern", {"kin": str(row.id)}).status_code == 303
    assert her_browser.get(f"/henvisning/{enrolment_id}").status_code == 200


@pytest.mark.parametrize(
    ("form", "control", "said"),
    [
        ({}, "name", "Skriv fødselsnummeret, eller fornavn"),
        ({"nin": "123"}, "nin", "11 sifre"),
        ({"name": "Ola Nes"}, "born", "Skriv fødselsdatoen"),
        ({"name": "Ola Nes", "born": "31.2.1990"}, "born", "finnes ikke"),
        ({"name": "Sara Holm", "born": "1990-05-17"}, "name", "Det er deg selv"),
    ],
)
def test_what_cannot_be_read_is_asked_for_again(
    house: House, her_browser: FlaskClient, form: dict[str, str], control: str, said: str
) -> None:
    answer = send(her_browser, "/naere", form)
    summary = answer.get_data(as_text=True).split('class="error-summary"')[1].split("</div>")[0]
    assert answer.status_code == 422
    assert f'href="#{control}"' in summary
    assert said in summary
    with house.work() as work:
        assert work.session.scalar(select(Kin.id)) is None


def test_nobody_withdraws_what_another_declared(house: House, sara: Person, therapist: FlaskClient) -> None:
    with house.work() as work:
        declare_by_name(work, sara.id, "Ola Nes", date(1990, 1, 1))
    with house.work() as work:
        [row] = kin_of(work, sara.id)
    send(therapist, "/naere/fjern", {"kin": str(row.id)})
    assert send(therapist, "/naere/fjern", {"kin": "alle"}).status_code == 400
    with house.work() as work:
        assert len(kin_of(work, sara.id)) == 1


def test_somebody_who_was_erased_has_no_fingerprint_left(house: House, sara: Person, ingrid: Person) -> None:
    with house.work() as work:
        declare_by_number(work, sara.id, number_of(house, ingrid))
        person = work.session.get_one(Person, ingrid.id)
        person.nin_fingerprint, person.birth_date = None, None
    enrolment_id = referred(house, ingrid)
    assert house.browser(sara, staff=True).get(f"/henvisning/{enrolment_id}").status_code == 200
    with house.work() as work:
        assert work.session.get_one(Enrolment, enrolment_id).person_id == ingrid.id
