"""Which files there are, what uses them, and what must leave the store."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.files.values import MEDIA
from varde.kernel.db import Base
from varde.kernel.sealed import sealed_column


class StoredFile(Base):
    """One file of an enrolment. The store has it under ``key``, sealed with ``secret``, a key of its own: whoever has the store
    without this row has nothing, so a file is gone with its row. Of its ``size`` bytes the first ``small`` are a small picture
    of it. ``ends_at`` is when it goes because nothing uses it; null while something does.
    """

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_patient: Mapped[bool]
    medium: Mapped[str] = mapped_column(String(10))
    type: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    small: Mapped[int]
    title = sealed_column(row=("enrolment_id", "key"))
    secret = sealed_column(row=("enrolment_id", "key"))
    stored_at: Mapped[datetime]
    ends_at: Mapped[datetime | None] = mapped_column(index=True)

    __table_args__ = (CheckConstraint(f"medium IN {MEDIA}", name="medium"),)


class FileUse(Base):
    """That something uses a file, such as ``message/12``. ``shown`` is that the other side of the treatment reads it there too."""

    __tablename__ = "file_use"

    file_key: Mapped[str] = mapped_column(ForeignKey("stored_file.key", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(160), primary_key=True)
    shown: Mapped[bool]


class SharedFile(Base):
    """A picture, film or sound that an organisation shows in its texts, to whoever reads them. It is kept in the store as a file
    of an enrolment is; it has no use to be taken from, so that what somebody has read can be shown as it was."""

    __tablename__ = "shared_file"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    by_id: Mapped[int | None]
    medium: Mapped[str] = mapped_column(String(10))
    type: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    small: Mapped[int]
    secret = sealed_column(row=("organisation_id", "key"))
    stored_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("medium IN ('picture', 'sound', 'film')", name="medium"),)


class LeavingBlob(Base):
    """A blob that must leave the store: its file is gone, or was never finished. It stands here before the blob is put, so that
    nothing is ever in the store that neither a file nor this speaks of."""

    __tablename__ = "leaving_blob"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    leaves_at: Mapped[datetime] = mapped_column(index=True)
