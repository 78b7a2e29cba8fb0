"""What no event asks for: the morning's digest, the day before an appointment, and the month that can be read. Each once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.caseload.digest import send_digests
from varde.caseload.models import CaseloadRow
from varde.identity.models import Grant, Person
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.recurring import tell_managers
from varde.scheduling.agenda import tick
from varde.scheduling.booking import book, call_off
from varde.staffing.models import Absence
from varde.testing.house import House, all_samples, make_house, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


@pytest.fixture
def enrolment_id(house: House, maren: Person) -> int:
    return house.enrolled(house.person("Ingrid", "Vik"), maren, "lake")


def done(house: House, verb: Callable[[Work], int]) -> int:
    with house.work() as work:
        return verb(work)


def told(house: House, notice: str) -> list[int | None]:
    with house.work() as work:
        return list(work.session.scalars(select(Delivery.person_id).where(Delivery.notice == notice)))


def waits(house: House, enrolment_id: int) -> None:
    with house.work() as work:
        work.session.get_one(CaseloadRow, enrolment_id).unanswered_since = work.now


# The clock of the house stands at ten on Monday 21 September, on the wall.
@pytest.mark.parametrize(("hours", "count"), [(-3, 0), (-2, 1), (0, 1), (-24, 0), (24, 1)])
def test_a_therapist_is_told_in_the_morning_of_a_working_day(
    house: House, maren: Person, enrolment_id: int, hours: int, count: int
) -> None:
    waits(house, enrolment_id)
    house.clock.move(hours=hours)
    assert done(house, send_digests) == count
    assert done(house, send_digests) == 0, "once"
    assert told(house, "digest") == [maren.id] * count


def test_whoever_has_nobody_waiting_or_is_away_is_not_told(house: House, maren: Person, enrolment_id: int) -> None:
    assert done(house, send_digests) == 0
    waits(house, enrolment_id)
    with house.work() as work:
        days = {"first_day": work.today, "last_day": work.today}
        work.add(Absence(person_id=maren.id, reported_by_id=maren.id, reported_at=work.now, reason="course", **days))
    assert done(house, send_digests) == 0
    house.clock.move(days=1)
    assert done(house, send_digests) == 1


@pytest.mark.parametrize(
    ("now", "starts", "state", "count"),
    [
        ("2026-09-21 09:59", "2026-09-22 10:00", "booked", 0),  # two minutes before noon on the wall
        ("2026-09-21 10:00", "2026-09-22 10:00", "booked", 1),
        ("2026-09-21 21:59", "2026-09-21 22:00", "booked", 1),  # tomorrow begins at 22 in UTC
        ("2026-09-21 12:00", "2026-09-21 21:59", "booked", 0),
        ("2026-09-21 12:00", "2026-09-22 22:00", "booked", 0),
        ("2026-09-21 12:00", "2026-09-22 10:00", "cancelled", 0),
    ],
)
def test_the_day_before_an_appointment(
    house: House, maren: Person, enrolment_id: int, now: str, starts: str, state: str, count: int
) -> None:
    house.clock.set(datetime.fromisoformat(now).replace(tzinfo=UTC))
    with house.work() as work:
        row = book(work, enrolment_id, maren.id, "video", datetime.fromisoformat(starts).replace(tzinfo=UTC), 45)
        if state == "cancelled":
            call_off(work, row, by_id=None)
    for _ in range(2):
        tick(house.platform)
        assert len(told(house, "tomorrow")) == count, "once"


# 1 October 2026 is a Thursday, 1 November a Sunday.
@pytest.mark.parametrize(
    ("now", "count"),
    [
        ("2026-09-30 12:00", 0),
        ("2026-10-01 05:59", 0),
        ("2026-10-01 06:00", 1),
        ("2026-10-02 12:00", 0),
        ("2026-11-01 12:00", 0),
        ("2026-11-02 12:00", 1),
    ],
)
def test_managers_are_told_on_the_first_working_day_of_the_month(house: House, now: str, count: int) -> None:
    unni = house.person("Unni", "Dahl", ("manager", house.trust), ("manager", house.clinic))
    former = house.person("Odd", "Berg", ("manager", house.trust))
    with house.work() as work:
        for grant in work.session.scalars(select(Grant).where(Grant.person_id == former.id)):
            grant.ends_at = work.now - timedelta(days=1)
    house.clock.set(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert done(house, tell_managers) == count
    assert done(house, tell_managers) == 0, "once"
    assert told(house, "digest_month") == [unni.id] * count
