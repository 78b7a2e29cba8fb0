"""Who is in a group: joining, waiting for a seat, leaving. The last seat is taken by one, and the database decides.

Whoever holds the enrolment holds the group after it, always in this order, so that nobody waits in a ring.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, update

from varde.enrolments.events import EnrolmentChanged, EnrolmentReturned
from varde.enrolments.models import CareTeamMember, Ending, Enrolment
from varde.enrolments.service import hold
from varde.enrolments.team import is_member
from varde.groups.errors import AlreadyInGroup, GroupFull, MemberNotUnderWay, MemberPaused, NotInGroup, OtherOffering
from varde.groups.events import GroupMembershipChanged, GroupSeatFreed
from varde.groups.models import CareGroup, GroupChange, GroupLeader, GroupMember
from varde.groups.service import free_seat, hold_group, hold_open, kind_of, note_change, seats_in
from varde.identity.service import line_of
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.scheduling.models import Subject
from varde.scheduling.reminders import OF_SESSION, remind_again

JOINS = ("waiting", "active")
"""The states of an enrolment whose patient can be in a group."""
_LEADS = "group_leader"


def join(work: Work, enrolment: Enrolment, group: CareGroup, by_id: int | None) -> GroupMember:
    """Take a seat. Whoever waits for one takes it in the same way: who comes first has it.

    :raises GroupFull: nobody's seat is free. :raises AlreadyInGroup: she has one. :raises GroupClosed
    :raises MemberPaused, MemberNotUnderWay: she cannot take part now. :raises OtherOffering: the group is for others.
    """
    hold(work, enrolment)
    hold_open(work, group.id)
    _may_be_in(work, enrolment, group)
    before = member_of(work, group.id, enrolment.id)
    if before is not None and before.state == "member":
        raise AlreadyInGroup(name=enrolment.person.given_name)
    seat = free_seat(work, group.id)
    if seat is None:
        raise GroupFull(seats=seats_in(work, group.id)[1])
    member = _become(work, enrolment, group.id, before, "member", seat, by_id)
    teams_follow(work, [enrolment.id], by_id)
    return member


def wait_for_seat(work: Work, enrolment: Enrolment, group: CareGroup, by_id: int | None) -> GroupMember:
    """Stand on the waiting list. :raises AlreadyInGroup, GroupClosed, MemberPaused, MemberNotUnderWay, OtherOffering"""
    hold(work, enrolment)
    hold_open(work, group.id)
    _may_be_in(work, enrolment, group)
    before = member_of(work, group.id, enrolment.id)
    if before is not None and before.state != "left":
        raise AlreadyInGroup(name=enrolment.person.given_name)
    return _become(work, enrolment, group.id, before, "waiting", None, by_id)


def join_or_wait(work: Work, enrolment: Enrolment, group: CareGroup, by_id: int | None) -> GroupMember:
    """Take a seat, or stand on the waiting list where none is free: found out while the group is held.

    :raises AlreadyInGroup, GroupClosed, MemberPaused, MemberNotUnderWay, OtherOffering
    """
    hold(work, enrolment)
    hold_open(work, group.id)
    enter = wait_for_seat if free_seat(work, group.id) is None else join
    return enter(work, enrolment, group, by_id)


def leave(work: Work, member: GroupMember, by_id: int | None, why: str = "") -> None:
    """Give the seat up, or wait no more. Whoever waits is told that a seat is free. :raises NotInGroup: she has left before."""
    hold_group(work, member.group_id)
    work.session.refresh(member)
    if member.state == "left":
        raise NotInGroup()
    had_seat = member.seat is not None
    details = {"state": member.state, "why": why} if why else {"state": member.state}
    member.state, member.seat, member.since = "left", None, work.now
    member.sequence += had_seat
    work.session.flush()
    note_change(work, member.group_id, "left", by_id, enrolment_id=member.enrolment_id, details=details)
    work.publish(GroupMembershipChanged(member.enrolment_id, member.group_id, "left", by_id))
    teams_follow(work, [member.enrolment_id], by_id)
    if had_seat:
        tell_waiting(work, member.group_id)


def tell_waiting(work: Work, group_id: int) -> None:
    """While there is a free seat in a group that goes on, each who waits for one is told. Two or three statements."""
    group = work.session.get_one(CareGroup, group_id)
    if group.closed_at is not None or free_seat(work, group_id) is None:
        return
    waits = select(GroupMember.enrolment_id).where(GroupMember.group_id == group_id, GroupMember.state == "waiting")
    for enrolment_id in work.session.scalars(waits.order_by(GroupMember.since, GroupMember.id)).all():
        work.publish(GroupSeatFreed(enrolment_id, group_id))


def member_of(work: Work, group_id: int, enrolment_id: int) -> GroupMember | None:
    """Her place in a group, also one that she has left; None when she never had any. One statement."""
    query = select(GroupMember).where(GroupMember.group_id == group_id, GroupMember.enrolment_id == enrolment_id)
    return work.session.scalar(query)


def enrolments_in(work: Work, group_id: int) -> list[int]:
    """The enrolments of those who have a seat. One statement."""
    query = select(GroupMember.enrolment_id).where(GroupMember.group_id == group_id, GroupMember.state == "member")
    return list(work.session.scalars(query.order_by(GroupMember.enrolment_id)))


def fits(work: Work, enrolment: Enrolment, group: CareGroup) -> bool:
    """Whether the group is for this enrolment: of its programme, or one that its kind takes in, at its place or below. One
    statement."""
    kind = kind_of(work, group)
    programmes = {group.programme, *(kind.with_programmes if kind is not None else ())}
    return enrolment.programme in programmes and group.organisation_id in line_of(work, enrolment.organisation_id)


def teams_follow(work: Work, enrolment_ids: Collection[int], by_id: int | None) -> None:
    """Those who lead the groups that somebody is in are of her care team, as leaders, until the group is closed; those who do so
    no more are not. That is their way to her record, through the same gates as everybody's. Three statements, and those of what
    changes."""
    wanted = {
        (row[0], row[1])
        for row in work.session.execute(
            select(GroupMember.enrolment_id, GroupLeader.person_id)
            .join(GroupLeader, GroupLeader.group_id == GroupMember.group_id)
            .join(CareGroup, CareGroup.id == GroupMember.group_id)
            .where(
                GroupMember.enrolment_id.in_(enrolment_ids),
                GroupMember.state == "member",
                CareGroup.closed_at.is_(None),
            )
        )
    }
    teams = select(CareTeamMember).where(CareTeamMember.enrolment_id.in_(enrolment_ids), is_member(work.now))
    rows = work.session.scalars(teams).all()
    there = {(row.enrolment_id, row.person_id) for row in rows}
    gone = [row.id for row in rows if row.role == _LEADS and (row.enrolment_id, row.person_id) not in wanted]
    new = sorted(wanted - there)
    if gone:
        work.session.execute(update(CareTeamMember).where(CareTeamMember.id.in_(gone)).values(until=work.now))
    for enrolment_id, person_id in new:
        team = {"enrolment_id": enrolment_id, "person_id": person_id, "role": _LEADS}
        work.add(CareTeamMember(**team, organisation_id=None, since=work.now, until=None, by_id=by_id))
    work.session.flush()
    for enrolment_id in sorted({row.enrolment_id for row in rows if row.id in gone} | {each for each, _ in new}):
        work.publish(EnrolmentChanged(enrolment_id))


def _may_be_in(work: Work, enrolment: Enrolment, group: CareGroup) -> None:
    name = enrolment.person.given_name
    if enrolment.state == "paused":
        raise MemberPaused(name=name)
    if enrolment.state not in JOINS:
        raise MemberNotUnderWay(name=name)
    if not fits(work, enrolment, group):
        raise OtherOffering(name=name)


def _become(
    work: Work,
    enrolment: Enrolment,
    group_id: int,
    before: GroupMember | None,
    state: str,
    seat: int | None,
    by_id: int | None,
) -> GroupMember:
    member = before or work.add(GroupMember(group_id=group_id, enrolment_id=enrolment.id, sequence=0))
    member.state, member.seat, member.since = state, seat, work.now
    if seat is not None:
        member.digital = programme_of(work, enrolment.programme).digital
        member.sequence += member.sequence > 0
    work.session.flush()
    change = "joined" if state == "member" else "waits"
    note_change(work, group_id, change, by_id, enrolment_id=enrolment.id)
    if state == "member":
        remind_again(work, Subject("group", group_id), OF_SESSION)
    work.publish(GroupMembershipChanged(enrolment.id, group_id, change, by_id))
    return member


def on_enrolment(work: Work, event: EnrolmentChanged) -> None:
    """A pause or an end frees her seats in its own transaction. One statement while she can be in groups."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is None or enrolment.state in JOINS:
        return
    why = "paused" if enrolment.state == "paused" else "ended"
    hers = select(GroupMember).where(GroupMember.enrolment_id == enrolment.id, GroupMember.state != "left")
    # Leaving one changes her team, which is heard here again and leaves the others.
    while (member := work.session.scalar(hers.order_by(GroupMember.group_id).limit(1))) is not None:
        leave(work, member, None, why)


def on_returned(work: Work, event: EnrolmentReturned) -> None:
    """The ending was undone: she has a seat again where one is free, and waits for one where none is."""
    ending = work.session.get_one(Ending, event.ending_id)
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    freed = select(GroupChange).where(
        GroupChange.enrolment_id == enrolment.id, GroupChange.change == "left", GroupChange.at >= ending.at
    )
    for change in work.session.scalars(freed.order_by(GroupChange.group_id)).all():
        member = member_of(work, change.group_id, enrolment.id)
        if change.details.get("why") != "ended" or member is None or member.state != "left":
            continue
        group = hold_group(work, change.group_id)
        if group.closed_at is not None or enrolment.state not in JOINS:
            continue
        seat = free_seat(work, group.id) if change.details.get("state") == "member" else None
        _become(work, enrolment, group.id, member, "waiting" if seat is None else "member", seat, None)
    teams_follow(work, [enrolment.id], None)


LISTENERS = (Listener(EnrolmentChanged, on_enrolment), Listener(EnrolmentReturned, on_returned))
