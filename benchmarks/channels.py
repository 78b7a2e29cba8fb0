"""What planning and sending costs: a tick among millions of rows, the outbox over Redis, and notices to a gateway.

On a PostgreSQL that waits for the disk and a Redis, with workers in this process and the gateway in one of its own. Each figure is
compared with something from the same run: a small table, one row in each transaction as it was before, and bare Dramatiq that
makes the same HTTP call.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import dramatiq
import redis
import urllib3
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import AgeLimit, TimeLimit
from sqlalchemy import func, insert, select, text, update

from benchmarks.outcome import Outcome, Sizes
from benchmarks.programs import durable_postgres
from varde.identity.models import Person
from varde.kernel.jobs import Job, Outbox
from varde.kernel.transport import DramatiqTransport, make_transport
from varde.kernel.work import Platform, Work
from varde.notifications.models import Delivery
from varde.notifications.sending import HANDS, dispatch
from varde.platform import make_platform
from varde.scheduling import agenda
from varde.scheduling.models import AgendaItem
from varde.testing.gateway import TOKEN, StubGateway
from varde.testing.house import BEGINNING, House, make_house, migrate, sample_only
from varde.testing.servers import PostgresServer, free_port, fresh_database, redis_server

DUE, FEW, THREADS, CHUNK = 100, 50_000, 4, 5_000
MOST_RATIO, LEAST_OF_BARE, LEAST_RELAY = 1.3, 0.6, 2.0
ROWS = 4_000


def run(sizes: Sizes) -> list[Outcome]:
    """All three, on one server."""
    with (
        durable_postgres() as postgres,
        redis_server() as url,
        _gateway() as gateway,
        _house(postgres, gateway) as house,
        _house(postgres, gateway) as many,
    ):
        return [*_ticks(house, many, sizes), _relay(house, url, sizes), _notices(house, url, gateway, sizes)]


@contextmanager
def _house(postgres: PostgresServer, gateway: StubGateway) -> Iterator[House]:
    """A house on a database of its own."""
    with fresh_database(postgres, migrate) as url:
        house = make_house(url, at=BEGINNING, catalogue=sample_only(), **gateway.environment())
        try:
            yield house
        finally:
            house.platform.engine.dispose()


@contextmanager
def _gateway() -> Iterator[StubGateway]:
    """The stub gateway, in a process of its own."""
    gateway = StubGateway(port=free_port())
    with subprocess.Popen([sys.executable, "-m", "varde.testing.gateway", str(gateway.port)]) as process:
        pool = urllib3.PoolManager(retries=urllib3.Retry(50, backoff_factor=0.05, backoff_max=0.2))
        pool.request("GET", f"{gateway.url}/none", headers={"Authorization": f"Bearer {TOKEN}"})
        try:
            yield gateway
        finally:
            process.terminate()


# --- the tick


def _ticks(house: House, many: House, sizes: Sizes) -> list[Outcome]:
    """Ticks among few rows and among many, in turns, so that a neighbour who works meets both."""
    few = min(FEW, sizes.agenda // 2)
    among = {few: _filled(house, few), sizes.agenda: _filled(many, sizes.agenda)}
    times: dict[int, list[float]] = {few: [], sizes.agenda: []}
    for turn in range(sizes.repeats + 1):
        for count, (there, here) in among.items():
            times[count].append(_tick(here, there, turn))
    small, large = (min(seconds[1:]) for seconds in times.values())
    with patch.object(agenda, "BATCH", 1):
        turns = range(sizes.repeats + 1, 2 * sizes.repeats + 1)
        one_by_one = min(_tick(among[few][1], house, turn) for turn in turns)
    ratio = large / small
    late = sizes.timed and ratio > MOST_RATIO
    return [
        Outcome(
            "channels: a tick among many",
            f"{large * 1e3:.0f} ms for {DUE} due among {sizes.agenda}",
            f"{small * 1e3:.0f} ms among {few}",
            ratio,
            f"ratio {MOST_RATIO}",
            (f"A tick cost {ratio:.2f} times as much.",) if late else (),
        ),
        Outcome(
            "channels: a tick in batches",
            f"{DUE / small:.0f} a second, {agenda.BATCH} in a transaction",
            f"{DUE / one_by_one:.0f} a second, one in each",
            small / one_by_one,
        ),
    ]


def _platform(house: House, transport: DramatiqTransport | None, *jobs: Job) -> Platform:
    handler = agenda.AgendaHandler("bench", lambda work, _item: work.now + timedelta(days=400))
    catalogue = house.platform.catalogue.with_values(agenda.AgendaHandler, [handler])
    here = make_platform(
        house.platform.settings,
        engine=house.platform.engine,
        catalogue=catalogue,
        clock=house.clock,
        transport=transport,
    )
    here.jobs.update({job.name: job for job in jobs})
    return here


def _filled(house: House, count: int) -> tuple[House, Platform]:
    """So many rows of the agenda, all due in most of a year, copied in; the house, and a platform that acts on them."""
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic))
    enrolment_id = house.enrolled(house.person("Kari", "Vik"), therapist, "sample")
    house.platform.drain()
    later = (house.clock.now() + timedelta(days=300)).isoformat()
    columns = "enrolment_id, kind, key, occurrence, opens_at, due_at, act_at, state, stands, details"
    raw = house.platform.engine.raw_connection()
    try:
        psycopg: Any = raw.driver_connection
        with psycopg.cursor() as cursor, cursor.copy(f"COPY agenda_item ({columns}) FROM STDIN") as copy:
            for first in range(1, count + 1, CHUNK):
                lines = (
                    f"{enrolment_id}\tbench\trow\t{number}\t{later}\t{later}\t{later}\tplanned\tf\t{{}}\n"
                    for number in range(first, min(first + CHUNK, count + 1))
                )
                copy.write("".join(lines))
        raw.commit()
    finally:
        raw.close()
    with house.platform.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE agenda_item")
    return house, _platform(house, None)


def _tick(here: Platform, house: House, turn: int) -> float:
    """Seconds of a tick over a hundred rows that are due, which are others in each turn."""
    with house.work() as work:
        rows = AgendaItem.occurrence.between(turn * DUE + 1, (turn + 1) * DUE)
        due = update(AgendaItem).where(AgendaItem.kind == "bench", AgendaItem.key == "row", rows)
        work.session.execute(due.values(act_at=work.now).execution_options(synchronize_session=False))
    begun = time.perf_counter()
    assert agenda.tick(here) == DUE
    return time.perf_counter() - begun


# --- the outbox


def _relay(house: House, url: str, sizes: Sizes) -> Outcome:
    count = min(ROWS, sizes.notices)
    together = _relayed(house, url, count, 25)
    alone = _relayed(house, url, count, 1)
    ratio = together / alone
    slow = sizes.timed and ratio < LEAST_RELAY
    return Outcome(
        "channels: the outbox over Redis",
        f"{together:.0f} jobs a second, 25 together",
        f"{alone:.0f} a second, one in each transaction",
        ratio,
        f"at least {LEAST_RELAY:g} times",
        (f"The outbox was {ratio:.2f} times as fast.",) if slow else (),
    )


def _relayed(house: House, url: str, count: int, together: int) -> float:
    """Jobs a second, from when a worker starts until all that was written down is done."""

    def touch(work: Work, number: int) -> None:
        work.session.execute(text("SELECT :number"), {"number": number})

    transport = make_transport(url)
    transport.broker.flush("varde")
    here = _platform(house, transport, job := Job("bench.touch", touch))
    with patch("varde.kernel.work.TOGETHER", together):
        for first in range(0, count, 100):
            with here.work() as work:
                for number in range(first, min(first + 100, count)):
                    work.enqueue(job, number=number)
    return count / _worked(transport, here, lambda: _open(house, job.name) == 0)


def _open(house: House, name: str) -> int:
    with house.work() as work:
        return work.session.scalar(select(func.count()).where(Outbox.job == name, Outbox.done_at.is_(None))) or 0


def _worked(transport: DramatiqTransport, here: Platform, is_done: Callable[[], bool]) -> float:
    begun = time.perf_counter()
    worker = transport.start_worker(here.perform_together, THREADS)
    try:
        while not is_done():
            time.sleep(0.05)
        return time.perf_counter() - begun
    finally:
        worker.stop(timeout=10_000)


# --- notices


def _notices(house: House, url: str, gateway: StubGateway, sizes: Sizes) -> Outcome:
    bare = _bare(url, gateway, sizes.notices)
    _plan(house, sizes.notices)
    transport = make_transport(url)
    transport.broker.flush("varde")
    here = _platform(house, transport)
    for _ in range(HANDS):
        with here.work() as work:
            work.enqueue(dispatch)

    def sent() -> bool:
        with house.work() as work:
            waiting = select(Delivery.id).where(Delivery.state.in_(("queued", "sending", "failed"))).limit(1)
            return work.session.scalar(waiting) is None

    ours = sizes.notices / _worked(transport, here, sent)
    ratio = ours / bare
    slow = sizes.timed and ratio < LEAST_OF_BARE
    return Outcome(
        "channels: notices to the gateway",
        f"{ours:.0f} a second, {sizes.notices} in all",
        f"bare Dramatiq with the same call, {bare:.0f} a second",
        ratio,
        f"at least {LEAST_OF_BARE:g} of bare",
        (f"Notices went out at {ratio:.2f} of bare Dramatiq.",) if slow else (),
    )


def _bare(url: str, gateway: StubGateway, count: int) -> float:
    """Messages a second of an actor that makes the HTTP call and nothing else."""
    broker = RedisBroker(client=redis.Redis.from_url(url), middleware=[AgeLimit(), TimeLimit()])  # type: ignore[no-untyped-call]
    pool = urllib3.PoolManager(retries=False, maxsize=8)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    done, finished = itertools.count(1), threading.Event()

    def call(number: int) -> None:
        body = {"key": f"bare-{number}", "to": "+4740000002", "from": "Varde", "text": "Hei. " * 20}
        assert pool.request("POST", gateway.url, body=json.dumps(body).encode(), headers=headers).status == 200
        if next(done) == count:
            finished.set()

    actor: Any = dramatiq.actor(broker=broker, actor_name="bare", queue_name="bare")(call)
    for number in range(count):
        actor.send(number)
    begun = time.perf_counter()
    worker = dramatiq.Worker(broker, worker_threads=THREADS, worker_timeout=200)
    worker.start()
    finished.wait(3600)
    seconds = time.perf_counter() - begun
    worker.stop()
    broker.close()
    return count / seconds


def _plan(house: House, count: int) -> None:
    """A notice for each of so many people, in the database and not in the outbox."""
    model = house.person("Kari", "Vik")
    with house.work() as work:
        person = work.session.get_one(Person, model.id)
        whole = {
            "given_name": "Kari",
            "family_name": "Vik",
            "phone_sealed": person.phone_sealed,
            "created_at": work.now,
        }
        for first in range(0, count, CHUNK):
            size = min(CHUNK, count - first)
            people = work.session.scalars(insert(Person).returning(Person.id), [whole] * size).all()
            planned = {"notice": "message", "channel": "none", "state": "queued", "path": "/min-sti"}
            moments = {"planned_at": work.now, "next_at": work.now}
            rows = [{**planned, **moments, "person_id": each, "key": f"bench:{each}"} for each in people]
            work.session.execute(insert(Delivery), rows)
