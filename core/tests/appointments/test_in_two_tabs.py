"""One patient in several windows at once, on both databases: one booking, one choice, a sentence to the others, and nobody waits in
a ring."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from varde.appointments.service import Wish, appointment_by_id, book_own, offer, own_free_times
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.kernel.errors import VardeError
from varde.kernel.work import Work
from varde.scheduling.booking import accept
from varde.scheduling.models import Appointment, TimeClaim
from varde.testing.house import House, make_house, sample_only

pytestmark = pytest.mark.verification
TABS = 5


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def at_once(house: House, deeds: list[Callable[[Work], object]]) -> Counter[str]:
    together = threading.Barrier(len(deeds), timeout=60)

    def press(deed: Callable[[Work], object]) -> str:
        together.wait()
        try:
            with house.work() as work:
                deed(work)
        except VardeError as fault:
            return type(fault).__name__
        return ""

    with ThreadPoolExecutor(len(deeds)) as tabs:
        return Counter(tabs.map(press, deeds))


def test_tabs_do_not_book_twice_and_no_pause_leaves_a_time(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ingrid, tor, siri = (
        house.enrolled(house.person(name, "Lie"), maren, "sample") for name in ("Ingrid", "Tor", "Siri")
    )
    talk, actor = house.programme("sample").meetings[0], house.actor(maren, ("therapist", house.clinic))

    def of(work: Work, enrolment_id: int) -> Enrolment:
        return work.session.get_one(Enrolment, enrolment_id)

    with house.work() as work:
        free = [each.begins for each in own_free_times(work, of(work, ingrid), talk, "phone", maren.id)][:: 2 * TABS]
        later = free[TABS] + timedelta(days=5)
        times = [later.replace(hour=8) + timedelta(hours=n) for n in range(4)]
        offered = [
            row.id for row in offer(work, actor, of(work, tor), Wish("phone", times[0], 30, maren.id, "talk"), times)
        ]

    def book(enrolment_id: int, nth: int) -> Callable[[Work], object]:
        return lambda work: book_own(work, of(work, enrolment_id), talk, "phone", free[nth])

    def choose(number: int) -> Callable[[Work], object]:
        return lambda work: accept(work, appointment_by_id(work, of(work, tor), number), None)

    assert at_once(house, [book(ingrid, nth) for nth in range(TABS)]) == {"": 1, "BookedAlready": TABS - 1}
    assert at_once(house, [choose(number) for number in (*offered, *reversed(offered))]) == {"": 1, "Cancelled": 7}
    stops: list[Callable[[Work], object]] = [lambda work: pause(work, actor, of(work, siri))]
    answers = at_once(house, [*stops, *(book(siri, nth) for nth in range(TABS))])
    assert answers[""] >= 1
    assert answers.keys() <= {"", "BookedAlready", "WrongState", "JustTaken"}
    with house.work() as work:
        rows = work.session.scalars(select(Appointment).order_by(Appointment.id)).all()
        assert [row.state for row in rows if row.enrolment_id == siri and row.state == "booked"] == [], "she has paused"
        booked = {row.id for row in rows if row.state == "booked"}
        assert {row.enrolment_id for row in rows if row.id in booked} == {ingrid, tor}
        assert len(booked) == 2
        assert set(work.session.scalars(select(TimeClaim.appointment_id))) == booked
