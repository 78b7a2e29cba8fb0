"""What was changed about a person, and what is asked about her. Values are sealed text; see :mod:`varde.people.facts`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key, edition
from varde.kernel.sealed import sealed_column

SOURCES = ("own", "staff", "referral", "doubt", "join")
"""Where a value came from: the person, staff, a referral, a referral that may be about somebody else, two persons joined."""


class PersonChange(Base):
    """One fact about a person became another; never edited. ``by_id`` is None where Varde itself did it."""

    __tablename__ = "person_change"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    fact: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    before = sealed_column(row=("person_id", "fact"), nullable=True)
    after = sealed_column(row=("person_id", "fact"), nullable=True)

    __table_args__ = (CheckConstraint(f"source IN {SOURCES}", name="source"),)


class PersonQuestion(Base):
    """Which is right: what is known, or what was said now. Answered once, ``taken`` when what was said is right."""

    __tablename__ = "person_question"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    fact: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(10))
    said = sealed_column(row=("person_id", "fact"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken: Mapped[bool | None]
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance
    __table_args__ = (
        CheckConstraint(f"source IN {SOURCES}", name="source"),
        CheckConstraint("(answered_at IS NULL) = (taken IS NULL)", name="answered_when_and_how"),
        Index("ix_person_question_person_id_answered_at", "person_id", "answered_at"),
    )
