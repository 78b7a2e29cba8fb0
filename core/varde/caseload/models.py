"""The caseload row, kept in the transaction of whatever changes it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Computed, ForeignKey, Index, Integer, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key, UtcTime
from varde.standing.on_track import REASONS

ON_TRACK = len(REASONS) + 1
PLANNED = REASONS.index("plan") + 1
"""The ranks of whoever needs nothing now: on track, or worse with a plan."""
_RANK = (
    "CASE "
    + " ".join(f"WHEN {r}_since IS NOT NULL THEN {n}" for n, r in enumerate(REASONS, 1))
    + f" ELSE {ON_TRACK} END"
)
_SINCE = "COALESCE(" + ", ".join(f"{reason}_since" for reason in REASONS) + ")"


def own_reason(rank: int) -> str:
    """Varde's own reason of this rank."""
    return "on_track" if rank == ON_TRACK else REASONS[rank - 1]


def worse_by(worse: str) -> tuple[str, ...]:
    """The instruments in :attr:`CaseloadRow.worse`, the one that has said so longest first."""
    return tuple(key for key in worse.split(";") if key)


class CaseloadRow(Base):
    """Everything the list shows about one enrolment under way, except its trend.

    One column for each reason to act, so that a change is one UPDATE; the database works out ``rank`` and ``since``.
    ``inactive_at`` is when the clock should look whether she has become silent. ``worse`` names the instruments by which
    she is worse, each between semicolons; ``worse_since`` is empty while a plan closes that, which ``plan_since`` and
    ``plan_until`` (its last day) then tell of. ``judged_by`` is a fingerprint of the limits she was judged by; empty when
    she is to be judged from all her answers. ``urgency`` orders those in danger: the lowest first
    (:func:`varde.alerts.rules.urgency`), 0 for everybody else.
    """

    __tablename__ = "caseload_row"

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    therapist_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    programme: Mapped[str] = mapped_column(String(40))
    track: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(160))
    birth_year: Mapped[int | None]
    module: Mapped[str | None] = mapped_column(String(60))
    steps_done: Mapped[int] = mapped_column(default=0)
    inactive_at: Mapped[datetime | None]
    risk_since: Mapped[datetime | None]
    urgency: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    referral_since: Mapped[datetime | None]
    unanswered_since: Mapped[datetime | None]
    deterioration_since: Mapped[datetime | None]
    worse_since: Mapped[datetime | None]
    overdue_since: Mapped[datetime | None]
    inactive_since: Mapped[datetime | None]
    exercise_since: Mapped[datetime | None]
    plan_since: Mapped[datetime | None]
    plan_until: Mapped[date | None]
    worse: Mapped[str] = mapped_column(String(400), default="", server_default="")
    judged_by: Mapped[str] = mapped_column(String(16), default="", server_default="")
    rank: Mapped[int] = mapped_column(Integer, Computed(_RANK, persisted=True))
    since: Mapped[datetime | None] = mapped_column(UtcTime, Computed(_SINCE, persisted=True))

    @property
    def worse_by(self) -> tuple[str, ...]:
        return worse_by(self.worse)

    __table_args__ = (
        Index("ix_caseload_row_organisation_id_rank_urgency_since", "organisation_id", "rank", "urgency", "since"),
        Index("ix_caseload_row_therapist_id_rank_urgency_since", "therapist_id", "rank", "urgency", "since"),
        Index("ix_caseload_row_inactive_at", "inactive_at"),
    )


class CaseloadVisit(Base):
    """When somebody last looked at her caseload: on ``day``, the last working day that she did, at ``at`` the last time;
    and ``before``, the last time on a working day before that one. What has come since is new to her."""

    __tablename__ = "caseload_visit"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date]
    at: Mapped[datetime]
    before: Mapped[datetime | None]


class CaseloadView(Base):
    """A way to look at the caseload that somebody has named and kept for herself: what of it, of which programme ("" for all),
    in which order. ``first``: her list opens with it."""

    __tablename__ = "caseload_view"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    part: Mapped[str] = mapped_column(String(80))
    programme: Mapped[str] = mapped_column(String(40))
    sort: Mapped[str] = mapped_column(String(12))
    first: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (UniqueConstraint("person_id", "name"),)
