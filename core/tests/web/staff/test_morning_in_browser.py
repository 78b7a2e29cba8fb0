"""A therapist's morning in Chromium, by keys at a desk and by thumb on a phone: the list is read, a greeting goes to those who are
quiet, one is handed over, and each page is accessible, inside the screen and light enough."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from varde.caseload.models import CaseloadRow
from varde.dialogue.service import write
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
HEAVIEST = 150_000


def look(page: Page) -> None:
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert len(page.content().encode()) < HEAVIEST, page.url


def test_the_morning(browser: Browser, house: House, maren: Person, address: str) -> None:
    house.person("Sara", "Holm", ("therapist", house.clinic))
    ids = [house.enrolled(person := house.person(f"Pasient{number:02}", "Vik"), maren) for number in range(25)]
    with house.work() as work:
        write(work, house.actor(person), work.session.get_one(Enrolment, ids[24]), "Skal jeg prøve bussen igjen?", "k")
        quiet = update(CaseloadRow).where(CaseloadRow.enrolment_id.in_(ids[:24]))
        work.session.execute(quiet.values(inactive_since=work.now - timedelta(days=16)))
        danger = update(CaseloadRow).where(CaseloadRow.enrolment_id == ids[0])
        work.session.execute(danger.values(risk_since=work.now, urgency=1))
    hers = house.browser(maren, staff=True)
    with open_page(browser, DESKTOP) as page:
        sign_in(page, hers)
        page.goto(f"{address}/arbeidsliste")
        expect(page.get_by_text("Skal jeg prøve bussen igjen?")).to_be_visible()
        look(page)
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
        look(page)
        page.get_by_role("checkbox", name="Pasient00 Vik").check()
        page.get_by_role("button", name="Gi videre").click()
        page.get_by_label("Hvem skal ta over?").select_option(label="Sara Holm")
        page.get_by_label("Hvorfor gir du videre?").fill("Jeg er på kurs denne uken")
        look(page)
        page.get_by_role("button", name="Gi 1 videre").click()
        expect(page.get_by_text("Én er gitt videre.")).to_be_visible()
