"""A small load generator: a few keep-alive connections to this machine, each in its thread, for a bounded time."""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from benchmarks.outcome import p95

TIMEOUT = 30.0


class Unexpected(RuntimeError):
    """A page answered something else than the run is about; the message says what."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One response."""

    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """One keep-alive connection. HTTP by hand, because the two cores are shared with the server that is measured."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._waiting = b""
        self._host = f"localhost:{port}"

    def get(self, path: str, cookie: str = "") -> Answer:
        """:raises Unexpected: anything but 200."""
        return self._expect(200, f"GET {path}", self._send("GET", path, cookie, b""))

    def post(self, path: str, cookie: str, fields: dict[str, str]) -> str:
        """Where the answer redirects to. :raises Unexpected: anything but 303."""
        answer = self._send("POST", path, cookie, urlencode(fields).encode())
        self._expect(303, f"POST {path}", answer)
        target = urlsplit(answer.headers["location"])
        return target.path + (f"?{target.query}" if target.query else "")

    def call(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """What a machine posts, as JSON. :raises Unexpected: anything but 200."""
        more = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        lines = [f"POST {path} HTTP/1.1", f"Host: {self._host}", *(f"{name}: {value}" for name, value in more.items())]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return self._expect(200, f"POST {path}", self._receive())

    def close(self) -> None:
        self._socket.close()

    @staticmethod
    def _expect(status: int, what: str, answer: Answer) -> Answer:
        if answer.status != status:
            said = answer.body.decode(errors="replace")[-600:]
            raise Unexpected(f"{what} answered {answer.status} {answer.headers.get('location', '')}: {said}")
        return answer

    def _send(self, method: str, path: str, cookie: str, body: bytes) -> Answer:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", "Accept: text/html", "Accept-Language: nb"]
        if cookie:
            lines.append(f"Cookie: {cookie}")
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return self._receive()

    def _receive(self) -> Answer:
        while b"\r\n\r\n" not in self._waiting:
            self._waiting += self._more()
        head, _, rest = self._waiting.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers["content-length"])
        while len(rest) < length:
            rest += self._more()
        self._waiting = rest[length:]
        return Answer(int(first.split()[1]), headers, rest[:length])

    def _more(self) -> bytes:
        received = self._socket.recv(262_144)
        if not received:
            raise Unexpected("the server closed the connection")
        return received


Visit = Callable[[Connection], None]
"""One thing a visitor does, timed as one: a GET, or a POST and the page it leads to."""


@dataclass
class Measured:
    """What one kind of visit took. ``rates`` (visits a second) and ``costs`` (ms of processor time a visit, web server
    and database together) have one figure for each turn; ``took`` (ms until it was served) has one for each visit."""

    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    @property
    def cost(self) -> float:
        return statistics.median(self.costs)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def median(self) -> float:
        return statistics.median(self.took)

    @property
    def p95(self) -> float:
        return p95(self.took)

    def as_json(self) -> dict[str, float]:
        return {
            "processor_ms": round(self.cost, 2),
            "per_second": round(self.rate, 1),
            "median_ms": round(self.median, 2),
            "p95_ms": round(self.p95, 2),
            "visits": len(self.took),
        }


def turn(port: int, visit: Visit, clients: int, seconds: float, processor: Callable[[], float], into: Measured) -> None:
    """Let ``clients`` visitors come again as soon as they are served, for ``seconds``, and note how long each took.

    ``processor`` tells the processor time, in seconds, that the servers have used so far.

    :raises Unexpected: from the first visitor who was not served; the others stop then too.
    """
    stop, faults, took = threading.Event(), list[Exception](), list[list[float]]()

    def visitor() -> None:
        mine: list[float] = []
        took.append(mine)
        try:
            connection = Connection(port)
            while not stop.is_set():
                begun = time.perf_counter()
                visit(connection)
                mine.append((time.perf_counter() - begun) * 1000)
            connection.close()
        except Exception as fault:  # noqa: BLE001 - raised again below, in the thread that waits
            faults.append(fault)
            stop.set()

    threads = [threading.Thread(target=visitor, daemon=True) for _ in range(clients)]
    begun, used = time.perf_counter(), processor()
    for thread in threads:
        thread.start()
    stop.wait(seconds)
    stop.set()
    for thread in threads:
        thread.join(TIMEOUT)
    if faults:
        raise faults[0]
    all_took = [each for mine in took for each in mine]
    into.took += all_took
    into.rates.append(len(all_took) / (time.perf_counter() - begun))
    into.costs.append((processor() - used) * 1000 / max(len(all_took), 1))
