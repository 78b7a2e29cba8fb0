"""A text message gateway for demo and tests: a real server that keeps what it is handed, and fails as it is told.

``python -m varde.testing.gateway PORT [LOG]`` runs one by itself, to be killed; what it took stands in LOG, one JSON object a line,
on the disk before it is answered. The wire is that of :mod:`varde.notifications.gateway`. One number always answers alike:

======================  =================================================
``…40000500``           never handed over: 400, ``no_such_number``
``…40000501``           taken, and the receipt says that it never arrived
======================  =================================================
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from varde.testing.loopback import JsonHandler, served

NO_SUCH_NUMBER, NEVER_ARRIVES = "40000500", "40000501"
TOKEN, SECRET = "token-of-the-stub-gateway", "a secret for receipts of the stub gateway"


@dataclass
class StubGateway:
    """What one gateway has taken, in order, and how it behaves.

    ``status`` is answered to whoever hands something over, unless it is 200; ``takes_first`` takes it all the same. ``delay`` is
    seconds before it answers; ``hang_up`` closes the line after it has taken. ``can_tell``: it says what became of a key.
    ``now`` is what it writes beside what it takes.
    """

    log: Path | None = None
    taken: list[dict[str, Any]] = field(default_factory=list)
    tried: list[tuple[str, int]] = field(default_factory=list)
    status: int = 200
    takes_first: bool = False
    delay: float = 0.0
    hang_up: bool = False
    can_tell: bool = True
    port: int = 0
    now: Callable[[], float] = time.time
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ids: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/messages"

    def environment(self, sender: str = "Varde") -> dict[str, str]:
        """The settings of a Varde that sends here."""
        return {
            "VARDE_SMS_URL": self.url,
            "VARDE_SMS_TOKEN": TOKEN,
            "VARDE_SMS_SECRET": SECRET,
            "VARDE_SMS_SENDER": sender,
        }

    def remember(self) -> None:
        """Take up what was taken before the process was killed."""
        if self.log is not None and self.log.exists():
            for line in self.log.read_text(encoding="utf-8").splitlines():
                if line.endswith("}"):
                    entry = json.loads(line)
                    self.taken.append(entry)
                    self._ids[entry["key"]] = entry["id"]

    def take(self, body: dict[str, Any]) -> tuple[int, dict[str, str]]:
        """Answer one message. The same key is taken once, and answered as the first time."""
        key, to = str(body["key"]), str(body["to"])
        with self._lock:
            self.tried.append((key, self.status))
            if self.status != 200 and not self.takes_first:
                return self.status, {"code": "unavailable"}
            if to.endswith(NO_SUCH_NUMBER):
                return 400, {"code": "no_such_number"}
            again = key in self._ids
            provider_id = self._ids.setdefault(key, f"s{len(self._ids) + 1}")
            self._keep({**body, "id": provider_id, "at": self.now(), "again": again})
        return (200, {"id": provider_id}) if self.status == 200 else (self.status, {"code": "unavailable"})

    def id_of(self, key: str) -> str | None:
        with self._lock:
            return self._ids.get(key)

    def _keep(self, entry: dict[str, Any]) -> None:
        self.taken.append(entry)
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as log:
                log.write(json.dumps(entry) + "\n")
                log.flush()
                os.fsync(log.fileno())


def _handler(gateway: StubGateway) -> type[JsonHandler]:
    class Handler(JsonHandler):
        def do_POST(self) -> None:  # noqa: N802 - the server calls it by this name
            raw = self.body()
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                self.say(401, {"code": "not_let_in"})
                return
            status, said = gateway.take(json.loads(raw))
            time.sleep(gateway.delay)
            if gateway.hang_up:
                self.close_connection = True
                self.connection.close()
                return
            self.say(status, said)

        def do_GET(self) -> None:  # noqa: N802 - the server calls it by this name
            key = unquote(self.path.rpartition("/")[2])
            provider_id = gateway.id_of(key)
            if not gateway.can_tell:
                self.say(405, {})
            elif provider_id is None:
                self.say(404, {"key": key})
            else:
                self.say(200, {"id": provider_id})

    return Handler


@contextmanager
def stub_gateway(port: int = 0, log: Path | None = None, now: Callable[[], float] = time.time) -> Iterator[StubGateway]:
    """A gateway on loopback until the block is left, whose clock is ``now``, in seconds since 1970."""
    gateway = StubGateway(log)
    gateway.now = now
    gateway.remember()
    with served(_handler(gateway), port) as gateway.port:
        yield gateway


if __name__ == "__main__":
    with stub_gateway(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None):
        threading.Event().wait()
