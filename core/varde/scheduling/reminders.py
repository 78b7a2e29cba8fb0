"""What is reminded of on the day before: a row of the agenda that stands, moves and falls with the time it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from varde.kernel.work import Work
from varde.scheduling.agenda import call_off, plan_about
from varde.scheduling.models import AgendaItem, Subject, planned_for
from varde.scheduling.rules import reminded_at

OF_APPOINTMENT = "appointment-tomorrow"
OF_SESSION = "session-tomorrow"


def keep_reminders(work: Work, subject: Subject, kind: str, times: Mapping[int, datetime | None]) -> None:
    """Each of these times (by number; None: it is not to be) is reminded of the day before, or the rest of that day when its noon
    has passed, and of one that is today, or over, nobody is. In the transaction of whatever became of the time. One statement, and
    one for what is new.

    Pause and exit let such rows be: they cancel the time, and the row falls with it.
    """
    keys = [str(number) for number in times]
    query = select(AgendaItem).where(planned_for(subject), AgendaItem.kind == kind, AgendaItem.key.in_(keys))
    held = query.order_by(AgendaItem.id).with_for_update().execution_options(populate_existing=True)
    rows = {row.key: row for row in work.session.scalars(held)}
    for number, starts_at in times.items():
        row, at = rows.get(str(number)), reminded_at(starts_at, work.now, work.zone) if starts_at else None
        if at is None or starts_at is None:
            if row is not None and row.state == "planned":
                call_off(row, "called off" if starts_at is None else "too late")
        elif row is None:
            plan_about(
                work, subject, kind, str(number), opens_at=at, due_at=at, closes_at=starts_at, act_at=at, stands=True
            )
        elif row.state != "done" or row.closes_at != starts_at:
            row.opens_at = row.due_at = row.act_at = at
            row.closes_at, row.state, row.reason, row.done_at = starts_at, "planned", None, None


def remind_again(work: Work, subject: Subject, kind: str) -> None:
    """What was reminded of and has not begun is looked at once more, since there is somebody new to remind. Whoever was told is
    not told twice. One statement."""
    done = select(AgendaItem).where(
        planned_for(subject), AgendaItem.kind == kind, AgendaItem.state == "done", AgendaItem.closes_at > work.now
    )
    for row in work.session.scalars(done.order_by(AgendaItem.id).with_for_update()):
        row.state, row.done_at, row.act_at = "planned", None, work.now
