"""In Chromium: a GP refers, is asked for more and completes it; the patient gets a place and begins; the GP sees the outcome."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.enrolments.service import start
from varde.identity.models import Person
from varde.testing.browser import axe, expect, sign_in

from .conftest import Practice, filled

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def address(practice: Practice) -> Iterator[str]:
    with practice.house.served() as served:
        yield served


def refer(page: Page, form: dict[str, Any]) -> None:
    """The three steps, as a GP fills them in."""
    for name in ("nin", "given_name", "family_name", "born"):
        page.locator(f"[name={name}]").fill(form[name])
    page.get_by_role("button", name="Neste: opplysninger").click()
    for name, value in form.items():
        if name.startswith("fact_"):
            answer = value[0] if isinstance(value, list) else value
            page.locator(f'[name={name}][value="{answer}"]').check()
    page.get_by_role("button", name="Neste: kontakt og send").click()
    page.locator("[name=mobile]").fill(form["mobile"])
    page.get_by_role("button", name="Send henvisningen").click()


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
def test_the_whole_way(practice: Practice, address: str, open_page: Callable[..., Page], scripts: bool) -> None:
    house = practice.house
    gp = open_page((1280, 900), java_script_enabled=scripts)
    sign_in(gp, practice.browser)
    gp.goto(address + "/henvis/klinikken/lake")
    refer(gp, filled(house, fact_has_map="unknown"))
    expect(gp.get_by_text("Henvisningen er sendt.")).to_be_visible()
    expect(gp.get_by_role("row", name=re.compile("Jonas Aker.*Vurderes"))).to_be_visible()
    house.platform.drain()
    with house.work() as work:
        enrolment = work.session.scalars(select(Enrolment)).one()
        patient = work.session.get_one(Person, enrolment.person_id)

    staff = open_page((1280, 900), java_script_enabled=scripts)
    sign_in(staff, house.browser(practice.therapist, staff=True))
    staff.goto(f"{address}/henvisning/{enrolment.id}")
    staff.locator("#be-om-mer summary").first.click()
    staff.get_by_label("Hva mer lurer du på?").fill("Har han kart?")
    staff.get_by_role("button", name="Be om mer").click()
    expect(staff.get_by_text("Spurt Hanne Løvås, svar innen")).to_be_visible()

    gp.goto(address + "/henvis")
    expect(gp.get_by_role("heading", name="Klinikken trenger svar om Jonas Aker")).to_be_visible()
    gp.get_by_label("Ja", exact=True).check()
    gp.get_by_role("button", name="Send svaret").click()
    expect(gp.get_by_text("Svaret er sendt til klinikken.")).to_be_visible()

    staff.goto(f"{address}/henvisning/{enrolment.id}")
    staff.get_by_role("button", name="Gi plass").click()
    expect(staff.get_by_text("Jonas", exact=False).first).to_be_visible()
    gp.goto(address + "/henvis")
    expect(gp.get_by_role("row", name=re.compile("Jonas Aker.*Har fått plass"))).to_be_visible()

    with house.work() as work:
        start(work, work.session.get_one(Enrolment, enrolment.id))
    own = open_page((390, 844), java_script_enabled=scripts)
    sign_in(own, house.browser(patient))
    own.goto(address + f"/min-sti/{enrolment.id}")
    expect(own.get_by_role("heading").first).to_be_visible()
    gp.goto(address + "/henvis")
    expect(gp.get_by_role("row", name=re.compile("Jonas Aker.*I gang"))).to_be_visible()
    for path in (f"/pasient/{enrolment.id}", f"/henvisning/{enrolment.id}", f"/min-sti/{enrolment.id}"):
        answer = gp.goto(address + path)
        assert answer is not None
        assert answer.status in (403, 404)


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_page_is_accessible(
    practice: Practice, address: str, open_page: Callable[..., Page], width: int, language: str
) -> None:
    practice.send()
    page = open_page((width, 900))
    sign_in(page, practice.browser)
    for path in ("/henvis", "/henvis/klinikken/lake"):
        page.goto(f"{address}{path}?lang={language}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
