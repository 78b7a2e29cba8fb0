"""Every exercise of the library in a browser: written by keyboard alone, part for part, begun while she is offline and kept when
she is back; its page is accessible, inside the screen of a phone, and light enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.modules.dated import dated_kind
from varde.testing.browser import PHONE, axe, expect, open_page, sign_in, weight

from .library_tried import TRIED
from .workshop import BY_KEY, Workshop

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

HEAVIEST = 150_000
SPOKEN_OF = ("ladder", "plan-goals")
LEFT_AS_IT_IS = ("put_away", "entry-day", "entry-clock")
"""What is put away cannot be spoken of by the next, and another day than today is the matter of other tests."""
COLOURS = ("color-contrast",)
"""Half of what axe costs: the colours of a kind of answer are looked at where it stands first."""
FOCUSED = """() => {
  const at = document.activeElement, form = document.querySelector('#ny');
  return form.contains(at) ? [at.matches('.btn.big') ? 'ON' : at.tagName, at.type || '', at.name || ''] : null;
}"""
ASKED = """() => [...new Set([...document.querySelector('#ny').elements]
  .filter((each) => each.name && each.type !== 'hidden' && each.tagName !== 'BUTTON' && each.checkVisibility())
  .map((each) => each.name))]"""


def test_each_is_written_by_keyboard_begun_offline_and_kept_when_back(browser: Browser, workshop: Workshop) -> None:
    with workshop.house.served() as address, open_page(browser, PHONE) as page:
        assert workshop.browser is not None
        sign_in(page, workshop.browser)
        seen = set[type]()
        for key, tried in TRIED.items():
            workshop.house.clock.move(minutes=1)  # nobody writes them all within one
            page.goto(address + workshop.at(key))
            assert len(page.content().encode()) < weight(page) < HEAVIEST, key
            page.context.set_offline(True)
            by_keyboard(page, key)
            status = page.locator("#ny [data-save-status]")
            if key == "ladder":  # the form is the same for all, and it waits a second before it says so
                expect(status).to_have_text("Lagres når du er på nett igjen")
            page.context.set_offline(False)
            expect(status, key).to_contain_text("Utkast lagret")
            kinds = {type(field.kind) for field in BY_KEY[key].fields}
            axe(page, except_rules=COLOURS if kinds <= seen else ())
            seen |= kinds
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), key
            if dated_kind(BY_KEY[key]).parts:
                the_rest(page, key)
                assert len(workshop.stored(key)) == 1, key
            elif key in SPOKEN_OF:
                workshop.write(key, tried.form)


def the_rest(page: Page, key: str) -> None:
    """On from the button that has the focus, through the parts that are left, until it is saved."""
    parts = len(dated_kind(BY_KEY[key]).parts)
    for number in range(2, parts + 1):
        page.keyboard.press("Enter")
        expect(page.locator("#ny .when"), key).to_have_text(f"Del {number} av {parts}")
        by_keyboard(page, key)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Lagret. Bare du ser det."), key).to_be_visible()


def by_keyboard(page: Page, key: str) -> None:
    """Go through the form with the Tab key alone and answer all that it asks, until the button that leads on has the focus."""
    keys, reached = page.keyboard, set[str]()
    for _ in range(60):
        keys.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            assert not reached, f"{key}: the button is out of reach"
            continue
        tag, kind, name = focused
        if tag == "ON":
            break
        reached.add(name)
        if tag == "SUMMARY":
            keys.press("Enter")
        elif name in LEFT_AS_IT_IS:
            continue
        elif kind in ("radio", "checkbox"):
            keys.press("Space")
        elif tag == "SELECT":
            keys.press("ArrowDown")
        elif kind in ("date", "time"):
            for _part in range(4):
                keys.press("ArrowUp")
                keys.press("ArrowRight")
        elif tag != "BUTTON":
            keys.type("5")
    assert set(page.evaluate(ASKED)) <= reached, key
