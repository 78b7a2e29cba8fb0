"""What goes wrong on the way of a referral: nothing is lost, nothing is told of anybody, and each has one sentence."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment, Offering, Referral
from varde.identity.models import Person
from varde.testing.house import token
from varde.testing.referrers import health_professional

from .conftest import Practice, filled


@pytest.mark.parametrize("reason", ["died", "protected"])
def test_of_one_who_has_died_or_is_hidden_nothing_is_told_and_nothing_sent(practice: Practice, reason: str) -> None:
    """The referrer sees what she sees of anybody; the clinic is warned, and no notice goes out."""
    house = practice.house
    jonas = house.person("Jonas", "Aker", birth_date=date(1988, 2, 3))
    before = house.enrolled(jonas, practice.therapist, "ridge", "north")
    with house.work() as work:
        number = work.vault.open("person.nin", work.session.get_one(Person, jonas.id).nin_sealed or b"")
        end(work, practice.therapist.id, work.session.get_one(Enrolment, before), reason)
    practice.send(nin=number)
    practice.send()
    known, unknown = practice.rows()
    assert known == unknown
    with house.work() as work:
        enrolment = work.session.scalars(
            select(Enrolment).where(Enrolment.person_id == jonas.id, Enrolment.id != before)
        ).one()
        assert enrolment.contact_stopped_at is not None
    page = house.browser(practice.therapist, staff=True).get(f"/henvisning/{enrolment.id}").get_data(as_text=True)
    assert "Ingen skal kontakte pasienten" in page


def test_an_offer_that_closed_after_it_was_sent_loses_nothing(practice: Practice) -> None:
    client = practice.browser
    client.post("/henvis/klinikken/lake", data=filled(practice.house) | {"csrf_token": token(client)})
    close(practice)
    practice.house.platform.drain()
    assert ["Vurderes" in row for row in practice.rows()] == [True]
    with practice.house.work() as work:
        assert work.session.scalars(select(Referral)).one().outcome == "eligible"


def test_an_offer_that_closed_while_she_wrote_is_one_sentence_and_keeps_her_words(practice: Practice) -> None:
    client, form = practice.browser, filled(practice.house, hope="Vil klare skoleveien igjen.")
    of_page = (
        client.get("/henvis/klinikken/lake").get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    )
    close(practice)
    answer = client.post("/henvis/klinikken/lake", data=form | {"csrf_token": of_page})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "Dette programmet tilbys ikke her." in page) == (404, True)
    assert "Vil klare skoleveien igjen." in page


def test_a_draft_of_an_older_form_goes_on(practice: Practice) -> None:
    """What is not asked any more is left out; what is new is asked for, and the rest stands."""
    client = practice.browser
    form = filled(practice.house, fact_of_old="yes", hope="Står her.") | {"csrf_token": token(client)}
    missing = {name: value for name, value in form.items() if name != "fact_has_map"}
    answer = client.post("/henvis/klinikken/lake", data=missing)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "Står her." in page, 'href="#fact_has_map"' in page) == (422, True, True)
    assert client.post("/henvis/klinikken/lake", data=form).status_code == 303


def test_two_referrers_of_one_patient_see_their_own(practice: Practice) -> None:
    house = practice.house
    number = next(house._numbers)
    practice.send(nin=number)
    other = house.browser(health_professional(house, "Odd", "Moe", "doctor"), staff=True)
    practice.send(browser=other, nin=number, given_name="Jonas Aleksander")
    practice.send(nin=number)
    assert [len(practice.rows()), len(practice.rows(other))] == [2, 1]
    assert "Jonas Aleksander" in practice.rows(other)[0]
    assert all("Vurderes" in row for row in (*practice.rows(), *practice.rows(other)))
    with house.work() as work:
        assert len(work.session.scalars(select(Enrolment)).all()) == 1


def close(practice: Practice) -> None:
    with practice.house.work() as work:
        for offering in work.session.scalars(select(Offering).where(Offering.programme == "lake")):
            offering.state = "closed"
