"""One questionnaire in two windows of a browser: the page says so, keeps what is typed, and shows both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in

from .conftest import Patient
from .sheets import first, responses

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


@pytest.fixture
def emma(enrol: Callable[..., Patient]) -> Patient:
    return enrol("Emma", "ridge", "north")


@pytest.fixture
def url(emma: Patient) -> Iterator[str]:
    with emma.house.served() as address:
        yield f"{address}/skjema/{first(emma)}"


def choose(page: Page, item: str, value: str) -> None:
    page.locator(f'input[name="{item}"][value="{value}"]').check(force=True)


def saved(page: Page, emma: Patient, **answers: int) -> None:
    """Within five seconds these are the answers that are kept: the page sends them when nobody has typed for a while."""
    for _ in range(50):
        kept = responses(emma)
        if "phq-9" in kept and kept["phq-9"].answers == answers:
            return
        page.wait_for_timeout(100)
    assert responses(emma)["phq-9"].answers == answers


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_two_windows(browser: Browser, url: str, emma: Patient, size: tuple[int, int]) -> None:
    with open_page(browser, size) as one:
        sign_in(one, emma.browser)
        other = one.context.new_page()
        one.goto(url)
        other.goto(url)
        choose(other, "q1", "2")
        choose(other, "q9", "1")
        saved(other, emma, q1=2, q9=1)
        choose(one, "q2", "3")
        saved(one, emma, q1=2, q2=3, q9=1)
        choose(one, "q2", "1")
        saved(one, emma, q1=2, q2=1, q9=1)
        choose(one, "q1", "0")
        one.get_by_text("Skjemaet er også fylt ut et annet sted: trykk på knappen").wait_for()
        saved(one, emma, q1=2, q2=1, q9=1)
        one.get_by_role("button", name="Lever").click()
        one.get_by_role("heading", name="Skjemaet er også fylt ut et annet sted").wait_for()
        expect(one.get_by_text("Du skal slippe å være alene med dette")).to_be_visible()
        axe(one)
        assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
        checked = "[...document.querySelectorAll('form [type=radio]:checked')].map((at) => at.name + at.value)"
        assert one.evaluate(checked) == ["q10", "q21", "q91"]
        assert one.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('varde:draft:'))") == []
        one.get_by_role("button", name="Lever").click()
        one.get_by_text("spørsmål står uten svar").first.wait_for()
        saved(one, emma, q1=0, q2=1, q9=1)


def test_what_was_typed_out_of_reach_comes_back_beside_what_came_since(
    browser: Browser, url: str, emma: Patient
) -> None:
    with open_page(browser) as page:
        sign_in(page, emma.browser)
        page.goto(url)
        page.context.set_offline(True)
        choose(page, "q2", "3")
        page.wait_for_timeout(1200)
        emma.fill(f"/skjema/{first(emma)}", {"q1": "1", "q9": "1"})
        page.context.set_offline(False)
        page.goto(url)
        saved(page, emma, q1=1, q2=3, q9=1)
