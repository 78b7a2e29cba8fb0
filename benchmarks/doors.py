"""The rate at a machine door on PostgreSQL, served by ``varde serve --workers 2``: a call with its key, its ``Idempotency-Key`` and
a measurement that is judged, against bare Flask and SQLAlchemy that insert the same, in turns of one run.

Each patient has a key of its own and no key calls so often that the limit meets it; what counting the calls costs is in.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import update

from benchmarks import bare
from benchmarks.load import Connection, Measured, Visit, turn
from benchmarks.outcome import Outcome, Sizes, at_most
from benchmarks.programs import Served, bare_serving, durable_postgres, postmaster_of, processor_seconds, varde_serving
from benchmarks.web import WARM_UP_SECONDS, ratio_of, said_of, statements_of
from varde.doors.models import DoorToken
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.db import make_engine
from varde.measurements.service import set_base
from varde.parts import build_catalogue
from varde.testing.house import House, environment, install_samples, make_house
from varde.testing.sample.series import BREATH
from varde.testing.servers import fresh_database, redis_server

PATH = "/api/v1/sample/blow"
CALL, AGAIN = "doors: a measurement taken in", "doors: the same call again"
MOST_RATIO = 8.0
"""What a call may cost of the bare insert. It also knows the key, counts it, reads the body by its schema, remembers the answer,
judges zone and alerts, and writes the access log."""
MOST_STATEMENTS = 13
BEST = 500


class Devices:
    """A meter in the home of each patient; every call is another's turn, with a time of its own."""

    def __init__(self, house: House, patients: int) -> None:
        self.house = house
        therapist = house.person("Sara", "Holm", ("therapist", house.clinic))
        self.keys = [self._meter(therapist, number) for number in range(patients)]
        self._turns, self._lock = itertools.count(1), threading.Lock()
        self._began = datetime.now(UTC) - timedelta(days=300)

    def _meter(self, therapist: Person, number: int) -> tuple[int, str]:
        enrolment_id = self.house.enrolled(self.house.person("Kari", f"Nr {number}"), therapist, "sample")
        with self.house.work() as work:
            actor = self.house.actor(therapist, ("therapist", self.house.clinic))
            set_base(work, actor, work.session.get_one(Enrolment, enrolment_id), BREATH, BEST)
        return enrolment_id, self.house.key_of_device("sample", "blow", enrolment_id)

    def _next(self) -> tuple[int, int, str]:
        with self._lock:
            number = next(self._turns)
        return number, *self.keys[number % len(self.keys)]

    def bare(self, connection: Connection) -> None:
        number, enrolment_id, _ = self._next()
        connection.call("/blow", self.body(number, enrolment_id), {})

    def call(self, connection: Connection) -> None:
        number, enrolment_id, key = self._next()
        connection.call(PATH, self.body(number, enrolment_id), headers(key, str(number)))

    def again(self, connection: Connection) -> None:
        """What a machine does that never got the answer: the first call of a patient, sent once more."""
        _, enrolment_id, key = self._next()
        connection.call(PATH, self.body(0, enrolment_id), headers(key, "first"))

    def body(self, number: int, enrolment_id: int) -> bytes:
        at = self._began + timedelta(minutes=number)
        return json.dumps({"flow": 430 + number % 20, "at": at.isoformat(), "enrolment": enrolment_id}).encode()

    def rest(self) -> None:
        """A minute has passed for every key."""
        with self.house.work() as work:
            work.session.execute(update(DoorToken).values(calls=0))

    def statements(self) -> list[str]:
        """Those of one call, in this process, when one was made before."""
        for number, enrolment_id, key in (self._next(), self._next()):
            with statements_of(self.house.platform) as statements:
                client, sent = self.house.app.test_client(), self.body(number, enrolment_id)
                answer = client.post(
                    PATH, data=sent, headers=headers(key, str(number)), content_type="application/json"
                )
            assert answer.status_code == 200, answer.text
        return statements


def headers(key: str, once: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "Idempotency-Key": once}


def run(sizes: Sizes) -> list[Outcome]:
    """:raises MissingProgram: PostgreSQL or Redis is not installed."""
    with ExitStack() as running:
        server = running.enter_context(durable_postgres())
        url = running.enter_context(fresh_database(server))
        redis_url = running.enter_context(redis_server())
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="varde-bench-")))
        site = install_samples(folder)
        sys.path.insert(0, str(site))
        running.callback(sys.path.remove, str(site))
        house = make_house(url, at=datetime.now(UTC), catalogue=build_catalogue())
        running.callback(house.platform.engine.dispose)
        devices = Devices(house, sizes.metered)
        statements = devices.statements()
        bare.Model.metadata.create_all(make_engine(url), tables=[bare.Model.metadata.tables["bare_measurement"]])
        served = running.enter_context(bare_serving(url, folder, sizes.workers))
        path = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])
        settings = environment(url, VARDE_REDIS_URL=redis_url, PYTHONPATH=path)
        varde = running.enter_context(varde_serving(settings, folder, sizes.workers))
        took = _load(served, varde, postmaster_of(server), devices, sizes)
    return [_outcome(took, statements, sizes), _outcome_again(took)]


def _load(bare_page: Served, varde: Served, postmaster: int, devices: Devices, sizes: Sizes) -> dict[str, Measured]:
    everything: dict[str, tuple[Served, Visit]] = {
        "bare": (bare_page, devices.bare),
        CALL: (varde, devices.call),
        AGAIN: (varde, devices.again),
    }
    took = {name: Measured() for name in everything}
    for name, (where, visit) in everything.items():
        devices.rest()
        turn(where.port, visit, sizes.clients, min(WARM_UP_SECONDS, sizes.seconds), time.process_time, Measured())
        if name == AGAIN:  # every patient's first is made before it is made again
            connection = Connection(varde.port)
            devices.rest()
            for _ in devices.keys:
                devices.again(connection)
            connection.close()
    for _ in range(sizes.rounds):
        for name, (where, visit) in everything.items():
            devices.rest()
            used = partial(processor_seconds, where.pid, postmaster)
            turn(where.port, visit, sizes.clients, sizes.seconds, used, took[name])
    return took


def _outcome(took: dict[str, Measured], statements: list[str], sizes: Sizes) -> Outcome:
    ours, theirs = took[CALL], took["bare"]
    ratio = ratio_of(ours, theirs)
    faults = at_most("A call at a door", len(statements), MOST_STATEMENTS, "statements")
    if sizes.timed:
        faults += at_most("A call at a door", round(ratio, 2), MOST_RATIO, "times the bare insert")
    return Outcome(
        CALL,
        f"{said_of(ours)}, {len(statements)} statements",
        f"a bare insert: {said_of(theirs)}",
        ratio,
        f"ratio {MOST_RATIO:g}, {MOST_STATEMENTS} statements",
        faults,
        {**ours.as_json(), "statements": statements, "bare": theirs.as_json()},
    )


def _outcome_again(took: dict[str, Measured]) -> Outcome:
    ours, first = took[AGAIN], took[CALL]
    return Outcome(AGAIN, said_of(ours), f"the first time: {said_of(first)}", ratio_of(ours, first))
