"""The agenda: the clock acts on what is due, once, whatever stands still, falls over or runs twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from varde.benefits.counting.models import CellDelta
from varde.caseload.models import CaseloadRow
from varde.enrolments.exits import Leaving, end
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.kernel.jobs import Outbox
from varde.kernel.transport import NoTransport
from varde.kernel.work import Platform, Work
from varde.notifications.models import Delivery
from varde.notifications.sending import dispatch
from varde.scheduling.agenda import AgendaHandler, is_late, plan, tick
from varde.scheduling.models import AgendaItem
from varde.scheduling.rules import days_later
from varde.testing.house import House, make_house, sample_only


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Lie", ("therapist", house.clinic))


def items(house: House, enrolment_id: int) -> dict[str, AgendaItem]:
    with house.work() as work:
        found = work.session.scalars(select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id))
        return {item.key: item for item in found}


def told(house: House, enrolment_id: int) -> list[str]:
    """The notices of an enrolment, oldest first."""
    with house.work() as work:
        return list(
            work.session.scalars(
                select(Delivery.notice).where(Delivery.enrolment_id == enrolment_id).order_by(Delivery.id)
            )
        )


def questionnaires(house: House, enrolment_id: int) -> list[str]:
    return [notice for notice in told(house, enrolment_id) if notice in ("questionnaire", "reminder")]


def ticking(house: House, **step: float) -> None:
    house.clock.move(**step)
    tick(house.platform)


# --- in time


def test_the_patient_is_told_reminded_and_in_the_end_left_alone(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    tick(house.platform)
    assert questionnaires(house, enrolment_id) == [], "she has just begun and sees it on the page"
    for _ in range(30):
        ticking(house, days=1)
    assert questionnaires(house, enrolment_id) == ["questionnaire", "reminder", "reminder"]
    start = items(house, enrolment_id)["start"]
    assert (start.state, start.act_at) == ("missed", None)


def test_a_clock_that_stood_still_catches_up_with_one_notice(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    ticking(house, days=12)
    assert questionnaires(house, enrolment_id) == ["reminder"]
    ticking(house, seconds=1)
    assert questionnaires(house, enrolment_id) == ["reminder"]
    with house.work() as work:
        row = work.session.get(CaseloadRow, enrolment_id)
        assert row is not None
        assert row.overdue_since is not None


def test_a_clock_that_is_set_back_tells_nobody_twice_and_leaves_nothing_behind(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    for step in ({"days": 1}, {"hours": -1}, {"minutes": 30}):
        ticking(house, **step)
        assert questionnaires(house, enrolment_id) == ["questionnaire"]
    later = house.enrolled(house.person("Ola", "Nordmann"), maren)
    ticking(house, days=1, minutes=30)
    assert questionnaires(house, later) == ["questionnaire"]
    ticking(house, days=2)
    assert questionnaires(house, enrolment_id) == ["questionnaire", "reminder"]


def test_a_clock_that_stood_still_past_the_end_tells_nobody(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    ticking(house, days=60)
    assert questionnaires(house, enrolment_id) == []
    assert items(house, enrolment_id)["start"].state == "missed"


def test_a_tick_costs_what_is_due(house: House, maren: Person) -> None:
    def statements_of_a_tick() -> int:
        with house.counted() as statements:
            tick(house.platform)
        return len(statements)

    house.enrolled(house.person("Kari", "Nordmann"), maren)
    before = statements_of_a_tick()
    for n in range(5):
        house.enrolled(house.person("Kari", f"Nordmann {n}"), maren)
    assert statements_of_a_tick() == before == 2, "one of enrolments, one of everything else"


# --- pause and end


def test_a_pause_cancels_and_resuming_shifts(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    house.clock.move(days=2)
    before = items(house, enrolment_id)
    therapist = house.actor(maren, ("therapist", house.clinic))
    with house.work() as work:
        pause(work, therapist, enrolment(work, enrolment_id))
    assert {(item.state, item.act_at, item.reason) for item in items(house, enrolment_id).values()} == {
        ("cancelled", None, "paused")
    }
    ticking(house, days=9, hours=5)
    assert questionnaires(house, enrolment_id) == []
    with house.work() as work:
        resume(work, therapist, enrolment(work, enrolment_id))
    for key, item in items(house, enrolment_id).items():
        was = before[key]
        assert (item.state, item.reason) == ("planned", None)
        # Days on the wall, so that what is due at the end of a day still is, also past the end of summer time.
        zone = house.platform.settings.timezone
        assert (item.opens_at, item.due_at) == (days_later(was.opens_at, 9, zone), days_later(was.due_at, 9, zone))
        assert item.closes_at == (days_later(was.closes_at, 9, zone) if was.closes_at else None)
        assert item.act_at == max(item.opens_at, house.clock.now())


def test_what_was_handed_in_stays_so_through_a_pause(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    therapist = house.actor(maren, ("therapist", house.clinic))
    with house.work() as work:
        item = work.session.scalars(select(AgendaItem).where(AgendaItem.key == "start")).one()
        item.state, item.act_at, item.done_at = "done", None, work.now
    for deed in (pause, resume):
        with house.work() as work:
            deed(work, therapist, enrolment(work, enrolment_id))
        house.clock.move(days=1)
    assert items(house, enrolment_id)["start"].state == "done"


def test_no_notice_comes_twice_because_of_a_pause(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    ticking(house, days=1, hours=3)
    assert questionnaires(house, enrolment_id) == ["questionnaire"]
    therapist = house.actor(maren, ("therapist", house.clinic))
    with house.work() as work:
        pause(work, therapist, enrolment(work, enrolment_id))
    house.clock.move(days=3)
    with house.work() as work:
        resume(work, therapist, enrolment(work, enrolment_id))
    tick(house.platform)
    assert questionnaires(house, enrolment_id) == ["questionnaire"]


def test_what_was_late_before_a_pause_is_late_after_it(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    therapist = house.actor(maren, ("therapist", house.clinic))

    def is_overdue() -> bool:
        with house.work() as work:
            row = work.session.get(CaseloadRow, enrolment_id)
            return row is not None and row.overdue_since is not None

    ticking(house, days=2)
    assert is_overdue()
    with house.work() as work:
        pause(work, therapist, enrolment(work, enrolment_id))
    assert not is_overdue()
    house.clock.move(days=5)
    with house.work() as work:
        resume(work, therapist, enrolment(work, enrolment_id))
    tick(house.platform)
    assert is_overdue()


def test_an_end_keeps_the_follow_ups_and_cancels_the_rest(house: House, maren: Person) -> None:
    """What is asked still is what the programme says is asked after that end, unless she has said no."""
    stopped = house.enrolled(house.person("Kari", "Nordmann"), maren)
    done = house.enrolled(house.person("Ola", "Nordmann"), maren)
    unwilling = house.enrolled(house.person("Liv", "Nordmann"), maren)
    with house.work() as work:
        end(work, maren.id, enrolment(work, stopped), "withdrawn")
        end(work, maren.id, enrolment(work, done), "completed")
        end(work, maren.id, enrolment(work, unwilling), "withdrawn", Leaving(willing=False))
    asked = {"start": "cancelled", "daily": "cancelled", "3m": "planned"}
    assert {key: item.state for key, item in items(house, stopped).items()} == asked
    assert {key: item.state for key, item in items(house, done).items()} == asked
    assert {item.state for item in items(house, unwilling).values()} == {"cancelled"}
    ticking(house, days=200)
    assert questionnaires(house, unwilling) == []


def enrolment(work: Work, enrolment_id: int) -> Any:
    from varde.enrolments.models import Enrolment

    return work.session.get(Enrolment, enrolment_id)


# --- when something is wrong


def with_handler(house: House, kind: str, act: Any) -> Platform:
    house.platform.catalogue = house.platform.catalogue.with_values(AgendaHandler, [AgendaHandler(kind, act)])
    return house.platform


def plan_one(house: House, enrolment_id: int, kind: str, key: str = "once") -> None:
    now = house.clock.now()
    with house.work() as work:
        plan(work, enrolment_id, kind, key, opens_at=now, due_at=now, act_at=now)


def test_a_failure_takes_back_what_it_did_and_is_tried_again(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    times: list[datetime] = []
    sent: list[int] = []

    def act(work: Work, item: AgendaItem) -> None:
        times.append(work.now)
        item.details = {"half": "done"}
        work.enqueue(dispatch)
        work.session.flush()
        if len(times) < 3:
            raise RuntimeError("not now")

    class Wire(NoTransport):
        def send(self, *outbox_ids: int) -> None:
            sent.extend(outbox_ids)

    here = with_handler(house, "test", act)
    here.transport = Wire()
    plan_one(house, enrolment_id, "test")
    with house.work() as work:
        before = work.session.scalar(select(func.count()).select_from(Outbox))
    assert tick(here) == 1
    assert items(house, enrolment_id)["once"].details == {}
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Outbox)) == before
    assert sent == [], "what was taken back is not sent"
    assert tick(here) == 0
    ticking(house, minutes=5)
    ticking(house, minutes=5)
    ticking(house, days=1)
    assert len(times) == 3
    assert len(sent) >= 1
    assert items(house, enrolment_id)["once"].details == {"half": "done"}


def test_one_that_fails_does_not_stand_in_the_way(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    done: list[str] = []

    def act(work: Work, item: AgendaItem) -> None:
        if item.key == "bad":
            # The database's own refusal, which spoils a transaction that has no savepoint.
            work.add(AgendaItem(enrolment_id=404, kind="x", key="x", opens_at=work.now, due_at=work.now, details={}))
            work.session.flush()
        done.append(item.key)

    here = with_handler(house, "test", act)
    for key in ("bad", "good", "better"):
        plan_one(house, enrolment_id, "test", key)
    assert tick(here) == 3
    assert done == ["good", "better"]


def test_a_kind_nobody_handles_waits_for_its_plugin(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    plan_one(house, enrolment_id, "from-a-plugin-that-is-gone")
    assert tick(house.platform) == 1
    item = items(house, enrolment_id)["once"]
    assert (item.state, item.act_at) == ("planned", house.clock.now() + timedelta(days=1))
    assert tick(house.platform) == 0


def test_the_same_thing_is_planned_once(house: House, maren: Person) -> None:
    enrolment_id = house.enrolled(house.person("Kari", "Nordmann"), maren)
    plan_one(house, enrolment_id, "test")
    with pytest.raises(IntegrityError):
        plan_one(house, enrolment_id, "test")


def test_a_clock_that_does_not_run_is_seen(house: House, maren: Person) -> None:
    house.enrolled(house.person("Kari", "Nordmann"), maren)
    browser = house.app.test_client()
    assert browser.get("/readyz").status_code == 200
    house.clock.move(hours=22, minutes=9)  # past eight, when the clock first has something to do
    assert browser.get("/readyz").status_code == 200
    house.clock.move(hours=3)
    answer = browser.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"database": "ok", "clock": "late", "cells": "ok"})
    tick(house.platform)
    assert browser.get("/readyz").status_code == 200
    with house.work() as work:
        assert not is_late(work)


def test_figures_that_are_late_are_said_and_keep_nobody_from_her_treatment(house: House) -> None:
    of = {"organisation_id": house.clinic.id, "programme": "sample", "period": "2026-09", "groups": b"", "added": b""}
    with house.work() as work:
        work.add(CellDelta(**of, sign=1, late=True, at=work.now - timedelta(seconds=61)))
    answer = house.app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"database": "ok", "clock": "ok", "cells": "late"})


# --- several clocks


def test_two_clocks_never_act_twice(postgres_database_url: str) -> None:
    house = make_house(postgres_database_url, catalogue=sample_only())
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    ids = [house.enrolled(house.person("Kari", f"Nordmann {n}"), maren) for n in range(12)]
    acted: list[int] = []

    def act(work: Work, item: AgendaItem) -> None:
        acted.append(item.of_enrolment)
        work.add(
            Delivery(
                person_id=maren.id,
                enrolment_id=item.enrolment_id,
                notice="message",
                key=f"test:{item.id}",
                channel="none",
                path="/",
                planned_at=work.now,
            )
        )

    here = with_handler(house, "test", act)
    for enrolment_id in ids:
        plan_one(house, enrolment_id, "test")
    together = threading.Barrier(4, timeout=60)

    def run() -> None:
        together.wait()
        tick(here)

    clocks = [threading.Thread(target=run) for _ in range(4)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join(60)
    assert Counter(acted) == Counter(ids)
    with house.work() as work:
        assert work.session.scalar(select(func.count()).where(Delivery.key.like("test:%"))) == 12
    house.platform.engine.dispose()
