"""An occasion's life beside the usual: ended by what changed around it, by a pause, by an upgrade."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.assessments.errors import AlreadyAnswered, CalledOff, NotAsked, WindowClosed
from varde.assessments.models import Response
from varde.assessments.planning import ask_now
from varde.caseload.models import CaseloadRow
from varde.enrolments.errors import WrongState
from varde.enrolments.exits import Leaving, end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.rules.language import when
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, token

from .conftest import Patient

GOOD = {"rain_now": 1, "rain_sev": 40}
GONE = "week-99"


def start_becomes(house: House, key: str = "lake", **more: object) -> None:
    """An upgrade: from now on the first occasion of a programme is like this."""
    programme = house.platform.catalogue.one(Programme, key)
    start = replace(programme.occasions[0], **more)  # type: ignore[arg-type]
    changed = replace(programme, occasions=(start, *programme.occasions[1:]))
    house.platform.catalogue = house.platform.catalogue.with_values(Programme, [changed])


def state_is(patient: Patient, occasion: str, **values: object) -> None:
    with patient.house.work() as work:
        item = work.session.get_one(AgendaItem, patient.item(occasion).id)
        for name, value in values.items():
            setattr(item, name, value)


def completed(work: Work, actor: Actor, enrolment: Enrolment) -> None:
    end(work, actor.person_id, enrolment, "completed")


def stored(patient: Patient) -> list[str]:
    with patient.house.work() as work:
        query = select(Response.instrument).where(Response.submitted_at.is_not(None))
        return list(work.session.scalars(query))


def walked(client: FlaskClient, address: str) -> list[str]:
    """Where the pages lead, until one is shown."""
    found: list[str] = []
    while len(found) < 5:
        answer = client.get(address)
        if answer.status_code == 200:
            return found
        address = answer.headers["Location"]
        found.append(address)
    pytest.fail(f"round and round: {found}")


# --- nothing is left to answer


@pytest.fixture
def young(enrol: Callable[..., Patient], house: House) -> Patient:
    """Asked about quality of life as long as she is under 18, which is two days more."""
    start_becomes(house, conditions=(("outlook", when("age", "<", 18)),))
    liv = enrol("Liv", "lake", birth_date=date(2008, 9, 23))
    assert liv.asked("start") == (("weather", "outlook"), ("weather", "outlook"))
    liv.submit("start", "weather", GOOD)
    assert liv.item("start").state == "planned"
    return liv


@pytest.mark.parametrize("page", ["", "/takk"])
def test_a_condition_that_ceased_ends_the_occasion_on_the_page(young: Patient, house: House, page: str) -> None:
    handed_in = house.clock.now()
    house.clock.move(days=3)
    address = f"/skjema/{young.item('start').id}"
    assert walked(house.browser(young.person), address + page)[-1:] in ([f"{address}/takk"], [])
    item = young.item("start")
    assert item.state == "done"
    assert item.done_at is not None
    assert abs(item.done_at - handed_in) < timedelta(minutes=1)


def test_a_condition_that_ceased_ends_it_by_the_clock(young: Patient, house: House) -> None:
    young.days(8)
    item = young.item("start")
    assert (item.state, item.act_at) == ("done", None)
    with house.work() as work:
        assert work.session.get_one(CaseloadRow, young.enrolment_id).overdue_since is None


def test_it_is_done_and_not_missed_though_the_clock_stood(young: Patient, house: House) -> None:
    house.clock.move(days=60)
    tick(house.platform)
    assert young.item("start").state == "done"


def test_an_upgrade_that_takes_out_the_last_instrument(kari: Patient, house: House) -> None:
    kari.submit("start", "weather", GOOD)
    start_becomes(house, instruments=("weather",))
    maren = person_of(house, kari)
    address = f"/pasient/{kari.enrolment_id}/skjema/{kari.item('start').id}"
    assert walked(house.browser(maren, staff=True), address) == [f"{address}/levert"]
    assert kari.item("start").state == "done"


def test_one_that_asks_for_nothing_goes_nowhere(kari: Patient, house: House) -> None:
    start_becomes(house, conditions=(("weather", when("age", "<", 3)), ("outlook", when("age", "<", 3))))
    address = f"/skjema/{kari.item('start').id}"
    client = house.browser(kari.person)
    assert walked(client, f"{address}/takk") == [address]
    assert "Dette skjemaet skal ikke besvares lenger." in client.get(address).get_data(as_text=True)
    assert kari.item("start").state == "planned"


def person_of(house: House, patient: Patient) -> Person:
    with house.work() as work:
        return work.session.get_one(Person, patient.therapist.person_id)


def test_what_is_asked_after_it_was_done_is_not_taken(kari: Patient, house: House) -> None:
    kari.finish("start")
    before = kari.item("start").done_at
    start_becomes(house, instruments=("weather", "outlook", "who-5"))
    house.clock.move(days=1)
    with pytest.raises(AlreadyAnswered) as refused:
        kari.submit("start", "who-5", {"q1": 1})
    assert "21. september" in refused.value.to("nb")
    assert kari.item("start").done_at == before
    assert "who-5" not in stored(kari)


# --- states that take no answers


@pytest.mark.parametrize(
    ("state", "error"),
    [("cancelled", CalledOff), ("failed", CalledOff), ("missed", WindowClosed), ("done", AlreadyAnswered)],
)
def test_only_what_is_planned_is_answered(kari: Patient, house: House, state: str, error: type[Exception]) -> None:
    state_is(kari, "start", state=state)
    with pytest.raises(error):
        kari.submit("start", "weather", GOOD)
    client, address = house.browser(kari.person), f"/skjema/{kari.item('start').id}"
    form = {"csrf_token": token(client), "instrument": "weather", "anyway": "1"}
    assert client.post(address, data=form).status_code == 409
    assert client.post(f"{address}/utkast", data=form).status_code == 409
    assert stored(kari) == []


def test_a_pause_and_then_the_end_leaves_the_follow_ups(kari: Patient, house: House) -> None:
    kari.finish("start")
    before = kari.item("3m")
    access = access_of(kari)
    kari.change(pause)
    house.clock.move(days=12)
    kari.change(completed)
    after = kari.item("3m")
    assert (after.state, after.reason) == ("planned", None)
    assert after.due_at.date() == before.due_at.date() + timedelta(days=12)
    assert access_of(kari) == access + timedelta(days=12)
    house.clock.move(days=(after.due_at - house.clock.now()).days)
    kari.submit("3m", "weather", GOOD)


def access_of(patient: Patient) -> date:
    with patient.house.work() as work:
        until = patient.enrolment(work).access_until
        assert until is not None
        return until.date()


@pytest.mark.parametrize(("willing", "follow_up"), [(True, "planned"), (False, "cancelled")])
def test_a_pause_and_then_leaving_leaves_the_follow_up_to_her(kari: Patient, willing: bool, follow_up: str) -> None:
    how = Leaving(willing=willing)
    kari.change(pause)
    kari.change(lambda work, actor, enrolment: end(work, actor.person_id, enrolment, "withdrawn", how))
    assert (kari.item("start").state, kari.item("3m").state) == ("cancelled", follow_up)


def test_the_verbs_look_again_at_what_somebody_else_did(kari: Patient, house: House) -> None:
    """The row is read anew, so an enrolment loaded before the other's pause is not planned for."""
    with house.work() as work:
        enrolment = kari.enrolment(work)
        work.session.connection().exec_driver_sql("UPDATE enrolment SET state = 'paused', edition = edition + 1")
        with pytest.raises(WrongState):
            ask_now(work, kari.therapist, enrolment, "extra-weather")


# --- an occasion the programme no longer has


@pytest.fixture
def left_over(kari: Patient) -> Patient:
    state_is(kari, "3m", key=GONE, opens_at=kari.house.clock.now() - timedelta(days=1))
    return kari


def test_its_pages_are_there(left_over: Patient, house: House) -> None:
    item, client = left_over.item(GONE), house.browser(left_over.person)
    for address in (f"/min-sti/{left_over.enrolment_id}", f"/skjema/{item.id}/takk", f"/skjema/{item.id}/utsett"):
        assert client.get(address, follow_redirects=True).status_code in (200, 409), address
    page = client.get(f"/skjema/{item.id}").get_data(as_text=True)
    assert "Et tidligere skjema" in page
    assert "Dette skjemaet skal ikke besvares lenger." in page
    page = client.get(f"/skjema/forlop/{left_over.enrolment_id}").get_data(as_text=True)
    assert "Et tidligere skjema" in page
    assert "Stoppet" in page
    form = {"csrf_token": token(client), "instrument": "weather", "anyway": "1"}
    assert client.post(f"/skjema/{item.id}", data=form).status_code == 404
    staff = house.browser(person_of(house, left_over), staff=True)
    for page in ("", "/skjemaer", f"/skjema/{item.id}"):
        assert staff.get(f"/pasient/{left_over.enrolment_id}{page}").status_code == 200, page


def test_one_that_was_answered_is_still_shown(kari: Patient, house: House) -> None:
    kari.finish("start")
    state_is(kari, "start", key=GONE)
    client = house.browser(kari.person)
    assert "Et tidligere skjema er levert." in client.get(f"/skjema/{kari.item(GONE).id}/takk").get_data(as_text=True)
    assert "Et tidligere skjema" in client.get(f"/skjema/forlop/{kari.enrolment_id}").get_data(as_text=True)


def test_the_clock_lets_it_be(left_over: Patient, house: House) -> None:
    state_is(left_over, GONE, act_at=house.clock.now())
    tick(house.platform)
    item = left_over.item(GONE)
    assert (item.state, item.act_at, item.reason) == ("failed", None, "the programme no longer has it")


# --- the reader's language


def test_a_state_is_told_in_the_readers_language(kari: Patient, house: House) -> None:
    kari.change(pause)
    staff = house.browser(person_of(house, kari), staff=True)
    form = {"csrf_token": token(staff), "occasion": "extra-weather", "form-why": "Været har snudd."}
    address = f"/pasient/{kari.enrolment_id}/sti/-/skjema"
    for language, words in (
        ("en", "the enrolment is paused."),
        ("nn", "forløpet er på pause."),
        ("nb", "er på pause."),
    ):
        answer = staff.post(f"{address}?lang={language}", data=form)
        assert answer.status_code == 409
        assert words in answer.get_data(as_text=True)
    kari.change(resume)
    staff.post(address, data=form)
    again = staff.post(f"{address}?lang=en", data=form)
    assert again.status_code == 409
    assert re.search(r"until [0-9]{1,2} (September|October) 2026\.", again.get_data(as_text=True))


def test_a_page_that_is_not_needed_any_more_says_so(vidar: Patient, house: House) -> None:
    client = house.browser(vidar.person)
    form = {"csrf_token": token(client), "instrument": "audit", "q1": "1"}
    answer = client.post(f"/skjema/{vidar.item('start').id}", data=form)
    assert answer.status_code == 409
    assert NotAsked.sentence.nb in answer.get_data(as_text=True)


# --- what the therapist sees of a draft


def test_a_draft_is_shown_as_begun_without_its_answers(kari: Patient, house: House) -> None:
    client = house.browser(kari.person)
    form = {"csrf_token": token(client), "instrument": "weather", "rain_sev": "37"}
    assert client.post(f"/skjema/{kari.item('start').id}/utkast", data=form).status_code == 200
    for later in (0, 40):
        house.clock.move(days=later)
        tick(house.platform)
        staff = house.browser(person_of(house, kari), staff=True)
        page = staff.get(f"/pasient/{kari.enrolment_id}/skjemaer").get_data(as_text=True)
        assert "Påbegynt, ikke levert: Været rundt vannet" in page
        assert ">37<" not in page
