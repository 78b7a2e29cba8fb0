"""Messages as operators see them: serial numbers, states and what machines answered; no name, no number, no words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from varde.kernel.errors import NotFound
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.models import Delivery, DeliveryAttempt
from varde.notifications.rules import STATES
from varde.notifications.service import DISPATCH
from varde.notifications.settling import give_up
from varde.notifications.values import MachineAnswer
from varde.scheduling.rules import at_wall_time

GRACE = timedelta(minutes=5)
"""How long after its moment a notice may still be on its way before it counts as due and not sent."""
GIVEN_UP_DAYS = timedelta(days=30)
MOST = 200
OPEN = ("queued", "sending", "failed")


class NothingToSend(NotFound):
    """None of these can be sent again, or given up, as they stand now."""

    sentence = Text(
        "Ingen av meldingene står slik at de kan kjøres på nytt eller gis opp. Hent siden på nytt.",
        "Ingen av meldingane står slik at dei kan køyrast på nytt eller bli gitt opp. Hent sida på nytt.",
        "None of the messages stands so that it can be sent again or given up. Load the page again.",
    )


@dataclass(frozen=True, slots=True)
class LateKind:
    """Notices of one kind that are due and not sent: how many, since when, the last answer, and when they are tried."""

    notice: str
    count: int
    since: datetime
    said: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class HourCount:
    """Attempts in one hour of today, on the wall."""

    hour: int
    taken: int
    failed: int


@dataclass(frozen=True, slots=True)
class GivenUp:
    """One notice that is given up: ``said`` is the machine's last answer, ``rung`` that somebody has told her."""

    id: int
    channel: str
    attempts: int
    planned_at: datetime
    said: str
    rung: bool


@dataclass(frozen=True, slots=True)
class MessagesNow:
    """How messages go: the six states of today, what is late, hour by hour, and what is given up."""

    counts: dict[str, int]
    late: tuple[LateKind, ...]
    hours: tuple[HourCount, ...]
    given_up: tuple[GivenUp, ...]
    is_clock_back: bool


def late_before(work: Work) -> datetime:
    """Whatever should have gone out before this moment and has not is late."""
    return work.now - GRACE


def messages_now(work: Work) -> MessagesNow:
    """All of it. Five statements, however many messages there are."""
    midnight = at_wall_time(work.today, time(0), work.zone)
    today = or_(Delivery.state.in_(OPEN), Delivery.claimed_at >= midnight)
    counts = dict.fromkeys(STATES, 0)
    for state, count in work.session.execute(
        select(Delivery.state, func.count()).where(today, Delivery.carrier_id.is_(None)).group_by(Delivery.state)
    ):
        counts[state] = count
    newest = work.session.scalar(select(func.max(DeliveryAttempt.began_at)))
    return MessagesNow(
        counts, _late(work), _hours(work, midnight), given_up(work), newest is not None and newest > work.now + GRACE
    )


def _late(work: Work) -> tuple[LateKind, ...]:
    rows = work.session.execute(
        select(
            Delivery.notice,
            func.count(),
            func.min(Delivery.planned_at),
            func.min(Delivery.reason),
            func.min(Delivery.next_at),
        )
        .where(_is_late(work))
        .group_by(Delivery.notice)
        .order_by(func.min(Delivery.planned_at))
    )
    return tuple(LateKind(notice, count, since, said or "", next_at) for notice, count, since, said, next_at in rows)


def _is_late(work: Work) -> ColumnElement[bool]:
    """Due and not sent: its moment is over and nobody has taken it, or it did not get through."""
    overdue = and_(Delivery.state.in_(("queued", "sending")), Delivery.next_at < late_before(work))
    return and_(or_(overdue, Delivery.state == "failed"), Delivery.carrier_id.is_(None))


def _hours(work: Work, midnight: datetime) -> tuple[HourCount, ...]:
    counts = {hour: [0, 0] for hour in range(work.now.astimezone(work.zone).hour + 1)}
    rows = work.session.execute(
        select(DeliveryAttempt.began_at, DeliveryAttempt.state).where(
            DeliveryAttempt.began_at >= midnight,
            DeliveryAttempt.began_at <= work.now,
            DeliveryAttempt.ended_at.is_not(None),
        )
    )
    for began_at, state in rows:
        hour = began_at.astimezone(work.zone).hour
        counts.setdefault(hour, [0, 0])[state not in ("sent", "delivered")] += 1
    return tuple(HourCount(hour, *pair) for hour, pair in sorted(counts.items()))


def given_up(work: Work) -> tuple[GivenUp, ...]:
    """What is given up and was planned in the last thirty days, newest first. One statement."""
    last = (
        select(DeliveryAttempt.said)
        .where(DeliveryAttempt.delivery_id == Delivery.id)
        .order_by(DeliveryAttempt.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = work.session.execute(
        select(Delivery.id, Delivery.channel, Delivery.attempts, Delivery.planned_at, last, Delivery.rung_at)
        .where(
            Delivery.state == "given_up", Delivery.carrier_id.is_(None), Delivery.planned_at >= work.now - GIVEN_UP_DAYS
        )
        .order_by(Delivery.id.desc())
        .limit(MOST)
    )
    return tuple(
        GivenUp(number, channel, attempts, planned_at, said or "", rung_at is not None)
        for number, channel, attempts, planned_at, said, rung_at in rows
    )


def listed(work: Work, state: str | None = None, most: int = MOST) -> list[Delivery]:
    """The newest notices, of one state when it is given; ``late`` is what is due and not sent. One statement."""
    rows = select(Delivery).order_by(Delivery.id.desc()).limit(most)
    if state is not None:
        rows = rows.where(_is_late(work) if state == "late" else Delivery.state == state)
    return list(work.session.scalars(rows))


def late_ids(work: Work) -> list[int]:
    """The numbers of what is due and not sent, oldest first, at most as many as are listed."""
    return list(work.session.scalars(select(Delivery.id).where(_is_late(work)).order_by(Delivery.id).limit(MOST)))


def retry(work: Work, ids: Collection[int]) -> int:
    """Try these again now: what is queued or failed, and what was given up and nobody has rung about. Nothing that was sent goes
    out again. Returns how many. :raises NothingToSend: none of them is such."""
    rows = _held(work, ids, ("queued", "failed", "given_up"))
    for row in rows:
        if row.state == "given_up":
            row.state, row.reason = "failed", None  # one attempt more than it had
        row.next_at = work.now
    work.enqueue_once(DISPATCH)
    return len(rows)


def stop(work: Work, ids: Collection[int]) -> int:
    """Give these up: nobody tries again, and whoever answers for her is asked to ring. Returns how many.
    :raises NothingToSend: none of them waits."""
    rows = _held(work, ids, ("queued", "failed"))
    for row in rows:
        give_up(row, MachineAnswer("later", said="given up by an operator"))
    return len(rows)


def _held(work: Work, ids: Collection[int], states: Sequence[str]) -> list[Delivery]:
    held = select(Delivery).where(
        Delivery.id.in_(ids), Delivery.state.in_(states), Delivery.rung_at.is_(None), Delivery.carrier_id.is_(None)
    )
    rows = list(work.session.scalars(held.order_by(Delivery.id).with_for_update(skip_locked=True)))
    if not rows:
        raise NothingToSend()
    return rows
