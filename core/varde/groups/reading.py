"""Groups as a member of staff may see them; as a patient may, `own.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from varde.audit.service import record_all
from varde.enrolments.access_entries import listed_access
from varde.enrolments.models import TAKES_IN, CareTeamMember, Enrolment, Offering
from varde.enrolments.reach import Reach, reach_of
from varde.enrolments.team import is_member
from varde.groups.errors import NoSuchGroup
from varde.groups.member_times import elsewhere
from varde.groups.members import JOINS
from varde.groups.models import CAME, CareGroup, GroupAttendance, GroupLeader, GroupMember, GroupSession
from varde.groups.rules import missed_in_row
from varde.groups.service import SEATS, TAKEN, WAIT, kind_of, leaders_of, name_of_group, seats_in
from varde.groups.sessions import sessions_of
from varde.identity.models import Organisation, Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor, under
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.scheduling.models import Room

WHAT = "group"
"""What the access log calls it."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group on a list: ``next_at`` is when it meets next, ``leads`` whether the reader leads it."""

    id: int
    name: Text
    programme: str
    kind: str
    place: str
    next_at: datetime | None
    taken: int
    seats: int
    waiting: int
    leads: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody in a group, as a reader who is let in to her record sees her. ``missed`` are the times in a row that she did not
    come; ``new``: she has been to none."""

    enrolment_id: int
    name: str
    state: str
    since: datetime
    said: Mapping[int, GroupAttendance] = field(default_factory=dict)
    missed: int = 0
    new: bool = False


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One time of a group: how many came, of how many that something was said of."""

    session: GroupSession
    came: int
    said: int


@dataclass(frozen=True, slots=True)
class LedSession:
    """A time of a group that somebody leads, for her own week: ``place`` is a room, an address or a link."""

    session: GroupSession
    group_id: int
    name: Text
    place: str
    taken: int
    seats: int


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group for whoever plans and leads it. ``unnamed`` are members whose records are closed to the reader: she sees how many.
    ``elsewhere`` are, by time to come, the enrolments of those who have something else then."""

    group: CareGroup
    leads: bool
    leaders: Mapping[int, Person]
    place: str
    taken: int
    seats: int
    sessions: Sequence[SessionLine]
    members: Sequence[MemberLine]
    waiting: Sequence[MemberLine]
    dropped_in: Sequence[MemberLine]
    unnamed: int
    unnamed_waiting: int
    elsewhere: Mapping[int, frozenset[int]]

    @property
    def name(self) -> Text:
        return name_of_group(self.group)

    def counted(self, session_id: int, state: str) -> int:
        """Of how many members who are named this was said of a time; of how many nothing was, for ""."""
        said = [line.said[session_id].state if session_id in line.said else "" for line in self.members]
        return said.count(state)


def groups_for(work: Work, actor: Actor, *, closed: bool = False) -> list[GroupLine]:
    """The groups where she reaches, those she leads first, then by when they meet next. Two statements."""
    reach = reach_of(work, actor, roles_with("treat"))
    ahead = GroupSession.group_id == CareGroup.id, GroupSession.state == "planned", GroupSession.starts_at > work.now
    next_at = select(func.min(GroupSession.starts_at)).where(*ahead).scalar_subquery()
    leads = select(func.count()).where(GroupLeader.group_id == CareGroup.id, GroupLeader.person_id == actor.person_id)
    query = (
        select(CareGroup, Room.name, TAKEN, WAIT, SEATS, next_at, leads.scalar_subquery())
        .outerjoin(Room, Room.id == CareGroup.room_id)
        .where(CareGroup.organisation_id.in_(reach.everywhere))
        .order_by(CareGroup.name, CareGroup.id)
    )
    if not closed:
        query = query.where(CareGroup.closed_at.is_(None))
    lines = [
        GroupLine(
            row[0].id,
            name_of_group(row[0]),
            row[0].programme,
            row[0].kind,
            row[1] or row[0].place,
            row[5],
            row[2],
            row[4],
            row[3],
            bool(row[6]),
            row[0].closed_at is not None,
        )
        for row in work.session.execute(query)
        if _covers(reach, row[0])
    ]
    return sorted(lines, key=lambda line: (not line.leads, line.next_at is None, line.next_at or work.now, line.id))


def sessions_led(work: Work, person_id: int, begin: datetime, end: datetime) -> list[LedSession]:
    """What she leads from ``begin`` until ``end``, the first one first, without what is cancelled. One statement."""
    rows = work.session.execute(
        select(GroupSession, CareGroup, Room.name, TAKEN, SEATS)
        .join(CareGroup, CareGroup.id == GroupSession.group_id)
        .join(GroupLeader, GroupLeader.group_id == CareGroup.id)
        .outerjoin(Room, Room.id == CareGroup.room_id)
        .where(
            GroupLeader.person_id == person_id,
            GroupSession.state == "planned",
            GroupSession.starts_at >= begin,
            GroupSession.starts_at < end,
        )
        .order_by(GroupSession.starts_at, GroupSession.id)
    )
    return [
        LedSession(session, group.id, name_of_group(group), room or group.place, members, number)
        for session, group, room, members, number in rows
    ]


def open_group(work: Work, actor: Actor, group_id: int) -> tuple[CareGroup, Reach]:
    """The group, for whoever treats at its place in its programme. :raises NoSuchGroup: there is none, or not for her."""
    group = work.session.get(CareGroup, group_id)
    reach = reach_of(work, actor, roles_with("treat"))
    if group is None or not _covers(reach, group):
        raise NoSuchGroup()
    return group, reach


def group_view(work: Work, actor: Actor, group: CareGroup, reach: Reach) -> GroupView:
    """All of a group that was opened (:func:`open_group`). Those whose records she is let in to are named, and the access log says
    that she saw it. As many statements however many are in it."""
    leaders, sessions = leaders_of(work, group.id), sessions_of(work, group.id)
    said = _said_in(work, group.id)
    rows = _people(work, actor, group.id, [each for by_one in said.values() for each in by_one])
    seen = [row for row in rows if row.near and row.enrolment.person_id not in reach.kept_out]
    record_all(work, listed_access(work, actor, [row.enrolment for row in seen], WHAT))
    begun = [each for each in sessions if each.state == "planned" and each.starts_at <= work.now]
    lines = {
        state: [_line(row, said, begun) for row in seen if row.state == state] for state in ("member", "waiting", "")
    }
    taken, seats = seats_in(work, group.id)
    waiting = sum(row.state == "waiting" for row in rows)
    return GroupView(
        group,
        actor.person_id in leaders,
        leaders,
        _place(work, group),
        taken,
        seats,
        [_session_line(each, said) for each in sessions],
        lines["member"],
        sorted(lines["waiting"], key=lambda line: line.since),
        lines[""],
        taken - len(lines["member"]),
        waiting - len(lines["waiting"]),
        elsewhere(work, [each for each in sessions if each.state == "planned" and each.starts_at > work.now]),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    enrolment: Enrolment
    state: str
    since: datetime
    near: bool


def _covers(reach: Reach, group: CareGroup) -> bool:
    return group.organisation_id in reach.places or (group.organisation_id, group.programme) in reach.limited


def _said_in(work: Work, group_id: int) -> dict[int, dict[int, GroupAttendance]]:
    """What was said of each time of a group, by session and enrolment. One statement."""
    said: dict[int, dict[int, GroupAttendance]] = defaultdict(dict)
    query = select(GroupAttendance).join(GroupSession, GroupSession.id == GroupAttendance.session_id)
    for row in work.session.scalars(query.where(GroupSession.group_id == group_id)):
        said[row.session_id][row.enrolment_id] = row
    return said


def _people(work: Work, actor: Actor, group_id: int, dropped_in: Collection[int]) -> list[_Row]:
    """Those who are in a group, wait, or came without a seat, and whether the reader treats each of them. One statement."""
    near = (
        select(CareTeamMember.id)
        .where(
            CareTeamMember.enrolment_id == Enrolment.id,
            CareTeamMember.person_id == actor.person_id,
            is_member(work.now),
        )
        .exists()
    )
    in_it = and_(
        GroupMember.group_id == group_id, GroupMember.enrolment_id == Enrolment.id, GroupMember.state != "left"
    )
    rows = work.session.execute(
        select(Enrolment, GroupMember.state, GroupMember.since, near)
        .join(Enrolment.person)
        .outerjoin(GroupMember, in_it)
        .where(or_(GroupMember.id.is_not(None), Enrolment.id.in_(dropped_in)))
        .options(joinedload(Enrolment.person))
        .order_by(Person.given_name, Person.family_name, Enrolment.id)
    )
    return [
        _Row(
            row[0], row[1] or "", row[2] if row[1] else work.now, bool(row[3]) or row[0].therapist_id == actor.person_id
        )
        for row in rows
    ]


def _line(row: _Row, said: Mapping[int, Mapping[int, GroupAttendance]], begun: Sequence[GroupSession]) -> MemberLine:
    hers = {session_id: by_one[row.enrolment.id] for session_id, by_one in said.items() if row.enrolment.id in by_one}
    newest_first = (hers[each.id].state if each.id in hers else None for each in reversed(begun))
    return MemberLine(
        row.enrolment.id,
        row.enrolment.person.name,
        row.state,
        row.since,
        hers,
        missed_in_row(newest_first),
        not any(each.state in CAME for each in hers.values()),
    )


def _session_line(session: GroupSession, said: Mapping[int, Mapping[int, GroupAttendance]]) -> SessionLine:
    states = [each.state for each in said.get(session.id, {}).values()]
    return SessionLine(session, sum(each in CAME for each in states) + session.guests, len(states) + session.guests)


def _place(work: Work, group: CareGroup) -> str:
    room = work.session.get(Room, group.room_id) if group.room_id is not None else None
    return room.name if room is not None else group.place


def may_be_added(work: Work, actor: Actor, group: CareGroup, reach: Reach) -> list[Enrolment]:
    """Her patients who could be in this group and are not. Two statements."""
    kind = kind_of(work, group)
    programmes = {group.programme, *(kind.with_programmes if kind is not None else ())}
    places = under(work, [group.organisation_id])
    team = select(CareTeamMember.enrolment_id).where(CareTeamMember.person_id == actor.person_id, is_member(work.now))
    there = select(GroupMember.enrolment_id).where(GroupMember.group_id == group.id, GroupMember.state == "member")
    query = (
        select(Enrolment)
        .join(Enrolment.person)
        .where(
            Enrolment.organisation_id.in_(places),
            Enrolment.programme.in_(programmes),
            Enrolment.state.in_(JOINS),
            or_(Enrolment.therapist_id == actor.person_id, Enrolment.id.in_(team)),
            Enrolment.id.not_in(there),
            Enrolment.person_id.not_in(reach.kept_out),
        )
        .options(joinedload(Enrolment.person))
        .order_by(Person.given_name, Person.family_name, Enrolment.id)
    )
    return list(work.session.scalars(query))


def is_talk(work: Work, group: CareGroup) -> bool:
    """Whether it is a talk, which modules may wait for."""
    kind = kind_of(work, group)
    return kind is not None and kind.form == "talk"


def place_of_group(work: Work, group: CareGroup) -> Organisation:
    """The organisation whose group it is. At most one statement."""
    return work.session.get_one(Organisation, group.organisation_id)


def enrolments_by_id(work: Work, ids: Collection[int]) -> list[Enrolment]:
    """These enrolments. One statement, and none when there are none."""
    return list(work.session.scalars(select(Enrolment).where(Enrolment.id.in_(ids)))) if ids else []


def place_offerings(work: Work, reach: Reach) -> list[Offering]:
    """What is offered where she reaches, by place and programme. One statement."""
    query = (
        select(Offering)
        .where(
            or_(
                Offering.organisation_id.in_(reach.places),
                tuple_(Offering.organisation_id, Offering.programme).in_(reach.limited),
            ),
            Offering.state.in_(TAKES_IN),
            Offering.programme.in_(work.catalogue.all(Programme)),
        )
        .options(joinedload(Offering.organisation))
        .order_by(Offering.organisation_id, Offering.programme)
    )
    return list(work.session.scalars(query))
