"""Redis and PostgreSQL, real ones, are taken away and come back: what people send is kept, or said not to be, and all goes on with
no start of ours."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.engine import make_url

from varde.appointments.service import book_own
from varde.dialogue import service as dialogue
from varde.dialogue.models import Message
from varde.identity.models import Person
from varde.kernel.jobs import Job, Outbox
from varde.kernel.transport import make_transport
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.sending import dispatch
from varde.notifications.values import Channel, MachineAnswer, Outgoing
from varde.scheduling.agenda import AgendaHandler, plan, tick
from varde.scheduling.models import AgendaItem, Appointment, TimeClaim
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.servers import PostgresServer, _answers_ping, free_port
from varde.worker import clock_tasks

pytestmark = pytest.mark.verification

WORDS = "Jeg sover bedre, men savner turene."


@dataclass
class RedisOfOnesOwn:
    """A real ``redis-server`` that is stopped and started on one port, and keeps nothing."""

    port: int
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self.running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: _answers_ping(self.port), "redis-server")

    def stop(self) -> None:
        if self.running is not None:
            self.running.kill()
            self.running.wait()
            self.running = None


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@dataclass
class Talk:
    """A patient and her therapist, each at a browser."""

    house: House
    kari: Person
    enrolment_id: int
    hers: FlaskClient
    marens: FlaskClient

    def token(self, browser: FlaskClient) -> str:
        """As the page with the form has it: it says whom that was made for."""
        page = browser.get(f"/meldinger/{self.enrolment_id}").get_data(as_text=True)
        return page.split('name="csrf-token" content="')[1].split('"')[0]

    def write(self, browser: FlaskClient, once: str, csrf: str = "") -> Any:
        form = {"csrf_token": csrf or self.token(browser), "body": WORDS, "once": f"of-the-form-{once}"}
        return browser.post(f"/meldinger/{self.enrolment_id}", data=form)

    def count(self, table: Any, *where: Any) -> int:
        with self.house.work() as work:
            return work.session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def talk_in(house: House) -> Talk:
    maren, kari = (
        house.person("Maren", "Lie", ("therapist", house.clinic)),
        house.person("Kari", "Nordmann", phone="40000002"),
    )
    enrolment_id = house.enrolled(kari, maren)
    return Talk(house, kari, enrolment_id, house.browser(kari), house.browser(maren, staff=True))


# --- Redis


@pytest.fixture
def redis() -> Iterator[RedisOfOnesOwn]:
    if shutil.which("redis-server") is None:
        pytest.skip("needs Redis: apt-get install redis-server")
    server = RedisOfOnesOwn(free_port())
    server.start()
    yield server
    server.stop()


@pytest.mark.redis
def test_redis_is_gone_for_ten_minutes(redis: RedisOfOnesOwn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dramatiq.worker.CONSUMER_RESTART_DELAY_SECS", 0.1)
    url = f"redis://127.0.0.1:{redis.port}/0"
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only(), VARDE_REDIS_URL=url)
    house.platform.transport = transport = make_transport(url)
    talk = talk_in(house)
    anyone = house.app.test_client()

    def told() -> int:
        return talk.count(Delivery, Delivery.notice == "message", Delivery.state == "sent")

    def a_minute_of_the_clock() -> None:
        house.clock.move(minutes=1)
        for task in clock_tasks(house.platform):
            task.run(house.platform)

    a_minute_of_the_clock()  # what the agenda had for her first day
    worker = transport.start_worker(house.platform.perform_together, 1)
    try:
        talk.write(talk.marens, "once-0")
        house.platform.sweep()
        until(lambda: told() == 1, "the first message")
        assert anyone.get("/readyz").json == {"database": "ok", "clock": "ok", "cells": "ok", "queue": "ok"}

        redis.stop()
        begun = time.monotonic()
        assert [talk.write(talk.marens, f"once-{number}").status_code for number in (1, 2)] == [303, 303]
        assert time.monotonic() - begun < 5, "nobody waits for Redis"
        answer = anyone.get("/readyz")
        assert (answer.status_code, answer.json) == (
            200,
            {"database": "ok", "clock": "ok", "cells": "ok", "queue": "gone"},
        )
        for _ in range(10):
            a_minute_of_the_clock()
        assert told() == 1
        assert talk.count(Outbox, Outbox.done_at.is_(None), Outbox.failed_at.is_(None)) >= 1

        redis.start()
        a_minute_of_the_clock()
        until(lambda: told() == 3, "what waited")
        assert anyone.get("/readyz").json == {"database": "ok", "clock": "ok", "cells": "ok", "queue": "ok"}
    finally:
        worker.stop(timeout=5_000)
    with house.work() as work:
        rows = work.session.scalars(select(Delivery).where(Delivery.notice == "message")).all()
        assert [(row.state, row.attempts) for row in rows if row.carrier_id is None] == [("sent", 1)] * len(
            [row for row in rows if row.carrier_id is None]
        )
        assert len(rows) == 3
    house.platform.engine.dispose()


# --- PostgreSQL


@dataclass
class Restarts:
    """One database of a running PostgreSQL, which is closed and opened, or falls over as a whole and comes back."""

    server: PostgresServer
    name: str

    def close(self) -> None:
        self.server.execute(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS false')
        self.server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'")

    def open(self) -> None:
        self.server.execute(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS true')

    def fall(self) -> None:
        """As a ``kill -9`` of one of its processes has it: every connection is lost, and the server starts again."""
        self.server.execute(
            "CHECKPOINT"
        )  # the server of the tests waits for no disk, and would lose what was committed
        where = f"host={self.server.directory} user=varde dbname=postgres"
        with psycopg.connect(where) as killed, psycopg.connect(where, autocommit=True) as witness:
            os.kill(killed.info.backend_pid, signal.SIGKILL)
            with suppress(psycopg.Error):
                while True:  # until the server has noticed, and ended the others too
                    witness.execute("SELECT 1")
                    time.sleep(0.01)
        until(self._answers, "PostgreSQL")

    def _answers(self) -> bool:
        with suppress(psycopg.Error):
            self.server.execute("SELECT 1")
            return True
        return False


@pytest.fixture
def postgres(postgres_running: PostgresServer, postgres_database_url: str) -> Restarts:
    return Restarts(postgres_running, make_url(postgres_database_url).database or "")


@pytest.fixture
def talk(postgres_database_url: str) -> Iterator[Talk]:
    house = make_house(postgres_database_url, catalogue=sample_only())
    yield talk_in(house)
    house.platform.engine.dispose()


def test_postgresql_is_gone_and_comes_back(talk: Talk, postgres: Restarts) -> None:
    csrf, anyone = talk.token(talk.hers), talk.house.app.test_client()
    postgres.close()
    refused = talk.write(talk.hers, "once", csrf)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 503
    assert "En tjeneste vi er avhengig av, svarer ikke. Prøv igjen om litt." in page
    assert "Det du har skrevet, er ikke borte." in page
    assert f"<p>{WORDS}</p>" in page, "and she can copy it"
    assert "tel:113" in page, "whoever needs help now is not left with a fault"
    assert "Dette skrev du" not in talk.write(anyone, "once", csrf).get_data(as_text=True), "nobody is signed in there"
    assert talk.hers.get("/min-sti").status_code == 503
    assert anyone.get("/healthz").status_code == 200
    ready = anyone.get("/readyz")
    assert (ready.status_code, ready.json) == (503, {"database": "gone", "clock": "unknown", "cells": "unknown"})
    postgres.open()
    assert talk.count(Message) == 0
    assert talk.write(talk.hers, "once", csrf).status_code == 303
    assert talk.count(Message) == 1


def test_postgresql_falls_in_the_middle_of_a_request(
    talk: Talk, postgres: Restarts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written_and_fallen(work: Work, *rest: Any, **more: Any) -> int:
        number = dialogue.write(work, *rest, **more)
        postgres.fall()
        return number

    with monkeypatch.context() as patched:
        patched.setattr("varde.web.patient.dialogue.write", written_and_fallen)
        refused = talk.write(talk.hers, "once")
    assert refused.status_code == 503
    assert f"<p>{WORDS}</p>" in refused.get_data(as_text=True)
    assert talk.count(Message) == 0, "nothing is half written"
    assert talk.write(talk.hers, "once").status_code == 303
    assert talk.write(talk.hers, "once").status_code == 303
    assert talk.count(Message) == 1


def test_postgresql_falls_in_the_middle_of_a_booking(
    talk: Talk, postgres: Restarts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is booked and nobody told; the same once more is, once, and a third time is refused in a sentence."""
    page = f"/timer/{talk.enrolment_id}/ny/talk"
    begins = re.findall(r'name="begins" value="([^"]+)"', talk.hers.get(f"{page}?way=phone").get_data(as_text=True))[0]
    form = {"csrf_token": talk.token(talk.hers), "way": "phone", "begins": begins}

    def booked_and_fallen(*rest: Any) -> Appointment:
        row = book_own(*rest)
        postgres.fall()
        return row

    with monkeypatch.context() as patched:
        patched.setattr("varde.web.patient.appointments.service.book_own", booked_and_fallen)
        refused = talk.hers.post(page, data=form)
    assert refused.status_code == 503
    assert "En tjeneste vi er avhengig av, svarer ikke. Prøv igjen om litt." in refused.get_data(as_text=True)
    assert (talk.count(Appointment), talk.count(TimeClaim), talk.count(Delivery, Delivery.notice == "list")) == (
        0,
        0,
        0,
    )
    assert [talk.hers.post(page, data=form).status_code for _ in range(2)] == [303, 409]
    assert (talk.count(Appointment), talk.count(Delivery, Delivery.notice == "list")) == (1, 1)


def test_postgresql_falls_in_the_middle_of_a_job_and_of_a_tick(talk: Talk, postgres: Restarts) -> None:
    house, falls, numbers = talk.house, [True], count(1)

    def remember(work: Work) -> None:
        work.add(
            Delivery(person_id=talk.kari.id, notice="probe", key=f"probe:{next(numbers)}", planned_at=work.now, **EMPTY)
        )
        work.session.flush()
        if falls and falls.pop():
            postgres.fall()

    def act(work: Work, _item: AgendaItem) -> None:
        remember(work)

    def probes() -> int:
        return talk.count(Delivery, Delivery.notice == "probe")

    house.platform.jobs["probe"] = Job("probe", remember)
    with house.work() as work:
        row = work.add(Outbox(job="probe", arguments={}, created_at=work.now, run_after=work.now, attempts=0))
    assert house.platform.perform(row.id) is False
    assert probes() == 0
    house.clock.move(minutes=1)
    assert house.platform.perform(row.id)
    assert (house.platform.perform(row.id), probes()) == (False, 1)

    falls.append(True)
    house.platform.catalogue = house.platform.catalogue.with_values(AgendaHandler, [AgendaHandler("probe", act)])
    with house.work() as work:
        now = work.now
        plan(work, talk.enrolment_id, "probe", "once", opens_at=now, due_at=now, act_at=now)
    with suppress(Exception):  # the clock logs it, and does the next task
        tick(house.platform)
    assert probes() == 1
    house.clock.move(minutes=6)
    tick(house.platform)
    tick(house.platform)
    assert probes() == 2


def test_postgresql_is_gone_while_a_message_is_handed_over(
    talk: Talk, postgres: Restarts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway has taken it; whoever handed it over waits to write that down, and it is never handed over again."""
    taken: list[str] = []

    class Gateway:
        def send(self, message: Outgoing) -> MachineAnswer:
            taken.append(message.key)
            postgres.close()
            threading.Timer(0.6, postgres.open).start()
            return MachineAnswer("taken")

        def ask(self, key: str) -> MachineAnswer | None:
            return MachineAnswer("later")

    sms = Channel("sms", "sms", Text("SMS", "SMS", "Text message"), lambda _settings: Gateway())
    talk.house.platform.catalogue = talk.house.platform.catalogue.with_values(Channel, [sms])
    talk.write(talk.marens, "once")
    with talk.house.work() as work:
        work.session.execute(update(Delivery).where(Delivery.notice != "message").values(next_at=None))
    for _ in range(2):
        dispatch.run(talk.house.platform)
        talk.house.clock.move(minutes=3)
    assert len(taken) == 1
    assert talk.count(Delivery, Delivery.notice == "message", Delivery.state == "sent", Delivery.attempts == 1) == 1


EMPTY: dict[str, Any] = {"channel": "none", "state": "skipped", "text": "", "path": "/"}
