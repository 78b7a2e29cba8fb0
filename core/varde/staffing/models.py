"""Presence and absence of staff."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.identity.models import Person
from varde.kernel.db import Base, Key

REASONS = ("course", "holiday", "illness", "leave")


class Presence(Base):
    """The weekdays somebody is present, as digits from 0 (Monday), and who answers on the others (None: the clinic's queue).
    Without a row she is there every working day."""

    __tablename__ = "presence"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    weekdays: Mapped[str] = mapped_column(String(5))
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]

    substitute: Mapped[Person | None] = relationship(foreign_keys=[substitute_id])


class Absence(Base):
    """That somebody is away from one day to another, both included, and who answers meanwhile (None: the clinic's queue).

    ``reason`` is for heads alone. ``begun_at`` is when the clock had everything handed to whoever answers.
    """

    __tablename__ = "absence"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(10))
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    reported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reported_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    substitute: Mapped[Person | None] = relationship(foreign_keys=[substitute_id])

    __table_args__ = (
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        CheckConstraint("first_day <= last_day", name="first_before_last"),
        Index("ix_absence_person_id_last_day", "person_id", "last_day"),
    )
