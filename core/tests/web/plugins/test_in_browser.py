"""What the sample shows, in Chromium: a form at 390 pixels without scripts, and its panels where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.models import Kit

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


class Lent:
    """Kari, her therapist and a manager, in a house that is served."""

    def __init__(self, house: House, address: str) -> None:
        self.house, self.address = house, address
        kari = house.person("Kari", "Nes")
        maren = house.person("Maren", "Lie", ("therapist", house.clinic))
        liv = house.person("Liv", "Dahl", ("manager", house.trust))
        self.enrolment = house.enrolled(kari, maren, "sample")
        self.browsers: dict[str, FlaskClient] = {
            "patient": house.browser(kari),
            "therapist": house.browser(maren, staff=True),
            "manager": house.browser(liv, staff=True),
        }

    def battery(self, percent: int) -> None:
        with self.house.work() as work:
            kit = work.session.scalars(select(Kit)).one()
            kit.heard_at, kit.battery = work.now, percent


@pytest.fixture
def lent(tmp_path: Path) -> Iterator[Lent]:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    with house.served() as address:
        yield Lent(house, address)
    house.platform.engine.dispose()


def test_she_says_where_her_box_stands_without_scripts(browser: Browser, lent: Lent) -> None:
    with open_page(browser, PHONE, java_script_enabled=False) as page:
        sign_in(page, lent.browsers["patient"])
        page.goto(f"{lent.address}/min-sti")
        page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Esken").click()
        page.get_by_label("Hvor står den?").fill("I skapet på kjøkkenet")
        page.get_by_label("Nummeret under esken").fill("nr 1")
        page.get_by_role("button", name="Lagre").click()
        expect(page.get_by_role("link", name="Nummeret har 4 til 20 store bokstaver og sifre.")).to_be_visible()
        expect(page.get_by_label("Hvor står den?")).to_have_value("I skapet på kjøkkenet")
        expect(page.get_by_label("Nummeret under esken")).to_have_value("nr 1")
        page.get_by_label("Nummeret under esken").fill("ab1234")
        page.get_by_role("button", name="Lagre").click()
        expect(page.get_by_text("Takk, nå vet vi hvor esken står.")).to_be_visible()
        expect(page.get_by_text("Esken AB1234 står her: I skapet på kjøkkenet.")).to_be_visible()
    lent.battery(12)
    with open_page(browser, DESKTOP) as page:
        sign_in(page, lent.browsers["therapist"])
        page.goto(f"{lent.address}/arbeidsliste?hvorfor=sample.nearly-empty")
        row = page.get_by_role("row", name="Kari Nes")
        expect(row.get_by_text("Batteriet i esken er på 12 prosent.")).to_be_visible()
        expect(row.get_by_role("cell", name="12 %", exact=True)).to_be_visible()
        row.get_by_role("link", name="Ring").click()
        expect(page.get_by_text("I skapet på kjøkkenet")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_pages_can_be_read(browser: Browser, lent: Lent, size: tuple[int, int], scheme: str) -> None:
    with lent.house.work() as work:
        kit = Kit(enrolment_id=lent.enrolment, serial="AB1234", lent_at=work.now, lent_by_id=None)
        kit.place = "I skapet på kjøkkenet, bak de aller største grytene"
        work.add(kit)
    lent.battery(12)
    pages = [
        ("patient", f"/p/sample/box/{lent.enrolment}", "Meld fra om en eske til"),
        ("patient", "/min-sti", "Se eskene dine"),
        ("therapist", "/arbeidsliste", "Lite strøm"),
        ("therapist", f"/pasient/{lent.enrolment}", "sist hørt fra"),
        ("manager", "/gevinster/fjordvest/sample", "Antall pasienter som har en eske nå"),
    ]
    for visitor, path, words in pages:
        with open_page(browser, size, color_scheme=scheme) as page:
            sign_in(page, lent.browsers[visitor])
            page.goto(lent.address + path)
            expect(page.get_by_text(words).filter(visible=True).first, path).to_be_visible()
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
