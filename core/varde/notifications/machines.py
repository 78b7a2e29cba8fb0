"""The machines that notices go by: how each does, and what has no receipt; and what is held to: what went out that should not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from sqlalchemy import and_, case, func, or_, select

from varde.kernel.work import Work
from varde.notifications.models import Delivery, DeliveryAttempt
from varde.notifications.rules import AT_ONCE
from varde.notifications.values import Channel
from varde.scheduling.rules import QUIET_FROM, QUIET_UNTIL, at_wall_time

LOOKED_BACK = timedelta(hours=24)
RECEIPT_WITHIN = timedelta(hours=1)
"""How long a gateway may take to say that a message has arrived before its silence is counted."""
HELD_DAYS = 7
TAKEN = ("sent", "delivered")
MachineState = Literal["up", "down", "idle", "none"]


@dataclass(frozen=True, slots=True)
class MachineNow:
    """One machine: ``taken_at`` is when it last took something in the last day, ``failed_at`` when it last did not, ``said`` what
    it answered then, ``unreceipted`` how many it has taken more than an hour ago, in that day, and said nothing of since."""

    channel: Channel
    state: MachineState
    taken_at: datetime | None
    failed_at: datetime | None
    said: str
    unreceipted: int


@dataclass(frozen=True, slots=True)
class HeldTo:
    """What went out and should not have, in the last seven days: how many in the quiet hours, how many twice (once more under the
    same key, where nobody knew whether it was taken), and how many people who were told more often today than is allowed."""

    in_quiet_hours: int
    twice: int
    told_too_often: int


def state_of_machine(*, is_set_up: bool, taken_at: datetime | None, failed_at: datetime | None) -> MachineState:
    """``down`` while the last attempt came to nothing, ``idle`` where none was made in the last day."""
    if not is_set_up:
        return "none"
    if failed_at is not None and (taken_at is None or failed_at > taken_at):
        return "down"
    return "idle" if taken_at is None else "up"


def machines_now(work: Work) -> list[MachineNow]:
    """Every channel, by key. Three statements."""
    since = work.now - LOOKED_BACK
    taken = DeliveryAttempt.state.in_(TAKEN)
    # A number that is none is an answer, and the machine is up.
    failed = DeliveryAttempt.state == "failed"
    rows = work.session.execute(
        select(
            DeliveryAttempt.channel,
            func.max(case((or_(taken, DeliveryAttempt.state == "given_up"), DeliveryAttempt.began_at))),
            func.max(case((failed, DeliveryAttempt.began_at))),
            func.max(case((failed, DeliveryAttempt.id))),
        )
        .where(DeliveryAttempt.began_at >= since, DeliveryAttempt.began_at <= work.now)
        .group_by(DeliveryAttempt.channel)
    ).all()
    last = {row[0]: row[1:] for row in rows}
    ids = [number for *_, number in last.values() if number is not None]
    said_by = select(DeliveryAttempt.id, DeliveryAttempt.said).where(DeliveryAttempt.id.in_(ids))
    said = dict(work.session.execute(said_by).all())
    silent = work.session.execute(
        select(DeliveryAttempt.channel, func.count(Delivery.id.distinct()))
        .join(Delivery, Delivery.id == DeliveryAttempt.delivery_id)
        .where(
            DeliveryAttempt.state == "sent",
            Delivery.state == "sent",
            Delivery.claimed_at >= since,
            Delivery.claimed_at < work.now - RECEIPT_WITHIN,
        )
        .group_by(DeliveryAttempt.channel)
    )
    unreceipted = dict(silent.all())
    return [
        _machine(work, channel, last.get(key, (None, None, None)), said, unreceipted)
        for key, channel in sorted(work.catalogue.all(Channel).items())
    ]


def _machine(
    work: Work,
    channel: Channel,
    last: tuple[datetime | None, datetime | None, int | None],
    said: dict[int, str],
    unreceipted: dict[str, int],
) -> MachineNow:
    taken_at, failed_at, number = last
    is_set_up = channel.sender(work.settings) is not None
    state = state_of_machine(is_set_up=is_set_up, taken_at=taken_at, failed_at=failed_at)
    # Receipts are what a gateway sends; a mail server has none.
    waits = unreceipted.get(channel.key, 0) if channel.serves == "sms" and is_set_up else 0
    return MachineNow(channel, state, taken_at, failed_at, said.get(number or 0, "") if state == "down" else "", waits)


def held_to(work: Work) -> HeldTo:
    """What is held to, and whether it was. Three statements."""
    counted = Delivery.notice.not_in(AT_ONCE), Delivery.asked.is_(False), Delivery.channel.in_(("sms", "email"))
    nights = [
        and_(DeliveryAttempt.began_at >= begin, DeliveryAttempt.began_at < end)
        for days in range(-1, HELD_DAYS + 1)  # tonight has begun before midnight
        for begin, end in [_night(work, days)]
    ]
    quiet = work.session.scalar(
        select(func.count())
        .select_from(DeliveryAttempt)
        .join(Delivery, Delivery.id == DeliveryAttempt.delivery_id)
        .where(DeliveryAttempt.state.in_(TAKEN), or_(*nights), *counted)
    )
    since = work.now - timedelta(days=HELD_DAYS)
    repeated = (
        select(DeliveryAttempt.delivery_id)
        .where(DeliveryAttempt.began_at >= since, DeliveryAttempt.state.in_(TAKEN))
        .group_by(DeliveryAttempt.delivery_id)
        .having(func.count() > 1)
    )
    midnight = at_wall_time(work.today, time(0), work.zone)
    too_often = (
        select(Delivery.person_id)
        .where(Delivery.sent_at >= midnight, Delivery.carrier_id.is_(None), Delivery.person_id.is_not(None), *counted)
        .group_by(Delivery.person_id)
        .having(func.count() > work.settings.notices_a_day)
    )
    return HeldTo(
        quiet or 0,
        work.session.scalar(select(func.count()).select_from(repeated.subquery())) or 0,
        work.session.scalar(select(func.count()).select_from(too_often.subquery())) or 0,
    )


def _night(work: Work, days: int) -> tuple[datetime, datetime]:
    """The quiet hours that end on the wall in the morning of the day so many days ago."""
    day = work.today - timedelta(days=days)
    return (at_wall_time(day - timedelta(days=1), QUIET_FROM, work.zone), at_wall_time(day, QUIET_UNTIL, work.zone))
