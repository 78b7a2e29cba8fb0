"""Deliveries: every notice that was to be sent, and what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key


class Delivery(Base):
    """One notice to one person. ``key`` makes the same notice for the same reason impossible twice. ``rung_at``: there was no way
    to send it, and somebody rang instead."""

    __tablename__ = "delivery"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    notice: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    channel: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="queued")
    text: Mapped[str] = mapped_column(String(500), default="")
    path: Mapped[str] = mapped_column(String(200), default="/")
    recipient_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[str | None] = mapped_column(String(80))
    planned_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    rung_at: Mapped[datetime | None]
    rung_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint("state IN ('queued', 'sending', 'sent', 'failed', 'skipped')", name="state"),
        CheckConstraint("channel IN ('sms', 'email', 'none')", name="channel"),
    )
