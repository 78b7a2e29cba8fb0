"""The throwaway servers really start, keep tests apart, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import smtplib
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from varde.testing import servers
from varde.testing.servers import (
    Mailbox,
    MissingProgram,
    PostgresServer,
    ServerDidNotStart,
    empty_redis,
    free_port,
    fresh_database,
    redis_server,
)

pytestmark = pytest.mark.program


def run(url: str, statement: str) -> list[object]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return list(result.scalars()) if result.returns_rows else []
    finally:
        engine.dispose()


def test_each_database_is_a_copy_of_the_prepared_one(postgres_running: PostgresServer) -> None:
    prepared = []

    def prepare(url: str) -> None:
        prepared.append(url)
        run(url, "CREATE TABLE cairn AS SELECT 1 AS height")

    for _ in range(2):
        with fresh_database(postgres_running, prepare) as url:
            run(url, "INSERT INTO cairn VALUES (2)")
            assert run(url, "SELECT height FROM cairn ORDER BY 1") == [1, 2]
    assert len(prepared) == 1


def test_a_database_that_is_still_in_use_is_dropped_all_the_same(postgres_running: PostgresServer) -> None:
    with fresh_database(postgres_running) as url:
        engine = create_engine(url)
        connection = engine.connect()
        connection.execute(text("SELECT 1"))
    name = url.rpartition("/")[2].partition("?")[0].rpartition("/")[2]
    assert run(postgres_running.url(), f"SELECT datname FROM pg_database WHERE datname = '{name}'") == []
    connection.invalidate()
    connection.close()
    engine.dispose()


def test_redis_is_emptied(redis_url: str) -> None:
    import redis

    with redis.Redis.from_url(redis_url) as connection:
        connection.set("cairn", 1)
        empty_redis(redis_url)
        assert connection.keys() == []


def test_mail_is_kept_and_can_be_refused(mailbox: Mailbox) -> None:
    mailbox.refuse.add("nobody@example.org")
    with smtplib.SMTP(mailbox.host, mailbox.port) as connection:
        connection.sendmail("varde@example.org", ["kari@example.org"], "Subject: Hei\r\n\r\nI morgen kl. 10")
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            connection.sendmail("varde@example.org", ["nobody@example.org"], "Subject: Hei\r\n\r\n")
    [message] = mailbox.messages
    assert message["Subject"] == "Hei"
    assert message["X-RcptTo"] == "kari@example.org"
    assert message.get_content().strip() == "I morgen kl. 10"


def test_two_free_ports_can_both_be_listened_to() -> None:
    with socket.create_server(("127.0.0.1", free_port())), socket.create_server(("127.0.0.1", free_port())):
        pass


def test_a_missing_program_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingProgram, match="needs Redis: apt-get install redis-server"), redis_server():
        pass


def test_a_server_that_fails_shows_its_log(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('the socket is taken')"]
    with (
        pytest.raises(ServerDidNotStart, match="the socket is taken"),
        servers._running(command, tmp_path / "log", bool),
    ):
        pass


ABANDON_A_REDIS = """
import os
from varde.testing.servers import redis_server

with redis_server() as url:
    print(url, flush=True)
    os.abort()
"""


@pytest.fixture
def abandoned_redis(tmp_path: Path) -> int:
    """The port of a Redis whose tests were killed without a chance to stop it."""
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", ABANDON_A_REDIS]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout
    return int(said.rsplit(":", 1)[1].split("/")[0])


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv: apt-get install util-linux")
def test_a_server_ends_with_the_tests_that_started_it(abandoned_redis: int) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", abandoned_redis), timeout=1).close()
        except OSError:
            return
        time.sleep(0.02)
    pytest.fail("Redis still answers")
