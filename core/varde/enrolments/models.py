"""Offerings, referrals, enrolments, and how far each person has come."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.enrolments.break_glass_rules import KINDS, VERDICTS
from varde.identity.models import Organisation, Person
from varde.kernel.db import Base, Key, edition
from varde.kernel.sealed import sealed_column

TEAM_ROLES = ("responsible", "therapist", "dietitian", "group_leader", "coach", "nurse")
OFFERING_STATES = ("open", "waiting", "closed")
TAKES_IN = ("open", "waiting")
"""The states of an offering that people can be referred to."""
ENROLMENT_STATES = ("referred", "screening", "waiting", "active", "paused", "completed", "discontinued")


class Offering(Base):
    """That an organisation offers a programme, with the organisation's own settings for it.

    ``state`` is ``open``, ``waiting`` (people are taken in to a waiting list) or ``closed`` (nobody is; for those who are in it
    everything goes on). ``settings`` holds :class:`~varde.enrolments.settings.OfferingSettings` and what the programme's
    eligibility declares.
    """

    __tablename__ = "offering"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    programme: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(8), default="open")
    settings: Mapped[dict[str, Any]]

    organisation: Mapped[Organisation] = relationship()

    __table_args__ = (
        UniqueConstraint("organisation_id", "programme"),
        CheckConstraint(f"state IN {OFFERING_STATES}", name="state"),
    )


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
    contact_stopped_at: Mapped[datetime | None]
    """Since when nothing is sent to her about this enrolment; what she sends still reaches us."""
    imported: Mapped[bool] = mapped_column(default=False)
    # An alert about a danger is open. Kept by the alerts, so that the gate need not ask them.
    in_danger: Mapped[bool] = mapped_column(default=False, server_default=false())
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
        # A recount walks along it, a batch of one organisation after another.
        Index("ix_enrolment_programme_organisation_id_id", "programme", "organisation_id", "id"),
    )


class CareRole(Base):
    """What one organisation, and those under it, call a role in a care team: ``words`` by language. ``counts_as`` is the role that
    the rules know it as. One that is closed is given to nobody new, and stays the word for whoever has it."""

    __tablename__ = "care_role"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    key: Mapped[str] = mapped_column(String(40))
    counts_as: Mapped[str] = mapped_column(String(20))
    words: Mapped[dict[str, Any]]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("organisation_id", "key"),
        CheckConstraint(f"counts_as IN {TEAM_ROLES}", name="counts_as"),
    )


class CareTeamMember(Base):
    """That somebody of the staff belongs to the care team of an enrolment, as what, from when and until when.

    At most one is responsible at a time, and is ``Enrolment.therapist_id`` as well; when nobody is, the clinic's queue answers.
    ``organisation_id`` is the cooperating organisation she comes from, None for the enrolment's own. ``care_role_id`` is what the
    organisation calls it, None for the usual word.
    """

    __tablename__ = "care_team_member"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    care_role_id: Mapped[int | None] = mapped_column(ForeignKey("care_role.id"))

    __table_args__ = (
        CheckConstraint(f"role IN {TEAM_ROLES}", name="role"),
        Index(
            "ix_care_team_member_responsible",
            "enrolment_id",
            unique=True,
            postgresql_where=text("role = 'responsible' AND until IS NULL"),
            sqlite_where=text("role = 'responsible' AND until IS NULL"),
        ),
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
    passed_from_id: Mapped[int | None]
    """The id of the enrolment whose referral was passed on to here; that one may be erased before this."""

    __table_args__ = (
        CheckConstraint("source IN ('self', 'clinician', 'import')", name="source"),
        CheckConstraint("(decision IS NULL) = (decided_by_id IS NULL)", name="decided_who_and_what"),
    )


class Ending(Base):
    """One way out that was taken: why, what was cancelled by it, and whether it was undone.

    ``before`` is what to put back: the enrolment's own columns, each agenda item that was touched and the ids of the
    appointments that were cancelled. ``cause_id``: the ending of another of her enrolments that brought this one about.
    ``by_patient``: she left herself. ``willing``: she may be asked the follow-up questions.
    """

    __tablename__ = "ending"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    way: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_patient: Mapped[bool] = mapped_column(default=False)
    willing: Mapped[bool] = mapped_column(default=True)
    note = sealed_column(row=("enrolment_id", "number"), nullable=True)
    words = sealed_column(row=("enrolment_id", "number"), nullable=True)
    before: Mapped[dict[str, Any]]
    became: Mapped[dict[str, Any]]
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("ending.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_when_and_by_whom"),
    )


class EnrolmentEvent(Base):
    """The history of an enrolment: one row for each change, never edited. ``note`` is the reason that somebody wrote."""

    __tablename__ = "enrolment_event"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(30))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    details: Mapped[dict[str, Any]]
    note = sealed_column(row=("enrolment_id", "kind"), nullable=True)

    by: Mapped[Person | None] = relationship(viewonly=True)


MEETING_DECISIONS = ("begin", "wait", "not")


class MeetingRecord(Base):
    """What whoever held a meeting wrote down of it: risk in words, diagnosis with its code, and where the meeting decides, the
    track with grounds and whether she may begin. Never edited: what turns out wrong is said in a new one, and the newest stands."""

    __tablename__ = "meeting_record"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"))
    number: Mapped[int]
    meeting: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    track_before: Mapped[str | None] = mapped_column(String(40))
    track: Mapped[str | None] = mapped_column(String(40))
    decision: Mapped[str | None] = mapped_column(String(8))
    risk = sealed_column(row=("appointment_id", "number"))
    diagnosis_code = sealed_column(row=("appointment_id", "number"), nullable=True)
    diagnosis = sealed_column(row=("appointment_id", "number"), nullable=True)
    grounds = sealed_column(row=("appointment_id", "number"), nullable=True)

    by: Mapped[Person] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("appointment_id", "number"),
        CheckConstraint(f"decision IN {MEETING_DECISIONS}", name="decision"),
    )


class BreakGlass(Base):
    """That somebody without a relation, or whom the patient keeps out, opened a record because help could not wait, and what came
    of the review.

    She asked at ``asked_at``, identified herself anew, and had it open from ``opened_at`` (None: never) until ``ends_at`` or
    ``closed_at``. It is to be reviewed by ``review_by``. The patient is told at ``tell_at``, which the review may put off for a
    ``delay`` in words; ``told_at`` is when she was. ``once`` is a key of the form that asked.
    """

    __tablename__ = "break_glass"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    once: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10))
    reason = sealed_column(row=("enrolment_id", "by_id", "once"))
    asked_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    review_by: Mapped[date | None] = mapped_column(Date, index=True)
    tell_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verdict: Mapped[str | None] = mapped_column(String(10))
    words = sealed_column(row=("enrolment_id", "by_id", "once"), nullable=True)
    delay = sealed_column(row=("enrolment_id", "by_id", "once"), nullable=True)

    by: Mapped[Person] = relationship(viewonly=True, foreign_keys=by_id)
    reviewed_by: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=reviewed_by_id)
    enrolment: Mapped[Enrolment] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("enrolment_id", "by_id", "once"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"verdict IN {VERDICTS}", name="verdict"),
        CheckConstraint(
            "(opened_at IS NULL) = (ends_at IS NULL) AND (opened_at IS NULL) = (review_by IS NULL)"
            " AND (opened_at IS NULL) = (tell_at IS NULL)",
            name="opened_with_what_follows",
        ),
        CheckConstraint(
            "(reviewed_at IS NULL) = (reviewed_by_id IS NULL) AND (reviewed_at IS NULL) = (verdict IS NULL)",
            name="reviewed_when_by_whom_and_how",
        ),
    )


class SecondOpinion(Base):
    """That a colleague is asked about an enrolment: she may read it until ``until``, or until she has answered or it is taken back.

    ``once`` is a key of the form that asked, so that the same question sent twice is one.
    """

    __tablename__ = "second_opinion"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    once: Mapped[str] = mapped_column(String(60))
    question = sealed_column(row=("enrolment_id", "asked_by_id", "once"))
    asked_at: Mapped[datetime]
    until: Mapped[datetime]
    answer = sealed_column(row=("enrolment_id", "asked_by_id", "once"), nullable=True)
    ended_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("enrolment_id", "asked_by_id", "once"),)
