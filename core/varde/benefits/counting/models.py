"""Sums of benefits, one wide row for each place, programme, part, group and period; and what each enrolment has added to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key

NATION = 0
"""The place that every organisation is part of."""
ALL = 0
"""The group that everybody is in."""


class CellSlot(Base):
    """Where a sum stands in the rows of a part: ``words`` whole numbers from ``first`` (see :mod:`varde.benefits.counting.book`).
    A slot is appended, and never moved."""

    __tablename__ = "cell_slot"

    programme: Mapped[str] = mapped_column(String(40), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    first: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[int] = mapped_column(SmallInteger)
    scale: Mapped[str] = mapped_column(String(80))
    occasion: Mapped[str] = mapped_column(String(60))
    category: Mapped[str] = mapped_column(String(80))
    resolution: Mapped[int]

    __table_args__ = (UniqueConstraint("programme", "part", "scale", "occasion", "category", "resolution"),)


class CellGroup(Base):
    """Some of the people: one ``value`` of one ``dimension``, of everybody or (``track``) of one track. Everybody is group 0, which
    has no row."""

    __tablename__ = "cell_group"

    id: Mapped[Key]
    dimension: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(String(40))
    track: Mapped[str] = mapped_column(String(40))

    __table_args__ = (UniqueConstraint("dimension", "value", "track"),)


class Cell(Base):
    """Every sum of a place, with all that is under it: ``sums`` are little-endian 64-bit whole numbers by the book of slots, and a
    shorter row ends in zeros. ``period`` is a month (``YYYY-MM``) or a year. Only the roller writes here."""

    __tablename__ = "cell"

    place_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    programme: Mapped[str] = mapped_column(String(40), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    group_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    sums: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = ({"postgresql_with": {"fillfactor": 80}},)


class Contribution(Base):
    """What one enrolment has added: ``added`` are pairs of 64-bit whole numbers, where and how much, in each of its ``groups``
    (:mod:`varde.benefits.counting.book`). ``counted_with`` says by which way of counting. From ``next_at`` it adds something else
    by time alone. It does not go with its enrolment: what it added must be subtracted first."""

    __tablename__ = "contribution"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    programme: Mapped[str] = mapped_column(String(40))
    period: Mapped[str] = mapped_column(String(7))
    groups: Mapped[bytes] = mapped_column(LargeBinary)
    added: Mapped[bytes] = mapped_column(LargeBinary)
    counted_with: Mapped[str] = mapped_column(String(16))
    counted_at: Mapped[datetime]
    next_at: Mapped[datetime | None] = mapped_column(index=True)

    __table_args__ = (Index("ix_contribution_organisation_id_programme", "organisation_id", "programme"),)


class CellDelta(Base):
    """What is to be added to the cells of an organisation and of all above it, and is not yet. ``sign`` -1 takes it out. ``late``
    is what a recount of many brings: it waits for what is new."""

    __tablename__ = "cell_delta"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    programme: Mapped[str] = mapped_column(String(40))
    period: Mapped[str] = mapped_column(String(7))
    groups: Mapped[bytes] = mapped_column(LargeBinary)
    added: Mapped[bytes] = mapped_column(LargeBinary)
    sign: Mapped[int] = mapped_column(SmallInteger)
    at: Mapped[datetime] = mapped_column(index=True)
    late: Mapped[bool]

    __table_args__ = (Index("ix_cell_delta_late_id", "late", "id"),)


class CountedWay(Base):
    """By which way of counting all of a programme were counted when it was last looked (``at``); and one row, under the name of no
    programme, while the sums of every place are to be made anew (:data:`varde.benefits.counting.rebuilding.ADDED_AGAIN`)."""

    __tablename__ = "counted_way"

    programme: Mapped[str] = mapped_column(String(40), primary_key=True)
    way: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


class PooledCells(Base):
    """What another installation has handed over: the sums of a programme at an organisation of its own, which is a place here.
    ``content`` is the cells of its file as JSON, so that the rows they give here can be made again; ``signed_by`` is the public key
    of that installation, 64 hex digits."""

    __tablename__ = "pooled_cells"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    programme: Mapped[str] = mapped_column(String(40), primary_key=True)
    installation: Mapped[str] = mapped_column(String(200))
    signed_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    imported_at: Mapped[datetime]
    content: Mapped[str] = mapped_column(Text)


class CellCheck(Base):
    """That the sums were compared with one another, and with a recount of so many ``enrolments``: how many ``faults`` there were,
    and what was said of the ``first``."""

    __tablename__ = "cell_check"

    id: Mapped[Key]
    at: Mapped[datetime]
    enrolments: Mapped[int]
    faults: Mapped[int]
    first: Mapped[str] = mapped_column(String(400))
