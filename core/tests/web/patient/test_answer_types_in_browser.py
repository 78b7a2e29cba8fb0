"""Every kind of answer with nothing but a keyboard, on a phone's width: focus is seen, fields are named, and what is stored
is what was keyed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from varde.assessments.models import Response
from varde.instruments.values import Choices, Instrument, Item, Outcome
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House, all_samples

from .conftest import Patient

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


def said(words: str) -> Text:
    return Text(words, words, words)


def answers(*words: str) -> Choices:
    return tuple((code, said(word)) for code, word in enumerate(words))


OFTEN = answers("Aldri", "Sjelden", "Av og til", "Ofte", "Hele tiden")
ONE_OF_EACH = Instrument(
    key="one-of-each",
    title=said("Ett av hvert slag"),
    question=said("Hvordan har det vært?"),
    licence=all_samples().one(Instrument, "paces").licence,
    items=(
        Item("pain", "boolean", 0, 1, said("Har du hatt vondt?")),
        Item(
            "much",
            "vas",
            0,
            100,
            said("Hvor vondt?"),
            gate="pain",
            low_label=said("ikke vondt"),
            high_label=said("verst"),
        ),
        Item("when", "choice", 0, 1, said("Når på dagen?"), answers("Om dagen", "Om natten"), gate="pain"),
        Item("where", "choice", 0, 8, said("Hvor?"), answers(*(f"Sted {n}" for n in range(9)))),
        *(
            Item(f"row{n}", "choice", 0, 4, said(f"Utsagn {n}"), OFTEN, heading=said("Den siste uken"))
            for n in range(3)
        ),
        Item("mood", "integer", 0, 10, said("Hvordan var humøret?"), low_label=said("dårlig"), high_label=said("godt")),
        Item("health", "vas", 0, 100, said("Hvor frisk er du?"), low_label=said("dårligst"), high_label=said("best")),
        Item("walked", "integer", 0, 1440, said("Hvor lenge gikk du i går?"), unit=said("minutter")),
        Item("weight", "number", 20, 400, said("Hvor mye veier du?"), unit=said("kg")),
        Item("week", "days", 0, 100000, said("Hvor mange skritt gikk du?")),
    ),
    custom=lambda _values, _context: Outcome("scored", 1),
)
KEYED = {
    "pain": True,
    "much": 53,
    "when": 1,
    "where": 2,
    "row0": 3,
    "row1": 0,
    "row2": 1,
    "mood": 4,
    "health": 0,
    "walked": 45,
    "weight": 72.5,
    "week": [{"date": "2026-09-14", "steps": 8250, "wear_h": 14.5}, {"date": "2026-09-15", "steps": 0, "wear_h": None}],
}


@dataclass
class Place:
    """The questionnaire's address, and whose it is."""

    url: str
    patient: Patient

    def stored(self) -> Response:
        with self.patient.house.work() as work:
            return work.session.scalars(select(Response)).one()


@pytest.fixture
def place(house: House, enrol: Callable[..., Patient]) -> Iterator[Place]:
    programme = house.platform.catalogue.one(Programme, "village")
    start = replace(programme.occasions[0], instruments=("one-of-each",), for_track=(), conditions=())
    changed = replace(programme, occasions=(start, *programme.occasions[1:]))
    catalogue = house.platform.catalogue.with_values(Instrument, [ONE_OF_EACH])
    house.platform.catalogue = catalogue.with_values(Programme, [changed])
    vidar = enrol("Vidar", "village")
    with house.served() as address:
        yield Place(f"{address}/skjema/{vidar.agenda()[0].id}", vidar)


def arrive(page: Page, place: Place) -> None:
    sign_in(page, place.patient.browser)
    page.goto(place.url)


FOCUS = """() => {
  const at = document.activeElement;
  const drawn = [at, at.nextElementSibling, at.closest('.choice')].filter(Boolean).some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const nav = document.querySelector('.patient .nav').getBoundingClientRect();
  const floor = getComputedStyle(document.querySelector('.patient .nav')).position === 'fixed' ? nav.top : innerHeight;
  const box = (at.closest('label') || at).getBoundingClientRect();
  const named = at.labels?.length || at.getAttribute('aria-label') || at.textContent.trim();
  return {key: at.name || at.id, words: at.textContent.trim(), drawn, named: Boolean(named),
          seen: box.top < floor && box.bottom > 0, inForm: Boolean(at.closest('form[data-autosave-url]'))};
}"""


def tab_to(page: Page, key: str) -> None:
    """Tab until this field (its name or id) or button (its words) has the focus; on the way every stop can be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at["inForm"]:
            assert at["drawn"], f"no visible focus on {at}"
            assert at["seen"], f"the focus is outside the screen on {at}"
            assert at["named"], f"no name on {at}"
        if key in (at["key"], at["words"]):
            return
    raise AssertionError(f"{key} cannot be reached with Tab")


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def test_everything_is_answered_with_the_keyboard_alone(browser: Browser, place: Place) -> None:
    with open_page(browser, PHONE) as page:
        arrive(page, place)
        tab_to(page, "pain")
        keys(page, "Space")
        tab_to(page, "much")
        keys(page, "ArrowRight", "ArrowRight", "ArrowRight")
        tab_to(page, "when")
        keys(page, "Space", "ArrowDown")
        tab_to(page, "where")
        keys(page, "Space", "ArrowDown", "ArrowDown")
        tab_to(page, "row0")
        keys(page, "Space", "ArrowRight", "ArrowRight", "ArrowRight")
        tab_to(page, "row1")
        keys(page, "Space")
        tab_to(page, "row2")
        keys(page, "Space", "ArrowDown")
        tab_to(page, "mood")
        keys(page, "Space", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
        tab_to(page, "health")
        keys(page, "Home")
        for key, typed in (
            ("walked", "45"),
            ("weight", "72,5"),
            ("week-2026-09-14-steps", "8250"),
            ("week-2026-09-14-wear_h", "14,5"),
            ("week-2026-09-15-steps", "0"),
        ):
            tab_to(page, key)
            page.keyboard.type(typed)
        axe(page)
        tab_to(page, "Lever skjemaet")
        keys(page, "Enter")
        page.get_by_role("heading", name="Takk for svarene").wait_for()
    assert place.stored().answers == KEYED
    assert place.stored().status == "scored"


def test_what_a_no_makes_pointless_leaves_the_keyboards_way(browser: Browser, place: Place) -> None:
    with open_page(browser, PHONE) as page:
        arrive(page, place)
        tab_to(page, "pain")
        keys(page, "Space", "ArrowRight")
        expect(page.get_by_text("Hvor vondt?")).to_be_hidden()
        keys(page, "Tab")
        assert page.evaluate(FOCUS)["key"] == "where"
        keys(page, "Shift+Tab", "ArrowLeft")
        expect(page.get_by_text("Hvor vondt?")).to_be_visible()


@pytest.mark.parametrize(("size", "least"), [(PHONE, 44), (DESKTOP, 24)], ids=["phone", "desktop"])
def test_it_fits_and_targets_are_large(browser: Browser, place: Place, size: tuple[int, int], least: int) -> None:
    with open_page(browser, size) as page:
        arrive(page, place)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.evaluate(
            """(least) => [...document.querySelectorAll('main form :is(input, select, textarea, button)')]
              .filter((one) => one.type !== 'hidden' && one.offsetParent)
              .map((one) => { const box = (one.closest('label') || one).getBoundingClientRect();
                              return [one.name || one.id, Math.round(box.width), Math.round(box.height)]; })
              .filter(([, width, height]) => width < Math.min(least, 40) || height < least)""",
            least,
        )
        assert small == []
        links = page.evaluate(
            """[...document.querySelectorAll('main .actions a')].map((one) => one.getBoundingClientRect().height)"""
        )
        assert min(links) >= 24


def test_faults_take_the_focus_and_lead_to_their_fields(browser: Browser, place: Place) -> None:
    with open_page(browser, PHONE) as page:
        arrive(page, place)
        for key, typed in (("weight", "mye"), ("week-2026-09-16-steps", "mange")):
            tab_to(page, key)
            page.keyboard.type(typed)
        tab_to(page, "Lever skjemaet")
        keys(page, "Enter")
        page.locator(".error-summary").wait_for()
        page.wait_for_function("document.activeElement.matches('.error-summary')")
        assert page.title().startswith("Feil:")
        axe(page)
        for key, typed in (("weight", "mye"), ("week-2026-09-16-steps", "mange")):
            page.locator(".error-summary").focus()
            link = page.locator(f".error-summary a[href='#{key}']")
            while not link.evaluate("one => one === document.activeElement"):
                keys(page, "Tab")
            keys(page, "Enter")
            page.wait_for_function("key => document.activeElement.id === key", arg=key)
            field = page.locator(f"[id='{key}']")
            assert field.input_value() == typed
            assert field.get_attribute("aria-invalid") == "true"
            described = field.get_attribute("aria-describedby") or ""
            assert "Skriv" in page.locator(f"[id='{described.split()[-1]}']").inner_text()
            assert page.evaluate(FOCUS)["seen"]
    with place.patient.house.work() as work:
        assert all(row.submitted_at is None for row in work.session.scalars(select(Response)))


def test_missing_answers_are_said_and_found_with_the_keyboard(browser: Browser, place: Place) -> None:
    with open_page(browser, PHONE) as page:
        arrive(page, place)
        tab_to(page, "walked")
        page.keyboard.type("45")
        tab_to(page, "Lever skjemaet")
        keys(page, "Enter")
        page.locator("#mangler").wait_for()
        axe(page)
        for key in ("row1", "week"):
            link = page.locator(f"#mangler a[href='#{key}']")
            link.focus()
            keys(page, "Enter")
            page.wait_for_function("key => location.hash === `#${key}`", arg=key)
            expect(page.locator(f"[id='{key}']")).to_be_visible()
        tab_to(page, "Lever likevel")
        keys(page, "Enter")
        page.get_by_role("heading", name="Takk for svarene").wait_for()
    assert place.stored().answers == {"walked": 45}


def test_everything_is_answered_without_javascript(browser: Browser, place: Place) -> None:
    with open_page(browser, PHONE, java_script_enabled=False) as page:
        arrive(page, place)
        page.get_by_role("group", name="Har du hatt vondt?").get_by_label("Ja").check()
        page.get_by_label("Hvor vondt?").fill("53")
        page.get_by_label("Om natten").check()
        page.get_by_label("Sted 2").check()
        for name, answer in (("Utsagn 0", "Ofte"), ("Utsagn 1", "Aldri"), ("Utsagn 2", "Sjelden")):
            page.get_by_role("group", name=name).get_by_label(answer, exact=True).check()
        page.get_by_role("group", name="Hvordan var humøret?").get_by_label("4").check()
        page.get_by_label("Hvor frisk er du?").fill("0")
        page.get_by_label("Hvor lenge gikk du i går?").fill("45")
        page.get_by_label("Hvor mye veier du?").fill("72,5")
        monday, tuesday = (page.get_by_role("group", name=day) for day in ("Mandag 14.", "Tirsdag 15."))
        monday.get_by_label("Skritt").fill("8250")
        monday.get_by_label("Timer på").fill("14,5")
        tuesday.get_by_label("Skritt").fill("0")
        page.get_by_role("button", name="Lever skjemaet").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Takk for svarene"
    assert place.stored().answers == KEYED


def test_pages_of_a_long_one_with_and_without_javascript(browser: Browser, place: Place) -> None:
    house = place.patient.house
    paged = replace(ONE_OF_EACH, page_length=5)
    house.platform.catalogue = house.platform.catalogue.with_values(Instrument, [paged])
    with open_page(browser, PHONE) as page:
        arrive(page, place)
        assert "Side 1 av 3" in page.get_by_role("heading", level=1).inner_text()
        tab_to(page, "pain")
        keys(page, "Space")
        tab_to(page, "Neste side")
        keys(page, "Enter")
        page.get_by_role("heading", name="Side 2 av 3").wait_for()
        axe(page)
        page.get_by_role("group", name="Utsagn 1").get_by_label("Ofte").check()
        page.get_by_text("Lagret kl. 10.00").wait_for()
        page.reload()
        expect(page.get_by_role("group", name="Utsagn 1").get_by_label("Ofte")).to_be_checked()
        page.go_back()
        expect(page.get_by_role("group", name="Har du hatt vondt?").get_by_label("Ja")).to_be_checked()
    with open_page(browser, PHONE, java_script_enabled=False) as page:
        arrive(page, place)
        assert "Side 2 av 3" in page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("button", name="Neste side").click()
        page.get_by_label("Hvor mye veier du?").fill("72,5")
        page.get_by_role("button", name="Forrige side").click()
        page.get_by_role("button", name="Neste side").click()
        assert page.get_by_label("Hvor mye veier du?").input_value() == "72,5"
        page.get_by_role("button", name="Lever skjemaet").click()
        page.locator("#mangler a[href*='side=2']").first.click()
        assert "Side 2 av 3" in page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("button", name="Til siste side").click()
        page.get_by_role("button", name="Lever likevel").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Takk for svarene"
    assert place.stored().answers == {"pain": True, "row1": 3, "weight": 72.5}
