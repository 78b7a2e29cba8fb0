"""The keys of machines, and what each has been answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key


class DoorToken(Base):
    """A key of a machine (``name``) for one door of one part, and for one enrolment. Only its hash is stored.

    ``window_began_at`` and ``calls`` count how often it was used within the minute. ``last_used_at`` and ``last_from`` say when and
    from which network address it was used last, ``before_from`` from which a little before, and ``elsewhere_at`` when it was last
    used from two at the same time.
    """

    __tablename__ = "door_token"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    part: Mapped[str] = mapped_column(String(40))
    door: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    window_began_at: Mapped[datetime]
    calls: Mapped[int] = mapped_column(default=0)
    last_used_at: Mapped[datetime | None]
    last_from: Mapped[str] = mapped_column(String(45), default="", server_default="")
    before_from: Mapped[str] = mapped_column(String(45), default="", server_default="")
    elsewhere_at: Mapped[datetime | None]


class AnsweredCall(Base):
    """A call that was taken in, known by the key's own word for it (``once``), and what it was answered."""

    __tablename__ = "door_answer"

    id: Mapped[Key]
    token_id: Mapped[int] = mapped_column(ForeignKey("door_token.id", ondelete="CASCADE"))
    once: Mapped[str] = mapped_column(String(80))
    body_hash: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (UniqueConstraint("token_id", "once"),)
