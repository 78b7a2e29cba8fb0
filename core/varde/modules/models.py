"""How far each person has come, and what was written in the exercises."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.identity.models import Person
from varde.kernel.db import Base, Key, edition
from varde.kernel.sealed import sealed_column
from varde.standing.path import DEEDS, PACES


class ModuleState(Base):
    """How far somebody has come in a module. ``answered_steps`` are the exercises with feedback that she has
    not read."""

    __tablename__ = "module_state"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    module: Mapped[str] = mapped_column(String(60), primary_key=True)
    steps_done: Mapped[list[Any]]
    first_opened_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    answered_steps: Mapped[list[Any]] = mapped_column(default=list)
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance


class PathSwitch(Base):
    """One deed about a module, or about a step of it (``step`` is "" for the whole module): opened, closed, skipped and so on, the
    ``number``-th of its enrolment. Never edited, only undone, which a trigger sees to.

    ``steps_before`` are the steps that were done when it was to be done again. ``reason`` is None of what the patient chose
    herself, and of what was opened before reasons were kept.
    """

    __tablename__ = "path_switch"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    deed: Mapped[str] = mapped_column(String(10))
    module: Mapped[str] = mapped_column(String(60))
    step: Mapped[str] = mapped_column(String(60))
    steps_before: Mapped[list[Any]]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_patient: Mapped[bool]
    reason = sealed_column(row=("enrolment_id", "number", "deed"), nullable=True)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    by: Mapped[Person] = relationship(foreign_keys=[by_id], viewonly=True)
    undone_by: Mapped[Person | None] = relationship(foreign_keys=[undone_by_id], viewonly=True)

    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        CheckConstraint(f"deed IN {DEEDS}", name="deed"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_when_and_by_whom"),
    )


class PathPace(Base):
    """Who says when the next module opens, from then on: the ``number``-th time somebody decided so. Never edited; the newest
    holds."""

    __tablename__ = "path_pace"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    pace: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason = sealed_column(row=("enrolment_id", "number", "pace"))

    by: Mapped[Person] = relationship(viewonly=True)

    __table_args__ = (UniqueConstraint("enrolment_id", "number"), CheckConstraint(f"pace IN {PACES}", name="pace"))


class Entry(Base):
    """What a patient writes in an exercise. ``answers`` are her own, ``shared_answers`` what her therapist reads, as they were when
    she last shared them. ``shared`` is what she has chosen for the next time she is done.

    ``occurrence`` tells one entry of an exercise from another: empty of the one sheet that an exercise has, which is saved while
    she writes; else the day, where there is one a day, or what the page made up. ``day`` is then the day the entry is about, and
    ``clock`` the time on the wall, None when she has not said.

    ``waits_since`` is when it was first shared, where it was shared anew before anybody had answered; else None.
    """

    __tablename__ = "entry"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    module: Mapped[str] = mapped_column(String(60))
    step: Mapped[str] = mapped_column(String(60))
    occurrence: Mapped[str] = mapped_column(String(40))
    day: Mapped[date | None]
    clock: Mapped[time | None]
    answers = sealed_column(row=("enrolment_id", "module", "step", "occurrence"))
    shared: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    corrected_at: Mapped[datetime | None]
    shared_answers = sealed_column(row=("enrolment_id", "module", "step", "occurrence"), nullable=True)
    shared_day: Mapped[date | None]
    shared_clock: Mapped[time | None]
    shared_at: Mapped[datetime | None]
    waits_since: Mapped[datetime | None]
    feedback = sealed_column(row=("enrolment_id", "module", "step", "occurrence"), nullable=True)
    feedback_at: Mapped[datetime | None]
    feedback_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    edition: Mapped[int] = edition()

    __table_args__ = (
        UniqueConstraint("enrolment_id", "module", "step", "occurrence"),
        CheckConstraint("(occurrence = '') = (day IS NULL)", name="dated"),
    )
    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance


class EntryVersion(Base):
    """What an entry said before it was corrected: the first is number 1. Never edited."""

    __tablename__ = "entry_version"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    number: Mapped[int]
    until: Mapped[datetime]
    day: Mapped[date]
    clock: Mapped[time | None]
    answers = sealed_column(row=("entry_id", "number"))

    __table_args__ = (UniqueConstraint("entry_id", "number"),)


class StepPin(Base):
    """Which edition of a step this enrolment reads: what was there when she first read it, until she is moved to another."""

    __tablename__ = "step_pin"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"), primary_key=True)
    edition: Mapped[str] = mapped_column(ForeignKey("content_edition.digest"))
    moved_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_step_pin_step_id_edition", "step_id", "edition"),)


class StepSeen(Base):
    """Which words of a step she has been shown, when first and when last, to the hour. A row is added for new words; nothing of it
    but the last time is ever changed, which a trigger sees to."""

    __tablename__ = "step_seen"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("content_text.digest"), primary_key=True)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]


class StepMove(Base):
    """That she was moved from one edition of a step to another: when, by whom and why. ``by_id`` is None at the command line.
    Never edited, which a trigger sees to."""

    __tablename__ = "step_move"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"))
    before: Mapped[str] = mapped_column(ForeignKey("content_edition.digest"))
    after: Mapped[str] = mapped_column(ForeignKey("content_edition.digest"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(500))


HELPED = ("yes", "some", "no")
"""What can be answered to whether a step helped."""


class HelpedAnswered(Base):
    """That she has said whether a step helped: that, and neither what nor when, so that she is asked once."""

    __tablename__ = "helped_answered"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"), primary_key=True)


class HelpedCount(Base):
    """How many of an organisation answered so about these words of a step in this language, in the month that begins on ``month``.
    A sum and nothing else: nobody's answer is a row."""

    __tablename__ = "helped_count"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"), primary_key=True)
    edition: Mapped[str] = mapped_column(ForeignKey("content_edition.digest"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(String(4), primary_key=True)
    n: Mapped[int]

    __table_args__ = (CheckConstraint(f"answer IN {HELPED}", name="answer"),)


class HelpedWords(Base):
    """What somebody wrote about a step, with no way to whoever wrote it nor to what else she answered: the key is drawn by lot, so
    that it tells no order."""

    __tablename__ = "helped_words"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("content_step.id"))
    edition: Mapped[str] = mapped_column(ForeignKey("content_edition.digest"))
    language: Mapped[str] = mapped_column(String(2))
    month: Mapped[date]
    words = sealed_column()

    __table_args__ = (Index("ix_helped_words_organisation_id_step_id", "organisation_id", "step_id"),)
