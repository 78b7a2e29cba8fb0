"""Blocks: a patient keeps a named person out of the record. Kin: staff are kept out of the records of their close ones."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
