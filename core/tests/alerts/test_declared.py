"""What is declared and what is not: danger that somebody is told of, and alerts whose declaration is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select, update

from varde.alerts.models import AlertOptOut, RaisedAlert
from varde.alerts.rules import check_safety, raised_by
from varde.alerts.service import alerts_of, open_alerts
from varde.alerts.values import Alert
from varde.assessments.facts import ANSWER
from varde.assessments.service import open_sheet, submit
from varde.caseload.models import CaseloadRow
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.instruments.values import Instrument, Item
from varde.kernel.assembly import taken
from varde.kernel.errors import StartRefused
from varde.parts import build_catalogue
from varde.plugin import Part, hookimpl
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sample_plugins, sqlite_url, token

CATALOGUE = all_samples()
INSTRUMENTS = CATALOGUE.all(Instrument)
ALERTS = tuple(CATALOGUE.all(Alert).values())
ASKED = [
    pytest.param(programme, INSTRUMENTS[key], item, id=f"{programme.key} {key} {item.key}")
    for programme in CATALOGUE.all(Programme).values()
    for key in dict.fromkeys(one for occasion in programme.occasions for one in occasion.every_instrument)
    for item in INSTRUMENTS[key].safety_items
]


# --- somebody is told


@pytest.mark.parametrize(("programme", "instrument", "item"), ASKED)
def test_the_heaviest_answer_to_a_question_about_safety_is_told(
    programme: Programme, instrument: Instrument, item: Item
) -> None:
    mine = [one for one in ALERTS if one.instrument == instrument.key and one.programme in ("", programme.key)]
    found = raised_by(mine, {ANSWER + item.key: item.high})
    assert any(alert.crisis for alert in found)
    assert raised_by(mine, {ANSWER + item.key: item.low}) == []


def test_a_question_about_safety_that_nobody_is_told_of_is_a_fault() -> None:
    ridge = CATALOGUE.one(Programme, "ridge")
    assert check_safety(ridge, INSTRUMENTS, ALERTS) == []
    without = [one for one in ALERTS if one.instrument != "neq"]
    assert check_safety(ridge, INSTRUMENTS, without) == [
        "ridge: neq asks about safety in o15, so an alert that shows the crisis text must have a rule about answer:o15"
    ]
    silence = [one for one in ALERTS if one.key != "ridge.neq-thoughts"]
    assert len(check_safety(ridge, INSTRUMENTS, silence)) == 1, "that it is unanswered tells of no answer"
    elsewhere = Alert(
        "x.neq",
        ALERTS[0].title,
        next(one.rule for one in ALERTS if one.key == "ridge.neq-thoughts"),
        "red",
        "neq",
        "lake",
        crisis=True,
    )
    assert len(check_safety(ridge, INSTRUMENTS, [*without, elsewhere])) == 1
    assert check_safety(CATALOGUE.one(Programme, "lake"), INSTRUMENTS, ()) == []


def test_such_a_programme_does_not_start() -> None:
    found = sample_plugins()
    load, distribution, version = found["ridge"]
    plugin, careless = load(), ModuleType("careless")
    vars(careless).update(vars(plugin))

    @hookimpl
    def varde_part() -> Part:
        part: Part = plugin.varde_part()
        alerts = [one for one in taken(part, "declares", []) if isinstance(one, Alert)]
        left_out = [one for one in alerts if one.instrument == "madrs-s" and one.crisis]
        return replace(part, declares=tuple(one for one in taken(part, "declares", []) if one not in left_out))

    careless.varde_part = varde_part  # type: ignore[attr-defined]
    with pytest.raises(StartRefused) as refused:
        build_catalogue({**found, "ridge": (lambda: careless, distribution, version)})
    assert refused.value.faults == (
        "ridge, programme ridge: madrs-s asks about safety in q9, so an alert that shows the crisis text must have a rule "
        "about answer:q9",
    )


# --- through the service


def answer(house: House, enrolment_id: int, person: Person, occasion: str, instrument: str, **answers: object) -> None:
    with house.work() as work:
        item = work.session.scalars(
            select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == occasion)
        ).one()
        if item.opens_at > work.now:
            house.clock.set(item.opens_at)
    with house.work() as work:
        who = house.actor(person)
        submit(work, who, open_sheet(work, who, item.id, write=True), instrument, answers)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.mark.parametrize(
    ("given", "alert"),
    [({"o15": 1, "i15": 4, "t15": 1}, "neq-thoughts"), ({"o15": 0}, None), ({"o1": 1}, "neq-thoughts-unknown")],
)
def test_not_wanting_to_live_is_told(house: House, given: dict[str, object], alert: str | None) -> None:
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic))
    patient = house.person("Tor", "Vik")
    tor = house.enrolled(patient, therapist, "ridge", "north")
    answer(house, tor, patient, "end", "neq", **given)
    with house.work() as work:
        views = alerts_of(work, tor)
    assert [view.row.alert for view in views] == ([f"ridge.{alert}"] if alert else [])
    assert [(view.row.severity, view.row.crisis) for view in views] == (
        [("amber", alert == "neq-thoughts")] if alert else []
    )


def test_audit_is_asked_of_whoever_has_not_said_her_sex(house: House) -> None:
    therapist, patient = house.person("Sara", "Holm", ("therapist", house.clinic)), house.person("Tor", "Vik")
    tor = house.enrolled(patient, therapist, "ridge", "north")
    answer(house, tor, patient, "start", "audit-c", q1=2, q2=2, q3=0)
    with house.work() as work:
        item = work.session.scalars(
            select(AgendaItem.id).where(AgendaItem.enrolment_id == tor, AgendaItem.key == "start")
        ).one()
        assert "audit" in open_sheet(work, house.actor(patient), item).unanswered


# --- declared no more


def test_an_alert_whose_declaration_is_gone_stands_until_it_is_closed(house: House) -> None:
    therapist, patient = house.person("Sara", "Holm", ("therapist", house.clinic)), house.person("Tor", "Vik")
    tor = house.enrolled(patient, therapist, "ridge", "north")
    answer(house, tor, patient, "start", "phq-9", **{f"q{number}": 3 for number in range(1, 10)})
    with house.work() as work:
        work.session.execute(update(RaisedAlert).values(alert="old.thoughts").where(RaisedAlert.severity == "red"))
        sealed = work.vault.seal("alert_opt_out.reason", "Var ikke til hjelp den gangen.")
        work.add(AlertOptOut(enrolment_id=tor, alert="old.worse", since=work.now, by_id=None, reason_sealed=sealed))
    with house.work() as work:
        ((row, bare), *_) = open_alerts(work, tor)
        assert (bare.key, bare.severity, bare.crisis, bare.title.nn) == ("old.thoughts", "red", True, "old.thoughts")
        assert alerts_of(work, tor)[0].declared == bare
    browser = house.browser(therapist, staff=True)
    assert "old.thoughts" in browser.get("/arbeidsliste").get_data(as_text=True)
    address = f"/pasient/{tor}/varsler"
    page = browser.get(address).get_data(as_text=True)
    assert "old.thoughts" in page
    assert "old.worse" in page
    assert f"{address}/{row.id}/ikke" not in page
    with house.work() as work:
        end(work, therapist.id, work.session.get_one(Enrolment, tor), "withdrawn")
    with house.work() as work:
        listed = work.session.get(CaseloadRow, tor)
        assert listed is not None
        assert listed.rank == 1
    done = {"csrf_token": token(browser), "action": "close", "note": "Ringte Tor, han er hos legen nå."}
    assert browser.post(f"{address}/{row.id}", data=done).status_code == 303


def test_an_undeclared_kind_that_carries_no_crisis_cannot_be_opted_out_of(house: House) -> None:
    therapist, patient = house.person("Sara", "Holm", ("therapist", house.clinic)), house.person("Tor", "Vik")
    tor = house.enrolled(patient, therapist)
    with house.work() as work:
        work.add(
            RaisedAlert(
                person_id=patient.id,
                organisation_id=house.clinic.id,
                enrolment_id=tor,
                alert="old.silence",
                cause="inactive:1",
                severity="amber",
                state="raised",
                raised_at=work.now,
                open_by=work.now,
            )
        )
    browser = house.browser(therapist, staff=True)
    page = browser.get(f"/pasient/{tor}/varsler").get_data(as_text=True)
    assert "old.silence" in page
    assert "Ikke varsle om dette" not in page
