"""How far each person has come, and what was written in the exercises."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key, edition


class ModuleState(Base):
    """That a module was opened (by its rule or by a therapist) or completed."""

    __tablename__ = "module_state"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    steps_done: Mapped[list[Any]]
    first_opened_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance


class Worksheet(Base):
    """What a patient wrote in an exercise: sealed, saved while it is written, shared only when the patient says so."""

    __tablename__ = "worksheet"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    module: Mapped[str] = mapped_column(String(60))
    step: Mapped[str] = mapped_column(String(60))
    answers_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    shared: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    feedback_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    feedback_at: Mapped[datetime | None]
    feedback_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("enrolment_id", "module", "step"),)
