"""Ends, in a real browser on a phone: a course that is finished and not finished after all, and a death that was none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.caseload.models import CaseloadRow
from varde.dialogue.models import Thread
from varde.dialogue.service import write
from varde.enrolments.models import Enrolment
from varde.enrolments.service import excuse, pause
from varde.identity.models import Organisation, Person
from varde.kernel.work import Work
from varde.modules.entries import save_entry
from varde.modules.models import Entry
from varde.notifications.models import Delivery
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Exercise, Programme
from varde.referrals.service import decide, refer
from varde.scheduling.booking import book
from varde.scheduling.models import AgendaItem, Appointment
from varde.testing.house import sqlite_url, start_at_once
from varde_demo.acting import actor_of
from varde_demo.live import Live, live_varde

from .journeys_people import Somebody

pytestmark = pytest.mark.slow

MONDAY = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
PHONE = (390, 844)
QUESTION = "Kan jeg bruke pusteøvelsen når jeg flyr til jul?"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all of it; each journey has people of its own."""
    with live_varde(sqlite_url(tmp_path_factory.mktemp("endings")), at=MONDAY) as live:
        yield live


@pytest.fixture
def look_on(open_page: Callable[..., Page], served: Live) -> Callable[..., Somebody]:
    def somebody(name: str, issuer: str, *, scripts: bool = True) -> Somebody:
        return Somebody(open_page(PHONE, java_script_enabled=scripts), served, name, issuer, scripts)

    return somebody


def person_named(work: Work, name: str) -> Person:
    return work.session.scalars(select(Person).where(Person.given_name == name)).one()


def place(work: Work, key: str) -> Organisation:
    return work.session.scalars(select(Organisation).where(Organisation.key == key)).one()


def enrolled(work: Work, patient: Person, therapist: str, clinic: str, programme: str, track: str = "") -> Enrolment:
    """This patient has a place in the programme; nobody has begun."""
    declared, organisation = work.catalogue.one(Programme, programme), place(work, clinic)
    enrolment, _referral = refer(work, patient, organisation, declared, fitting_facts(declared), source="self")
    staff = actor_of(person_named(work, therapist), organisation)
    decide(work, staff, enrolment, accept=True, track=track or None)
    return enrolment


def columns(row: Any, but_for: tuple[str, ...] = ("edition",)) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in but_for}


TOUCHED: tuple[Any, ...] = (Enrolment, AgendaItem, Appointment, Thread, Entry, RaisedAlert, CaseloadRow)


def everything(live: Live, *enrolment_ids: int) -> dict[str, Any]:
    """What is known of these enrolments that an end could touch, as it is in the database."""
    with live.platform.work() as work:
        return {
            model.__tablename__: [
                columns(row, ("edition", "counted_at"))
                for row in work.session.scalars(
                    select(model)
                    .where((model.id if model is Enrolment else model.enrolment_id).in_(enrolment_ids))
                    .order_by(*model.__table__.primary_key.columns)
                )
            ]
            for model in TOUCHED
        }


def sent_to(live: Live, name: str) -> list[tuple[str, str]]:
    with live.platform.work() as work:
        rows = work.session.execute(
            select(Delivery.notice, Delivery.state)
            .join(Person, Person.id == Delivery.person_id)
            .where(Person.given_name == name, Delivery.state == "sent")
            .order_by(Delivery.id)
        )
        return [(row[0], row[1]) for row in rows]


# --- finished, and not finished after all


def much_is_open(live: Live) -> int:
    """Tone is under way with Sara: a question, a time on Thursday, a shared exercise and an alert. Returns the enrolment."""
    with live.platform.work() as work:
        tone, sara = person_named(work, "Tone"), person_named(work, "Sara")
        enrolment = enrolled(work, tone, "Sara", "nettbehandling", "emeistring", "depression")
        start_at_once(work, enrolment)
        closing = work.catalogue.one(Programme, "emeistring").gate_of("depression", "end")
        assert closing is not None
        excuse(work, sara.id, enrolment, closing, "De avsluttet på telefon.")
        write(work, actor_of(tone), enrolment, QUESTION, "journey-1")
        book(work, enrolment.id, sara.id, "video", work.now + timedelta(days=3), 30)
        module, exercise = next(
            (module, step)
            for module in work.catalogue.one(Programme, "emeistring").modules_of("depression")
            for step in module.steps
            if isinstance(step, Exercise)
        )
        words = {each.key: "Det gikk." for each in exercise.fields if each.kind.quoted}
        save_entry(work, enrolment, module, exercise, words, shared=True, submit=True)
        declared = next(alert for alert in work.catalogue.all(Alert).values() if alert.programme == "emeistring")
        raise_alert(work, enrolment, declared, "journey", {})
        number = enrolment.id
    live.settle()
    return number


def is_told(page: Page, words: str) -> None:
    """A message above the page says so."""
    expect(page.locator(".flashes").get_by_text(words)).to_be_visible()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"select[name='{name}']").select_option(value)


def test_finished_undone_and_everything_is_there_again(served: Live, look_on: Callable[..., Somebody]) -> None:
    enrolment_id = much_is_open(served)
    before, sara, tone = (
        everything(served, enrolment_id),
        look_on("Sara Holm", "helseid"),
        look_on("Tone Berg", "idporten"),
    )

    # Nothing goes out of sight by itself: four things stand open, each with what to do about it.
    sara.sign_in()
    sara.go(f"/pasient/{enrolment_id}/avslutt")
    opened = sara.page.locator(".open-things h3").all_inner_texts()
    assert len(opened) == 4
    sara.sees("4 ting står åpne")
    sara.sees(QUESTION)
    choose(sara.page, "message", "settle")
    choose(sara.page, "appointments", "cancel")
    choose(sara.page, sara.page.locator("select[name^='sheet-']").get_attribute("name") or "", "none")
    sara.page.locator("input[name=way][value=completed]").check(force=True)
    sara.page.locator("textarea[name=words]").fill("Du kom langt.")
    sara.press("Se over")
    sara.sees("Meldingen som venter, settes som ikke i behov av svar.")
    sara.sees("Åpne varsler står til de er lukket.")
    are_the_same(everything(served, enrolment_id), before)
    sara.press("Fullfør forløpet")
    sara.sees("Kan angres til")
    assert sara.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

    # She reads that it is over, and why; the alert is still there for somebody to look at.
    tone.sign_in()
    tone.sees("Du er framme")
    tone.sees("Du kom langt.")
    sara.go("/arbeidsliste")
    sara.sees("Tone Berg")
    after = everything(served, enrolment_id)
    assert after["appointment"][0]["state"] == "cancelled"
    assert (after["thread"][0]["waiting_since"], len(after["alert"])) == (None, 1)

    # One press, and exactly everything is there again.
    served.move(minutes=30)
    sara.go(f"/pasient/{enrolment_id}/avsluttet")
    sara.press("Angre")
    is_told(sara.page, "Avslutningen er angret.")
    served.settle()
    are_the_same(everything(served, enrolment_id), before)
    sara.go(f"/pasient/{enrolment_id}/avslutt")
    assert sara.page.locator(".open-things h3").all_inner_texts() == opened
    tone.go("/min-sti")
    tone.sees("Du får svar senest")
    expect(tone.page.get_by_text("Du er framme")).to_have_count(0)


def are_the_same(rows: dict[str, Any], before: dict[str, Any]) -> None:
    """Every row, but for what the clock works out anew (since when she is silent, and how often calendars were told), and that
    the therapist has read what she wrote."""
    for kind, was in before.items():
        assert [worked_out(row) for row in rows[kind]] == [worked_out(row) for row in was], kind


def worked_out(row: dict[str, Any]) -> dict[str, Any]:
    anew = ("inactive_at", "inactive_since", "judged_by", "unread_by_therapist", "sequence")
    return {name: value for name, value in row.items() if name not in anew}


# --- a death that was none


def under_way_everywhere(live: Live) -> dict[str, int]:
    """Eva waits in one programme, is under way in a second and has paused a third; in each something is about to be sent."""
    with live.platform.work() as work:
        eva = person_named(work, "Eva")
        waiting = enrolled(work, eva, "Maren", "fordoyelse", "ibs")
        active = enrolled(work, eva, "Sara", "nettbehandling", "emeistring", "depression")
        start_at_once(work, active)
        paused = enrolled(work, eva, "Jonas", "frisklivssentralen", "frisklivs")
        start_at_once(work, paused)
        pause(work, actor_of(person_named(work, "Jonas"), paused.organisation), paused)
        for hour, (enrolment, therapist) in enumerate(((waiting, "Maren"), (active, "Sara"), (paused, "Jonas"))):
            book(
                work,
                enrolment.id,
                person_named(work, therapist).id,
                "phone",
                work.now + timedelta(days=40, hours=hour),
                30,
            )
        numbers = {"waiting": waiting.id, "active": active.id, "paused": paused.id}
    live.settle()
    return numbers


def say_she_is_dead(therapist: Somebody, enrolment_id: int) -> None:
    therapist.go(f"/pasient/{enrolment_id}/avslutt")
    therapist.page.locator("input[name=way][value=no_more_contact]").check(force=True)
    choose(therapist.page, "stop", "died")
    therapist.press("Se over")
    therapist.sees("Stanses straks: alt vi sender om dette forløpet, også det som ligger klart til å gå.")
    therapist.press("Stans all kontakt")
    therapist.live.settle()


def planned(live: Live, numbers: dict[str, int]) -> int:
    rows = everything(live, *numbers.values())
    states: list[str] = [row["state"] for row in (*rows["agenda_item"], *rows["appointment"])]
    return states.count("planned") + states.count("booked")


def test_what_we_send_stops_at_once_and_what_reaches_us_does_not(
    served: Live, look_on: Callable[..., Somebody]
) -> None:
    numbers = under_way_everywhere(served)
    before, sent = everything(served, *numbers.values()), sent_to(served, "Eva")
    assert planned(served, numbers) > 6
    jonas, sara = look_on("Jonas Lie", "helseid", scripts=False), look_on("Sara Holm", "helseid")
    eva = look_on("Eva Strand", "idporten")

    # Said by one, from a pause: all three stop in the same moment, and days later nothing has been sent.
    jonas.sign_in()
    say_she_is_dead(jonas, numbers["paused"])
    jonas.sees("Død")
    assert planned(served, numbers) == 0
    served.move(days=3)
    assert sent_to(served, "Eva") == sent

    # It was somebody else. She signs in and writes, and it reaches the one who treats her.
    eva.sign_in()
    eva.go(f"/meldinger/{numbers['active']}")
    eva.sees("Det du skriver, når fram og blir lest.")
    eva.page.locator("[name=body]").fill("Jeg fikk beskjed om at timen er borte. Jeg lever.")
    eva.press(re.compile("Send melding"))
    expect(eva.page.get_by_text("Du får svar senest")).to_have_count(0)
    sara.sign_in()
    sara.go("/arbeidsliste")
    sara.press("Eva Strand")
    sara.sees("Jeg fikk beskjed om at timen er borte. Jeg lever.")
    sara.sees("Det skal ikke være mer kontakt, så du kan ikke skrive her.")
    expect(sara.page.locator("form[action$='/melding']")).to_have_count(0)

    # Whoever said it takes it back, and everything stands as it did, everywhere.
    jonas.sign_in()
    jonas.go(f"/pasient/{numbers['paused']}/avsluttet")
    jonas.press("Angre")
    is_told(jonas.page, "Avslutningen er angret.")
    again = everything(served, *numbers.values())
    for kind in ("enrolment", "appointment", "entry"):
        assert [worked_out(row) for row in again[kind]] == [worked_out(row) for row in before[kind]], kind
    assert [item["due_at"] for item in again["agenda_item"]] == [item["due_at"] for item in before["agenda_item"]]
    assert planned(served, numbers) > 6
    sara.go(f"/pasient/{numbers['active']}")
    expect(sara.page.locator("form[action$='/melding']")).to_have_count(1)

    # And when it is true, it lasts.
    say_she_is_dead(sara, numbers["active"])
    sent = sent_to(served, "Eva")
    served.move(days=200)
    assert sent_to(served, "Eva") == sent
    assert planned(served, numbers) == 0
