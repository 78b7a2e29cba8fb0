"""How long pages take: each process counts them by how long they took, and adds that to the database now and then."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.adding import add_up
from varde.kernel.db import Base
from varde.kernel.work import Platform, Work

log = structlog.get_logger("varde.speed")
ENDLESS = 2_147_483_647
LIMITS_MS = (50, 100, 250, 500, 1_000, 2_500, 5_000, ENDLESS)
"""A page is counted under the least of these, in milliseconds, that it did not take longer than."""
SLOT_MINUTES = 5
LOOKED_BACK, KEPT = timedelta(hours=1), timedelta(days=1)
ADD_EVERY_SECONDS = 60.0

Counted = Mapping[tuple[datetime, int], int]
"""By the five minutes that begin then, and by limit: how many pages."""


class PageSpeed(Base):
    """How many pages of all processes took no longer than ``up_to_ms``, and longer than the limit below, in the five minutes from
    ``began_at``. A day is kept."""

    __tablename__ = "page_speed"

    began_at: Mapped[datetime] = mapped_column(primary_key=True)
    up_to_ms: Mapped[int] = mapped_column(primary_key=True)
    pages: Mapped[int]


@dataclass(frozen=True, slots=True)
class Speed:
    """How long the pages of the last hour took: ``within`` counts, for each limit in milliseconds, those that took no longer."""

    within: Mapping[int, int]

    @property
    def pages(self) -> int:
        return self.within[ENDLESS]

    def share_within(self, share: float) -> int | None:
        """The least limit within which this share of the pages came, in milliseconds; None when it is none of them."""
        limit = next(limit for limit in LIMITS_MS if self.within[limit] >= share * self.pages)
        return None if limit == ENDLESS else limit


class PageTimes:
    """What one process has counted and not added yet. Its threads share it.

    :param every_seconds: how often it is added to the database; None: never, as where there is one process and it is its own.
    """

    def __init__(self, every_seconds: float | None = None) -> None:
        self._every, self._added = every_seconds, time.monotonic()
        self._counts: Counter[tuple[datetime, int]] = Counter()
        self._lock = threading.Lock()

    def count(self, at: datetime, seconds: float) -> None:
        """One page more, which was asked for at ``at`` (aware) and took so many seconds."""
        limit = next((limit for limit in LIMITS_MS if seconds * 1000 <= limit), ENDLESS)
        with self._lock:
            key = (slot_of(at), limit)
            if key not in self._counts:  # the only time at which there can be more of them than before
                for old in [each for each in self._counts if each[0] < at - KEPT]:
                    del self._counts[old]
            self._counts[key] += 1

    def not_added(self) -> Counted:
        """What it has counted so far and not added."""
        with self._lock:
            return dict(self._counts)

    def add_when_due(self, platform: Platform) -> None:
        """Add it to the database when it is time. What cannot be added is kept until next time; a process that dies takes a minute
        of it along."""
        with self._lock:
            if self._every is None or time.monotonic() - self._added < self._every:
                return
            counts, self._counts, self._added = self._counts, Counter(), time.monotonic()
        try:
            with platform.work() as work:
                add_pages(work, counts)
        except Exception:
            log.exception("page_times_not_added")
            with self._lock:
                self._counts.update(counts)


def slot_of(at: datetime) -> datetime:
    """When the five minutes began that a moment is in."""
    at = at.astimezone(UTC)
    return at.replace(minute=at.minute - at.minute % SLOT_MINUTES, second=0, microsecond=0)


def add_pages(work: Work, counts: Counted) -> None:
    """Add these to what all processes have counted, and remove what is older than a day. Two statements."""
    rows = [{"began_at": key[0], "up_to_ms": key[1], "pages": counts[key]} for key in sorted(counts)]
    add_up(work.session, PageSpeed, ("began_at", "up_to_ms"), ("pages",), rows)
    work.session.execute(delete(PageSpeed).where(PageSpeed.began_at < work.now - KEPT))


def speed_now(work: Work, not_added: Counted) -> Speed:
    """How long the pages of the last hour took, those of this process that are ``not_added`` yet too. One statement."""
    since = slot_of(work.now - LOOKED_BACK)
    added = work.session.execute(
        select(PageSpeed.up_to_ms, func.sum(PageSpeed.pages))
        .where(PageSpeed.began_at >= since)
        .group_by(PageSpeed.up_to_ms)
    )
    counts = Counter(dict(added.all()))
    for (began_at, limit), pages in not_added.items():
        counts[limit] += pages if began_at >= since else 0
    within, so_far = {}, 0
    for limit in LIMITS_MS:
        so_far += counts[limit]
        within[limit] = so_far
    return Speed(within)
