"""The words of steps that were ever shown to somebody, or written by an organisation: kept under their digests."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key


class ContentStep(Base):
    """A step that something is kept of, so that a plugin may give it another key (``renamed_from``)."""

    __tablename__ = "content_step"

    id: Mapped[Key]
    programme: Mapped[str] = mapped_column(String(40))
    module: Mapped[str] = mapped_column(String(60))
    step: Mapped[str] = mapped_column(String(60))

    __table_args__ = (UniqueConstraint("programme", "module", "step"),)


class ContentText(Base):
    """What a step says in one language. Added and never changed nor removed, which a trigger sees to: what somebody has read can
    be read again when the plugin says something else, or is gone."""

    __tablename__ = "content_text"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    lede: Mapped[str]
    body: Mapped[str]
    kept_at: Mapped[datetime]


class ContentEdition(Base):
    """The words of a step in all its languages, by their digests. Added and never changed, as these are."""

    __tablename__ = "content_edition"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    nb: Mapped[str] = mapped_column(ForeignKey("content_text.digest"))
    nn: Mapped[str] = mapped_column(ForeignKey("content_text.digest"))
    en: Mapped[str | None] = mapped_column(ForeignKey("content_text.digest"))
    kept_at: Mapped[datetime]
