"""Every yes and no of a person, as it was said; nothing is edited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column

SOURCES = ("own", "staff")
"""Who wrote it: she herself, or staff who have it on paper or by word, and say so in ``reason``."""


class Consent(Base):
    """That a person said yes (``allowed``) or no to a purpose, in the words of a ``version``. The newest of a purpose counts, and
    no row is changed. ``by_id`` is whoever wrote it, None when she is gone."""

    __tablename__ = "consent"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(60))
    allowed: Mapped[bool]
    version: Mapped[int]
    source: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    reason = sealed_column(row=("person_id", "purpose"), nullable=True)

    __table_args__ = (
        CheckConstraint(f"source IN {SOURCES}", name="source"),
        Index("ix_consent_person_id_purpose", "person_id", "purpose"),
    )
