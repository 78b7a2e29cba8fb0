"""An alert's life: raised with the answer, shown to the patient, opened, escalated, closed; and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.alerts.errors import NoCrisisText
from varde.alerts.models import RaisedAlert
from varde.alerts.service import alerts_of, close_alert, raise_alert
from varde.alerts.values import Alert
from varde.assessments.models import Response
from varde.assessments.service import open_sheet, submit
from varde.caseload.listed import caseload_of
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, start
from varde.identity.models import Organisation, Person
from varde.notifications.models import Delivery
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

RISK, ON_TRACK = 1, 10
"""Ranks on the caseload."""


@dataclass
class Situation:
    house: House
    therapist: Person
    patient: Person
    enrolment_id: int

    def item(self, key: str = "start") -> int:
        with self.house.work() as work:
            return work.session.scalars(
                select(AgendaItem.id).where(AgendaItem.enrolment_id == self.enrolment_id, AgendaItem.key == key)
            ).one()

    def answer(self, q9: int, **more: int) -> None:
        with self.house.work() as work:
            sheet = open_sheet(work, self.house.actor(self.patient), self.item(), write=True)
            answers = {f"q{number}": 1 for number in range(1, 9)} | {"q9": q9} | more
            submit(work, self.house.actor(self.patient), sheet, "phq-9", answers)

    def alerts(self) -> list[RaisedAlert]:
        with self.house.work() as work:
            return [view.row for view in alerts_of(work, self.enrolment_id)]

    def reason(self) -> int:
        with self.house.work() as work:
            (row,) = caseload_of(
                work, self.house.actor(self.therapist, ("therapist", self.house.clinic)), search="Vik"
            ).rows
            return row.rank


@pytest.fixture
def situation(tmp_path: Path) -> Situation:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
    patient = house.person("Tor", "Vik")
    return Situation(house, therapist, patient, house.enrolled(patient, therapist, "ridge", "north"))


@pytest.mark.parametrize(("q9", "severity"), [(0, None), (1, "amber"), (2, "red"), (3, "red")])
def test_what_item_9_raises(situation: Situation, q9: int, severity: str | None) -> None:
    situation.answer(q9)
    assert [row.severity for row in situation.alerts()] == ([severity] if severity else [])
    assert situation.reason() == (RISK if severity else ON_TRACK), "also the lesser answer stands first"


def test_an_unfinished_form_still_raises(situation: Situation) -> None:
    with situation.house.work() as work:
        sheet = open_sheet(work, situation.house.actor(situation.patient), situation.item(), write=True)
        submit(work, situation.house.actor(situation.patient), sheet, "phq-9", {"q9": 3})
    (row,) = situation.alerts()
    assert row.severity == "red"


def test_alert_and_answer_stand_or_fall_together(situation: Situation) -> None:
    with pytest.raises(ZeroDivisionError), situation.house.work() as work:
        sheet = open_sheet(work, situation.house.actor(situation.patient), situation.item(), write=True)
        submit(work, situation.house.actor(situation.patient), sheet, "phq-9", {"q9": 3})
        raise ZeroDivisionError
    assert situation.alerts() == []
    with situation.house.work() as work:
        assert work.session.scalars(select(Response)).all() == []


TEXT, FOLDED, QUIET = "Ring 113 eller 116 117.", "stands folded", '<details class="help-now">'


def test_the_patient_is_told_where_to_turn_until_the_alert_is_closed(situation: Situation) -> None:
    situation.answer(2)
    house = situation.house
    browser, other_tab = house.browser(situation.patient), house.browser(situation.patient)
    for look in (browser, browser, other_tab):
        page = look.get("/min-sti").get_data(as_text=True)
        assert TEXT in page, "looking at it does not use it up"
        assert page.count("tel:116123") == 1
        assert QUIET not in page
    assert browser.get("/krise/lest").status_code == 405
    read = browser.post("/krise/lest", data={"csrf_token": token(browser), "next": "/innsyn"})
    assert (read.status_code, read.location) == (303, "/innsyn")
    for path in ("/min-sti", "/innsyn", f"/moduler/{situation.enrolment_id}"):
        page = browser.get(path).get_data(as_text=True)
        assert TEXT not in page
        assert FOLDED in page
        assert page.count("tel:116123") == 1
    with house.work() as work:
        row = work.session.get_one(RaisedAlert, situation.alerts()[0].id)
        close_alert(work, house.actor(situation.therapist, ("therapist", house.clinic)), row, "Snakket med Tor i dag.")
    page = browser.get("/min-sti").get_data(as_text=True)
    assert FOLDED not in page
    assert TEXT not in page
    assert QUIET in page


def test_a_new_danger_is_told_anew(situation: Situation) -> None:
    situation.answer(1)
    browser = situation.house.browser(situation.patient)
    browser.post("/krise/lest", data={"csrf_token": token(browser)})
    assert FOLDED in browser.get("/min-sti").get_data(as_text=True)
    with situation.house.work() as work:
        enrolment = work.session.get_one(Enrolment, situation.enrolment_id)
        alert = work.catalogue.all(Alert)["ridge.phq9-thoughts"]
        raise_alert(work, enrolment, alert, "test:1", {})
    page = browser.get("/min-sti").get_data(as_text=True)
    assert TEXT in page
    assert FOLDED not in page


@pytest.mark.parametrize("somewhere", ["//evil.test/", "https://evil.test/", "/\\evil.test", "javascript:alert(1)", ""])
def test_having_read_it_leads_nowhere_else(situation: Situation, somewhere: str) -> None:
    situation.answer(2)
    browser = situation.house.browser(situation.patient)
    answer = browser.post("/krise/lest", data={"csrf_token": token(browser), "next": somewhere})
    assert answer.location == "/min-sti"


def test_unopened_it_escalates_once_and_everybody_at_the_clinic_is_told(situation: Situation) -> None:
    house = situation.house
    colleague = house.person("Per", "Dale", ("therapist", house.clinic))
    situation.answer(3)
    house.clock.move(hours=9)
    tick(house.platform)
    house.clock.move(hours=9)
    tick(house.platform)
    house.platform.drain()
    (row,) = situation.alerts()
    assert row.state == "escalated"
    with house.work() as work:
        told = work.session.scalars(select(Delivery).where(Delivery.notice == "alert")).all()
    assert {delivery.person_id for delivery in told} == {situation.therapist.id, colleague.id}
    assert all("phq" not in delivery.text.lower() and "Eggen" not in delivery.text for delivery in told)


def test_a_pause_does_not_stop_the_escalation(situation: Situation) -> None:
    house = situation.house
    situation.answer(3)
    with house.work() as work:
        enrolment = house_enrolment(situation)
        pause(work, house.actor(situation.therapist, ("therapist", house.clinic)), work.session.merge(enrolment))
    house.clock.move(hours=9)
    tick(house.platform)
    (row,) = situation.alerts()
    assert row.state == "escalated"


def house_enrolment(situation: Situation) -> Enrolment:
    return situation.house.enrolment(situation.enrolment_id)


def test_taken_noted_and_closed_with_a_note(situation: Situation) -> None:
    situation.answer(2)
    (row,) = situation.alerts()
    browser = situation.house.browser(situation.therapist, staff=True)
    page = f"/pasient/{situation.enrolment_id}/varsler"
    csrf = token(browser)
    assert "Svarte at det er tungt." in browser.get(page).get_data(as_text=True)
    assert browser.post(f"{page}/{row.id}", data={"csrf_token": csrf, "action": "open"}).status_code == 303
    refused = browser.post(f"{page}/{row.id}", data={"csrf_token": csrf, "action": "close", "note": "ok"})
    assert refused.status_code == 422
    assert "minst ti tegn" in refused.get_data(as_text=True)
    done = {"csrf_token": csrf, "action": "close", "note": "Ringte Tor, avtalte time i morgen."}
    assert browser.post(f"{page}/{row.id}", data=done).status_code == 303
    assert browser.post(f"{page}/{row.id}", data=done).status_code == 409
    with situation.house.work() as work:
        (view,) = alerts_of(work, situation.enrolment_id)
    assert [event.kind for event, _, _ in view.history] == ["raised", "opened", "closed"]
    assert view.history[-1][1:] == ("Sara Holm", "Ringte Tor, avtalte time i morgen.")
    assert situation.reason() == ON_TRACK
    situation.house.clock.move(hours=9)
    tick(situation.house.platform)
    assert [row.state for row in situation.alerts()] == ["closed"]


def test_strangers_do_not_reach_it(situation: Situation) -> None:
    situation.answer(2)
    (row,) = situation.alerts()
    house = situation.house
    stranger = house.browser(house.person("Eva", "Moen", ("therapist", house.elsewhere)), staff=True)
    manager = house.browser(house.person("Nina", "Falk", ("manager", house.clinic)), staff=True)
    page = f"/pasient/{situation.enrolment_id}/varsler"
    assert stranger.get(page).status_code == 404
    assert manager.get(page).status_code == 403
    assert house.browser(situation.patient).get(page).status_code == 403
    closing = {"csrf_token": token(stranger), "action": "close", "note": "Dette skal ikke gå."}
    assert stranger.post(f"{page}/{row.id}", data=closing).status_code == 404


def test_a_programme_that_asks_about_safety_does_not_open_without_a_crisis_text(situation: Situation) -> None:
    house = situation.house
    with house.work() as work:
        for organisation in work.session.scalars(select(Organisation)):
            organisation.details = {}
    with pytest.raises(Exception, match="crisis text"):
        house.enrolled(house.person("Ny", "Pasient"), situation.therapist, "ridge", "north")
    assert house.enrolled(house.person("Annen", "Pasient"), situation.therapist, "lake")


def test_it_does_not_begin_either_when_the_text_is_gone(situation: Situation) -> None:
    house = situation.house
    enrolment_id = house.enrolled(house.person("Ny", "Pasient"), situation.therapist, "ridge", "south", started=False)
    with house.work() as work:
        for organisation in work.session.scalars(select(Organisation)):
            organisation.details = {}
    with pytest.raises(NoCrisisText), house.work() as work:
        enrolment = work.session.get(Enrolment, enrolment_id)
        assert enrolment is not None
        start(work, enrolment)
    assert house.enrolment(enrolment_id).state == "waiting"


HEAVY = "Du skal slippe å være alene med dette"


@pytest.mark.parametrize("page", ["/min-sti", "/innsyn", "/meldinger/{id}", "/moduler/{id}", "/hjelp"])
def test_whichever_page_comes_next_says_where_to_turn(situation: Situation, page: str) -> None:
    situation.answer(2)
    house = situation.house
    newer = house.referred(situation.patient, "village")
    browser = house.browser(situation.patient)
    first = browser.get(page.format(id=situation.enrolment_id))
    if page == "/hjelp":
        assert HEAVY not in first.get_data(as_text=True), "a public page is nobody's own"
        first = browser.get(f"/min-sti/{newer}")
    said = first.get_data(as_text=True)
    assert HEAVY in said
    assert "Ring 113 eller 116 117." in said, "the text of the organisation the alert is about"
    assert HEAVY in browser.get("/min-sti").get_data(as_text=True), "and so does the one after that"


def test_the_numbers_are_shown_where_the_text_is_gone(situation: Situation) -> None:
    situation.answer(2)
    house = situation.house
    with house.work() as work:
        for organisation in work.session.scalars(select(Organisation)):
            organisation.details = {}
    said = house.browser(situation.patient).get("/min-sti").get_data(as_text=True)
    assert HEAVY in said
    assert 'href="tel:116123"' in said


def test_the_history_cannot_be_changed_by_ending_the_enrolment(situation: Situation) -> None:
    situation.answer(2)
    with situation.house.work() as work:
        end(work, situation.therapist.id, work.session.merge(house_enrolment(situation)), "withdrawn")
    (row,) = situation.alerts()
    assert row.state == "raised"
    situation.house.clock.move(hours=9)
    tick(situation.house.platform)
    assert [row.state for row in situation.alerts()] == ["escalated"]
