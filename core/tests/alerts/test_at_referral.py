"""Danger in a referral: the same alert as in a course, alive whatever is decided about the referral."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.models import AlertEvent, RaisedAlert
from varde.alerts.service import alerts_of, close_alert
from varde.caseload.listed import caseload_of
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.notifications.models import Delivery
from varde.plugin.fitting import fitting_facts
from varde.referrals.service import decide, refer
from varde.scheduling.agenda import tick
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

DONE = "Ringte Tor, som ikke er alene. Ny samtale i morgen."


@dataclass
class Door:
    house: House
    sara: Person
    per: Person
    patient: Person

    def actor(self, person: Person) -> Actor:
        return self.house.actor(person, ("therapist", self.house.clinic))

    def refer(self, source: str = "self", **facts: Any) -> int:
        declared = self.house.programme("ridge")
        with self.house.work() as work:
            by = self.actor(self.sara).person_id if source == "clinician" else None
            enrolment, _ = refer(
                work,
                self.patient,
                self.house.clinic,
                declared,
                {**fitting_facts(declared), **facts},
                source=source,
                referred_by_id=by,
            )
            return enrolment.id

    def alert(self, enrolment_id: int) -> RaisedAlert:
        with self.house.work() as work:
            (view,) = alerts_of(work, enrolment_id)
            return view.row

    def told(self) -> set[int]:
        self.house.platform.drain()
        with self.house.work() as work:
            return set(work.session.scalars(select(Delivery.person_id).where(Delivery.notice == "alert")))

    def listed(self, person: Person) -> list[int]:
        with self.house.work() as work:
            return [row.enrolment_id for row in caseload_of(work, self.actor(person)).rows]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    sara, per = (
        house.person(given, family, ("therapist", house.clinic))
        for given, family in (("Sara", "Holm"), ("Per", "Dale"))
    )
    return Door(house, sara, per, house.person("Tor", "Vik"))


@pytest.mark.parametrize("source", ["self", "clinician"])
@pytest.mark.parametrize(("answer", "severity"), [(0, None), (1, "amber"), (2, "red"), (3, "red")])
def test_the_same_answer_raises_the_same_alert_as_in_the_course(
    door: Door, source: str, answer: int, severity: str | None
) -> None:
    enrolment_id = door.refer(source, phq9_item9=answer)
    with door.house.work() as work:
        views = alerts_of(work, enrolment_id)
    assert [view.row.severity for view in views] == ([severity] if severity else [])
    for view in views:
        assert view.row.alert in {"ridge.phq9-thoughts-some", "ridge.phq9-thoughts"}
        assert view.because == {"answer:q9": answer, "referral": True}
        assert (view.row.crisis, view.row.owner_id, view.row.state) == (True, None, "raised")


def test_the_intake_is_told_and_everybody_sees_it_first(door: Door) -> None:
    calm = door.house.referred(door.house.person("Kari", "Nes"), "ridge")
    enrolment_id = door.refer(phq9_item9=3)
    assert door.told() == {door.sara.id, door.per.id}
    assert door.listed(door.sara) == [enrolment_id, calm]
    page = door.house.browser(door.sara, staff=True).get("/arbeidsliste").get_data(as_text=True)
    assert f"/pasient/{enrolment_id}/varsler" in page


def test_nobody_opened_it_in_time(door: Door) -> None:
    enrolment_id = door.refer(phq9_item9=3)
    door.house.clock.move(hours=9)
    tick(door.house.platform)
    assert door.alert(enrolment_id).state == "escalated"


@pytest.mark.parametrize(
    ("way", "afterwards"),
    [
        ("accepted", 200),
        ("declined", 200),  # it may be undone for some days
        ("withdrawn", 403),  # the door is shut again
    ],
)
def test_deciding_or_withdrawing_does_not_close_it(door: Door, way: str, afterwards: int) -> None:
    enrolment_id = door.refer(phq9_item9=3)
    with door.house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        if way == "withdrawn":
            end(work, door.patient.id, enrolment, "withdrawn")
        else:
            decide(work, door.actor(door.sara), enrolment, accept=way == "accepted", track="north", note="Ring oss.")
    row = door.alert(enrolment_id)
    assert (row.state, row.owner_id) == ("raised", door.sara.id if way == "accepted" else None)
    assert door.listed(door.sara) == [enrolment_id]
    assert door.listed(door.per) == ([] if way == "accepted" else [enrolment_id])

    # Whoever takes in opens it, writes what was done, and closes it; then it is over.
    browser = door.house.browser(door.sara, staff=True)
    page = f"/pasient/{enrolment_id}/varsler"
    assert "Svarte i påmeldingen" in browser.get(page).get_data(as_text=True)
    closing = {"csrf_token": token(browser), "action": "close", "note": "ok"}
    assert browser.post(f"{page}/{row.id}", data=closing).status_code == 422
    assert browser.post(f"{page}/{row.id}", data={**closing, "note": DONE}).status_code == 303
    assert door.alert(enrolment_id).state == "closed"
    assert door.listed(door.sara) == []
    assert browser.get(page).status_code == afterwards
    with door.house.work() as work:
        kinds = list(work.session.scalars(select(AlertEvent.kind).order_by(AlertEvent.id)))
    assert [kind for kind in kinds if kind != "notified"] == ["raised", "opened", "closed"]


def test_the_box_stands_from_the_receipt_until_it_is_closed(door: Door) -> None:
    enrolment_id = door.refer(phq9_item9=3)
    browser = door.house.browser(door.patient)
    for path in (f"/pamelding/{enrolment_id}/mottatt", "/min-sti", "/innsyn"):
        page = browser.get(path).get_data(as_text=True)
        assert "Ring 113 eller 116 117." in page
        assert page.count("tel:116123") == 1
    with door.house.work() as work:
        close_alert(work, door.actor(door.sara), work.session.get_one(RaisedAlert, door.alert(enrolment_id).id), DONE)
    page = browser.get(f"/pamelding/{enrolment_id}/mottatt").get_data(as_text=True)
    assert "Ring 113 eller 116 117." not in page
    assert "Du får beskjed senest" in page, "then she is told when she is answered"
