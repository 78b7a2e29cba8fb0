"""The unit of work: all of it or none of it, and what it wrote down is done once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from varde.kernel.jobs import MOST_ATTEMPTS, TOGETHER, Job, Outbox, backoff_seconds
from varde.kernel.transport import DramatiqTransport, make_transport
from varde.kernel.work import Work

from .conftest import Bench, Noticed, mark, stumble


def enqueue(bench: Bench, job: Any = mark, number: int = 1, **when: Any) -> int:
    with bench.platform.work() as work:
        work.enqueue(job, number=number, **when)
        work.session.flush()
        (outbox_id,) = work.session.scalars(text("SELECT max(id) FROM outbox")).all()
    return int(outbox_id)


# --- the unit


def test_leaving_commits_and_then_sends(bench: Bench) -> None:
    outbox_id = enqueue(bench)
    assert bench.wire.sent == [outbox_id]
    assert bench.marks() == []


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
def test_raising_takes_everything_back(bench: Bench, fault: type[BaseException]) -> None:
    with pytest.raises(fault), bench.platform.work() as work:
        work.session.execute(text("INSERT INTO mark VALUES (1, 'self')"))
        work.enqueue(mark, number=1)
        work.publish(Noticed(2))
        work.session.flush()
        raise fault
    assert (bench.marks(), bench.rows(), bench.wire.sent) == ([], [], [])


def test_news_is_heard_at_once_and_written_down_for_later(bench: Bench) -> None:
    with bench.platform.work() as work:
        work.publish(Noticed(7))
        assert work.session.scalar(text("SELECT by FROM mark")) == "listener"
    assert bench.marks() == [(7, "listener")]
    assert bench.platform.drain() == 1
    assert bench.marks() == [(7, "job"), (7, "listener")]


def test_a_listener_that_fails_stops_the_change(bench: Bench) -> None:
    with pytest.raises(ValueError, match="less than not at all"), bench.platform.work() as work:
        work.session.execute(text("INSERT INTO mark VALUES (1, 'self')"))
        work.publish(Noticed(-1))
    assert (bench.marks(), bench.rows()) == ([], [])


def test_the_moment_stands_still_inside_a_unit(bench: Bench) -> None:
    with bench.platform.work() as work:
        before = work.now
        bench.clock.move(hours=13)
        assert work.now == before
    with bench.platform.work() as work:
        assert work.now - before == timedelta(hours=13)
        assert work.today.isoformat() == "2026-11-18"


def test_what_only_looks_leaves_nothing_behind_whether_it_fails_or_not(bench: Bench) -> None:
    """Also when the database refused a statement of it, after which PostgreSQL would take no other in the transaction."""
    with bench.platform.work() as work:
        work.session.execute(text("INSERT INTO mark VALUES (1, 'self')"))
        with work.undone():
            work.session.execute(text("INSERT INTO mark VALUES (2, 'panel')"))
            work.enqueue(mark, number=3)
        with pytest.raises(DatabaseError), work.undone():
            work.session.execute(text("SELECT no_such_column FROM mark"))
        work.session.execute(text("INSERT INTO mark VALUES (4, 'self')"))
    assert bench.marks() == [(1, "self"), (4, "self")]
    assert (bench.rows(), bench.wire.sent) == ([], [])


# --- done once


def test_a_job_is_done_once_however_often_it_is_sent(bench: Bench) -> None:
    outbox_id = enqueue(bench)
    assert [bench.platform.perform(outbox_id) for _ in range(3)] == [True, False, False]
    assert bench.marks() == [(1, "job")]


def test_a_job_waits_for_its_time(bench: Bench) -> None:
    outbox_id = enqueue(bench, after=timedelta(hours=1))
    assert bench.wire.sent == []
    assert not bench.platform.perform(outbox_id)
    assert bench.platform.sweep() == 0
    bench.clock.move(hours=1)
    assert bench.platform.sweep() == 1
    assert bench.wire.sent == [outbox_id]
    assert bench.platform.perform(outbox_id)


def test_a_row_that_never_was_is_nothing_to_do(bench: Bench) -> None:
    assert not bench.platform.perform(404)
    assert bench.platform.drain() == 0


@pytest.mark.parametrize("workers", [2, 6])
def test_two_workers_with_the_same_row_do_it_once(bench: Bench, workers: int) -> None:
    ids = [enqueue(bench, number=number) for number in range(10)]
    platforms = [bench.another() for _ in range(workers)]
    together = threading.Barrier(workers, timeout=60)

    def perform_all(here: Any) -> None:
        together.wait()
        for outbox_id in ids:
            here.perform(outbox_id)

    threads = [threading.Thread(target=perform_all, args=(here,)) for here in platforms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert bench.marks() == [(number, "job") for number in range(10)]


def test_what_another_worker_holds_is_left_to_it(
    postgres_database_url: str, make_bench: Callable[[str], Bench]
) -> None:
    bench = make_bench(postgres_database_url)
    outbox_id = enqueue(bench)
    with bench.platform.work() as work:
        work.session.get(Outbox, outbox_id, with_for_update=True)
        assert not bench.another().perform(outbox_id)
        assert bench.another().drain(most=10_000) == 0
        assert bench.another().sweep(lost_after=timedelta(seconds=-1)) == 0


# --- failing


def test_a_job_that_fails_leaves_nothing_and_is_tried_later(bench: Bench) -> None:
    outbox_id = enqueue(bench, stumble)
    assert not bench.platform.perform(outbox_id)
    (row,) = bench.rows()
    assert bench.marks() == []
    assert (row.attempts, row.last_error, row.sent_at, row.done_at) == (1, "RuntimeError", None, None)
    assert row.run_after - row.created_at == timedelta(seconds=2)
    assert not bench.platform.perform(outbox_id), "it is not due"
    assert bench.rows()[0].attempts == 1


def test_a_job_is_given_up_after_the_last_attempt(bench: Bench) -> None:
    outbox_id = enqueue(bench, stumble)
    waits = []
    for _ in range(MOST_ATTEMPTS + 3):
        bench.platform.perform(outbox_id)
        row = bench.rows()[0]
        waits.append((row.run_after - bench.clock.now()).total_seconds())
        bench.clock.move(seconds=max(waits[-1], 0))
    assert row.attempts == MOST_ATTEMPTS
    assert row.failed_at is not None
    assert waits[:MOST_ATTEMPTS] == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1800, 1800]
    assert bench.platform.sweep() == 0
    assert bench.platform.drain() == 0


def test_the_wait_grows_to_half_an_hour_and_no_more() -> None:
    waits = [backoff_seconds(n) for n in range(40)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (2, 1800)


def test_a_failing_job_does_not_stand_in_the_way(bench: Bench) -> None:
    enqueue(bench, stumble)
    enqueue(bench, number=2)
    assert bench.platform.drain() == 2
    assert bench.marks() == [(2, "job")]


def test_two_jobs_that_make_the_same_row_are_both_done(postgres_database_url: str, make_bench: Any) -> None:
    """Neither finds the row, both make it, and the one that comes second does it over without having failed."""
    bench = make_bench(postgres_database_url)
    with bench.platform.engine.begin() as connection:
        connection.execute(text("CREATE TABLE tally (id integer PRIMARY KEY, n integer)"))
    meet = threading.Barrier(2, timeout=60)

    def count(work: Work, number: int) -> None:
        found = work.session.scalar(text("SELECT n FROM tally WHERE id = 1 FOR UPDATE"))
        if found is None:
            meet.wait()
            work.session.execute(text("INSERT INTO tally VALUES (1, 1)"))
        else:
            work.session.execute(text("UPDATE tally SET n = n + 1"))

    tally = Job("test.tally", count)
    bench.platform.jobs["test.tally"] = tally
    ids = [enqueue(bench, tally), enqueue(bench, tally)]
    threads = [threading.Thread(target=bench.platform.perform, args=(outbox_id,)) for outbox_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    with bench.platform.engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM tally")).scalar_one() == 2
    assert [row.attempts for row in bench.rows()] == [0, 0]


def test_a_job_nobody_knows_fails_by_name(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    with bench.platform.work() as work:
        work.add(
            Outbox(job="test.gone", arguments={}, created_at=work.now, run_after=work.now, sent_at=None, attempts=0)
        )
    assert bench.platform.drain() == 1
    (row,) = bench.rows()
    assert (row.attempts, row.last_error) == (1, "LookupError")
    said = capsys.readouterr()
    assert "no job is named 'test.gone'" in said.out + said.err


def test_arguments_that_do_not_fit_fail_like_any_other(bench: Bench) -> None:
    with bench.platform.work() as work:
        work.enqueue(mark, quantity=1)
    assert bench.platform.drain() == 1
    assert bench.rows()[0].last_error == "TypeError"


# --- sending


def test_redis_down_while_committing_loses_nothing(bench: Bench) -> None:
    bench.wire.is_down = True
    outbox_id = enqueue(bench)
    enqueue(bench, number=2)
    assert bench.wire.sent == []
    bench.wire.is_down = False
    bench.clock.move(seconds=31)
    assert bench.platform.sweep() == 2
    assert outbox_id in bench.wire.sent
    for found in bench.wire.sent:
        bench.platform.perform(found)
    assert bench.marks() == [(1, "job"), (2, "job")]


def test_a_closed_port_instead_of_redis_is_the_same(bench: Bench) -> None:
    bench.platform.transport = make_transport("redis://127.0.0.1:1/0")
    outbox_id = enqueue(bench)
    bench.clock.move(seconds=31)
    assert bench.platform.sweep() == 1
    assert bench.platform.perform(outbox_id)


def test_the_sweeper_leaves_alone_what_was_just_sent(bench: Bench) -> None:
    enqueue(bench)
    bench.clock.move(seconds=29)
    assert bench.platform.sweep() == 0
    bench.clock.move(seconds=2)
    assert bench.platform.sweep() == 1
    assert bench.platform.sweep() == 0, "it was sent this moment"


def test_the_sweeper_takes_a_bounded_bite_oldest_first(bench: Bench) -> None:
    bench.wire.is_down = True
    ids = []
    for number in range(5):
        ids.append(enqueue(bench, number=number))
        bench.clock.move(seconds=1)
    bench.wire.is_down = False
    bench.clock.move(minutes=1)
    assert bench.platform.sweep(most=3) == 3
    assert bench.wire.sent == ids[:3]


def test_a_worker_in_the_same_process(bench: Bench) -> None:
    transport = make_transport(None)
    assert isinstance(transport, DramatiqTransport)
    here = bench.another(transport)
    bench.platform.transport = transport
    for number in range(5):
        enqueue(bench, number=number)
    worker = transport.start_worker(here.perform_together, 2)
    try:
        transport.broker.join("varde", timeout=20_000)
        worker.join()
    finally:
        worker.stop(timeout=5_000)
    assert bench.marks() == [(number, "job") for number in range(5)]


def test_a_worker_over_redis(bench: Bench, empty_redis_url: str) -> None:
    transport = make_transport(empty_redis_url)
    bench.platform.transport = transport
    for number in range(5):
        enqueue(bench, number=number)
    worker = transport.start_worker(bench.another(transport).perform_together, 2)
    try:
        transport.broker.join("varde", timeout=20_000)
        worker.join()
    finally:
        worker.stop(timeout=5_000)
    assert bench.marks() == [(number, "job") for number in range(5)]


def test_a_job_may_write_down_more_jobs(bench: Bench) -> None:
    def twice(work: Work, number: int) -> None:
        for _ in range(2):
            work.enqueue(mark, number=number)

    again = Job("test.twice", twice)
    bench.platform.jobs["test.twice"] = again
    enqueue(bench, again)
    assert bench.platform.drain() == 3
    assert bench.marks() == [(1, "job"), (1, "job")]


# --- several at once


def test_what_one_unit_of_work_wrote_down_is_done_together(bench: Bench) -> None:
    ids = [enqueue(bench, number=number) for number in range(4)]
    assert bench.platform.perform_together(*ids) == 4
    assert bench.marks() == [(number, "job") for number in range(4)]
    assert bench.platform.perform_together(*ids) == 0, "once"
    assert bench.marks() == [(number, "job") for number in range(4)]


def test_one_that_fails_keeps_nothing_from_the_others(bench: Bench) -> None:
    with bench.platform.work() as work:
        for number in (0, 1, 2):
            work.enqueue(stumble if number == 1 else mark, number=number)
    ids = [row.id for row in bench.rows()]
    assert bench.platform.perform_together(*ids) == 2
    assert bench.marks() == [(0, "job"), (2, "job")]
    rows = bench.rows()
    assert [row.done_at is not None for row in rows] == [True, False, True]
    assert (rows[1].attempts, rows[1].last_error) == (1, "RuntimeError")


def test_what_travels_together_is_bounded(bench: Bench) -> None:
    handed: list[int] = []
    bench.wire.send = lambda *ids: handed.append(len(ids))  # type: ignore[method-assign]
    with bench.platform.work() as work:
        for number in range(TOGETHER * 2 + 1):
            work.enqueue(mark, number=number)
    assert handed == [TOGETHER, TOGETHER, 1]
