"""The agenda, the appointments, and when and where they can be: opening hours, days that are closed, rooms."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ColumnElement, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column

_NO_ENROLMENT, _FAILING = text("act_at IS NOT NULL AND enrolment_id IS NULL"), text("failures > 0")
STATES = ("planned", "done", "cancelled", "missed", "failed")
SUBJECTS = ("enrolment", "person", "group", "organisation")
"""What something can be planned for."""


class Subject(NamedTuple):
    """Whom or what something is planned for: ``kind`` is one of :data:`SUBJECTS`."""

    kind: str
    id: int


def _once_for(subject: str) -> Index:
    whose = text(f"{subject}_id IS NOT NULL")
    columns = (f"{subject}_id", "kind", "key", "occurrence")
    return Index(f"uq_agenda_item_{subject}", *columns, unique=True, postgresql_where=whose, sqlite_where=whose)


class AgendaItem(Base):
    """Something planned for an enrolment, a person, a group or an organisation. ``act_at`` is when the clock next has something to
    do about it (None: never).

    ``opens_at``/``due_at``/``closes_at`` bound what a person can do about it. One row for each (subject, kind, key, occurrence).
    ``stands``: pause and exit do not cancel it. ``failures`` is how many times it has failed since it last went well, ``fault``
    what kind of fault that was, and ``failing_since`` when the first of them was.
    """

    __tablename__ = "agenda_item"

    id: Mapped[Key]
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("care_group.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(60))
    occurrence: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    act_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(12), default="planned")
    done_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(60))
    stands: Mapped[bool] = mapped_column(default=False)
    details: Mapped[dict[str, Any]]
    failures: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    fault: Mapped[str | None] = mapped_column(String(60))
    failing_since: Mapped[datetime | None]

    @property
    def of_enrolment(self) -> int:
        """The enrolment it is planned for. :raises ValueError: it is planned for something else."""
        if self.enrolment_id is None:
            raise ValueError(f"What is planned of the kind {self.kind} is for no enrolment.")
        return self.enrolment_id

    __table_args__ = (
        UniqueConstraint("enrolment_id", "kind", "key", "occurrence"),
        *(_once_for(subject) for subject in SUBJECTS[1:]),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(
            " + ".join(f"CASE WHEN {subject}_id IS NULL THEN 0 ELSE 1 END" for subject in SUBJECTS) + " = 1",
            name="one_subject",
        ),
        Index("ix_agenda_item_act_at", "act_at", postgresql_where=text("act_at IS NOT NULL")),
        Index(
            "ix_agenda_item_act_at_no_enrolment", "act_at", postgresql_where=_NO_ENROLMENT, sqlite_where=_NO_ENROLMENT
        ),
        Index("ix_agenda_item_failures", "id", postgresql_where=_FAILING, sqlite_where=_FAILING),
    )


def planned_for(subject: Subject) -> ColumnElement[bool]:
    """What is planned for it, as a condition of a statement."""
    whose: ColumnElement[int | None] = AgendaItem.__table__.c[f"{subject.kind}_id"]
    return whose == subject.id


APPOINTMENT_KINDS = ("video", "phone", "physical", "home", "group")
APPOINTMENT_STATES = ("offered", "booked", "attended", "late", "missed", "cancelled", "cancelled_late", "withdrawn")
"""``late`` came, after the time had begun. ``cancelled`` is in time, ``cancelled_late`` is not. ``withdrawn`` was offered and
is offered no more. Whether anybody came is unknown while it is ``booked``."""
CHANGES = ("offered", "booked", "moved", "given", "left", *APPOINTMENT_STATES[2:])
"""What can become of an appointment, as its history says it."""


class Appointment(Base):
    """A time with a therapist: ``kind`` is video, phone, physical, home or group.

    ``meeting`` is the key of the meeting a programme declares, "" for any other. Nothing else may begin for ``buffer`` minutes
    after it. ``uid`` names it in calendars for ever, and ``sequence`` rises each time it becomes another there. Those of one
    ``series`` were made together: offered to choose from, or booked in a row, of which one that is ``apart`` was moved by itself.
    An offer can be answered until ``offered_until``. ``overbooked`` is why it was given although something was in the way; of a
    time that was taken it claims what nobody else has. ``party`` is who takes part beside the two (gp, interpreter, relative,
    other; "" for nobody), with the words that say who.
    """

    __tablename__ = "appointment"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    therapist_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    meeting: Mapped[str] = mapped_column(String(40), default="")
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    buffer: Mapped[int] = mapped_column(default=0)
    place: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(14), default="booked")
    uid: Mapped[str] = mapped_column(String(36), default=lambda: str(uuid.uuid4()), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    series: Mapped[str | None] = mapped_column(String(36), index=True)
    apart: Mapped[bool] = mapped_column(default=False)
    offered_until: Mapped[datetime | None]
    overbooked: Mapped[str] = mapped_column(String(200), default="")
    party: Mapped[str] = mapped_column(String(12), default="")
    party_words = sealed_column(row=("uid",), nullable=True)

    __table_args__ = (
        CheckConstraint(f"kind IN {APPOINTMENT_KINDS}", name="kind"),
        CheckConstraint(f"state IN {APPOINTMENT_STATES}", name="state"),
        Index("ix_appointment_therapist_id_starts_at", "therapist_id", "starts_at"),
        Index("ix_appointment_starts_at", "starts_at"),
    )


class AppointmentChange(Base):
    """One thing that became of an appointment: what, when, by whom (None: Varde itself), and the time and therapist that it had
    from then on. Never edited."""

    __tablename__ = "appointment_change"

    id: Mapped[Key]
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    change: Mapped[str] = mapped_column(String(14))
    starts_at: Mapped[datetime]
    therapist_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason = sealed_column(row=("appointment_id", "change"), nullable=True)

    __table_args__ = (CheckConstraint(f"change IN {CHANGES}", name="change"),)


class TimeClaim(Base):
    """That five minutes of somebody, or of a room, are taken: ``slot`` is how many times five minutes have gone since 1970 in UTC.

    It is held by an appointment or by a session of a group. The database refuses a second one, and that is why nobody is booked
    twice. Rows are made in the order of
    :func:`varde.scheduling.rules.in_order`, so that two who want the same never wait for each other in a ring.
    """

    __tablename__ = "time_claim"

    id: Mapped[Key]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    slot: Mapped[int]
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("group_session.id", ondelete="CASCADE"), index=True)

    __table_args__ = (
        UniqueConstraint("person_id", "slot"),
        UniqueConstraint("room_id", "slot"),
        CheckConstraint("(person_id IS NULL) <> (room_id IS NULL)", name="one_resource"),
        CheckConstraint("(appointment_id IS NULL) <> (session_id IS NULL)", name="one_holder"),
        Index("ix_time_claim_slot", "slot"),
    )


class OpeningHours(Base):
    """When an organisation reads and answers on one weekday (0 is Monday), as ``HH:MM`` on the wall. A weekday without a row is
    closed; an organisation without any has not said."""

    __tablename__ = "opening_hours"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    opens: Mapped[str] = mapped_column(String(5))
    closes: Mapped[str] = mapped_column(String(5))

    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens < closes", name="opens_before_it_closes"),
    )


class ClosedDays(Base):
    """That an organisation is closed from one day to another, both included, beside the public holidays."""

    __tablename__ = "closed_days"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    why: Mapped[str] = mapped_column(String(80))

    __table_args__ = (
        UniqueConstraint("organisation_id", "first_day"),
        CheckConstraint("first_day <= last_day", name="first_before_last"),
    )


ROOM_PURPOSES = ("talks", "groups", "video")


class Room(Base):
    """A room of an organisation, or a fixed room for video, which has no ``seats``."""

    __tablename__ = "room"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(60))
    seats: Mapped[int | None]
    purpose: Mapped[str] = mapped_column(String(10))
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        CheckConstraint(f"purpose IN {ROOM_PURPOSES}", name="purpose"),
    )
