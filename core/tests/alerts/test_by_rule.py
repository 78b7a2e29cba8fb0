"""Alerts about answers, by rule: the answer before, what was not answered, opt-outs, pauses, ends, imports, and the owner."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from varde.alerts.errors import NeverOptedOut
from varde.alerts.models import AlertOptOut, RaisedAlert
from varde.alerts.optouts import opt_out
from varde.alerts.rules import BEFORE, FELL, check_alert, facts_since
from varde.alerts.service import alerts_of, open_alert
from varde.alerts.values import Alert
from varde.assessments.service import open_sheet, submit
from varde.caseload.listed import caseload_of
from varde.caseload.models import CaseloadRow
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import take_over
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.rules.language import Rule, all_of, is_true, when
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

INSTRUMENTS = all_samples().all(Instrument)
CHECK_IN = INSTRUMENTS["week-log"]
TITLE = Text("Krysset", "Kryssa", "Crossed")


@dataclass
class Clinic:
    house: House
    therapist: Person
    patient: Person

    @property
    def sara(self) -> Actor:
        return self.house.actor(self.therapist, ("therapist", self.house.clinic))

    def begin(self, programme: str, track: str | None = None) -> int:
        return self.house.enrolled(self.patient, self.therapist, programme, track)

    def answer(self, enrolment_id: int, occasion: str, instrument: str, **answers: object) -> None:
        """Hand it in, when its window is open."""
        with self.house.work() as work:
            item = work.session.scalars(
                select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == occasion)
            ).one()
            if item.opens_at > work.now:
                self.house.clock.set(item.opens_at)
        with self.house.work() as work:
            who = self.house.actor(self.patient)
            submit(work, who, open_sheet(work, who, item.id, write=True), instrument, answers)

    def keys(self, enrolment_id: int) -> list[str]:
        with self.house.work() as work:
            rows = work.session.scalars(
                select(RaisedAlert).where(RaisedAlert.enrolment_id == enrolment_id).order_by(RaisedAlert.id)
            )
            return [row.alert.split(".")[1] for row in rows]

    def browser(self) -> FlaskClient:
        return self.house.browser(self.therapist, staff=True)


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
    return Clinic(house, therapist, house.person("Tor", "Vik"))


def mild(**more: object) -> dict[str, object]:
    return {f"q{number}": 1 for number in range(1, 10)} | {"q9": 0} | more


# --- the answer before


def test_not_done_twice_and_motivation_that_falls(clinic: Clinic) -> None:
    tor = clinic.begin("village")
    clinic.answer(tor, "week-1", "week-log", walked=0, wish=8)
    assert clinic.keys(tor) == []
    clinic.answer(tor, "week-2", "week-log", walked=0, wish=6)
    assert clinic.keys(tor) == ["not-done"]
    clinic.answer(tor, "week-3", "week-log", walked=2, wish=3)
    assert clinic.keys(tor) == ["not-done", "wish"]
    clinic.answer(tor, "week-4", "week-log", walked=0, wish=3)
    assert clinic.keys(tor) == ["not-done", "wish"]
    clinic.answer(tor, "week-5", "week-log", walked=1, wish=2)
    assert clinic.keys(tor) == ["not-done", "wish", "wish"]
    page = clinic.browser().get(f"/pasient/{tor}/varsler").get_data(as_text=True)
    assert "Nei, ikke denne uken" in page
    assert "ned siden forrige svar" in page


def test_the_answer_before_is_fetched_only_when_it_decides(clinic: Clinic) -> None:
    tor = clinic.begin("ridge", "north")
    clinic.answer(tor, "start", "phq-9", **mild())
    fetched = []
    for week, level in (("week-1", 1), ("week-2", 3)):
        with clinic.house.counted() as statements:
            clinic.answer(tor, week, "phq-9", **{f"q{n}": level for n in range(1, 9)}, q9=0)
        fetched.append(sum("ORDER BY response.submitted_at DESC" in one for one in statements))
    assert fetched == [0, 1]


def test_the_highest_range_is_told_when_it_is_reached(clinic: Clinic) -> None:
    tor = clinic.begin("ridge", "north")
    high, low = ({f"q{number}": level for number in range(1, 9)} | {"q9": 0} for level in (3, 1))
    for occasion, answers in (("start", high), ("week-1", high), ("week-2", low), ("week-3", high)):
        clinic.answer(tor, occasion, "phq-9", **answers)
    assert [key for key in clinic.keys(tor) if key == "phq9-severe"] == ["phq9-severe"] * 2


answers = st.fixed_dictionaries({}, optional={"walked": st.integers(0, 2), "wish": st.integers(0, 10)})


@given(answers, answers)
def test_what_the_response_before_says(before: dict[str, int], now: dict[str, int]) -> None:
    facts = facts_since(CHECK_IN, now, None, (before, None))
    for key in ("walked", "wish"):
        assert facts.get(BEFORE + key) == before.get(key)
        both = key in before and key in now
        assert facts.get(FELL + key) == (before[key] - now[key] if both else None)
    assert facts_since(CHECK_IN, now, None, None) == {}


@pytest.mark.parametrize(
    ("instrument", "rule", "crisis", "fault"),
    [
        ("phq-9", is_true("unanswered:q1"), False, "not declared"),
        ("phq-9", is_true("unanswered:q9"), False, ""),
        ("phq-9", is_true("flag:item9_answered"), False, ""),
        ("week-log", when("before:walked", "==", 3), False, "can never be 3"),
        ("week-log", when("fell:wish", ">=", 11), False, "can never be 11"),
        ("week-log", when("before:walked", "==", True), False, "is a number"),
        ("week-log", is_true("new_band"), False, "not declared"),
        ("", all_of(when("days_inactive", ">=", 14), when("missed_appointments", ">=", 2)), False, ""),
        ("", when("answer:q9", ">=", 2), False, "not declared"),
        ("", when("days_inactive", ">=", 14), True, "only an answer or a measurement can call for the crisis text"),
    ],
)
def test_a_rule_is_checked_before_anybody_is_watched(instrument: str, rule: Rule, crisis: bool, fault: str) -> None:
    faults = check_alert(Alert("x.y", TITLE, rule, "amber", instrument, crisis=crisis), all_samples())
    assert (fault in " ".join(faults)) if fault else faults == []


# --- what is not answered


def test_an_unanswered_item_9_is_a_question_not_a_silence(clinic: Clinic) -> None:
    tor = clinic.begin("ridge", "north")
    answers = mild()
    del answers["q9"]
    clinic.answer(tor, "start", "phq-9", **answers)
    assert clinic.keys(tor) == ["phq9-thoughts-unknown"]
    page = clinic.browser().get(f"/pasient/{tor}/varsler").get_data(as_text=True)
    assert "Ikke svart" in page
    assert "Ring 113 eller 116 117." not in clinic.house.browser(clinic.patient).get("/min-sti").get_data(as_text=True)


# --- opt-outs


def worse(clinic: Clinic) -> int:
    """Somebody whose GAD-7 is reliably worse, and who is told of with one open alert."""
    tor = clinic.begin("ridge", "north")
    for occasion, level in (("start", 0), ("week-1", 1)):
        clinic.answer(tor, occasion, "gad-7", **{f"q{number}": level for number in range(1, 8)})
    assert clinic.keys(tor) == ["gad7-worse"]
    return tor


def test_opting_out_of_a_kind_and_in_again(clinic: Clinic) -> None:
    tor = worse(clinic)
    browser, page = clinic.browser(), f"/pasient/{tor}/varsler"
    csrf = {"csrf_token": token(browser)}
    with clinic.house.work() as work:
        (row,) = work.session.scalars(select(RaisedAlert))
    refused = browser.post(f"{page}/{row.id}/ikke", data=csrf | {"reason": "for kort"})
    assert refused.status_code == 422
    assert "minst ti tegn" in refused.get_data(as_text=True)
    assert "for kort" in refused.get_data(as_text=True)
    why = {"reason": "Svinger mye, følges i ukentlige samtaler."}
    assert browser.post(f"{page}/{row.id}/ikke", data=csrf | why).status_code == 303
    clinic.answer(tor, "week-2", "gad-7", **{f"q{number}": 2 for number in range(1, 8)})
    assert clinic.keys(tor) == ["gad7-worse"]
    browser = clinic.browser()
    csrf = {"csrf_token": token(browser)}
    shown = browser.get(page).get_data(as_text=True)
    assert why["reason"] in shown
    assert "Ikke varsle om dette" not in shown
    with clinic.house.work() as work:
        (out,) = work.session.scalars(select(AlertOptOut))
        assert why["reason"].encode() not in out.reason_sealed
    assert browser.post(f"{page}/igjen/{out.id}", data=csrf).status_code == 303
    clinic.answer(tor, "week-3", "gad-7", **{f"q{number}": 2 for number in range(1, 8)})
    assert clinic.keys(tor) == ["gad7-worse", "gad7-worse"]
    assert "Varslet igjen fra" in clinic.browser().get(page).get_data(as_text=True)


def test_opting_out_of_a_silence(clinic: Clinic) -> None:
    tor = clinic.begin("lake")
    with clinic.house.work() as work:
        opt_out(
            work, clinic.sara, work.session.get_one(Enrolment, tor), "lake.no-answer", "På reise, vi har avtalt det."
        )
    for _ in range(40):
        clinic.house.clock.move(days=1)
        tick(clinic.house.platform)
    assert clinic.keys(tor) == ["inactive"]


def test_nobody_opts_out_of_danger_to_life(clinic: Clinic) -> None:
    tor = clinic.begin("ridge", "north")
    clinic.answer(tor, "start", "phq-9", **mild(q9=2))
    browser = clinic.browser()
    with clinic.house.work() as work:
        (row,) = work.session.scalars(select(RaisedAlert))
        with pytest.raises(NeverOptedOut):
            opt_out(work, clinic.sara, work.session.get_one(Enrolment, tor), row.alert, "Vi snakkes daglig om det.")
    data = {"csrf_token": token(browser), "reason": "Vi snakkes daglig om det."}
    refused = browser.post(f"/pasient/{tor}/varsler/{row.id}/ikke", data=data)
    assert refused.status_code == 409
    assert "fare for liv og kan ikke slås av" in refused.get_data(as_text=True)
    assert "Ikke varsle om dette" not in browser.get(f"/pasient/{tor}/varsler").get_data(as_text=True)


# --- ended and imported


def test_a_follow_up_after_completion_is_still_listened_to(clinic: Clinic) -> None:
    tor = clinic.begin("ridge", "north")
    with clinic.house.work() as work:
        end(work, clinic.therapist.id, work.session.get_one(Enrolment, tor), "completed")
    with clinic.house.work() as work:
        assert work.session.get(CaseloadRow, tor) is None
    clinic.answer(tor, "6m", "phq-9", **mild(q9=3))
    assert clinic.keys(tor) == ["phq9-thoughts"]
    with clinic.house.work() as work:
        (listed,) = caseload_of(work, clinic.sara).rows
        assert (listed.rank, listed.state, listed.inactive_at) == (1, "completed", None)
    browser = clinic.browser()
    with clinic.house.work() as work:
        (row,) = work.session.scalars(select(RaisedAlert))
    done = {"csrf_token": token(browser), "action": "close", "note": "Ringte Tor, han er hos legen nå."}
    assert browser.post(f"/pasient/{tor}/varsler/{row.id}", data=done).status_code == 303
    with clinic.house.work() as work:
        assert caseload_of(work, clinic.sara).everybody == 0


def test_ended_with_an_open_alert_stays_on_the_list_until_it_is_closed(clinic: Clinic) -> None:
    tor = clinic.begin("ridge", "north")
    clinic.answer(tor, "start", "phq-9", **mild(q9=2))
    with clinic.house.work() as work:
        end(work, clinic.therapist.id, work.session.get_one(Enrolment, tor), "withdrawn")
    with clinic.house.work() as work:
        (listed,) = caseload_of(work, clinic.sara).rows
        assert (listed.rank, listed.state) == (1, "discontinued")


@pytest.mark.parametrize(
    ("change", "raised"),
    [
        ({"state": "discontinued", "end_reason": "other"}, True),
        ({"state": "completed", "end_reason": "completed"}, True),
        ({"imported": True}, False),
    ],
)
def test_the_imported_raise_nothing_and_those_who_have_ended_do(
    clinic: Clinic, change: dict[str, object], raised: bool
) -> None:
    tor = clinic.begin("ridge", "north")
    with clinic.house.work() as work:
        who = clinic.house.actor(clinic.patient)
        item = work.session.scalars(
            select(AgendaItem.id).where(AgendaItem.enrolment_id == tor, AgendaItem.key == "start")
        ).one()
        sheet = open_sheet(work, who, item, write=True)
        submit(work, who, sheet, "gad-7", {f"q{number}": 1 for number in range(1, 8)})
        enrolment = work.session.get_one(Enrolment, tor)
        if "state" in change:
            enrolment.ended_at = work.now
        for name, value in change.items():
            setattr(enrolment, name, value)
        submit(work, who, sheet, "phq-9", mild(q9=3))
    assert bool(clinic.keys(tor)) is raised


# --- the owner, the page and the history


def test_whose_it_is_follows_the_patient(clinic: Clinic) -> None:
    house, tor = clinic.house, clinic.begin("ridge", "north")
    clinic.answer(tor, "start", "phq-9", **mild(q9=2))
    per = house.person("Per", "Dale", ("therapist", house.clinic))
    with house.work() as work:
        (view,) = alerts_of(work, tor)
        assert view.owner == "Sara Holm"
        open_alert(work, clinic.sara, view.row)
    with house.work() as work:
        actor = house.actor(per, ("therapist", house.clinic))
        take_over(work, actor, work.session.get_one(Enrolment, tor), "Sara er syk i dag.")
    with house.work() as work:
        (view,) = alerts_of(work, tor)
        assert view.owner == "Per Dale"


def test_a_colleague_sees_who_was_not_looked_at_in_time(clinic: Clinic) -> None:
    house, tor = clinic.house, clinic.begin("ridge", "north")
    colleague = house.person("Per", "Dale", ("therapist", house.clinic))
    stranger = house.person("Ola", "Ås", ("therapist", house.elsewhere))
    clinic.answer(tor, "start", "phq-9", **mild(q9=2))
    assert "Tor Vik" not in house.browser(colleague, staff=True).get("/arbeidsliste").get_data(as_text=True)
    house.clock.move(hours=9)
    tick(house.platform)
    per, ola = (house.browser(person, staff=True) for person in (colleague, stranger))
    page = per.get("/arbeidsliste").get_data(as_text=True)
    assert "Tor Vik" in page
    assert "Ingen åpnet i tide." in page
    assert f'href="/pasient/{tor}/varsler"' not in page
    assert per.get(f"/pasient/{tor}").status_code == 403  # offered to take over
    assert "Tor Vik" not in ola.get("/arbeidsliste").get_data(as_text=True)


def test_the_page_costs_the_same_for_one_alert_and_for_many(clinic: Clinic) -> None:
    tor, counts = worse(clinic), []
    for week in range(2, 9):
        browser = clinic.browser()
        with clinic.house.counted() as statements:
            page = browser.get(f"/pasient/{tor}/varsler").get_data(as_text=True)
        counts.append(len(statements))
        clinic.answer(tor, f"week-{week}", "gad-7", **{f"q{number}": 2 for number in range(1, 8)})
    browser = clinic.browser()
    assert page.count("Skåren er tydelig høyere enn ved start") >= 6
    assert len(set(counts)) == 1, counts
    with clinic.house.counted() as statements:
        browser.get("/arbeidsliste")
    assert len(statements) <= 10


def test_who_was_told_stands_in_the_history_and_nothing_there_changes(clinic: Clinic) -> None:
    house, tor = clinic.house, clinic.begin("ridge", "north")
    clinic.answer(tor, "start", "phq-9", **mild(q9=2))
    house.platform.drain()
    with house.work() as work:
        (view,) = alerts_of(work, tor)
        assert [(event.kind, by) for event, by, _ in view.history] == [("raised", None), ("notified", "Sara Holm")]
        assert view.because == {"answer:q9": 2}
    with pytest.raises(DatabaseError, match="never edited"), house.work() as work:
        work.session.execute(text("UPDATE alert_event SET kind = 'closed'"))


def test_a_later_better_answer_does_not_hide_an_open_alert(clinic: Clinic) -> None:
    tor = worse(clinic)
    clinic.answer(tor, "week-2", "gad-7", **{f"q{number}": 0 for number in range(1, 8)})
    with clinic.house.work() as work:
        assert caseload_of(work, clinic.sara).rows[0].deterioration_since is not None
