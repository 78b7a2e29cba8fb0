"""How far each person has come, and what was written in the exercises."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key, edition
from varde.kernel.sealed import sealed_column


class ModuleState(Base):
    """That a module was opened (by its rule or a therapist) or completed. ``answered_step`` is the exercise whose latest feedback
    the patient has not read."""

    __tablename__ = "module_state"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    steps_done: Mapped[list[Any]]
    first_opened_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    answered_step: Mapped[str | None] = mapped_column(String(60))
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance


class Worksheet(Base):
    """What a patient writes in an exercise. ``answers`` are her own, saved while she writes; ``shared_answers`` are what her
    therapist reads, as they were when she last shared them. ``shared`` is what she has chosen for the next time she is done."""

    __tablename__ = "worksheet"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    module: Mapped[str] = mapped_column(String(60))
    step: Mapped[str] = mapped_column(String(60))
    answers = sealed_column(row=("enrolment_id", "module", "step"))
    shared: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    shared_answers = sealed_column(row=("enrolment_id", "module", "step"), nullable=True)
    shared_at: Mapped[datetime | None]
    feedback = sealed_column(row=("enrolment_id", "module", "step"), nullable=True)
    feedback_at: Mapped[datetime | None]
    feedback_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    edition: Mapped[int] = edition()

    __table_args__ = (UniqueConstraint("enrolment_id", "module", "step"),)
    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance
