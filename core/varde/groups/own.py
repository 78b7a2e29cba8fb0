"""Groups as a patient may see hers: nobody else is in what is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from varde.enrolments.models import Enrolment
from varde.groups.models import CareGroup, GroupAttendance, GroupLeader, GroupMember, GroupSeat, GroupSession
from varde.groups.service import name_of_group
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.scheduling.models import Room


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A time of her group: ``state`` is what was said of her, "" when nothing was."""

    id: int
    starts_at: datetime
    minutes: int
    theme: str
    cancelled: bool
    state: str


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
    """Those she is in or waits for. Four statements, and one when she is in none."""
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
    for each, state in work.session.execute(query):
        line = OwnSession(each.id, each.starts_at, each.minutes, each.theme, each.state == "cancelled", state or "")
        sessions[each.group_id].append(line)
    return [_own(work, row, leaders[row[0].id], sessions[row[0].id]) for row in rows]


def _own_rows(work: Work, enrolment_id: int) -> Sequence[Any]:
    others = GroupMember.__table__.alias()
    taken = select(func.count()).where(others.c.group_id == CareGroup.id, others.c.state == "member").scalar_subquery()
    seats = select(func.count()).where(GroupSeat.group_id == CareGroup.id).scalar_subquery()
    query = (
        select(CareGroup, GroupMember.state, Room.name, taken, seats)
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
