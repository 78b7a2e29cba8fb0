"""Whoever leaves the staff: from the same tick nothing of hers is unseen, whoever it is, and the head hands it on."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import open_alerts, raise_alert
from varde.alerts.values import Alert
from varde.audit.models import AccessEntry
from varde.enrolments.exits import end
from varde.enrolments.leavers import release_leavers
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.identity.models import Grant, Person
from varde.notifications.models import Delivery
from varde.scheduling.models import Appointment
from varde.staffing.models import Absence
from varde.testing.house import House

from .conftest import send
from .test_patient import patient_writes, share_a_worksheet


def tick(house: House) -> int:
    """What the clock does each second about grants that have ended."""
    with house.work() as work:
        return release_leavers(work)


def leave(house: House, person: Person, days: int = 0) -> None:
    """Every role of hers ends now, or in some days."""
    with house.work() as work:
        for row in work.session.scalars(select(Grant).where(Grant.person_id == person.id)):
            row.ends_at = work.now + timedelta(days=days)


def danger(house: House, enrolment_id: int) -> None:
    """A red alert about her."""
    with house.work() as work:
        declared = next(alert for alert in work.catalogue.all(Alert).values() if alert.severity == "red")
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        raise_alert(work, enrolment, declared, f"test:{enrolment_id}", {})


def told_of_danger(house: House) -> set[int]:
    with house.work() as work:
        return set(work.session.scalars(select(Delivery.person_id).where(Delivery.notice == "alert")))


@pytest.fixture
def lars(house: House) -> Person:
    return house.person("Lars", "Brekke", ("therapist", house.clinic))


@pytest.fixture
def elin(house: House) -> Person:
    return house.person("Elin", "Sande", ("head", house.clinic), title="seksjonsleder")


@pytest.fixture
def head(house: House, elin: Person) -> FlaskClient:
    return house.browser(elin, staff=True)


# --- at once


def test_a_danger_after_the_end_is_told_to_the_clinic_and_not_to_the_leaver(
    house: House, maren: Person, lars: Person, ingrid: Person
) -> None:
    enrolment_id = house.enrolled(ingrid, lars)
    leave(house, lars)
    danger(house, enrolment_id)  # before any tick
    assert told_of_danger(house) == {maren.id}
    with house.work() as work:
        [(row, _declared)] = open_alerts(work, enrolment_id)
        assert row.owner_id is None


def test_a_danger_before_the_end_is_told_to_the_clinic_at_the_tick(
    house: House, maren: Person, lars: Person, ingrid: Person, therapist: FlaskClient
) -> None:
    enrolment_id = house.enrolled(ingrid, lars)
    danger(house, enrolment_id)
    assert told_of_danger(house) == {lars.id}
    assert "Ingrid Solheim" not in therapist.get("/arbeidsliste").get_data(as_text=True)
    leave(house, lars)
    assert (tick(house), tick(house)) == (1, 0)
    assert told_of_danger(house) == {lars.id, maren.id}
    assert "Ingrid Solheim" in therapist.get("/arbeidsliste").get_data(as_text=True)
    queue = therapist.get("/koen").get_data(as_text=True)
    assert "Ingrid Solheim" in queue
    assert "Fare" in queue
    assert therapist.get(f"/pasient/{enrolment_id}/varsler").status_code == 200


def test_message_exercise_and_appointment_go_to_the_queue(
    house: House, lars: Person, ingrid: Person, therapist: FlaskClient
) -> None:
    enrolment_id = house.enrolled(ingrid, lars)
    patient_writes(house, ingrid, enrolment_id, "Hvem ringer meg i morgen?")
    share_a_worksheet(house, ingrid, enrolment_id)
    with house.work() as work:
        for days in (-1, 1):
            at = work.now + timedelta(days=days)
            row = Appointment(enrolment_id=enrolment_id, therapist_id=lars.id, kind="phone", starts_at=at, minutes=30)
            work.add(row)
    assert "Køen er tom." in therapist.get("/koen").get_data(as_text=True)
    leave(house, lars)
    tick(house)
    page = therapist.get("/koen").get_data(as_text=True)
    assert "svarfrist" in page
    assert "1 øvelse" in page
    assert page.split("Timer uten behandler")[1].count("Ingrid Solheim") == 1
    assert "1 i klinikkens kø." in therapist.get("/arbeidsliste").get_data(as_text=True)
    assert send(therapist, f"/pasient/{enrolment_id}/melding", {"body": "Jeg ringer.", "once": "a"}).status_code == 303
    with house.work() as work:
        past, coming = work.session.scalars(select(Appointment).order_by(Appointment.starts_at))
        assert (past.therapist_id, coming.therapist_id) == (lars.id, None)


def test_an_end_in_the_future_is_honoured_by_the_clock(house: House, lars: Person, ingrid: Person) -> None:
    enrolment_id = house.enrolled(ingrid, lars)
    leave(house, lars, days=30)
    assert tick(house) == 0
    house.clock.move(days=29, hours=23)
    assert tick(house) == 0
    assert house.enrolment(enrolment_id).therapist_id == lars.id
    house.clock.move(hours=2)
    assert tick(house) == 1
    assert house.enrolment(enrolment_id).therapist_id is None


def test_whoever_comes_back_and_leaves_again_is_released_again(house: House, lars: Person, ingrid: Person) -> None:
    leave(house, lars)
    tick(house)
    leave(house, lars, days=10)
    enrolment_id = house.enrolled(ingrid, lars)
    house.clock.move(days=11)
    assert tick(house) == 1
    assert house.enrolment(enrolment_id).therapist_id is None


def test_whoever_still_has_another_role_there_keeps_her_patients(house: House, lars: Person, ingrid: Person) -> None:
    enrolment_id = house.enrolled(ingrid, lars)
    with house.work() as work:
        work.add(Grant(person_id=lars.id, role="therapist", organisation_id=house.trust.id, programme=None))
        row = work.session.scalars(select(Grant).where(Grant.organisation_id == house.clinic.id)).one()
        row.ends_at = work.now
    assert tick(house) == 1
    assert house.enrolment(enrolment_id).therapist_id == lars.id


@pytest.mark.parametrize(("state", "kept"), [("completed", True), ("withdrawn", True)])
def test_what_has_ended_keeps_the_therapist_it_had(
    house: House, lars: Person, ingrid: Person, state: str, kept: bool
) -> None:
    enrolment_id = house.enrolled(ingrid, lars)
    with house.work() as work:
        end(work, lars.id, work.session.get_one(Enrolment, enrolment_id), state)
    leave(house, lars)
    tick(house)
    assert (house.enrolment(enrolment_id).therapist_id == lars.id) is kept


def test_what_has_ended_with_an_open_alert_is_in_the_queue(
    house: House, lars: Person, ingrid: Person, therapist: FlaskClient
) -> None:
    enrolment_id = house.enrolled(ingrid, lars)
    danger(house, enrolment_id)
    with house.work() as work:
        end(work, lars.id, work.session.get_one(Enrolment, enrolment_id), "completed")
    leave(house, lars)
    tick(house)
    assert "Ingrid Solheim" in therapist.get("/koen").get_data(as_text=True)
    assert therapist.get(f"/pasient/{enrolment_id}/varsler").status_code == 200


def test_teams_and_substitutes_are_left(house: House, maren: Person, lars: Person, under_way: int) -> None:
    with house.work() as work:
        row = CareTeamMember(enrolment_id=under_way, person_id=lars.id, role="therapist", since=work.now)
        work.add(row)
        absence = Absence(
            person_id=maren.id,
            first_day=work.today,
            last_day=work.today,
            reason="course",
            substitute_id=lars.id,
            reported_at=work.now,
        )
        work.add(absence)
    leave(house, lars)
    tick(house)
    with house.work() as work:
        member = work.session.scalars(select(CareTeamMember).where(CareTeamMember.person_id == lars.id)).one()
        assert member.until == work.now
        assert work.session.scalars(select(Absence.substitute_id)).one() is None


def test_a_tick_costs_what_is_due(house: House, lars: Person) -> None:
    people = [house.person(f"Pasient{n}", "Nes") for n in range(3)]
    for person in people:
        house.enrolled(person, lars)
    with house.counted() as statements:
        tick(house)
    assert len(statements) == 1


# --- everybody, one at a time


@pytest.mark.parametrize("leaver", range(3))
def test_nothing_is_unseen_for_longer_than_a_tick_whoever_leaves(house: House, leaver: int) -> None:
    """A clinic of three, with messages, exercises, alerts and appointments: end each one's grants in turn."""
    staff = [house.person(f"Ansatt{n}", "Nes", ("therapist", house.clinic)) for n in range(3)]
    hers: dict[int, list[int]] = {}
    for n in range(6):
        patient = house.person(f"Pasient{n}", "Ås")
        enrolment_id = house.enrolled(patient, staff[n % 3])
        hers.setdefault(n % 3, []).append(enrolment_id)
        patient_writes(house, patient, enrolment_id, "Hei.", f"k{n}")
        if n % 2:
            danger(house, enrolment_id)
    leave(house, staff[leaver])
    tick(house)
    left = [person for n, person in enumerate(staff) if n != leaver]
    for enrolment_id in hers[leaver]:
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            assert enrolment.therapist_id is None
            owners = work.session.scalars(select(RaisedAlert.owner_id).where(RaisedAlert.enrolment_id == enrolment_id))
            assert set(owners) <= {None}
    for person in left:
        queue = house.browser(person, staff=True).get("/koen").get_data(as_text=True)
        for enrolment_id in hers[leaver]:
            assert f"/pasient/{enrolment_id}" in queue
    assert {person.id for person in left} <= told_of_danger(house)
    assert house.browser(staff[leaver], staff=True).get("/koen").status_code == 403


# --- the head


def test_the_head_hands_over_in_groups_and_one_by_one(
    house: House, maren: Person, lars: Person, ingrid: Person, tor: Person, elin: Person, head: FlaskClient
) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    first, second = house.enrolled(ingrid, lars), house.enrolled(tor, lars)
    leave(house, lars)
    tick(house)
    operator = house.browser(house.person("Odd", "Vik", ("operator", house.trust)), staff=True)
    for shown in (head.get("/koen"), head.get("/overforing")):
        assert "2 forløp har ingen ansvarlig siden 21. september 2026." in shown.get_data(as_text=True)
    drift = operator.get("/drift").get_data(as_text=True)
    assert "Forløp uten ansvarlig" in drift
    assert "Lars" not in drift
    page = head.get("/overforing").get_data(as_text=True)
    assert "Lars Brekke, " in page
    assert "2 pasienter skal ha ny ansvarlig" in page
    assert "Maren Aas (har 0 nå)" in page
    form = {f"gruppe-{first}": str(maren.id), f"forlop-{second}": str(sara.id)}
    assert send(head, "/overforing", form).status_code == 303
    assert (house.enrolment(first).therapist_id, house.enrolment(second).therapist_id) == (maren.id, sara.id)
    with house.work() as work:
        told = work.session.scalars(select(Delivery.person_id).where(Delivery.notice == "news")).all()
        assert Counter(told) == Counter([ingrid.id, tor.id])
        entries = work.session.scalars(select(AccessEntry).where(AccessEntry.actor_id == elin.id)).all()
        assert {(entry.role, entry.basis, entry.action) for entry in entries} == {("head", "hand_over", "write")}
    assert "Alle har en ansvarlig." in head.get("/overforing").get_data(as_text=True)
    assert "Forløp uten ansvarlig" not in operator.get("/drift").get_data(as_text=True)
    assert "Seksjonsleder" not in page
    assert "Leder klinikken, og gav deg ny behandler." in house.browser(ingrid).get("/innsyn").get_data(as_text=True)


def test_those_of_somebody_who_will_leave_are_handed_over_before(
    house: House, maren: Person, lars: Person, ingrid: Person, head: FlaskClient
) -> None:
    enrolment_id = house.enrolled(ingrid, lars)
    leave(house, lars, days=61)
    assert "Alle har en ansvarlig." in head.get("/overforing").get_data(as_text=True)
    leave(house, lars, days=30)
    assert "Lars Brekke slutter 21. oktober 2026." in head.get("/overforing").get_data(as_text=True)
    for page in ("/fravaer", "/koen"):
        shown = head.get(page).get_data(as_text=True)
        assert "Lars Brekke slutter 21. oktober 2026." in shown
        assert "1 forløp må ha en ny ansvarlig før da." in shown
    assert "slutter" not in house.browser(maren, staff=True).get("/koen").get_data(as_text=True)
    assert "slutter" not in house.browser(maren, staff=True).get("/fravaer").get_data(as_text=True), "the head alone"
    assert send(head, "/overforing", {f"gruppe-{enrolment_id}": str(maren.id)}).status_code == 303
    assert house.enrolment(enrolment_id).therapist_id == maren.id
    assert "Lars Brekke slutter" not in head.get("/fravaer").get_data(as_text=True)


def test_the_head_opens_no_record_and_hands_over_nobody_elsewhere(
    house: House, lars: Person, ingrid: Person, maren: Person, head: FlaskClient
) -> None:
    enrolment_id = house.enrolled(ingrid, lars)
    leave(house, lars)
    tick(house)
    assert f"/pasient/{enrolment_id}" not in head.get("/koen").get_data(as_text=True)
    assert head.get(f"/pasient/{enrolment_id}").status_code == 403
    stranger = house.browser(house.person("Per", "Vik", ("head", house.elsewhere)), staff=True)
    assert "Ingrid" not in stranger.get("/koen").get_data(as_text=True)
    assert send(stranger, "/overforing", {f"gruppe-{enrolment_id}": str(maren.id)}).status_code == 422
    assert house.enrolment(enrolment_id).therapist_id is None


@pytest.mark.parametrize("role", ["trust_administrator", "manager", "therapist", "care_team", "operator"])
def test_nobody_but_the_head_hands_over(house: House, role: str) -> None:
    client = house.browser(house.person("Per", "Vik", (role, house.clinic)), staff=True)
    assert client.get("/overforing").status_code == 403
    assert send(client, "/overforing", {"gruppe-1": "1"}).status_code == 403


def test_a_patient_who_treats_here_is_not_handed_to_herself(
    house: House, lars: Person, maren: Person, head: FlaskClient
) -> None:
    enrolment_id = house.enrolled(maren, lars)
    leave(house, lars)
    tick(house)
    answer = send(head, "/overforing", {f"gruppe-{enrolment_id}": str(maren.id)})
    assert (answer.status_code, "Velg noen som behandler her" in answer.get_data(as_text=True)) == (422, True)
    assert house.enrolment(enrolment_id).therapist_id is None
    queue = house.browser(maren, staff=True).get("/koen").get_data(as_text=True)
    assert "Maren Aas</a>" not in queue.partition("<main")[2]


def test_what_somebody_tried_in_her_own_record_is_seen_by_her_colleagues(
    house: House, maren: Person, lars: Person, therapist: FlaskClient
) -> None:
    enrolment_id = house.enrolled(lars, maren)
    for _ in range(2):
        house.browser(lars, staff=True).get(f"/pasient/{enrolment_id}")
    page = therapist.get("/koen").get_data(as_text=True)
    assert page.count("Lars Brekke, i sitt eget forløp") == 1
    house.clock.move(days=31)
    therapist = house.browser(maren, staff=True)
    assert "i sitt eget forløp" not in therapist.get("/koen").get_data(as_text=True)


def test_who_waits_long_for_an_answer_stands_where_the_head_hands_over_without_what_was_written(
    house: House, maren: Person, lars: Person, ingrid: Person, tor: Person, elin: Person
) -> None:
    waits, others = house.enrolled(ingrid, lars), house.enrolled(tor, lars)
    share_a_worksheet(house, ingrid, waits)
    assert "ventet lenge på svar" not in house.browser(elin, staff=True).get("/overforing").get_data(as_text=True)
    house.clock.move(days=7)
    head = house.browser(elin, staff=True)
    page = head.get("/overforing").get_data(as_text=True)
    row = page.split("1 pasient har ventet lenge på svar")[1]
    assert "Alle har en ansvarlig." in page
    for said in ("Ingrid Solheim", "Lars Brekke", "21. september 2026", "Maren Aas (har 0 nå)"):
        assert said in row, said
    for unsaid in ("Tor ", "Lars Brekke (har", f"/pasient/{waits}", "Det slapp litt"):
        assert unsaid not in row, unsaid
    assert send(head, "/overforing", {f"forlop-{waits}": "", f"forlop-{others}": str(maren.id)}).status_code == 422
    assert send(head, "/overforing", {f"forlop-{waits}": str(maren.id), f"forlop-{others}": "1"}).status_code == 303
    assert (house.enrolment(waits).therapist_id, house.enrolment(others).therapist_id) == (maren.id, lars.id)
    assert "ventet lenge på svar" not in head.get("/overforing").get_data(as_text=True)
    leave(house, lars)
    tick(house)
    share_a_worksheet(house, tor, others)
    house.clock.move(days=7)
    both = house.browser(elin, staff=True).get("/overforing").get_data(as_text=True)
    assert "Ingen: gi pasienten en ansvarlig over" in both, "whom nobody has is handed over with the others"
    assert both.count(f'name="forlop-{others}"') == 1
