"""The first meeting decides the track and the start, and the last one closes; what is written stands, is given and is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from varde.enrolments.errors import MeetingNeeded
from varde.enrolments.models import Enrolment, MeetingRecord
from varde.enrolments.service import start
from varde.kernel.words import Text
from varde.notifications.models import Delivery
from varde.privacy.export import export_of
from varde.programmes.values import Meeting, Programme
from varde.scheduling.booking import book
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

INTAKE = Meeting("intake", Text("Startsamtale", "Startsamtale", "Intake meeting"), 45, gate="start", decides=True)
END = Meeting("end", Text("Sluttsamtale", "Sluttsamtale", "End meeting"), 45, gate="end", closes=True)
RISK, GROUNDS = "Ingen tanker om å dø.", "Det andre plager mest."


def send(browser: FlaskClient, address: str, **fields: Any) -> Any:
    return browser.post(address, data={"csrf_token": token(browser), **fields})


def made(tmp_path: Path) -> House:
    catalogue = all_samples()
    programme = replace(catalogue.one(Programme, "ridge"), meetings=(INTAKE, END))
    return make_house(sqlite_url(tmp_path), catalogue=catalogue.with_values(Programme, [programme]))


def test_from_the_first_meeting_to_the_last(tmp_path: Path) -> None:
    house = made(tmp_path)
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Lie")
    enrolment = house.enrolled(ingrid, maren, "ridge", "south", started=False)
    first, other = "south", "west"
    with house.work() as work:
        row = book(work, enrolment, maren.id, "phone", work.now - timedelta(hours=1), 45, meeting="intake").id
    browser, base = house.browser(maren, staff=True), f"/pasient/{enrolment}/timer/{row}"
    assert browser.get(f"{base}/referat").status_code == 409, "nobody has said that she came"
    held = send(browser, f"{base}/oppmote", state="attended", next="timebook")
    assert (held.status_code, held.location) == (303, f"{base}/referat")
    with house.work() as work, pytest.raises(MeetingNeeded):
        start(work, work.session.get_one(Enrolment, enrolment))
    said = {"risk": RISK, "diagnosis_code": "X1", "diagnosis": "Det vi fant", "track": first, "decision": "wait"}
    for wrong, sentence in (
        ({"risk": ""}, "Skriv hva som er vurdert av risiko"),
        ({"diagnosis": ""}, "både koden og diagnosen"),
        ({"track": "mars"}, "Velg et spor"),
        ({"track": other}, "Skriv hvorfor sporet blir et annet."),
        ({"decision": "yes"}, "Velg om pasienten kan begynne"),
        ({"risk": "x y" * 1000}, "tegn"),
    ):
        answer = send(browser, f"{base}/referat", **(said | wrong))
        assert (answer.status_code, sentence in answer.text) == (422, True), wrong
    for _twice in range(2):
        assert send(browser, f"{base}/referat", **said).status_code == 303
    assert "pasienten skal vente. Starten blir gitt i" in browser.get(f"/pasient/{enrolment}/timer").text
    decided = said | {"track": other, "grounds": GROUNDS, "decision": "begin"}
    assert send(browser, f"{base}/referat", **decided).status_code == 303
    page = browser.get(f"{base}/referat").text
    assert all(each in page for each in ("Tidligere utgaver</summary>"[:17], "Skal vente", "Kan begynne", GROUNDS))
    page = browser.get(f"/pasient/{enrolment}/timer").text
    assert ("X1 Det vi fant" in page, "starten gitt i referatet" in page) == (True, False)
    own = house.browser(ingrid)
    assert RISK not in own.get("/min-sti", follow_redirects=True).text + own.get(f"/timer/{enrolment}").text
    with house.work() as work:
        enrolled = work.session.get_one(Enrolment, enrolment)
        assert enrolled.track == other
        rows = work.session.scalars(select(MeetingRecord).order_by(MeetingRecord.id)).all()
        assert [(each.number, each.track_before, each.track, each.decision) for each in rows] == [
            (1, first, first, "wait"),
            (2, first, other, "begin"),
        ], "what came twice is one"
        assert RISK.encode() not in work.session.scalars(text("SELECT risk_sealed FROM meeting_record")).all()[0]
        (given,) = [each for each in export_of(work, ingrid.id) if each.table == "meeting_record"]
        assert [each["risk"] for each in given.rows] == [RISK, RISK]
        told = select(Delivery.notice).where(Delivery.key.startswith("decided:"), Delivery.person_id == ingrid.id)
        assert list(work.session.scalars(told)) == ["news", "news"], "of each decision, in no words"
        start(work, enrolled)
    _until_the_last(house, enrolment, browser, maren.id)


def _until_the_last(house: House, enrolment: int, browser: FlaskClient, therapist_id: int) -> None:
    finish, sent = f"/pasient/{enrolment}/avslutt", {"way": "completed", "go": "see", "note": "", "words": ""}
    asked = browser.get(finish).text
    assert "Sluttsamtale må være holdt før behandlingen fullføres." in asked
    refused = send(browser, finish, **sent)
    assert (refused.status_code, "Sluttsamtale er ikke holdt." in refused.text) == (422, True)
    assert "Sluttsamtale er ikke holdt." not in send(browser, finish, **(sent | {"way": "pause"})).text
    with house.work() as work:
        row = book(work, enrolment, therapist_id, "phone", work.now - timedelta(hours=1), 45, meeting="end").id
    base = f"/pasient/{enrolment}/timer/{row}"
    assert send(browser, f"{base}/oppmote", state="missed").location == f"/pasient/{enrolment}/timer"
    assert send(browser, finish, **sent).status_code == 422
    assert send(browser, f"{base}/oppmote", state="late").location == f"{base}/referat"
    page = browser.get(f"{base}/referat").text
    assert ("Avslutt uten referat" in page, 'name="decision"' in page) == (True, False)
    assert send(browser, f"{base}/referat", risk=RISK).location == finish
    assert send(browser, finish, **sent).status_code == 200
    with house.work() as work:
        work.session.execute(text("DELETE FROM enrolment_event"))
        work.session.delete(work.session.get_one(Enrolment, enrolment))
        work.session.flush()
        assert work.session.scalars(select(MeetingRecord)).all() == [], "with her enrolment"


def test_the_last_meeting_can_be_excused(tmp_path: Path) -> None:
    house = made(tmp_path)
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment = house.enrolled(house.person("Ingrid", "Lie"), maren, "ridge", "south")
    browser, finish = house.browser(maren, staff=True), f"/pasient/{enrolment}/avslutt"
    assert "Fullfør uten" in browser.get(f"/pasient/{enrolment}/timer").text
    assert send(browser, finish, way="completed", go="see").status_code == 422
    assert send(browser, f"/pasient/{enrolment}/mote/end/trengs-ikke", why="elsewhere").status_code == 303
    assert send(browser, finish, way="completed", go="see").status_code == 200
