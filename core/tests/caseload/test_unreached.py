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


@pytest.mark.parametrize("state", ["queued", "failed", "sent", "delivered", "skipped"])
def test_what_has_not_been_given_up_is_no_reason(house: House, ingrid: Person, enrolment_id: int, state: str) -> None:
    given_up(house, ingrid, enrolment_id, "message:1", state)
    with house.work() as work:
        assert unreached(work, [enrolment_id]) == {}


def test_what_did_not_reach_the_therapist_is_no_reason_to_ring_the_patient(
    house: House, maren: Person, enrolment_id: int
) -> None:
    given_up(house, maren, enrolment_id, "list:1")
    with house.work() as work:
        assert unreached(work, [enrolment_id]) == {}
        assert work.session.scalars(select(Delivery.state).where(Delivery.key == "list:1")).one() == "given_up"
