"""A half-year of notices through real processes that are killed again and again: each due message reaches the gateway exactly once,
none in the quiet hours, in a pause or after an end, and none is lost.

``make soak`` runs it among many; ``ARGS='--enrolments 2000 --kills 120'`` says how many of each. Every kill is logged with the
phase of the notice that it fell in.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import urllib3
from sqlalchemy import func, select

from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.identity.service import phone_of
from varde.kernel.jobs import Outbox
from varde.kernel.work import Platform
from varde.notifications.gateway import sign
from varde.notifications.models import Delivery
from varde.notifications.sending import key_of
from varde.notifications.service import notify
from varde.scheduling.models import AgendaItem
from varde.testing import servers
from varde.testing.gateway import SECRET, StubGateway
from varde.testing.house import House, all_samples, environment, install_samples, make_house
from varde.testing.servers import free_port

from .simulated import PHASES

pytestmark = [pytest.mark.verification, pytest.mark.slow, pytest.mark.postgres, pytest.mark.redis]
BEGIN, SETTLE_SECONDS = datetime(2026, 1, 5, 7, 0, tzinfo=UTC), 60.0
HOURS = (1, 7, 13, 20)
"""After each midnight in UTC: at night, in the morning, in the afternoon, and when the quiet hours have begun."""
OSLO = ZoneInfo("Europe/Oslo")
FEW, FEW_KILLS, FEW_DAYS = 6, 6, 8


@dataclass
class Program:
    """One process of the house, killed by its number and started again."""

    name: str
    command: list[str]
    environ: dict[str, str]
    folder: Path
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.running = subprocess.Popen(
                self.command,
                env=self.environ,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        assert self.running is not None
        with suppress(ProcessLookupError):
            os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()


@dataclass
class Killed:
    """One kill: of what, in which phase of a notice, at which simulated moment."""

    name: str
    phase: str
    at: datetime


@dataclass
class Half:
    """The half-year: the house as the harness sees it, the processes, and what was done."""

    house: House
    folder: Path
    programs: dict[str, Program]
    chance: random.Random
    pauses: dict[int, list[tuple[datetime, datetime | None]]] = field(default_factory=dict)
    kills: list[Killed] = field(default_factory=list)
    planned: int = 0
    receipts: int = 0

    @property
    def platform(self) -> Platform:
        return self.house.platform

    def put(self, at: datetime) -> None:
        """It is this moment, for everybody."""
        self.house.clock.set(at)
        new = self.folder / "now.new"
        new.write_text(str(at.timestamp()))
        new.rename(self.folder / "now")

    def settle(self) -> None:
        """Wait until everything that can be done at this moment is. Where a lease or an attempt is waited for, minutes pass."""
        end = time.monotonic() + SETTLE_SECONDS
        still = 0
        while (waiting := self.waiting()) != (0, 0, 0):
            assert time.monotonic() < end, (waiting, self.house.clock.now(), self.logs())
            time.sleep(0.1)
            self.revive()
            still += 1
            if still % 6 == 0:
                self.put(self.house.clock.now() + timedelta(minutes=1))

    def revive(self) -> None:
        """Start again whatever has ended by itself, as whoever runs it in earnest would: a process does not start without its
        database."""
        for program in self.programs.values():
            if program.running is not None and program.running.poll() is not None:
                program.start()

    def waiting(self) -> tuple[int, int, int]:
        """Notices on their way or due, items of the agenda that are due, and jobs that are not done."""
        with self.platform.work() as work:
            due = Delivery.next_at <= work.now
            notices = select(func.count()).where(
                Delivery.state.in_(("sending", "failed")) | due, Delivery.carrier_id.is_(None)
            )
            items = select(func.count()).select_from(AgendaItem).where(AgendaItem.act_at <= work.now)
            jobs = select(func.count()).select_from(Outbox).where(Outbox.done_at.is_(None), Outbox.failed_at.is_(None))
            found = [work.session.scalar(query) or 0 for query in (notices, items, jobs)]
        return found[0], found[1], found[2]

    def logs(self) -> str:
        return "\n".join(log.read_text(errors="replace")[-600:] for log in sorted(self.folder.glob("*.log")))

    def kill(self, name: str, phase: str) -> None:
        """Kill it when a notice is in this phase, or wherever it is when that does not come."""
        (self.folder / "reached").write_text("")
        (self.folder / "wanted").write_text(phase)
        end = time.monotonic() + 4
        while time.monotonic() < end and (self.folder / "reached").read_text() != phase:
            time.sleep(0.005)
        reached = (self.folder / "reached").read_text()
        self.programs[name].kill()
        (self.folder / "wanted").write_text("")
        self.kills.append(Killed(name, reached or "between notices", self.house.clock.now()))
        self.programs[name].start()
        if name == "postgres":
            ready(self.house)

    def write_messages(self, enrolments: list[tuple[int, int]]) -> None:
        """A notice to each of these: person and enrolment."""
        for person_id, enrolment_id in enrolments:
            with self.platform.work() as work:
                self.planned += 1
                notify(work, person_id, enrolment_id, "message", f"soak:{self.planned}", f"/meldinger/{enrolment_id}")

    def pause_or_resume(self, enrolment_id: int) -> None:
        with self.platform.work() as work:
            actor = self.house.actor(work.session.get_one(Person, 1))
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            intervals = self.pauses.setdefault(enrolment_id, [])
            if enrolment.state == "paused":
                resume(work, actor, enrolment)
                intervals[-1] = (intervals[-1][0], work.now)
            elif enrolment.state == "active":
                pause(work, actor, enrolment)
                intervals.append((work.now, None))

    def taken(self) -> list[dict[str, object]]:
        log = self.folder / "taken.jsonl"
        lines = log.read_text().splitlines() if log.exists() else []
        return [json.loads(line) for line in lines if line.endswith("}")]

    def send_receipts(self, port: int) -> None:
        """What has been taken since is receipted, over HTTP, as often as it takes."""
        pool = urllib3.PoolManager(retries=False, timeout=5)
        entries = self.taken()
        for entry in entries[self.receipts :]:
            body = json.dumps({"key": entry["key"], "state": "delivered"}).encode()
            for _ in range(600):
                with suppress(urllib3.exceptions.HTTPError):
                    headers = {"X-Signature": sign(SECRET, body)}
                    status = pool.request(
                        "POST", f"http://127.0.0.1:{port}/kvittering/sms", body=body, headers=headers
                    ).status
                    if status == 204:
                        break
                self.revive()
                time.sleep(0.1)
            else:
                raise AssertionError(f"no receipt was taken: {entry}\n{self.logs()}")
        self.receipts = len(entries)


def ready(house: House) -> None:
    """Until the database answers again, to connections that are new."""
    house.platform.engine.dispose()
    for _ in range(600):
        with suppress(Exception), house.platform.engine.connect():
            return
        time.sleep(0.1)
    folder = Path(str(house.platform.engine.url.query["host"]))
    raise AssertionError((folder / "postgres.log").read_text(errors="replace")[-1500:])


def postgres_of(folder: Path) -> Program:
    """A PostgreSQL that may be killed: what is committed is on the disk."""
    owner, programs = servers._postgres_owner(), servers._postgres_programs()
    data = folder / "data"
    made = [str(programs / "initdb"), "-A", "trust", "-U", "varde", "-E", "UTF8", "--locale=C", "-D", str(data)]
    subprocess.run([*servers._as_user(owner), *made], cwd=folder, check=True, capture_output=True)
    settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "max_connections": "60"}
    start = " ".join(
        [str(programs / "postgres"), "-D", str(data), *(f"-c {name}={value}" for name, value in settings.items())]
    )
    # Whoever is killed leaves children that must be gone before another may start.
    loop = f"until {start}; do sleep 0.2; done"
    return Program("postgres", [*servers._as_user(owner), "sh", "-c", loop], dict(os.environ), folder)


@pytest.fixture
def half(tmp_path: Path, pytestconfig: pytest.Config, seed: int) -> Iterator[tuple[Half, int]]:
    """The house and its processes, running."""
    with servers._temporary_directory("varde-soak-", "/tmp", servers._postgres_owner()) as pg_folder:
        pg = postgres_of(pg_folder)
        pg.start()
        url = f"postgresql+psycopg://varde@/postgres?host={pg_folder}"
        deadline = time.monotonic() + 30
        while not (pg_folder / ".s.PGSQL.5432").exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(0.5)
        redis_port, web, gateway = free_port(), free_port(), StubGateway(port=free_port())
        variables = {"VARDE_REDIS_URL": f"redis://127.0.0.1:{redis_port}/0", **gateway.environment()}
        house = make_house(url, at=BEGIN, catalogue=all_samples(), **variables)
        site = install_samples(tmp_path)
        environ = {
            **os.environ,
            **environment(url, **variables),
            "GATEWAY_PORT": str(gateway.port),
            "PYTHONPATH": f"{site}:{os.environ.get('PYTHONPATH', '')}",
        }
        here = [sys.executable, str(Path(__file__).with_name("simulated.py"))]
        program = Path(sys.executable).with_name("varde")
        commands = {
            "redis": ["redis-server", "--port", str(redis_port), "--save", "", "--appendonly", "no"],
            "web": [str(program), "serve", "--port", str(web), "--workers", "1"],
            **{name: [*here, name, str(tmp_path)] for name in ("gateway", "worker", "clock")},
        }
        programs = {name: Program(name, command, environ, tmp_path) for name, command in commands.items()}
        run = Half(house, tmp_path, {**programs, "postgres": pg}, random.Random(seed))
        for name in ("wanted", "reached", "phase"):
            (tmp_path / name).write_text("")
        run.put(BEGIN)
        try:
            for each in programs.values():
                each.start()
            yield run, web
        finally:
            house.platform.engine.dispose()
            for each in (*programs.values(), pg):
                if each.running is not None:
                    each.kill()


def test_every_message_of_a_half_year_is_taken_once(half: tuple[Half, int], pytestconfig: pytest.Config) -> None:
    run, web = half
    soaking = pytestconfig.option.soak
    enrolments = pytestconfig.option.enrolments if soaking else FEW
    kills, days = (pytestconfig.option.kills, pytestconfig.option.days) if soaking else (FEW_KILLS, FEW_DAYS)
    therapist = run.house.person("Sara", "Holm", ("therapist", run.house.clinic))
    people: list[tuple[int, int]] = []
    for number in range(enrolments):
        person = run.house.person("Kari", f"Vik {number}", phone=f"4{1000000 + number}")
        people.append((person.id, run.house.enrolled(person, therapist, "lake")))
    moments = [(day, hour) for day in range(1, days) for hour in HOURS]
    awake = [moment for moment in moments if moment[1] in (7, 13)]
    deadly = Counter(run.chance.choices(awake, k=kills))
    order = [PHASES[number % len(PHASES)] for number in range(kills)]
    run.chance.shuffle(order)
    names = [run.chance.choice(sorted(run.programs)) for _ in range(kills)]
    for day, hour in moments:
        moment = (BEGIN + timedelta(days=day)).replace(hour=hour)
        if moment > run.house.clock.now():
            run.put(moment)
        for _person, enrolment_id in run.chance.sample(people, max(1, len(people) // 40)):
            if run.chance.random() < 0.2:
                run.pause_or_resume(enrolment_id)
        for _ in range(deadly[day, hour]):
            run.write_messages(run.chance.sample(people, max(2, len(people) // 100)))
            run.kill(names.pop(), order.pop())
        run.write_messages(run.chance.sample(people, max(1, len(people) // 100)))
        run.settle()
        run.send_receipts(web)
    run.put((BEGIN + timedelta(days=days + 1)).replace(hour=9))
    run.settle()
    run.send_receipts(web)
    told = report(run)
    print(told)  # noqa: T201 - the figures of the run
    judge(run, kills)


def report(run: Half) -> str:
    phases = Counter(kill.phase for kill in run.kills)
    names = Counter(kill.name for kill in run.kills)
    taken = run.taken()
    again = sum(bool(entry["again"]) for entry in taken)
    return f"{len(taken)} taken, {again} again; kills by phase {dict(phases)}; of {dict(names)}; {run.planned} planned by hand"


def judge(run: Half, kills: int) -> None:
    """The gateway's log against the plan."""
    taken = run.taken()
    first = Counter(entry["key"] for entry in taken if not entry["again"])
    again = Counter(entry["key"] for entry in taken if entry["again"])
    assert set(first.values()) <= {1}
    assert set(again.values()) <= {1}, "at most one repeat under the same key"
    with run.platform.work() as work:
        rows = list(work.session.scalars(select(Delivery)))
        numbers = {phone_of(work, person): person.id for person in work.session.scalars(select(Person))}
        enrolled = {row.person_id: row.id for row in work.session.scalars(select(Enrolment))}
    assert len([row for row in rows if row.key.startswith("soak:")]) == run.planned, "nothing planned is lost"
    assert {row.state for row in rows} <= {"sent", "delivered", "skipped"}, Counter(row.state for row in rows)
    sent = {key_of(row) for row in rows if row.state in ("sent", "delivered") and row.carrier_id is None}
    assert set(first) == sent, "each that is due is taken, and nothing else is"
    assert {row.reason for row in rows if row.state == "skipped"} <= {"paused", "nothing waits"}
    for entry in taken:
        at = datetime.fromtimestamp(float(str(entry["at"])), UTC)
        assert 8 <= at.astimezone(OSLO).hour < 21, "none in the quiet hours"
        person_id = numbers[str(entry["to"])]
        for begin, end in run.pauses.get(enrolled.get(person_id, 0), []):
            assert not begin < at < (end or at + timedelta(days=1)), "none in a pause"
    assert len(run.kills) == kills
