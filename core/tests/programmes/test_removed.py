"""A programme whose plugin is not installed any more: whoever is in it is found, read, written to and cared for.

Nothing is lost either: when the plugin is back, everything goes on as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.app import create_app
from varde.assessments.service import open_sheet, submit
from varde.enrolments.access import open_record
from varde.enrolments.errors import NotOffered
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import programmes_gone, start
from varde.identity.models import Person
from varde.identity.nin import parse
from varde.identity.service import Contact, person_by_nin
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.modules.entries import save_entry
from varde.modules.progress import path_of
from varde.parts import build_catalogue
from varde.platform import make_platform, refuse_if_unsound
from varde.plugin.fitting import fitting_facts
from varde.programmes.gone import gone
from varde.programmes.values import Exercise, Programme
from varde.referrals.receiving import Described, post
from varde.referrals.service import decide
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sample_plugins, settings_for, sqlite_url

REMOVED = "ridge"
NOT_FOLLOWED = ("/static", "/logg-ut", "/logg-inn", "lang=", "/sprak", "?uke=")


@dataclass
class Left:
    """A house without the plugin, on the database of one that had it."""

    before: House
    house: House
    maren: Person
    tor: Person
    ola: Person
    enrolment: int
    waiting: int
    alert: int


def without(house: House, url: str, removed: str) -> House:
    """The same database, where this plugin is not installed."""
    plugins = {key: loader for key, loader in sample_plugins().items() if key != removed}
    platform = make_platform(
        settings_for(url), engine=house.platform.engine, catalogue=build_catalogue(plugins), clock=house.clock
    )
    return replace(house, platform=platform)


@pytest.fixture
def left(tmp_path: Path) -> Iterator[Left]:
    url = sqlite_url(tmp_path)
    house = make_house(url, catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), ("manager", house.clinic), ("head", house.clinic))
    tor, ola, eva = (house.person(given, "Vik") for given in ("Tor", "Ola", "Eva"))
    enrolment, waiting = house.enrolled(tor, maren, REMOVED, "south"), house.referred(ola, REMOVED)
    he_answers_and_shares(house, tor, enrolment)
    house.enrolled(eva, maren, "lake")
    with house.work() as work:
        row = work.session.get_one(Enrolment, enrolment)
        alert = raise_alert(work, row, work.catalogue.one(Alert, "ridge.phq9-thoughts"), "test", {})
    assert alert is not None
    yield Left(house, without(house, url, REMOVED), maren, tor, ola, enrolment, waiting, alert.id)
    house.platform.engine.dispose()


def he_answers_and_shares(house: House, tor: Person, enrolment_id: int) -> None:
    """What is asked at the start, with the plugin's own instruments among it, and the first exercise."""
    with house.work() as work:
        asked = select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start")
        sheet = open_sheet(work, house.actor(tor), work.session.scalars(asked).one(), write=True)
        for key in sheet.instruments:
            answers = {item.key: item.low for item in items_of(work.catalogue.one(Instrument, key))}
            submit(work, house.actor(tor), sheet, key, answers, "nb")
    with house.work() as work:
        enrolment = open_record(work, house.actor(tor), enrolment_id, "exercise", write=True)
        here = path_of(work, enrolment, "nb").here
        assert here is not None
        step = next(step for step in here.module.steps if isinstance(step, Exercise))
        written = {field.key: 7 if field.kind.bounds else "Rundt vannet." for field in step.fields}
        save_entry(work, enrolment, here.module, step, written, shared=True, submit=True)


def forms_of(house: House, enrolment: int) -> list[tuple[int, str]]:
    with house.work() as work:
        return [
            (row.id, row.state)
            for row in work.session.scalars(
                select(AgendaItem)
                .where(AgendaItem.enrolment_id == enrolment, AgendaItem.kind == "assessment")
                .order_by(AgendaItem.id)
            )
        ]


def send(client: FlaskClient, page: str, to: str, **typed: str) -> int:
    """Fill in the form of the page that is sent to ``to``; the status of the answer."""
    html = client.get(page).get_data(as_text=True)
    form = next(part for part in re.findall(r"<form.*?</form>", html, re.DOTALL) if f'action="{to}"' in part)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return client.post(to, data={**hidden, **typed}).status_code


def faults_from(client: FlaskClient, *places: str) -> list[tuple[str, int]]:
    """Every page that is reached from these by its links, and is not one."""
    seen: set[str] = set()
    ahead, faults = list(places), []
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code >= 400:
            faults.append((path, answer.status_code))
        if answer.status_code == 200 and answer.mimetype == "text/html":
            links = map(unescape, re.findall(r'href="(/[^"#]*)', answer.get_data(as_text=True)))
            ahead += [link for link in links if not any(part in link for part in NOT_FOLLOWED)]
    assert len(seen) > len(places)
    return faults


def test_every_page_that_is_led_to_is_there(left: Left) -> None:
    staff, door = left.house.browser(left.maren, staff=True), f"/henvisning/{left.waiting}"
    assert faults_from(staff, "/arbeidsliste", "/koen", "/fare", f"/pasient/{left.enrolment}", door) == []
    forms = [f"/skjema/{number}" for number, _state in forms_of(left.house, left.enrolment)]
    assert faults_from(left.house.browser(left.tor), "/min-sti", *forms) == []
    assert faults_from(left.house.browser(left.ola), "/min-sti") == []
    assert faults_from(create_app(left.house.platform).test_client(), "/", "/o/klinikken") == []
    assert left.house.browser(left.ola).get(f"/o/klinikken/{REMOVED}/pamelding").status_code == 404


def test_she_is_listed_under_its_key_and_her_alert_stands(left: Left) -> None:
    staff = left.house.browser(left.maren, staff=True)
    caseload = staff.get("/arbeidsliste").get_data(as_text=True)
    assert "Tor Vik" in caseload
    assert REMOVED in caseload
    page = staff.get(f"/pasient/{left.enrolment}").get_data(as_text=True)
    assert "Programmet ridge er ikke installert her nå." in page
    assert "Fare: ridge.phq9-thoughts" in page, "what nobody declares any more stands under its key"
    home = left.house.browser(left.tor).get("/min-sti").get_data(as_text=True)
    assert "Ingenting er åpent nå" in home
    assert "Ring 113" in home, "her alert stands, and so does where she can turn"


def test_she_is_written_to_and_writes(left: Left) -> None:
    patient, staff = left.house.browser(left.tor), left.house.browser(left.maren, staff=True)
    thread, record = f"/meldinger/{left.enrolment}", f"/pasient/{left.enrolment}"
    assert send(patient, thread, thread, body="Hvor ble det av modulene?") == 303
    assert send(staff, record, f"{record}/melding", body="De kommer tilbake.") == 303
    assert "De kommer tilbake." in patient.get(thread).get_data(as_text=True)


def test_time_passes_and_nothing_is_lost_when_it_is_back(left: Left) -> None:
    planned = forms_of(left.before, left.enrolment)
    assert [state for _number, state in planned].count("planned") > 2
    left.house.clock.move(days=3)
    while tick(left.house.platform):
        pass
    left.house.platform.drain()
    assert forms_of(left.house, left.enrolment) == planned
    left.house.clock.move(days=1)
    while tick(left.before.platform):
        pass
    patient = left.before.browser(left.tor)
    following = next(number for number, state in planned if state == "planned")
    left.house.clock.move(days=10)
    assert patient.get(f"/skjema/{following}", follow_redirects=True).status_code == 200
    assert "er ikke installert" not in left.before.browser(left.maren, staff=True).get(
        f"/pasient/{left.enrolment}"
    ).get_data(as_text=True)


def test_whoever_starts_varde_is_told(left: Left, caplog: pytest.LogCaptureFixture) -> None:
    refuse_if_unsound(left.before.platform)
    with left.before.work() as work:
        assert programmes_gone(work) == []
    with left.house.work() as work:
        assert programmes_gone(work) == [
            "The programme ridge is not installed, and 2 enrolments are of it. They can be read, written to and ended; "
            "nothing new is asked in them until its plugin is back."
        ]
    refuse_if_unsound(left.house.platform)


def test_her_alert_is_closed_and_she_is_discharged(left: Left) -> None:
    staff, record = left.house.browser(left.maren, staff=True), f"/pasient/{left.enrolment}"
    note = {
        "note": "Ringte Tor. Han er trygg og har avtale hos fastlegen.",
        "alert": str(left.alert),
        "action": "close",
    }
    assert send(staff, record, f"{record}/varsler", **note) == 303
    with left.house.work() as work:
        assert work.session.get_one(RaisedAlert, left.alert).state == "closed"
        end(work, left.maren.id, work.session.get_one(Enrolment, left.enrolment), "completed")
    assert faults_from(left.house.browser(left.tor), "/min-sti") == []


def test_nobody_is_taken_in_and_nobody_begins_until_it_is_back(left: Left) -> None:
    maren = left.house.actor(left.maren, ("therapist", left.house.clinic))
    with left.house.work() as work, pytest.raises(NotOffered):
        decide(work, maren, work.session.get_one(Enrolment, left.waiting), accept=True)
    with left.before.work() as work:
        decide(work, maren, work.session.get_one(Enrolment, left.waiting), accept=True, track="north")
    with left.house.work() as work, pytest.raises(NotOffered):
        start(work, work.session.get_one(Enrolment, left.waiting))
    with left.before.work() as work:
        row = work.session.get_one(Enrolment, left.waiting)
        assert (row.state, row.track, row.started_at) == ("waiting", "north", None)
        start(work, row)
        assert row.access_until is not None
        assert row.access_until > work.now + timedelta(days=30)


def test_a_referral_is_declined_all_the_same(left: Left) -> None:
    maren = left.house.actor(left.maren, ("therapist", left.house.clinic))
    with left.house.work() as work:
        row = work.session.get_one(Enrolment, left.waiting)
        decide(work, maren, row, accept=False)
        assert row.state == "discontinued"


def test_a_clinicians_referral_waits_for_the_plugin(left: Left) -> None:
    """It is taken in by a job: without the rules of the programme nobody would be told of danger in it."""
    number = "13116900216"
    with left.before.work() as work:
        maren = left.before.actor(left.maren, ("therapist", left.before.clinic))
        described = Described("Siv", "Moe", left.maren.birth_date or work.today, Contact("sms", phone="+4791234567"))
        ridge = work.catalogue.one(Programme, REMOVED)
        nin = parse(number, allow_synthetic=True)
        post(work, maren, left.before.clinic, ridge, nin, described, fitting_facts(ridge), "")
    for house, known in ((left.house, False), (left.before, True)):
        house.clock.move(hours=1)
        house.platform.drain()
        with house.work() as work:
            assert (person_by_nin(work, parse(number, allow_synthetic=True)) is not None) == known


def test_what_is_left_of_it_has_nothing_to_ask() -> None:
    rest = gone("asthma")
    assert (rest.key, rest.title.nb, rest.installed) == ("asthma", "asthma", False)
    assert (rest.modules, rest.occasions, rest.eligibility.asked) == ((), (), ())
    assert timedelta(days=rest.access_days) == timedelta(0)
