"""Correcting an answer, in Chromium: the pages of both hold their width, are accessible, and work without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House

from .test_correcting_besides import hand_in
from .test_scores import PHQ9, answer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


def can_be_read(page: Page, where: str, words: str) -> None:
    page.goto(where)
    expect(page.get_by_text(words).first, where).to_be_visible()
    holds(page, where)


def holds(page: Page, where: str) -> None:
    """It is accessible and as wide as its window."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_is_corrected_and_read_without_scripts(
    browser: Browser, house: House, address: str, size: tuple[int, int]
) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="båtvakt")
    tor = house.person("Tor", "Vik")
    enrolment_id = house.enrolled(tor, maren, "ridge", "north")
    response_id = answer(house, enrolment_id, "phq-9", {**dict.fromkeys(PHQ9, 1), "q9": 0})
    opened = f"{address}/pasient/{enrolment_id}/skjemaer/{response_id}"
    with open_page(browser, size, java_script_enabled=False) as page:
        sign_in(page, house.browser(maren, staff=True))
        page.goto(opened)
        page.get_by_role("link", name="Rett svaret").click()
        page.locator("input[name=q1][value='3']").check(force=True)
        page.get_by_label("Hva sa Tor?").fill("feil")
        page.get_by_role("button", name="Lagre rettingen").click()
        expect(page.get_by_text("Skriv hva pasienten sa, minst ti tegn.").first).to_be_visible()
        page.get_by_label("Hva sa Tor?").fill("Sa på telefon at det var feil rute.")
        page.get_by_role("button", name="Lagre rettingen").click()
        expect(page.get_by_text("Svaret er rettet. Pasienten kan lese det, og hvorfor.")).to_be_visible()
    with open_page(browser, size) as page:
        sign_in(page, house.browser(maren, staff=True))
        can_be_read(page, f"{opened}/rett", "Rett bare det Tor selv har sagt at er feil.")
        can_be_read(page, opened, "Pasienten sa det 21. september 2026")
    with open_page(browser, size, java_script_enabled=False) as page:
        sign_in(page, house.browser(tor))
        page.goto(f"{address}/skjema/forlop/{enrolment_id}")
        page.get_by_text("Se hva som ble rettet").click()
        expect(page.get_by_text("Stemmer det ikke, kan du si fra i en melding.")).to_be_visible()
    with open_page(browser, size) as page:
        sign_in(page, house.browser(tor))
        can_be_read(page, f"{address}/skjema/forlop/{enrolment_id}", "Rettet av Maren Aas")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_what_was_asked_besides_is_corrected_and_read(
    browser: Browser, house: House, address: str, size: tuple[int, int]
) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="båtvakt")
    tor = house.person("Tor", "Vik", sex="male")
    enrolment_id = house.enrolled(tor, maren, "ridge", "north")
    response_id = hand_in(house, enrolment_id, "audit-c", {"q1": 1, "q2": 1, "q3": 1})
    opened = f"{address}/pasient/{enrolment_id}/skjemaer/{response_id}"
    with open_page(browser, size) as page:
        sign_in(page, house.browser(maren, staff=True))
        can_be_read(page, f"{opened}/rett", "Det vi sammenligner med")
        page.locator("input[name=q1][value='2']").check(force=True)
        page.locator("input[name=sex][value=female]").check(force=True)
        page.get_by_label("Hva sa Tor?").fill("Sa på telefon at det var feil rute, og feil tabell.")
        page.get_by_role("button", name="Lagre rettingen").click()
        expect(page.get_by_text("skal også dette besvares: AUDIT: alkohol.")).to_be_visible()
        can_be_read(page, opened, "Kjønn i tabellen vi sammenligner med")
    with open_page(browser, size) as page:
        sign_in(page, house.browser(tor))
        page.goto(f"{address}/skjema/forlop/{enrolment_id}")
        page.get_by_text("Se hva som ble rettet").click()
        expect(page.get_by_text("Kjønn i tabellen vi sammenligner med")).to_be_visible()
        holds(page, "what was corrected")
