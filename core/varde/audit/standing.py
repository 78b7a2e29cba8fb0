"""How the access log stands: what waits to be chained, and what came of the last look at the whole chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from varde.audit.models import AccessAnchor, AccessCheck, AccessEntry, AccessLink
from varde.audit.service import first_broken, not_chained
from varde.kernel.work import Work

COUNTED = 10_000
"""Of the newest so many entries it is said how many wait: all that wait are among them while the clock runs."""
CHAINED_WITHIN = timedelta(minutes=5)
CHECKED_WITHIN = timedelta(days=2)
"""It is to be verified every night; one that was left out is no fault yet."""


@dataclass(frozen=True, slots=True)
class LogNow:
    """``waiting`` entries are not chained, the oldest since ``waits_since``; ``chained`` is the moment of the newest that is.
    ``check`` is the last verification, and ``anchor`` the last time the newest link was put elsewhere; None before the first."""

    waiting: int
    waits_since: datetime | None
    chained: datetime | None
    check: AccessCheck | None
    anchor: AccessAnchor | None = None


def verify_and_note(work: Work) -> AccessCheck:
    """Walk the whole chain, and write down what came of it. Where it is whole and shorter than when it was walked before, it was
    cut off, and is broken at the first link that is gone."""
    links = work.session.scalar(select(func.count()).select_from(AccessLink)) or 0
    before = work.session.scalar(select(func.max(AccessCheck.links))) or 0
    broken_at = first_broken(work) or (links + 1 if links < before else None)
    return work.add(AccessCheck(at=work.now, links=links, broken_at=broken_at))


def waiting_now(work: Work) -> tuple[int, datetime | None]:
    """How many of the newest entries are not chained, and since when. Two statements, however many entries there are."""
    newest = not_chained((work.session.scalar(select(func.max(AccessEntry.id))) or 0) - COUNTED).subquery()
    row = work.session.execute(select(func.count(newest.c.id), func.min(newest.c.at))).one()
    return row[0], row[1]


def log_now(work: Work) -> LogNow:
    """How it stands. Five statements, however many entries there are."""
    waiting, since = waiting_now(work)
    last = select(AccessEntry.at).join(AccessLink, AccessLink.entry_id == AccessEntry.id)
    return LogNow(
        waiting,
        since,
        work.session.scalar(last.order_by(AccessLink.id.desc()).limit(1)),
        work.session.scalar(select(AccessCheck).order_by(AccessCheck.id.desc()).limit(1)),
        work.session.scalar(select(AccessAnchor).order_by(AccessAnchor.id.desc()).limit(1)),
    )
