"""Sessions: how long one is signed in, what a sign-in carries, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from varde.identity.models import Grant, Person, WebSession
from varde.identity.service import Actor
from varde.identity.sessions import (
    actor_of,
    end_session,
    end_sessions_of_issuer,
    forget_old_sessions,
    open_sessions,
    start_session,
)
from varde.testing.house import House, make_house, sample_only

ISSUER = "https://issuer.test"


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def kari(house: House) -> Person:
    return house.person("Kari", "Nordmann")


def sign_in(house: House, person: Person, **how: str) -> str:
    given: dict[str, Any] = {
        "issuer": ISSUER,
        "issuer_key": "idporten",
        "subject": f"s{person.id}",
        "sid": "sid",
        "acr": "high",
        **how,
    }
    with house.work() as work:
        return start_session(work, person, id_token="the id token", **given)


def whose(house: House, key: str) -> Actor | None:
    with house.work() as work:
        return actor_of(work, key)


def test_a_session_is_whose_it_is(house: House, kari: Person) -> None:
    somebody = whose(house, sign_in(house, kari))
    assert somebody is not None
    assert (somebody.person_id, somebody.name, somebody.acr) == (kari.id, "Kari Nordmann", "high")
    assert somebody.is_patient
    assert not somebody.is_staff


@pytest.mark.parametrize("key", ["", "nonsense", "x" * 5000, "ø"])
def test_a_cookie_nobody_gave_out_is_nobodys(house: House, kari: Person, key: str) -> None:
    sign_in(house, kari)
    assert whose(house, key) is None


def test_the_key_itself_is_not_stored(house: House, kari: Person) -> None:
    key = sign_in(house, kari)
    with house.work() as work:
        stored = work.session.scalars(select(WebSession)).one()
        assert key not in (stored.key_hash, stored.sid, stored.subject)
        assert len(stored.key_hash) == 64
        assert b"the id token" not in (stored.id_token_sealed or b"")
    assert whose(house, stored.key_hash) is None, "who reads the table cannot sign in with what it holds"


def test_two_sign_ins_have_two_keys(house: House, kari: Person) -> None:
    keys = {sign_in(house, kari) for _ in range(20)}
    assert len(keys) == 20
    assert min(map(len, keys)) >= 43


def test_idle_too_long(house: House, kari: Person) -> None:
    key = sign_in(house, kari)
    house.clock.move(minutes=29, seconds=59)
    assert whose(house, key) is not None
    house.clock.move(minutes=29, seconds=59)
    assert whose(house, key) is not None, "being here counts from the last time"
    house.clock.move(minutes=30)
    assert whose(house, key) is None


def test_never_longer_than_the_limit_however_busy(house: House, kari: Person) -> None:
    key = sign_in(house, kari)
    for _ in range(8 * 3 - 1):
        house.clock.move(minutes=20)
        assert whose(house, key) is not None
    house.clock.move(minutes=20)
    assert whose(house, key) is None


def test_the_limits_are_settings(database_url: str) -> None:
    house = make_house(database_url, VARDE_IDLE_MINUTES="5", VARDE_ABSOLUTE_HOURS="1", catalogue=sample_only())
    key = sign_in(house, house.person("Kari", "Nordmann"))
    house.clock.move(minutes=5)
    assert whose(house, key) is None
    house.platform.engine.dispose()


def test_being_here_is_written_at_most_once_a_minute(house: House, kari: Person) -> None:
    key = sign_in(house, kari)
    house.clock.move(seconds=59)
    with house.counted() as statements:
        whose(house, key)
    assert len(statements) == 1
    house.clock.move(seconds=1)
    with house.counted() as statements:
        whose(house, key)
        whose(house, key)
    assert [statement.split()[0] for statement in statements] == ["SELECT", "UPDATE", "SELECT"]


def test_signing_out_ends_this_session_only(house: House, kari: Person) -> None:
    here, there = sign_in(house, kari), sign_in(house, kari)
    somebody = whose(house, here)
    assert somebody is not None
    with house.work() as work:
        end_session(work, somebody.session_ref)
    assert (whose(house, here), whose(house, there) is None) == (None, False)


def test_the_provider_ends_the_sessions_with_its_sid(house: House, kari: Person) -> None:
    ola = house.person("Ola", "Nordmann")
    same, also = sign_in(house, kari, sid="a"), sign_in(house, kari, sid="a")
    other_sid, elsewhere = sign_in(house, kari, sid="b"), sign_in(house, ola, sid="a", issuer="https://other.test")
    with house.work() as work:
        assert end_sessions_of_issuer(work, ISSUER, sid="a") == 2
    assert [whose(house, key) is not None for key in (same, also, other_sid, elsewhere)] == [False, False, True, True]
    with house.work() as work:
        assert end_sessions_of_issuer(work, ISSUER, sid="a") == 0


def test_the_provider_ends_every_session_of_a_subject(house: House, kari: Person) -> None:
    ola = house.person("Ola", "Nordmann")
    keys = [sign_in(house, kari, sid="a"), sign_in(house, kari, sid="b"), sign_in(house, ola, sid="a")]
    with house.work() as work:
        assert end_sessions_of_issuer(work, ISSUER, subject=f"s{kari.id}") == 2
        assert end_sessions_of_issuer(work, ISSUER) == 0, "neither means nobody, not everybody"
    assert [whose(house, key) is not None for key in keys] == [False, False, True]


def test_staff_roles_come_only_with_a_staff_sign_in(house: House) -> None:
    maren = house.person("Maren", "Lie", ("therapist", house.clinic), ("manager", house.trust))
    as_citizen = whose(house, sign_in(house, maren))
    as_staff = whose(house, sign_in(house, maren, issuer_key="helseid", issuer="https://helseid.test"))
    assert as_citizen is not None
    assert as_staff is not None
    assert (as_citizen.is_patient, as_citizen.roles) == (True, ())
    assert as_staff.is_staff
    assert {role.role for role in as_staff.roles} == {"therapist", "manager"}
    assert as_staff.places("therapist") == (house.clinic.id,)


def test_a_role_ends_when_it_ends(house: House) -> None:
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    key = sign_in(house, maren, issuer_key="helseid")
    with house.work() as work:
        grant = work.session.scalars(select(Grant)).one()
        grant.ends_at = house.clock.move(minutes=5)
    somebody = whose(house, key)
    assert somebody is not None
    assert (somebody.is_staff, somebody.roles) == (True, ())


def test_staff_without_a_role_opens_nothing(house: House, kari: Person) -> None:
    somebody = whose(house, sign_in(house, kari, issuer_key="helseid"))
    assert somebody is not None
    assert not somebody.is_patient, "signed in as staff is never let in as the patient"
    browser = house.browser(kari, staff=True)
    assert browser.get("/logg-inn/videre").status_code == 403


def test_the_open_sessions_are_listed(house: House, kari: Person) -> None:
    sign_in(house, kari, browser="Firefox")
    house.clock.move(minutes=31)
    sign_in(house, kari, browser="Chrome")
    with house.work() as work:
        assert [session.browser for session in open_sessions(work, kari.id)] == ["Chrome"]


def test_old_sessions_are_forgotten(house: House, kari: Person) -> None:
    sign_in(house, kari)
    house.clock.move(hours=31)
    kept = sign_in(house, kari)
    house.clock.move(hours=2)
    with house.work() as work:
        forget_old_sessions(work)
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(WebSession)) == 1
    assert whose(house, kept) is None, "idle, but not old"


def test_an_ended_session_is_told_so(house: House, kari: Person) -> None:
    browser = house.browser(kari)
    house.clock.move(minutes=31)
    answer = browser.get("/logg-inn/videre", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json is not None
    assert "Du er logget ut fordi det gikk en stund uten aktivitet" in answer.json["message"]
