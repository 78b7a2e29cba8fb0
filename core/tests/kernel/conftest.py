"""A small platform of its own for the tests of the kernel: jobs that leave a mark, news, and a clock moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import MovedClock
from varde.kernel.db import Base, make_engine
from varde.kernel.events import Event, Listener, Subscription
from varde.kernel.jobs import Outbox, job
from varde.kernel.log import set_up_logging
from varde.kernel.transport import NoTransport, Transport
from varde.kernel.work import Platform, Work
from varde.testing.house import settings_for

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Noticed(Event):
    """Something was noticed."""

    number: int


@job("test.mark")
def mark(work: Work, number: int) -> None:
    """Leave one mark."""
    work.session.execute(text("INSERT INTO mark (number, by) VALUES (:number, 'job')"), {"number": number})


@job("test.stumble")
def stumble(work: Work, number: int) -> None:
    """Leave a mark and fall."""
    mark.run(work, number=number)
    raise RuntimeError("the outside did not answer")


@job("test.subscribed")
def subscribed(work: Work, number: int) -> None:
    """Hear of it later."""
    mark.run(work, number=number)


def listening(work: Work, event: Noticed) -> None:
    """Hear of it at once."""
    if event.number < 0:
        raise ValueError("nothing is noticed less than not at all")
    work.session.execute(text("INSERT INTO mark (number, by) VALUES (:number, 'listener')"), {"number": event.number})


@dataclass
class Wire(NoTransport):
    """A transport that keeps what it is handed, or refuses it."""

    sent: list[int] = field(default_factory=list)
    is_down: bool = False

    def send(self, *outbox_ids: int) -> None:
        if self.is_down:
            raise ConnectionError("no Redis")
        self.sent.extend(outbox_ids)


@dataclass
class Bench:
    """The platform, its clock and its wire, and what has been marked."""

    platform: Platform
    clock: MovedClock
    wire: Wire

    def marks(self) -> list[tuple[int, str]]:
        with self.platform.engine.connect() as connection:
            rows = connection.execute(text("SELECT number, by FROM mark ORDER BY number, by")).all()
        return [(row[0], row[1]) for row in rows]

    def rows(self) -> list[Outbox]:
        with self.platform.work() as work:
            return list(work.session.query(Outbox).order_by(Outbox.id))

    def another(self, transport: Transport | None = None) -> Platform:
        """A second process's platform on the same database."""
        return make_platform(self.platform.engine, self.clock, transport or self.wire)


def make_platform(engine: Engine, clock: MovedClock, transport: Transport) -> Platform:
    return Platform(
        settings=settings_for("sqlite:///unused.sqlite"),
        engine=engine,
        catalogue=Catalogue(),
        clock=clock,
        transport=transport,
        jobs=(mark, stumble),
        subscriptions=(Subscription(Noticed, subscribed),),
        listeners=(Listener(Noticed, listening),),
    )


@pytest.fixture(scope="session")
def prepare_database() -> None:
    """These tests make their own few tables."""


@pytest.fixture
def make_bench() -> Iterator[Callable[[str], Bench]]:
    """Make a bench on a database."""
    engines: list[Engine] = []

    def make(url: str) -> Bench:
        set_up_logging()
        engine = make_engine(url)
        engines.append(engine)
        Base.metadata.create_all(engine, tables=[Outbox.__table__])  # type: ignore[list-item]
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE mark (number integer, by varchar(10))"))
        clock, wire = MovedClock(NOON), Wire()
        return Bench(make_platform(engine, clock, wire), clock, wire)

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def bench(database_url: str, make_bench: Callable[[str], Bench]) -> Bench:
    return make_bench(database_url)
