"""The processes of the half-year: begun, killed by their number, and begun again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from varde.testing import servers

LOADING_SECONDS = 60.0


class Program(Protocol):
    """One process of the house."""

    def start(self) -> None: ...

    def kill(self) -> None: ...

    def runs(self) -> bool: ...


@dataclass
class Started:
    """A command in a process group of its own."""

    command: list[str]
    environ: Mapping[str, str]
    folder: Path
    log: str
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / f"{self.log}.log").open("ab") as log:
            self.running = subprocess.Popen(
                self.command,
                env=dict(self.environ),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        if self.running is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()

    def runs(self) -> bool:
        return self.running is not None and self.running.poll() is None


@dataclass
class Nursery:
    """The process that the worker, the clock, the gateway and the mail server are forked from."""

    environ: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[str] = field(init=False)

    def open(self) -> None:
        """Load everything; half a minute on a busy machine."""
        with (self.folder / "forked.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("simulated.py")), str(self.folder)],
                env=dict(self.environ),
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def fork(self, name: str) -> int:
        """The number of a new process of this name."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self) -> None:
        """End it and everything that was forked from it."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()


@dataclass
class Forked:
    """A process of the nursery."""

    nursery: Nursery
    name: str
    pid: int = 0

    def start(self) -> None:
        self.pid = self.nursery.fork(self.name)

    def kill(self) -> None:
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            while self.runs():
                time.sleep(0.001)

    def runs(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return self.pid != 0


def postgres_of(folder: Path) -> Started:
    """A PostgreSQL that may be killed: what is committed is on the disk."""
    owner, programs = servers._postgres_owner(), servers._postgres_programs()
    data = folder / "data"
    made = [str(programs / "initdb"), "-A", "trust", "-U", "varde", "-E", "UTF8", "--locale=C", "-D", str(data)]
    subprocess.run([*servers._as_user(owner), *made], cwd=folder, check=True, capture_output=True)
    # Checkpoints by a few and small steps, so that whoever is killed has little to go through again.
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "max_connections": "60",
        "shared_buffers": "256MB",
        "max_wal_size": "256MB",
    }
    start = " ".join(
        [str(programs / "postgres"), "-D", str(data), *(f"-c {name}={value}" for name, value in settings.items())]
    )
    # Whoever is killed leaves children that must be gone before another may start.
    loop = f"until {start}; do sleep 0.1; done"
    return Started([*servers._as_user(owner), "sh", "-c", loop], os.environ, folder, "postgres")
