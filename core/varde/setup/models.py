"""Each change of how an organisation is set up, and what waits for a second administrator."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.identity.rights import ROLES
from varde.kernel.db import Base, Key

OUTCOMES = ("given", "refused", "withdrawn")


class SetUpChange(Base):
    """One thing about an organisation became another: who did it, when, what it was and what it is. Added and never changed, which
    a trigger sees to. ``by_id`` is None at the command line, and ``by_name`` says whose. ``person_id`` is the member of the staff
    whom it is about; no patient is named here."""

    __tablename__ = "set_up_change"

    id: Mapped[Key]
    at: Mapped[datetime]
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int | None] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)

    __table_args__ = (Index("ix_set_up_change_organisation_id_id", "organisation_id", "id"),)


class RoleRequest(Base):
    """That somebody asks for the rights of an administrator for a person, which another must confirm before ``expires_at``."""

    __tablename__ = "role_request"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[str] = mapped_column(String(30))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_by_name: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str | None] = mapped_column(String(10))

    __table_args__ = (
        CheckConstraint(f"role IN {tuple(ROLES)}", name="role"),
        CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome"),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided_when_and_how"),
    )
