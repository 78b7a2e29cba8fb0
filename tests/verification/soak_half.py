"""A half-year of a clinic: its time, which moves to whatever is next; what its people do; and what is killed meanwhile."""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import urllib3
from sqlalchemy import func, select

from varde.enrolments.exits import Leaving, end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.kernel.jobs import Outbox
from varde.kernel.work import Platform
from varde.notifications.gateway import sign
from varde.notifications.models import Delivery
from varde.notifications.service import notify
from varde.scheduling.models import AgendaItem
from varde.testing.gateway import SECRET
from varde.testing.house import House

from .simulated import SENDING
from .soak_programs import Program
from .soak_times import Enrolled, Times

PATIENCE_SECONDS, REACH_SECONDS = 60.0, 2.5
STUCK_LOOKS, SLOW_LOOKS = 8, 200
"""After so many looks in which nothing moved, something is in the hands of one who was killed; and of nobody who was, when no kill
fell in this moment. A look asks the database, so that on a machine that is slow everybody is waited for longer."""
RECEIPTED = 4
"""Every fourth text message has its receipt."""
FORKED = ("worker", "clock", "gateway", "mail")


@dataclass
class Killed:
    """One kill: of what, in which phase of a notice ("" between two), at which simulated moment."""

    name: str
    phase: str
    at: datetime


@dataclass
class Half:
    """The half-year: the house as the harness sees it, the processes, and what was done."""

    house: House
    folder: Path
    programs: Mapping[str, Program]
    chance: random.Random
    web: int
    therapist: Person
    times: Times
    people: list[Enrolled] = field(default_factory=list)
    kills: list[Killed] = field(default_factory=list)
    leaps: set[datetime] = field(default_factory=set)
    """Moments that were come to because nothing moved: what somebody alive but slow has in his hands may be taken by another."""
    planned: dict[str, tuple[Enrolled, datetime]] = field(default_factory=dict)
    receipts: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def platform(self) -> Platform:
        return self.house.platform

    @property
    def now(self) -> datetime:
        return self.house.clock.now()

    def timed(self, name: str, act: Callable[..., object], *about: object) -> None:
        """Do it, and count the seconds it takes."""
        begun = time.monotonic()
        act(*about)
        self.seconds[name] += time.monotonic() - begun

    # --- time

    def put(self, at: datetime) -> None:
        """It is this moment, for everybody."""
        self.house.clock.set(at)
        new = self.folder / "now.new"
        new.write_text(str(at.timestamp()))
        new.rename(self.folder / "now")

    def next_event(self) -> datetime | None:
        """When something is due next, after now."""
        columns = (
            (AgendaItem.act_at, AgendaItem.act_at.is_not(None)),
            (Delivery.next_at, Delivery.next_at.is_not(None)),
            (Outbox.run_after, Outbox.done_at.is_(None) & Outbox.failed_at.is_(None)),
        )
        with self.platform.work() as work:
            moments = [
                work.session.scalar(select(func.min(column)).where(holds, column > work.now))
                for column, holds in columns
            ]
        moments.append(self.times.next_noon())
        return min((moment for moment in moments if moment is not None), default=None)

    def waiting(self) -> tuple[int, int, int]:
        """What is due now, or in the hands of somebody: notices, those that nobody has planned yet too, items of the agenda, and
        jobs."""
        with self.platform.work() as work:
            notices = select(func.count(Delivery.id)).where(
                (Delivery.next_at <= work.now) | (Delivery.state == "sending"), Delivery.carrier_id.is_(None)
            )
            items = select(func.count(AgendaItem.id)).where(AgendaItem.act_at <= work.now)
            jobs = select(func.count(Outbox.id)).where(
                Outbox.done_at.is_(None), Outbox.failed_at.is_(None), Outbox.run_after <= work.now
            )
            # One statement sees one moment: between two, what was an item becomes a notice that neither has seen.
            counts = select(*(each.scalar_subquery() for each in (notices, items, jobs)))
            seen = work.session.execute(counts).one()
            return seen[0] + self.times.missing(work), seen[1], seen[2]

    def settle(self) -> None:
        """Wait until everything that can be done at this moment is. Where somebody who was killed has something in his hands, it
        becomes the moment at which another may take it."""
        before, looks = (0, 0, 0, 0), 0
        stuck = STUCK_LOOKS if self.kills and self.kills[-1].at == self.now else SLOW_LOOKS
        end_at = time.monotonic() + PATIENCE_SECONDS
        while any(waiting := self.waiting()):
            assert time.monotonic() < end_at, (waiting, self.now, self.logs())
            progress = (*waiting, self.size())
            if progress != before:
                before, looks = progress, 0
                end_at = time.monotonic() + PATIENCE_SECONDS
            elif (looks := looks + 1) > stuck:
                looks = 0
                self.put(max(self.now + timedelta(seconds=31), min(self.next_event() or self.now, self.in_hands())))
                self.leaps.add(self.now)
            self.revive()
            time.sleep(0.05)

    def remind(self) -> None:
        """Wait until everybody who is to be told of tomorrow by now is."""
        self.times.remind()
        if self.times.unseen:
            self.settle()

    def in_hands(self) -> datetime:
        """When the first of what is being sent may be taken by another."""
        with self.platform.work() as work:
            lease = work.session.scalar(select(func.min(Delivery.next_at)).where(Delivery.state == "sending"))
        return lease or self.now

    def is_on_its_way(self) -> bool:
        """Whether a notice waits still, for its moment or for another attempt."""
        with self.platform.work() as work:
            return work.session.scalar(select(Delivery.id).where(Delivery.next_at.is_not(None)).limit(1)) is not None

    def size(self) -> int:
        """Of the logs: it grows with each message that is taken."""
        logs = (self.folder / "sms.jsonl", self.folder / "mail.jsonl")
        return sum(log.stat().st_size for log in logs if log.exists())

    def revive(self) -> None:
        """Start again whatever has ended by itself, as whoever runs it in earnest would: a process does not start without its
        database."""
        for program in self.programs.values():
            if not program.runs():
                program.start()

    def logs(self) -> str:
        return "\n".join(log.read_text(errors="replace")[-600:] for log in sorted(self.folder.glob("*.log")))

    # --- what is killed

    def kill(self, name: str, phase: str) -> bool:
        """Kill it when a notice is in this phase; whether it came to that. Else it is killed wherever it is."""
        (self.folder / "reached").write_text("")
        (self.folder / "wanted").write_text(phase)
        if phase in SENDING:
            self.write_messages(3)
        end_at = time.monotonic() + REACH_SECONDS
        while time.monotonic() < end_at and (self.folder / "reached").read_text() != phase:
            time.sleep(0.005)
        reached = (self.folder / "reached").read_text()
        self.programs[name].kill()
        self.kills.append(Killed(name, reached, self.now))
        (self.folder / "wanted").write_text("")
        self.programs[name].start()
        if name == "postgres":
            self.until_ready()
        return reached == phase

    def until_ready(self) -> None:
        """Until the database answers again, to connections that are new."""
        self.platform.engine.dispose()
        for _ in range(600):
            with suppress(Exception), self.platform.engine.connect():
                return
            time.sleep(0.05)
        raise AssertionError(self.logs())

    # --- what people do

    def write_messages(self, most: int) -> None:
        """A message to each of some whom contact has not ended with, and to one of them two."""
        some = self.chance.sample([each for each in self.people if each.ended is None], most)
        with self.platform.work() as work:
            for each in (*some, some[0]):
                key = f"soak:{len(self.planned)}"
                self.planned[key] = (each, work.now)
                notify(work, each.person_id, each.enrolment_id, "message", key, f"/meldinger/{each.enrolment_id}")

    def pause_or_resume(self, each: Enrolled) -> None:
        with self.platform.work() as work:
            enrolment = work.session.get_one(Enrolment, each.enrolment_id)
            actor = self.house.actor(self.therapist)
            if enrolment.state == "paused":
                resume(work, actor, enrolment)
                each.pauses[-1] = (each.pauses[-1][0], work.now)
            elif enrolment.state == "active":
                pause(work, actor, enrolment)
                each.pauses.append((work.now, None))
                self.times.stops(each)

    def end(self, each: Enrolled, reason: str) -> None:
        with self.platform.work() as work:
            enrolment = work.session.get_one(Enrolment, each.enrolment_id)
            ending = end(work, self.therapist.id, enrolment, reason, Leaving(willing=False))
            each.ended = (work.now, reason)
            self.times.stops(each, ending.id, contact=reason != "refuses")

    # --- what the machines say

    def taken(self, log: str) -> list[dict[str, Any]]:
        """What stands in ``sms`` or ``mail``, in order."""
        file = self.folder / f"{log}.jsonl"
        lines = file.read_text().splitlines() if file.exists() else []
        return [json.loads(line) for line in lines if line.endswith("}")]

    def send_receipts(self) -> None:
        """Of the text messages taken since, some are receipted over HTTP, each as often as it takes."""
        with urllib3.PoolManager(retries=False, timeout=5) as pool:
            self._send_receipts(pool)

    def _send_receipts(self, pool: urllib3.PoolManager) -> None:
        entries = self.taken("sms")
        for entry in entries[self.receipts :][::RECEIPTED]:
            body = json.dumps({"key": entry["key"], "state": "delivered"}).encode()
            headers, address = {"X-Signature": sign(SECRET, body)}, f"http://127.0.0.1:{self.web}/kvittering/sms"
            for _ in range(600):
                with suppress(urllib3.exceptions.HTTPError):
                    if pool.request("POST", address, body=body, headers=headers).status == 204:
                        break
                self.revive()
                time.sleep(0.1)
            else:
                raise AssertionError(f"no receipt was taken: {entry}\n{self.logs()}")
        self.receipts = len(entries)
