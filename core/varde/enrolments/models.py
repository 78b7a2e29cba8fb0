"""Offerings, referrals, enrolments, and how far each person has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.identity.models import Organisation, Person
from varde.kernel.db import Base, Key, edition

ENROLMENT_STATES = ("referred", "screening", "waiting", "active", "paused", "completed", "discontinued")


class Offering(Base):
    """That an organisation offers a programme, with the organisation's own settings for it.

    ``settings`` holds :class:`~varde.enrolments.settings.OfferingSettings` and what the programme's eligibility declares.
    """

    __tablename__ = "offering"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    programme: Mapped[str] = mapped_column(String(40))
    open: Mapped[bool] = mapped_column(default=True)
    settings: Mapped[dict[str, Any]]

    organisation: Mapped[Organisation] = relationship()

    __table_args__ = (UniqueConstraint("organisation_id", "programme"),)


class Enrolment(Base):
    """One person's way through one programme at one organisation, from the referral on."""

    __tablename__ = "enrolment"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    programme: Mapped[str] = mapped_column(String(40))
    track: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12))
    therapist_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    referred_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(String(40))
    access_until: Mapped[datetime | None]
    imported: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int] = edition()
    # Keyed fingerprint of organisation, programme and the person's id in the earlier system, so that a second import
    # of the same file finds the enrolment again.
    source_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    therapist: Mapped[Person | None] = relationship(foreign_keys=[therapist_id])
    organisation: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance
    __table_args__ = (
        CheckConstraint(f"state IN {ENROLMENT_STATES}", name="state"),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_when_and_why"),
        Index("ix_enrolment_organisation_id_programme_state", "organisation_id", "programme", "state"),
    )


class Activity(Base):
    """When the patient of an enrolment was last active (see :mod:`varde.enrolments.activity`); none before the start."""

    __tablename__ = "enrolment_activity"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    last_active_at: Mapped[datetime]


class Referral(Base):
    """What was answered at the way in, what screening made of it, and what a clinician decided."""

    __tablename__ = "referral"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), unique=True)
    source: Mapped[str] = mapped_column(String(12))
    referred_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    facts: Mapped[dict[str, Any]]
    hope_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    outcome: Mapped[str] = mapped_column(String(14))
    because: Mapped[list[Any]]
    suggested_track: Mapped[str | None] = mapped_column(String(40))
    answer_by: Mapped[datetime]
    decision: Mapped[str | None] = mapped_column(String(12))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (
        CheckConstraint("source IN ('self', 'clinician', 'import')", name="source"),
        CheckConstraint("(decision IS NULL) = (decided_by_id IS NULL)", name="decided_who_and_what"),
    )


class EnrolmentEvent(Base):
    """The history of an enrolment: one row for each change, never edited."""

    __tablename__ = "enrolment_event"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(30))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    details: Mapped[dict[str, Any]]
