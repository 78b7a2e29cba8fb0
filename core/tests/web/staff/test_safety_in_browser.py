"""What must be known, in Chromium: the pages of both hold their width, are accessible, and work without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.modules.switching import SwitchWish, turn
from varde.safety.service import open_lock, state_facts
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


def opened_module(house: House, maren: Person, enrolment_id: int) -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        therapist = house.actor(maren, ("therapist", house.clinic))
        turn(work, therapist, enrolment, SwitchWish("open", "fish-for-supper", reason="Hun er klar for den."))


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESKTOP, "light"), (DESKTOP, "dark")], ids=["phone", "desktop", "dark"]
)
def test_the_pages_can_be_read(
    browser: Browser, house: House, address: str, size: tuple[int, int], scheme: str
) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="båtvakt")
    ingrid = house.person("Ingrid", "Solheim")
    enrolment_id = house.enrolled(ingrid, maren, "lake")
    opened_module(house, maren, enrolment_id)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        said = {"fears_water": True, "cannot_swim": True, "alarm_ice": None}
        state_facts(work, house.actor(ingrid), enrolment, said)
        open_lock(work, house.actor(maren, ("therapist", house.clinic)), enrolment, "cannot-swim", "Vi går sammen.")
    clients = {"staff": house.browser(maren, staff=True), "patient": house.browser(ingrid)}
    pages = [
        ("staff", f"/pasient/{enrolment_id}", "Må vites før du leser videre"),
        ("staff", f"/pasient/{enrolment_id}/maa-vites", "Hva som er sagt og gjort"),
        ("staff", f"/pasient/{enrolment_id}/las/cannot-swim", "Hvorfor låser du igjen?"),
        ("staff", f"/pasient/{enrolment_id}/varsler", "Redd for vann: fra nei til ja."),
        ("patient", f"/si-fra/{enrolment_id}", "Noe å si fra om"),
        ("patient", f"/moduler/{enrolment_id}/fish-for-supper/supper-diary", "Da går du ikke ut alene."),
        ("patient", f"/moduler/{enrolment_id}", "(låst)"),
    ]
    for who, path, words in pages:
        with open_page(browser, size, color_scheme=scheme) as page:
            sign_in(page, clients[who])
            page.goto(address + path)
            expect(page.get_by_text(words).first, path).to_be_visible()
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_she_says_so_and_her_therapist_opens_it_without_scripts(browser: Browser, house: House, address: str) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="båtvakt")
    ingrid = house.person("Ingrid", "Solheim")
    enrolment_id = house.enrolled(ingrid, maren, "lake")
    opened_module(house, maren, enrolment_id)
    step = f"{address}/moduler/{enrolment_id}/fish-for-supper/supper-diary"
    with open_page(browser, PHONE, java_script_enabled=False) as page:
        sign_in(page, house.browser(ingrid))
        page.goto(f"{address}/min-sti")
        page.get_by_role("link", name="Noe å si fra om").click()
        swims = page.get_by_role("group", name="Er du en som ikke kan svømme?")
        swims.get_by_text("Ja", exact=True).click()
        page.get_by_role("button", name="Lagre svarene").click()
        expect(page.get_by_text("Takk for at du sier fra.")).to_be_visible()
        page.goto(step)
        expect(page.get_by_text("Du har ikke gjort noe galt.")).to_be_visible()
    with open_page(browser, DESKTOP, java_script_enabled=False) as page:
        sign_in(page, house.browser(maren, staff=True))
        page.goto(f"{address}/pasient/{enrolment_id}")
        page.get_by_role("link", name="Åpne likevel").click()
        page.get_by_label("Hvorfor er det trygt å åpne for Ingrid?").fill("Vi går sammen, og jeg bærer tau.")
        page.get_by_role("button", name="Åpne for Ingrid").click()
        expect(page.get_by_text("«Vi går sammen, og jeg bærer tau.»").first).to_be_visible()
    with open_page(browser, PHONE, java_script_enabled=False) as page:
        sign_in(page, house.browser(ingrid))
        page.goto(step)
        expect(page.get_by_role("heading", name="Arbeidsark")).to_be_visible()
