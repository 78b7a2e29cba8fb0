"""Somebody in danger who has no enrolment: her alert is told, opened, escalated and closed, and follows to the enrolment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.alerts.door import escalate_at_door
from varde.alerts.models import AlertEvent, RaisedAlert, RiskNote
from varde.alerts.note_rules import dangers_of_answers
from varde.alerts.notes import RiskSent, crisis_alerts, keep_refused
from varde.audit.models import AccessEntry
from varde.identity.models import Person
from varde.identity.service import grant
from varde.instruments.values import Instrument
from varde.notifications.models import Delivery
from varde.plugin.fitting import fitting_facts
from varde.referrals.service import refer
from varde.scheduling.agenda import tick
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

DONE = "Ringte Tor. Han er hos legen nå."


@dataclass
class Door:
    house: House
    sara: Person
    tor: Person

    def knock(self, answer: int = 3) -> int:
        """Something of Tor's is refused; the id of the alert."""
        with self.house.work() as work:
            instrument = work.catalogue.one(Instrument, "phq-9")
            dangers = dangers_of_answers(instrument, {"q9": answer}, crisis_alerts(work, "ridge"))
            sent = RiskSent(self.tor.id, self.house.clinic.id, "ridge", "referral", dangers, self.tor.id)
            kept = keep_refused(work, sent, "faults")
            assert kept is not None
            return max(work.session.scalars(select(RaisedAlert.id)))

    def row(self, alert_id: int) -> RaisedAlert:
        with self.house.work() as work:
            return work.session.get_one(RaisedAlert, alert_id)

    def refer(self, **facts: Any) -> int:
        declared = self.house.programme("ridge")
        with self.house.work() as work:
            facts = {**fitting_facts(declared), **facts}
            return refer(work, self.tor, self.house.clinic, declared, facts, source="self")[0].id

    def staff(self, person: Person | None = None) -> FlaskClient:
        return self.house.browser(person or self.sara, staff=True)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    return Door(house, sara, house.person("Tor", "Vik"))


def test_it_is_told_and_stands_where_the_caseload_points(door: Door) -> None:
    assert "/fare" not in door.staff().get("/arbeidsliste").get_data(as_text=True)
    alert_id = door.knock()
    door.house.platform.drain()
    with door.house.work() as work:
        notices = work.session.scalars(select(Delivery).where(Delivery.notice == "alert")).all()
        assert {(notice.person_id, notice.path) for notice in notices} == {(door.sara.id, f"/fare/{alert_id}")}
    assert 'href="/fare"' in door.staff().get("/arbeidsliste").get_data(as_text=True)
    assert "Tor Vik" in door.staff().get("/fare").get_data(as_text=True)
    page = door.staff().get(f"/fare/{alert_id}").get_data(as_text=True)
    for words in ("Tor Vik", "Svarte at det er tungt.", "et annet felt måtte rettes", "klinikkens inntak", "tel:"):
        assert words in page
    with door.house.work() as work:
        looked = work.session.scalars(select(AccessEntry).where(AccessEntry.patient_id == door.tor.id)).all()
        assert [(entry.what, entry.basis, entry.outcome) for entry in looked] == [("alerts", "intake", "ok")]


def test_the_patient_is_told_where_to_turn(door: Door) -> None:
    door.knock()
    assert "Ring 113 eller 116 117." in door.house.browser(door.tor).get("/min-sti").get_data(as_text=True)


def test_it_is_taken_written_about_and_closed_with_a_note(door: Door) -> None:
    alert_id = door.knock()
    client = door.staff()
    form = {"csrf_token": token(client)}
    assert client.post(f"/fare/{alert_id}", data={**form, "action": "open"}).status_code == 303
    assert door.row(alert_id).owner_id == door.sara.id
    assert client.post(f"/fare/{alert_id}", data={**form, "action": "action", "note": DONE}).status_code == 303
    refused = client.post(f"/fare/{alert_id}", data={**form, "action": "close", "note": "ok"})
    assert refused.status_code == 422
    assert "minst ti tegn" in refused.get_data(as_text=True)
    assert client.post(f"/fare/{alert_id}", data={**form, "action": "dance"}).status_code == 400
    assert client.post(f"/fare/{alert_id}", data={**form, "action": "close", "note": DONE}).status_code == 303
    assert door.row(alert_id).state == "closed"
    assert "Tor Vik" not in client.get("/fare").get_data(as_text=True)
    assert client.post(f"/fare/{alert_id}", data={**form, "action": "open"}).status_code == 409
    with door.house.work() as work:
        kinds = list(work.session.scalars(select(AlertEvent.kind).order_by(AlertEvent.id)))
    assert [kind for kind in kinds if kind != "notified"] == ["raised", "opened", "action", "closed"]


def test_nobody_opened_it_in_time(door: Door) -> None:
    alert_id = door.knock()
    with door.house.work() as work:
        assert escalate_at_door(work) == 0
    door.house.clock.move(hours=9)
    with door.house.work() as work:
        assert escalate_at_door(work) == 1
    with door.house.work() as work:
        assert escalate_at_door(work) == 0
    door.house.platform.drain()
    assert door.row(alert_id).state == "escalated"
    with door.house.work() as work:
        assert len(work.session.scalars(select(Delivery).where(Delivery.notice == "alert")).all()) == 2


def test_the_very_same_is_told_once_while_it_is_open(door: Door) -> None:
    first = door.knock()
    assert door.knock() == first
    graver = door.knock(1)
    assert graver != first, "another answer is another danger"
    client = door.staff()
    client.post(f"/fare/{first}", data={"csrf_token": token(client), "action": "close", "note": DONE})
    assert door.knock() > graver, "said again after it was closed, it is told again"


def test_it_follows_to_the_enrolment_and_is_not_told_twice(door: Door) -> None:
    alert_id = door.knock()
    enrolment_id = door.refer(phq9_item9=3)
    row = door.row(alert_id)
    assert (row.enrolment_id, row.state) == (enrolment_id, "raised")
    with door.house.work() as work:
        assert len(work.session.scalars(select(RaisedAlert)).all()) == 1
        assert work.session.scalars(select(RiskNote.enrolment_id)).all() == [enrolment_id]
    assert door.staff().get(f"/fare/{alert_id}").status_code == 404
    assert door.staff().get(f"/pasient/{enrolment_id}/varsler").status_code == 200
    door.house.clock.move(hours=9)
    tick(door.house.platform)
    assert door.row(alert_id).state == "escalated"


def test_it_does_not_follow_elsewhere(door: Door) -> None:
    alert_id = door.knock()
    with door.house.work() as work:
        declared = door.house.programme("ridge")
        refer(work, door.tor, door.house.elsewhere, declared, fitting_facts(declared), source="self")
    door.house.referred(door.tor, "lake")
    assert door.row(alert_id).enrolment_id is None


def test_who_may_open_it(door: Door) -> None:
    alert_id, house = door.knock(), door.house
    stranger = house.person("Eva", "Moen", ("therapist", house.elsewhere))
    manager = house.person("Nina", "Falk", ("manager", house.clinic))
    assert door.staff(stranger).get(f"/fare/{alert_id}").status_code == 404
    assert door.staff(manager).get(f"/fare/{alert_id}").status_code == 403
    assert house.browser(door.tor).get(f"/fare/{alert_id}").status_code == 403
    assert door.staff().get(f"/fare/{alert_id + 1}").status_code == 404
    assert "Tor Vik" not in door.staff(stranger).get("/fare").get_data(as_text=True)


def test_nobody_handles_her_own(door: Door) -> None:
    with door.house.work() as work:
        grant(work, work.session.get_one(Person, door.tor.id), "therapist", door.house.clinic)
    alert_id = door.knock()
    assert door.staff(door.tor).get(f"/fare/{alert_id}").status_code == 403
    assert "Tor Vik" not in door.staff(door.tor).get("/fare").get_data(as_text=True).split("<main")[1]
