"""The administrator's pages in a browser: accessible, no wider than the screen, and whole without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House, all_samples, make_house, sqlite_url

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
PACK = 'instrument = "who-5"\nversion = "1"\nlanguage = "nb"\nlicence = "Avtale 12"\n' + "\n".join(
    f'[items.q{number}]\nlabel = "Linje {number}"' for number in range(1, 6)
)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with house.served() as address:
        yield address


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_a_programme_is_offered_and_somebody_works_here(
    browser: Browser, house: House, address: str, size: tuple[int, int]
) -> None:
    rune = house.person("Rune", "Bø", ("trust_administrator", house.trust))
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    with open_page(browser, size, java_script_enabled=False) as page:
        sign_in(page, house.browser(rune, staff=True))
        page.goto(f"{address}/oppsett/klinikken")
        page.get_by_label("Plasser i Vannrunden").fill("60")
        page.get_by_role("button", name="Lagre tilbudene").click()
        expect(page.get_by_text("Endringen er lagret.")).to_be_visible()
        expect(page.get_by_label("Plasser i Vannrunden")).to_have_value("60")
        page.get_by_label("Mandag åpner").fill("25")
        page.get_by_role("button", name="Lagre tidene").click()
        expect(page.get_by_role("alert")).to_contain_text("«25» er ikke et klokkeslett.")
        page.goto(f"{address}/oppsett/klinikken/ordlyd")
        page.get_by_label("Fil", exact=True).set_input_files(
            {"name": "who5.toml", "mimeType": "application/toml", "buffer": PACK.encode()}
        )
        page.get_by_role("button", name="Se hva den endrer").click()
        expect(page.get_by_role("heading", name="Dette vil endres")).to_be_visible()
        page.get_by_role("button", name="Publiser ordlyden").click()
        expect(page.get_by_text("Ordlyden er publisert")).to_be_visible()
    with open_page(browser, size) as page:
        sign_in(page, house.browser(rune, staff=True))
        for at in (
            "klinikken",
            "fjordvest",
            "klinikken/ansatt",
            f"klinikken/ansatt/{sara.id}",
            "klinikken/tilbud/lake",
            "klinikken/ordlyd",
            "klinikken/endringer",
        ):
            page.goto(f"{address}/oppsett/{at}")
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), at
