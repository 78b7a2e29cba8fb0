"""Pytest fixtures shipped to plugin authors (entry point ``pytest11``).

Real servers, started once for each test process when a test first asks for them:

============================ ==========================================================================================
``database_url``             an empty database for this test alone; the test runs on SQLite and again on PostgreSQL
``postgres_database_url``    an empty PostgreSQL database for this test alone
``postgres_url``             one PostgreSQL database that all tests of the process share
``redis_url``                one Redis that all tests of the process share; ``empty_redis_url`` is the same, emptied
``smtp``                     one mail server that keeps what it is sent; ``mailbox`` is the same, emptied
``browser``                  Chromium; ``page``, ``desktop_page``, ``scriptless_page``, ``open_page`` use it
``node``                     the path of Node.js
============================ ==========================================================================================

A test that needs a program this machine lacks is skipped, and the end of the run says how many were and how to get it.
With ``VARDE_REQUIRE_ALL=1`` nothing may be skipped, for whatever reason: each skip is a failure.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from varde.kernel.garbage import look_for_garbage_seldom
from varde.testing.browser import chromium, desktop_page, page, page_opener, scriptless_page
from varde.testing.servers import (
    Mailbox,
    MissingProgram,
    PostgresServer,
    empty_redis,
    fresh_database,
    postgres_server,
    redis_server,
    smtp_sink,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser

__all__ = ["desktop_page", "page", "page_opener", "scriptless_page"]

Server = TypeVar("Server")

MARKERS = {
    "postgres": "needs PostgreSQL; set by itself on a test that uses one of the PostgreSQL fixtures",
    "redis": "needs Redis; set by itself on a test that uses one of the Redis fixtures",
    "browser": "needs Chromium; set by itself on a test that uses one of the page fixtures",
}
MARKER_OF_FIXTURE = {"postgres_running": "postgres", "redis_url": "redis", "browser": "browser"}


def _started(servers: ExitStack, server: AbstractContextManager[Server]) -> Server:
    """Start a server for as long as ``servers`` is open, or skip the test that asked."""
    try:
        return servers.enter_context(server)
    except MissingProgram as missing:
        pytest.skip(str(missing))


# --- databases ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_running() -> Iterator[PostgresServer]:
    """The PostgreSQL of this test process."""
    with ExitStack() as servers:
        yield _started(servers, postgres_server())


@pytest.fixture(scope="session")
def postgres_url(postgres_running: PostgresServer) -> Iterator[str]:
    """One PostgreSQL database that all tests of this process share: good for a test that starts whole programs."""
    with fresh_database(postgres_running) as url:
        yield url


@pytest.fixture(scope="session")
def prepare_database() -> Callable[[str], None] | None:
    """What fills the databases below, given the address of an empty one; nothing unless a conftest overrides it.

    It is called once for each kind of database, and every test then gets a copy.
    """
    return None


@pytest.fixture
def postgres_database_url(
    postgres_running: PostgresServer, prepare_database: Callable[[str], None] | None
) -> Iterator[str]:
    """A PostgreSQL database for this test alone."""
    with fresh_database(postgres_running, prepare_database) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_originals(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[str], None] | None], Path]:
    """The SQLite file that a test's own database is copied from; made once for each way to prepare one."""

    @cache
    def original(prepare: Callable[[str], None] | None) -> Path:
        file = tmp_path_factory.mktemp("sqlite") / "original.sqlite"
        if prepare is not None:
            prepare(f"sqlite:///{file}")
        return file

    return original


@pytest.fixture
def sqlite_database_url(
    sqlite_originals: Callable[[Callable[[str], None] | None], Path],
    prepare_database: Callable[[str], None] | None,
    tmp_path: Path,
) -> str:
    """A SQLite database for this test alone, in a file."""
    copy = tmp_path / "varde.sqlite"
    # SQLite's own copying also takes what still waits in the write-ahead log; copying the file would not.
    with (
        closing(sqlite3.connect(sqlite_originals(prepare_database))) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return f"sqlite:///{copy}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database for this test alone; the test runs twice, on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_database_url"))


# --- the other servers ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of the Redis of this test process, as ``redis://127.0.0.1:PORT/0``."""
    with ExitStack() as servers:
        yield _started(servers, redis_server())


@pytest.fixture
def empty_redis_url(redis_url: str) -> str:
    """The same Redis, emptied before the test."""
    empty_redis(redis_url)
    return redis_url


@pytest.fixture(scope="session")
def smtp() -> Iterator[Mailbox]:
    """The mail server of this test process: connect to ``smtp.host`` and ``smtp.port``, read ``smtp.messages``."""
    with ExitStack() as servers:
        yield _started(servers, smtp_sink())


@pytest.fixture
def mailbox(smtp: Mailbox) -> Mailbox:
    """The same mail server, emptied before the test."""
    smtp.clear()
    return smtp


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this test process."""
    with ExitStack() as servers:
        yield _started(servers, chromium())


@pytest.fixture(scope="session")
def node() -> str:
    """The path of the Node.js program."""
    program = shutil.which("node")
    if program is None:
        pytest.skip("needs Node.js: apt-get install nodejs npm")
    return program


# --- what the run says ----------------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest about the markers that the fixtures set; and what it reads from now on stays."""
    look_for_garbage_seldom()
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


@pytest.hookimpl(tryfirst=True)  # before -m chooses by these markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with the servers it needs, so that ``-m "not browser"`` works without anyone writing markers."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARKER_OF_FIXTURE:
                item.add_marker(MARKER_OF_FIXTURE[fixture])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, turn a skipped test into a failed one."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Where everything is required, turn a skipped file into a failed one."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and os.environ.get("VARDE_REQUIRE_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"VARDE_REQUIRE_ALL=1 allows no skipping, but this was: {_reason(report)}"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was left out, and how to get it."""
    for sentence in left_out(map(_reason, terminalreporter.stats.get("skipped", []))):
        terminalreporter.write_line(sentence, yellow=True)


def left_out(reasons: Iterator[str]) -> list[str]:
    """One sentence for each reason that tests were skipped for, the most frequent first.

    >>> left_out(iter(["needs Redis: apt-get install redis-server", "an older SQLite"]))
    ['left out: 1 test that needs Redis: apt-get install redis-server', 'left out: 1 test: an older SQLite']
    """
    sentences = []
    for reason, count in Counter(reasons).most_common():
        tests = "1 test" if count == 1 else f"{count} tests"
        needs = "that needs " if count == 1 else "that need "
        reason_words = f" {needs}{reason.removeprefix('needs ')}" if reason.startswith("needs ") else f": {reason}"
        sentences.append(f"left out: {tests}{reason_words}")
    return sentences
