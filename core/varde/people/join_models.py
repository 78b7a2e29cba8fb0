"""Two persons who are one: offered, joined, undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key, edition
from varde.kernel.sealed import sealed_column

OFFERED_BY = ("sign_in", "staff", "own")


class PersonJoin(Base):
    """That ``joined_id`` (known by a D-number) is ``kept_id`` (known by an F-number). ``moved`` says row by row what was hers
    before, so that it can be given back exactly: ``[table, column, {key: value}]``; ``filled`` the facts that were copied."""

    __tablename__ = "person_join"

    id: Mapped[Key]
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    joined_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    offered_by: Mapped[str] = mapped_column(String(10))
    offered_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason = sealed_column(row=("kept_id", "joined_id"), nullable=True)
    joined_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    moved: Mapped[list[Any]]
    filled: Mapped[list[Any]]
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance
    __table_args__ = (
        CheckConstraint(f"offered_by IN {OFFERED_BY}", name="offered_by"),
        CheckConstraint("kept_id <> joined_id", name="two_persons"),
    )
