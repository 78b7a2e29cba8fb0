"""Referrals by somebody else: as they were posted, and those about somebody who is here already."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column


class PostedReferral(Base):
    """A referral as a clinician sent it. Whom it is about is found afterwards, so that sending one tells nothing of anybody.

    ``content`` is JSON, and None once it has been received: then the enrolment has it. ``about`` is JSON too, the name and the
    day of birth as she wrote them: all that she is shown again. ``answer_by`` is what she was told.
    """

    __tablename__ = "posted_referral"

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    programme: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    posted_at: Mapped[datetime]
    content = sealed_column(row=("organisation_id", "programme", "by_id"), nullable=True)
    about = sealed_column(row=("organisation_id", "programme", "by_id"), nullable=True)
    answer_by: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)

    __table_args__ = (Index("ix_posted_referral_by_id_posted_at", "by_id", "posted_at"),)


class FurtherReferral(Base):
    """A referral about somebody who is here already: what it said is kept beside the first. ``urgent``: danger to life."""

    __tablename__ = "further_referral"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    referred_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]
    hope = sealed_column(row=("enrolment_id", "referred_by_id"), nullable=True)
    outcome: Mapped[str] = mapped_column(String(14))
    urgent: Mapped[bool]
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class MoreAsked(Base):
    """That a clinician asks for more before a referral is answered: of the referrer or of the patient (``of``), which facts and
    what besides, and by when. It has ended when it was answered, or another took its place (``answered_at`` None).

    ``answers`` are the facts that came, ``filled`` those of them that nobody had answered before.
    """

    __tablename__ = "more_asked"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    of: Mapped[str] = mapped_column(String(8))
    asked_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answer_by: Mapped[date]
    facts: Mapped[list[Any]]
    question = sealed_column(row=("enrolment_id", "number"))
    ended_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answers: Mapped[dict[str, Any]]
    filled: Mapped[list[Any]]
    answer = sealed_column(row=("enrolment_id", "number"), nullable=True)

    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        CheckConstraint("of IN ('referrer', 'patient')", name="of"),
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered_when_and_by_whom"),
        CheckConstraint("answered_at IS NULL OR ended_at IS NOT NULL", name="ended_when_answered"),
        Index(
            "ix_more_asked_open",
            "enrolment_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
            sqlite_where=text("ended_at IS NULL"),
        ),
    )


class NamedGp(Base):
    """The GP whom the patient named at the way in, and whether the clinic may inform her."""

    __tablename__ = "named_gp"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    name = sealed_column(row=("enrolment_id",))
    may_inform: Mapped[bool]
    said_at: Mapped[datetime]


class FirstCall(Base):
    """That somebody is to ring before a referral is answered: who, on which day, after which time of day ("15.00", or None), and
    what is to be cleared up. It has ended when she has rung (``outcome``: what came of it) or another took its place (None).
    """

    __tablename__ = "first_call"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    set_up_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    caller_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]
    after: Mapped[str | None] = mapped_column(String(5))
    question = sealed_column(row=("enrolment_id", "number"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome = sealed_column(row=("enrolment_id", "number"), nullable=True)

    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_when_and_by_whom"),
        CheckConstraint("outcome_sealed IS NULL OR ended_at IS NOT NULL", name="outcome_when_ended"),
    )


class WaitingPlace(Base):
    """That a referral waits in line for a place: since when, by which day a place is promised, and by when the answer was due
    before that promise."""

    __tablename__ = "waiting_place"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    promised_by: Mapped[date]
    answer_was_by: Mapped[datetime]
