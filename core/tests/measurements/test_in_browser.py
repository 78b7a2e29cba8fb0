"""A journey at 390 pixels: measure, see the zone, the therapist is told, the week's picture; the same without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in

from .conftest import Course

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.fixture
def address(course: Course) -> Iterator[str]:
    with course.house.served() as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_measure_and_be_told_and_somebody_is_told(
    browser: Browser, course: Course, address: str, scripts: bool
) -> None:
    course.best()
    course.every_day(470, 480, 465, 455, 470, 440, 450)
    course.house.clock.move(hours=12)
    with open_page(browser, PHONE, java_script_enabled=scripts) as page:
        sign_in(page, course.house.browser(course.per))
        page.goto(f"{address}/min-sti")
        # From home it takes one tap, three figures and one tap.
        page.get_by_role("link", name="Mål pusten").click()
        page.get_by_role("textbox", name="Beste av tre blås").fill("340")
        page.get_by_role("button", name="Lagre").click()
        expect(page.get_by_role("heading", name="Du er i sonen «Følg med»")).to_be_visible()
        expect(page.get_by_text("Mål igjen om 20 minutter.").first).to_be_visible()
        expect(page.get_by_role("img", name="Mål pusten, de siste 14 dagene")).to_be_visible()
        expect(page.get_by_role("heading", name="Fra 470 til 340 siden 15. september")).to_be_visible()
        page.get_by_role("textbox", name="Beste av tre blås").fill("150")
        page.get_by_role("button", name="Lagre").click()
        expect(page.get_by_text("Er 150 riktig?")).to_be_visible()
        expect(page.get_by_role("textbox", name="Beste av tre blås")).to_have_value("150")
        page.get_by_role("button", name="Ja, 150 er riktig").click()
        expect(page.get_by_role("heading", name="Du er i sonen «Handle nå»")).to_be_visible()
        expect(page.get_by_text("Pusten din er i den laveste sonen.").first).to_be_visible()
        if scripts:
            axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if scripts else True
    with open_page(browser, DESKTOP, java_script_enabled=scripts) as page:
        sign_in(page, course.house.browser(course.hanne, staff=True))
        page.goto(f"{address}/arbeidsliste")
        page.get_by_role("link", name="Per Berge").first.click()
        expect(page.get_by_text("Pusten er i den laveste sonen.").first).to_be_visible()
        expect(page.get_by_text("Fra 470 til 150 siden 15. september", exact=True)).to_be_visible()
        if scripts:
            axe(page)
        page.get_by_role("link", name="Se og skriv Mål pusten").click()
        expect(page.get_by_role("heading", name="De siste målingene")).to_be_visible()
        if scripts:
            axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_asking_and_correcting_are_accessible(browser: Browser, course: Course, address: str, scheme: str) -> None:
    course.measures(390)
    with open_page(browser, PHONE, color_scheme=scheme) as page:
        sign_in(page, course.house.browser(course.per))
        page.goto(f"{address}/min-sti/{course.id}/maaling/sample-pressure")
        page.get_by_label("Overtrykk").fill("238")
        page.get_by_label("Undertrykk").fill("86")
        page.get_by_role("button", name="Lagre").click()
        expect(page.get_by_text("Er 238 riktig?")).to_be_visible()
        axe(page)
        page.goto(f"{address}/min-sti/{course.id}/maaling/sample-breath/1/rett")
        expect(page.get_by_role("heading", name="Rett målingen")).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
