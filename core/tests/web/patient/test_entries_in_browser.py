"""A diary in a browser: seven entries from the home page, one shared, answered and announced; without scripts; in two tabs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from varde.identity.models import Person
from varde.modules.dated import every_entry
from varde.modules.entries import written_by_patient
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House

from .conftest import Patient

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

SEVEN = ("3", "4", "7", "2", "5", "1", "6")


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with house.served() as url:
        yield url


@pytest.fixture
def rower(ingrid: Patient) -> Patient:
    ingrid.walk("know-the-lake")
    ingrid.later(days=10, hours=1)
    ingrid.post(f"/moduler/{ingrid.enrolment_id}/boat-and-oars/rowing")
    return ingrid


def written(patient: Patient) -> list[object]:
    with patient.house.work() as work:
        rows = every_entry(work, patient.enrolment_id, "boat-and-oars", "rowing")
        return [written_by_patient(row).get("calm") for row in rows]


def one_more(page: Page, address: str, calm: str) -> tuple[int, list[str]]:
    """From the home page: one tap, one answer, one button. How many taps it took, and the pages that came, by their path."""
    page.goto(f"{address}/min-sti")
    came, here = list[str](), page.main_frame
    page.on("framenavigated", lambda frame: came.append(frame.url.partition(address)[2]) if frame == here else None)
    taps = (
        page.get_by_role("link", name="Skriv nå"),
        page.locator(f"label:has(#calm{'' if calm == '0' else f'-{calm}'})"),
        page.get_by_role("button", name="Lagre", exact=True),
    )
    for place in taps:
        place.click()
    expect(page.get_by_text("Lagret. Bare du ser det.")).to_be_visible()
    return len(taps), came


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_seven_from_home_one_shared_answered_and_announced(
    browser: Browser, address: str, rower: Patient, maren: Person, house: House, scripts: bool
) -> None:
    with open_page(browser, PHONE, java_script_enabled=scripts) as page:
        sign_in(page, rower.browser)
        diary = f"/moduler/{rower.enrolment_id}/boat-and-oars/rowing"
        for number, calm in enumerate(SEVEN):
            taps, came = one_more(page, address, calm)
            house.clock.move(minutes=5)
            if not number:  # three taps, no key, and two pages: less than fifteen seconds however slow her telephone
                assert (taps, came) == (3, [f"{diary}#ny", diary])
        assert written(rower) == [int(calm) for calm in SEVEN]
        expect(page.get_by_text("7 innføringer på én dag", exact=True)).to_be_visible()
        expect(page.locator("svg.chart circle.a-dot")).to_have_count(7)
        entries = page.locator("ol.entries > li")
        expect(entries).to_have_count(7)
        entries.first.get_by_role("button", name="Del med Maren").click()
        expect(page.get_by_text("Maren ser den.")).to_have_count(1)
        expect(page.get_by_text("Bare du ser den.")).to_have_count(6)
        if scripts:
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with open_page(browser, DESKTOP) as page:
        sign_in(page, house.browser(maren, staff=True))
        page.goto(f"{address}/arbeidsliste")
        expect(page.get_by_text("Delte «Øv på å ro»")).to_be_visible()
        page.goto(f"{address}/pasient/{rower.enrolment_id}")
        page.get_by_role("link", name="Se uken").click()
        expect(page.locator("ol.entries > li")).to_have_count(1)
        page.get_by_text("Svar på denne").click()
        page.get_by_label("Tilbakemelding til Ingrid").fill("Fint at du rodde.")
        page.get_by_role("button", name="Send tilbakemelding").click()
        expect(page.get_by_text("Besvart")).to_be_visible()
    with open_page(browser, PHONE, java_script_enabled=scripts) as page:
        sign_in(page, rower.browser)
        page.goto(f"{address}/min-sti")
        expect(page.get_by_text("Du har fått svar på en øvelse")).to_be_visible()
        page.get_by_role("link", name="Les svaret").click()
        expect(page.locator("ol.entries > li", has_text="Fint at du rodde.")).to_have_count(1)


def test_what_is_begun_is_there_again_and_two_tabs_are_two_entries(
    browser: Browser, address: str, rower: Patient
) -> None:
    here = f"{address}/moduler/{rower.enrolment_id}/boat-and-oars/rowing"
    with open_page(browser, PHONE) as page:
        sign_in(page, rower.browser)
        page.goto(here)
        page.get_by_text("Legg til mer (valgfritt)").click()
        page.get_by_label("Hva la du merke til?").fill("Halvferdig")
        expect(page.get_by_text("Utkast lagret")).to_be_visible()
        page.goto(here)
        expect(page.get_by_label("Hva la du merke til?")).to_have_value("Halvferdig")
        page.locator("label:has(#calm-3)").click()
        page.get_by_role("button", name="Lagre", exact=True).click()
        expect(page.get_by_text("Lagret. Bare du ser det.")).to_be_visible()
        expect(page.get_by_label("Hva la du merke til?")).to_have_value("")
        other = page.context.new_page()
        for tab in (page, other):
            tab.goto(here)
        for tab, calm in ((other, "4"), (page, "5")):
            tab.locator(f"label:has(#calm-{calm})").click()
        other.get_by_role("button", name="Lagre", exact=True).click()
        expect(other.get_by_text("Lagret. Bare du ser det.")).to_be_visible()
        page.get_by_role("button", name="Lagre", exact=True).click()
        expect(page.get_by_text("Lagret. Bare du ser det.").or_(page.get_by_text("i et annet vindu"))).to_be_visible()
    assert written(rower)[:2] == [3, 4]
