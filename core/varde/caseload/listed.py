"""A page of the caseload, read as columns: the rows, and what each waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, exists, func, literal, not_, or_, select, union_all

from varde.alerts.models import RaisedAlert, RiskNote
from varde.alerts.service import OPEN_STATES
from varde.assessments.activity import HANDED_IN_AT, latest
from varde.caseload.handed import NOTHING, HandedIn, Ranked, arranged, behind, own_reason, reasons_of
from varde.caseload.models import ON_TRACK, PLANNED, CaseloadRow, worse_by
from varde.caseload.today import BOOKED, NO_DAY, NO_TIME, GroupToday, booked_today, group_of, groups_today, of_today
from varde.caseload.values import Reason
from varde.dialogue.models import Thread
from varde.enrolments.access import INTAKE_ROLES
from varde.enrolments.cover import responsible_kept_out, without_cover
from varde.enrolments.models import Activity, CareTeamMember, Enrolment, Referral
from varde.enrolments.reach import covered, let_in, reach_of
from varde.enrolments.team import is_member
from varde.enrolments.team_words import RESPONSIBLE
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.db import UtcTime
from varde.kernel.work import Work
from varde.staffing.service import AWAY, of_day
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


class StandingIn(NamedTuple):
    """Somebody who is away today and for whom the reader answers: how many of hers wait, and her last day away (None when it is
    a weekday she is never there)."""

    person_id: int
    name: str
    waiting: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class CaseloadPage:
    """One page of the caseload: rows by rank and time waited, how many there are for each reason, what follows, and how many
    in danger have no enrolment. ``booked`` is by enrolment when she has an appointment with the reader today, the first of
    several."""

    rows: tuple[ListedRow, ...]
    counts: dict[str, int]
    has_next: bool
    in_queue: int = 0
    standing_in: tuple[StandingIn, ...] = ()
    at_the_door: int = 0
    handed: HandedIn = NOTHING
    booked: Mapping[int, datetime] = field(default_factory=dict)
    groups: tuple[GroupToday, ...] = ()

    @property
    def waiting(self) -> int:
        """How many need something."""
        return sum(n for reason, n in self.counts.items() if reason not in ("plan", "on_track"))

    @property
    def everybody(self) -> int:
        return sum(self.counts.values())


_ME: Any = bindparam("me")
_NOW: Any = bindparam("now", type_=UtcTime)
_OF_CLINIC = covered(CaseloadRow.organisation_id, CaseloadRow.programme)
_KEPT_OUT = CaseloadRow.enrolment_id.in_(select(Enrolment.id).where(not_(let_in())))
_AT_MY_CLINICS = and_(_OF_CLINIC, not_(_KEPT_OUT))
"""Where she takes people in, but those whose record she is kept out of."""
_TO_TAKE_IN = and_(
    _OF_CLINIC,
    CaseloadRow.therapist_id.is_(None),
    or_(CaseloadRow.referral_since.is_not(None), CaseloadRow.risk_since.is_not(None)),
)
_STOOD_IN_FOR = select(AWAY.c.person_id).where(AWAY.c.substitute_id == _ME)
"""Those who are away today and have her as a substitute."""
_ESCALATED = and_(
    _OF_CLINIC,
    or_(CaseloadRow.risk_since.is_not(None), CaseloadRow.deterioration_since.is_not(None)),
    exists(
        select(RaisedAlert.id).where(
            RaisedAlert.enrolment_id == CaseloadRow.enrolment_id, RaisedAlert.state == "escalated"
        )
    ),
)
_ON_MY_TEAMS = CaseloadRow.enrolment_id.in_(
    select(CareTeamMember.enrolment_id).where(
        CareTeamMember.person_id == _ME, CareTeamMember.role != RESPONSIBLE, is_member(_NOW)
    )
)
MINE = and_(
    or_(
        CaseloadRow.therapist_id == _ME,
        and_(CaseloadRow.therapist_id.in_(_STOOD_IN_FOR), _OF_CLINIC),
        _ON_MY_TEAMS,
        _TO_TAKE_IN,
        _ESCALATED,
    ),
    not_(_KEPT_OUT),
)
"""Her own, and those of whom she stands in for; those to whose care team she belongs; at her clinics referrals nobody has
taken, whoever is in danger and is nobody's, also after an end, and those whose alert nobody opened in time. Never herself, her
kin, nor whoever keeps her out."""
_AT_THE_DOOR, _QUEUE, _STANDING_IN, _BOOKED, _GROUP_MEETS = 0, -1, -2, -3, -4
"""In place of a rank: those in danger at her clinics who have no enrolment; the clinic's queue; whom she stands in for; who has an
appointment with her today; when a group of hers meets today."""
_SOMETHING_WAITS = or_(
    CaseloadRow.risk_since.is_not(None),
    CaseloadRow.deterioration_since.is_not(None),
    CaseloadRow.unanswered_since.is_not(None),
    CaseloadRow.exercise_since.is_not(None),
)
IN_QUEUE = or_(
    and_(CaseloadRow.therapist_id.is_(None), CaseloadRow.referral_since.is_(None)),
    responsible_kept_out(CaseloadRow.enrolment_id, CaseloadRow.therapist_id),
    and_(_SOMETHING_WAITS, without_cover(CaseloadRow.enrolment_id, CaseloadRow.therapist_id, _NOW)),
)
"""In the clinic's queue: those nobody has or who keep out whoever has them, and those who wait for somebody who is away and
has no substitute there."""
_COUNTED = union_all(
    select(
        CaseloadRow.rank,
        func.count().label("n"),
        literal(0).label("person_id"),
        literal("").label("name"),
        NO_DAY.label("last_day"),
        NO_TIME.label("at"),
    )
    .where(MINE)
    .group_by(CaseloadRow.rank),
    select(literal(_QUEUE), func.count(), literal(0), literal(""), NO_DAY, NO_TIME).where(_AT_MY_CLINICS, IN_QUEUE),
    select(literal(_AT_THE_DOOR), func.count(), literal(0), literal(""), NO_DAY, NO_TIME)
    .select_from(RaisedAlert)
    .join(RiskNote, RiskNote.id == RaisedAlert.note_id)
    .where(
        RaisedAlert.enrolment_id.is_(None),
        RaisedAlert.state.in_(OPEN_STATES),
        covered(RaisedAlert.organisation_id, RiskNote.programme),
        let_in(RaisedAlert.person_id),
    ),
    select(
        literal(_STANDING_IN),
        func.count(CaseloadRow.enrolment_id),
        Person.id,
        func.max(Person.given_name + " " + Person.family_name),
        func.max(AWAY.c.last_day),
        NO_TIME,
    )
    .select_from(AWAY)
    .join(Person, Person.id == AWAY.c.person_id)
    .outerjoin(
        CaseloadRow, and_(CaseloadRow.therapist_id == AWAY.c.person_id, CaseloadRow.rank < ON_TRACK, _AT_MY_CLINICS)
    )
    .where(AWAY.c.substitute_id == _ME)
    .group_by(Person.id),
    booked_today(_BOOKED, MINE),
    groups_today(_GROUP_MEETS),
)
COUNTS: Select[*tuple[Any, ...]] = select(_COUNTED.subquery())
"""How many of each rank; and in the same statement how many are at the door and in the clinic's queue, for whom she stands
in, how many of theirs wait, and the last day (None: a free weekday); who of those on her list has an appointment with her
today, and when her groups meet."""
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
_STANDING = [getattr(CaseloadRow, name) for name in Ranked._fields]
STANDINGS: Select[*tuple[Any, ...]] = select(
    union_all(
        select(literal(1).label("mine"), *_STANDING).where(MINE),
        select(literal(0), *_STANDING).where(
            _AT_MY_CLINICS,
            CaseloadRow.therapist_id.is_not(None),
            not_(IN_QUEUE),
            without_cover(CaseloadRow.enrolment_id, CaseloadRow.therapist_id, _NOW),
        ),
    ).subquery()
)
"""Where each on her list stands; and those (0) who would be in the clinic's queue if a plugin had a reason for them."""
OF_RANK = ROWS.where(CaseloadRow.rank == bindparam("rank"))


def caseload_of(
    work: Work, actor: Actor, *, reason: str | None = None, search: str = "", page: int = 1
) -> CaseloadPage:
    """The therapist's own patients and the referrals of her clinics that nobody has taken.

    Three statements, whatever there is: the clinics, the counts, one page of rows; where plugins have reasons, one more that
    reads where each on the list stands and who may be in the clinic's queue for them, and theirs. ``reason`` is one of the
    reasons, the key of a plugin's, ``on_track``, :data:`BOOKED`, or None for everybody who needs something.
    """
    mine = {"me": actor.person_id, **reach_of(work, actor, INTAKE_ROLES).asked, "now": work.now, **of_day(work.today)}
    in_queue = at_the_door = 0
    counts, standing_in = dict.fromkeys((*REASONS, "on_track"), 0), []
    times, groups = list[tuple[datetime, int]](), list[GroupToday]()
    for rank, n, person_id, name, last_day, at in work.columns(COUNTS, {**mine, **of_today(work)}):
        if rank == _AT_THE_DOOR:
            at_the_door = n
        elif rank == _QUEUE:
            in_queue = n
        elif rank == _STANDING_IN:
            standing_in.append(StandingIn(person_id, name.strip(), n, last_day))
        elif rank == _BOOKED:
            times.append((at, n))
        elif rank == _GROUP_MEETS:
            groups.append(group_of(n, person_id, name, at))
        else:
            counts["on_track" if rank == ON_TRACK else REASONS[rank - 1]] = n
    handed, standings = NOTHING, list[Ranked]()
    if work.catalogue.all(Reason):
        read = [(bool(is_mine), Ranked._make(row)) for is_mine, *row in work.columns(STANDINGS, mine)]
        standings = [standing for is_mine, standing in read if is_mine]
        # The queue shows a plugin's reason beside whatever else there is; a list only one before Varde's own.
        everywhere = reasons_of(work, {each.enrolment_id: each._replace(rank=ON_TRACK) for _, each in read}.values())
        in_queue += sum(each.enrolment_id in everywhere.by_id for is_mine, each in read if not is_mine)
        handed = _of_list(standings, everywhere)
        _count_again(counts, standings, handed)
        standing_in = [_with_handed(absent, standings, handed) for absent in standing_in]
    booked = {enrolment_id: at for at, enrolment_id in sorted(times, reverse=True)}
    if not search and (reason == BOOKED or handed.by_id or reason in work.catalogue.all(Reason)):
        ids = sorted(booked, key=booked.__getitem__) if reason == BOOKED else arranged(standings, handed.by_id, reason)
        ids = ids[(page - 1) * PAGE : page * PAGE + 1]
        by_id = {row.enrolment_id: row for row in map(ListedRow._make, work.columns(OF_IDS, {"ids": ids}))}
        rows = [by_id[enrolment_id] for enrolment_id in ids]
    else:
        rows = _rows_by_rank(work, mine, reason, search, page)
    return CaseloadPage(
        tuple(rows[:PAGE]),
        counts,
        len(rows) > PAGE,
        in_queue,
        tuple(standing_in),
        at_the_door,
        handed,
        booked,
        tuple(sorted(groups, key=lambda group: (group.starts_at, group.group_id))),
    )


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


def _count_again(counts: dict[str, int], standings: Sequence[Ranked], handed: HandedIn) -> None:
    """Whoever stands for a plugin's reason is counted there."""
    ranks = {standing.enrolment_id: standing.rank for standing in standings}
    for enrolment_id, stands in handed.by_id.items():
        counts[own_reason(ranks[enrolment_id])] -= 1
        counts[stands.reason.key] = counts.get(stands.reason.key, 0) + 1


def _rows_by_rank(work: Work, mine: Mapping[str, Any], reason: str | None, search: str, page: int) -> list[ListedRow]:
    query, which = WAITING, {**mine, "passed": (page - 1) * PAGE}
    if search:
        query = ROWS.where(CaseloadRow.name.icontains(search, autoescape=True))
    elif reason == "on_track" or reason in REASONS:
        query, which["rank"] = OF_RANK, ON_TRACK if reason == "on_track" else REASONS.index(reason) + 1
    return [ListedRow._make(row) for row in work.columns(query, which)]
