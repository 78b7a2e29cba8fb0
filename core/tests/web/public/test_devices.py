"""Whose browser is new to her: she is told of it once, elsewhere, and a shared computer knows several."""

from __future__ import annotations

import pytest
from flask import Response
from sqlalchemy import select

from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.testing.house import House
from varde.web.public.devices import recognise
from varde.web.shell import http


def arrive(house: House, person: Person, mark: str, cookie: str = "") -> str:
    """Sign in with a browser that has this cookie; what it has afterwards."""
    headers = {"Cookie": f"varde-known={cookie}"} if cookie else {}
    with house.app.test_request_context("/logg-inn/helseid/retur", headers=headers):
        answer = Response("")
        recognise(answer, person.id, mark)
        http.finish_work()
    house.platform.drain()
    return answer.headers["Set-Cookie"].split("varde-known=")[1].split(";")[0]


def told(house: House) -> list[tuple[int | None, str]]:
    with house.work() as work:
        rows = work.session.execute(select(Delivery.person_id, Delivery.path).where(Delivery.notice == "new_device"))
        return [(row.person_id, row.path) for row in rows]


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


def test_a_new_browser_is_told_of_and_a_known_one_is_not(house: House, maren: Person) -> None:
    cookie = arrive(house, maren, "a")
    assert told(house) == [(maren.id, "/innlogginger")]
    assert arrive(house, maren, "b", cookie) == cookie
    assert len(told(house)) == 1
    arrive(house, maren, "c")
    assert len(told(house)) == 2


def test_a_browser_that_a_colleague_has_used_is_new_to_her_and_then_knows_both(house: House, maren: Person) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    cookie = arrive(house, sara, "b", arrive(house, maren, "a"))
    assert [who for who, _path in told(house)] == [maren.id, sara.id]
    arrive(house, sara, "d", arrive(house, maren, "c", cookie))
    assert len(told(house)) == 2


def test_a_cookie_that_somebody_else_wrote_knows_nobody(house: House, maren: Person) -> None:
    arrive(house, maren, "a", f"{maren.id}.{'0' * 32}.;;")
    assert [who for who, _path in told(house)] == [maren.id]
