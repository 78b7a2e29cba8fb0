"""Blocks: a patient keeps a named person out of the record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key


class Block(Base):
    """``patient_id`` does not let ``blocked_id`` open the record."""

    __tablename__ = "block"

    id: Mapped[Key]
    patient_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    blocked_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("patient_id", "blocked_id"),)
