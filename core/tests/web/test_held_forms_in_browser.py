"""A session that runs out while somebody writes, in Chromium: with scripts and without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import all_samples, make_house, sqlite_url

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
WORDS = "Takk for i går. Jeg ringer deg torsdag."


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, True), (DESKTOP, True), (PHONE, False)])
@pytest.mark.parametrize("who", ["patient", "therapist"])
def test_the_words_stand_in_the_form_after_the_sign_in(
    browser: Browser, tmp_path: Path, size: tuple[int, int], scripts: bool, who: str
) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Solheim")
    enrolment = house.enrolled(ingrid, maren)
    person = ingrid if who == "patient" else maren
    path = f"/meldinger/{enrolment}" if who == "patient" else f"/pasient/{enrolment}"
    with house.served() as address, open_page(browser, size, java_script_enabled=scripts) as page:
        sign_in(page, house.browser(person, staff=who == "therapist"))
        page.goto(address + path)
        page.locator("textarea[name=body]").fill(WORDS)
        house.clock.move(minutes=31)
        page.get_by_role("button", name="Send melding").click()
        page.wait_for_url("**/logg-inn?next=*")
        expect(page.get_by_text("Det du skrev, er tatt vare på, men ikke sendt.")).to_be_visible()
        expect(page.get_by_role("heading", name="Trenger du hjelp nå?")).to_be_visible()
        axe(page) if scripts else None
        sign_in(page, house.browser(person, staff=who == "therapist"))
        page.goto(f"{address}{path}#holdt")
        expect(page.get_by_role("heading", name="Dette er ikke sendt ennå")).to_be_visible()
        assert page.locator("textarea[name=body]").input_value() == WORDS
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        axe(page) if scripts else None
        page.get_by_role("button", name="Send melding").click()
        page.get_by_text("Meldingen er sendt.").wait_for()
        assert page.locator("textarea[name=body]").input_value() == ""
        expect(page.get_by_role("heading", name="Dette er ikke sendt ennå")).to_have_count(0)
        expect(page.get_by_text(WORDS).first).to_be_visible()
