"""The therapist's week, and the appointments of one patient: who came, moving, cancelling, offering; and what opens a gate."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from varde.appointments.models import HostPin
from varde.enrolments.models import Enrolment
from varde.enrolments.service import start
from varde.groups.sessions import plan_sessions
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.notifications.models import Delivery
from varde.privacy.export import export_of
from varde.programmes.values import Meeting, Programme
from varde.scheduling.booking import book
from varde.scheduling.models import Appointment, Room
from varde.scheduling.service import appointments_of
from varde.staffing.service import absences_of, cancel, report
from varde.testing.house import House, make_house, sample_only, sqlite_url, token

from ...groups.made_groups import made

TALK = Meeting("talk", Text("Prat", "Prat", "Talk"), 30, buffer=10)
FIRST = Meeting("first", Text("Innsjekk", "Innsjekk", "Check-in"), 60, tracks=("other",))
VISIT = Meeting("visit", Text("Besøk", "Besøk", "Visit"), 45, ways=("home",), parties=("gp", "other"))
INTAKE = Meeting("intake", Text("Startsamtale", "Startsamtale", "Intake meeting"), 45, gate="start")


@pytest.fixture
def house(tmp_path: Path) -> House:
    catalogue = sample_only()
    programme = replace(catalogue.one(Programme, "sample"), meetings=(FIRST, INTAKE, TALK, VISIT))
    return make_house(sqlite_url(tmp_path), catalogue=catalogue.with_values(Programme, [programme]))


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


@pytest.fixture
def browser(house: House, maren: Person) -> FlaskClient:
    return house.browser(maren, staff=True)


def send(browser: FlaskClient, address: str, **fields: Any) -> TestResponse:
    return browser.post(address, data={"csrf_token": token(browser), **fields})


def booking(**changes: str) -> dict[str, str]:
    base = {"kind": "video", "day": "2026-09-24", "clock": "10.00", "minutes": "30", "place": ""}
    return base | changes


def test_booking_says_all_that_is_in_the_way_at_once(house: House, maren: Person, browser: FlaskClient) -> None:
    ingrid, tor = (house.enrolled(house.person(name, "Lie"), maren) for name in ("Ingrid", "Tor"))
    with house.work() as work:
        room = work.add(Room(organisation_id=house.clinic.id, name="Rom 3", seats=4, purpose="talks"))
        work.session.flush()
        room_id = room.id
    first = booking(kind="physical", meeting="talk", room=str(room_id))
    assert send(browser, f"/pasient/{ingrid}/time", **first).status_code == 303
    taken = send(browser, f"/pasient/{tor}/time", **first)
    said = "Behandleren har en annen time da. Rommet er opptatt da."
    assert (taken.status_code, said in taken.text, 'name="anyway"' in taken.text) == (422, True, True)
    for changes, sentence in (
        ({"day": "2026-09-26"}, "Det er stengt da."),
        ({"day": "2028-09-25"}, "høyst et år frem"),
        ({"day": "0001-01-01", "clock": "00.10"}, "Datoen finnes ikke."),
        ({"day": "2026-10-25", "clock": "02.30"}, "kommer to ganger den natten"),
        ({"day": "2027-03-28", "clock": "02.30"}, "finnes ikke den natten"),
        ({"clock": "16.00", "place": "https://evil.example/rom"}, "der videorom kan være: join.nhn.no"),
        ({"room": "999"}, "Velg et rom"),
    ):
        answer = send(browser, f"/pasient/{tor}/time", **booking(**changes))
        assert (answer.status_code, sentence in answer.text) == (422, True), changes
    with house.work() as work:
        assert appointments_of(work, tor) == []
    assert send(browser, f"/pasient/{tor}/time", **first, anyway="Akutt, må ses i dag").status_code == 303
    night = booking(day="2026-10-25", clock="02.30", which="second", anyway="Nattevakt")
    assert send(browser, f"/pasient/{tor}/time", **night).status_code == 303
    with house.work() as work:
        late, forced = appointments_of(work, tor)
        assert (forced.overbooked, late.overbooked) == ("Akutt, må ses i dag", "Nattevakt")
        assert late.starts_at.isoformat() == "2026-10-25T01:30:00+00:00"
        row = appointments_of(work, ingrid)[0]
    page = f"/pasient/{ingrid}/timer/{row.id}/flytt"
    assert "er opptatt" not in send(browser, page, day="2026-09-24", clock="10.15").text, "into its own time"
    assert send(browser, page, day="2026-10-25", clock="02.30").status_code == 422
    assert "stengt" in send(browser, page, day="2026-09-26", clock="10.00").text


def test_attendance_opens_the_gate_and_the_week_asks_for_it(house: House, maren: Person, browser: FlaskClient) -> None:
    waits = house.enrolled(house.person("Ingrid", "Lie"), maren, started=False)
    excused = house.enrolled(house.person("Tor", "Lie"), maren, started=False)
    with house.work() as work:
        at = work.now + timedelta(hours=2)
        row_id = book(work, waits, maren.id, "video", at, 45, meeting="intake").id
    assert "må være holdt før" in browser.get(f"/pasient/{waits}").text
    early = send(browser, f"/pasient/{waits}/timer/{row_id}/oppmote", state="attended")
    assert early.status_code == 409
    house.clock.move(hours=3)
    browser = house.browser(maren, staff=True)
    assert "Møtte pasienten?" in browser.get("/timebok").text
    assert send(browser, f"/pasient/{waits}/timer/{row_id}/oppmote", state="xx").status_code == 422
    done = send(browser, f"/pasient/{waits}/timer/{row_id}/oppmote", state="late", next="timebook")
    assert (done.status_code, done.location) == (303, "/timebok")
    assert "kan begynne nå" in browser.get("/timebok").text
    assert send(browser, f"/pasient/{excused}/mote/intake/trengs-ikke", why="xxxx").status_code == 422
    assert send(browser, f"/pasient/{excused}/mote/intake/trengs-ikke", why="met").status_code == 303
    with house.work() as work:
        for each in (waits, excused):
            start(work, work.session.get_one(Enrolment, each))


def test_several_times_are_offered_and_cancelled(house: House, maren: Person, browser: FlaskClient) -> None:
    ingrid = house.enrolled(house.person("Ingrid", "Lie"), maren)
    base = f"/pasient/{ingrid}/timer"
    assert 'name="meeting" value="intake"' in browser.get(f"{base}?meeting=first").text, "one of her own track"
    with house.work() as work:
        report(work, maren.id, work.today, work.today + timedelta(28), "holiday", None, by_id=None, may_stand_in=[])
    away = browser.get(f"{base}?meeting=talk&way=phone").text
    assert ("ingen ledige tider" in away, "Vis tidene" in away) == (True, True), "another meeting can be asked for"
    with house.work() as work:
        cancel(work, absences_of(work, [maren.id])[0])
    times = re.findall(r'name="begins" value="([^"]+)"', browser.get(f"{base}?meeting=talk&way=phone").text)
    assert len(times) > 5
    assert send(browser, f"{base}/tilby", meeting="talk", way="phone", begins=[]).status_code == 422
    assert send(browser, f"{base}/tilby", meeting="talk", way="phone", begins=times[:6]).status_code == 422
    for end in ("0001-01-01T00:00:00+10:00", "9999-12-31T23:30:00+00:00"):
        assert send(browser, f"{base}/tilby", meeting="talk", way="phone", begins=[end]).status_code == 422
    assert send(browser, f"{base}/tilby", meeting="talk", way="fax", begins=times[:2]).status_code == 422
    assert send(browser, f"{base}/tilby", meeting="talk", way="phone", begins=times[:2]).status_code == 303
    again = send(browser, f"{base}/tilby", meeting="talk", way="phone", begins=times[1:3])
    assert (again.status_code, "annen time" in again.text) == (422, True)
    with house.work() as work:
        rows = work.session.scalars(select(Appointment).order_by(Appointment.id)).all()
        assert [(row.state, row.minutes, row.buffer) for row in rows] == [("offered", 30, 10)] * 2
        booked = book(work, ingrid, maren.id, "phone", work.now + timedelta(days=3, hours=2), 30).id
        for name, purpose in (("Rom 1", "talks"), ("Rom 2", "talks"), ("Sal", "groups")):
            work.add(Room(organisation_id=house.clinic.id, name=name, seats=4, purpose=purpose))
    tor, *others = (house.enrolled(house.person(name, "Lie"), maren) for name in ("Tor", "Eva", "Siri"))
    offered = {"meeting": "talk", "way": "physical", "begins": times[3:5]}
    assert send(browser, f"/pasient/{tor}/timer/tilby", **offered).status_code == 303
    with house.work() as work:
        held = [work.session.get_one(Room, row.room_id).name for row in appointments_of(work, tor) if row.room_id]
        assert held == ["Rom 1", "Rom 1"], "what is offered has its room, as what a patient books has"
        for room, other in zip(work.session.scalars(select(Room).order_by(Room.id)), others, strict=False):
            book(work, other, None, "physical", datetime.fromisoformat(times[6]), 30, room_id=room.id)
    full = send(browser, f"/pasient/{tor}/timer/tilby", **(offered | {"begins": times[6:7]}))
    assert (full.status_code, "Rommet er opptatt da." in full.text) == (422, True)
    for row_id, state in ((rows[0].id, "withdrawn"), (booked, "cancelled")):
        assert send(browser, f"{base}/{row_id}/avlys").status_code == 303
        with house.work() as work:
            assert work.session.get_one(Appointment, row_id).state == state
            told = work.session.scalars(
                select(Delivery.id).where(Delivery.key.contains(f"appointment:{row_id}:{state}:"))
            )
            assert len(told.all()) == 1, "the page says that she is told"


@pytest.mark.parametrize("asked", ["", "2026-W53", "2026-W54", "0000-W01", "9999-W52", "x", "2027-W12"])
def test_any_week_can_be_asked_for(browser: FlaskClient, asked: str) -> None:
    assert browser.get(f"/timebok?uke={asked}").status_code == 200


def test_the_calendar_leads_two_years_away_and_no_further(browser: FlaskClient) -> None:
    """It is Monday 21 September 2026, of week 39."""
    for week, links in (("2028-W37", (True, True)), ("2028-W38", (True, False)), ("2024-W39", (False, True))):
        page = browser.get(f"/timebok?uke={week}").text
        assert ("Uken før" in page, "Uken etter" in page) == links, week
    assert "uke 39" in browser.get("/timebok?uke=2031-W01").text.lower()


def test_the_week_costs_the_same_however_full_it_is(house: House, maren: Person, browser: FlaskClient) -> None:
    def cost() -> int:
        with house.counted() as statements:
            assert browser.get("/timebok").status_code == 200
        return len(statements)

    per = house.person("Per", "Aas", ("therapist", house.clinic))
    ids = [house.enrolled(house.person(f"Nr{n}", "Lie"), maren) for n in range(6)]
    with house.work() as work:
        group, others = made(work, house, maren, place="Vestbyparken"), made(work, house, per)
        plan_sessions(work, others, [work.now + timedelta(days=1)], 60, per.id)
    costs = []
    for n, half in enumerate((ids[:3], ids[3:])):
        with house.work() as work:
            for enrolment_id in half:
                book(work, enrolment_id, maren.id, "phone", work.now + timedelta(minutes=40 * enrolment_id), 30)
            at = [work.now + timedelta(days=n + 1, hours=each) for each in range(n + 1)]
            plan_sessions(work, work.session.get_one(type(group), group.id), at, 60, maren.id)
        costs.append(cost())
    assert costs[0] == costs[1]
    page = browser.get("/timebok").text
    assert (page.count("<b>Gå og prat</b>"), page.count("Vestbyparken"), "3 grupper" in page) == (3, 3, True)


def test_a_row_is_looked_at_booked_moved_and_cancelled(house: House, maren: Person, browser: FlaskClient) -> None:
    person = house.person("Ingrid", "Lie")
    ingrid, tor = house.enrolled(person, maren), house.enrolled(house.person("Tor", "Lie"), maren)
    base = f"/pasient/{ingrid}/timer"
    with house.work() as work:
        book(work, tor, maren.id, "phone", datetime.fromisoformat("2026-10-20T08:00+00:00"), 30)
    asked = {"kind": "phone", "meeting": "talk", "day": "2026-10-13", "clock": "10.00", "minutes": "30", "number": "4"}
    assert "Timer på rad" in browser.get(f"{base}/rekke").text
    for changes, sentence in (
        ({"number": "27"}, "fra 2 til 26"),
        ({"every": "9"}, "fra 1 til 8"),
        ({"day": "2026-10-18", "clock": "02.30"}, "to ganger søndag 25. oktober"),
        ({"kind": "video", "place": "https://evil.example/rom"}, "der videorom kan være"),
        ({"day": "xx"}, "Datoen"),
    ):
        answer = browser.get(f"{base}/rekke", query_string=asked | changes)
        assert (answer.status_code, sentence in answer.text) == (422, True), changes
    page = browser.get(f"{base}/rekke", query_string=asked).text
    assert ("3 av 4 er ledige" in page, "Behandleren har en annen time da." in page) == (True, True)
    assert re.findall(r'name="(take-\d)"', page) == ["take-0", "take-2", "take-3"]
    takes = {"take-0": "1", "take-2": "1", "take-3": "1"}
    for changes, sentence in (
        (
            {"day-1": "2026-10-20", "clock-1": "10.00"},
            "Tirsdag 20. oktober kl. 10.00: Behandleren har en annen time da.",
        ),
        ({"day-1": "2026-10-25", "clock-1": "02.30"}, "to ganger den natten"),
        ({"day-1": "2026-10-25", "clock-1": "02.30"}, 'name="which-1"'),
        ({"day-1": "2026-10-25", "clock-1": "02.30", "which-1": "second"}, "Det er stengt da."),
        ({"day-1": "2026-10-21"}, "Skriv når timen begynner"),
    ):
        answer = send(browser, f"{base}/rekke/sett-opp", **asked, **takes, **changes)
        assert (answer.status_code, sentence in answer.text) == (422, True), changes
    few = send(browser, f"{base}/rekke/sett-opp", **asked, **{"take-0": "1"})
    assert (few.status_code, "minst to tider" in few.text) == (422, True)
    done = send(browser, f"{base}/rekke/sett-opp", **asked, **takes, **{"day-1": "2026-10-21", "clock-1": "11.00"})
    assert done.status_code == 303
    with house.work() as work:
        rows = appointments_of(work, ingrid)[::-1]
        assert [row.starts_at.isoformat()[5:16] for row in rows] == [
            "10-13T08:00",
            "10-21T09:00",
            "10-27T09:00",
            "11-03T09:00",
        ], "the same hour on the wall"
        assert {(row.kind, row.meeting, row.minutes, row.buffer) for row in rows} == {("phone", "talk", 30, 10)}
        ids, series = [row.id for row in rows], rows[0].series or ""
    assert "2 av 4" in browser.get("/timebok?uke=2026-W43").text
    page = browser.get(base).text
    assert (page.count("Denne og de etter"), "3 av 4" in page) == (8, True)
    new = {"day": "2026-10-22", "clock": "12.00"}
    assert send(browser, f"{base}/{ids[1]}/flytt", **new, scope="some").status_code == 422
    assert send(browser, f"{base}/{ids[0]}/flytt", **new).status_code == 303
    assert "flyttet for seg" in browser.get(base).text
    late = send(browser, f"{base}/{ids[1]}/flytt", day="2026-09-01", clock="12.00", scope="after")
    assert (late.status_code, "må være frem i tid" in late.text) == (422, True)
    night = {"day": "2026-10-25", "clock": "02.30", "scope": "all"}
    twice = send(browser, f"{base}/{ids[1]}/flytt", **night)
    assert (twice.status_code, f'id="which-{ids[1]}"' in twice.text, "Velg hvilken" in twice.text) == (422, True, True)
    shut = send(browser, f"{base}/{ids[1]}/flytt", **night, which="first")
    assert (shut.status_code, "Det er stengt da." in shut.text, "Velg hvilken" in shut.text) == (422, True, False)
    assert send(browser, f"{base}/{ids[1]}/flytt", **new | {"clock": "13.00"}, scope="all").status_code == 303
    assert send(browser, f"{base}/{ids[3]}/avlys", scope="after").status_code == 303
    with house.work() as work:
        rows = appointments_of(work, ingrid)
        assert {row.id: (row.starts_at.isoformat()[5:16], row.state) for row in rows} == {
            ids[0]: ("10-22T10:00", "booked"),
            ids[1]: ("10-22T11:00", "booked"),
            ids[2]: ("10-28T12:00", "booked"),
            ids[3]: ("11-04T12:00", "cancelled"),
        }
    own = house.browser(person)
    page = own.get(f"/timer/{ingrid}").text
    assert ("3 timer på rad" in page, page.count("flyttet for seg")) == (True, 1)
    file = own.get(f"/timer/{ingrid}/rekke/{series}/timer.ics")
    assert (file.status_code, file.text.count("BEGIN:VEVENT")) == (200, 4)
    assert own.get(f"/timer/{ingrid}/rekke/{series[:-1]}/timer.ics").status_code == 404
    assert house.browser(house.person("Eva", "Lie")).get(f"/timer/{ingrid}/rekke/{series}/timer.ics").status_code == 404


def test_whoever_holds_it_enters_as_host_and_has_a_pin(house: House, maren: Person, browser: FlaskClient) -> None:
    """Of an appointment and of a group: a stored room with her PIN, which nobody else is shown; of three parties, at home."""
    ingrid, per = house.person("Ingrid", "Lie"), house.person("Per", "Aas", ("therapist", house.clinic))
    enrolment, address = house.enrolled(ingrid, maren), "https://join.nhn.no/123"
    with house.work() as work:
        at = work.now + timedelta(hours=3)
        row = book(work, enrolment, maren.id, "video", at, 30, address).id
        phone = book(work, enrolment, maren.id, "phone", at + timedelta(hours=1), 30).id
        other = book(work, enrolment, per.id, "video", at + timedelta(hours=2), 30, address).id
        group = made(work, house, maren, place=address, video=True)
        (session,) = plan_sessions(work, group, [at + timedelta(hours=5)], 60, maren.id)
        meeting = f"/grupper/{group.id}/vert/{session.id}"
        work.add(HostPin(person_id=per.id, address=address, kept_at=work.now, pin="998877"))
    base = f"/pasient/{enrolment}/timer"
    assert "Legg inn PIN-koden" in browser.get(f"{base}/{row}/vert").text
    assert (browser.get(f"{base}/{phone}/vert").status_code, browser.get(f"{base}/{other}/vert").status_code) == (
        404,
        403,
    )
    for wrong in ("123", "12a4", "1234567890123", "١٢٣٤"):
        answer = send(browser, f"{base}/{row}/vert", pin=wrong)
        assert (answer.status_code, "fra 4 til 12 sifre" in answer.text) == (422, True), wrong
    assert send(browser, f"{base}/{row}/vert", pin="482915").status_code == 303
    page = browser.get(f"{base}/{row}/vert")
    assert ("482915" in page.text, "998877" in page.text, page.headers["Cache-Control"]) == (True, False, "no-store")
    assert f'href="{address}"' not in page.text, "not yet"
    assert "482915" in browser.get(meeting).text, "the same room"
    assert send(browser, meeting, pin="x").status_code == 422
    colleague = house.browser(per, staff=True)
    assert (colleague.get(meeting).status_code, colleague.get(f"{base}/{row}/vert").status_code) == (403, 403)
    house.clock.move(hours=2, minutes=51)
    browser = house.browser(maren, staff=True)
    assert f'href="{address}"' in browser.get(f"{base}/{row}/vert").text
    own = house.browser(ingrid)
    for shown in (f"/timer/{enrolment}", f"/timer/{enrolment}/{row}/bli-med", f"/timer/{enrolment}/{row}/time.ics"):
        assert "482915" not in own.get(shown).text, shown
    with house.work() as work:
        assert not [each for each in work.session.scalars(text("SELECT pin_sealed FROM host_pin")) if b"482915" in each]
        assert not [each for each in export_of(work, ingrid.id) if "482915" in str(each)]
        assert not [row for row in work.session.scalars(select(Delivery)) if "482915" in f"{row.key}{row.path}"]
    assert send(browser, f"{base}/{row}/vert", pin="").status_code == 303
    assert "482915" not in browser.get(f"{base}/{row}/vert").text


def test_at_home_and_with_a_third(house: House, maren: Person, browser: FlaskClient) -> None:
    person = house.person("Ingrid", "Lie")
    enrolment = house.enrolled(person, maren)
    page = browser.get(f"/pasient/{enrolment}").text
    assert ("Hjemmebesøk" in page, "Hvem er med i tillegg?" in page) == (True, True)
    for party, words in (("priest", ""), ("other", ""), ("relative", "Mor")):
        answer = send(browser, f"/pasient/{enrolment}/time", **booking(meeting="visit", party=party, party_words=words))
        assert (answer.status_code, "Velg hvem som er med" in answer.text) == (422, True), party
    visit = booking(kind="home", meeting="visit", party="gp", party_words="Hanne Løvås")
    assert send(browser, f"/pasient/{enrolment}/time", **visit).status_code == 303
    for page in (
        browser.get(f"/pasient/{enrolment}/timer").text,
        house.browser(person).get(f"/timer/{enrolment}").text,
    ):
        assert ("Hjemmebesøk" in page or "hjemmebesøk" in page, "Fastlegen: Hanne Løvås" in page) == (True, True)
    with house.work() as work:
        (row,) = appointments_of(work, enrolment)
        assert (row.kind, row.party, row.party_words) == ("home", "gp", "Hanne Løvås")
        assert b"Hanne" not in work.session.scalars(text("SELECT party_words_sealed FROM appointment")).one()
