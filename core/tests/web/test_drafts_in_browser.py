"""Drafts in Chromium: they save themselves, two windows are told of each other, and signing out leaves nothing unless asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in

from .forms_of_clinic import Clinic, browser_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
BODY = "textarea[name=body]"


def stored(page: Page) -> list[str]:
    keys: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('varde:'))")
    return keys


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_a_draft_saves_itself_and_two_windows_are_told(browser: Browser, clinic: Clinic, size: tuple[int, int]) -> None:
    with clinic.house.served() as address, open_page(browser, size) as page:
        sign_in(page, browser_of(clinic, "ingrid"))
        url = f"{address}/meldinger/{clinic.enrolment}"
        page.goto(url)
        expect(page.get_by_role("button", name="Lagre utkast"), "the page saves by itself").to_have_count(0)
        other = page.context.new_page()
        other.goto(url)
        other.locator(BODY).fill("Der")
        other.get_by_text("Utkast lagret i dag").wait_for()
        page.locator(BODY).fill("Her")
        page.get_by_text("Du har også skrevet i et annet vindu.").wait_for()
        page.get_by_role("button", name="Send melding").click()
        page.get_by_role("heading", name="Du har skrevet i to vinduer").wait_for()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Gå videre med dette").click()
        page.get_by_text("Meldingen er sendt.").wait_for()
        assert page.locator(BODY).input_value() == ""


@pytest.mark.parametrize("choice", ["Slett det og logg ut", "Behold det her og logg ut", "Avbryt"])
def test_what_could_not_be_saved_is_asked_about_at_sign_out(browser: Browser, clinic: Clinic, choice: str) -> None:
    with clinic.house.served() as address, open_page(browser) as page:
        sign_in(page, browser_of(clinic, "ingrid"))
        page.goto(f"{address}/meldinger/{clinic.enrolment}")
        page.route("**/utkast/**", lambda route: route.abort())
        page.locator(BODY).fill("Ikke lagret")
        page.get_by_role("button", name="Logg ut").first.click()
        page.get_by_role("heading", name="Noe du har skrevet, er ikke lagret").wait_for()
        axe(page)
        page.get_by_role("button", name=choice).click()
        if choice == "Avbryt":
            assert page.locator(BODY).input_value() == "Ikke lagret"
            return
        page.wait_for_url("**/logg-inn/ut")
        kept = [key for key in stored(page) if key.startswith("varde:draft:")]
        assert len(kept) == (1 if choice.startswith("Behold") else 0)


def test_after_the_sign_out_the_back_button_shows_nothing(browser: Browser, clinic: Clinic) -> None:
    with clinic.house.served() as address, open_page(browser) as page:
        sign_in(page, browser_of(clinic, "ingrid"))
        page.goto(f"{address}/meldinger/{clinic.enrolment}")
        page.locator(BODY).fill("Hemmelig")
        page.get_by_text("Utkast lagret i dag").wait_for()
        page.get_by_role("button", name="Logg ut").first.click()
        page.wait_for_url("**/logg-inn/ut")
        assert stored(page) == []
        page.go_back()
        expect(page.get_by_text("Hemmelig")).to_have_count(0)
        expect(page.locator(BODY)).to_have_count(0)


def test_what_is_stored_is_not_put_back_with_the_words(browser: Browser, clinic: Clinic) -> None:
    """Saved or, out of reach, only in the browser: the words come back, and the answer stands as it is stored."""
    with clinic.house.served() as address, open_page(browser) as page:
        sign_in(page, browser_of(clinic, "maren"))
        url = f"{address}/pasient/{clinic.enrolment}/maa-vites"
        page.goto(url)
        said = page.get_by_role("group", name="Kan ikke svømme").first
        words = page.get_by_label("Hvor har du det fra?")
        for text, offline in (("Sa det på telefon.", False), ("Sa det på telefon i dag.", True)):
            said.get_by_label("Ja", exact=True).check()
            page.context.set_offline(offline)
            words.fill(text)
            page.get_by_text("Lagres når du er på nett igjen" if offline else "Utkast lagret i dag").first.wait_for()
            page.context.set_offline(False)
            page.goto(url)
            expect(words).to_have_value(text)
            expect(said.get_by_label("Ja", exact=True)).not_to_be_checked()
        axe(page)
