"""A heavy answer in a form that is begun and not handed in: told at once when a button was pressed, otherwise in an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import alerts_of
from varde.assessments.service import open_sheet, save_draft, submit
from varde.caseload.listed import caseload_of
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

BEGUN = "Svaret sto i et skjema som var begynt, men ikke levert da varselet kom."


@dataclass
class Begun:
    house: House
    therapist: Person
    patient: Person
    enrolment_id: int

    def item(self) -> int:
        with self.house.work() as work:
            return work.session.scalars(
                select(AgendaItem.id).where(AgendaItem.enrolment_id == self.enrolment_id, AgendaItem.key == "start")
            ).one()

    def draft(self, *, pressed: bool = False, instrument: str = "phq-9", **answers: object) -> None:
        item = self.item()
        with self.house.work() as work:
            who = self.house.actor(self.patient)
            save_draft(work, who, open_sheet(work, who, item, write=True), instrument, answers, "nb", pressed=pressed)

    def hand_in(self, **answers: object) -> None:
        item = self.item()
        with self.house.work() as work:
            who = self.house.actor(self.patient)
            submit(work, who, open_sheet(work, who, item, write=True), "phq-9", answers)

    def wait(self, **time: float) -> None:
        self.house.clock.move(**time)
        while tick(self.house.platform):
            pass

    def raised(self) -> list[str]:
        with self.house.work() as work:
            rows = work.session.scalars(select(RaisedAlert).order_by(RaisedAlert.id)).all()
            assert {row.cause for row in rows} <= {f"response:{row.response_id}" for row in rows}
            return [row.alert.split(".")[1] for row in rows]

    def looks(self) -> list[AgendaItem]:
        with self.house.work() as work:
            return list(work.session.scalars(select(AgendaItem).where(AgendaItem.kind == "draft-alert")))


@pytest.fixture
def begun(tmp_path: Path) -> Begun:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
    patient = house.person("Tor", "Vik")
    return Begun(house, therapist, patient, house.enrolled(patient, therapist, "ridge", "north"))


def test_lever_with_a_gap_tells_at_once_and_the_hand_in_does_not_tell_again(begun: Begun) -> None:
    browser = begun.house.browser(begun.patient)
    answers = {f"q{number}": "1" for number in range(1, 9)} | {"q9": "3"}
    del answers["q4"]
    form = {"csrf_token": token(browser), "instrument": "phq-9", **answers}
    pressed = browser.post(f"/skjema/{begun.item()}", data=form)
    assert "mangler=1" in pressed.location
    assert begun.raised() == ["phq9-thoughts"]
    assert begun.looks() == []
    with begun.house.work() as work:
        sara = begun.house.actor(begun.therapist, ("therapist", begun.house.clinic))
        assert [row.rank for row in caseload_of(work, sara).rows] == [1]
        (view,) = alerts_of(work, begun.enrolment_id)
        assert view.because == {"answer:q9": 3, "draft": True}
    page = begun.house.browser(begun.therapist, staff=True).get(f"/pasient/{begun.enrolment_id}/varsler")
    assert BEGUN in page.get_data(as_text=True)
    assert browser.post(f"/skjema/{begun.item()}", data=form | {"anyway": "1"}).status_code == 303
    assert begun.raised() == ["phq9-thoughts"]


def test_saved_by_itself_it_is_told_after_an_hour_once(begun: Begun) -> None:
    begun.draft(q9=2)
    begun.wait(minutes=20)
    begun.draft(q9=2, q1=1)
    (look,) = begun.looks()
    assert (look.state, look.act_at) == ("planned", begun.house.platform.clock.now() + timedelta(minutes=40))
    begun.wait(minutes=39)
    assert begun.raised() == []
    begun.wait(minutes=2)
    assert begun.raised() == ["phq9-thoughts"]
    begun.draft(q9=2, q1=1, q2=1)
    begun.wait(hours=2)
    assert begun.raised() == ["phq9-thoughts"]
    begun.hand_in(q9=2, q1=1, q2=1)
    assert begun.raised() == ["phq9-thoughts"]


def test_corrected_before_the_hour_nothing_is_told_and_taken_up_again_it_is(begun: Begun) -> None:
    begun.draft(q9=3)
    begun.draft(q9=0)
    begun.wait(hours=2)
    assert begun.raised() == []
    begun.draft(q9=3)
    begun.wait(hours=2)
    assert begun.raised() == ["phq9-thoughts"]


def test_handed_in_before_the_hour_it_is_told_once_as_handed_in(begun: Begun) -> None:
    begun.draft(q9=1)
    begun.hand_in(q9=1, **{f"q{number}": 0 for number in range(1, 9)})
    begun.wait(hours=2)
    assert begun.raised() == ["phq9-thoughts-some"]
    page = begun.house.browser(begun.therapist, staff=True).get(f"/pasient/{begun.enrolment_id}/varsler")
    assert BEGUN not in page.get_data(as_text=True)


def test_a_graver_answer_is_told_as_well(begun: Begun) -> None:
    begun.draft(pressed=True, q9=1)
    assert begun.raised() == ["phq9-thoughts-some"]
    begun.hand_in(q9=3)
    assert begun.raised() == ["phq9-thoughts-some", "phq9-thoughts"]


def test_what_is_left_out_of_a_draft_is_no_silence_and_nothing_else_is_judged(begun: Begun) -> None:
    """Only the crisis alerts look at a draft: the item may still be answered, and there is no score yet."""
    heavy: dict[str, Any] = {f"q{number}": 3 for number in range(1, 9)}
    begun.draft(pressed=True, **heavy)
    begun.draft(pressed=True, instrument="madrs-s", q9=1)
    begun.wait(hours=2)
    assert begun.raised() == []


@pytest.mark.parametrize("ended", [False, True])
def test_neither_pause_nor_exit_stops_it(begun: Begun, ended: bool) -> None:
    begun.draft(q9=3)
    with begun.house.work() as work:
        enrolment = work.session.get_one(Enrolment, begun.enrolment_id)
        if ended:
            end(work, begun.therapist.id, enrolment, "withdrawn")
        else:
            pause(work, begun.house.actor(begun.therapist, ("therapist", begun.house.clinic)), enrolment)
    begun.wait(hours=2)
    assert begun.raised() == ["phq9-thoughts"]
    with begun.house.work() as work:
        sara = begun.house.actor(begun.therapist, ("therapist", begun.house.clinic))
        assert [row.rank for row in caseload_of(work, sara).rows] == [1]


def test_the_next_page_of_a_long_form_tells(begun: Begun) -> None:
    """NEQ asks on a page of its own; who leaves after it has still answered."""
    with begun.house.work() as work:
        item = work.session.scalars(
            select(AgendaItem).where(AgendaItem.enrolment_id == begun.enrolment_id, AgendaItem.key == "end")
        ).one()
    begun.house.clock.set(item.due_at)
    browser = begun.house.browser(begun.patient)
    for number in (1, 2, 3):
        form = {"csrf_token": token(browser), "instrument": "neq", "o15": "1", "go": "next"}
        browser.post(f"/skjema/{item.id}?instrument=neq&side={number}", data=form)
    assert begun.raised() == ["neq-thoughts"]
