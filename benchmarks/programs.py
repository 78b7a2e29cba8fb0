"""The programs that a web run needs: a PostgreSQL that waits for the disk, and two web servers set up alike."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from varde.testing import servers
from varde.testing.servers import PostgresServer, ServerDidNotStart, free_port

HERE = Path(__file__).resolve().parent
BLOCKING_THREADS = 4
"""As in ``varde serve``."""
_TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60.0
STOP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Served:
    """A web server that answers on ``port``; ``pid`` is the process that its workers descend from."""

    port: int
    pid: int


@contextmanager
def durable_postgres() -> Iterator[PostgresServer]:
    """A throwaway PostgreSQL as it comes: every commit waits until it is on the disk, which tests do without.

    :raises MissingProgram: PostgreSQL is not installed.
    """
    owner = servers._postgres_owner()
    with servers._temporary_directory("varde-bench-pg-", "/tmp", owner) as directory:
        data, programs = directory / "data", servers._postgres_programs()
        initdb = [str(programs / "initdb"), "-A", "trust", "-U", "varde", "-E", "UTF8", "--locale=C", "-D", str(data)]
        subprocess.run([*servers._as_user(owner), *initdb], cwd=directory, check=True, capture_output=True)
        settings = {"listen_addresses": "", "unix_socket_directories": str(directory), "shared_buffers": "256MB"}
        command = [str(programs / "postgres"), "-D", str(data)]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        ready = data / "postmaster.pid"
        with servers._running(
            [*servers._as_user(owner), *command],
            directory / "log",
            lambda: ready.exists() and ready.read_text().rstrip().endswith("ready"),
        ):
            yield PostgresServer(directory)


@contextmanager
def varde_serving(environment: Mapping[str, str], folder: Path, workers: int) -> Iterator[Served]:
    """``varde serve`` on a free port, with so many processes."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "varde"), "serve", "--port", str(port), "--workers", str(workers)]
    with _serving(command, environment, folder / "varde.log", f"http://127.0.0.1:{port}/healthz") as pid:
        yield Served(port, pid)


@contextmanager
def bare_serving(database_url: str, folder: Path, workers: int) -> Iterator[Served]:
    """The bare page of ``bare.py`` under the same web server, with so many processes and the same number of threads."""
    port = free_port()
    command = [sys.executable, str(HERE / "bare.py"), str(port), str(workers), str(BLOCKING_THREADS)]
    environment = {"BARE_DATABASE_URL": database_url, "PYTHONPATH": str(HERE.parent)}
    with _serving(command, environment, folder / "bare.log", f"http://127.0.0.1:{port}/person/1") as pid:
        yield Served(port, pid)


@contextmanager
def _serving(command: list[str], environment: Mapping[str, str], log: Path, address: str) -> Iterator[int]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VARDE_")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**kept, **environment}, cwd=log.parent, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        _wait_for(process, address, log)
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Until the address answers. :raises ServerDidNotStart: it stopped, or stayed silent."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise ServerDidNotStart(f"{process.args!r} did not start: {log.read_text(errors='replace')[-2000:].strip()}")


def postmaster_of(server: PostgresServer) -> int:
    """The process that every process of this database descends from."""
    return int((server.directory / "data" / "postmaster.pid").read_text().split()[0])


def processor_seconds(*roots: int) -> float:
    """The processor time that these processes and all that descend from them have used, the ended ones included.

    A busy neighbour makes a page slow to arrive; it hardly changes what the page costs.
    """
    return sum(_processes(*roots).values()) / _TICKS


def workers_of(served: Served) -> list[int]:
    """The processes that answer for it."""
    return [pid for pid in _processes(served.pid) if pid != served.pid]


def _processes(*roots: int) -> dict[int, int]:
    """These processes and all that descend from them, with the ticks of the processor that each has used."""
    children, used = dict[int, list[int]](), dict[int, int]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended while we read
            continue
        pid = int(stat.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        used[pid] = sum(map(int, fields[11:15]))
    waiting, found = list(roots), dict[int, int]()
    while waiting:
        pid = waiting.pop()
        found[pid] = used.get(pid, 0)
        waiting += children.get(pid, [])
    return found
