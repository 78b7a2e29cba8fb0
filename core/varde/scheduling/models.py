"""The agenda, the appointments, and when and where they can be: opening hours, days that are closed, rooms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
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


class OpeningHours(Base):
    """When an organisation reads and answers on one weekday (0 is Monday), as ``HH:MM`` on the wall. A weekday without a row is
    closed; an organisation without any has not said."""

    __tablename__ = "opening_hours"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    opens: Mapped[str] = mapped_column(String(5))
    closes: Mapped[str] = mapped_column(String(5))

    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens < closes", name="opens_before_it_closes"),
    )


class ClosedDays(Base):
    """That an organisation is closed from one day to another, both included, beside the public holidays."""

    __tablename__ = "closed_days"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    why: Mapped[str] = mapped_column(String(80))

    __table_args__ = (
        UniqueConstraint("organisation_id", "first_day"),
        CheckConstraint("first_day <= last_day", name="first_before_last"),
    )


ROOM_PURPOSES = ("talks", "groups", "video")


class Room(Base):
    """A room of an organisation, or a fixed room for video, which has no ``seats``."""

    __tablename__ = "room"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(60))
    seats: Mapped[int | None]
    purpose: Mapped[str] = mapped_column(String(10))
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        CheckConstraint(f"purpose IN {ROOM_PURPOSES}", name="purpose"),
    )
