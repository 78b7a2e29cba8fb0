"""Every exercise of the library in a browser: written by keyboard alone while she is offline, and kept when she is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import PHONE, expect, open_page, sign_in

from .library_tried import TRIED
from .workshop import Workshop

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

FOCUSED = """() => {
  const at = document.activeElement, form = document.querySelector('#ny');
  return form.contains(at) ? [at.tagName, at.type || '', at.name || ''] : null;
}"""
ASKED = """() => [...new Set([...document.querySelector('#ny').elements]
  .filter((each) => each.name && each.type !== 'hidden' && each.tagName !== 'BUTTON' && each.checkVisibility())
  .map((each) => each.name))]"""
SPOKEN_OF = ("ladder", "plan-goals", "action-plan")


def test_each_is_written_by_keyboard_while_offline_and_kept_when_back(browser: Browser, workshop: Workshop) -> None:
    with workshop.house.served() as address, open_page(browser, PHONE) as page:
        assert workshop.browser is not None
        sign_in(page, workshop.browser)
        for key, tried in TRIED.items():
            page.goto(address + workshop.at(key))
            page.context.set_offline(True)
            reached, goes_on = by_keyboard(page)
            assert set(page.evaluate(ASKED)) <= reached, key
            assert goes_on, f"{key}: the button is out of reach"
            status = page.locator("#ny [data-save-status]")
            if key == SPOKEN_OF[0]:  # the form is the same for all, and it waits a second before it says so
                expect(status).to_have_text("Lagres når du er på nett igjen")
            page.context.set_offline(False)
            expect(status, key).to_contain_text("Utkast lagret")
            if key in SPOKEN_OF:
                workshop.write(key, tried.form)


def by_keyboard(page: Page) -> tuple[set[str], bool]:
    """Go through the form with the Tab key alone and answer all that it asks; what was answered, and whether a button was reached
    last."""
    keys, reached, last = page.keyboard, set[str](), ""
    for _ in range(60):
        keys.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            if reached:
                break
            continue
        last, kind, name = focused
        if last == "BUTTON":
            continue
        reached.add(name)
        if last == "SUMMARY":
            keys.press("Enter")
        elif kind in ("radio", "checkbox"):
            keys.press("Space")
        elif kind in ("date", "time"):
            for _part in range(4):
                keys.press("ArrowUp")
                keys.press("ArrowRight")
        else:
            keys.type("3")
    return reached, last == "BUTTON"
