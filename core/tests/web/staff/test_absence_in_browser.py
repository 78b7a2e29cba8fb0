"""Absence with a substitute, on a telephone: reported, read by the patient, answered by the substitute, handed on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from varde.enrolments.leavers import release_leavers
from varde.identity.models import Grant
from varde.scheduling.models import Appointment
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House

from .test_patient import patient_writes

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


def look(page: Page) -> None:
    """Accessible, and no wider than the screen."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_absence_with_a_substitute(browser: Browser, house: House, address: str) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="psykolog")
    sara = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
    ingrid = house.person("Ingrid", "Solheim")
    enrolment_id = house.enrolled(ingrid, maren)
    with house.work() as work:
        at = work.now + timedelta(days=2)
        work.add(Appointment(enrolment_id=enrolment_id, therapist_id=maren.id, kind="phone", starts_at=at, minutes=30))

    with open_page(browser, PHONE) as page:
        sign_in(page, house.browser(maren, staff=True))
        page.goto(f"{address}/fravaer")
        look(page)
        page.get_by_label("Fra og med").fill("2026-09-21")
        page.get_by_label("Til og med").first.fill("2026-09-25")
        page.get_by_label("Grunn").select_option("Sykdom")
        page.get_by_label("Hvem tar over").select_option("Sara Holm")
        page.get_by_role("button", name="Lagre fraværet").click()
        expect(page.get_by_text("Sara Holm leser og svarer så lenge")).to_be_visible()
        expect(page.get_by_text("Sara Holm les og svarar så lenge")).to_be_visible()
        expect(page.get_by_label("Vikaren tar timen")).to_be_checked()
        look(page)
        page.get_by_role("button", name="Lagre fraværet").click()
        expect(page.get_by_text("Fraværet er lagret")).to_be_visible()
        look(page)

    patient_writes(house, ingrid, enrolment_id, "Hvem ringer meg på onsdag?")
    with open_page(browser, PHONE) as page:
        sign_in(page, house.browser(ingrid))
        for path in ("/min-sti", f"/meldinger/{enrolment_id}"):
            page.goto(address + path)
            expect(page.get_by_text("Maren er borte fra mandag 21. september").first, path).to_be_visible()
            expect(page.get_by_text("Sykdom")).to_have_count(0)
            look(page)

    with open_page(browser, PHONE) as page:
        sign_in(page, house.browser(sara, staff=True))
        page.goto(f"{address}/arbeidsliste")
        expect(page.get_by_text("Du er vikar for Maren Aas")).to_be_visible()
        look(page)
        page.goto(f"{address}/pasient/{enrolment_id}")
        page.get_by_label("Melding til Ingrid").fill("Jeg ringer deg.")
        page.get_by_role("button", name="Send melding").click()
        expect(page.get_by_text("Meldingen er sendt")).to_be_visible()
        look(page)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_queue_handing_over_team_and_kin(browser: Browser, house: House, address: str, size: tuple[int, int]) -> None:
    lars = house.person("Lars", "Brekke", ("therapist", house.clinic))
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), ("head", house.clinic), title="psykolog")
    ingrid = house.person("Ingrid", "Solheim")
    enrolment_id = house.enrolled(ingrid, lars)
    patient_writes(house, ingrid, enrolment_id, "Hei.")
    with house.work() as work:
        for row in work.session.scalars(select(Grant).where(Grant.person_id == lars.id)):
            row.ends_at = work.now
    with house.work() as work:
        release_leavers(work)
    pages = {
        "/arbeidsliste": "1 i klinikkens kø.",
        "/koen": "Ingen har pasienten",
        "/overforing": "1 pasient skal ha ny ansvarlig",
        f"/pasient/{enrolment_id}/team": "Ta inn i teamet",
        "/naere": "Mine nære",
        "/fravaer": "Hvem er her de neste to ukene",
    }
    with open_page(browser, size) as page:
        sign_in(page, house.browser(maren, staff=True))
        for path, words in pages.items():
            page.goto(address + path)
            expect(page.get_by_text(words).first, path).to_be_visible()
            look(page)
