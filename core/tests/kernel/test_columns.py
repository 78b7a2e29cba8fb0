"""What is read from the database as columns: times in UTC, objects of one's own, and what the unit of work has not written
yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.identity.models import Organisation, Person
from varde.testing.house import House, make_house, sample_only, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


def test_a_time_comes_back_in_utc_and_none_stays_none(house: House) -> None:
    stored = datetime(2026, 10, 25, 2, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
    with house.work() as work:
        work.add(Person(given_name="Tor", family_name="Vik", language="nb", title="", created_at=stored))
        rows = work.columns(select(Person.created_at, Person.birth_date).where(Person.given_name == "Tor"), {})
    assert [tuple(row) for row in rows] == [(datetime(2026, 10, 25, 0, 30, 15, 123456, tzinfo=UTC), None)]
    assert rows[0][0].tzinfo is UTC


def test_what_was_added_is_written_before_it_is_read(house: House) -> None:
    with house.work() as work:
        work.add(Organisation(key="new", kind="clinic", name="Ny", parent_id=None, details={}))
        rows = work.columns(select(Organisation.name).where(Organisation.key == "new"), {})
    assert [tuple(row) for row in rows] == [("Ny",)]


def test_two_rows_without_details_do_not_share_them(house: House) -> None:
    with house.work() as work:
        for key in ("a", "b"):
            work.add(Organisation(key=key, kind="clinic", name=key, parent_id=None, details={}))
        rows = work.columns(select(Organisation.details).where(Organisation.key.in_(("a", "b"))), {})
    assert [row[0] for row in rows] == [{}, {}]
    assert rows[0][0] is not rows[1][0]
