"""A heavy answer, in a real browser: where the patient is sent at once, who is told, what happens when nobody looks, and what
stands afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from varde.alerts.models import RaisedAlert
from varde.alerts.service import alerts_of
from varde.identity.models import Organisation, Person
from varde.identity.service import add_person, grant
from varde.notifications.models import Delivery
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme
from varde.referrals.service import decide, refer
from varde.testing.house import start_at_once
from varde_demo.acting import actor_of
from varde_demo.live import Live, live_varde

from .journeys_people import Somebody

pytestmark = pytest.mark.slow

MONDAY = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
TELLING = ("phq", "emeistring", "depresjon", "skjema", "svar", "tor", "vik")
"""What a notice to a therapist never says."""


def under_way(live: Live) -> int:
    """Tone has begun eMeistring at Sara's clinic, where Per works too. Returns the enrolment's id."""
    with live.platform.work() as work:
        clinic = work.session.scalars(select(Organisation).where(Organisation.key == "nettbehandling")).one()
        sara, tone = (
            work.session.scalars(select(Person).where(Person.given_name == name)).one() for name in ("Sara", "Tone")
        )
        per = add_person(work, "Per", "Dale", language="nb", phone="91234568")
        grant(work, per, "therapist", clinic)
        programme = work.catalogue.one(Programme, "emeistring")
        enrolment, _ = refer(work, tone, clinic, programme, fitting_facts(programme), source="self")
        decide(work, actor_of(sara, clinic), enrolment, accept=True, track="depression")
        start_at_once(work, enrolment)
        return enrolment.id


def hand_in(patient: Somebody, **heavier: str) -> None:
    """Answer the instrument on the page, page for page: the lowest everywhere, but what is named."""
    while True:
        page = patient.page
        for box in page.locator("main fieldset:has(input[type=radio]), main tr:has(input[type=radio])").all():
            radios = box.locator("input[type=radio]")
            if radios.count() and not box.locator("input[type=radio]:checked").count():
                radios.first.check(force=True)
        for name, value in heavier.items():
            for radio in page.locator(f"main input[type=radio][name={name}][value='{value}']").all():
                radio.check(force=True)
        last = page.get_by_role("button", name=re.compile("^Lever")).count() > 0
        patient.press(re.compile("^Lever" if last else "^Neste"))
        if last:
            return


def told(live: Live) -> list[tuple[str, str]]:
    """Who was sent a notice about an alert, and its words, oldest first."""
    with live.platform.work() as work:
        rows = work.session.execute(
            select(Person.given_name, Delivery.text)
            .join(Person, Person.id == Delivery.person_id)
            .where(Delivery.notice == "alert", Delivery.state == "sent")
            .order_by(Delivery.id)
        )
        return [(row[0], row[1]) for row in rows]


def test_from_a_heavy_answer_to_a_closed_alert(sqlite_database_url: str, open_page: Callable[..., Page]) -> None:
    with live_varde(sqlite_database_url, at=MONDAY) as live:
        enrolment_id = under_way(live)
        patient = Somebody(open_page((390, 844), java_script_enabled=False), live, "Tone Berg", "idporten", False)
        sara = Somebody(open_page((390, 844)), live, "Sara Holm", "helseid")

        # She answers that such thoughts come on most days; the very next page says where to turn.
        patient.sign_in()
        patient.press_next()
        hand_in(patient, q9="2")
        for number in ("113", "116117", "116123"):
            link = patient.page.locator(f"#krise a[href='tel:{number}']")
            expect(link.first).to_be_visible()
            assert (link.first.bounding_box() or {"y": 1e9})["y"] < 844, "the numbers are on the first screen"

        # Sara is told, in words that tell nobody else anything.
        live.settle()
        ((who, words),) = told(live)
        assert who == "Sara"
        assert not any(each in words.lower() for each in TELLING)

        # Nobody looks before four o'clock: everybody at the clinic is told.
        live.move(hours=7)
        assert sorted(name for name, _ in told(live)) == ["Ingeborg", "Per", "Sara", "Sara"]

        # It stands on top of the list, and Sara takes it, writes, and closes it with a note.
        sara.sign_in()
        sara.go("/arbeidsliste")
        first = sara.page.locator("tbody tr:not(.band)").first
        expect(first.get_by_text("Tone Berg").first).to_be_visible()
        expect(first.get_by_text("Ingen åpnet i tide.").first).to_be_visible()
        sara.press(re.compile("^Åpne og ring"))
        sara.sees("Over halvparten av dagene")
        sara.sees("Ansvar: Sara Holm")
        sara.press("Jeg tar dette nå")
        sara.page.locator("textarea[name=note]").first.fill("Ringte Tone, ikke svar. Prøver igjen om en time.")
        sara.press("Skriv ned")
        sara.page.locator("textarea[name=note]").first.fill("Snakket med Tone. Hun er ikke alene, time i morgen.")
        sara.press("Lukk varselet")
        expect(sara.page.get_by_text("Varselet er lukket.").first).to_be_visible()
        sara.go("/arbeidsliste")
        expect(sara.page.locator("tr.risk")).to_have_count(0)

        # What happened stands, and cannot be made to have been otherwise.
        with live.platform.work() as work:
            (view,) = [one for one in alerts_of(work, enrolment_id) if one.declared.crisis]
            assert [event.kind for event, _, _ in view.history if event.kind != "notified"] == [
                "raised",
                "escalated",
                "opened",
                "action",
                "closed",
            ]
            assert view.because == {"answer:q9": 2}
            assert work.session.scalars(select(RaisedAlert.crisis)).first() is True
        with pytest.raises(DatabaseError, match="never edited"), live.platform.work() as work:
            work.session.execute(text("UPDATE alert_event SET at = CURRENT_TIMESTAMP"))
