"""A diary in Chromium: accessible and inside the screen at two widths, and filled in with a tap and a button from home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from varde.scheduling.agenda import tick
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import make_house, sqlite_url, with_diary

from .test_diary_pages import Ida

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.fixture
def ida(tmp_path: Path) -> Ida:
    """With nine days behind her, and today's open."""
    ida = Ida(make_house(sqlite_url(tmp_path), catalogue=with_diary()))
    ida.house.clock.move(hours=11)
    tick(ida.house.platform)
    for day in range(9):
        if day % 3:
            ida.write(day)
        ida.days(1)
    return ida


@pytest.fixture
def address(ida: Ida) -> Iterator[str]:
    with ida.house.served() as address:
        yield address


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_with_a_diary_is_accessible_and_fits(
    browser: Browser, address: str, ida: Ida, size: tuple[int, int]
) -> None:
    number = ida.enrolment_id
    for client, path in (
        (ida.browser, "/min-sti"),
        (ida.browser, f"/skjema/forlop/{number}"),
        (ida.staff, f"/pasient/{number}"),
        (ida.staff, f"/pasient/{number}/skjemaer"),
    ):
        with open_page(browser, size) as page:
            sign_in(page, client)
            page.goto(address + path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_it_is_filled_in_from_home(browser: Browser, address: str, ida: Ida) -> None:
    with open_page(browser) as page:
        sign_in(page, ida.browser)
        page.goto(address + "/min-sti")
        page.get_by_role("link", name="Skriv nå").click()
        page.locator('label:has(input[name="waves"][value="3"]), input[name="waves"][value="3"] + label').first.click()
        page.get_by_role("button", name="Lever skjemaet").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Takk for svarene")
        page.get_by_role("link", name="Til stien din").click()
        expect(page.get_by_text("Skrevet. Neste gang er torsdag 1. oktober kl. 20.00.")).to_be_visible()
