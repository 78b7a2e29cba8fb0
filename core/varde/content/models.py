"""The words of steps: those that were ever shown or written, kept under their digests; and what an organisation makes of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column

from varde.content.values import StepKey
from varde.kernel.db import Base, Key, edition


class ContentStep(Base):
    """A step that something is kept of, so that a plugin may give it another key (``renamed_from``)."""

    __tablename__ = "content_step"

    id: Mapped[Key]
    programme: Mapped[str] = mapped_column(String(40))
    module: Mapped[str] = mapped_column(String(60))
    step: Mapped[str] = mapped_column(String(60))

    __table_args__ = (UniqueConstraint("programme", "module", "step"),)

    @property
    def key(self) -> StepKey:
        return StepKey(self.programme, self.module, self.step)

    @classmethod
    def has(cls, key: StepKey) -> ColumnElement[bool]:
        """That a row is of this step."""
        return and_(cls.programme == key.programme, cls.module == key.module, cls.step == key.step)


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


class ContentMedium(Base):
    """A picture, a film or a sound of an organisation, under the ``code`` that texts name it by. A film and a sound have
    ``captions`` (WebVTT) and a ``transcript`` by language. Added and never changed, so that a text shows the same as long as it is
    the same; what is not to be shown any more has a :class:`ContentWithdrawal`."""

    __tablename__ = "content_medium"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    file_key: Mapped[str] = mapped_column(ForeignKey("shared_file.key"))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80))
    captions: Mapped[dict[str, Any]]
    transcript: Mapped[dict[str, Any]]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None]
    added_by_name: Mapped[str] = mapped_column(String(200))


class ContentPoster(Base):
    """The picture of the library that stands where a film or a sound (``code``) is, before it is played; ``alt`` says by language
    what it shows."""

    __tablename__ = "content_poster"

    code: Mapped[str] = mapped_column(ForeignKey("content_medium.code"), primary_key=True)
    picture: Mapped[str] = mapped_column(ForeignKey("content_medium.code"))
    alt: Mapped[dict[str, Any]]


class ContentWithdrawal(Base):
    """A picture, film or sound is shown to nobody any more, wherever it is named; ``reason`` says why."""

    __tablename__ = "content_withdrawal"

    code: Mapped[str] = mapped_column(ForeignKey("content_medium.code"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(500))


SLOT_DEEDS = ("sent", "withdrawn", "refused", "shown", "emptied")
SLOT_ANSWERS = ("withdrawn", "refused", "shown")


class ContentSlotDeed(Base):
    """What became of a slot of a step at an organisation. What is to be in it is ``sent`` for approval, and once ``withdrawn`` by
    whoever sent it, ``refused`` with a reason, or ``shown``: then ``answers`` is what was sent. ``emptied``: it was taken out
    again, with a reason. Added and never changed, which a trigger sees to."""

    __tablename__ = "content_slot_deed"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"))
    slot: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(ForeignKey("content_medium.code"))
    answers: Mapped[int | None] = mapped_column(ForeignKey("content_slot_deed.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(500))

    __table_args__ = (
        CheckConstraint(f"kind IN {SLOT_DEEDS}", name="kind"),
        CheckConstraint(f"(kind IN {SLOT_ANSWERS}) = (answers IS NOT NULL)", name="answers_what_was_sent"),
        Index("ix_content_slot_deed_step_id_organisation_id", "step_id", "organisation_id"),
    )


class ContentDraft(Base):
    """What editors of an organisation are writing of a step, and nobody reads. ``texts`` are by language, each with ``lede`` and
    ``body``. ``shipped`` is the plugin's edition that it was begun from, or was last held against."""

    __tablename__ = "content_draft"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"), primary_key=True)
    texts: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(String(200))
    shipped: Mapped[str] = mapped_column(ForeignKey("content_edition.digest"))
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None]
    saved_by_name: Mapped[str] = mapped_column(String(200))
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance


class ContentVersion(Base):
    """A version of a step that an organisation has written: 1, 2, 3. ``shipped`` is what the plugin had when it was written. Added
    and never changed, which a trigger sees to; what became of it are its :class:`ContentDeed`."""

    __tablename__ = "content_version"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"))
    number: Mapped[int]
    edition: Mapped[str] = mapped_column(ForeignKey("content_edition.digest"))
    shipped: Mapped[str] = mapped_column(ForeignKey("content_edition.digest"))
    note: Mapped[str] = mapped_column(String(200))
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None]
    written_by_name: Mapped[str] = mapped_column(String(200))
    from_day: Mapped[date]
    for_all: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(500))

    __table_args__ = (UniqueConstraint("organisation_id", "step_id", "number"),)


class ContentSignature(Base):
    """That a clinical owner answers for a statement (``signed``), or no longer does, at an organisation and below: what it says
    and its ground, in bokmål, and the edition of the step that says it; ``digest`` is of all of it, in every language. Added and
    never changed, which a trigger sees to."""

    __tablename__ = "content_signature"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"))
    name: Mapped[str] = mapped_column(String(60))
    says: Mapped[str]
    ground: Mapped[str]
    edition: Mapped[str] = mapped_column(ForeignKey("content_edition.digest"))
    digest: Mapped[str] = mapped_column(String(64))
    signed: Mapped[bool]
    at: Mapped[datetime]
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(200))


DEEDS = ("sent", "withdrawn", "refused", "published", "kept", "moved")


class ContentDeed(Base):
    """What became of the words of a step at an organisation. A version is ``sent`` for approval, ``withdrawn`` by its writer,
    ``refused`` with a reason by another, or ``published`` from a day, which is also how one goes back to it; without a version
    what the plugin ships is. ``kept``: the plugin has other words, which the editor has seen (``shipped``), and ours stay.
    ``moved``: all who read older words read these, with a reason. Added and never changed, which a trigger sees to."""

    __tablename__ = "content_deed"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("content_version.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(200))
    from_day: Mapped[date | None]
    for_all: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(500))
    shipped: Mapped[str | None] = mapped_column(ForeignKey("content_edition.digest"))

    __table_args__ = (
        CheckConstraint(f"kind IN {DEEDS}", name="kind"),
        CheckConstraint("(kind = 'published') = (from_day IS NOT NULL)", name="published_from"),
        Index("ix_content_deed_organisation_id_step_id", "organisation_id", "step_id"),
        Index("ix_content_deed_step_id_kind", "step_id", "kind"),
    )
