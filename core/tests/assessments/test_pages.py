"""The pages about when: putting off, and asking for a questionnaire."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from varde.assessments.service import open_sheet, save_draft
from varde.identity.models import Person
from varde.testing.house import House, token

from .conftest import Patient


def send(client: FlaskClient, path: str, **form: str) -> Any:
    return client.post(path, data={**form, "csrf_token": token(client)})


@pytest.fixture
def browser(kari: Patient, house: House) -> FlaskClient:
    return house.browser(kari.person)


@pytest.fixture
def staff(kari: Patient, house: House) -> FlaskClient:
    with house.work() as work:
        maren = work.session.get_one(Person, kari.therapist.person_id)
    return house.browser(maren, staff=True)


def test_she_chooses_a_day(kari: Patient, browser: FlaskClient) -> None:
    address = f"/skjema/{kari.item('start').id}/utsett"
    page = browser.get(address).get_data(as_text=True)
    assert page.count('type="radio"') == 7
    assert "tirsdag 22. september" in page
    assert "til 12. oktober 2026" in page
    answer = send(browser, address, day="2026-09-24")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/min-sti/{kari.enrolment_id}")
    assert "Vi minner deg på skjemaet torsdag 24. september." in browser.get(f"/min-sti/{kari.enrolment_id}").text
    again = browser.get(address).get_data(as_text=True)
    assert "Du har bedt om å bli minnet på det 24. september." in again
    assert 'value="2026-09-24" id="day-3" checked' in again


@pytest.mark.parametrize("day", ["", "2026-09-21", "2026-09-29", "i morgen", "2026-02-30"])
def test_another_day_is_told_in_one_sentence(kari: Patient, browser: FlaskClient, day: str) -> None:
    answer = send(browser, f"/skjema/{kari.item('start').id}/utsett", day=day)
    assert answer.status_code == 422
    assert "Velg en dag fra 22. september til 28. september." in answer.get_data(as_text=True)
    assert kari.item("start").details == {}


def test_every_language(kari: Patient, browser: FlaskClient) -> None:
    address = f"/skjema/{kari.item('start').id}/utsett"
    for language, words in (("nn", "Når vil du bli minna på det?"), ("en", "When would you like to be reminded?")):
        assert words in browser.get(f"{address}?lang={language}").get_data(as_text=True)


def test_what_cannot_be_put_off_says_so(kari: Patient, emma: Patient, browser: FlaskClient, house: House) -> None:
    assert browser.get(f"/skjema/{kari.item('3m').id}/utsett").status_code == 409
    kari.finish("start")
    answer = browser.get(f"/skjema/{kari.item('start').id}/utsett")
    assert answer.status_code == 409
    assert "allerede levert" in answer.get_data(as_text=True)
    for address in (f"/skjema/{emma.item('start').id}/utsett", "/skjema/9999/utsett"):
        assert browser.get(address).status_code == 404
        assert send(browser, address, day="2026-09-24").status_code == 404


def test_the_page_costs_the_same_however_long_the_agenda(kari: Patient, browser: FlaskClient, house: House) -> None:
    address = f"/skjema/{kari.item('start').id}/utsett"
    browser.get(address)

    def cost() -> int:
        with house.counted() as statements:
            assert browser.get(address).status_code == 200
        return len(statements)

    before = cost()
    kari.ask("extra-weather")
    kari.finish("extra-weather")
    assert cost() == before <= 8


WHY = "Hun sier at det er verre nå."


def test_a_therapist_asks_for_a_questionnaire_with_a_reason_and_takes_it_back(
    kari: Patient, staff: FlaskClient, house: House
) -> None:
    way = f"/pasient/{kari.enrolment_id}/sti"
    address, form = f"{way}/-/skjema", {"occasion": "extra-weather", "form-why": WHY}
    for why in ("", "xx xx"):
        refused = send(staff, address, occasion="extra-weather", **{"form-why": why})
        assert (refused.status_code, "Skriv hvorfor, med noen ord." in refused.text) == (422, True)
    assert kari.items("extra-weather") == []
    answer = send(staff, address, **form)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{way}#skjema")
    page = staff.get(way).text
    assert "Ekstra værskjema er åpent for pasienten nå." in page
    assert WHY in page
    item = kari.item("extra-weather")
    assert item.state == "planned"
    again = send(staff, address, **form)
    assert (again.status_code, "Pasienten har alt dette skjemaet åpent" in again.text) == (409, True)
    for occasion in ("start", ""):
        assert send(staff, address, **form | {"occasion": occasion}).status_code == 404

    with house.counted() as before:
        staff.get(way)
    undo = f"{way}/skjema/{item.id}/angre"
    assert send(staff, undo).status_code == 303
    assert "Angret i dag" in staff.get(way).text
    assert (kari.item("extra-weather").state, kari.item("extra-weather").reason) == ("cancelled", "form_taken_back")
    twice = send(staff, undo)
    assert (twice.status_code, "ikke åpent lenger" in twice.text) == (409, True)
    assert send(staff, f"{way}/skjema/{kari.item('start').id}/angre").status_code == 404
    hers = house.browser(kari.person).get(f"/skjema/{item.id}").text
    assert "Dette skjemaet skal ikke besvares lenger." in hers

    assert send(staff, address, **form).status_code == 303, "it can be asked for again"
    second = kari.items("extra-weather")[-1]
    with house.work() as work:
        sheet = open_sheet(work, kari.actor, second.id, write=True)
        save_draft(work, kari.actor, sheet, sheet.unanswered[0], {}, "nb")
    late = send(staff, f"{way}/skjema/{second.id}/angre")
    assert (late.status_code, "har begynt å svare" in late.text) == (409, True)
    with house.counted() as after:
        staff.get(way)
    assert len(after) == len(before), "however many were asked for"


def test_nobody_else_may_ask(kari: Patient, browser: FlaskClient, house: House) -> None:
    address = f"/pasient/{kari.enrolment_id}/sti/-/skjema"
    form = {"occasion": "extra-weather", "form-why": WHY}
    assert send(browser, address, **form).status_code == 403
    stranger = house.browser(house.person("Per", "Moe", ("therapist", house.clinic)), staff=True)
    assert send(stranger, address, **form).status_code == 403
    assert kari.items("extra-weather") == []
