"""What people do in the journeys, step by step, as the pages let them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from varde.testing.browser import axe
from varde_demo.live import Live

STEPS_OF_MODULE_1 = 6
OF_THE_SESSION = re.compile(r'(?<=name="csrf_token" value=")[^"]*|(?<=name="csrf-token" content=")[^"]*')
LOOKED_AT: set[tuple[str, str]] = set()
"""Pages in which axe has found nothing, each with the size of its screen."""


@dataclass
class Somebody:
    """A person at a screen. ``scripts`` off means that JavaScript is, and then axe cannot look either; ``looks`` off, that axe has
    seen these pages in another journey."""

    page: Page
    live: Live
    name: str
    issuer: str
    scripts: bool = True
    looks: bool = True

    def look(self) -> None:
        """Let axe look at the page as it stands, unless it has seen the same page, to the letter, on a screen of this size."""
        if not (self.scripts and self.looks):
            return
        seen = (str(self.page.viewport_size), OF_THE_SESSION.sub("", self.page.content().replace(self.live.url, "")))
        if seen not in LOOKED_AT:
            axe(self.page)
            LOOKED_AT.add(seen)

    def go(self, path: str) -> None:
        self.page.goto(self.live.url + path)
        self.look()

    def press(self, name: str | re.Pattern[str], *, exact: bool = False) -> None:
        """Press the button or follow the link with this name, the first when there are several."""
        target = self.page.get_by_role("button", name=name, exact=exact).or_(
            self.page.get_by_role("link", name=name, exact=exact)
        )
        target.first.click()
        self.page.wait_for_load_state("load")
        self.look()

    def press_next(self) -> None:
        """Press the one big button of the home page."""
        self.page.locator("section.next .btn").first.click()
        self.page.wait_for_load_state("load")
        self.look()

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.locator("main, header").get_by_text(words).first).to_be_visible()

    def choose_self(self) -> None:
        """On the provider's page: press the button with one's own name."""
        self.page.get_by_role("button", name=re.compile(self.name)).first.click()
        self.page.wait_for_url(self.live.url + "/**")

    def sign_in(self) -> None:
        self.page.goto(f"{self.live.url}/logg-inn")
        self.look()
        self.page.locator(f"a[href*='/logg-inn/{self.issuer}']").first.click()
        self.choose_self()
        self.look()

    def sign_out(self) -> None:
        self.page.locator("header").get_by_role("button", name="Logg ut").click()
        if not self.scripts:
            self.page.get_by_role("button", name="Fullfør utloggingen").click()
        self.page.wait_for_url("**/logg-inn/utlogget*")


def through_steps(patient: Somebody, fill: Callable[[Locator], None]) -> None:
    """The three steps of a referral: what is to be seen of each is filled in, and the next is looked at."""
    for step in (1, 2, 3):
        fill(patient.page.locator("main form > section:not([hidden])"))
        if step < 3:
            patient.press(re.compile("^Neste"))


def fill_referral(patient: Somebody) -> None:
    """Answer the form of Mage-tarmskolen as one who fits."""

    def fill(step: Locator) -> None:
        for box in step.locator("fieldset:has(input[type=radio])").all():
            box.locator("input[type=radio]").first.check(force=True)
        for name in ("pregnant", "eating_disorder", "severe_mental_illness"):
            _no(step, name)
        for box in step.locator("input[type=checkbox][value=none]").all():
            box.check()
        fill_person(step)
        for field in step.locator("[name=hope]").all():
            field.fill("Jeg vil tørre å spise ute igjen.")

    through_steps(patient, fill)


def fill_person(step: Locator) -> None:
    """When she was born and her telephone, where they are asked."""
    for name, value in (("born", "1988-02-14"), ("mobile", "912 34 567")):
        for field in step.locator(f"[name={name}]").all():
            field.fill(value)


def _no(page: Locator, name: str) -> None:
    for value in ("no", "0", "false"):
        found = page.locator(f"input[type=radio][name={name}][value='{value}']")
        if found.count():
            found.check(force=True)
            return


def answer(patient: Somebody, level: float) -> None:
    """Answer every question of the instrument at this level (0 lowest, 1 highest), page by page, and hand it in."""
    page = patient.page
    for gate in page.locator("main input[type=radio][value='1'][name$='_now']").all():
        gate.check(force=True)
    names = (
        page.locator("main form [name]").evaluate_all(
            "all => [...new Set(all.filter(e => e.type === 'radio' && !e.name.endsWith('_now')).map(e => e.name))]"
        )
        if patient.scripts
        else _radio_names(page)
    )
    for name in names:
        options = page.locator(f"main input[type=radio][name='{name}']")
        options.nth(round(level * (options.count() - 1))).check(force=True)
    for kind in ("range", "number"):
        for slider in page.locator(f"main input[type={kind}]").all():
            slider.fill(str(round(100 * level)))
    goes_on = page.get_by_role("button", name=re.compile("^Neste side")).count() > 0
    patient.press(re.compile("^Neste side" if goes_on else "^Lever"))
    if goes_on:
        answer(patient, level)


def _radio_names(page: Page) -> list[str]:
    found = [box.get_attribute("name") or "" for box in page.locator("main input[type=radio]").all()]
    return [name for name in dict.fromkeys(found) if not name.endswith("_now")]


def answer_occasion(patient: Somebody, level: float) -> int:
    """Answer every part of the open questionnaire; returns how many parts there were."""
    parts = 0
    while patient.page.get_by_role("button", name=re.compile("^(Lever|Neste side)")).count():
        answer(patient, level)
        parts += 1
        assert parts < 12, "the questionnaire never ends"
    return parts


def do_module(patient: Somebody, each: Callable[[int], None] | None = None) -> None:
    """Lay every stone of the first module."""
    for number in range(STEPS_OF_MODULE_1):
        for scale in patient.page.locator("main fieldset:has(.scale):visible").all():
            scale.locator("input[type=radio]").nth(4).check(force=True)
        for text in patient.page.locator("main textarea:visible").all():
            text.fill("Det gikk fint.")
        if patient.page.locator("form.quick").count():  # a diary: its first entry lays the stone
            patient.press("Lagre", exact=True)
            patient.press(re.compile("Neste steg"))
        else:
            patient.press(re.compile("Legg steinen"))
        if each:
            each(number)
