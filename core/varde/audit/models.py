"""Access entries and the chain that seals them, which database triggers refuse to change or remove (see the migrations); each look
at the whole of the chain; and each anchor that was put where the owner of the database does not reach."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key

NAMED = "role = 'patient' AND actor_name <> ''"
"""The entries that say the name of a patient."""


class AccessEntry(Base):
    """One look at, or change of, a patient's record; or a refused attempt (``outcome`` denied).

    ``actor_name`` is "" of what a patient did herself: her number says who, and she may be erased. Entries of before that have the
    name until the clock takes it out (:mod:`varde.audit.unnaming`)."""

    __tablename__ = "access_entry"

    id: Mapped[Key]
    at: Mapped[datetime]
    patient_id: Mapped[int | None]
    enrolment_id: Mapped[int | None]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(40))
    organisation_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(20))
    what: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(10))
    request_id: Mapped[str] = mapped_column(String(32), default="")
    mac: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Keyed digest of the rest of it, written with it. "" for what is older than digests."""
    unnamed: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Keyed digest of the entry without the name, of its digest and of its link; "" while the name is as it was written."""

    __table_args__ = (
        Index("ix_access_entry_patient_id_at", "patient_id", "at"),
        Index("ix_access_entry_at", "at"),
        Index(
            "ix_access_entry_denied",
            "organisation_id",
            "at",
            postgresql_where=text("outcome = 'denied'"),
            sqlite_where=text("outcome = 'denied'"),
        ),
        Index("ix_access_entry_named_patient", "id", postgresql_where=text(NAMED), sqlite_where=text(NAMED)),
    )


class AccessLink(Base):
    """One link of the chain: ``hash`` is a keyed digest of the link before it and of the whole entry."""

    __tablename__ = "access_link"

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("access_entry.id"), unique=True)
    hash: Mapped[str] = mapped_column(String(64))


class AccessCheck(Base):
    """That the whole chain was walked: how many ``links`` it had then, and the first one that does not hold (None: all do)."""

    __tablename__ = "access_check"

    id: Mapped[Key]
    at: Mapped[datetime]
    links: Mapped[int]
    broken_at: Mapped[int | None]


class AccessAnchor(Base):
    """That the newest link was put elsewhere; ``fault`` is why it was not taken there ("": it was)."""

    __tablename__ = "access_anchor"

    id: Mapped[Key]
    at: Mapped[datetime]
    link: Mapped[int]
    fault: Mapped[str] = mapped_column(String(200), default="")
