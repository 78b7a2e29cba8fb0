"""Deliveries: every notice that was to be sent, each attempt at it, and what became of it; and what a person has chosen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, false
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key
from varde.notifications.rules import SAFETY, STATES

CHANNELS = ("sms", "email", "page", "none")
WAITING_DANGER = sql(f"notice IN {SAFETY} AND next_at IS NOT NULL")
TOPICS = ("sms", "email", "reminder", "module")
"""What a person can say no to: two ways to reach her, and two kinds of notices, by their own names."""
GREETINGS = ("nudge", "choice")
"""Notices that go by themselves and ask for nothing: none goes to somebody in danger, and nobody is rung where one did not come."""


NOT_ARRIVED = sql(
    "(state = 'given_up' OR state = 'skipped' AND reason = 'a number that takes no texts')"
    " AND rung_at IS NULL AND carrier_id IS NULL"
)
"""What did not reach whom it was for, and nobody has rung. In so many words, for the index of those few."""
_OF_TIME, _OF_SESSION = sql("appointment_id IS NOT NULL"), sql("session_id IS NOT NULL")


class Delivery(Base):
    """One notice to one person, or to the duty telephone of ``organisation_id`` where nobody of the staff is on.

    ``key`` makes the same notice for the same reason impossible twice. ``next_at`` is when the machine next has something to do
    about it (None: never). ``appointment_id`` is the time that a patient is told of, ``series`` the row of them, ``session_id`` the
    time of a group. ``asked``: she asked for it this moment. ``carrier_id`` is the notice that speaks for this one too.
    ``unsure``: nobody knows whether the last attempt was taken. ``claimed_at`` is the day it counts in. ``rung_at``: there was no
    way to send it, and somebody rang instead.
    """

    __tablename__ = "delivery"

    id: Mapped[Key]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id", ondelete="SET NULL"))
    series: Mapped[str | None] = mapped_column(String(36))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("group_session.id", ondelete="SET NULL"))
    notice: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    channel: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="queued")
    text: Mapped[str] = mapped_column(String(500), default="")
    path: Mapped[str] = mapped_column(String(200), default="/")
    recipient_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[str | None] = mapped_column(String(80))
    planned_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default=sql("0"), default=0)
    asked: Mapped[bool] = mapped_column(server_default=false(), default=False)
    unsure: Mapped[bool] = mapped_column(server_default=false(), default=False)
    carrier_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id", ondelete="SET NULL"), index=True)
    sent_at: Mapped[datetime | None]
    rung_at: Mapped[datetime | None]
    rung_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(f"channel IN {CHANNELS}", name="channel"),
        CheckConstraint("person_id IS NOT NULL OR organisation_id IS NOT NULL", name="to_whom"),
        Index(
            "ix_delivery_next_at",
            "next_at",
            postgresql_where=sql("next_at IS NOT NULL"),
            sqlite_where=sql("next_at IS NOT NULL"),
        ),
        Index("ix_delivery_danger", "next_at", postgresql_where=WAITING_DANGER, sqlite_where=WAITING_DANGER),
        Index("ix_delivery_not_arrived", "enrolment_id", postgresql_where=NOT_ARRIVED, sqlite_where=NOT_ARRIVED),
        Index("ix_delivery_claimed_at", "claimed_at"),
        Index("ix_delivery_appointment_id", "appointment_id", postgresql_where=_OF_TIME, sqlite_where=_OF_TIME),
        Index("ix_delivery_session_id", "session_id", postgresql_where=_OF_SESSION, sqlite_where=_OF_SESSION),
    )


class DeliveryAttempt(Base):
    """One attempt to hand a notice over: which way, when, what the machine called it and said, and its receipt."""

    __tablename__ = "delivery_attempt"

    id: Mapped[Key]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"))
    number: Mapped[int]
    channel: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10), default="sending")
    provider_id: Mapped[str] = mapped_column(String(80), default="")
    said: Mapped[str] = mapped_column(String(80), default="")
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    receipt_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        Index("uq_delivery_attempt_number", "delivery_id", "number", unique=True),
        Index("ix_delivery_attempt_began_at", "began_at"),
    )


class ContactChoice(Base):
    """That a person said yes or no to one topic. The newest of a topic counts; nothing is edited. ``version`` numbers what she was
    told when she chose (:data:`varde.notifications.choices.VERSION`)."""

    __tablename__ = "contact_choice"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(String(10))
    allowed: Mapped[bool]
    version: Mapped[int]
    source: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(f"topic IN {TOPICS}", name="topic"),
        CheckConstraint("source IN ('own', 'staff')", name="source"),
    )
