"""What becomes of a notice after an attempt or a receipt, of it and of those it spoke for; and the key it is known by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from varde.alerts.service import remember_told
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.service import NOT_REACHED, NOT_SENT
from varde.notifications.values import MachineAnswer

log = structlog.get_logger("varde.notifications")


def key_of(row: Delivery) -> str:
    """The key under which a machine knows this notice: its number and its moment, so that a restored database, which gives the
    same numbers to other notices, repeats none of them."""
    return f"V-{row.id}-{int(row.planned_at.timestamp())}"


def id_in(key: str) -> int | None:
    """The number in such a key; None when it is none."""
    parts = key.split("-")
    return int(parts[1]) if len(parts) == 3 and parts[0] == "V" and parts[1].isascii() and parts[1].isdigit() else None


def settle(
    work: Work, row: Delivery, state: str, wait: timedelta | None, answer: MachineAnswer, carried: Sequence[Delivery]
) -> None:
    """The state after an attempt or its receipt, of the notice and of those it spoke for."""
    row.state, row.next_at = state, None if wait is None else work.now + wait
    if state in ("sent", "delivered"):
        _note_sent(work, row)
    elif state == "given_up":
        give_up(row, answer)
    else:
        row.reason = answer.said or None
    for each in carried:
        each.state, each.channel, each.sent_at, each.reason = state, row.channel, row.sent_at, row.reason


def _note_sent(work: Work, row: Delivery) -> None:
    """It has gone out; of an alert, that stands in its history too."""
    row.reason = None
    if row.sent_at is not None:
        return
    row.sent_at = work.now
    if row.notice == "alert" and row.person_id is not None:
        remember_told(work, int(row.key.split(":")[1]), row.person_id)


def give_up(row: Delivery, answer: MachineAnswer) -> None:
    """It is tried no more, and whoever answers for her sees it."""
    row.state, row.next_at, row.unsure = "given_up", None, False
    row.reason = NOT_REACHED if answer.outcome == "refused" else NOT_SENT
    log.warning("notice_given_up", delivery_id=row.id, channel=row.channel, said=answer.said)


def carried_by(work: Work, rows: Sequence[Delivery]) -> Sequence[Delivery]:
    """Those that these speak for. One statement."""
    return work.session.scalars(select(Delivery).where(Delivery.carrier_id.in_([row.id for row in rows]))).all()


def free(carried: Iterable[Delivery], at: datetime | None) -> None:
    """What the notice was to speak for is a notice of its own again."""
    for each in carried:
        each.state, each.carrier_id, each.next_at = "queued", None, at
