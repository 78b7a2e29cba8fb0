"""Varde's own programs as real processes, to be killed; and people who keep on pressing the button."""

from __future__ import annotations

import hmac
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select

from varde.identity.models import Person
from varde.identity.sessions import start_session
from varde.instruments.rules import check_answers
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.scheduling.models import AgendaItem

PROGRAM = Path(sys.executable).with_name("varde")


@dataclass
class Process:
    """One ``varde`` command in a process group of its own. ``kill`` is ``kill -9`` of the whole group."""

    arguments: tuple[str, ...]
    environ: Mapping[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = None
    kills: int = 0

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.running = subprocess.Popen(
                [PROGRAM, *self.arguments],
                env={**os.environ, **self.environ},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def kill(self) -> None:
        assert self.running is not None
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()
        self.kills += 1

    def stop(self) -> None:
        """End it as an operator would, and the hard way if it does not."""
        if self.running is None or self.running.poll() is not None:
            return
        self.running.terminate()
        try:
            self.running.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


def answers_to(instrument: Instrument, chance: random.Random) -> dict[str, str]:
    """A whole set of answers that the instrument accepts, as a form sends them."""
    found: dict[str, str] = {}
    for item in instrument.items:
        value = chance.choice(item.choices)[0] if item.choices else chance.randint(int(item.low), int(item.high))
        found[item.key] = str(int(value))
    assert not check_answers(instrument, {key: int(value) for key, value in found.items()}, "en")
    return found


@dataclass(frozen=True)
class Submission:
    """One instrument of one patient, ready to be sent."""

    agenda_id: int
    instrument: str
    session_key: str
    body: str


def at_the_start(work: Work, person: Person, enrolment_id: int) -> tuple[str, int]:
    """Sign the person in; the session's key, and the agenda id of what she is asked first."""
    key = start_session(
        work,
        person,
        issuer="https://issuer.test",
        issuer_key="idporten",
        subject=f"s{person.id}",
        sid=None,
        acr=None,
        id_token="x",
    )
    query = select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start")
    return key, work.session.scalars(query).one()


def submission(
    secret: str, session_key: str, agenda_id: int, instrument: Instrument, answers: dict[str, str]
) -> Submission:
    """The form as the page would send it."""
    token = hmac.digest(secret.encode(), b"csrf:" + session_key.encode(), "sha256").hex()
    form = {"csrf_token": token, "instrument": instrument.key, "version": instrument.version, "anyway": "1", **answers}
    return Submission(agenda_id, instrument.key, session_key, urlencode(form))


@dataclass
class Crowd:
    """Patients who send their forms over HTTP and, when nothing comes back, send again."""

    port: int
    waiting: list[Submission]
    acknowledged: set[tuple[int, str]] = field(default_factory=set)
    kept_before: set[tuple[int, str]] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)
    unanswered: int = 0
    deadline: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send_all(self, hands: int, seconds: float) -> list[threading.Thread]:
        """Begin; the threads end when everything is sent or the time is up."""
        self.deadline = time.monotonic() + seconds
        threads = [threading.Thread(target=self._send_some) for _ in range(hands)]
        for thread in threads:
            thread.start()
        return threads

    @property
    def settled(self) -> int:
        return len(self.acknowledged) + len(self.kept_before)

    def _send_some(self) -> None:
        while time.monotonic() < self.deadline:
            with self._lock:
                if not self.waiting:
                    return
                one = self.waiting.pop()
            if not self._send(one):
                with self._lock:
                    self.waiting.append(one)
                    self.unanswered += 1
                time.sleep(0.05)

    def _send(self, one: Submission) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Cookie": f"varde={one.session_key}", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", f"/skjema/{one.agenda_id}", one.body, headers)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        with self._lock:
            if answer.status == 303:
                self.acknowledged.add((one.agenda_id, one.instrument))
            elif answer.status == 409:
                self.kept_before.add((one.agenda_id, one.instrument))
            else:
                self.strange.append(f"{answer.status}: {said[:2000].decode(errors='replace')}")
        return True
