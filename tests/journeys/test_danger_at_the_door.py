"""Danger in a referral, in a real browser at the width of a phone: from what she answers to the alert that somebody closes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from varde.alerts.models import AlertEvent, RaisedAlert
from varde.identity.models import Organisation, Person
from varde.identity.service import add_person, grant
from varde.notifications.models import Delivery
from varde_demo.live import Live, live_varde

from .journeys_people import Somebody, fill_person, through_steps

pytestmark = pytest.mark.slow

MONDAY = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
PHONE = (390, 844)
HEAVY = "Du skal slippe å være alene med dette"


def colleague(live: Live) -> None:
    with live.platform.work() as work:
        clinic = work.session.scalars(select(Organisation).where(Organisation.key == "nettbehandling")).one()
        per = add_person(work, "Per", "Dale", language="nb", phone="+4791234568")
        grant(work, per, "therapist", clinic)


def fill_in(step: Locator) -> None:
    """Answer the referral to eMeistring as one who fits, but for the wish to live."""
    for box in step.locator("fieldset:has(input[type=radio])").all():
        box.locator("input[type=radio]").first.check(force=True)
    for name in ("psychosis_or_bipolar", "other_psychotherapy", "medication_changed_last_month", "drug_use"):
        for radio in step.locator(f"input[type=radio][name='fact_{name}'][value='no']").all():
            radio.check(force=True)
    for name, value in (("madrs_item9", "6"), ("phq9_item9", "0")):
        for radio in step.locator(f"input[name=fact_{name}][value='{value}']").all():
            radio.check(force=True)
    for box in step.locator("input[type=checkbox][value=none]").all():
        box.check()
    fill_person(step)


def numbers_on_first_screen(page: Page) -> None:
    for number in ("113", "116117", "116123"):
        links = page.locator(f"a[href='tel:{number}']")
        expect(links, f"{number} stands once on the page").to_have_count(1)
        assert (links.first.bounding_box() or {"y": 1e9})["y"] < PHONE[1], "on the first screen"


def told(live: Live) -> list[str]:
    with live.platform.work() as work:
        names = (
            select(Person.given_name)
            .join(Delivery, Delivery.person_id == Person.id)
            .where(Delivery.notice == "alert", Delivery.state == "sent")
        )
        return sorted(work.session.scalars(names))


def test_from_a_dangerous_referral_to_a_closed_alert(sqlite_database_url: str, open_page: Callable[..., Page]) -> None:
    with live_varde(sqlite_database_url, at=MONDAY) as live:
        colleague(live)
        tone = Somebody(open_page(PHONE), live, "Tone Berg", "idporten")
        sara = Somebody(open_page(PHONE), live, "Sara Holm", "helseid")

        # She signs up, and answers that she has plans to take her life. What comes next is where to turn, and no date in two weeks.
        tone.sign_in()
        tone.go("/o/nettbehandling/emeistring/pamelding")
        through_steps(tone, fill_in)
        tone.press("Send til vurdering")
        tone.sees("Vi har fått påmeldingen din")
        expect(tone.page.get_by_text(HEAVY)).to_be_visible()
        numbers_on_first_screen(tone.page)
        tone.sees("klinikken har fått beskjed")
        assert "Du får beskjed senest" not in tone.page.inner_text("main")

        # She has read it: a line with the numbers stays, on whichever page she goes to, also in another tab.
        tone.press("Jeg har lest dette")
        expect(tone.page.get_by_text(HEAVY)).not_to_be_visible()
        numbers_on_first_screen(tone.page)
        tone.go("/innsyn")
        numbers_on_first_screen(tone.page)

        # Everybody at the clinic who takes in is told at once.
        live.settle()
        assert told(live) == ["Ingeborg", "Per", "Sara"]

        # Sara declines the referral. That closes nothing.
        sara.sign_in()
        sara.go("/arbeidsliste")
        first = sara.page.locator("tbody tr:not(.band)").first
        expect(first.get_by_text("Tone Berg").first).to_be_visible()
        sara.press(re.compile("^Åpne og ring"))
        sara.sees("Svaret sto i en påmelding som var begynt")
        sara.go(sara.page.url.removeprefix(live.url).replace("/pasient/", "/henvisning/").removesuffix("/varsler"))
        sara.sees("Fare: ta kontakt før du svarer på påmeldingen")
        sara.page.locator("#decline-note").fill("Du trenger hjelp raskere enn vi kan gi. Vi ringer deg i dag.")
        sara.press("Send svaret")
        expect(sara.page.locator("tr.risk").get_by_text("Tone Berg").first).to_be_visible()
        tone.go("/min-sti")
        numbers_on_first_screen(tone.page)

        # She calls, writes what was done, and closes it; then it is over for both.
        sara.press(re.compile("^Åpne og ring"))
        sara.page.locator("textarea[name=note]").first.fill(
            "Snakket med Tone. Hun er på vei til legevakten med søsteren."
        )
        sara.press("Lukk varselet")
        expect(sara.page.locator("tr.risk")).to_have_count(0)
        tone.go("/min-sti")
        expect(tone.page.locator(".stands")).to_have_count(0)
        tone.page.get_by_text("Trenger du hjelp nå?").click()
        expect(tone.page.locator("a[href='tel:116123']").first).to_be_visible()

        with live.platform.work() as work:
            (row,) = work.session.scalars(select(RaisedAlert))
            assert (row.severity, row.crisis, row.state) == ("critical", True, "closed")
            kinds = list(work.session.scalars(select(AlertEvent.kind).order_by(AlertEvent.id)))
            assert [kind for kind in kinds if kind != "notified"] == ["raised", "opened", "closed"]
