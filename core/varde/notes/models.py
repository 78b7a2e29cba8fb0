"""Inner notes. Database triggers refuse to change a row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column


class InnerNote(Base):
    """What somebody who treats a patient wrote for the others. Append-only: what turns out wrong is said in a new one.

    ``once`` is a key of the form that sent it, so that the same words sent twice make one note.
    """

    __tablename__ = "inner_note"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    once: Mapped[str] = mapped_column(String(80))
    written_at: Mapped[datetime]
    words = sealed_column(row=("enrolment_id", "by_id", "once"))

    __table_args__ = (UniqueConstraint("enrolment_id", "by_id", "once"),)
