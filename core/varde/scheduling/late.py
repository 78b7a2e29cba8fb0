"""What the clock should have done and has not: what is due and not acted on, what fails, and running that again.

Kinds and numbers alone, for whoever operates Varde: neither whom a row is about nor what it asks is read.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select, update

from varde.kernel.work import Work
from varde.scheduling.agenda import GRACE
from varde.scheduling.models import AgendaItem

MOST_COUNTED = 10_000
"""More are counted as so many, so that a page is read as fast when the clock has stood still for a week."""


class OverdueKind(NamedTuple):
    """What of one kind is due and not acted on: how many, at most :data:`MOST_COUNTED` of all kinds, and since when the first."""

    kind: str
    number: int
    since: datetime


class FailingKind(NamedTuple):
    """What of one kind fails in one way: how many, and how often altogether and at most since each last went well. ``state`` is
    planned while it is tried again, else failed. ``why`` is the kind of the fault, or the reason it was given up for.
    ``first_id`` is the number of one of them, ``next_at`` when the clock tries the next (None: it does not)."""

    kind: str
    state: str
    why: str
    number: int
    times: int
    most_times: int
    since: datetime
    next_at: datetime | None
    first_id: int


def late_now(work: Work) -> list[OverdueKind]:
    """What should have been acted on more than ten minutes ago, the oldest kind first. One statement, which reads what is late and
    nothing else."""
    late = (
        select(AgendaItem.kind, AgendaItem.act_at)
        .where(AgendaItem.act_at < work.now - GRACE)
        .order_by(AgendaItem.act_at)
        .limit(MOST_COUNTED)
        .subquery()
    )
    since = func.min(late.c.act_at)
    rows = work.session.execute(select(late.c.kind, func.count(), since).group_by(late.c.kind).order_by(since))
    return [OverdueKind(*row) for row in rows]


def failing_now(work: Work) -> list[FailingKind]:
    """What fails and is tried again, and what was given up, the most first. One statement, which reads what fails and no more."""
    columns = (AgendaItem.id, AgendaItem.kind, AgendaItem.state, AgendaItem.failures, AgendaItem.act_at)
    why = func.coalesce(AgendaItem.reason, AgendaItem.fault, "").label("why")
    since = func.coalesce(AgendaItem.failing_since, AgendaItem.due_at).label("since")
    failing = (
        select(*columns, why, since)
        .where(AgendaItem.failures > 0, AgendaItem.state.in_(("planned", "failed")))
        .order_by(AgendaItem.id)
        .limit(MOST_COUNTED)
        .subquery()
    )
    each = failing.c
    groups = select(
        each.kind,
        each.state,
        each.why,
        func.count(),
        func.sum(each.failures),
        func.max(each.failures),
        func.min(each.since),
        func.min(each.act_at),
        func.min(each.id),
    ).group_by(each.kind, each.state, each.why)
    rows = work.session.execute(groups.order_by(func.count().desc(), each.kind, each.state, each.why))
    return [FailingKind(*row) for row in rows]


def run_again(work: Work, ids: Collection[int]) -> int:
    """Have the clock act now on everything that fails as one of these does: of the same kind, for the same reason. What was given
    up is planned again, and its handler decides from the world as it is. Returns how many. A statement for each way of failing."""
    held = select(AgendaItem.kind, AgendaItem.state, AgendaItem.reason, AgendaItem.fault).where(
        AgendaItem.id.in_(ids), AgendaItem.failures > 0, AgendaItem.state.in_(("planned", "failed"))
    )
    number = 0
    for kind, state, reason, fault in work.session.execute(held.distinct()).all():
        alike = update(AgendaItem).where(
            AgendaItem.failures > 0,
            AgendaItem.kind == kind,
            AgendaItem.state == state,
            AgendaItem.reason.is_not_distinct_from(reason),
            AgendaItem.fault.is_not_distinct_from(fault),
        )
        again = alike.values(state="planned", reason=None, act_at=work.now).returning(AgendaItem.id)
        number += len(work.session.scalars(again).all())
    return number
