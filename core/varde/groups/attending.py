"""Who came: attended, late, missed, or excused with a reason. Said by staff afterwards, or by the patient who cannot come."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.enrolments.reason_rules import says_why
from varde.enrolments.rules import OPEN
from varde.enrolments.service import must_be, remember
from varde.groups.errors import (
    ExcuseReasonNeeded,
    NoDropIn,
    SessionCancelled,
    SessionNotBegun,
    SessionOver,
    TooManyGuests,
)
from varde.groups.events import GroupAttendanceRecorded
from varde.groups.members import fits, member_of
from varde.groups.models import CAME, CareGroup, GroupAttendance, GroupMember, GroupSession
from varde.groups.service import hold_group, note_change
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.group_kinds import GroupKind
from varde.scheduling.models import Subject
from varde.scheduling.reminders import OF_SESSION, remind_again

MOST_GUESTS = 200
EXCUSED = "group_excused"
"""The kind of the line of history that says that somebody need not come to a kind of group."""


@dataclass(frozen=True, slots=True)
class Came:
    """What is said of one person and one time: a state of :data:`varde.groups.models.ATTENDANCE`, or "" when nothing is known."""

    state: str
    reason: str = ""


def record_came(
    work: Work, group: CareGroup, session: GroupSession, enrolment: Enrolment, came: Came, by_id: int | None
) -> bool:
    """Say whether she came, or correct what was said. Whoever comes without a seat is a drop-in. Returns whether it was news.

    :raises SessionCancelled: nobody was to come. :raises SessionNotBegun: it is still to come, and she was not excused.
    :raises ExcuseReasonNeeded: an excuse has a reason. :raises NoDropIn: she has no seat, and it is not open for others.
    """
    if session.state == "cancelled":
        raise SessionCancelled()
    if session.starts_at > work.now and came.state not in ("", "excused"):
        raise SessionNotBegun()
    before = attendance_of(work, session.id, enrolment.id)
    if came.state == (before.state if before is not None else "") and (not came.reason or came.state != "excused"):
        return False
    if came.state == "excused" and not says_why(came.reason):
        raise ExcuseReasonNeeded(name=enrolment.person.given_name)
    _say(work, group, session, enrolment, before, came, by_id)
    return True


def sign_off(work: Work, group: CareGroup, session: GroupSession, enrolment: Enrolment, why: str = "") -> None:
    """The patient says that she does not come to this time, and need not say why.

    :raises SessionOver: it has begun or is cancelled. :raises NoDropIn: she has no seat in the group.
    """
    if session.state != "planned" or session.starts_at <= work.now:
        raise SessionOver()
    before = attendance_of(work, session.id, enrolment.id)
    if before is None or before.state != "excused":
        _say(work, group, session, enrolment, before, Came("excused", why.strip()[:500]), enrolment.person_id)


def come_after_all(work: Work, group: CareGroup, session: GroupSession, enrolment: Enrolment) -> None:
    """She takes back that she does not come. :raises SessionOver: it has begun or is cancelled."""
    if session.state != "planned" or session.starts_at <= work.now:
        raise SessionOver()
    before = attendance_of(work, session.id, enrolment.id)
    if before is not None:
        _say(work, group, session, enrolment, before, Came(""), enrolment.person_id)
        remind_again(work, Subject("group", group.id), OF_SESSION)


def _say(
    work: Work,
    group: CareGroup,
    session: GroupSession,
    enrolment: Enrolment,
    before: GroupAttendance | None,
    came: Came,
    by_id: int | None,
) -> None:
    hold_group(work, group.id)
    member = member_of(work, group.id, enrolment.id)
    has_seat = member is not None and member.state == "member"
    had_seat = has_seat or before is not None or _left_after(member, session)
    if not had_seat and not (group.drop_in and came.state in CAME and fits(work, enrolment, group)):
        raise NoDropIn(name=enrolment.person.given_name)
    was = before.state if before is not None else ""
    if not came.state:
        work.session.delete(before)
    else:
        row = before or work.add(_first_said(work, session, enrolment, member, has_seat=has_seat))
        row.state, row.by_id, row.at = came.state, by_id, work.now
        row.reason = came.reason.strip() or None if came.state == "excused" else None
    if member is not None and has_seat and "excused" in (was, came.state):
        member.sequence += 1
    work.session.flush()
    note_change(
        work,
        group.id,
        came.state or "unsaid",
        by_id,
        session_id=session.id,
        enrolment_id=enrolment.id,
        details={"before": was},
    )
    work.publish(GroupAttendanceRecorded(enrolment.id, session.id, came.state))


def _first_said(
    work: Work, session: GroupSession, enrolment: Enrolment, member: GroupMember | None, *, has_seat: bool
) -> GroupAttendance:
    """Whether she is followed up digitally is as it was when she took her seat; of a drop-in, as her programme declares it."""
    had_seat = _left_after(member, session)
    digital = programme_of(work, enrolment.programme).digital
    if member is not None and (had_seat or (has_seat and member.since <= session.starts_at)):
        digital = member.digital
    drop_in = not (has_seat or had_seat)
    return GroupAttendance(session_id=session.id, enrolment_id=enrolment.id, drop_in=drop_in, digital=digital)


def _left_after(member: GroupMember | None, session: GroupSession) -> bool:
    """Whether she has left since that time, and may have had a seat then."""
    return member is not None and member.state == "left" and member.since >= session.starts_at


def count_guests(work: Work, group: CareGroup, session: GroupSession, guests: int, by_id: int | None) -> None:
    """How many others came, who are enrolled in nothing: a number and no names. :raises TooManyGuests, SessionNotBegun,
    SessionCancelled"""
    if guests == session.guests:
        return
    if session.state == "cancelled":
        raise SessionCancelled()
    if session.starts_at > work.now:
        raise SessionNotBegun()
    if not 0 <= guests <= MOST_GUESTS:
        raise TooManyGuests(most=MOST_GUESTS)
    note_change(
        work, group.id, "guests", by_id, session_id=session.id, details={"before": session.guests, "after": guests}
    )
    session.guests = guests


def excuse_from_group(work: Work, actor: Actor, enrolment: Enrolment, kind: GroupKind, reason: str) -> None:
    """She need not come to a group of this kind: what waits for it opens. The reason stands in her history.

    :raises ExcuseReasonNeeded: it says nothing. :raises WrongState: the enrolment has ended.
    """
    must_be(enrolment, *OPEN)
    if not says_why(reason):
        raise ExcuseReasonNeeded(name=enrolment.person.given_name)
    remember(work, enrolment, EXCUSED, actor.person_id, reason.strip(), group=kind.key)
    work.session.flush()
    work.publish(EnrolmentChanged(enrolment.id))


def attendance_of(work: Work, session_id: int, enrolment_id: int) -> GroupAttendance | None:
    """What was said of one person and one time. One statement."""
    query = select(GroupAttendance).where(
        GroupAttendance.session_id == session_id, GroupAttendance.enrolment_id == enrolment_id
    )
    return work.session.scalar(query)


def passed(
    work: Work, enrolment_ids: Collection[int], kinds: Collection[str], as_of: datetime
) -> Mapping[int, frozenset[str]]:
    """By enrolment the kinds of group that she came to, or was excused from, as it was known then. Two statements."""
    known: dict[int, set[str]] = {each: set() for each in enrolment_ids}
    came = (
        select(GroupAttendance.enrolment_id, CareGroup.kind)
        .join(GroupSession, GroupSession.id == GroupAttendance.session_id)
        .join(CareGroup, CareGroup.id == GroupSession.group_id)
        .where(
            GroupAttendance.enrolment_id.in_(enrolment_ids),
            GroupAttendance.state.in_(CAME),
            GroupAttendance.at <= as_of,
            CareGroup.kind.in_(kinds),
        )
    )
    excused = select(EnrolmentEvent.enrolment_id, EnrolmentEvent.details).where(
        EnrolmentEvent.enrolment_id.in_(enrolment_ids), EnrolmentEvent.kind == EXCUSED, EnrolmentEvent.at <= as_of
    )
    for enrolment_id, kind in work.columns(came, {}):
        known[enrolment_id].add(kind)
    for enrolment_id, details in work.columns(excused, {}):
        known[enrolment_id].add(str(details.get("group")))
    return {each: frozenset(kinds_of & set(kinds)) for each, kinds_of in known.items()}


class Meant(NamedTuple):
    """A time that somebody was to come to, that is over: ``state`` is what was said of her, None when nothing was."""

    session_id: int
    starts_at: datetime
    state: str | None


def meant_for(work: Work, enrolment_id: int, most: int) -> list[Meant]:
    """The latest times that have begun of her groups, since she took her seat, and those that something was said of. One
    statement."""
    had_seat = and_(GroupMember.enrolment_id == enrolment_id, GroupMember.state == "member")
    rows = work.session.execute(
        select(GroupSession.id, GroupSession.starts_at, GroupAttendance.state)
        .outerjoin(GroupMember, and_(GroupMember.group_id == GroupSession.group_id, had_seat))
        .outerjoin(
            GroupAttendance,
            and_(GroupAttendance.session_id == GroupSession.id, GroupAttendance.enrolment_id == enrolment_id),
        )
        .where(
            GroupSession.state == "planned",
            GroupSession.starts_at <= work.now,
            or_(GroupAttendance.id.is_not(None), GroupMember.since <= GroupSession.starts_at),
        )
        .order_by(GroupSession.starts_at.desc(), GroupSession.id.desc())
        .limit(most)
    )
    return [Meant(*row) for row in rows]
