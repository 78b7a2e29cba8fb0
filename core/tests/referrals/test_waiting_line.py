"""The waiting list: in which order people stand, what each is promised and told, and that nobody is answered by standing there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.enrolments.models import Enrolment, Referral
from varde.identity.models import Organisation, Person
from varde.identity.service import grant
from varde.notifications.models import Delivery
from varde.programmes.values import Programme
from varde.referrals.models import WaitingPlace
from varde.referrals.passing_on import pass_on
from varde.referrals.service import decide
from varde.referrals.waiting_line import last_promise, line_of_referral, put_in_line
from varde.testing.house import House, all_samples, make_house

from .conftest import page, send

PROMISED = "2026-10-30"


@pytest.fixture
def staff(house: House, sara: Person) -> FlaskClient:
    return house.browser(sara, staff=True)


def put(client: FlaskClient, enrolment_id: int, promised: str = PROMISED) -> Any:
    return send(client, f"/henvisning/{enrolment_id}/venteliste", promised=promised)


def numbers(house: House, *enrolments: int) -> list[int | None]:
    with house.work() as work:
        places = [line_of_referral(work, work.session.get_one(Enrolment, each)) for each in enrolments]
        return [place.number if place else None for place in places]


def test_the_person_is_told_her_number_and_the_day(
    house: House, staff: FlaskClient, marius: Person, waiting: int
) -> None:
    assert "Blir nummer 1." in page(staff, f"/henvisning/{waiting}")
    assert put(staff, waiting).status_code == 303
    house.platform.drain()
    with house.work() as work:
        (told,) = work.session.scalars(select(Delivery).where(Delivery.person_id == marius.id)).all()
        assert (told.notice, told.state, told.path) == ("news", "sent", f"/pamelding/{waiting}/mottatt")
    for path in ("/min-sti", f"/pamelding/{waiting}/mottatt"):
        shown = page(house.browser(marius), path)
        assert "Du er nummer 1 på ventelisten" in shown, path
        assert "Du får plass senest fredag 30. oktober." in shown, path
    shown = page(staff, f"/henvisning/{waiting}")
    assert "Nummer 1 på ventelisten, lovet plass senest fredag 30. oktober." in shown
    assert "virkedager er gått" not in shown
    assert "Satt på venteliste" in page(staff, f"/pasient/{waiting}")


@pytest.mark.parametrize(
    ("language", "said"), [("nn", "Du er nummer 1 på ventelista"), ("en", "You are number 1 on the waiting list")]
)
def test_in_her_language(
    house: House, staff: FlaskClient, marius: Person, waiting: int, language: str, said: str
) -> None:
    put(staff, waiting)
    assert said in page(house.browser(marius), f"/min-sti?lang={language}")


def test_who_has_waited_longest_is_first_and_whoever_is_answered_leaves_the_line(
    house: House, sara: Person, marius: Person, waiting: int
) -> None:
    second, third = (house.referred(house.person(name, "Aker"), "lake") for name in ("Jonas", "Signe"))
    other = house.referred(house.person("Wenche", "Rustad"), "ridge")
    for enrolment_id in (second, other, waiting, third):
        put(house.browser(sara, staff=True), enrolment_id)
        house.clock.move(minutes=1)
    assert numbers(house, second, waiting, third, other) == [1, 2, 3, 1]
    put(house.browser(sara, staff=True), second, "2026-11-20")
    assert numbers(house, second, waiting, third) == [1, 2, 3], "another promise keeps the number"
    with house.work() as work:
        decide(work, house.actor(sara), work.session.get_one(Enrolment, second), accept=True)
    assert numbers(house, second, waiting, third) == [None, 1, 2]
    assert "Du er nummer 1 på ventelisten" in page(house.browser(marius), "/min-sti")


def test_the_same_programme_elsewhere_is_another_line(house: House, sara: Person, waiting: int) -> None:
    with house.work() as work:
        there = work.session.get_one(Organisation, house.elsewhere.id)
        grant(work, work.session.get_one(Person, sara.id), "therapist", there)
    other = house.referred(house.person("Jonas", "Aker"), "lake")
    with house.work() as work:
        work.session.get_one(Enrolment, other).organisation_id = house.elsewhere.id
    client = house.browser(sara, staff=True)
    for enrolment_id in (other, waiting):
        put(client, enrolment_id)
        house.clock.move(minutes=1)
    assert numbers(house, other, waiting) == [1, 1]


def test_the_queue_shows_those_in_line_last_by_their_number(house: House, staff: FlaskClient, waiting: int) -> None:
    house.clock.move(minutes=1)
    later = house.referred(house.person("Jonas", "Aker"), "lake")
    third = house.referred(house.person("Signe", "Lote"), "lake")
    put(staff, waiting)
    house.clock.move(minutes=1)
    put(staff, later)
    queue = page(staff, f"/henvisning/{third}").split('class="queue"')[1].split("</ol>")[0]
    assert queue.index("Signe Lote") < queue.index("Marius Foss") < queue.index("Jonas Aker")
    assert queue.index("Nummer 1 på ventelisten.") < queue.index("Nummer 2 på ventelisten.")


def test_nobody_is_answered_by_standing_in_line_and_the_promise_is_the_time_limit(
    house: House, staff: FlaskClient, sara: Person, waiting: int
) -> None:
    put(staff, waiting)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, waiting)
        referral = work.session.scalars(select(Referral).where(Referral.enrolment_id == waiting)).one()
        assert (enrolment.state, referral.decision) == ("referred", None)
        assert referral.answer_by.astimezone(work.zone).date() == date(2026, 10, 30)
        place = work.session.get_one(WaitingPlace, waiting)
        assert place.answer_was_by.astimezone(work.zone).date() == date(2026, 10, 5)
    assert send(staff, f"/henvisning/{waiting}", decision="accept").status_code == 303
    assert house.enrolment(waiting).state == "waiting"
    assert put(staff, waiting).status_code == 409


def test_passed_on_the_answer_is_due_when_it_was(house: House, staff: FlaskClient, sara: Person, waiting: int) -> None:
    put(staff, waiting)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, waiting)
        programme = work.catalogue.one(Programme, "village")
        clinic = work.session.get_one(Organisation, house.clinic.id)
        successor = pass_on(work, house.actor(sara), enrolment, clinic, programme, "Passer bedre der.").id
    with house.work() as work:
        due = work.session.scalars(select(Referral.answer_by).where(Referral.enrolment_id == successor)).one()
        assert due.astimezone(work.zone).date() == date(2026, 10, 5)
    assert numbers(house, waiting, successor) == [None, None]


def test_a_promise_that_was_not_kept_is_said(house: House, sara: Person, marius: Person, waiting: int) -> None:
    put(house.browser(sara, staff=True), waiting, "2026-09-23")
    house.clock.move(days=2)
    assert "Du får plass senest onsdag 23. september." in page(house.browser(marius), "/min-sti")
    house.clock.move(days=1)
    assert "Du skulle ha fått plass innen onsdag 23. september" in page(house.browser(marius), "/min-sti")
    assert "Fristen er ute." in page(house.browser(sara, staff=True), f"/henvisning/{waiting}")


def test_whoever_is_in_danger_is_promised_no_later_day(
    house: House, staff: FlaskClient, marius: Person, waiting: int
) -> None:
    put(staff, waiting)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, waiting)
        raise_alert(work, enrolment, work.catalogue.one(Alert, "ridge.phq9-thoughts"), "test", {})
    for path in ("/min-sti", f"/pamelding/{waiting}/mottatt"):
        shown = page(house.browser(marius), path)
        assert "ventelisten" not in shown, path
        assert "30. oktober" not in shown, path


@pytest.mark.parametrize(
    ("promised", "said"),
    [
        ("", "Velg"),
        ("2026-09-21", "Velg en dag fra i morgen til 20.03.2027."),
        ("2027-03-21", "Velg en dag fra i morgen til 20.03.2027."),
        ("2126-01-01", "Velg en dag fra i morgen til 20.03.2027."),
        ("31.2.2026", "Datoen finnes ikke"),
        ("9" * 5000, "Datoen finnes ikke"),
    ],
)
def test_a_day_that_cannot_be_promised_is_refused(
    house: House, staff: FlaskClient, waiting: int, promised: str, said: str
) -> None:
    answer = put(staff, waiting, promised)
    shown = answer.get_data(as_text=True)
    assert (answer.status_code, 'id="promised-feil"' in shown, said in shown) == (422, True, True)
    assert numbers(house, waiting) == [None]


def test_the_last_day_that_can_be_promised() -> None:
    assert last_promise(date(2026, 9, 21)) == date(2026, 9, 21) + timedelta(days=180)


def test_the_gates_are_those_of_the_referral(house: House, marius: Person, waiting: int) -> None:
    others = {
        404: house.browser(house.person("Ola", "Ås", ("therapist", house.elsewhere)), staff=True),
        403: house.browser(marius),
    }
    for status, client in others.items():
        assert put(client, waiting).status_code == status
    assert numbers(house, waiting) == [None]


def test_the_lines_are_the_same_on_postgres(postgres_database_url: str) -> None:
    house = make_house(postgres_database_url, catalogue=all_samples())
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    first, second = (house.referred(house.person(name, "Aker"), "lake") for name in ("Jonas", "Signe"))
    with house.work() as work:
        for enrolment_id in (second, first):
            put_in_line(work, house.actor(sara), work.session.get_one(Enrolment, enrolment_id), date(2026, 10, 30))
            work.now += timedelta(minutes=1)
    assert numbers(house, first, second) == [2, 1]
    assert "Nummer 1 på ventelisten." in page(house.browser(sara, staff=True), f"/henvisning/{first}")
    house.platform.engine.dispose()
