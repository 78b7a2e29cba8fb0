"""What is decided about erasing people, what forbids it, and what is left to show that it was done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.identity.models import Person
from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column

OUTCOMES = ("confirmed", "refused", "withdrawn")
_WAITING = "decided_at IS NULL"


class LegalHold(Base):
    """That nothing of a person may be erased: who says so at which organisation, why, and until when (None: until it is lifted)."""

    __tablename__ = "legal_hold"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    why = sealed_column(row=("person_id", "organisation_id"))
    until: Mapped[date | None] = mapped_column(Date)
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(viewonly=True, foreign_keys=person_id)
    set_by: Mapped[Person] = relationship(viewonly=True, foreign_keys=set_by_id)

    __table_args__ = (
        CheckConstraint("(lifted_at IS NULL) = (lifted_by_id IS NULL)", name="lifted_when_and_by_whom"),
        Index("ix_legal_hold_organisation_id", "organisation_id"),
    )


class Erasure(Base):
    """That somebody asks for a person to be erased, what another decided, and what came of it.

    ``person_id`` is no foreign key: it is a number without a name when it is done. ``whole``: the health record too. ``ground`` is
    where the decision is written down, and goes with her. ``stopped_at`` is when something stood in the way after all.
    """

    __tablename__ = "erasure"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    whole: Mapped[bool]
    ground = sealed_column(row=("person_id", "organisation_id"), nullable=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str | None] = mapped_column(String(10))
    stopped_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("erasure_certificate.id"))

    asked_by: Mapped[Person] = relationship(viewonly=True, foreign_keys=asked_by_id)
    decided_by: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=decided_by_id)

    __table_args__ = (
        CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome"),
        CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL) AND (decided_at IS NULL) = (decided_by_id IS NULL)",
            name="decided_when_how_and_by_whom",
        ),
        CheckConstraint("outcome <> 'confirmed' OR decided_by_id <> asked_by_id", name="two_persons"),
        CheckConstraint("(done_at IS NULL) = (certificate_id IS NULL)", name="done_with_a_certificate"),
        Index(
            "uq_erasure_waiting", "person_id", unique=True, postgresql_where=text(_WAITING), sqlite_where=text(_WAITING)
        ),
        Index("ix_erasure_organisation_id", "organisation_id"),
    )


class ErasureCertificate(Base):
    """What was erased: how many rows of each class, when, and by what rule; of whom it does not say. Never changed."""

    __tablename__ = "erasure_certificate"

    id: Mapped[Key]
    at: Mapped[datetime]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    rule: Mapped[str] = mapped_column(String(40))
    people: Mapped[int]
    counts: Mapped[dict[str, Any]]
    signature: Mapped[str] = mapped_column(String(128))
    signed_by: Mapped[str] = mapped_column(String(64))


class ErasedPerson(Base):
    """That whoever has this keyed digest was erased, and when she was put on the list that is kept elsewhere."""

    __tablename__ = "erased_person"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    listed_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_erased_person_not_listed",
            "digest",
            postgresql_where=text("listed_at IS NULL"),
            sqlite_where=text("listed_at IS NULL"),
        ),
    )
