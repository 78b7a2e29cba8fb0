"""One patient's way through the IBS school, from the front page to the manager's numbers, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from varde.assessments.models import Response
from varde.assessments.service import open_sheet, submit
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.identity.service import add_person
from varde.instruments.values import Instrument
from varde.plugin.fitting import fitting_facts
from varde.plugin.simulated_answers import simulated_answers
from varde.programmes.values import Programme
from varde.referrals.service import decide, refer
from varde.scheduling.models import AgendaItem
from varde.testing.house import start_at_once
from varde_demo.acting import actor_of
from varde_demo.live import Live

from .journeys_people import Somebody, answer_occasion, do_module, fill_referral

OTHERS = 12


@pytest.mark.parametrize(
    ("live", "scripts", "looks"),
    [("embedded", True, True), ("at_a_trust", True, False), ("embedded", False, False)],
    indirect=["live"],
    ids=["embedded", "postgres-redis", "no-scripts"],
)
def test_from_referral_to_the_numbers(live: Live, scripts: bool, looks: bool, open_page: Callable[..., Page]) -> None:
    treat_others(live)
    patient = Somebody(
        open_page((390, 844), java_script_enabled=scripts), live, "Tone Berg", "idporten", scripts, looks
    )
    dietitian = Somebody(
        open_page((1280, 900), java_script_enabled=scripts), live, "Maren Aas", "helseid", scripts, looks
    )
    manager = Somebody(
        open_page((1280, 900), java_script_enabled=scripts), live, "Nina Falk", "helseid", scripts, looks
    )

    # She refers herself.
    patient.go("/o/fjordvest")
    patient.press(re.compile("Meld deg på.*Mage-tarmskolen"))
    patient.page.locator("a[href*='/logg-inn/idporten']").first.click()
    patient.choose_self()
    patient.look()
    fill_referral(patient)
    patient.press("Send til vurdering")
    patient.sees(re.compile("Vi har fått"))
    patient.sign_out()

    # A clinician accepts; an SMS goes out that says nothing of what it is about.
    dietitian.sign_in()
    dietitian.sees("Tone Berg")
    dietitian.press("Tone Berg")
    dietitian.sees("Jeg vil tørre å spise ute igjen.")
    dietitian.press("Gi plass", exact=True)
    live.settle()
    sms = only_sms(live)
    assert "Mage" not in sms
    assert live.url in sms

    # She signs in, begins, and answers the first questionnaire.
    patient.sign_in()
    patient.press_next()
    patient.press_next()
    assert answer_occasion(patient, 0.6) == 2

    # She works through module 1 and writes to her dietitian.
    patient.go("/min-sti")
    patient.press_next()
    do_module(patient)
    patient.go("/min-sti")
    expect(patient.page.locator(".path li").first.get_by_text("Ferdig")).to_be_visible()
    patient.press(re.compile("^Meldinger"))
    patient.page.locator("[name=body]").fill("Er det vanlig at det svinger?")
    patient.press("Send melding")
    patient.sees("Er det vanlig at det svinger?")

    # The dietitian sees it first, answers, and it is settled.
    dietitian.go("/arbeidsliste")
    dietitian.sees("Ubesvart")
    dietitian.press("Tone Berg")
    dietitian.page.locator("[name=body]").first.fill("Ja, det er helt vanlig.")
    dietitian.press(re.compile("Send melding"))
    dietitian.go("/arbeidsliste")
    expect(dietitian.page.get_by_text("Tone Berg")).to_have_count(0)
    patient.go("/min-sti")
    patient.press(re.compile("Les melding"))
    patient.sees("Ja, det er helt vanlig.")

    # Three months on: a reminder, and she answers again.
    live.move(days=85)
    assert "skjema" in only_sms(live)
    patient.sign_in()
    patient.press_next()
    assert answer_occasion(patient, 0.3) == 3
    live.settle()
    with live.platform.work() as work:
        mine = work.session.scalars(
            select(Response)
            .join(Enrolment, Enrolment.id == Response.enrolment_id)
            .join(Person, Person.id == Enrolment.person_id)
            .where(Person.given_name == "Tone", Response.occasion == "3m")
        ).all()
    assert {response.instrument for response in mine} == {"ibs-sss", "ibs-qol", "csq-8"}

    # The patient sees who opened her record; the manager sees her in the numbers once all have had time to answer, and only there.
    patient.go("/innsyn")
    patient.sees(re.compile("Maren Aas"))
    live.move(days=240)
    manager.sign_in()
    manager.go("/gevinster/fjordvest/ibs")
    expect(manager.page.get_by_role("heading", name=re.compile("Gevinster")).first).to_be_visible()
    table = manager.page.locator("main").inner_text() if scripts else manager.page.content()
    assert str(OTHERS + 1) in table
    assert "Tone" not in table


def only_sms(live: Live) -> str:
    """The newest text message that Tone was sent."""
    from varde.notifications.models import Delivery

    with live.platform.work() as work:
        found = work.session.scalars(
            select(Delivery)
            .join(Person, Person.id == Delivery.person_id)
            .where(Person.given_name == "Tone", Delivery.state == "sent")
            .order_by(Delivery.id.desc())
        ).first()
    assert found is not None
    return found.text


def treat_others(live: Live) -> None:
    """Twelve others have been through three months before her, so that the numbers may be shown at all."""
    import random

    rng = random.Random(7)
    enrolments: list[tuple[int, int]] = []
    with live.platform.work() as work:
        clinic = work.session.scalars(select(Organisation).where(Organisation.key == "fordoyelse")).one()
        maren = work.session.scalars(select(Person).where(Person.given_name == "Maren")).one()
        programme = work.catalogue.one(Programme, "ibs")
        for number in range(OTHERS):
            person = add_person(work, f"Pasient{number}", "Prøve", language="nb")
            enrolment, _ = refer(work, person, clinic, programme, fitting_facts(programme), source="self")
            decide(work, actor_of(maren, clinic), enrolment, accept=True)
            start_at_once(work, enrolment)
            enrolments.append((enrolment.id, person.id))
    answer_all(live, enrolments, "start", 0.6, rng)
    live.move(days=88)
    answer_all(live, enrolments, "3m", 0.4, rng)
    live.settle()


def answer_all(live: Live, enrolments: list[tuple[int, int]], occasion: str, burden: float, rng: object) -> None:
    for enrolment_id, person_id in enrolments:
        with live.platform.work() as work:
            person = work.session.get(Person, person_id)
            assert person is not None
            item = work.session.scalars(
                select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == occasion)
            ).one()
            sheet = open_sheet(work, actor_of(person), item.id, write=True)
            for key in sheet.unanswered:
                instrument = work.catalogue.one(Instrument, key)
                submit(work, actor_of(person), sheet, key, simulated_answers(instrument, burden, rng))  # type: ignore[arg-type]
