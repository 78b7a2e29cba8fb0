"""The patient's pages in Chromium: accessible and inside the screen at two widths, and whole without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in

from .conftest import Patient

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.fixture
def address(ingrid: Patient) -> Iterator[str]:
    with ingrid.house.served() as address:
        yield address


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_accessible_and_fits(
    browser: Browser, address: str, ingrid: Patient, enrol: Callable[..., Patient], size: tuple[int, int]
) -> None:
    ingrid.walk("know-the-lake", steps=2)
    ingrid.post(f"/meldinger/{ingrid.enrolment_id}", {"body": "Hei", "once": "once-once"})
    vidar, emma = enrol("Vidar", started=False), enrol("Emma", "ridge", "north")
    number, form = ingrid.enrolment_id, ingrid.agenda()[0].id
    pages = [
        (ingrid, "/min-sti"),
        (vidar, "/min-sti"),
        (emma, "/min-sti"),
        (ingrid, f"/moduler/{number}"),
        (ingrid, f"/moduler/{number}/know-the-lake/water-diary"),
        (ingrid, f"/skjema/forlop/{number}"),
        (ingrid, f"/skjema/{form}?mangler=1"),
        (emma, f"/skjema/{emma.agenda()[0].id}"),
        (ingrid, f"/meldinger/{number}"),
        (ingrid, "/innsyn?alle=1"),
        (ingrid, "/innlogginger"),
        (ingrid, "/sperrer"),
    ]
    for patient, path in pages:
        with open_page(browser, size) as page:
            sign_in(page, patient.browser)
            page.goto(address + path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_worksheet_saves_itself(browser: Browser, address: str, ingrid: Patient) -> None:
    path = f"{address}/moduler/{ingrid.enrolment_id}/know-the-lake/water-diary"
    with open_page(browser) as page:
        sign_in(page, ingrid.browser)
        page.goto(path)
        page.get_by_label("Hva skjedde i dag?").fill("Tur i skogen.")
        page.get_by_text("Lagret kl. 10.00").wait_for()
    with open_page(browser) as page:
        sign_in(page, ingrid.browser)
        page.goto(path)
        assert page.get_by_label("Hva skjedde i dag?").input_value() == "Tur i skogen."


def test_the_whole_way_without_javascript(browser: Browser, address: str, enrol: Callable[..., Patient]) -> None:
    vidar = enrol("Vidar", "village", started=False)
    with open_page(browser, java_script_enabled=False) as page:
        sign_in(page, vidar.browser)
        page.goto(address + "/min-sti")
        page.get_by_role("button", name="Begynn").click()
        page.get_by_role("link", name="Svar på skjemaet").click()
        for _ in range(20):
            if page.get_by_role("heading", level=1).inner_text() == "Takk for svarene":
                break
            page.get_by_role("button", name=re.compile("^Lever (skjemaet|og gå videre)$")).click()
            page.get_by_role("button", name="Lever likevel").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Takk for svarene"
        page.get_by_role("link", name="Til stien din").click()
        page.locator("section.next a.btn.big").click()
        page.get_by_role("button", name="Legg steinen og gå videre").click()
        page.get_by_role("link", name="Min sti").first.click()
        assert "Steg 2 av" in page.locator("section.next").inner_text()
        page.get_by_role("link", name="Meldinger").first.click()
        page.get_by_label("Skriv til Maren").fill("Hei")
        page.get_by_role("button", name="Send melding").click()
        expect(page.locator(".msg.mine")).to_have_count(1)
