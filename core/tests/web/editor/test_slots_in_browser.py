"""A filled slot on a telephone: the sound is played in parts, its captions stand below it, and without scripts it is read; and
where words are written, both languages are shown as on a telephone, beside each other where there is
room."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from varde.files.invented import paced_tone
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in

from ...content.desk import KEY, Desk
from .editor_browser import LIBRARY, STEP, Browser
from .test_library_pages import code_after, film
from .test_slot_pages import AT_CLINIC

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium

pytestmark = pytest.mark.slow
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nPust inn.\n\n00:02.000 --> 00:04.000\n<i>Pust ut.</i>\n"


def captions() -> dict[str, tuple[io.BytesIO, str]]:
    return {f"captions-{code}": (io.BytesIO(VTT), f"{code}.vtt") for code in ("nb", "nn")}


def test_what_is_heard_is_read_in_time_with_it(browser: Chromium, desk: Desk) -> None:
    kari, siri = Browser(desk, "kari"), Browser(desk, "siri")
    tone = film(title="Tone", file=(io.BytesIO(paced_tone(2, 2, 1)), "tone.wav"), **captions())
    assert kari.post(f"{LIBRARY}/sound", **tone)[0] == 303
    code = code_after(kari.get(LIBRARY), "[lyd: ")
    assert kari.post(AT_CLINIC, gjor="send", base="0", code=code)[0] == 303
    assert siri.post(AT_CLINIC, gjor="godkjenn", waits="1")[0] == 303
    ida = desk.house.person("Ida", "Vik")
    hers = f"/moduler/{desk.house.enrolled(ida, desk.people['maren'])}/{KEY.module}/{KEY.step}"
    with desk.house.served() as address:
        with open_page(browser, PHONE) as page:
            sign_in(page, desk.house.browser(ida))
            page.goto(address + hers)
            axe(page)
            player = page.get_by_role("region", name="Hør løypa")
            sound, cue = player.locator("video"), player.locator("[data-cue]")
            sound.evaluate("sound => { sound.muted = true; return sound.play(); }")
            expect(cue).to_have_text("Pust inn.")
            sound.evaluate("sound => { sound.pause(); sound.currentTime = 3; }")
            expect(cue).to_have_text("Pust ut.")
        with open_page(browser, PHONE, java_script_enabled=False) as page:
            sign_in(page, desk.house.browser(ida))
            page.goto(address + hers)
            expect(page.locator("[data-cue]")).to_be_hidden()
            page.get_by_text("Les det som blir sagt").click()
            expect(page.get_by_text("Pust.", exact=True)).to_be_visible()
        with open_page(browser, DESKTOP) as page:
            sign_in(page, kari.client)
            page.goto(address + STEP)
            for size, beside in ((DESKTOP, True), (PHONE, False)):
                page.set_viewport_size({"width": size[0], "height": size[1]})
                nb, nn, *_ = (each.bounding_box() for each in page.locator(".handset").all())
                assert nb is not None
                assert nn is not None
                assert (nb["width"] == nn["width"] == 390, nb["y"] == nn["y"]) == (beside, beside), size
