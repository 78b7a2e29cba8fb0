"""What comes in, in Chromium: a clinician's referral in three steps, the queue and the call before the answer, several alerts under
one note, and inner notes. Each page is accessible and inside the screen, also with what is wrong on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House

from .conftest import referred, send
from .test_deciding import clinicians_form

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


def look(page: Page) -> None:
    """Accessible, and no wider than the screen."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@SIZES
def test_a_clinicians_referral_in_three_steps(
    browser: Browser, house: House, maren: Person, address: str, size: tuple[int, int]
) -> None:
    with open_page(browser, size) as page:
        sign_in(page, house.browser(maren, staff=True))
        page.goto(f"{address}/henvis/klinikken/lake")
        expect(page.get_by_label("Fornavn")).to_be_visible()
        look(page)
        page.get_by_role("button", name="Neste:").click()
        expect(page.get_by_role("alert")).to_be_visible()
        look(page)
        filled = clinicians_form(house)
        for label, name in (
            ("Fødselsnummer eller D-nummer", "nin"),
            ("Fornavn", "given_name"),
            ("Etternavn", "family_name"),
            ("Fødselsdato", "born"),
        ):
            page.get_by_label(label).fill(filled[name])
        page.get_by_role("button", name="Neste:").click()
        expect(page.get_by_label("Hva ønsker pasienten hjelp til?")).to_be_visible()
        look(page)
        page.get_by_role("button", name="Neste:").click()
        expect(page.get_by_role("alert")).to_be_visible()
        look(page)

    colleague = house.browser(house.person("Sara", "Holm", ("therapist", house.clinic)), staff=True)
    on = {"steg": "2", "til": "3", "draft": "referral/klinikken/lake", "draft_page": "/henvis/klinikken/lake"}
    assert send(colleague, "/henvis/klinikken/lake", filled | on).status_code == 200
    with open_page(browser, size) as page:
        sign_in(page, colleague)
        page.goto(f"{address}/henvis/klinikken/lake")
        expect(page.get_by_role("button", name="Send henvisningen")).to_be_visible()
        look(page)
        page.locator("#mobile").fill("12")
        page.get_by_role("button", name="Send henvisningen").click()
        expect(page.get_by_role("alert")).to_be_visible()
        look(page)


@SIZES
def test_a_call_before_the_answer(
    browser: Browser, house: House, maren: Person, ingrid: Person, address: str, size: tuple[int, int]
) -> None:
    waiting = referred(house, ingrid)
    in_danger = referred(house, house.person("Grete", "Grønli"), "ridge")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, in_danger)
        raise_alert(work, enrolment, work.catalogue.one(Alert, "ridge.phq9-thoughts"), "test", {})
    with open_page(browser, size) as page:
        sign_in(page, house.browser(maren, staff=True))
        page.goto(f"{address}/henvisning/{waiting}")
        if size == PHONE:
            page.get_by_text("2 venter på svar").click()
        expect(page.get_by_role("link", name="Grete Grønli")).to_be_visible()
        page.get_by_text("Sett opp en samtale").click()
        look(page)
        page.get_by_role("button", name="Sett opp samtalen").click()
        expect(page.get_by_role("alert")).to_be_visible()
        look(page)
        page.get_by_label("Dag").fill("2026-09-23")
        page.get_by_label("Etter klokka").fill("15:00")
        page.get_by_label("Hva må avklares?").fill("Når slutter timene hos psykologen?")
        page.get_by_role("button", name="Sett opp samtalen").click()
        expect(page.get_by_text("Maren Aas ringer onsdag 23. september etter kl. 15.00.")).to_be_visible()
        look(page)
        page.goto(f"{address}/ringeliste")
        expect(page.get_by_text("Maren Aas ringer onsdag 23. september etter kl. 15.00.")).to_be_visible()
        look(page)

    with open_page(browser, size) as page:
        sign_in(page, house.browser(ingrid))
        for path in ("/min-sti", f"/pamelding/{waiting}/mottatt"):
            page.goto(address + path)
            expect(page.get_by_text("Vi ringer deg onsdag 23. september etter kl. 15.00")).to_be_visible()
            look(page)

    with open_page(browser, size) as page:
        sign_in(page, house.browser(maren, staff=True))
        page.goto(f"{address}/henvisning/{waiting}")
        page.get_by_label("Hva kom fram?").fill("De slutter i desember.")
        page.get_by_role("button", name="Har ringt").click()
        expect(page.get_by_text("De slutter i desember.")).to_be_visible()
        look(page)


@SIZES
def test_several_alerts_under_one_note(
    browser: Browser, house: House, maren: Person, tor: Person, depressed: int, address: str, size: tuple[int, int]
) -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, depressed)
        for key in ("ridge.phq9-thoughts", "ridge.phq9-severe"):
            raise_alert(work, enrolment, work.catalogue.one(Alert, key), "test", {})
    with open_page(browser, size) as page:
        sign_in(page, house.browser(maren, staff=True))
        for path in (f"/pasient/{depressed}", f"/pasient/{depressed}/varsler"):
            page.goto(address + path)
            expect(page.get_by_text("2 varsler, ett notat")).to_be_visible()
            look(page)
        page.get_by_role("button", name="Lukk de avkryssede").click()
        expect(page.get_by_role("alert")).to_be_visible()
        look(page)
        for box in page.get_by_role("group", name="Hvilke varsler gjelder notatet?").get_by_role("checkbox").all():
            box.check()
        page.get_by_role("button", name="Lukk de avkryssede").click()
        expect(page.get_by_role("alert")).to_be_visible()
        look(page)


@SIZES
def test_an_inner_note(
    browser: Browser, house: House, maren: Person, ingrid: Person, under_way: int, address: str, size: tuple[int, int]
) -> None:
    with open_page(browser, size) as page:
        sign_in(page, house.browser(maren, staff=True))
        page.goto(f"{address}/pasient/{under_way}#notater")
        page.get_by_role("button", name="Lagre notatet").click()
        expect(page.get_by_role("alert")).to_be_visible()
        look(page)
        page.get_by_label("Nytt notat").fill("Følge søvn og uro to uker.")
        page.get_by_role("button", name="Lagre notatet").click()
        expect(page.locator("#notater").get_by_text("Følge søvn og uro to uker.")).to_be_visible()
        look(page)
