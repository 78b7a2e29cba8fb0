"""Who keeps out her therapist falls between no chairs, and whom to ring is whom one may open."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.enrolments.cover import answering
from varde.enrolments.models import Enrolment
from varde.enrolments.service import change_responsible
from varde.enrolments.team import add_member
from varde.identity.models import Person
from varde.identity.service import PHONE_PLACE, grant
from varde.notifications.models import Delivery
from varde.privacy.models import Block
from varde.staffing.service import report
from varde.testing.house import House

from .conftest import send
from .test_who_is_listed import NAME, Case, main_of, unsent


@pytest.fixture
def case(house: House, maren: Person) -> Case:
    return Case(house, maren, house.person("Berit", "Foss"))


def keep_out(case: Case, person: Person) -> None:
    browser = case.house.browser(case.berit)
    assert "Maren Aas" in browser.get("/sperrer").get_data(as_text=True)
    assert send(browser, "/sperrer", {"person": str(person.id), "action": "block"}).status_code == 303


def danger(case: Case, enrolment_id: int, cause: str) -> int:
    with case.house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        return raise_alert(work, enrolment, work.catalogue.one(Alert, "ridge.phq9-thoughts"), cause, {}).id


def told_of(case: Case, alert_id: int) -> set[int]:
    """Whom a notice about this alert was sent to."""
    case.house.platform.drain()
    with case.house.work() as work:
        about = select(Delivery.person_id).where(
            Delivery.key.startswith(f"alert:{alert_id}:"), Delivery.state == "sent"
        )
        return set(work.session.scalars(about))


def test_whoever_keeps_out_her_therapist_is_the_clinics(case: Case) -> None:
    """The danger from before and the one after it are told to who may read them, and she stands where the clinic looks."""
    house, maren = case.house, case.maren
    colleague = house.person("Per", "Dale", ("therapist", house.clinic), ("head", house.clinic), phone="40000001")
    with house.work() as work:
        work.session.get_one(Person, maren.id).phone_sealed = work.vault.seal(PHONE_PLACE, "40000002")
    enrolment_id = house.enrolled(case.berit, maren, "ridge", "north")
    before = danger(case, enrolment_id, "before")
    assert told_of(case, before) == {maren.id}
    assert house.browser(maren, staff=True).get(f"/pasient/{enrolment_id}").status_code == 200
    keep_out(case, maren)
    after = danger(case, enrolment_id, "after")
    assert told_of(case, before) == {maren.id, colleague.id}
    assert told_of(case, after) == {colleague.id}
    with house.work() as work:
        assert set(work.session.scalars(select(RaisedAlert.owner_id))) == {None}
        assert answering(work, work.session.get_one(Enrolment, enrolment_id)) is None
    assert house.browser(colleague, staff=True).get(f"/pasient/{enrolment_id}").status_code == 200
    named = {path: NAME in main_of(case, colleague, path) for path in ("/koen", "/overforing")}
    assert named == {"/koen": True, "/overforing": True}
    assert "Ingen har pasienten" in main_of(case, colleague, "/koen")
    assert "1 i klinikkens kø." in main_of(case, colleague, "/arbeidsliste")
    assert NAME not in main_of(case, maren, "/arbeidsliste?sok=Berit")


def test_without_danger_too_whoever_keeps_out_her_therapist_stands_in_the_queue(case: Case) -> None:
    house = case.house
    colleague = house.person("Per", "Dale", ("therapist", house.clinic))
    enrolment_id = house.enrolled(case.berit, case.maren, "ridge", "north")
    assert house.browser(case.maren, staff=True).get(f"/pasient/{enrolment_id}").status_code == 200
    assert NAME not in main_of(case, colleague, "/koen")
    keep_out(case, case.maren)
    assert NAME in main_of(case, colleague, "/koen")
    assert "1 i klinikkens kø." in main_of(case, colleague, "/arbeidsliste")
    with house.work() as work:
        assert work.session.scalars(select(Delivery.id).where(Delivery.notice == "alert")).all() == []


def test_a_notice_that_waits_to_be_sent_is_not_sent_to_who_is_kept_out_meanwhile(case: Case) -> None:
    house = case.house
    colleague = house.person("Per", "Dale", ("therapist", house.clinic), phone="40000001")
    enrolment_id = house.enrolled(case.berit, case.maren, "ridge", "north")
    house.platform.drain()
    alert_id = danger(case, enrolment_id, "before")
    with house.work() as work:
        work.add(Block(patient_id=case.berit.id, blocked_id=case.maren.id, created_at=work.now))
    assert told_of(case, alert_id) == {colleague.id}


# --- whom to ring

RINGS = {
    # who reads, and whether she is named of somebody who is under way with Maren, and of somebody nobody has
    "responsible": (True, True),
    "responsible, as a dietitian": (True, False),
    "substitute": (True, True),
    "of the clinic": (False, True),
    "of the clinic while the responsible is away": (True, True),
    "of the clinic, for another programme": (False, False),
    "a dietitian of the clinic": (False, False),
    "of the care team": (True, False),
}


@pytest.mark.parametrize("who", RINGS)
def test_whom_to_ring_is_whom_one_may_open(case: Case, who: str) -> None:
    house, reader = case.house, case.house.person("Kari", "Lund")
    maren = case.maren
    with house.work() as work:
        row = work.session.get_one(Person, reader.id)
        role = {"responsible, as a dietitian": "dietitian", "a dietitian of the clinic": "dietitian"}.get(
            who, "therapist"
        )
        role = "care_team" if who == "of the care team" else role
        grant(work, row, role, house.clinic, programme="lake" if "another programme" in who else None)
    hers = house.enrolled(case.berit, reader if who.startswith("responsible") else maren, "ridge", "north")
    nora = house.person("Nora", "Berg")
    lone = house.enrolled(nora, maren, "ridge", "north")
    with house.work() as work:
        change_responsible(work, work.session.get_one(Enrolment, lone), None, None, "released")
        if who == "of the care team":
            add_member(work, house.actor(maren), work.session.get_one(Enrolment, hers), reader.id, "nurse")
        if who in ("substitute", "of the clinic while the responsible is away"):
            instead = reader.id if who == "substitute" else None
            report(work, maren.id, work.today, work.today, "course", instead, by_id=1, may_stand_in=[reader.id])
        for person, enrolment_id in ((case.berit, hers), (nora, lone)):
            work.add(unsent(work, person, enrolment_id))
    page = main_of(case, reader, "/ringeliste")
    named = (NAME in page, "Nora Berg" in page)
    browser = house.browser(reader, staff=True)
    opens = tuple(browser.get(f"/pasient/{number}").status_code == 200 for number in (hers, lone))
    assert named == opens
    assert named == RINGS[who]
