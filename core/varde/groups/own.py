"""Groups as a patient may see hers: nobody else is in what is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, select

from varde.enrolments.models import Enrolment
from varde.groups.member_times import elsewhere
from varde.groups.models import CareGroup, GroupAttendance, GroupLeader, GroupMember, GroupSession
from varde.groups.service import SEATS, TAKEN, name_of_group
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.scheduling.models import Room


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A time of her group: ``state`` is what was said of her, "" when nothing was. ``elsewhere``: she has something else then."""

    id: int
    starts_at: datetime
    minutes: int
    theme: str
    cancelled: bool
    state: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """A group of hers: when, where and who leads it. How many are in it, and nobody's name."""

    id: int
    name: Text
    kind: str
    state: str
    place: str
    video: bool
    drop_in: bool
    leaders: tuple[str, ...]
    members: int
    seat_free: bool
    coming: tuple[OwnSession, ...]
    been: tuple[OwnSession, ...]


@dataclass(frozen=True, slots=True)
class VideoSession:
    """A session as whatever opens video rooms sees it."""

    uid: str
    place: str
    starts_at: datetime
    minutes: int


def hour_of(group: CareGroup, session: GroupSession) -> VideoSession:
    """A session of a group that meets on video: the place is the group's."""
    return VideoSession(session.uid, group.place, session.starts_at, session.minutes)


def own_groups(work: Work, enrolment: Enrolment) -> list[OwnGroup]:
    """Those she is in or waits for. Seven statements, and one when she is in none."""
    rows = _own_rows(work, enrolment.id)
    ids = [row[0].id for row in rows]
    if not ids:
        return []
    leaders: dict[int, list[str]] = defaultdict(list)
    for group_id, given, family in work.session.execute(
        select(GroupLeader.group_id, Person.given_name, Person.family_name)
        .join(Person, Person.id == GroupLeader.person_id)
        .where(GroupLeader.group_id.in_(ids))
        .order_by(Person.given_name, Person.id)
    ):
        leaders[group_id].append(f"{given} {family}".strip())
    sessions: dict[int, list[OwnSession]] = defaultdict(list)
    query = (
        select(GroupSession, GroupAttendance.state)
        .outerjoin(
            GroupAttendance,
            and_(GroupAttendance.session_id == GroupSession.id, GroupAttendance.enrolment_id == enrolment.id),
        )
        .where(GroupSession.group_id.in_(ids))
        .order_by(GroupSession.starts_at, GroupSession.id)
    )
    times = work.session.execute(query).all()
    busy = elsewhere(work, [each for each, _ in times if each.starts_at > work.now], enrolment.id)
    for each, state in times:
        cancelled, there = each.state == "cancelled", each.id in busy and enrolment.id in busy[each.id]
        line = OwnSession(each.id, each.starts_at, each.minutes, each.theme, cancelled, state or "", there)
        sessions[each.group_id].append(line)
    return [_own(work, row, leaders[row[0].id], sessions[row[0].id]) for row in rows]


def _own_rows(work: Work, enrolment_id: int) -> Sequence[Any]:
    query = (
        select(CareGroup, GroupMember.state, Room.name, TAKEN, SEATS)
        .join(GroupMember, GroupMember.group_id == CareGroup.id)
        .outerjoin(Room, Room.id == CareGroup.room_id)
        .where(GroupMember.enrolment_id == enrolment_id, GroupMember.state != "left", CareGroup.closed_at.is_(None))
        .order_by(CareGroup.id)
    )
    return work.session.execute(query).all()


def _own(work: Work, row: Any, leaders: Sequence[str], sessions: Sequence[OwnSession]) -> OwnGroup:
    group, state, room, taken, seats = row
    return OwnGroup(
        group.id,
        name_of_group(group),
        group.kind,
        state,
        room or group.place,
        group.video,
        group.drop_in,
        tuple(leaders),
        taken,
        taken < seats,
        tuple(each for each in sessions if each.starts_at > work.now),
        tuple(each for each in reversed(sessions) if each.starts_at <= work.now)[:12],
    )


JUST_BEGUN = timedelta(minutes=30)
"""How long after its beginning a time is still the next one: whoever is late can join."""


class NextOfGroup(NamedTuple):
    """The group that she meets first, and when; ``session_id`` and what follows are None when no time is planned, or she waits for
    a seat. ``kind`` is the key of its kind."""

    group_id: int
    kind: str
    name: Text
    state: str
    place: str
    video: bool
    session_id: int | None
    starts_at: datetime | None
    minutes: int | None


# The first page of a patient asks this, so it is put together once.
_NEXT = (
    select(CareGroup, GroupMember.state, Room.name, GroupSession.id, GroupSession.starts_at, GroupSession.minutes)
    .join(GroupMember, GroupMember.group_id == CareGroup.id)
    .outerjoin(Room, Room.id == CareGroup.room_id)
    .outerjoin(
        GroupSession,
        and_(
            GroupSession.group_id == CareGroup.id,
            GroupMember.state == "member",
            GroupSession.state == "planned",
            GroupSession.starts_at > bindparam("since"),
            ~exists().where(
                GroupAttendance.session_id == GroupSession.id,
                GroupAttendance.enrolment_id == GroupMember.enrolment_id,
                GroupAttendance.state == "excused",
            ),
        ),
    )
    .where(
        GroupMember.enrolment_id == bindparam("enrolment"), GroupMember.state != "left", CareGroup.closed_at.is_(None)
    )
    .order_by(GroupSession.id.is_(None), GroupSession.starts_at, GroupMember.state, CareGroup.id)
    .limit(1)
)


def next_of_group(work: Work, enrolment_id: int) -> NextOfGroup | None:
    """What her home says of her groups: the next time that she is to come to; None when she is in none. One statement."""
    row = work.session.execute(_NEXT, {"enrolment": enrolment_id, "since": work.now - JUST_BEGUN}).first()
    if row is None:
        return None
    group, state, room, session_id, starts_at, minutes = row
    place = room or group.place
    return NextOfGroup(
        group.id, group.kind, name_of_group(group), state, place, group.video, session_id, starts_at, minutes
    )
