"""Responses: what was answered to one instrument at one occasion, its score, and how it was corrected."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key, edition
from varde.kernel.sealed import sealed_column


class Response(Base):
    """One instrument answered once. A draft until ``submitted_at`` is set; then it stands, unless it is corrected: the row is
    the newest version, ``corrected_at`` is when it became so, and every version is kept (:class:`Correction`).

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
    corrected_at: Mapped[datetime | None]
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
        # Wide enough that what change is counted from is found without reading the others.
        Index("ix_response_enrolment_id_instrument", "enrolment_id", "instrument", "submitted_at", "total"),
    )

    def words_in(self, language: str) -> str:
        """The language of the words that were shown: that of the pack, or of our own words the reader's ``language``."""
        return self.language or language if self.wording_id else language


class Correction(Base):
    """That a response which was handed in was corrected. Never edited; ``number`` counts those of one response, so that of
    two writers at once the second is refused.

    ``before`` and ``after`` are the response in both versions, JSON (:data:`varde.assessments.correcting.VERSIONED`);
    ``reason`` is what the patient, or the source of an import, says of it. ``said_on`` is the day she said so. ``by_id`` is None
    when an import replaced what it had brought before.
    """

    __tablename__ = "correction"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said_on: Mapped[date]
    reason = sealed_column(row=("response_id", "number"))
    before = sealed_column(row=("response_id", "number"))
    after = sealed_column(row=("response_id", "number"))

    __table_args__ = (UniqueConstraint("response_id", "number"),)


class ContactWish(Base):
    """How much contact she chose, and when. Append-only: the newest holds."""

    __tablename__ = "contact_wish"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    choice: Mapped[str] = mapped_column(String(40))
    chosen_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
