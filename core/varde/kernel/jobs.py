"""Jobs and the outbox. A job is written down in the transaction that wants it and is done in the transaction of its effect."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index, String, Text, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key

if TYPE_CHECKING:
    from varde.kernel.work import Platform, Work

MOST_ATTEMPTS = 12
TOGETHER = 25
"""How many rows of one unit of work travel, and are done, together: a commit that waits for the disk costs more than most jobs."""
LEASE = timedelta(minutes=2)
"""How long nobody else begins what somebody does outside a transaction."""


@dataclass(frozen=True, slots=True)
class Job:
    """A named piece of work. ``run(work, **arguments)`` takes ids, finds the world as it is, and may run twice.

    One that asks a machine outside is ``outside``: it is run as ``run(platform, **arguments)``, while no transaction waits, in
    units of work of its own, for less than :data:`LEASE`.
    """

    name: str
    run: Callable[..., None]
    outside: bool = False

    @property
    def key(self) -> str:
        return self.name


def job(name: str, *, outside: bool = False) -> Callable[[Callable[..., None]], Job]:
    """Make a function into a :class:`Job` under a stable name such as ``benefits.count``."""

    def make(run: Callable[..., None]) -> Job:
        return Job(name, run, outside)

    return make


class Outbox(Base):
    """One row for each job that must happen. Done only when ``done_at`` is set, in the transaction of its effect."""

    __tablename__ = "outbox"

    id: Mapped[Key]
    job: Mapped[str] = mapped_column(String(80))
    arguments: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    run_after: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index(
            "ix_outbox_open",
            "run_after",
            postgresql_where=text("done_at IS NULL AND failed_at IS NULL"),
            sqlite_where=text("done_at IS NULL AND failed_at IS NULL"),
        ),
    )


def backoff_seconds(attempts: int) -> int:
    """How long to wait after the n-th failure: 2, 4, 8 ... at most 1,800 seconds."""
    return min(int(2 ** max(attempts, 1)), 1800)


def run_row(work: Work, row: Outbox, jobs: dict[str, Job]) -> None:
    """Run one outbox row and mark it done, in the caller's transaction."""
    job = jobs.get(row.job)
    if job is None:
        raise LookupError(f"no job is named {row.job!r}")
    job.run(work, **row.arguments)
    row.done_at = work.now


def run_outside(platform: Platform, job: Job, arguments: dict[str, Any]) -> None:
    """Run one that is ``outside``, in no transaction of ours."""
    job.run(platform, **arguments)


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was given up: ``said`` is the name of what it raised last."""

    id: int
    job: str
    attempts: int
    created_at: datetime
    failed_at: datetime
    said: str


def failed_jobs(work: Work, most: int = 50) -> list[FailedJob]:
    """The jobs that were given up, newest first. One statement."""
    rows = select(Outbox).where(Outbox.failed_at.is_not(None)).order_by(Outbox.failed_at.desc()).limit(most)
    return [
        FailedJob(row.id, row.job, row.attempts, row.created_at, row.failed_at, row.last_error or "")
        for row in work.session.scalars(rows)
        if row.failed_at is not None
    ]


def run_failed_again(work: Work, ids: Collection[int]) -> int:
    """Have these jobs done once more, with all their attempts; one that was not given up is left alone. Returns how many."""
    held = select(Outbox).where(Outbox.id.in_(ids), Outbox.failed_at.is_not(None)).order_by(Outbox.id)
    rows = work.session.scalars(held.with_for_update(skip_locked=True)).all()
    for row in rows:
        row.failed_at, row.attempts, row.sent_at, row.run_after = None, 0, None, work.now
    return len(rows)


def waiting_and_failed(work: Work) -> tuple[int, int]:
    """How many jobs are written down and not done, and how many were given up. One statement."""
    waiting, failed = work.session.execute(
        select(
            func.count().filter(Outbox.done_at.is_(None), Outbox.failed_at.is_(None)),
            func.count().filter(Outbox.failed_at.is_not(None)),
        ).select_from(Outbox)
    ).one()
    return waiting, failed
