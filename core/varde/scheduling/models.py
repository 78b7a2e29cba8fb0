"""The agenda and the appointments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key

STATES = ("planned", "done", "cancelled", "missed", "failed")


class AgendaItem(Base):
    """Something planned for an enrolment. ``act_at`` is when the clock next has something to do about it (None: never).

    ``opens_at``/``due_at``/``closes_at`` bound what a person can do about it. One row for each
    (enrolment, kind, key, occurrence). ``stands``: pause and exit do not cancel it.
    """

    __tablename__ = "agenda_item"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(60))
    occurrence: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    act_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(12), default="planned")
    done_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(60))
    stands: Mapped[bool] = mapped_column(default=False)
    details: Mapped[dict[str, Any]]

    __table_args__ = (
        UniqueConstraint("enrolment_id", "kind", "key", "occurrence"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        Index("ix_agenda_item_act_at", "act_at", postgresql_where=text("act_at IS NOT NULL")),
    )


class Appointment(Base):
    """A time with a therapist: ``kind`` is video, phone, physical or group."""

    __tablename__ = "appointment"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    therapist_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(12), default="booked")

    __table_args__ = (
        CheckConstraint("kind IN ('video', 'phone', 'physical', 'group')", name="kind"),
        CheckConstraint("state IN ('booked', 'attended', 'missed', 'cancelled')", name="state"),
    )
