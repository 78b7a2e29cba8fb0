"""Alerts that were raised, and their history."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key

STATES = ("raised", "escalated", "opened", "closed")


class RaisedAlert(Base):
    """One alert about one enrolment. raised -> (escalated ->) opened -> closed; never back, and only closed with a note.

    ``cause`` is what one alert of its kind is raised about once: ``response:<id>`` for answers, handed in or drafted, and
    for the clock the silence, form or appointment. ``owner_id`` is who answers for it: the therapist when it is raised, and
    then whoever takes it.
    """

    __tablename__ = "alert"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    alert: Mapped[str] = mapped_column(String(80))
    cause: Mapped[str] = mapped_column(String(60))
    severity: Mapped[str] = mapped_column(String(10))
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    crisis: Mapped[bool] = mapped_column(default=False)
    crisis_shown_at: Mapped[datetime | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(10), default="raised")
    raised_at: Mapped[datetime]
    open_by: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("enrolment_id", "alert", "cause"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_when"),
        Index("ix_alert_enrolment_id_state", "enrolment_id", "state"),
    )


class AlertEvent(Base):
    """One thing that happened to an alert: append-only. ``kind`` is raised, notified (``by_id`` was told),
    escalated, opened, taken (by somebody else than who opened it), action or closed.

    ``note_sealed`` holds what was written at action and closed, and at raised the facts that raised it, as JSON.
    """

    __tablename__ = "alert_event"

    id: Mapped[Key]
    alert_id: Mapped[int] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class AlertOptOut(Base):
    """That one kind of alert is not raised about one enrolment, who decided so and why. Never for one that shows the crisis text.

    A row is ended, not deleted: ``ended_at`` is when the alert counted again.
    """

    __tablename__ = "alert_opt_out"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    alert: Mapped[str] = mapped_column(String(80))
    since: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class OpenAlert(NamedTuple):
    """An open alert as a list shows it: columns of :class:`RaisedAlert`."""

    id: int
    enrolment_id: int
    alert: str
    severity: str
    crisis: bool
    state: str
