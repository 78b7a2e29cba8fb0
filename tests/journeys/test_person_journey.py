"""A person's own facts, in a real browser on a phone: a new number, and a D-number that became an F-number."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.identity.models import Login, Organisation, Person
from varde.identity.nin import parse
from varde.identity.service import add_person, phone_of
from varde.identity.synthetic import synthetic_number
from varde.people.service import ask
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme
from varde.referrals.service import decide, refer
from varde.testing.house import start_at_once
from varde_demo.acting import actor_of
from varde_demo.live import Live

from .journeys_people import Somebody

pytestmark = pytest.mark.slow


def person_named(live: Live, name: str) -> Person:
    with live.platform.work() as work:
        return work.session.scalars(select(Person).where(Person.given_name == name)).one()


def enrol(live: Live, person: Person) -> int:
    """This person has begun eMeistring with Sara. Returns the enrolment's id."""
    with live.platform.work() as work:
        clinic = work.session.scalars(select(Organisation).where(Organisation.key == "nettbehandling")).one()
        sara = work.session.scalars(select(Person).where(Person.given_name == "Sara")).one()
        programme = work.catalogue.one(Programme, "emeistring")
        patient = work.session.get_one(Person, person.id)
        enrolment, _ = refer(work, patient, clinic, programme, fitting_facts(programme), source="self")
        decide(work, actor_of(sara, clinic), enrolment, accept=True, track="depression")
        start_at_once(work, enrolment)
        return enrolment.id


def is_narrow(page: Page) -> None:
    """Nothing stands outside a screen of 390 pixels."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def is_told(page: Page, words: str) -> None:
    """A message above the page says so."""
    expect(page.locator(".flashes").get_by_text(words)).to_be_visible()


@pytest.mark.parametrize("live", ["embedded"], indirect=True)
def test_she_changes_her_number_and_answers_which_is_right(live: Live, open_page: Callable[..., Page]) -> None:
    tone = person_named(live, "Tone")
    enrolment_id = enrol(live, tone)
    patient = Somebody(open_page(), live, "Tone Berg", "idporten")
    patient.sign_in()
    patient.go("/mine-opplysninger")
    is_narrow(patient.page)
    patient.page.locator("[name=mobile]").fill("\u202a+46 70 123 45 67\u202c")
    patient.press("Lagre")
    is_told(patient.page, "Opplysningene er lagret.")
    patient.sees("+46 70 123 45 67")
    patient.page.locator("[name=mobile]").fill("22 33 44 55")
    patient.press("Lagre")
    expect(patient.page.locator(".error-summary")).to_contain_text("kan ikke ta imot SMS")
    patient.page.get_by_text("Klinikken ringer").click()
    patient.press("Lagre")
    is_told(patient.page, "Opplysningene er lagret.")

    # A referral brings another number; she says which is right, and her therapist sees that it is answered.
    with live.platform.work() as work:
        person = work.session.get_one(Person, tone.id)
        ask(work, person, "phone", "+4740000001", source="referral", by_id=person.id, enrolment_id=enrolment_id)
    sara = Somebody(open_page(), live, "Sara Holm", "helseid")
    sara.sign_in()
    sara.go(f"/pasient/{enrolment_id}")
    is_narrow(sara.page)
    sara.sees("1 ting om pasienten er usikkert.")
    sara.go("/ringeliste")
    is_narrow(sara.page)
    sara.sees("Tone Berg")
    patient.go("/min-sti")
    patient.sees("Vi lurer på noe om opplysningene dine.")
    patient.press("Svar her")
    patient.press(re.compile("^Bruk 40"))
    is_told(patient.page, "Takk. Det er endret.")
    with live.platform.work() as work:
        assert phone_of(work, work.session.get_one(Person, tone.id)) == "+4740000001"
    sara.go(f"/pasient/{enrolment_id}/opplysninger")
    is_narrow(sara.page)
    sara.sees("etter en henvisning")
    expect(sara.page.get_by_text("Hvilket telefonnummer har pasienten?")).to_have_count(0)


@pytest.mark.parametrize("live", ["embedded"], indirect=True)
def test_a_d_number_becomes_an_f_number_and_nothing_is_lost(live: Live, open_page: Callable[..., Page]) -> None:
    # Tone was here with a D-number; the sign-in service says that whoever comes now with an F-number is the same.
    patient = Somebody(open_page(), live, "Tone Berg", "idporten")
    patient.sign_in()
    patient.sees("Du er ikke meldt på noe ennå.")
    tone = person_named(live, "Tone")
    with live.platform.work() as work:
        number = next(filter(None, (synthetic_number(f"578590{serial}") for serial in range(100, 999))))
        before = add_person(work, "Tone", "Berg", parse(number, allow_synthetic=True), language="nb", phone="91234567")
        login = work.session.scalars(select(Login).where(Login.person_id == tone.id)).one()
        login.person_id = before.id
    enrolment_id = enrol(live, before)
    patient.sign_out()
    patient.sign_in()
    patient.go("/min-sti")
    is_narrow(patient.page)
    expect(patient.page.get_by_text("Du er ikke meldt på noe")).to_have_count(0)
    patient.sees("Har du hatt D-nummer før?")
    patient.press("Ja, samle alt")
    is_told(patient.page, "Nå er alt samlet på ett sted.")
    patient.sees("eMeistring")
    with live.platform.work() as work:
        assert work.session.get_one(Enrolment, enrolment_id).person_id == tone.id
    patient.go("/mine-opplysninger")
    is_narrow(patient.page)
    patient.press("Angre")
    is_told(patient.page, "Det er angret, og alt ligger der det lå.")
    with live.platform.work() as work:
        assert work.session.get_one(Enrolment, enrolment_id).person_id == before.id
