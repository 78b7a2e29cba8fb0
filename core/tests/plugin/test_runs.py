"""What a plugin runs: jobs, news, the agenda and the clock; and that what stumbles stops nobody else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import structlog
from sqlalchemy import select

from varde.enrolments.exits import end, undo
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.errors import StartRefused
from varde.kernel.events import Listener, Subscription
from varde.kernel.jobs import MOST_ATTEMPTS, Outbox, job
from varde.kernel.part import ClockTask, Part
from varde.kernel.work import Work, in_work
from varde.parts import build_catalogue
from varde.platform import what_runs
from varde.plugin import hookimpl
from varde.plugin.enrolments import enrolment_now
from varde.plugin.work import AgendaHandler, AgendaItem, EnrolmentChanged, EnrolmentLeft
from varde.scheduling.agenda import tick
from varde.testing import sample
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.kits import heard, kits_of, lend
from varde.testing.sample.models import Kit
from varde.testing.sample.upkeep import want_kits_back
from varde.worker import clock_tasks, run_clock


class Lent:
    """A kit that is lent to a patient, in a house where the sample also does what a test gives it."""

    def __init__(self, folder: Path, **fields: Any) -> None:
        catalogue = build_catalogue({"sample": (partial(_module, **fields), "varde", "1")}) if fields else sample_only()
        self.house: House = make_house(sqlite_url(folder), catalogue=catalogue)
        self.maren: Person = self.house.person("Maren", "Lie", ("therapist", self.house.clinic))
        self.enrolment_id = self.house.enrolled(self.house.person("Ingrid", "Solheim"), self.maren)
        self.house.platform.drain()
        with self.house.work() as work:
            lend(work, self.enrolment_id, "A-1", "I gangen.")

    @property
    def kit(self) -> Kit:
        with self.house.work() as work:
            (kit,) = kits_of(work, self.enrolment_id)
            return kit

    def do(self, deed: Callable[[Work, Enrolment], Any]) -> None:
        with self.house.work() as work:
            deed(work, work.session.get_one(Enrolment, self.enrolment_id))

    def leave(self) -> None:
        self.do(lambda work, enrolment: end(work, self.maren.id, enrolment, "completed"))

    def come_back(self) -> None:
        actor = self.house.actor(self.maren, ("therapist", self.house.clinic))
        self.do(lambda work, enrolment: undo(work, actor, enrolment))

    def report(self, battery: int) -> None:
        with self.house.work() as work:
            (kit,) = kits_of(work, self.enrolment_id)
            heard(work, kit, work.now, battery)

    def outbox(self) -> list[Outbox]:
        with self.house.work() as work:
            return list(work.session.scalars(select(Outbox).order_by(Outbox.id)))


def _module(**fields: Any) -> ModuleType:
    part = replace(sample.PART, **fields)

    @hookimpl
    def varde_part() -> Part:
        return part

    made = ModuleType("sample")
    made.varde_part = varde_part  # type: ignore[attr-defined]
    return made


@pytest.fixture
def lent(tmp_path: Path) -> Lent:
    return Lent(tmp_path)


# --- jobs and news


def test_a_job_is_done_after_what_asked_for_it_and_once(lent: Lent) -> None:
    lent.report(19)
    assert lent.kit.batteries_asked_at is None
    lent.house.platform.drain()
    asked = lent.kit.batteries_asked_at
    assert asked == lent.house.clock.now()
    lent.house.clock.move(hours=1)
    lent.report(12)
    lent.house.platform.drain()
    assert lent.kit.batteries_asked_at == asked


def test_a_job_that_is_run_twice_does_it_once(lent: Lent) -> None:
    lent.report(19)
    lent.house.platform.drain()
    asked = lent.kit.batteries_asked_at
    lent.house.clock.move(hours=1)
    with lent.house.work() as work:
        (job_of_kit,) = [row for row in lent.outbox() if row.job == "sample.send-batteries"]
        lent.house.platform.jobs["sample.send-batteries"].run(work, **job_of_kit.arguments)
    assert lent.kit.batteries_asked_at == asked


def test_nothing_is_asked_for_when_the_unit_that_wanted_it_fails(lent: Lent) -> None:
    with pytest.raises(RuntimeError), lent.house.work() as work:
        (kit,) = kits_of(work, lent.enrolment_id)
        heard(work, kit, work.now, 5)
        raise RuntimeError("the unit ends")
    lent.house.platform.drain()
    assert (lent.kit.battery, lent.kit.batteries_asked_at) == (None, None)


def test_news_of_the_core_reaches_a_job_of_the_plugin(lent: Lent) -> None:
    lent.leave()
    assert lent.kit.wanted_back_at is None
    lent.house.platform.drain()
    assert lent.kit.wanted_back_at == lent.house.clock.now()


def test_a_listener_hears_in_the_transaction_of_the_change(lent: Lent) -> None:
    lent.leave()
    lent.house.platform.drain()
    lent.come_back()
    assert lent.kit.wanted_back_at is None


def test_a_job_that_comes_late_finds_the_world_as_it_is(lent: Lent) -> None:
    lent.leave()
    lent.come_back()
    lent.house.platform.drain()
    assert lent.kit.wanted_back_at is None


def test_a_job_about_what_is_gone_has_nothing_to_do(lent: Lent) -> None:
    with lent.house.work() as work:
        assert enrolment_now(work, 4711) is None
        want_kits_back.run(work, 4711)
        lent.house.platform.jobs["sample.send-batteries"].run(work, kit_id=4711)


# --- the agenda


def test_what_is_planned_is_acted_on_in_its_time(lent: Lent) -> None:
    tick(lent.house.platform)
    assert lent.kit.silent_since is None
    silent_at = lent.house.clock.now() + timedelta(days=2)
    lent.house.clock.move(days=3)
    tick(lent.house.platform)
    assert lent.kit.silent_since == silent_at
    lent.report(80)
    assert lent.kit.silent_since is None


def test_what_was_heard_of_meanwhile_is_asked_after_later(lent: Lent) -> None:
    lent.house.clock.move(days=1)
    lent.report(80)
    reported = lent.house.clock.now()
    lent.house.clock.move(hours=30)
    tick(lent.house.platform)
    assert (lent.kit.silent_since, lent.kit.heard_at) == (None, reported)
    with lent.house.work() as work:
        (item,) = work.session.scalars(select(AgendaItem).where(AgendaItem.kind == "sample.silence")).all()
        assert item.act_at == reported + timedelta(days=2)


def test_the_end_of_the_enrolment_cancels_it(lent: Lent) -> None:
    lent.leave()
    lent.house.clock.move(days=3)
    tick(lent.house.platform)
    assert lent.kit.silent_since is None


# --- what stumbles


@job("sample.stumble")
def stumble(_work: Work, **_news: object) -> None:
    raise ZeroDivisionError("nothing to share")


def fail(work: Work, *_about: object) -> Any:
    work.enqueue(stumble)
    work.add(Kit(enrolment_id=1, serial="half a row"))
    raise ZeroDivisionError("nothing to share")


def test_a_job_that_raises_is_tried_again_and_given_up_in_one_sentence(tmp_path: Path) -> None:
    lent = Lent(
        tmp_path, subscriptions=(Subscription(EnrolmentLeft, stumble), Subscription(EnrolmentLeft, want_kits_back))
    )
    lent.leave()
    with structlog.testing.capture_logs() as logged:
        for attempt in range(1, MOST_ATTEMPTS + 1):
            lent.house.platform.drain()
            (row,) = [row for row in lent.outbox() if row.job == "sample.stumble"]
            assert (row.attempts, row.last_error) == (attempt, "ZeroDivisionError")
            lent.house.clock.move(hours=1)
    assert row.failed_at is not None
    assert [entry["sentence"] for entry in logged if entry["event"] == "job_given_up"] == [
        "The job sample.stumble is given up after 12 attempts, and what it was to do is not done."
    ]
    assert lent.kit.wanted_back_at is not None, "the other job for the same news was done"
    assert {row.job for row in lent.outbox() if row.done_at is None} == {"sample.stumble"}


def test_a_listener_that_raises_does_not_undo_the_change(tmp_path: Path) -> None:
    lent = Lent(tmp_path, listeners=(Listener(EnrolmentLeft, fail),))
    with structlog.testing.capture_logs() as logged:
        lent.leave()
    with lent.house.work() as work:
        now = enrolment_now(work, lent.enrolment_id)
        assert now is not None
        assert now.state == "completed"
    assert lent.kit.serial == "A-1", "what it wrote half is undone"
    assert "sample.stumble" not in {row.job for row in lent.outbox()}
    assert [entry["sentence"] for entry in logged if entry["event"] == "listener_failed"] == [
        "A listener of sample failed at EnrolmentLeft; what it keeps may be out of date."
    ]
    lent.house.platform.drain()
    assert lent.kit.wanted_back_at is not None


def test_a_handler_that_raises_is_tried_again_and_the_others_are_acted_on(tmp_path: Path) -> None:
    lent = Lent(tmp_path, agenda_handlers=(AgendaHandler("sample.silence", fail),))
    lent.house.clock.move(days=3)
    assert tick(lent.house.platform) > 1
    with lent.house.work() as work:
        (item,) = work.session.scalars(select(AgendaItem).where(AgendaItem.kind == "sample.silence")).all()
        assert (item.state, item.act_at) == ("planned", work.now + timedelta(minutes=5))
    assert "sample.stumble" not in {row.job for row in lent.outbox()}


def test_a_clock_task_that_raises_is_tried_again_and_the_others_are_done(tmp_path: Path) -> None:
    done: list[str] = []
    stop = threading.Event()

    def count(_work: Work) -> None:
        done.append("counted")
        if len(done) > 1:
            stop.set()

    tasks = (ClockTask("sample.a-stumble", 1, in_work(fail)), ClockTask("sample.count", 1, in_work(count)))
    lent = Lent(tmp_path, clock_tasks=tasks)
    assert {"sample.a-stumble", "sample.count", "act on the agenda"} <= {
        task.name for task in clock_tasks(lent.house.platform)
    }
    with structlog.testing.capture_logs() as logged:
        run_clock(lent.house.platform, stop)
    assert done == ["counted", "counted"]
    assert [entry["task"] for entry in logged if entry["event"] == "clock_task_failed"] == ["sample.a-stumble"] * 2


# --- before anything runs


@job("batteries")
def unowned(_work: Work) -> None:
    return None


@job(f"sample.{'x' * 80}")
def long_named(_work: Work) -> None:
    return None


@job("sample.deaf")
def deaf(_work: Work, person_id: int) -> None:
    return None


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"jobs": (unowned,)}, "batteries among jobs must begin with sample."),
        ({"jobs": (long_named,)}, "among jobs is longer than 80 letters."),
        ({"subscriptions": (Subscription(EnrolmentChanged, unowned),)}, "batteries among jobs must begin with sample."),
        (
            {"subscriptions": (Subscription(EnrolmentChanged, deaf),)},
            "sample.deaf cannot take EnrolmentChanged: missing a required argument: 'person_id'.",
        ),
        (
            {"agenda_handlers": (AgendaHandler("assessment", fail),)},
            "assessment among agenda_handlers must begin with sample.",
        ),
        (
            {"agenda_handlers": (AgendaHandler("sample." + "x" * 30, fail),)},
            "among agenda_handlers is longer than 30 letters.",
        ),
        ({"clock_tasks": (ClockTask("count", 1, in_work(fail)),)}, "count among clock_tasks must begin with sample."),
    ],
)
def test_what_cannot_run_in_the_house_is_refused_in_a_sentence(fields: dict[str, Any], fault: str) -> None:
    catalogue = build_catalogue({"sample": (partial(_module, **fields), "varde", "1")})
    with pytest.raises(StartRefused) as refused:
        what_runs(catalogue.all(Part).values())
    assert [sentence for sentence in refused.value.faults if sentence.endswith(fault)], refused.value.faults
