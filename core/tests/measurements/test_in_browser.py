"""A journey at 390 pixels: measure, see the zone, the therapist is told, the week's picture; the same without scripts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from varde.notifications.models import Delivery
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in

from .conftest import Course

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.slow


@pytest.fixture
def address(course: Course) -> Iterator[str]:
    with course.house.served() as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_measure_and_be_told_and_somebody_is_told(
    browser: Browser, course: Course, address: str, scripts: bool
) -> None:
    course.best()
    course.every_day(470, 480, 465, 455, 470, 440, 450)
    course.house.clock.move(hours=12)
    with open_page(browser, PHONE, java_script_enabled=scripts) as page:
        sign_in(page, course.house.browser(course.per))
        page.goto(f"{address}/min-sti")
        # From home it takes one tap, three figures and one tap.
        page.get_by_role("link", name="Mål pusten").click()
        page.get_by_role("textbox", name="Beste av tre blås").fill("340")
        page.get_by_role("button", name="Lagre").click()
        expect(page.get_by_role("heading", name="Du er i sonen «Følg med»")).to_be_visible()
        expect(page.get_by_text("Mål igjen om 20 minutter.").first).to_be_visible()
        expect(page.get_by_role("img", name="Mål pusten, de siste 14 dagene")).to_be_visible()
        expect(page.get_by_role("heading", name="Fra 470 til 340 liter i minuttet siden 15. september")).to_be_visible()
        page.get_by_role("textbox", name="Beste av tre blås").fill("150")
        page.get_by_role("button", name="Lagre").click()
        expect(page.get_by_text("Er 150 riktig?")).to_be_visible()
        expect(page.get_by_role("textbox", name="Beste av tre blås")).to_have_value("150")
        page.get_by_role("button", name="Ja, 150 er riktig").click()
        expect(page.get_by_role("heading", name="Du er i sonen «Handle nå»")).to_be_visible()
        expect(page.get_by_text("Pusten din er i den laveste sonen.").first).to_be_visible()
        if scripts:
            axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if scripts else True
    with open_page(browser, DESKTOP, java_script_enabled=scripts) as page:
        sign_in(page, course.house.browser(course.hanne, staff=True))
        page.goto(f"{address}/arbeidsliste")
        page.get_by_role("link", name="Per Berge").first.click()
        expect(page.get_by_text("Pusten er i den laveste sonen.").first).to_be_visible()
        expect(page.get_by_text("Fra 470 til 150 liter i minuttet siden 15. september", exact=True)).to_be_visible()
        if scripts:
            axe(page)
        page.get_by_role("link", name="Se og skriv Mål pusten").click()
        expect(page.get_by_role("heading", name="De siste målingene")).to_be_visible()
        if scripts:
            axe(page)


BEFORE_A_TAP, BETWEEN_KEYS = 1.0, 0.25
"""Seconds that somebody who is not quick takes to find what she taps, and between two figures."""


class Thumb:
    """One hand on a phone: it finds, taps and types no faster than a person, and counts its taps."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.began = page, 0, time.monotonic()

    def tap(self, place: Locator) -> None:
        self.page.wait_for_timeout(BEFORE_A_TAP * 1000)
        place.tap()
        self.taps += 1

    def types(self, figures: str) -> None:
        self.page.keyboard.type(figures, delay=BETWEEN_KEYS * 1000)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_measuring_takes_three_taps_and_less_than_fifteen_seconds(
    browser: Browser, course: Course, address: str, scripts: bool
) -> None:
    """From the home until the zone is read; then who is told, and the picture of the week."""
    course.best()
    course.every_day(470, 480, 465, 455, 470, 440, 450)
    course.house.clock.move(hours=12)
    with open_page(browser, PHONE, java_script_enabled=scripts, has_touch=True) as page:
        sign_in(page, course.house.browser(course.per))
        page.goto(f"{address}/min-sti")
        thumb = Thumb(page)
        thumb.tap(page.get_by_role("link", name="Mål pusten"))
        thumb.tap(page.get_by_role("textbox", name="Beste av tre blås"))
        thumb.types("340")
        thumb.tap(page.get_by_role("button", name="Lagre"))
        expect(page.get_by_role("heading", name="Du er i sonen «Følg med»")).to_be_visible()
        assert thumb.taps == 3
        assert thumb.seconds < 15
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if scripts else True
        # The week behind her, as a picture and as the same numbers in a table.
        expect(page.get_by_role("img", name="Mål pusten, de siste 14 dagene")).to_be_visible()
        page.get_by_text("Vis som tabell").first.click()
        for figure in ("470", "480", "465", "455", "440", "450", "340"):
            expect(page.get_by_role("cell", name=figure, exact=True).first).to_be_visible()
    course.house.platform.drain()
    with open_page(browser, DESKTOP) as page:
        sign_in(page, course.house.browser(course.hanne, staff=True))
        page.goto(f"{address}/pasient/{course.id}")
        expect(page.get_by_text("Fra 470 til 340 liter i minuttet siden 15. september", exact=True)).to_be_visible()


def test_the_therapist_is_told_outside_the_page_too(course: Course) -> None:
    """Three times a day at home: the third is in the lowest zone, and Hanne gets a notice without a word about health."""
    course.best()
    for hours, figure in ((0, 470), (5, 460), (5, 240)):
        course.house.clock.move(hours=hours)
        course.measures(figure, confirmed=True)
    course.house.platform.drain()
    assert course.alerts() == [("sample.breath-low", "raised")]
    with course.house.work() as work:
        told = work.session.scalars(select(Delivery).where(Delivery.person_id == course.hanne.id)).all()
    assert [row.notice for row in told] == ["alert"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_asking_and_correcting_are_accessible(browser: Browser, course: Course, address: str, scheme: str) -> None:
    course.measures(390)
    with open_page(browser, PHONE, color_scheme=scheme) as page:
        sign_in(page, course.house.browser(course.per))
        page.goto(f"{address}/min-sti/{course.id}/maaling/sample-pressure")
        page.get_by_label("Overtrykk").fill("238")
        page.get_by_label("Undertrykk").fill("86")
        page.get_by_role("button", name="Lagre").click()
        expect(page.get_by_text("Er 238 riktig?")).to_be_visible()
        axe(page)
        page.goto(f"{address}/min-sti/{course.id}/maaling/sample-breath/1/rett")
        expect(page.get_by_role("heading", name="Rett målingen")).to_be_visible()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
