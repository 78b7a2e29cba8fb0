"""What was typed and not sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, edition
from varde.kernel.sealed import sealed_column


class Draft(Base):
    """What one person is writing in one form and has not sent; sealed, and read by nobody else. ``place`` says which form, as
    ``feedback/31``; ``window`` is the page that saved it last. One that is about an enrolment goes with it.

    ``look_at`` is when somebody must look whether danger still stands in it, ``told_of`` a keyed fingerprint of the danger that
    was told already.
    """

    __tablename__ = "draft"

    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(String(120), primary_key=True)
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    fields = sealed_column()
    window: Mapped[str] = mapped_column(String(24), default="")
    saved_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    look_at: Mapped[datetime | None] = mapped_column(index=True)
    told_of: Mapped[str] = mapped_column(String(64), server_default="", default="")
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance


class HeldForm(Base):
    """A form that came when its writer was signed in no more. It waits in that browser, for her alone, until she sends it again.

    ``action`` is where it was sent, ``page`` where it stands. The browser is known by the hash of a key that it keeps."""

    __tablename__ = "held_form"

    browser_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    action: Mapped[str] = mapped_column(String(500), primary_key=True)
    page: Mapped[str] = mapped_column(String(500))
    fields = sealed_column()
    held_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
