"""A journey at 390 pixels: take a picture, see it small before it is sent and afterwards, share it, take it away; and send one
with a message. The same without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in

from . import samples_of_files as samples
from .conftest import Kept

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@pytest.fixture
def address(kept: Kept) -> Iterator[str]:
    with kept.house.served() as address:
        yield address


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "IMG_0001.jpg"
    file.write_bytes(samples.picture(size=(1600, 1200)))
    return file


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@BOTH
def test_a_picture_in_an_exercise(browser: Browser, kept: Kept, address: str, photo: Path, scripts: bool) -> None:
    exercise = f"{address}/moduler/{kept.enrolment}/first-steps/packing"
    with open_page(browser, PHONE, java_script_enabled=scripts, has_touch=True, is_mobile=True) as page:
        sign_in(page, kept.house.browser(kept.ingrid))
        page.goto(exercise)
        expect(page.get_by_label("Ta et bilde")).to_be_visible()
        page.get_by_label("Legg til et bilde").set_input_files(photo)
        if scripts:
            chosen = page.locator(".chosen img")
            expect(chosen).to_be_visible()
            expect(page.get_by_role("status").filter(has_text="IMG_0001.jpg")).to_be_visible()
            axe(page)
            page.get_by_role("button", name="Ta bort").click()
            expect(chosen).to_have_count(0)
            page.get_by_label("Legg til et bilde").set_input_files(photo)
        page.get_by_label("kan lese det og svare meg").check()
        page.get_by_role("button", name="Legg steinen").click()
        page.goto(exercise)
        small = page.get_by_role("img", name="Bildet")
        expect(small).to_be_visible()
        if scripts:
            assert small.evaluate("image => image.complete && image.naturalWidth") == 360
            assert fits(page)
            axe(page)
    with open_page(browser, DESKTOP, java_script_enabled=scripts) as page:
        sign_in(page, kept.house.browser(kept.maren, staff=True))
        page.goto(f"{address}/pasient/{kept.enrolment}")
        expect(page.get_by_role("img", name="Bilde fra Ingrid")).to_be_visible()
        page.get_by_role("link", name="Bilde fra Ingrid").click()
        expect(page.locator("img")).to_be_visible()
    with open_page(browser, PHONE, java_script_enabled=scripts) as page:
        sign_in(page, kept.house.browser(kept.ingrid))
        page.goto(exercise)
        page.get_by_label("Ta bort bildet").check()
        page.get_by_role("button", name="Lagre og gå videre").click()
        page.goto(exercise)
        expect(page.get_by_role("img", name="Bildet")).to_have_count(0)


@BOTH
def test_a_picture_with_a_message(browser: Browser, kept: Kept, address: str, photo: Path, scripts: bool) -> None:
    with open_page(browser, PHONE, java_script_enabled=scripts) as page:
        sign_in(page, kept.house.browser(kept.ingrid))
        page.goto(f"{address}/meldinger/{kept.enrolment}")
        page.get_by_role("textbox").first.fill("Slik ser det ut.")
        page.get_by_label("Legg ved bilde eller fil").set_input_files(photo)
        page.get_by_role("button", name="Send melding").click()
        expect(page.get_by_role("img", name="Bilde fra Ingrid Vik")).to_be_visible()
        if scripts:
            assert fits(page)
            axe(page)


def test_what_is_too_large_is_said_before_it_is_sent(
    browser: Browser, kept: Kept, address: str, tmp_path: Path
) -> None:
    large = tmp_path / "film.mp4"
    large.write_bytes(samples.MP4 + bytes(11_000_000))
    with open_page(browser, PHONE) as page:
        sign_in(page, kept.house.browser(kept.ingrid))
        page.goto(f"{address}/meldinger/{kept.enrolment}")
        page.get_by_label("Legg ved bilde eller fil").set_input_files(large)
        expect(page.get_by_text("Filen er større enn 10 MB")).to_be_visible()
        assert page.get_by_label("Legg ved bilde eller fil").evaluate("input => input.files.length") == 0
