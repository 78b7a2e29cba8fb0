"""A guide on the page: with scripts as a pacer, without them as text with times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import PHONE, axe, expect, open_page, sign_in

from .workshop import Workshop

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CAPTION = re.compile("<caption>(.*?)</caption>")


def test_without_scripts_it_is_text_with_times_and_notes_before(workshop: Workshop) -> None:
    for key, first, last in (
        ("calm-breathing", "0.04</th><td>Pust ut, og tell rolig til 6.", "til 5.00."),
        ("attention-training", "2.30</th><td>Skift mellom lydene", "12.00</th><td>Ferdig."),
        ("muscle-relaxation", "2.20</th><td>Stram hendene og underarmene.", "4.40</th><td>Ligg stille"),
    ):
        page = workshop.html(workshop.at(key))
        assert first in page, key
        assert last in page, key
        assert '<details class="more" open data-as-text>' in page
        assert "data-pacer hidden" in page
        guide = page.split("data-guide")[1]
        assert guide.index('class="note"') < guide.index("data-go")
    assert "data-guide" not in workshop.html(workshop.at("worry-time"))
    breath = workshop.html(workshop.at("calm-breathing"))
    assert CAPTION.findall(breath) == ["2 minutter", "5 minutter", "10 minutter"]
    for seconds in (120, 300, 600):
        assert f'href="#tid-{seconds}"' in breath
        assert f'id="tid-{seconds}"' in breath
    assert "12 runder til sammen, til 2.00." in breath
    assert "60 runder til sammen, til 10.00." in breath
    assert "checked" not in breath.split('name="guide-length" value="0"')[1].split(">")[0]
    assert "checked" in breath.split('name="guide-length" value="1"')[1].split(">")[0], "5 minutes is the usual length"


@pytest.mark.slow
def test_the_pacer_says_each_phase_is_paused_and_stopped_and_writes_the_minutes(
    browser: Browser, workshop: Workshop
) -> None:
    assert workshop.browser is not None
    with workshop.house.served() as address, open_page(browser, PHONE) as page:
        sign_in(page, workshop.browser)
        page.clock.install()
        page.goto(address + workshop.at("calm-breathing"))
        words, said, go = page.locator("[data-words]"), page.locator("[data-said]"), page.locator("[data-go]")
        expect(page.locator("[data-as-text]")).not_to_have_attribute("open", "")
        for name in ("guide-sound", "guide-vibrate", "guide-awake"):
            expect(page.locator(f"[name={name}]")).not_to_be_checked()
        axe(page)
        go.click()
        expect(words).to_have_text("Pust inn")
        page.clock.run_for(4200)
        expect(said).to_have_text("Pust ut")
        expect(page.locator("[data-beads] .on")).to_have_text("1")
        go.click()
        page.clock.run_for(60_000)
        expect(said).to_have_text("Pause")
        expect(words).to_have_text("Pust ut")
        go.click()
        page.clock.run_for(6000)
        expect(words).to_have_text("Pust inn")
        page.clock.run_for(290_000)
        expect(said).to_have_text("Ferdig")
        page.locator("[name=guide-length][value='0']").check(force=True)
        go.click()
        page.clock.run_for(119_000)
        expect(page.locator("[data-left]")).to_have_text("0.01")
        page.clock.run_for(1200)
        expect(said).to_have_text("Ferdig")
        page.goto(address + workshop.at("attention-training"))
        expect(page.locator("[name=guide-length][value='1']")).to_be_checked()
        page.locator("[name=guide-length][value='0']").check(force=True)
        go.click()
        page.clock.run_for(6 * 60_000)
        expect(said).to_contain_text("Ferdig. 6 min er ført inn")
        expect(page.locator("[name=lasted]")).to_have_value("6")
        page.locator("[name=lasted]").evaluate("field => field.value = '4'")
        go.click()
        page.clock.run_for(120_000)
        page.locator("[data-stop]").click()
        expect(words).to_have_text("Klar")
        expect(page.locator("[name=lasted]")).to_have_value("4")
