"""Alerts that were raised, and their history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key

STATES = ("raised", "escalated", "opened", "closed")


class RaisedAlert(Base):
    """One alert about one enrolment. raised -> (escalated ->) opened -> closed; never back, and only closed with a note."""

    __tablename__ = "alert"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    alert: Mapped[str] = mapped_column(String(80))
    cause: Mapped[str] = mapped_column(String(60))
    severity: Mapped[str] = mapped_column(String(10))
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    crisis: Mapped[bool] = mapped_column(default=False)
    crisis_shown_at: Mapped[datetime | None]
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
    """One thing that happened to an alert: append-only. ``kind`` is raised, notified, opened, escalated, action or closed."""

    __tablename__ = "alert_event"

    id: Mapped[Key]
    alert_id: Mapped[int] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
