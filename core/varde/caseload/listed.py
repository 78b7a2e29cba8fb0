"""A page of the caseload, read as columns: the rows, and what each waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, func, or_, select

from varde.alerts.models import RaisedAlert
from varde.assessments.activity import HANDED_IN_AT, latest
from varde.caseload.models import ON_TRACK, REASONS, CaseloadRow, worse_by
from varde.dialogue.models import Thread
from varde.enrolments.models import Activity, Referral
from varde.identity.service import Actor, under
from varde.kernel.work import Work

PAGE = 50


class ListedRow(NamedTuple):
    """One enrolment on the list: columns of :class:`~varde.caseload.models.CaseloadRow`; what says when she was last active;
    ``waiting_since`` and ``reply_by`` of a message nobody has answered; ``source``, ``outcome`` and ``decide_by`` of a referral
    nobody has decided, None where there is none. As plain values: a page has fifty, and none is changed by being read."""

    enrolment_id: int
    therapist_id: int | None
    programme: str
    track: str | None
    state: str
    name: str
    birth_year: int | None
    module: str | None
    steps_done: int
    acted_at: datetime | None
    handed_in_at: datetime | None
    inactive_at: datetime | None
    referral_since: datetime | None
    deterioration_since: datetime | None
    inactive_since: datetime | None
    worse: str
    rank: int
    since: datetime | None
    waiting_since: datetime | None
    reply_by: datetime | None
    source: str | None
    outcome: str | None
    decide_by: datetime | None

    @property
    def last_active_at(self) -> datetime | None:
        return latest((self.acted_at, self.handed_in_at))

    @property
    def worse_by(self) -> tuple[str, ...]:
        return worse_by(self.worse)


@dataclass(frozen=True, slots=True)
class CaseloadPage:
    """One page of the caseload: rows by rank and time waited, how many there are for each reason, and what follows."""

    rows: tuple[ListedRow, ...]
    counts: dict[str, int]
    has_next: bool

    @property
    def waiting(self) -> int:
        """How many need something."""
        return sum(n for reason, n in self.counts.items() if reason != "on_track")

    @property
    def everybody(self) -> int:
        return sum(self.counts.values())


_AT_MY_CLINICS = CaseloadRow.organisation_id.in_(bindparam("places", expanding=True))
_OPEN_REFERRAL = and_(_AT_MY_CLINICS, CaseloadRow.therapist_id.is_(None), CaseloadRow.referral_since.is_not(None))
_ESCALATED = and_(
    _AT_MY_CLINICS,
    or_(CaseloadRow.risk_since.is_not(None), CaseloadRow.deterioration_since.is_not(None)),
    exists(
        select(RaisedAlert.id).where(
            RaisedAlert.enrolment_id == CaseloadRow.enrolment_id, RaisedAlert.state == "escalated"
        )
    ),
)
MINE = or_(CaseloadRow.therapist_id == bindparam("me"), _OPEN_REFERRAL, _ESCALATED)
"""Her own; referrals nobody has taken; and at her clinics those whose alert nobody opened in time."""
COUNTS = select(CaseloadRow.rank, func.count()).where(MINE).group_by(CaseloadRow.rank)
_ELSEWHERE: Mapping[str, Any] = {
    "acted_at": Activity.last_active_at,
    "handed_in_at": HANDED_IN_AT,
    "waiting_since": Thread.waiting_since,
    "reply_by": Thread.answer_by,
    "source": Referral.source,
    "outcome": Referral.outcome,
    "decide_by": Referral.answer_by,
}
ROWS = (
    select(*(_ELSEWHERE[name] if name in _ELSEWHERE else getattr(CaseloadRow, name) for name in ListedRow._fields))
    .outerjoin(Activity, Activity.enrolment_id == CaseloadRow.enrolment_id)
    .outerjoin(Thread, Thread.enrolment_id == CaseloadRow.enrolment_id)
    .outerjoin(Referral, and_(Referral.enrolment_id == CaseloadRow.enrolment_id, Referral.decision.is_(None)))
    .where(MINE)
    .order_by(CaseloadRow.rank, CaseloadRow.since, CaseloadRow.enrolment_id)
    .offset(bindparam("passed"))
    .limit(PAGE + 1)
)
WAITING = ROWS.where(CaseloadRow.rank < ON_TRACK)
OF_RANK = ROWS.where(CaseloadRow.rank == bindparam("rank"))


def caseload_of(
    work: Work, actor: Actor, *, reason: str | None = None, search: str = "", page: int = 1
) -> CaseloadPage:
    """The therapist's own patients and the referrals of her clinics that nobody has taken.

    Three statements, whatever there is: the clinics, the counts, one page of rows. ``reason`` is one of the reasons,
    ``on_track``, or None for everybody who needs something.
    """
    mine = {"me": actor.person_id, "places": under(work, actor.places("therapist"))}
    counts = dict.fromkeys((*REASONS, "on_track"), 0)
    for rank, n in work.columns(COUNTS, mine):
        counts["on_track" if rank == ON_TRACK else REASONS[rank - 1]] = n
    query, which = WAITING, {**mine, "passed": (page - 1) * PAGE}
    if search:
        query = ROWS.where(CaseloadRow.name.icontains(search, autoescape=True))
    elif reason == "on_track" or reason in REASONS:
        query, which["rank"] = OF_RANK, ON_TRACK if reason == "on_track" else REASONS.index(reason) + 1
    rows = [ListedRow._make(row) for row in work.columns(query, which)]
    return CaseloadPage(tuple(rows[:PAGE]), counts, len(rows) > PAGE)
