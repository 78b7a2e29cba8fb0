"""Whoever a notice did not reach stands on the caseload, and in the ring list, until somebody has rung."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.caseload.unreached import unreached
from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.notifications.ring_list import rung, to_ring
from varde.notifications.service import NOT_REACHED, notify
from varde.testing.house import House, all_samples, make_house, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


@pytest.fixture
def ingrid(house: House) -> Person:
    return house.person("Ingrid", "Vik")


@pytest.fixture
def enrolment_id(house: House, maren: Person, ingrid: Person) -> int:
    enrolment_id = house.enrolled(ingrid, maren, "lake")
    house.platform.drain()
    return enrolment_id


def given_up(house: House, person: Person, enrolment_id: int, key: str, state: str = "given_up") -> int:
    with house.work() as work:
        row = notify(work, person.id, enrolment_id, "message", key, "/min-sti")
        assert row is not None
        row.state, row.next_at, row.reason = state, None, NOT_REACHED if state == "given_up" else None
        return row.id


def test_she_stands_there_since_the_first_that_did_not_arrive_until_she_is_rung(
    house: House, maren: Person, ingrid: Person, enrolment_id: int
) -> None:
    first = house.clock.now()
    earlier = given_up(house, ingrid, enrolment_id, "message:1")
    house.clock.move(hours=1)
    later = given_up(house, ingrid, enrolment_id, "message:2")
    browser = house.browser(maren, staff=True)
    assert "Nås ikke" in browser.get("/arbeidsliste").text
    actor = house.actor(maren, ("therapist", house.clinic))
    with house.work() as work:
        assert {key: waits.since for key, waits in unreached(work, [enrolment_id]).items()} == {enrolment_id: first}
        (ring,) = to_ring(work, actor)
        assert [number for number, *_ in ring.notices] == [earlier, later]
        rung(work, actor, ring.enrolment, earlier)
    with house.work() as work:
        assert unreached(work, [enrolment_id])[enrolment_id].since == first + timedelta(hours=1)
        rung(work, actor, ring.enrolment, later)
    assert "Nås ikke" not in browser.get("/arbeidsliste").text


# State, why; whether she stands on the caseload, and in the ring list.
STANDS = """
queued    | -                                | no  | no
sending   | -                                | no  | no
failed    | 503 unavailable                  | no  | no
failed    | no SMS gateway is set up         | no  | no
sent      | -                                | no  | no
delivered | -                                | no  | no
given_up  | the address did not work         | yes | yes
given_up  | it could not be sent             | yes | yes
skipped   | a number that takes no texts     | yes | yes
skipped   | no mobile number                 | no  | yes
skipped   | no e-mail address                | no  | yes
skipped   | is to be rung                    | no  | yes
skipped   | paused                           | no  | no
skipped   | no more contact                  | no  | no
skipped   | she wants none of these          | no  | no
"""


def test_where_she_stands_in_each_state(house: House, maren: Person, ingrid: Person, enrolment_id: int) -> None:
    delivery_id = given_up(house, ingrid, enrolment_id, "message:1")
    actor, said = house.actor(maren, ("therapist", house.clinic)), list[str]()
    for line in STANDS.strip().splitlines():
        state, why, *_ = (cell.strip() for cell in line.split("|"))
        with house.work() as work:
            row = work.session.get_one(Delivery, delivery_id)
            row.state, row.reason = state, None if why == "-" else why
        with house.work() as work:
            stands = unreached(work, [enrolment_id]) != {}, to_ring(work, actor) != []
        said.append(f"{state:9} | {why:32} | {' | '.join('yes' if each else 'no ' for each in stands)}".rstrip())
    assert said == STANDS.strip().splitlines()


def test_about_a_greeting_that_did_not_come_nobody_rings(
    house: House, maren: Person, ingrid: Person, enrolment_id: int
) -> None:
    actor = house.actor(maren, ("therapist", house.clinic))
    delivery_id = given_up(house, ingrid, enrolment_id, "message:1")
    for notice, stands in (("message", True), ("nudge", False), ("choice", False), ("reminder", True)):
        with house.work() as work:
            work.session.get_one(Delivery, delivery_id).notice = notice
        with house.work() as work:
            listed = unreached(work, [enrolment_id]) != {}, to_ring(work, actor) != []
        assert listed == (stands, stands), notice


def test_what_another_notice_spoke_for_is_rung_about_with_it(
    house: House, maren: Person, ingrid: Person, enrolment_id: int
) -> None:
    spoke, spoken_for = (given_up(house, ingrid, enrolment_id, f"message:{number}") for number in (1, 2))
    actor = house.actor(maren, ("therapist", house.clinic))
    with house.work() as work:
        work.session.get_one(Delivery, spoken_for).carrier_id = spoke
    with house.work() as work:
        (ring,) = to_ring(work, actor)
        rung(work, actor, ring.enrolment, spoke)
    with house.work() as work:
        assert (unreached(work, [enrolment_id]), to_ring(work, actor)) == ({}, [])


def test_what_did_not_reach_the_therapist_is_no_reason_to_ring_the_patient(
    house: House, maren: Person, enrolment_id: int
) -> None:
    given_up(house, maren, enrolment_id, "list:1")
    with house.work() as work:
        assert unreached(work, [enrolment_id]) == {}
        assert work.session.scalars(select(Delivery.state).where(Delivery.key == "list:1")).one() == "given_up"
