"""Blocks: a patient keeps a named person out of the record. Kin: staff are kept out of the records of their close ones. Flags: what
in the access log is worth a question."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.identity.models import Organisation, Person
from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column


class Block(Base):
    """``patient_id`` does not let ``blocked_id`` open the record."""

    __tablename__ = "block"

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    blocked_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("patient_id", "blocked_id"),)


class Kin(Base):
    """That ``person_id``, of the staff, is close to whoever has this fingerprint (see :mod:`varde.privacy.kin`)."""

    __tablename__ = "kin"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    label = sealed_column(row=("person_id", "fingerprint"))
    declared_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("person_id", "fingerprint"),)


ANSWERS = ("fine", "asked", "reported")


class AccessFlag(Base):
    """That what ``actor_id`` did in a patient's record on one day, where ``organisation_id`` treats her, is worth a question.

    ``flags`` are some of :data:`varde.privacy.flag_rules.FLAGS` with spaces between, ``looks`` how many entries of the access log
    there are, and ``answer`` what came of the question: all was fine, she was asked, or it was reported.
    """

    __tablename__ = "access_flag"

    id: Mapped[Key]
    day: Mapped[date] = mapped_column(Date)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    flags: Mapped[str] = mapped_column(String(120))
    looks: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words = sealed_column(row=("day", "actor_id", "patient_id", "organisation_id"), nullable=True)

    actor: Mapped[Person] = relationship(viewonly=True, foreign_keys=actor_id)
    patient: Mapped[Person] = relationship(viewonly=True, foreign_keys=patient_id)
    answered_by: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=answered_by_id)
    organisation: Mapped[Organisation] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("day", "actor_id", "patient_id", "organisation_id"),
        CheckConstraint(f"answer IN {ANSWERS}", name="answer"),
        CheckConstraint(
            "(answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (answered_by_id IS NULL)",
            name="answered_when_by_whom_and_how",
        ),
        Index("ix_access_flag_organisation_id_answered_at", "organisation_id", "answered_at"),
    )


class FlaggedDay(Base):
    """That the access log of this day has been gone through."""

    __tablename__ = "flagged_day"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    at: Mapped[datetime]
