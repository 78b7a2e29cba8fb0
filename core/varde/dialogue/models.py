"""Threads and messages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.identity.models import Person
from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column


class Thread(Base):
    """The one conversation of an enrolment. ``waiting_since`` and ``answer_by`` are those of the oldest message of hers that waits
    for an answer, in whichever topic."""

    __tablename__ = "thread"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    waiting_since: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]
    unread_by_patient: Mapped[int] = mapped_column(default=0)
    unread_by_therapist: Mapped[int] = mapped_column(default=0)


class Topic(Base):
    """What some of the messages are about, in the words of whoever began it. A message without one is in the conversation alone."""

    __tablename__ = "topic"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    title = sealed_column(row=("enrolment_id", "number"))
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("enrolment_id", "number"),)


DEEDS = ("settled", "waits_again", "closed", "reopened")


class DialogueDeed(Base):
    """What was done in a conversation beside writing: that messages need no answer, and why, or that one does after all; that a
    topic was closed, or opened again. Append-only.

    ``messages`` are those that waited, by id, with when each was to be answered; ``undoes_id`` is the deed that this takes back.
    """

    __tablename__ = "dialogue_deed"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(12), default="")
    words = sealed_column(row=("enrolment_id", "kind", "once"), nullable=True)
    once: Mapped[str] = mapped_column(String(32))
    messages: Mapped[dict[str, Any]]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue_deed.id", ondelete="CASCADE"), index=True)

    __table_args__ = (CheckConstraint(f"kind IN {DEEDS}", name="kind"),)


class Message(Base):
    """One message, sealed for its thread and author. Never edited. ``files`` is how many came with it. ``answer_by`` says that it
    waits for an answer, and until when; a message of staff never does."""

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
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    answer_by: Mapped[datetime | None]

    author: Mapped[Person] = relationship()


class MessageQuote(Base):
    """What a message speaks of: an entry of an exercise or a score, by its number, and what it said then."""

    __tablename__ = "message_quote"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    said = sealed_column(row=("enrolment_id", "message_id"))

    __table_args__ = (CheckConstraint("kind IN ('entry', 'score')", name="kind"),)


class WrittenTemplate(Base):
    """A template of messages, of one member of staff or of an organisation; ``gone_at`` when it is not to be chosen any more."""

    __tablename__ = "written_template"

    id: Mapped[Key]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(String(60))
    nb: Mapped[str] = mapped_column(String(3000))
    nn: Mapped[str] = mapped_column(String(3000))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    gone_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("(owner_id IS NULL) <> (organisation_id IS NULL)", name="whose"),)
