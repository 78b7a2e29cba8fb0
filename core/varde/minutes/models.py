"""Minutes that were spent on an enrolment, and each correction of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column

KINDS = ("message", "feedback", "meeting", "call")


class SpentMinutes(Base):
    """What one deed took. ``key`` says which deed it was, so that it is counted once; ``minutes`` is what is held of it now."""

    __tablename__ = "spent_minutes"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    minutes: Mapped[int]

    __table_args__ = (
        UniqueConstraint("enrolment_id", "key"),
        Index("ix_spent_minutes_by_id_at", "by_id", "at"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="within_a_day"),
    )


class MinutesChange(Base):
    """That somebody corrected what a deed took, and why."""

    __tablename__ = "minutes_change"

    id: Mapped[Key]
    spent_id: Mapped[int] = mapped_column(ForeignKey("spent_minutes.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    before: Mapped[int]
    after: Mapped[int]
    reason = sealed_column(row=("spent_id", "number"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("spent_id", "number"),)
