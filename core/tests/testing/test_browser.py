"""Pages the size of a phone, and an accessibility check that finds faults and says where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import axe, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GOOD = """<!doctype html><html lang="nb"><title>Min sti</title>
<main><h1>Min sti</h1><img alt="En varde" src="data:,"></main></html>"""


def test_a_page_is_the_size_of_a_phone_in_oslo(page: Page) -> None:
    assert page.evaluate("[innerWidth, innerHeight]") == [390, 844]
    assert page.evaluate("[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]") == [
        "nb-NO",
        "Europe/Oslo",
    ]


def test_a_desktop_page_is_wide(desktop_page: Page) -> None:
    assert desktop_page.evaluate("innerWidth") == 1280


def test_a_scriptless_page_runs_no_script(scriptless_page: Page) -> None:
    scriptless_page.set_content("<title>before</title><script>document.title = 'after'</script>")
    assert scriptless_page.title() == "before"


def test_two_pages_do_not_share_cookies(open_page: Callable[..., Page]) -> None:
    therapist, patient = open_page((1280, 800)), open_page()
    therapist.context.add_cookies([{"name": "who", "value": "t", "url": "http://localhost"}])
    assert patient.context.cookies() == []


def test_a_good_page_passes(page: Page) -> None:
    page.set_content(GOOD)
    axe(page)


def test_a_fault_is_named_with_its_place(page: Page) -> None:
    page.set_content(GOOD.replace('alt="En varde"', 'class="cairn"'))
    with pytest.raises(AssertionError, match=r"(?s)- image-alt \(critical\): .*\n    img\n      .*alt"):
        axe(page)
    axe(page, except_rules=("image-alt",))


def test_a_script_that_fails_fails_the_test(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="the cairn fell"), open_page(browser) as page:
        page.set_content("<script>throw new Error('the cairn fell')</script>")


def test_a_breach_of_the_security_policy_fails_the_test(browser: Browser) -> None:
    policy = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""
    with pytest.raises(AssertionError, match="Content Security Policy"), open_page(browser) as page:
        page.set_content(f"{policy}<script>document.title = 1</script>")
