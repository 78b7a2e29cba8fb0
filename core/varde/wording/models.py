"""Wording packs, each version kept for as long as a response was answered with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key


class WordingPack(Base):
    """The words of one instrument in one language, for one organisation and those under it; ``version`` counts from 1 for each
    (organisation, instrument, language), and the highest that is not retired is the one that is shown.

    ``words`` holds what is shown: ``title``, ``question``, ``recall`` and, for each item, ``label`` and ``choices``.
    ``licence_note`` says what right the organisation has to show them. ``digest`` is of the words, so that the same file
    loaded twice is one version.
    """

    __tablename__ = "wording_pack"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    instrument: Mapped[str] = mapped_column(String(60))
    instrument_version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    version: Mapped[int]
    source: Mapped[str] = mapped_column(String(10))
    licence_note: Mapped[str] = mapped_column(String(500))
    words: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("organisation_id", "instrument", "language", "version"),
        CheckConstraint("source IN ('toml', 'fhir')", name="source"),
        CheckConstraint("language IN ('nb', 'nn', 'en')", name="language"),
    )
