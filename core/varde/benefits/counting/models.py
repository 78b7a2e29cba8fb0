"""Cells of sufficient statistics, and what each enrolment has added to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base

CELL_KEY = ("organisation_id", "programme", "track", "month", "group", "scale", "occasion", "category")
CELL_SUMS = ("n", "s1", "s2", "pn", "px1", "px2", "py1", "py2", "pxy")


class Cell(Base):
    """One cell (see :mod:`varde.benefits.counting.cells`): a key of eight parts and nine whole-number sums that add up across
    cells."""

    __tablename__ = "cell"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    programme: Mapped[str] = mapped_column(String(40), primary_key=True)
    track: Mapped[str] = mapped_column(String(40), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    group: Mapped[str] = mapped_column("grp", String(20), primary_key=True)
    scale: Mapped[str] = mapped_column(String(80), primary_key=True)
    occasion: Mapped[str] = mapped_column(String(60), primary_key=True)
    category: Mapped[str] = mapped_column(String(80), primary_key=True)
    n: Mapped[int] = mapped_column(default=0)
    s1: Mapped[int] = mapped_column(default=0)
    s2: Mapped[int] = mapped_column(default=0)
    pn: Mapped[int] = mapped_column(default=0)
    px1: Mapped[int] = mapped_column(default=0)
    px2: Mapped[int] = mapped_column(default=0)
    py1: Mapped[int] = mapped_column(default=0)
    py2: Mapped[int] = mapped_column(default=0)
    pxy: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index("ix_cell_programme_month", "programme", "month"),)


class Contribution(Base):
    """What one enrolment has added to the cells: a list of [key parts..., sums...]. Counting again replaces it. From
    ``next_at`` it adds something else by time alone, and must be counted again."""

    __tablename__ = "contribution"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    cells: Mapped[list[Any]]
    counted_at: Mapped[datetime]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
