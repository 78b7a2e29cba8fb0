"""Absence and presence: who answers meanwhile, what the patients read, and what becomes of the appointments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.alerts.service import open_alerts
from varde.enrolments.cover import answering
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.privacy.kin import declare_by_name
from varde.privacy.models import Block
from varde.scheduling.agenda import tick
from varde.scheduling.booking import book
from varde.scheduling.models import Appointment, AppointmentChange
from varde.staffing.models import Absence, Presence
from varde.testing.house import House

from .conftest import send
from .test_leavers import danger, told_of_danger
from .test_patient import patient_writes

QUEUE = "kø"
TODAY, FRIDAY = "2026-09-21", "2026-09-25"  # the house begins on a Monday


@pytest.fixture
def sara(house: House) -> Person:
    return house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")


def report(client: FlaskClient, **changes: Any) -> Any:
    form = {"first": TODAY, "last": FRIDAY, "reason": "illness", "substitute": QUEUE, "gjor": "lagre"}
    return send(client, "/fravaer", form | {key: str(value) for key, value in changes.items()})


def begin(house: House) -> int:
    """How many absences the clock has begun."""
    tick(house.platform)
    with house.work() as work:
        return work.session.scalar(select(func.count()).where(Absence.begun_at.is_not(None))) or 0


def answers(house: House, enrolment_id: int) -> int | None:
    with house.work() as work:
        return answering(work, work.session.get_one(Enrolment, enrolment_id))


# --- who answers


def test_a_substitute_answers_as_long_as_the_absence_lasts(
    house: House, maren: Person, ingrid: Person, sara: Person, under_way: int, therapist: FlaskClient
) -> None:
    hers = house.browser(sara, staff=True)
    assert hers.get(f"/pasient/{under_way}").status_code == 403
    assert report(therapist, substitute=sara.id).status_code == 303
    patient_writes(house, ingrid, under_way, "Er du der?")
    page = hers.get("/arbeidsliste").get_data(as_text=True)
    assert "Ingrid Solheim" in page
    assert "Du er vikar for Maren Aas til og med fredag 25. september. 1 venter, og står på listen din." in page
    assert send(hers, f"/pasient/{under_way}/melding", {"body": "Maren er borte.", "once": "a"}).status_code == 303
    assert answers(house, under_way) == sara.id
    assert house.enrolment(under_way).therapist_id == maren.id, "she is still hers"
    house.clock.move(days=5)
    assert answers(house, under_way) == maren.id
    assert house.browser(sara, staff=True).get(f"/pasient/{under_way}").status_code == 403


@pytest.mark.parametrize("substitute", ["none", "away", "left"])
def test_without_a_substitute_who_is_there_the_queue_answers(
    house: House, ingrid: Person, sara: Person, under_way: int, therapist: FlaskClient, substitute: str
) -> None:
    colleague = house.person("Per", "Vik", ("therapist", house.clinic))
    report(therapist, substitute=QUEUE if substitute == "none" else sara.id)
    if substitute == "away":
        report(house.browser(sara, staff=True), substitute=colleague.id)
    elif substitute == "left":
        with house.work() as work:
            row = work.session.scalars(select(Absence)).one()
            row.substitute_id = None  # as the clock does when her roles end
    patient_writes(house, ingrid, under_way, "Er du der?")
    assert answers(house, under_way) is None
    client = house.browser(colleague, staff=True)
    assert "1 i klinikkens kø." in client.get("/arbeidsliste").get_data(as_text=True)
    queue = client.get("/koen").get_data(as_text=True)
    assert "Ingrid Solheim" in queue
    assert "Maren Aas er borte" in queue
    assert client.get(f"/pasient/{under_way}").status_code == 200


def test_a_danger_during_the_absence_is_the_substitutes(
    house: House, maren: Person, sara: Person, under_way: int, therapist: FlaskClient
) -> None:
    house.person("Per", "Vik", ("therapist", house.clinic))
    report(therapist, substitute=sara.id)
    danger(house, under_way)
    assert told_of_danger(house) == {sara.id}
    with house.work() as work:
        [(row, _declared)] = open_alerts(work, under_way)
        assert row.owner_id == sara.id


def test_an_alert_from_before_is_handed_on_when_the_absence_begins(
    house: House, maren: Person, sara: Person, under_way: int, therapist: FlaskClient
) -> None:
    danger(house, under_way)
    assert told_of_danger(house) == {maren.id}
    report(therapist, first="2026-09-23", last=FRIDAY, substitute=sara.id)
    assert begin(house) == 0
    house.clock.move(days=2)
    assert (begin(house), begin(house)) == (1, 1)
    assert told_of_danger(house) == {maren.id, sara.id}
    with house.work() as work:
        [(row, _declared)] = open_alerts(work, under_way)
        assert row.owner_id == sara.id


@pytest.mark.parametrize(("weekdays", "away"), [("01234", False), ("1234", True), ("0", False)])
def test_a_weekday_off_is_an_absence_and_a_sunday_is_none(
    house: House, maren: Person, sara: Person, under_way: int, therapist: FlaskClient, weekdays: str, away: bool
) -> None:
    form = {f"dag{digit}": "1" for digit in weekdays} | {"substitute": str(sara.id)}
    assert send(therapist, "/fravaer/dager", form).status_code == 303
    assert answers(house, under_way) == (sara.id if away else maren.id)
    house.clock.move(days=6)
    assert answers(house, under_way) == maren.id


# --- what is said


def test_the_patient_reads_it_in_her_language_and_never_why(
    house: House, ingrid: Person, sara: Person, under_way: int, therapist: FlaskClient
) -> None:
    report(therapist, first="2026-09-23", last="2026-09-24", substitute=sara.id)
    said = {
        "nb": "Maren er borte onsdag 23. september og torsdag 24. september.</b> Sara Holm leser og svarer så lenge.",
        "nn": "Maren er borte onsdag 23. september og torsdag 24. september.</b> Sara Holm les og svarar så lenge.",
    }
    for language, words in said.items():
        client = house.browser(ingrid)
        assert words in client.get(f"/min-sti?lang={language}").get_data(as_text=True)
        thread = client.get(f"/meldinger/{under_way}").get_data(as_text=True)
        assert words.split("</b> ")[1] in thread
        for reason in ("Sykdom", "Sjukdom", "sykdom", "illness"):
            assert reason not in thread


def test_the_team_says_when_each_is_there(house: House, ingrid: Person, under_way: int, therapist: FlaskClient) -> None:
    send(therapist, "/fravaer/dager", {"dag0": "1", "dag1": "1", "dag2": "1", "dag3": "1", "substitute": QUEUE})
    addresses = ((therapist, f"/pasient/{under_way}"), (house.browser(ingrid), f"/meldinger/{under_way}"))
    for client, address in addresses:
        assert "Ansvarlig. Til stede mandag–torsdag" in client.get(address).get_data(as_text=True)
    report(therapist)
    for client, address in addresses:
        assert "Ansvarlig. Borte til og med fredag 25. september" in client.get(address).get_data(as_text=True)


def test_it_is_said_a_week_before_and_not_after(
    house: House, ingrid: Person, under_way: int, therapist: FlaskClient
) -> None:
    report(therapist, first="2026-09-30", last="2026-10-01")
    assert "Maren er borte" not in house.browser(ingrid).get("/min-sti").get_data(as_text=True)
    house.clock.move(days=2)
    assert "Maren er borte" in house.browser(ingrid).get("/min-sti").get_data(as_text=True)
    house.clock.move(days=9)
    assert "Maren er borte" not in house.browser(ingrid).get("/min-sti").get_data(as_text=True)


def test_both_languages_are_shown_before_it_is_saved(house: House, sara: Person, therapist: FlaskClient) -> None:
    page = report(therapist, substitute=sara.id, gjor="se").get_data(as_text=True)
    preview = page.split('class="preview-words"')[1].split("</div>")[0]
    assert "Maren er borte fra mandag 21. september" in preview
    assert "Maren er borte frå måndag 21. september" in preview
    with house.work() as work:
        assert work.session.scalar(select(Absence.id)) is None


# --- the appointments


@pytest.fixture
def appointment(house: House, maren: Person, under_way: int) -> int:
    """Wednesday at ten, inside the absence."""
    with house.work() as work:
        return book(work, under_way, maren.id, "phone", work.now + timedelta(days=2), 30).id


def test_appointments_are_shown_before_the_absence_is_saved(
    house: House, sara: Person, appointment: int, therapist: FlaskClient
) -> None:
    page = report(therapist, substitute=sara.id).get_data(as_text=True)
    assert "Onsdag 23. september kl. 10.00, Ingrid Solheim, telefon" in page
    assert "Vikaren tar timen" in page
    assert "Vikaren tar timen" not in report(therapist).get_data(as_text=True), "the queue holds no appointments"
    with house.work() as work:
        assert work.session.scalar(select(Absence.id)) is None


@pytest.mark.parametrize("deed", ["gi", "flytt", "la"])
def test_an_appointment_is_handed_over_moved_or_left(
    house: House, maren: Person, sara: Person, ingrid: Person, appointment: int, therapist: FlaskClient, deed: str
) -> None:
    fields = {f"time-{appointment}": deed, f"dag-{appointment}": "2026-09-28", f"klokke-{appointment}": "09.00"}
    assert report(therapist, substitute=sara.id, **fields).status_code == 303
    with house.work() as work:
        row = work.session.get_one(Appointment, appointment)
        assert row.therapist_id == (sara.id if deed == "gi" else maren.id)
        assert row.starts_at.isoformat() == (
            "2026-09-28T07:00:00+00:00" if deed == "flytt" else "2026-09-23T08:00:00+00:00"
        )
        told = work.session.scalars(select(Delivery.person_id).where(Delivery.notice == "appointment")).all()
        assert told == ([] if deed == "la" else [ingrid.id])
        changes = select(AppointmentChange.change, AppointmentChange.by_id).order_by(AppointmentChange.id)
        done = {"gi": [("given", maren.id)], "flytt": [("moved", maren.id)], "la": []}
        assert [tuple(each) for each in work.session.execute(changes)][1:] == done[deed]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"time-{n}": "flytt", "dag-{n}": "2026-09-24", "klokke-{n}": "09.00"}, "utenfor fraværet"),
        ({"time-{n}": "flytt", "dag-{n}": "", "klokke-{n}": "09.00"}, "Velg den første dagen"),
        ({"time-{n}": "flytt", "dag-{n}": "2026-09-28", "klokke-{n}": "halv ti"}, "14.30"),
        ({"time-{n}": "flytt", "dag-{n}": "2026-10-25", "klokke-{n}": "02.30"}, "Velg hvilken"),
        ({"time-{n}": "flytt", "dag-{n}": "2026-10-25", "klokke-{n}": "02.30"}, 'name="hvilken-{n}"'),
        (
            {"time-{n}": "flytt", "dag-{n}": "2026-10-25", "klokke-{n}": "02.30", "hvilken-{n}": "first"},
            "Det er stengt da",
        ),
        ({"time-{n}": "bort"}, "Velg hva som skal skje med timen"),
    ],
)
def test_a_fault_stores_nothing_and_keeps_what_was_typed(
    house: House, sara: Person, appointment: int, therapist: FlaskClient, fields: dict[str, str], said: str
) -> None:
    filled = {key.format(n=appointment): value for key, value in fields.items()}
    answer = report(therapist, substitute=sara.id, **filled)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, said.format(n=appointment) in page) == (422, True)
    assert 'value="2026-09-25"' in page
    with house.work() as work:
        assert work.session.scalar(select(Absence.id)) is None


def test_a_substitute_who_is_busy_is_not_offered_the_appointment(
    house: House, sara: Person, appointment: int, therapist: FlaskClient
) -> None:
    other = house.enrolled(house.person("Tor", "Lie"), sara)
    with house.work() as work:
        at = work.now + timedelta(days=2, minutes=-15)
        book(work, other, sara.id, "phone", at, 30)
    assert "Vikaren tar timen" not in report(therapist, substitute=sara.id).get_data(as_text=True)
    answer = report(therapist, substitute=sara.id, **{f"time-{appointment}": "gi"})
    assert (answer.status_code, "har en annen time da" in answer.get_data(as_text=True)) == (422, True)


def stand_between(house: House, patient: Person, staff: Person, what: str) -> None:
    with house.work() as work:
        if what == "kin":
            declare_by_name(work, staff.id, "Ingrid Solheim", date(1990, 5, 17))
        elif what == "kept out":
            work.add(Block(patient_id=patient.id, blocked_id=staff.id, created_at=work.now))


@pytest.mark.parametrize(("what", "named"), [("nothing", True), ("kin", False), ("kept out", False)])
def test_whoever_reports_decides_about_nobody_whose_record_she_may_not_open(
    house: House, maren: Person, sara: Person, ingrid: Person, appointment: int, what: str, named: bool
) -> None:
    head = house.person("Elin", "Sande", ("head", house.clinic))
    stand_between(house, ingrid, head, what)
    browser = house.browser(head, staff=True)
    page = report(browser, person=maren.id, substitute=sara.id, gjor="se").get_data(as_text=True)
    assert ("Ingrid Solheim" in page) == named
    others = "En time til er hos noen du holdes utenfor. En kollega må avgjøre hva som skjer med den."
    assert (others in page) == (not named)
    moved = {f"time-{appointment}": "flytt", f"dag-{appointment}": "2026-09-28", f"klokke-{appointment}": "09.00"}
    assert report(browser, person=maren.id, substitute=sara.id, **moved).status_code == 303
    with house.work() as work:
        row = work.session.get_one(Appointment, appointment)
        assert row.starts_at.isoformat()[:10] == ("2026-09-28" if named else "2026-09-23")


@pytest.mark.parametrize(("what", "offered"), [("nothing", True), ("kin", False), ("kept out", False)])
def test_a_substitute_is_given_no_appointment_with_whom_she_may_not_open(
    house: House,
    maren: Person,
    sara: Person,
    ingrid: Person,
    appointment: int,
    therapist: FlaskClient,
    what: str,
    offered: bool,
) -> None:
    stand_between(house, ingrid, sara, what)
    page = report(therapist, substitute=sara.id, gjor="se").get_data(as_text=True)
    assert ("Vikaren tar timen" in page) == offered
    answer = report(therapist, substitute=sara.id, **{f"time-{appointment}": "gi"})
    assert answer.status_code == (303 if offered else 422)
    with house.work() as work:
        assert work.session.get_one(Appointment, appointment).therapist_id == (sara.id if offered else maren.id)


# --- the form


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": ""}, "Velg den første dagen"),
        ({"last": "31.2.2026"}, "Datoen finnes ikke"),
        ({"first": FRIDAY, "last": TODAY}, "samme dag som den første, eller senere"),
        ({"first": "2026-09-01", "last": "2026-09-20"}, "Fraværet er over"),
        ({"last": "2029-01-01"}, "høyst to år"),
        ({"reason": "lat"}, "Velg en grunn"),
        ({"substitute": "{maren}"}, "Velg en annen behandler"),
        ({"substitute": "{ingrid}"}, "Velg en annen behandler"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    house: House, maren: Person, ingrid: Person, therapist: FlaskClient, changes: dict[str, str], said: str
) -> None:
    filled = {key: value.format(maren=maren.id, ingrid=ingrid.id) for key, value in changes.items()}
    answer = report(therapist, **filled)
    assert (answer.status_code, said in answer.get_data(as_text=True)) == (422, True)


def test_two_absences_do_not_overlap_and_a_cancelled_one_is_gone(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    assert report(therapist).status_code == 303
    again = report(therapist, first=FRIDAY, last="2026-10-02")
    assert (again.status_code, "alt meldt fravær fra 21.09. til 25.09." in again.get_data(as_text=True)) == (422, True)
    with house.work() as work:
        row = work.session.scalars(select(Absence)).one()
    assert answers(house, under_way) is None
    assert send(therapist, f"/fravaer/{row.id}/avlys").status_code == 303
    assert answers(house, under_way) is not None
    assert send(therapist, f"/fravaer/{row.id}/avlys").status_code == 404
    assert report(therapist, first=FRIDAY, last="2026-10-02").status_code == 303


def test_the_head_reports_for_others_and_nobody_else_does(
    house: House, maren: Person, sara: Person, therapist: FlaskClient
) -> None:
    head = house.browser(house.person("Elin", "Sande", ("head", house.clinic)), staff=True)
    assert report(house.browser(sara, staff=True), person=maren.id).status_code == 403
    assert report(head, person=maren.id, substitute=sara.id).status_code == 303
    with house.work() as work:
        row = work.session.scalars(select(Absence)).one()
        assert (row.person_id, row.first_day, row.reason) == (maren.id, date(2026, 9, 21), "illness")
    assert "Sykdom" in head.get("/fravaer").get_data(as_text=True)
    assert send(house.browser(sara, staff=True), f"/fravaer/{row.id}/avlys").status_code == 403
    assert "<b>Maren Aas</b>" in head.get("/fravaer").get_data(as_text=True)
    assert "<b>Maren Aas</b>" not in house.browser(sara, staff=True).get("/fravaer").get_data(as_text=True)
    stranger = house.browser(house.person("Per", "Vik", ("head", house.elsewhere)), staff=True)
    assert report(stranger, person=maren.id).status_code == 403


def test_the_table_of_two_weeks_says_who_is_here(house: House, sara: Person, therapist: FlaskClient) -> None:
    report(therapist, first="2026-09-22", last="2026-09-23")
    send(house.browser(sara, staff=True), "/fravaer/dager", {"dag0": "1", "dag1": "1", "dag2": "1", "dag3": "1"})
    page = therapist.get("/fravaer").get_data(as_text=True)
    maren, hers = (page.split(f">{name}</th>")[1].split("</tr>")[0] for name in ("Maren Aas", "Sara Holm"))
    assert [cell.split(">")[1].split("<")[0] for cell in maren.split("<td")[1:]] == [
        "Her", "Borte", "Borte", "Her", "Her", "Her", "Her", "Her", "Her", "Her"
    ]  # fmt: skip
    assert [cell.split(">")[1].split("<")[0] for cell in hers.split("<td")[1:]] == ["Her"] * 4 + ["Fri"] + [
        "Her"
    ] * 4 + ["Fri"]
    with house.work() as work:
        assert work.session.scalars(select(Presence.weekdays)).all() == ["0123"]
    refused = send(therapist, "/fravaer/dager", {})
    assert (refused.status_code, "Kryss av minst én dag." in refused.get_data(as_text=True)) == (422, True)


def test_the_pages_cost_the_same_however_many_there_are(
    house: House, sara: Person, under_way: int, therapist: FlaskClient
) -> None:
    report(house.browser(sara, staff=True))
    costs = []
    for n in (1, 5):  # with nobody there, no plugin is asked
        for number in range(n):
            patient = house.person(f"Pasient{number}", "Ås")
            patient_writes(house, patient, house.enrolled(patient, sara), "Hei.", f"k{n}{number}")
        for address in ("/arbeidsliste", "/koen", "/fravaer"):
            therapist.get(address)
            with house.counted() as statements:
                therapist.get(address)
            costs.append(len(statements))
    assert costs[:3] == costs[3:]
    assert costs[0] <= 10
