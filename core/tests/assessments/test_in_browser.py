"""The page for putting off, in Chromium: accessible, inside the screen, and usable without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, open_page, sign_in

from .conftest import Patient

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.fixture
def address(kari: Patient) -> Iterator[str]:
    with kari.house.served() as address:
        yield address


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_she_puts_it_off(browser: Browser, address: str, kari: Patient, size: tuple[int, int]) -> None:
    with open_page(browser, size) as page:
        sign_in(page, kari.house.browser(kari.person))
        path = f"{address}/skjema/{kari.item('start').id}/utsett"
        page.goto(path)
        axe(page)
        page.get_by_role("button", name="Minn meg på det da").click()
        axe(page)
        page.get_by_text("Velg en dag fra 22. september til 28. september.").first.wait_for()
        page.get_by_label("torsdag 24. september").check()
        page.get_by_role("button", name="Minn meg på det da").click()
        page.get_by_text("Vi minner deg på skjemaet torsdag 24. september.").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
