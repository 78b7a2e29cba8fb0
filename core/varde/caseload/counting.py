"""What stands above a caseload, read in one statement: how many for each reason and programme, in each part, who meets her today,
for whom she stands in, since when things are new to her, and the views that she keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from varde.alerts.models import RaisedAlert, RiskNote
from varde.alerts.service import OPEN_STATES
from varde.caseload.asked import FINISHED, FRESH, OTHERS, SHARED, TO_START
from varde.caseload.mine import AT_MY_CLINICS, IN_QUEUE, ME, MINE
from varde.caseload.models import ON_TRACK, PLANNED, CaseloadRow, CaseloadView, CaseloadVisit, own_reason
from varde.caseload.today import (
    COUNTED_PARTS,
    NO_DAY,
    NO_PARTS,
    NO_TIME,
    GroupToday,
    booked_today,
    group_of,
    groups_today,
    of_today,
)
from varde.caseload.views import LastVisit, SavedView, view_of, view_row
from varde.enrolments.reach import covered, let_in
from varde.enrolments.rules import ENDED
from varde.identity.models import Person
from varde.kernel.db import UtcTime
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.scheduling.rules import at_wall_time, is_working_day
from varde.staffing.service import AWAY
from varde.standing.on_track import REASONS

_AT_THE_DOOR, _QUEUE, _STANDING_IN, _BOOKED, _GROUP_MEETS, _VISITED, _FRESH_SINCE, _VIEW = range(0, -8, -1)
"""In place of a rank: those in danger at her clinics who have no enrolment; the clinic's queue; whom she stands in for; who has an
appointment with her today; when a group of hers meets today; when she last looked; since when things are new; a view of hers."""
_VISIT = select(
    case((CaseloadVisit.day < bindparam("on", type_=Date), CaseloadVisit.at), else_=CaseloadVisit.before)
).where(CaseloadVisit.person_id == ME)
FRESH_SINCE: ColumnElement[Any] = func.coalesce(
    _VISIT.scalar_subquery(), bindparam("working_day", type_=UtcTime), type_=UtcTime
)
"""When she last looked on an earlier working day; the beginning of the one before today, while nobody knows."""
_WHERE_SHE_IS = (
    CaseloadRow.programme
    + " "
    + func.coalesce(CaseloadRow.track, "")
    + " "
    + CaseloadRow.module
    + " "
    + cast(CaseloadRow.steps_done, CaseloadRow.programme.type)
)
PART_HOLDS: Mapping[str, ColumnElement[bool]] = {
    FRESH: and_(CaseloadRow.rank < PLANNED, CaseloadRow.since > FRESH_SINCE),
    TO_START: CaseloadRow.state == "waiting",
    SHARED: CaseloadRow.exercise_since.is_not(None),
    FINISHED: or_(
        CaseloadRow.state.in_(ENDED),
        and_(CaseloadRow.state == "active", _WHERE_SHE_IS.in_(bindparam("ends", expanding=True))),
    ),
    OTHERS: CaseloadRow.therapist_id != ME,
}
"""What it is to be in each part of the list that is not a reason, of a row on it."""


def _row(kind: int, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Something that is no rank, in the columns of the counts."""
    return select(literal(kind), *columns, *NO_PARTS)


_COUNTED: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        CaseloadRow.rank,
        func.count().label("n"),
        literal(0).label("person_id"),
        CaseloadRow.programme.label("name"),
        NO_DAY.label("last_day"),
        NO_TIME.label("at"),
        *(func.sum(cast(PART_HOLDS[part], Integer)).label(part) for part in COUNTED_PARTS),
    )
    .where(MINE)
    .group_by(CaseloadRow.rank, CaseloadRow.programme),
    _row(_QUEUE, func.count(), literal(0), literal(""), NO_DAY, NO_TIME).select_from(CaseloadRow).where(IN_QUEUE),
    _row(_AT_THE_DOOR, func.count(), literal(0), literal(""), NO_DAY, NO_TIME)
    .select_from(RaisedAlert)
    .join(RiskNote, RiskNote.id == RaisedAlert.note_id)
    .where(
        RaisedAlert.enrolment_id.is_(None),
        RaisedAlert.state.in_(OPEN_STATES),
        covered(RaisedAlert.organisation_id, RiskNote.programme),
        let_in(RaisedAlert.person_id),
    ),
    _row(
        _STANDING_IN,
        func.count(CaseloadRow.enrolment_id),
        Person.id,
        func.max(Person.given_name + " " + Person.family_name),
        func.max(AWAY.c.last_day),
        NO_TIME,
    )
    .select_from(AWAY)
    .join(Person, Person.id == AWAY.c.person_id)
    .outerjoin(
        CaseloadRow, and_(CaseloadRow.therapist_id == AWAY.c.person_id, CaseloadRow.rank < ON_TRACK, AT_MY_CLINICS)
    )
    .where(AWAY.c.substitute_id == ME)
    .group_by(Person.id),
    booked_today(_BOOKED, MINE),
    groups_today(_GROUP_MEETS),
    _row(_VISITED, literal(0), literal(0), literal(""), CaseloadVisit.day, CaseloadVisit.at).where(
        CaseloadVisit.person_id == ME
    ),
    _row(_FRESH_SINCE, literal(0), literal(0), literal(""), NO_DAY, FRESH_SINCE),
    _row(_VIEW, CaseloadView.id, cast(CaseloadView.first, Integer), view_row(), NO_DAY, NO_TIME).where(
        CaseloadView.person_id == ME
    ),
)
COUNTS: Select[*tuple[Any, ...]] = select(_COUNTED.subquery())


class StandingIn(NamedTuple):
    """Somebody who is away today and for whom the reader answers: how many of hers wait, and her last day away (None when it is
    a weekday she is never there)."""

    person_id: int
    name: str
    waiting: int
    last_day: date | None


@dataclass(slots=True)
class Above:
    """What stands above a list. ``counts`` by reason, ``parts`` by part, ``programmes`` how many need something in each; ``booked``
    by enrolment the first appointment of today; ``fresh_since`` the moment after which something is new: when she last looked,
    or, while nobody knows (``looked``), the beginning of a day."""

    fresh_since: datetime
    looked: bool = False
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*REASONS, "on_track"), 0))
    parts: Counter[str] = field(default_factory=Counter)
    programmes: Counter[str] = field(default_factory=Counter)
    in_queue: int = 0
    at_the_door: int = 0
    standing_in: list[StandingIn] = field(default_factory=list)
    booked: dict[int, datetime] = field(default_factory=dict)
    groups: tuple[GroupToday, ...] = ()
    views: tuple[SavedView, ...] = ()
    visit: LastVisit | None = None


def of_list(work: Work) -> dict[str, Any]:
    """What the statements here take, beside whose list it is and today's."""
    day = work.today - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return {
        **of_today(work),
        "on": work.today,
        "working_day": at_wall_time(day, time(0), work.zone),
        "ends": ends_of(work.catalogue.all(Programme)),
    }


def ends_of(programmes: Mapping[str, Programme]) -> list[str]:
    """Where whoever has done the last step of the last module is, in each programme and track."""
    ends = set()
    for key, programme in programmes.items():
        for track in (None, *(each.key for each in programme.tracks)):
            if modules := programme.modules_of(track):
                ends.add(f"{key} {track or ''} {modules[-1].key} {len(modules[-1].steps)}")
    return sorted(ends)


def above_of(work: Work, mine: Mapping[str, Any]) -> Above:
    """What stands above the list of whom ``mine`` says. One statement."""
    above = Above(work.now)
    times, groups, views = list[tuple[datetime, int]](), list[GroupToday](), list[SavedView]()
    for rank, n, person_id, name, last_day, at, *parts in work.columns(COUNTS, mine):
        if rank > 0:
            above.counts[own_reason(rank)] += n
            above.programmes[name] += n if rank < PLANNED else 0
            above.parts.update({part: int(held or 0) for part, held in zip(COUNTED_PARTS, parts, strict=True)})
        elif rank == _AT_THE_DOOR:
            above.at_the_door = n
        elif rank == _QUEUE:
            above.in_queue = n
        elif rank == _STANDING_IN:
            above.standing_in.append(StandingIn(person_id, name.strip(), n, last_day))
        elif rank == _BOOKED:
            times.append((at, n))
        elif rank == _GROUP_MEETS:
            groups.append(group_of(n, person_id, name, at))
        elif rank == _VISITED:
            above.visit = LastVisit(last_day, at)
        elif rank == _FRESH_SINCE:
            above.fresh_since, above.looked = at, at != mine["working_day"]
        else:
            views.append(view_of(n, bool(person_id), name))
    above.booked = {enrolment_id: at for at, enrolment_id in sorted(times, reverse=True)}
    above.groups = tuple(sorted(groups, key=lambda group: (group.starts_at, group.group_id)))
    above.views = tuple(sorted(views, key=lambda view: (view.name.casefold(), view.id)))
    return above
