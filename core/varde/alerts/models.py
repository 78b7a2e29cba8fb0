"""Alerts that were raised, and their history."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column

STATES = ("raised", "escalated", "opened", "closed")
SOURCES = ("answer", "draft", "phone", "referral", "import")


class RiskNote(Base):
    """Answers that say somebody is in danger, sent in something that was not taken in: what was said, where, and why the
    rest was refused.

    ``source`` is answer, draft, phone, referral or import; ``form`` the instrument, empty for a referral; ``refused`` the
    kind of refusal (:mod:`varde.alerts.note_rules`). ``enrolment_id`` is empty while she has none. ``digest`` is a keyed
    fingerprint of what was said where, by which the same thing sent twice is known again.
    """

    __tablename__ = "risk_note"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    programme: Mapped[str] = mapped_column(String(40))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    agenda_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(String(10))
    form: Mapped[str] = mapped_column(String(60), default="")
    refused: Mapped[str] = mapped_column(String(30))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64))
    answers = sealed_column(row=("person_id", "digest"))

    __table_args__ = (CheckConstraint(f"source IN {SOURCES}", name="source"),)


class RaisedAlert(Base):
    """One alert about one person. raised -> (escalated ->) opened -> closed; never back, and only closed with a note.

    It is about an enrolment, from the referral on; while a person has none, about what she sent (``note_id``), and follows
    to the enrolment when there is one. ``cause`` is what one alert of its kind is raised about once: ``response:<id>`` for
    answers, handed in or drafted, ``referral:<id>``, ``note:<id>`` for what was refused, ``measurement:<id>``, and for the
    clock the silence, form or appointment. ``owner_id`` is who answers for it: the therapist when it is raised, and then
    whoever takes it; until then, before the start, the clinic's intake. ``crisis_read_at`` is when she said that
    she has read the crisis text.
    """

    __tablename__ = "alert"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    note_id: Mapped[int | None] = mapped_column(ForeignKey("risk_note.id", ondelete="CASCADE"))
    alert: Mapped[str] = mapped_column(String(80))
    cause: Mapped[str] = mapped_column(String(60))
    severity: Mapped[str] = mapped_column(String(10))
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    crisis: Mapped[bool] = mapped_column(default=False)
    crisis_read_at: Mapped[datetime | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(10), default="raised")
    raised_at: Mapped[datetime]
    open_by: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("enrolment_id", "alert", "cause"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_when"),
        CheckConstraint("enrolment_id IS NOT NULL OR note_id IS NOT NULL", name="about_what"),
        Index("ix_alert_enrolment_id_state", "enrolment_id", "state"),
        Index("ix_alert_person_id_state", "person_id", "state"),
        Index(
            "ix_alert_escalated",
            "enrolment_id",
            postgresql_where=text("state = 'escalated'"),
            sqlite_where=text("state = 'escalated'"),
        ),
    )


IS_ESCALATED = RaisedAlert.state == literal_column("'escalated'")
"""Nobody opened it in time. In so many words, since the index of those few is only used for a statement that has them."""


class AlertEvent(Base):
    """One thing that happened to an alert: append-only. ``kind`` is raised, notified (``by_id`` was told),
    escalated, opened, taken (by somebody else than who opened it), action, closed, again (what was measured since
    calls for it too), corrected (the answer it is about was) or withdrawn (the answer
    was corrected, and does not call for it any more); of a call-in called_in, and held, not_reached or declined.

    ``note_sealed`` holds what was written at action, closed and the outcome of a call-in, at called_in the id of the appointment,
    why an answer was corrected, and at raised the facts that raised it, as JSON.
    """

    __tablename__ = "alert_event"

    id: Mapped[Key]
    alert_id: Mapped[int] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class AlertOptOut(Base):
    """That one kind of alert is not raised about one enrolment, who decided so and why. Never for one that shows the crisis text.

    A row is ended, not deleted: ``ended_at`` is when the alert counted again.
    """

    __tablename__ = "alert_opt_out"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    alert: Mapped[str] = mapped_column(String(80))
    since: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class DeteriorationPlan(Base):
    """What a therapist does about a deterioration, and until when: it is closed to and with that day, or until the next
    worse answer. Append-only: a plan that is changed is a new one, numbered after it."""

    __tablename__ = "deterioration_plan"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    until: Mapped[date]
    words = sealed_column(row=("enrolment_id", "number", "by_id"))

    __table_args__ = (UniqueConstraint("enrolment_id", "number"),)


class OpenAlert(NamedTuple):
    """An open alert as a list shows it: columns of :class:`RaisedAlert`."""

    id: int
    enrolment_id: int
    alert: str
    severity: str
    crisis: bool
    state: str
