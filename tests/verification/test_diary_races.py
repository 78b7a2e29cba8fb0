"""The diary's clock and somebody who pauses, at the same moment, whichever is first: nothing is asked in the pause, and after it
one row is ahead and no day is asked twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select

from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, make_house, with_diary

pytestmark = pytest.mark.verification
LONG = 30


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=with_diary())
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


@pytest.fixture
def enrolment_id(house: House, maren: Person) -> int:
    """Ida's evening has come: her page of today opens at eight, and tomorrow's is to be planned."""
    enrolment_id = house.enrolled(house.person("Ida", "Vik"), maren, "cove")
    house.clock.move(hours=34)
    tick(house.platform)
    house.clock.move(hours=24)
    return enrolment_id


def days_of(house: House, enrolment_id: int) -> list[tuple[str, str]]:
    with house.work() as work:
        query = select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "diary")
        rows = work.session.scalars(query.order_by(AgendaItem.opens_at, AgendaItem.id))
        return [(row.opens_at.astimezone(work.zone).strftime("%d.%m %H"), row.state) for row in rows]


@contextmanager
def before_statements(house: House, look: Callable[[str], None]) -> Iterator[None]:
    """``look`` is shown each statement right before it is sent, in the thread that sends it."""

    def seen(_connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        look(statement)

    event.listen(house.platform.engine, "before_cursor_execute", seen)
    try:
        yield
    finally:
        event.remove(house.platform.engine, "before_cursor_execute", seen)


def run_together(*deeds: Callable[[], None]) -> None:
    """Every deed in a thread of its own; what one raises is raised here."""
    with ThreadPoolExecutor(len(deeds)) as threads:
        for done in [threads.submit(deed) for deed in deeds]:
            done.result(2 * LONG)


@pytest.mark.parametrize("first", ["clock", "pause"])
def test_the_clock_and_a_pause(house: House, maren: Person, enrolment_id: int, first: str) -> None:
    """Each is held at its first write until the other has come to its own; SQLite lets one in at a time."""
    actor, alone = house.actor(maren, ("therapist", house.clinic)), house.platform.engine.dialect.name == "sqlite"
    clock_writes, pause_writes, clock_is_through = threading.Event(), threading.Event(), threading.Event()
    mine, waited = threading.local(), list[bool]()

    def look(statement: str) -> None:
        name = getattr(mine, "name", "")
        if alone or not name:
            return
        if name == "clock" and statement.startswith("INSERT INTO agenda_item"):
            clock_writes.set()
            if first == "clock":  # it holds what it took; the pause has come to where it waits for that
                waited.append(pause_writes.wait(LONG))
        if name == "pause" and first == "clock" and "FOR NO KEY UPDATE" in statement:
            pause_writes.set()

    def clock() -> None:
        mine.name = "clock"
        if first == "pause" and not alone:
            assert pause_writes.wait(LONG)
        tick(house.platform)
        clock_is_through.set()

    def stop() -> None:
        mine.name = "pause"
        if first == "clock" and not alone:
            assert clock_writes.wait(LONG)
        with house.work() as work:
            pause(work, actor, work.session.get_one(Enrolment, enrolment_id))
            work.session.flush()
            pause_writes.set()
            if first == "pause" and not alone:
                assert clock_is_through.wait(LONG)  # it passed by what the pause holds

    deeds = (clock, stop) if first == "clock" else (stop, clock)
    with before_statements(house, look):
        run_together(*deeds)
    house.clock.move(hours=48)
    assert set(waited) == ({True} if first == "clock" and not alone else set())
    while tick(house.platform):
        pass
    assert [day for day, state in days_of(house, enrolment_id) if state == "planned"] == [], (
        "nothing is asked in the pause"
    )
    with house.work() as work:
        resume(work, actor, work.session.get_one(Enrolment, enrolment_id))
    for _ in range(3):
        house.clock.move(hours=24)
        while tick(house.platform):
            pass
    days = days_of(house, enrolment_id)
    assert len({day for day, _state in days}) == len(days), days
    with house.work() as work:
        mine_ahead = (
            AgendaItem.enrolment_id == enrolment_id,
            AgendaItem.key == "diary",
            AgendaItem.opens_at > work.now,
        )
        ahead = work.session.scalars(select(AgendaItem.state).where(*mine_ahead)).all()
    assert ahead == ["planned"], days
