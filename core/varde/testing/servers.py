"""Throwaway servers for tests: PostgreSQL, Redis and a mail server, each private to the process that starts it.

Every server lives in its own temporary directory, listens to nobody but this machine, and is stopped by its own process
id. Where ``setpriv`` exists, a server also stops by itself when the tests that started it are killed.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from varde.testing.folders import fastest_folder

START_SECONDS = 30.0
STOP_SECONDS = 10.0


class MissingProgram(RuntimeError):
    """A program that a test needs is not installed; the message says which one and how to get it."""

    def __init__(self, need: str, remedy: str) -> None:
        super().__init__(f"needs {need}: {remedy}")
        self.need = need
        self.remedy = remedy


class ServerDidNotStart(RuntimeError):
    """A throwaway server stopped, or stayed silent, before it was ready; the message ends with what it logged."""


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PostgresServer:
    """A running throwaway PostgreSQL. ``directory`` holds its data and its socket; only its owner can reach it."""

    directory: Path
    templates: dict[Callable[[str], None], str] = field(default_factory=dict, compare=False)

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy address of one database on this server, over the Unix socket."""
        return f"postgresql+psycopg://varde@/{database}?host={self.directory}"

    def execute(self, statement: str) -> None:
        """Run one administrative statement outside any transaction, as ``CREATE DATABASE`` must be."""
        import psycopg  # not at the top: a plugin author on SQLite need not have the production extra

        with psycopg.connect(f"host={self.directory} user=varde dbname=postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a PostgreSQL of one's own, and remove it afterwards; about a second and a half to start.

    PostgreSQL refuses to run as root, so when root asks, the server runs as the user ``postgres``.

    :raises MissingProgram: PostgreSQL is not installed.
    :raises ServerDidNotStart: it is installed and failed; the message carries its log.
    """
    programs = _postgres_programs()
    owner = _postgres_owner()
    # Never in TMPDIR: the path of a Unix socket may have 107 bytes, and a long one would break that.
    with _temporary_directory("varde-pg-", str(fastest_folder()), owner) as directory:
        data_folder, log = directory / "data", directory / "log"
        initdb = [
            str(programs / "initdb"),
            "-N",
            "-A",
            "trust",
            "-U",
            "varde",
            "-E",
            "UTF8",
            "--locale=C",
            "-D",
            str(data_folder),
        ]
        made = subprocess.run([*_as_user(owner), *initdb], cwd=directory, capture_output=True, text=True, check=False)
        if made.returncode:
            raise ServerDidNotStart(f"initdb failed: {made.stderr.strip()}")
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(directory),
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "shared_buffers": "32MB",
            "autovacuum": "off",
        }
        command = [str(programs / "postgres"), "-D", str(data_folder)]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        ready_file = data_folder / "postmaster.pid"
        with _running(
            [*_as_user(owner), *command],
            log,
            lambda: ready_file.exists() and ready_file.read_text().rstrip().endswith("ready"),
        ):
            yield PostgresServer(directory)


@contextmanager
def fresh_database(server: PostgresServer, prepare: Callable[[str], None] | None = None) -> Iterator[str]:
    """Give the address of a new database, and drop it afterwards.

    :param prepare: fills a database, given its address (say, by running the migrations). It is called once for each
        server; every further database is a copy of the first, which takes some tens of milliseconds.
    """
    template = "template0" if prepare is None else _template(server, prepare)
    name = _unused_name("varde")
    server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield server.url(name)
    finally:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _template(server: PostgresServer, prepare: Callable[[str], None]) -> str:
    if prepare not in server.templates:
        name = _unused_name("template")
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        prepare(server.url(name))
        # PostgreSQL copies no database that somebody is connected to, and a connection pool may still hold on.
        server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        server.templates[prepare] = name
    return server.templates[prepare]


def _unused_name(stem: str) -> str:
    return f"{stem}_{os.getpid()}_{time.monotonic_ns()}"


def _postgres_programs() -> Path:
    """The directory with ``initdb`` and ``postgres``; Debian keeps them off the path, one directory per version."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version_of, reverse=True)
    initdb = str(versions[0]) if versions else shutil.which("initdb")
    if initdb is None:
        raise MissingProgram("PostgreSQL", "apt-get install postgresql")
    return Path(initdb).resolve().parent


def _version_of(initdb: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", initdb.parent.parent.name))


def _postgres_owner() -> str | None:
    """The user the server must run as, or nothing when we are not root and simply run it ourselves."""
    return "postgres" if os.geteuid() == 0 else None


# --- Redis ----------------------------------------------------------------------------------------------------------


@contextmanager
def redis_server() -> Iterator[str]:
    """Start a Redis of one's own on a free loopback port and give its address, as ``redis://127.0.0.1:PORT/0``.

    :raises MissingProgram: Redis is not installed.
    :raises ServerDidNotStart: it is installed and failed; the message carries its log.
    """
    program = shutil.which("redis-server")
    if program is None:
        raise MissingProgram("Redis", "apt-get install redis-server")
    with _temporary_directory("varde-redis-") as directory:
        port = free_port()
        command = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(directory)]
        command += ["--save", "", "--appendonly", "no", "--daemonize", "no"]
        with _running([*_as_user(None), *command], directory / "log", lambda: _answers_ping(port)):
            yield f"redis://127.0.0.1:{port}/0"


def empty_redis(url: str) -> None:
    """Remove everything from the Redis that :func:`redis_server` gave the address of."""
    port = int(url.rsplit(":", 1)[1].split("/")[0])
    if _redis_says(port, b"FLUSHALL\r\n") != b"+OK":
        raise RuntimeError(f"Redis at {url} did not empty itself")


def _answers_ping(port: int) -> bool:
    try:
        return _redis_says(port, b"PING\r\n") == b"+PONG"
    except OSError:
        return False


def _redis_says(port: int, command: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=STOP_SECONDS) as connection:
        connection.sendall(command)
        return connection.recv(100).strip()


# --- mail -----------------------------------------------------------------------------------------------------------


@dataclass
class Mailbox:
    """A mail server that keeps what it is sent. ``messages`` is in order of arrival; empty it with ``clear``."""

    host: str
    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    refuse: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    hang_up: bool = False

    def clear(self) -> None:
        """Forget what has arrived, whom to refuse, and to hang up."""
        self.messages.clear()
        self.refuse.clear()
        self.later.clear()
        self.hang_up = False

    async def handle_RCPT(  # noqa: N802 - the mail server calls the hook by this name
        self, server: Any, session: Any, envelope: Any, address: str, options: Sequence[str]
    ) -> str:
        """Say no to the addresses in ``refuse``, as a mail server does to a mailbox it does not know, and not now to those in
        ``later``."""
        if address in self.refuse:
            return "550 no such mailbox"
        if address in self.later:
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        """Keep one message, with the envelope's recipients in ``X-RcptTo``. With ``hang_up`` the line breaks before it is answered,
        and whether it was kept nobody knows."""
        message = message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default)
        message["X-RcptTo"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        if self.hang_up:
            server.transport.abort()
        return "250 OK"


@contextmanager
def smtp_sink() -> Iterator[Mailbox]:
    """Start a real mail server on a free loopback port, which delivers to nobody and keeps every message.

    :raises MissingProgram: aiosmtpd is not installed.
    """
    try:
        from aiosmtpd.controller import Controller
    except ImportError:
        raise MissingProgram("aiosmtpd", "pip install aiosmtpd") from None

    mailbox = Mailbox("127.0.0.1", free_port())
    controller = Controller(mailbox, hostname=mailbox.host, port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


# --- what they share ------------------------------------------------------------------------------------------------


OWN_FROM, LENT_FROM = 15_000, 32_000
"""Of Linux, which lends from 32768 on."""


def free_port() -> int:
    """A loopback TCP port that nobody listened to a moment ago, and that the system lends to no connection going out."""
    while True:
        port = secrets.randbelow(LENT_FROM - OWN_FROM) + OWN_FROM
        with closing(socket.socket()) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _as_user(owner: str | None) -> list[str]:
    """The words to put before a command so that it runs as ``owner`` and ends when this process does."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        if owner is not None:
            raise MissingProgram("setpriv", "apt-get install util-linux")
        return []
    user = [f"--reuid={owner}", f"--regid={owner}", "--clear-groups"] if owner else []
    return [setpriv, *user, "--pdeathsig", "INT", "--"]


@contextmanager
def _temporary_directory(prefix: str, parent: str | None = None, owner: str | None = None) -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        if owner is not None:
            shutil.chown(directory, owner, owner)
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _running(command: Sequence[str], log: Path, is_ready: Callable[[], bool]) -> Iterator[None]:
    """Run a server while the block runs. It gets SIGINT, and after ten seconds SIGKILL."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=log.parent, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        _wait_until_ready(process, log, is_ready)
        yield
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path, is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServerDidNotStart(
                f"{process.args!r} did not start: {log.read_text(errors='replace')[-2000:].strip()}"
            )
        time.sleep(0.02)
