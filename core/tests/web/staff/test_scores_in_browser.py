"""Scores in Chromium: every page is accessible, holds its width, and reads the same in print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House

from .test_scores import PHQ9, answer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESKTOP, "light"), (DESKTOP, "dark")], ids=["phone", "desktop", "dark"]
)
def test_scores_can_be_read(browser: Browser, house: House, address: str, size: tuple[int, int], scheme: str) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="psykolog")
    enrolment_id = house.enrolled(house.person("Tor", "Vik"), maren, "ridge", "north")
    answer(house, enrolment_id, "phq-9", dict.fromkeys(PHQ9, 2))
    answer(house, enrolment_id, "phq-9", {"q1": 1}, day=7, key="week-1")
    latest = answer(house, enrolment_id, "phq-9", dict.fromkeys(PHQ9, 1), day=14, key="week-2")
    answer(house, enrolment_id, "doubt", {f"q{n}": 3 for n in range(1, 17)})
    client = house.browser(maren, staff=True)
    pages = [
        (f"/pasient/{enrolment_id}/skjemaer", "Bedring, mer enn det som kan være tilfeldig"),
        (f"/pasient/{enrolment_id}/skjemaer/{latest}", "Se først på dette"),
        (f"/pasient/{enrolment_id}", "Alle skjemaer og svar"),
        ("/instrument/doubt", "Forslag, ikke bekreftet"),
        ("/instrumenter", "Instrumenter"),
    ]
    for path, words in pages:
        with open_page(browser, size, color_scheme=scheme) as page:
            sign_in(page, client)
            page.goto(address + path)
            expect(page.get_by_text(words).first, path).to_be_visible()
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            page.emulate_media(media="print")
            expect(page.get_by_text(words).first, path).to_be_visible()
