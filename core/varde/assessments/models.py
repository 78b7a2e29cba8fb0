"""Responses: what was answered to one instrument at one occasion, and its score."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key, edition


class Response(Base):
    """One instrument answered once. A draft until ``submitted_at`` is set; then it stands.

    ``mode`` is patient, therapist (by phone, on the patient's behalf) or import. ``version`` is the instrument's.
    ``language`` and ``wording_id`` say what words were shown: those of a wording pack, or (None) our own neutral ones.
    ``context`` is what was known besides the answers when they were scored (age, sex and so on).
    """

    __tablename__ = "response"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    occasion: Mapped[str] = mapped_column(String(60))
    instrument: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    mode: Mapped[str] = mapped_column(String(10), default="patient")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    language: Mapped[str | None] = mapped_column(String(2))
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("wording_pack.id"))
    context: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    status: Mapped[str | None] = mapped_column(String(12))
    total: Mapped[float | None]
    band: Mapped[str | None] = mapped_column(String(40))
    subscores: Mapped[dict[str, Any]] = mapped_column(default=dict)
    flags: Mapped[dict[str, Any]] = mapped_column(default=dict)
    n_missing: Mapped[int] = mapped_column(default=0)
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance

    __table_args__ = (
        UniqueConstraint("agenda_id", "instrument"),
        CheckConstraint("mode IN ('patient', 'therapist', 'import')", name="mode"),
        Index("ix_response_enrolment_id_instrument", "enrolment_id", "instrument"),
    )
