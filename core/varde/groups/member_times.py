"""The times of the groups that somebody is in, as her calendar and whoever books with her must know them.

She is there while a group of hers meets, so that no other time of hers is free then. It is worked out from who has a seat and what
she has said, and not claimed: whoever joins, leaves, pauses or moves up from the waiting list is known at once, and nobody is kept
out of a group of many weeks by one appointment. Two who act at one moment leave what either of them alone might have made: that she
has something else then, which staff and she herself are shown.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, exists, or_, select

from varde.enrolments.models import Enrolment
from varde.groups.models import GroupAttendance, GroupChange, GroupMember, GroupSession
from varde.kernel.work import Work
from varde.scheduling.booking import COMING, LONGEST
from varde.scheduling.models import Appointment
from varde.scheduling.rules import slots_of


class MemberTime(NamedTuple):
    """A time of a group for one of those in it: ``uid`` and ``sequence`` are its name in her calendar, which tells nobody who else
    is in the group. ``cancelled``: it is not held, or she does not come."""

    session_id: int
    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    cancelled: bool


class Comes(NamedTuple):
    """Somebody who comes to a time of a group, as far as is known."""

    session_id: int
    starts_at: datetime
    enrolment_id: int
    person_id: int


def who_comes(work: Work, sessions: Collection[int]) -> list[Comes]:
    """Who has a seat and has not signed off, of each of these times that is held. One statement."""
    query = _seats(GroupSession.id, GroupSession.starts_at, Enrolment.id, Enrolment.person_id)
    rows = work.session.execute(query.where(GroupSession.id.in_(sessions), *_COMES).order_by(GroupMember.id))
    return [Comes(*row) for row in rows]


def member_times(work: Work, after: datetime, **of: int) -> list[MemberTime]:
    """The times since ``after`` of all that somebody is in, or was in when they were called off, the first one first; ``of`` is
    ``person_id``, or ``enrolment_id`` with ``group_id`` or ``session_id``. One statement."""
    columns = {
        "person_id": Enrolment.person_id,
        "enrolment_id": Enrolment.id,
        "group_id": GroupSession.group_id,
        "session_id": GroupSession.id,
    }
    query = _seats(GroupSession, GroupMember, GroupAttendance.state).where(
        GroupSession.starts_at > after, *(columns[name] == value for name, value in of.items())
    )
    rows = work.session.execute(query.order_by(GroupSession.starts_at, GroupSession.id))
    return [_member_time(*row) for row in rows]


def had_times_until(work: Work, enrolment_id: int, left_at: datetime, group_id: int | None = None) -> bool:
    """Whether there are times to come that she comes to, or would have, had she not given up her seat at that moment; whoever only
    waits for one comes to none. One statement."""
    hers = [GroupSession.starts_at > work.now, GroupMember.enrolment_id == enrolment_id]
    if group_id is not None:
        hers.append(GroupSession.group_id == group_id)
    gave_up_seat = exists().where(
        GroupChange.group_id == GroupMember.group_id,
        GroupChange.enrolment_id == GroupMember.enrolment_id,
        GroupChange.change == "left",
        GroupChange.at == left_at,
        GroupChange.details["state"].as_string() == "member",
    )
    comes = or_(GroupMember.state == "member", and_(GroupMember.since == left_at, gave_up_seat))
    not_called_off = and_(
        GroupSession.state != "cancelled", or_(GroupAttendance.id.is_(None), GroupAttendance.state != "excused")
    )
    query = _seats(GroupSession.id).where(*hers, comes, not_called_off).limit(1)
    return work.session.scalar(query) is not None


def _member_time(session: GroupSession, member: GroupMember, said: str | None) -> MemberTime:
    comes = member.state == "member" or session.starts_at <= member.since
    return MemberTime(
        session.id,
        str(uuid.uuid5(uuid.UUID(session.uid), str(member.enrolment_id))),
        session.sequence + member.sequence,
        session.starts_at,
        session.minutes,
        session.state == "cancelled" or said == "excused" or not comes,
    )


def busy_in_groups(work: Work, people: Collection[int], begin: datetime, end: datetime) -> dict[int, set[int]]:
    """The slots (:func:`varde.scheduling.rules.slot_of`) between two moments in which each of these is in a group, by number of the
    person. One statement."""
    busy: dict[int, set[int]] = defaultdict(set)
    for person_id, _, starts_at, minutes in work.session.execute(_held(people, begin, end)):
        busy[person_id].update(slots_of(starts_at, minutes))
    return busy


def elsewhere(
    work: Work, sessions: Iterable[GroupSession], enrolment_id: int | None = None
) -> dict[int, frozenset[int]]:
    """By session, the enrolments of those who have a seat and something else at that time: an appointment, or another group; of
    this one alone when it is named. Three statements, and none when there are no sessions."""
    wanted = {each.id: set(slots_of(each.starts_at, each.minutes)) for each in sessions}
    if not wanted:
        return {}
    rows = work.session.execute(
        _seats(GroupSession.id, GroupSession.starts_at, GroupSession.minutes, Enrolment.id, Enrolment.person_id).where(
            GroupSession.id.in_(wanted), *_COMES, *([] if enrolment_id is None else [Enrolment.id == enrolment_id])
        )
    ).all()
    if not rows:
        return dict.fromkeys(wanted, frozenset())
    people = {row.person_id for row in rows}
    begin, end = min(row.starts_at for row in rows), max(row.starts_at + timedelta(minutes=row.minutes) for row in rows)
    others = _elsewhere_of(work, people, begin, end)
    lost: dict[int, set[int]] = defaultdict(set)
    for session_id, _, _, enrolment_id, person_id in rows:
        own = wanted[session_id]
        if any(holder != session_id and not own.isdisjoint(slots) for holder, slots in others.get(person_id, ())):
            lost[session_id].add(enrolment_id)
    return {each: frozenset(lost[each]) for each in wanted}


def _elsewhere_of(
    work: Work, people: Collection[int], begin: datetime, end: datetime
) -> Mapping[int, list[tuple[int | None, range]]]:
    """What each of these has in a stretch of time, with the session that holds it (None: an appointment). Two statements."""
    others: dict[int, list[tuple[int | None, range]]] = defaultdict(list)
    for person_id, session_id, starts_at, minutes in work.session.execute(_held(people, begin, end)):
        others[person_id].append((session_id, slots_of(starts_at, minutes)))
    booked = (
        select(Enrolment.person_id, Appointment.starts_at, Appointment.minutes)
        .join(Enrolment, Enrolment.id == Appointment.enrolment_id)
        .where(
            Enrolment.person_id.in_(people),
            Appointment.state.in_(COMING),
            Appointment.starts_at > begin - LONGEST,
            Appointment.starts_at < end,
        )
    )
    for person_id, starts_at, minutes in work.session.execute(booked):
        others[person_id].append((None, slots_of(starts_at, minutes)))
    return others


_COMES = (
    GroupMember.state == "member",
    GroupSession.state == "planned",
    or_(GroupAttendance.id.is_(None), GroupAttendance.state != "excused"),
)
"""She has a seat, the group meets, and she has not said that she does not come."""


def _held(people: Collection[int], begin: datetime, end: datetime) -> Select[Any]:
    return _seats(Enrolment.person_id, GroupSession.id, GroupSession.starts_at, GroupSession.minutes).where(
        Enrolment.person_id.in_(people), *_COMES, GroupSession.starts_at > begin - LONGEST, GroupSession.starts_at < end
    )


def _seats(*columns: Any) -> Select[Any]:
    """The times of groups for those who have, or had, a seat in them since before; nobody who has only waited."""
    of_her = and_(
        GroupAttendance.session_id == GroupSession.id, GroupAttendance.enrolment_id == GroupMember.enrolment_id
    )
    return (
        select(*columns)
        .select_from(GroupSession)
        .join(GroupMember, GroupMember.group_id == GroupSession.group_id)
        .join(Enrolment, Enrolment.id == GroupMember.enrolment_id)
        .outerjoin(GroupAttendance, of_her)
        .where(
            or_(GroupMember.state == "member", GroupMember.sequence > 0),
            or_(GroupSession.starts_at >= GroupMember.since, GroupAttendance.id.is_not(None)),
        )
    )
