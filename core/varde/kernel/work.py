"""The unit of work: one transaction, one moment, and the outbox rows that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Engine, Row, Select, select
from sqlalchemy.orm import Session

from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import Clock
from varde.kernel.db import as_varde_error
from varde.kernel.errors import Conflict
from varde.kernel.events import Event, Listener, Subscription
from varde.kernel.jobs import LEASE, MOST_ATTEMPTS, TOGETHER, Job, Outbox, backoff_seconds, run_outside, run_row
from varde.kernel.settings import Settings
from varde.kernel.speech import Speech
from varde.kernel.transport import Transport
from varde.kernel.vault import Vault

T = TypeVar("T")
Columns = TypeVarTuple("Columns")
log = structlog.get_logger("varde.work")


class Work:
    """What a service needs: the session, the moment, the catalogue, the vault; and what must happen afterwards.

    ``now`` is the same throughout. Raising inside the unit rolls back; leaving it commits.
    """

    def __init__(self, platform: Platform, session: Session) -> None:
        self.session = session
        self.settings = platform.settings
        self.catalogue = platform.catalogue
        self.vault = platform.vault
        session.info["vault"] = platform.vault  # what the sealed columns of its rows open with
        self.now: datetime = platform.clock.now()
        self._subscriptions = platform.subscriptions
        self._listeners = platform.listeners
        self.enqueued: list[Outbox] = []

    @property
    def zone(self) -> ZoneInfo:
        return self.settings.timezone

    @property
    def today(self) -> date:
        """Today's date where the person is."""
        return self.now.astimezone(self.zone).date()

    def speech(self, language: str) -> Speech:
        """How this unit of work speaks to a person with this language."""
        return Speech(language, self.zone, self.now)

    def add(self, row: T) -> T:
        """Add a new row to the session and return it."""
        self.session.add(row)
        return row

    @contextmanager
    def undone(self) -> Iterator[None]:
        """A savepoint that is always undone: for what only looks, so that one who fails leaves this unit of work whole."""
        enqueued, savepoint = len(self.enqueued), self.session.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()
            del self.enqueued[enqueued:]

    def columns(self, statement: Select[*Columns], values: Mapping[str, Any]) -> Sequence[Row[*Columns]]:
        """The rows of a statement that asks for columns, never for entities: without what a session does for these."""
        self.session.flush()
        return self.session.connection().execute(statement, values).all()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is done inside is undone alone when it raises, jobs that were written down included; it raises on."""
        self.session.flush()  # what was done before stands, or fails, by itself
        savepoint, written = self.session.begin_nested(), len(self.enqueued)
        try:
            yield
            savepoint.commit()
        except BaseException:
            savepoint.rollback()
            # The outbox rows went with the savepoint, so there is nothing to send.
            del self.enqueued[written:]
            raise

    def enqueue(self, job: Job, *, after: timedelta = timedelta(0), **arguments: int | str | None) -> None:
        """Write down that ``job`` must run with these ids, no earlier than ``after`` from now."""
        self._enqueue(job.name, after, arguments)

    def _enqueue(self, name: str, after: timedelta, arguments: dict[str, int | str | None]) -> None:
        row = Outbox(
            job=name, arguments=arguments, created_at=self.now, run_after=self.now + after, sent_at=None, attempts=0
        )
        if not after:
            row.sent_at = self.now
            self.enqueued.append(row)
        self.session.add(row)

    def enqueue_once(self, name: str) -> None:
        """The same of the job with this name, without ids, unless this unit of work has written it down already: for a job that
        looks for itself what there is."""
        if all(row.job != name for row in self.enqueued):
            self._enqueue(name, timedelta(0), {})

    def publish(self, event: Event) -> None:
        """Tell everybody who listens: read models now, in this transaction; subscribed jobs through the outbox."""
        for listener in self._listeners.get(type(event), ()):
            listener.hear(self, event)
        for subscription in self._subscriptions.get(type(event), ()):
            self.enqueue(subscription.job, **asdict(event))


class Platform:
    """Everything that lives as long as the process. The composition roots make one; nobody finds it by import."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        catalogue: Catalogue,
        clock: Clock,
        transport: Transport,
        jobs: tuple[Job, ...] = (),
        subscriptions: tuple[Subscription, ...] = (),
        listeners: tuple[Listener, ...] = (),
    ) -> None:
        self.settings = settings
        self.engine = engine
        self.catalogue = catalogue
        self.clock = clock
        self.transport = transport
        self.vault = Vault(settings.data_keys, settings.current_key)
        self.jobs = {job.name: job for job in (*jobs, *(s.job for s in subscriptions))}
        self.subscriptions: dict[type[Event], tuple[Subscription, ...]] = {}
        for subscription in subscriptions:
            self.subscriptions[subscription.event] = (*self.subscriptions.get(subscription.event, ()), subscription)
        self.listeners: dict[type[Event], tuple[Listener, ...]] = {}
        for listener in listeners:
            self.listeners[listener.event] = (*self.listeners.get(listener.event, ()), listener)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One unit of work: commit on leaving, roll back on raising, then hand the new outbox rows to the transport."""
        with Session(self.engine, expire_on_commit=False) as session:
            work = Work(self, session)
            yield work
            session.commit()
        self.send(work)

    def send(self, work: Work) -> None:
        """Hand over what a committed unit wrote down. What cannot be sent now is left to the sweeper."""
        ids = [row.id for row in work.enqueued]
        for first in range(0, len(ids), TOGETHER):
            try:
                self.transport.send(*ids[first : first + TOGETHER])
            except Exception:
                log.warning("transport_down", outbox_id=ids[first], exc_info=True)
                return

    def perform_together(self, *outbox_ids: int) -> int:
        """Do these in one transaction, each in a savepoint of its own. What fails, or asks a machine outside, is done by itself
        afterwards, exactly once like the others. Returns how many were done."""
        done, alone = 0, list(outbox_ids)
        if len(outbox_ids) > 1:
            try:
                done, alone = self._perform_together(outbox_ids)
            except Exception as fault:  # noqa: BLE001  each is then done alone
                # None of it stands: one that cannot be done with the others can be done without them, and what it cannot do
                # then is told in full.
                log.info("jobs_parted", first=outbox_ids[0], fault=type(fault).__name__)
        return done + sum(self.perform(outbox_id) for outbox_id in alone)

    def _perform_together(self, outbox_ids: Sequence[int]) -> tuple[int, list[int]]:
        """How many were done, and those that must be done by themselves."""
        done, alone = 0, list[int]()
        with self.work() as work:
            held = select(Outbox).where(Outbox.id.in_(outbox_ids)).order_by(Outbox.id).with_for_update(skip_locked=True)
            for row in work.session.scalars(held).all():
                outbox_id, job = row.id, self.jobs.get(row.job)
                if row.done_at or row.failed_at or row.run_after > work.now:
                    continue
                if job is None or job.outside:
                    alone.append(outbox_id)
                    continue
                try:
                    with work.apart():
                        run_row(work, row, self.jobs)
                    done += 1
                except Exception as fault:  # noqa: BLE001  it is then done alone
                    log.info("job_parted", outbox_id=outbox_id, fault=type(fault).__name__)
                    alone.append(outbox_id)
        return done, alone

    def perform(self, outbox_id: int) -> bool:
        """Do one outbox row, exactly once. False when it was already done, is being done, or is not due."""
        for again in (True, True, False):
            try:
                return self._perform(outbox_id)
            except Exception as fault:
                # Two jobs about the same thing at once: the one that came second finds the world changed, and does it
                # over in the changed world.
                if again and isinstance(as_varde_error(fault), Conflict):
                    log.info("job_overtaken", outbox_id=outbox_id)
                    continue
                log.exception("job_failed", outbox_id=outbox_id)
                self._failed(outbox_id, fault)
                break
        return False

    def _perform(self, outbox_id: int) -> bool:
        with self.work() as work:
            row = work.session.scalar(select(Outbox).where(Outbox.id == outbox_id).with_for_update(skip_locked=True))
            if row is None or row.done_at or row.failed_at or row.run_after > work.now:
                return False
            outside = self.jobs.get(row.job)
            if outside is None or not outside.outside:
                run_row(work, row, self.jobs)
                return True
            row.run_after = work.now + LEASE
            arguments = dict(row.arguments)
        run_outside(self, outside, arguments)
        with self.work() as work:
            work.session.get_one(Outbox, outbox_id, with_for_update=True).done_at = work.now
        return True

    def _failed(self, outbox_id: int, fault: Exception) -> None:
        with self.work() as work:
            row = work.session.get(Outbox, outbox_id, with_for_update=True)
            if row is None or row.done_at:
                return
            row.attempts += 1
            row.last_error = type(fault).__name__
            row.sent_at = None
            row.run_after = work.now + timedelta(seconds=backoff_seconds(row.attempts))
            if row.attempts >= MOST_ATTEMPTS:
                row.failed_at = work.now
                sentence = (
                    f"The job {row.job} is given up after {row.attempts} attempts, and what it was to do is not done."
                )
                log.error("job_given_up", job=row.job, outbox_id=row.id, error=row.last_error, sentence=sentence)

    def sweep(self, *, lost_after: timedelta = timedelta(seconds=30), most: int = 500) -> int:
        """Send again what is due and not done: never sent, or sent to a worker that has been silent for ``lost_after``."""
        with self.work() as work:
            rows = work.session.scalars(
                select(Outbox)
                .where(
                    Outbox.done_at.is_(None),
                    Outbox.failed_at.is_(None),
                    Outbox.run_after <= work.now,
                    Outbox.sent_at.is_(None) | (Outbox.sent_at < work.now - lost_after),
                )
                .order_by(Outbox.run_after)
                .limit(most)
                .with_for_update(skip_locked=True)
            ).all()
            for row in rows:
                row.sent_at = work.now
                work.enqueued.append(row)
            return len(rows)

    def drain(self, most: int = 100_000) -> int:
        """Do everything that is due, here and now, in order. For the simulator, imports and tests."""
        done = 0
        while done < most:
            with self.work() as work:
                ids = work.session.scalars(
                    select(Outbox.id)
                    .where(Outbox.done_at.is_(None), Outbox.failed_at.is_(None), Outbox.run_after <= work.now)
                    .order_by(Outbox.id)
                    .limit(500)
                ).all()
            if not ids:
                return done
            moved = sum([self.perform(outbox_id) or self._was_put_off(outbox_id) for outbox_id in ids])
            done += moved
            if not moved:
                # Everything that is left is in the hands of a worker elsewhere.
                return done
        return done

    def _was_put_off(self, outbox_id: int) -> bool:
        """Whether a row that was not done is out of the way all the same: failed and due later, or given up."""
        with self.work() as work:
            row = work.session.get(Outbox, outbox_id)
            return row is None or row.failed_at is not None or row.run_after > work.now


def in_work(verb: Callable[[Work], object]) -> Callable[[Platform], object]:
    """What the clock does in a unit of work of its own."""

    def run(platform: Platform) -> object:
        with platform.work() as work:
            return verb(work)

    return run
