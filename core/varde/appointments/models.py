"""Addresses of private calendar feeds, who wants an earlier time, and the PINs of those who host video rooms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base
from varde.kernel.sealed import sealed_column


class CalendarFeed(Base):
    """That a person has an address at which a calendar reads her appointments. The address itself is not kept, only what it is
    known by; making another, or deleting this, ends it."""

    __tablename__ = "calendar_feed"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    made_at: Mapped[datetime]


class EarlierWish(Base):
    """That whoever has this appointment would take an earlier time with the same therapist; whoever answers first has it."""

    __tablename__ = "earlier_wish"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime]


class HostPin(Base):
    """The PIN with which somebody of the staff opens a stored video room as its host: ``address`` is the room's. Hers alone."""

    __tablename__ = "host_pin"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(String(200), primary_key=True)
    kept_at: Mapped[datetime]
    pin = sealed_column()
