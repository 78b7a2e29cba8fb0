"""The kit: a box of devices that is lent to a patient and stands in her home."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.plugin.tables import Base, Key, edition, sealed_column


class Kit(Base):
    """One kit, lent for one enrolment. ``place`` is where in her home it stands, as she said it.

    ``heard_at`` is when it last reported, and ``battery`` what it said then, in percent; both None until it has. ``silent_since``
    is since when somebody ought to ask after it, ``batteries_asked_at`` when new batteries were asked of the workshop, and
    ``wanted_back_at`` since when it is to be fetched.
    """

    __tablename__ = "sample_kit"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    serial: Mapped[str] = mapped_column(String(20))
    place = sealed_column(row=("enrolment_id", "serial"))
    lent_at: Mapped[datetime]
    lent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    heard_at: Mapped[datetime | None]
    battery: Mapped[int | None]
    silent_since: Mapped[datetime | None]
    batteries_asked_at: Mapped[datetime | None]
    wanted_back_at: Mapped[datetime | None]
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance
    __table_args__ = (
        UniqueConstraint("enrolment_id", "serial"),
        CheckConstraint("battery BETWEEN 0 AND 100", name="battery"),
        CheckConstraint("(heard_at IS NULL) = (battery IS NULL)", name="heard_when_and_what"),
    )
