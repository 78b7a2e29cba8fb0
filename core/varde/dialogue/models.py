"""Threads and messages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.identity.models import Person
from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column


class Thread(Base):
    """The one conversation of an enrolment. ``waiting_since`` is the oldest patient message nobody has answered."""

    __tablename__ = "thread"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    waiting_since: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]
    unread_by_patient: Mapped[int] = mapped_column(default=0)
    unread_by_therapist: Mapped[int] = mapped_column(default=0)


class Message(Base):
    """One message, sealed for its thread and author. Never edited. ``files`` is how many came with it."""

    __tablename__ = "message"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("thread.enrolment_id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_patient: Mapped[bool]
    body = sealed_column(row=("enrolment_id", "author_id", "idempotency_key"))
    sent_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    files: Mapped[int] = mapped_column(server_default="0", default=0)

    author: Mapped[Person] = relationship()
