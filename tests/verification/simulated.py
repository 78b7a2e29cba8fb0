"""Varde's worker and clock, the stub gateway and a mail server, as processes that live in simulated time and say where in a notice
they are; each is forked from one that has loaded everything, so that it is back at once when it has been killed.

``python simulated.py FOLDER`` reads names of processes from standard input and answers each with the number of the process that it
has begun. The folder holds ``now`` (seconds since 1970), ``wanted`` (the phase in which a process stands still for a moment, so
that something can be killed in it) and ``reached`` (that one stands still in it).
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

PLANNING = ("acting", "acted")
SENDING = ("claiming", "claimed", "handing over", "answered", "writing", "written")
PHASES = (*PLANNING, *SENDING)
"""Of the transaction in which the clock plans a notice, and of those in which a worker sends one."""
STILL = 1.5
OFTEN = ("remind of tomorrow",)
"""What the clock does each second here, where a day is over in one."""


class FolderClock:
    """The time in the folder."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "now"

    def now(self) -> datetime:
        return datetime.fromtimestamp(float(self.file.read_text() or 0), UTC)


class Hurried(threading.Event):
    """Never set. Whoever waits for it a second waits a fifth of one."""

    def wait(self, timeout: float | None = None) -> bool:
        return super().wait(None if timeout is None else timeout / 5)


def wrapped(folder: Path, act: Callable[..., Any], before: str, after: str) -> Callable[..., Any]:
    """The same, saying what phase it is in before and after."""

    def said(*arguments: Any, **named: Any) -> Any:
        at(folder, before)
        result = act(*arguments, **named)
        at(folder, after)
        return result

    return said


def at(folder: Path, phase: str) -> None:
    """Stand still in this phase when somebody wants to kill in it."""
    if (folder / "wanted").read_text() != phase:
        return
    (folder / "reached").write_text(phase)
    end = time.monotonic() + STILL
    while time.monotonic() < end and (folder / "wanted").read_text() == phase:
        time.sleep(0.005)


def gateway(folder: Path) -> None:
    """The stub gateway, whose log is ``sms.jsonl``."""
    from varde.testing.gateway import stub_gateway

    clock = FolderClock(folder)
    with stub_gateway(int(os.environ["GATEWAY_PORT"]), folder / "sms.jsonl", lambda: clock.now().timestamp()):
        threading.Event().wait()


class Mail:
    """A mail server that writes down what it is handed, on the disk before it answers, in ``mail.jsonl``."""

    def __init__(self, folder: Path) -> None:
        self.log, self.clock, self.known = folder / "mail.jsonl", FolderClock(folder), set[str]()
        if self.log.exists():
            self.known = {json.loads(line)["key"] for line in self.log.read_text().splitlines() if line.endswith("}")}

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - called by this name
        message = message_from_bytes(envelope.content, policy=default)
        key = message["Message-ID"].strip("<>").partition("@")[0]
        entry = {"key": key, "to": envelope.rcpt_tos[0], "at": self.clock.now().timestamp(), "again": key in self.known}
        calendars = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        entry["calendars"] = [part.get_content() for part in calendars]
        self.known.add(key)
        with self.log.open("a") as log:
            log.write(json.dumps(entry) + "\n")
            log.flush()
            os.fsync(log.fileno())
        return "250 OK"


def mail(folder: Path) -> None:
    """The mail server."""
    from aiosmtpd.controller import Controller

    Controller(Mail(folder), hostname="127.0.0.1", port=int(os.environ["MAIL_PORT"])).start()
    threading.Event().wait()


def main(folder: Path) -> None:
    """Load everything, and fork what is asked for until standard input ends."""
    from varde import worker
    from varde.kernel.log import set_up_logging
    from varde.kernel.part import ClockTask
    from varde.kernel.settings import read_settings
    from varde.kernel.transport import make_transport
    from varde.kernel.work import Platform
    from varde.notifications import sending
    from varde.notifications.gateway import HttpGateway
    from varde.notifications.mail import SmtpServer
    from varde.platform import make_platform
    from varde.scheduling import agenda
    from varde.worker import run_clock, run_worker

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is logged is no answer
    set_up_logging(level=logging.WARNING)
    agenda.act_on = wrapped(folder, agenda.act_on, *PLANNING)
    sending._claim = wrapped(folder, sending._claim, "claiming", "claimed")
    for machine in (HttpGateway, SmtpServer):
        machine.send = wrapped(folder, machine.send, "handing over", "answered")  # type: ignore[method-assign]
    sending._conclude = wrapped(folder, sending._conclude, "writing", "written")
    planned = worker.clock_tasks

    def often(platform: Platform) -> list[ClockTask]:
        return [replace(task, every=1.0) if task.name in OFTEN else task for task in planned(platform)]

    worker.clock_tasks = often
    settings = read_settings(os.environ)
    platform = make_platform(settings, clock=FolderClock(folder), transport=make_transport(settings.redis_url))
    duties: dict[str, Callable[[], None]] = {
        "worker": lambda: run_worker(platform, threading.Event(), 2),
        "clock": lambda: run_clock(platform, Hurried()),
        "gateway": lambda: gateway(folder),
        "mail": lambda: mail(folder),
    }
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not kept
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            duties[line.strip()]()
            os._exit(0)
        answers.write(f"{pid}\n")
        answers.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
