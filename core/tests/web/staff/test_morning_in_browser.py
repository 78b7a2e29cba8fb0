"""A therapist's morning in Chromium, by keys at a desk and by thumb on a phone: the list is read, one in danger is called and it is
written down, three are answered, homework is read and the next module opened, a greeting goes to those who are quiet, one is handed
over; each page is accessible, inside the screen and light enough."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.caseload.models import CaseloadRow
from varde.dialogue.service import write
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in, weight
from varde.testing.house import House

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
HEAVIEST = 150_000
EACH = re.compile(r"^Pasient\d\d Vik$")
ASKED = ("Skal jeg prøve bussen igjen?", "Jeg sov dårlig.", "Kan vi snakkes på torsdag?")


def look(page: Page) -> None:
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert len(page.content().encode()) < weight(page) < HEAVIEST, page.url


def called(page: Page, address: str, enrolment_id: int) -> None:
    """She is in danger: the alert is opened from the list, and what was done is written down and closes it."""
    page.goto(f"{address}/arbeidsliste")
    page.get_by_role("link", name="Pasient00 Vik", exact=True).click()
    expect(page.get_by_role("heading", name="Et varsel")).to_be_visible()
    look(page)
    page.get_by_label("Hva ble gjort?").fill("Ringte henne. Hun er trygg, og søsteren er hos henne.")
    page.get_by_role("button", name="Lukk varselet").click()
    expect(page.get_by_text("Varselet er lukket.")).to_be_visible()
    expect(page.get_by_role("heading", name="Et varsel")).to_have_count(0)
    assert page.url.split("#")[0] == f"{address}/pasient/{enrolment_id}"


def answered(page: Page, address: str, enrolment_id: int) -> None:
    """The words, and send; the minutes of it are kept without her doing anything, on each patient's own page."""
    page.goto(f"{address}/pasient/{enrolment_id}#dialog")
    page.get_by_label("Melding til").fill(f"Ja, vi snakkes. Dette er til deg som er nummer {enrolment_id}.")
    page.get_by_role("button", name="Send melding").click()
    expect(page.get_by_text("Meldingen er sendt.")).to_be_visible()
    expect(page.get_by_role("heading", name="Tid brukt: 5 min denne uken")).to_be_visible()


def homework_read(page: Page, address: str, enrolment_id: int) -> None:
    """What she has handed in is looked at, and the next module is opened there."""
    page.goto(f"{address}/pasient/{enrolment_id}/lekser")
    look(page)
    page.get_by_role("button", name="Åpne neste").click()
    expect(page.get_by_text("er åpnet, og pasienten får beskjed.")).to_be_visible()


def test_the_morning(browser: Browser, house: House, maren: Person, address: str) -> None:
    house.person("Sara", "Holm", ("therapist", house.clinic))
    ids = [house.enrolled(person := house.person(f"Pasient{number:02}", "Vik"), maren) for number in range(25)]
    with house.work() as work:
        rows = {each: work.session.get_one(Enrolment, each) for each in ids}
        for enrolment_id, words in zip(ids[22:], ASKED, strict=True):
            person = rows[enrolment_id].person
            write(work, house.actor(person), rows[enrolment_id], words, "k")
        raise_alert(work, rows[ids[0]], work.catalogue.one(Alert, "ridge.phq9-thoughts"), "test", {})
        quiet = update(CaseloadRow).where(CaseloadRow.enrolment_id.in_(ids[:22]))
        work.session.execute(quiet.values(inactive_since=work.now - timedelta(days=16)))
    hers = house.browser(maren, staff=True)
    with open_page(browser, DESKTOP) as page:
        sign_in(page, hers)
        page.goto(f"{address}/arbeidsliste")
        for words in ASKED:
            expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_role("link", name=EACH)).to_have_count(25)
        look(page)
        called(page, address, ids[0])
        for enrolment_id in ids[22:24]:
            answered(page, address, enrolment_id)
        homework_read(page, address, ids[24])
        page.goto(f"{address}/arbeidsliste")
        for key in "jjj":
            page.keyboard.press(key)
        page.keyboard.press("x")
        page.keyboard.press("j")
        page.keyboard.press("x")
        expect(page.get_by_text("2 valgt")).to_be_visible()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        look(page)
        page.get_by_role("dialog").get_by_role("button", name="Lukk").click()
        page.get_by_role("button", name="Send en hilsen").click()
        expect(page.get_by_role("button", name="Send til 2")).to_be_visible()
        look(page)
        page.get_by_role("button", name="Send til 2").click()
        expect(page.get_by_text("Hilsenen er sendt til 2.")).to_be_visible()
        page.goto(f"{address}/pasient/{ids[24]}/tid")
        expect(page.get_by_role("heading", name="Hva tiden gikk til")).to_be_visible()
        look(page)
    with open_page(browser, PHONE) as page:
        sign_in(page, hers)
        page.goto(f"{address}/arbeidsliste")
        expect(page.get_by_role("link", name="Pasient00 Vik", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name=EACH)).to_have_count(23)  # who was answered needs no more
        look(page)
        answered(page, address, ids[24])
        page.goto(f"{address}/arbeidsliste")
        page.get_by_role("checkbox", name="Pasient00 Vik").check()
        page.get_by_role("button", name="Gi videre").click()
        page.get_by_label("Hvem skal ta over?").select_option(label="Sara Holm")
        page.get_by_label("Hvorfor gir du videre?").fill("Jeg er på kurs denne uken")
        look(page)
        page.get_by_role("button", name="Gi 1 videre").click()
        expect(page.get_by_text("Én er gitt videre.")).to_be_visible()
