"""Each night the sums are compared by themselves, and what came of it is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, update

from varde.benefits.counting.checked import disagrees, last_check
from varde.benefits.counting.models import NATION, Cell, CellCheck, Contribution
from varde.benefits.counting.nightly import begin_to_check
from varde.benefits.counting.rebuilding import rebuild_all
from varde.benefits.counting.roller import roll_all
from varde.kernel.jobs import Outbox
from varde.testing.house import House, sqlite_url

from .test_checked import treated


def at(house: House, day: int, hour: int, minute: int = 0) -> None:
    house.clock.set(datetime(2026, 10, day, hour, minute, tzinfo=ZoneInfo("Europe/Oslo")))


def begins(house: House) -> bool:
    with house.work() as work:
        return begin_to_check(work)


def checked(house: House) -> None:
    at(house, 6, 3)
    begins(house)
    house.platform.drain()


def nothing_is_counted(house: House) -> None:
    with house.work() as work:
        work.session.execute(delete(Contribution))
        work.session.execute(delete(Cell))


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = treated(sqlite_url(tmp_path))
    roll_all(house.platform)
    return house


def test_it_is_begun_once_a_night_and_never_by_day(house: House) -> None:
    begun = []
    for hour, minute in ((1, 59), (2, 0), (2, 5), (4, 59), (5, 0), (12, 0)):
        at(house, 6, hour, minute)
        begun.append(begins(house))
        house.platform.drain()
    assert begun == [False, True, False, False, False, False]
    with house.work() as work:
        assert len(work.session.scalars(select(CellCheck)).all()) == 1
    at(house, 7, 2)
    assert [begins(house), begins(house)] == [True, False], "nor twice before a worker has come to it"


def test_what_is_right_is_noted_as_right(house: House) -> None:
    checked(house)
    with house.work() as work:
        noted = last_check(work)
        assert noted is not None
        assert (noted.enrolments, noted.faults, noted.first) == (4, 0, "")
        assert work.session.scalars(select(Outbox).where(Outbox.done_at.is_(None))).all() == []


def test_what_is_wrong_with_the_sums_is_noted(house: House) -> None:
    with house.work() as work:
        work.session.execute(
            update(Cell).where(Cell.place_id == NATION, Cell.group_id == 0).values(sums=b"\x01" + b"\0" * 7)
        )
    checked(house)
    with house.work() as work:
        noted = last_check(work)
        assert noted is not None
        assert (noted.enrolments, noted.faults > 0) == (4, True)
        assert noted.first.startswith("The sums of ridge at the nation, ")
        assert disagrees(work)


def test_that_too_many_differ_to_be_looked_at_again_is_a_fault(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four are not counted, and only two are looked at once more. All are counted meanwhile: two may have been wrong to stay."""
    monkeypatch.setattr("varde.benefits.counting.nightly.MOST", 2)
    nothing_is_counted(house)
    checked(house)
    rebuild_all(house.platform)
    at(house, 6, 3, 20)
    house.platform.drain()
    with house.work() as work:
        noted = last_check(work)
        assert noted is not None
        assert (noted.enrolments, noted.faults) == (4, 2)
        assert noted.first.startswith("More than 20 enrolments add something else now")


def test_what_only_happened_meanwhile_is_no_fault_and_what_stays_is(house: House) -> None:
    """Four are not counted when it comes to them. All but one are before it looks once more."""
    nothing_is_counted(house)
    checked(house)
    with house.work() as work:
        assert last_check(work) is None, "it waits before it says so"
    rebuild_all(house.platform)
    with house.work() as work:
        last = work.session.scalars(
            select(Contribution.enrolment_id).order_by(Contribution.enrolment_id.desc())
        ).first()
        work.session.execute(delete(Contribution).where(Contribution.enrolment_id == last))
    at(house, 6, 3, 20)
    house.platform.drain()
    with house.work() as work:
        noted = last_check(work)
        assert noted is not None
        assert (noted.enrolments, noted.faults) == (4, 1)
        assert noted.first.startswith(f"Enrolment {last} of ridge is not counted.")
