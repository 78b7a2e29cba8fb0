"""Dramatiq as transport: it carries outbox ids to workers. The outbox is the truth, so a lost message costs a minute, not a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import dramatiq
import structlog
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import AgeLimit, Callbacks, Pipelines, ShutdownNotifications, TimeLimit

log = structlog.get_logger("varde.work")
QUEUE = "varde"
ACTOR = "varde.perform"


class Transport(Protocol):
    """Carries outbox ids to whoever performs them, together."""

    def send(self, *outbox_ids: int) -> None: ...

    def answers(self) -> bool | None:
        """Whether what carries them answers; None where nothing does."""


class NoTransport:
    """Sends nothing: the sweeper, or a drain, finds the rows. For commands, the simulator and tests."""

    def send(self, *outbox_ids: int) -> None:  # noqa: ARG002 - the protocol names it
        return None

    def answers(self) -> bool | None:
        return None


class DramatiqTransport:
    """Sends over a Dramatiq broker. ``perform`` is only needed where a worker runs."""

    def __init__(self, broker: dramatiq.Broker) -> None:
        self.broker = broker
        self._perform: Callable[..., object] | None = None

        def run(*outbox_ids: int) -> None:
            if self._perform is None:
                raise RuntimeError("this process has no worker")
            self._perform(*outbox_ids)

        self._actor = dramatiq.actor(broker=broker, actor_name=ACTOR, queue_name=QUEUE)(run)

    def send(self, *outbox_ids: int) -> None:
        self._actor.send(*outbox_ids)

    def answers(self) -> bool | None:
        """Whether Redis answers a ping; None inside this process."""
        redis = getattr(self.broker, "client", None)
        if redis is None:
            return None
        try:
            return bool(redis.ping())
        except Exception as fault:  # noqa: BLE001 - whatever it is, it does not answer
            log.warning("transport_silent", fault=type(fault).__name__)
            return False

    def start_worker(self, perform: Callable[..., object], threads: int) -> dramatiq.Worker:
        """Start a worker in this process and return it (``.stop()`` ends it)."""
        self._perform = perform
        worker = dramatiq.Worker(self.broker, worker_threads=threads, worker_timeout=200)
        worker.start()
        return worker


def make_transport(redis_url: str | None) -> DramatiqTransport:
    """Redis when a URL is given, otherwise inside this process."""
    # No Retries middleware: the sweeper decides, from the outbox row, when a job is tried again.
    middleware = [AgeLimit(), TimeLimit(time_limit=300_000), ShutdownNotifications(), Callbacks(), Pipelines()]
    if redis_url is None:
        broker: dramatiq.Broker = StubBroker(middleware=middleware)
    else:
        import redis
        from dramatiq.brokers.redis import RedisBroker

        # With the defaults a killed worker's messages come back after minutes; these bring them back within seconds.
        broker = RedisBroker(  # type: ignore[no-untyped-call]
            # A request never waits long for Redis: what is not sent now is sent by the sweeper.
            client=redis.Redis.from_url(redis_url, socket_connect_timeout=2, socket_timeout=5),
            middleware=middleware,
            maintenance_chance=100_000,
            heartbeat_timeout=15_000,
        )
    return DramatiqTransport(broker)
