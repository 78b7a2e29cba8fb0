"""A page of the caseload, read as columns: the rows, and what each waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, and_, bindparam, cast, literal, select, union_all

from varde.assessments.activity import HANDED_IN_AT, latest
from varde.caseload.asked import FRESH, ListAsked, asked_for
from varde.caseload.counting import PART_HOLDS, Above, StandingIn, above_of, of_list
from varde.caseload.handed import NOTHING, WIDE_PARTS, HandedIn, Ranked, Today, arranged, behind, is_fresh, reasons_of
from varde.caseload.mine import MINE, NEAR_QUEUE
from varde.caseload.models import ON_TRACK, PLANNED, CaseloadRow, own_reason, worse_by
from varde.caseload.values import Reason
from varde.caseload.views import SavedView
from varde.dialogue.models import Thread
from varde.enrolments.access import INTAKE_ROLES
from varde.enrolments.models import Activity, Referral
from varde.enrolments.reach import reach_of
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.staffing.service import of_day
from varde.standing.on_track import REASONS

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
    exercise_since: datetime | None
    worse: str
    plan_until: date | None
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
    """One page of the caseload: rows in the order that was ``asked`` for, what stands ``above`` them, and what follows. ``view`` is
    the one that was opened; ``known`` is False when it, or what was asked for, filters by something that is gone."""

    rows: tuple[ListedRow, ...]
    above: Above
    has_next: bool
    handed: HandedIn = NOTHING
    asked: ListAsked = field(default_factory=ListAsked)
    view: SavedView | None = None
    known: bool = True
    taken: Mapping[str, Any] = field(default_factory=dict)
    """What the statements about this reader's list take."""

    @property
    def counts(self) -> dict[str, int]:
        return self.above.counts

    @property
    def in_queue(self) -> int:
        return self.above.in_queue

    @property
    def standing_in(self) -> Sequence[StandingIn]:
        return self.above.standing_in

    @property
    def at_the_door(self) -> int:
        return self.above.at_the_door

    @property
    def booked(self) -> Mapping[int, datetime]:
        return self.above.booked

    @property
    def waiting(self) -> int:
        """How many need something."""
        return sum(n for reason, n in self.counts.items() if reason not in ("plan", "on_track"))

    @property
    def everybody(self) -> int:
        return sum(self.counts.values())


_ELSEWHERE: Mapping[str, Any] = {
    "acted_at": Activity.last_active_at,
    "handed_in_at": HANDED_IN_AT,
    "waiting_since": Thread.waiting_since,
    "reply_by": Thread.answer_by,
    "source": Referral.source,
    "outcome": Referral.outcome,
    "decide_by": Referral.answer_by,
}
_ROW = (
    select(*(_ELSEWHERE[name] if name in _ELSEWHERE else getattr(CaseloadRow, name) for name in ListedRow._fields))
    .outerjoin(Activity, Activity.enrolment_id == CaseloadRow.enrolment_id)
    .outerjoin(Thread, Thread.enrolment_id == CaseloadRow.enrolment_id)
    .outerjoin(Referral, and_(Referral.enrolment_id == CaseloadRow.enrolment_id, Referral.decision.is_(None)))
)
ROWS = (
    _ROW.where(MINE)
    .order_by(CaseloadRow.rank, CaseloadRow.urgency, CaseloadRow.since, CaseloadRow.enrolment_id)
    .offset(bindparam("passed"))
    .limit(PAGE + 1)
)
WAITING = ROWS.where(CaseloadRow.rank < PLANNED)
OF_IDS = _ROW.where(CaseloadRow.enrolment_id.in_(bindparam("ids", expanding=True)))
_STANDING = [
    getattr(CaseloadRow, name) for name in ("enrolment_id", "programme", "rank", "urgency", "since", "therapist_id")
]
STANDINGS: Select[*tuple[Any, ...]] = select(
    union_all(
        select(literal(1).label("mine"), *_STANDING).where(MINE), select(literal(0), *_STANDING).where(NEAR_QUEUE)
    ).subquery()
)
"""Where each on her list stands; and those (0) who would be in the clinic's queue if a plugin had a reason for them."""
_PARTS = [cast(PART_HOLDS[part], Integer).label(part) for part in WIDE_PARTS]
WIDE_STANDINGS: Select[*tuple[Any, ...]] = select(
    union_all(
        select(literal(1).label("mine"), *_STANDING, CaseloadRow.name, *_PARTS).where(MINE),
        select(literal(0), *_STANDING, literal(""), *(literal(0) for _part in _PARTS)).where(NEAR_QUEUE),
    ).subquery()
)
"""The same, with what a part of the list, or another order, is told by."""
OF_RANK = ROWS.where(CaseloadRow.rank == bindparam("rank"))


def caseload_of(
    work: Work,
    actor: Actor,
    *,
    reason: str | None = None,
    programme: str = "",
    sort: str = "",
    search: str = "",
    page: int = 1,
    view: int | None = None,
    opening: bool = False,
) -> CaseloadPage:
    """The therapist's own patients and the referrals of her clinics that nobody has taken.

    Three statements, whatever there is: the clinics, what stands above the list, one page of rows; where plugins have reasons, one
    more that reads where each on the list stands and who may be in the clinic's queue for them, and theirs. ``reason``,
    ``programme`` and ``sort`` as of :func:`varde.caseload.asked.asked_for`, or as of ``view``, one that she keeps; ``opening``:
    as of the view that she has first, when she has one.
    """
    mine = {"me": actor.person_id, **reach_of(work, actor, INTAKE_ROLES).asked, "now": work.now, **of_day(work.today)}
    mine |= of_list(work)
    above = above_of(work, mine)
    kept = next((each for each in above.views if each.id == view or (opening and each.first)), None)
    words = (kept.part, kept.programme, kept.sort) if kept is not None else (reason or "", programme, sort)
    plugins, programmes = work.catalogue.all(Reason), {*work.catalogue.all(Programme), *above.programmes}
    asked, known = asked_for(*words, handed=plugins, programmes=programmes)
    handed, standings = NOTHING, list[Ranked]()
    if plugins or not asked.plain:
        wide = asked.part in WIDE_PARTS or asked.sort == "name"
        read = [
            (bool(is_mine), Ranked(*row)) for is_mine, *row in work.columns(WIDE_STANDINGS if wide else STANDINGS, mine)
        ]
        standings = [standing for is_mine, standing in read if is_mine]
        # The queue shows a plugin's reason beside whatever else there is; a list only one before Varde's own.
        everywhere = reasons_of(work, [each for _, each in read], beside=ON_TRACK)
        above.in_queue += sum(each.enrolment_id in everywhere.by_id for is_mine, each in read if not is_mine)
        handed = _of_list(standings, everywhere)
        _count_again(above, standings, handed)
        above.standing_in = [_with_handed(absent, standings, handed) for absent in above.standing_in]
    if not search and (handed.by_id or not asked.plain or asked.part in plugins):
        today = Today(above.booked, above.fresh_since, actor.person_id)
        ids = arranged(standings, handed.by_id, asked, today)[(page - 1) * PAGE : page * PAGE + 1]
        by_id = {row.enrolment_id: row for row in map(ListedRow._make, work.columns(OF_IDS, {"ids": ids}))}
        rows = [by_id[enrolment_id] for enrolment_id in ids]
    else:
        rows = _rows_by_rank(work, mine, asked.part, search, page)
    return CaseloadPage(tuple(rows[:PAGE]), above, len(rows) > PAGE, handed, asked, kept, known, mine)


def _of_list(standings: Sequence[Ranked], everywhere: HandedIn) -> HandedIn:
    by_id = {
        each.enrolment_id: stands
        for each in standings
        if (stands := everywhere.by_id.get(each.enrolment_id)) and behind(stands.reason) < each.rank
    }
    return HandedIn(by_id, everywhere.failed)


def _with_handed(absent: StandingIn, standings: Sequence[Ranked], handed: HandedIn) -> StandingIn:
    """Whoever of theirs waits for a plugin's reason alone is counted too."""
    handed_alone = sum(
        each.rank == ON_TRACK and each.therapist_id == absent.person_id and each.enrolment_id in handed.by_id
        for each in standings
    )
    return absent._replace(waiting=absent.waiting + handed_alone)


def _count_again(above: Above, standings: Sequence[Ranked], handed: HandedIn) -> None:
    """Whoever stands for a plugin's reason is counted there, and as somebody who needs something."""
    by_id = {standing.enrolment_id: standing for standing in standings}
    for enrolment_id, stands in handed.by_id.items():
        standing = by_id[enrolment_id]
        above.counts[own_reason(standing.rank)] -= 1
        above.counts[stands.reason.key] = above.counts.get(stands.reason.key, 0) + 1
        above.programmes[standing.programme] += standing.rank >= PLANNED
        above.parts[FRESH] += is_fresh(standing, stands, above.fresh_since)
        above.parts[FRESH] -= is_fresh(standing, None, above.fresh_since)


def _rows_by_rank(work: Work, mine: Mapping[str, Any], part: str, search: str, page: int) -> list[ListedRow]:
    query, which = WAITING, {**mine, "passed": (page - 1) * PAGE}
    if search:
        query = ROWS.where(CaseloadRow.name.icontains(search, autoescape=True))
    elif part:
        query, which["rank"] = OF_RANK, ON_TRACK if part == "on_track" else REASONS.index(part) + 1
    return [ListedRow._make(row) for row in work.columns(query, which)]
