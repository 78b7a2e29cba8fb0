"""One notice whose job two workers run at the same moment: it is sent once, and stands once in the alert's history."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import event, select

from varde.alerts.models import AlertEvent
from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.notifications.sending import send_batch
from varde.testing.house import House, make_house

pytestmark = pytest.mark.verification
WORKERS = 3


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url)
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def therapist(house: House) -> Person:
    return house.person("Maren", "Lie", ("therapist", house.clinic), phone="40000001")


@pytest.fixture
def notice(house: House, therapist: Person) -> int:
    """The notice of an alert that is a danger, planned and not sent yet."""
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), therapist, "emeistring", "depression")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        raise_alert(work, enrolment, work.catalogue.one(Alert, "emeistring.phq9-thoughts"), "one", {})
    with house.work() as work:
        return work.session.scalars(select(Delivery.id).where(Delivery.notice == "alert")).one()


def send_at_once(house: House, delivery_id: int) -> None:
    """Nobody writes before all have read; one who waits for another's lock is not waited for."""
    together, all_have_read = threading.Barrier(WORKERS, timeout=60), threading.Barrier(WORKERS)
    mine, faults = threading.local(), []

    def before(_connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE")) and not getattr(mine, "waited", True):
            mine.waited = True
            with suppress(threading.BrokenBarrierError):
                all_have_read.wait(1)

    def work_on_it() -> None:
        # SQLite lets one transaction begin at a time, so nobody reads beside another.
        mine.waited = house.platform.engine.dialect.name == "sqlite"
        together.wait()
        try:
            send_batch(house.platform, only=delivery_id)
        except Exception as fault:  # noqa: BLE001 - told by the test, not by the thread
            faults.append(fault)

    event.listen(house.platform.engine, "before_cursor_execute", before)
    threads = [threading.Thread(target=work_on_it) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    event.remove(house.platform.engine, "before_cursor_execute", before)
    assert faults == []


def test_a_notice_that_several_workers_take_is_sent_once(house: House, therapist: Person, notice: int) -> None:
    send_at_once(house, notice)
    with house.work() as work:
        assert work.session.get_one(Delivery, notice).state == "sent"
        told = work.session.scalars(select(AlertEvent.by_id).where(AlertEvent.kind == "notified")).all()
    assert told == [therapist.id]
