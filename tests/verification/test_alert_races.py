"""Alerts about one patient that are closed, or raised, at the same moment: the caseload is right afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import event, select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import alert_of, close_alert, raise_alert
from varde.alerts.values import Alert
from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.testing.house import House, make_house

pytestmark = pytest.mark.verification
RED = "emeistring.phq9-thoughts"


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url)
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Lie", ("therapist", house.clinic))


@pytest.fixture
def kari(house: House, maren: Person) -> int:
    return house.enrolled(house.person("Kari", "Nordmann"), maren, "emeistring", "depression")


def raise_red(work: Work, enrolment_id: int, cause: str) -> int:
    enrolment = work.session.get_one(Enrolment, enrolment_id)
    return raise_alert(work, enrolment, work.catalogue.one(Alert, RED), cause, {}).id


def at_once(house: House, *deeds: Callable[[Work], object]) -> None:
    """Do each in its own unit of work. Before anybody's first change reaches the caseload, all have come as far; one that
    waits for another's lock is not waited for."""
    far, mine = threading.Barrier(len(deeds)), threading.local()
    faults: list[Exception] = []

    def before(_connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE caseload_row") and not getattr(mine, "waited", True):
            mine.waited = True
            with suppress(threading.BrokenBarrierError):
                far.wait(1)

    def run(deed: Callable[[Work], object]) -> None:
        # SQLite lets one transaction begin at a time, so nobody reads beside another.
        mine.waited = house.platform.engine.dialect.name == "sqlite"
        try:
            with house.work() as work:
                deed(work)
        except Exception as fault:  # noqa: BLE001 - told by the test, not by the thread
            faults.append(fault)

    event.listen(house.platform.engine, "before_cursor_execute", before)
    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    event.remove(house.platform.engine, "before_cursor_execute", before)
    assert faults == []


def closing(house: House, maren: Person, enrolment_id: int, alert_id: int) -> Callable[[Work], None]:
    def close(work: Work) -> None:
        actor = house.actor(maren, ("therapist", house.clinic))
        close_alert(work, actor, alert_of(work, enrolment_id, alert_id), "Ringte Kari, alt er avklart.")

    return close


def stand(house: House, enrolment_id: int) -> tuple[int, bool]:
    """How many alerts are open, and whether the caseload says there is a risk."""
    with house.work() as work:
        left = work.session.scalars(select(RaisedAlert.id).where(RaisedAlert.state != "closed")).all()
        return len(left), work.session.get_one(CaseloadRow, enrolment_id).risk_since is not None


def test_the_last_two_are_closed_at_once(house: House, maren: Person, kari: int) -> None:
    with house.work() as work:
        ids = [raise_red(work, kari, cause) for cause in ("one", "two")]
    at_once(house, *(closing(house, maren, kari, alert_id) for alert_id in ids))
    assert stand(house, kari) == (0, False)


def test_the_last_is_closed_while_another_is_raised(house: House, maren: Person, kari: int) -> None:
    with house.work() as work:
        only = raise_red(work, kari, "one")
    closer = threading.Thread(target=at_once, args=(house, closing(house, maren, kari, only)))
    with house.work() as work:
        raise_red(work, kari, "two")
        work.session.flush()
        closer.start()
        time.sleep(0.5)  # so that the other gets as far as it can before this is committed
    closer.join(60)
    assert stand(house, kari) == (1, True)
