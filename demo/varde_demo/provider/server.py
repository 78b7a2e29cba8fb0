"""Running the demo provider in a thread, on a loopback port of its own."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Thread
from types import TracebackType
from typing import Any, Self

from joserfc.jwk import RSAKey
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from varde_demo.provider.app import LOOPBACK, DemoProviderRefused, create_provider
from varde_demo.provider.people import DemoClient, DemoPerson, Issuer


def new_signing_key() -> dict[str, Any]:
    """A fresh private RSA key as a JWK; good for one run of the demo."""
    return dict(RSAKey.generate_key(2048, auto_kid=True).as_dict(private=True))


@dataclass(frozen=True, slots=True)
class RunningProvider:
    """A demo provider that answers until :meth:`stop`, or until the end of its ``with`` block."""

    base: str
    _server: BaseWSGIServer
    _thread: Thread

    def issuer(self, key: Issuer) -> str:
        """The issuer address of ``idporten`` or ``helseid``."""
        return f"{self.base}/{key}"

    def stop(self) -> None:
        """Stop answering and free the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _WithoutAddresses(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Addresses here carry codes and states, so they are not written down."""


def serve(
    people: Sequence[DemoPerson],
    clients: Sequence[DemoClient],
    signing_key: Mapping[str, Any] | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    environment: str = "demo",
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> RunningProvider:
    """Start a provider in a background thread.

    :param port: 0 takes a free one; see ``base`` of the answer.
    :raises DemoProviderRefused: in production, on an address others can reach, or when the port is taken.
    """
    if host not in LOOPBACK:
        raise DemoProviderRefused("The demo sign-in runs only on this machine: its address must be 127.0.0.1.")
    with _listen(host, port) as listening:
        port = listening.getsockname()[1]
        base = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        app = create_provider(
            people, clients, signing_key or new_signing_key(), base, environment=environment, clock=clock
        )
        # make_server makes its own copy of the listening socket, so ours may close.
        server = make_server(host, port, app, threaded=True, request_handler=_WithoutAddresses, fd=listening.fileno())
    thread = Thread(target=server.serve_forever, args=(0.1,), name="demo-provider", daemon=True)
    thread.start()
    return RunningProvider(base, server, thread)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as taken:
        raise DemoProviderRefused(f"The demo sign-in cannot listen on port {port}: {taken.strerror}.") from taken
