"""Groups, their seats and times, who is in them, who came, and what became of each."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column

MEMBER_STATES = ("waiting", "member", "left")
SESSION_STATES = ("planned", "cancelled")
ATTENDANCE = ("attended", "late", "missed", "excused")
"""What can be said of somebody and one time. Nothing said is not known: never that she came."""
CAME = ("attended", "late")
CHANGES = (
    "made",
    "changed",
    "leaders",
    "seats",
    "closed",
    "planned",
    "moved",
    "cancelled",
    "waits",
    "joined",
    "left",
    *ATTENDANCE,
    "unsaid",
    "guests",
    "message",
)
"""What can become of a group, a time of it or somebody in it, as its history says it."""


class CareGroup(Base):
    """A group of an offering. ``kind`` is the key of what its programme declares, and decides its form and length.

    ``name`` is in one language or in three ("" where the first is said in all). ``drop_in``: whoever is in the programme may
    come without a seat. ``place`` is an address or a link for video. After ``closed_at`` nobody joins and nothing is planned.
    """

    __tablename__ = "care_group"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    programme: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    name_nn: Mapped[str] = mapped_column(String(80), default="")
    name_en: Mapped[str] = mapped_column(String(80), default="")
    drop_in: Mapped[bool] = mapped_column(default=False)
    video: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(String(200), default="")
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("room_id IS NULL OR place = ''", name="one_place"),
        Index("ix_care_group_organisation_id_programme", "organisation_id", "programme"),
    )


class GroupSeat(Base):
    """One seat of a group. There are as many as can be taken, and the database gives each to one member."""

    __tablename__ = "group_seat"

    group_id: Mapped[int] = mapped_column(ForeignKey("care_group.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)


class GroupLeader(Base):
    """That somebody of the staff leads a group."""

    __tablename__ = "group_leader"

    group_id: Mapped[int] = mapped_column(ForeignKey("care_group.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class GroupSession(Base):
    """One time that a group meets. ``theme`` is what it is about. ``apart``: it was moved by itself, and stays where it is when the
    others are moved. ``uid`` and ``sequence`` are its name in calendars. ``guests`` came without being enrolled in anything; they
    are counted and have no name here."""

    __tablename__ = "group_session"

    id: Mapped[Key]
    group_id: Mapped[int] = mapped_column(ForeignKey("care_group.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    theme: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(12), default="planned")
    apart: Mapped[bool] = mapped_column(default=False)
    guests: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(200), default="")
    uid: Mapped[str] = mapped_column(String(36), default=lambda: str(uuid.uuid4()), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        CheckConstraint(f"state IN {SESSION_STATES}", name="state"),
        CheckConstraint("guests >= 0", name="guests"),
        Index("ix_group_session_group_id_starts_at", "group_id", "starts_at"),
        Index("ix_group_session_starts_at", "starts_at"),
    )


class GroupMember(Base):
    """That somebody is in a group, waits for a seat, or has left. Once for each enrolment; a member alone has a seat.

    ``digital``: whether she was followed up digitally when she took the seat, as her programme declares it: a fact of before each
    time. ``sequence`` rises when she loses the seat, has it again, or says whether she comes; her calendar takes the newest.
    """

    __tablename__ = "group_member"

    id: Mapped[Key]
    group_id: Mapped[int] = mapped_column(ForeignKey("care_group.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    seat: Mapped[int | None]
    since: Mapped[datetime]
    digital: Mapped[bool] = mapped_column(default=True)
    sequence: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("group_id", "enrolment_id"),
        UniqueConstraint("group_id", "seat"),
        ForeignKeyConstraint(
            ["group_id", "seat"], ["group_seat.group_id", "group_seat.number"], name="fk_group_member_seat"
        ),
        CheckConstraint(f"state IN {MEMBER_STATES}", name="state"),
        CheckConstraint("(state = 'member') = (seat IS NOT NULL)", name="member_has_seat"),
    )


class GroupAttendance(Base):
    """Whether somebody came to one time, who said so last, and when. ``excused`` has a reason when staff says it. ``drop_in``: she
    came without a seat. ``digital`` is as it stood when the time began, and is not worked out again."""

    __tablename__ = "group_attendance"

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("group_session.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    drop_in: Mapped[bool] = mapped_column(default=False)
    digital: Mapped[bool] = mapped_column(default=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reason = sealed_column(row=("session_id", "enrolment_id"), nullable=True)

    __table_args__ = (
        UniqueConstraint("session_id", "enrolment_id"),
        CheckConstraint(f"state IN {ATTENDANCE}", name="state"),
    )


class GroupChange(Base):
    """One thing that became of a group, of a time of it or of somebody in it: what, when, by whom (None: Varde itself). ``details``
    are short: before and after of a time or a number. Never edited."""

    __tablename__ = "group_change"

    id: Mapped[Key]
    group_id: Mapped[int] = mapped_column(ForeignKey("care_group.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("group_session.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    change: Mapped[str] = mapped_column(String(10))
    details: Mapped[dict[str, Any]]

    __table_args__ = (CheckConstraint(f"change IN {CHANGES}", name="change"),)
