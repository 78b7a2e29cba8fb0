"""The agenda's verbs: plan, finish, fail, cancel, restore, and take what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Required, TypedDict, Unpack

import structlog
from sqlalchemy import Select, and_, bindparam, column, func, or_, select, table, update
from sqlalchemy.exc import IntegrityError

from varde.kernel.db import UtcTime
from varde.kernel.work import Platform, Work
from varde.scheduling.models import AgendaItem, Subject, planned_for
from varde.scheduling.rules import at_wall_time, days_later

log = structlog.get_logger("varde.agenda")
BATCH = 50
"""How many items one unit of work takes: a commit that waits for the disk costs more than most of them."""
RETRY = timedelta(minutes=5)
WAIT_FOR_PLUGIN = timedelta(days=1)
NO_HANDLER = "no handler"
"""The fault of what no installed plugin handles."""
GRACE = timedelta(minutes=10)
"""How long something due may wait before the clock counts as late."""
_ENROLMENT = table("enrolment", column("id"))


@dataclass(frozen=True, slots=True)
class AgendaHandler:
    """What the clock does about items of one kind. ``act`` decides from the world as it is when it runs, and returns
    when it wants to be called again (None: never). ``moved`` is told when an item was planned again some days later."""

    kind: str
    act: Callable[[Work, AgendaItem], datetime | None]
    moved: Callable[[Work, AgendaItem, int], None] | None = None

    @property
    def key(self) -> str:
        return self.kind


class PlannedMoments(TypedDict, total=False):
    """When something planned opens, is due, closes and is to be acted on, and what is kept with it."""

    opens_at: Required[datetime]
    due_at: Required[datetime]
    closes_at: datetime | None
    act_at: datetime | None
    occurrence: int
    details: dict[str, Any] | None
    stands: bool


def plan(work: Work, enrolment_id: int, kind: str, key: str, **moments: Unpack[PlannedMoments]) -> AgendaItem:
    """Plan one thing for an enrolment. The database refuses a second row for the same kind, key and occurrence."""
    return plan_about(work, Subject("enrolment", enrolment_id), kind, key, **moments)


def plan_about(
    work: Work,
    subject: Subject,
    kind: str,
    key: str,
    *,
    opens_at: datetime,
    due_at: datetime,
    closes_at: datetime | None = None,
    act_at: datetime | None = None,
    occurrence: int = 0,
    details: dict[str, Any] | None = None,
    stands: bool = False,
) -> AgendaItem:
    """The same for whatever it is about: an enrolment, a person, a group or an organisation."""
    return work.add(
        AgendaItem(
            **{f"{subject.kind}_id": subject.id},
            kind=kind,
            key=key,
            occurrence=occurrence,
            opens_at=opens_at,
            due_at=due_at,
            closes_at=closes_at,
            act_at=act_at,
            state="planned",
            details=details or {},
            stands=stands,
        )
    )


def plan_once(work: Work, subject: Subject, kind: str, at: datetime) -> None:
    """The one row of this kind for whatever it is about, unless there is one; of two who find none, one plans it. One statement
    where there is one."""
    planned = select(AgendaItem.id).where(planned_for(subject), AgendaItem.kind == kind)
    if work.session.scalar(planned.limit(1)) is not None:
        return
    try:
        with work.apart():
            plan_about(work, subject, kind, "", opens_at=at, due_at=at, act_at=at)
            work.session.flush()
    except IntegrityError:
        log.info("agenda_planned_already", kind=kind)


def finish(item: AgendaItem, at: datetime) -> None:
    """It was done; the clock has nothing more to do about it."""
    item.state, item.done_at, item.act_at = "done", at, None


def fail(item: AgendaItem, reason: str) -> None:
    """It can never be done, for this reason (at most 60 characters); the clock lets it be until an operator runs it again."""
    item.state, item.reason, item.act_at = "failed", reason, None
    item.failures = (item.failures or 0) + 1


def cancel_planned(work: Work, enrolment_id: int, reason: str) -> None:
    """Cancel everything still planned for this enrolment, remembering why. One statement."""
    work.session.execute(
        update(AgendaItem)
        .where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.state == "planned", AgendaItem.stands.is_(False))
        .values(state="cancelled", act_at=None, reason=reason)
    )


def cancel_planned_of(work: Work, enrolments: Select[int], reason: str) -> None:
    """Cancel everything still planned for the enrolments of this statement. One statement."""
    work.session.execute(
        update(AgendaItem)
        .where(AgendaItem.enrolment_id.in_(enrolments), AgendaItem.state == "planned", AgendaItem.stands.is_(False))
        .values(state="cancelled", act_at=None, reason=reason)
        .execution_options(synchronize_session="fetch")
    )


def hold_open(work: Work, enrolment_id: int, *reasons: str) -> list[AgendaItem]:
    """What is planned for this enrolment, and what was cancelled for one of these reasons, by id; what stands through pause
    and exit left out. Held until the unit of work ends. One statement."""
    cancelled = and_(AgendaItem.state == "cancelled", AgendaItem.reason.in_(reasons))
    return list(
        work.session.scalars(
            select(AgendaItem)
            .where(
                AgendaItem.enrolment_id == enrolment_id,
                or_(AgendaItem.state == "planned", cancelled),
                AgendaItem.stands.is_(False),
            )
            .order_by(AgendaItem.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def call_off(item: AgendaItem, reason: str) -> None:
    """It is not to be done, for this reason; the clock lets it be."""
    item.state, item.reason, item.act_at = "cancelled", reason, None


def restore(work: Work, enrolment_id: int, reason: str, days: int) -> int:
    """Plan again exactly what was cancelled for this reason, ``days`` later at the same time on the wall. Returns how
    many."""
    items = work.session.scalars(
        select(AgendaItem).where(
            AgendaItem.enrolment_id == enrolment_id, AgendaItem.state == "cancelled", AgendaItem.reason == reason
        )
    ).all()
    for item in items:
        item.opens_at = days_later(item.opens_at, days, work.zone)
        item.due_at = days_later(item.due_at, days, work.zone)
        item.closes_at = days_later(item.closes_at, days, work.zone) if item.closes_at else None
        item.state, item.reason, item.act_at = "planned", None, max(item.opens_at, work.now)
        # What was told as late before is told again if it is late after.
        item.details = {name: value for name, value in item.details.items() if name != "overdue"}
        handler = work.catalogue.all(AgendaHandler).get(item.kind)
        if handler is not None and handler.moved is not None:
            handler.moved(work, item, days)
    return len(items)


def tick(platform: Platform, most: int = 200) -> int:
    """Take what is due now, at most ``most`` items, :data:`BATCH` in a unit of work and each in a savepoint of its own. Returns how
    many were acted on.

    Several clocks may run: an item is locked while it is acted on, and skipped by the others. So is its enrolment, which whoever
    pauses or ends it holds before anything planned is touched: neither waits for the other in a ring. What is planned for anything
    else comes after, each in a unit of work of its own: whoever acts on one may wait for an enrolment, and holds nothing else.
    """
    return _take(platform, _OF_ENROLMENTS, most, BATCH) + _take(platform, _OF_OTHERS, most, 1)


_DUE = (
    select(AgendaItem)
    .where(AgendaItem.act_at <= bindparam("now", type_=UtcTime))
    .order_by(AgendaItem.act_at, AgendaItem.id)
    .limit(bindparam("batch"))
)
_OF_ENROLMENTS = _DUE.join(_ENROLMENT, _ENROLMENT.c.id == AgendaItem.enrolment_id).with_for_update(
    skip_locked=True, key_share=True, of=(AgendaItem, _ENROLMENT)
)
_OF_OTHERS = _DUE.where(AgendaItem.enrolment_id.is_(None)).with_for_update(skip_locked=True, key_share=True)


def _take(platform: Platform, due: Select[AgendaItem], most: int, together: int) -> int:
    done = 0
    while done < most:
        with platform.work() as work:
            items = work.session.scalars(due, {"now": work.now, "batch": min(together, most - done)}).all()
            for item in items:
                # One before it may have called it off.
                if item.act_at is not None and item.act_at <= work.now:
                    act_on(work, item)
        done += len(items)
        if len(items) < together:
            return done
    return done


def act_on(work: Work, item: AgendaItem) -> None:
    """Let the handler of this kind act, and set when it is called next. A failure is counted and tried again in five minutes, and
    what nobody handles, since its plugin is away, in a day."""
    handler = work.catalogue.all(AgendaHandler).get(item.kind)
    if handler is None:
        _failed(item, NO_HANDLER, work.now, WAIT_FOR_PLUGIN)
        log.error("agenda_kind_unknown", kind=item.kind, item=item.id)
        return
    try:
        with work.apart():
            item.act_at = handler.act(work, item)
    except Exception as fault:
        _failed(item, type(fault).__name__, work.now, RETRY)
        log.exception("agenda_item_failed", kind=item.kind, item=item.id)
    else:
        if item.failures and item.state != "failed":
            item.failures, item.fault, item.failing_since = 0, None, None


def _failed(item: AgendaItem, fault: str, now: datetime, again: timedelta) -> None:
    item.failures, item.fault, item.failing_since = item.failures + 1, fault[:60], item.failing_since or now
    item.act_at = now + again


def planned_ahead(work: Work) -> tuple[int, int, int]:
    """How much the clock has planned: in the next hour, later today, and tomorrow. One statement."""
    hour = work.now + timedelta(hours=1)
    midnight, next_midnight = (at_wall_time(work.today + timedelta(days=days), time(0), work.zone) for days in (1, 2))
    soon, today, tomorrow = work.session.execute(
        select(
            func.count().filter(AgendaItem.act_at < hour),
            func.count().filter(AgendaItem.act_at >= hour, AgendaItem.act_at < midnight),
            func.count().filter(AgendaItem.act_at >= max(hour, midnight)),
        ).where(AgendaItem.act_at >= work.now, AgendaItem.act_at < next_midnight)
    ).one()
    return soon, today, tomorrow


def is_late(work: Work, grace: timedelta = GRACE) -> bool:
    """Whether something due has waited longer than ``grace``: the clock is not running, or not keeping up."""
    return work.session.scalar(select(AgendaItem.id).where(AgendaItem.act_at < work.now - grace).limit(1)) is not None
