"""The talk that somebody chooses herself: among those with times to come at her place, which of them she goes to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.enrolments.service import hold
from varde.groups.attending import passed
from varde.groups.errors import NoSuchGroup, NotToChoose
from varde.groups.members import JOINS, join, leave, member_of, wait_for_seat
from varde.groups.models import CareGroup, GroupMember, GroupSession
from varde.groups.service import SEATS, TAKEN, hold_group, kind_of, name_of_group
from varde.identity.service import line_of
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.scheduling.models import Room


class TalkAhead(NamedTuple):
    """A talk that she may choose. ``free`` seats; ``state`` is hers in it: "" as long as she is not."""

    group_id: int
    kind: str
    name: Text
    place: str
    video: bool
    starts_at: datetime
    minutes: int
    free: int
    state: str


def talks_to_choose(work: Work, enrolment: Enrolment) -> list[TalkAhead]:
    """The talks to come of her programme at her place, the first one first, of each kind that she has neither been at nor is
    excused from. Four statements, and none where her programme has no talks or she cannot be in a group now."""
    kinds = [kind.key for kind in programme_of(work, enrolment.programme).groups if kind.form == "talk"]
    if not kinds or enrolment.state not in JOINS:
        return []
    kinds = sorted(set(kinds) - passed(work, [enrolment.id], kinds, work.now)[enrolment.id])
    return _talks(work, enrolment, kinds) if kinds else []


def _talks(work: Work, enrolment: Enrolment, kinds: Collection[str]) -> list[TalkAhead]:
    hers = (GroupMember.group_id == CareGroup.id) & (GroupMember.enrolment_id == enrolment.id)
    rows = work.session.execute(
        select(CareGroup, GroupSession, Room.name, SEATS - TAKEN, GroupMember.state)
        .join(GroupSession, GroupSession.group_id == CareGroup.id)
        .outerjoin(Room, Room.id == CareGroup.room_id)
        .outerjoin(GroupMember, hers)
        .where(
            CareGroup.programme == enrolment.programme,
            CareGroup.kind.in_(kinds),
            CareGroup.organisation_id.in_(line_of(work, enrolment.organisation_id)),
            CareGroup.closed_at.is_(None),
            GroupSession.state == "planned",
            GroupSession.starts_at > work.now,
        )
        .order_by(GroupSession.starts_at, CareGroup.id)
    )
    return [_talk(*row) for row in rows]


def _talk(group: CareGroup, session: GroupSession, room: str | None, free: int, state: str | None) -> TalkAhead:
    where = (room or group.place, group.video)
    own = state if state in ("member", "waiting") else ""
    return TalkAhead(
        group.id, group.kind, name_of_group(group), *where, session.starts_at, session.minutes, max(0, free), own
    )


def choose_talk(work: Work, enrolment: Enrolment, group_id: int) -> None:
    """She takes a seat in this one, and gives up the one she had in another of its kind that is to come. Whoever has none keeps the
    one she had when this is full.

    :raises NotToChoose: it has been, or she needs it no more. :raises GroupFull, AlreadyInGroup, GroupClosed, MemberPaused,
        MemberNotUnderWay, NoSuchGroup
    """
    group, others = _held(work, enrolment, group_id)
    join(work, enrolment, group, enrolment.person_id)
    for each in others:
        member = member_of(work, each, enrolment.id)
        if member is not None and member.state != "left":
            leave(work, member, enrolment.person_id)


def wait_for_talk(work: Work, enrolment: Enrolment, group_id: int) -> None:
    """She waits for a seat in this one, and keeps what she has. :raises NotToChoose, AlreadyInGroup, GroupClosed, NoSuchGroup"""
    group, _ = _held(work, enrolment, group_id)
    wait_for_seat(work, enrolment, group, enrolment.person_id)


def is_chosen(work: Work, group: CareGroup) -> bool:
    """Whether a group is one of several that she chooses among, so that a seat in it gives up the other."""
    kind = kind_of(work, group)
    return kind is not None and kind.form == "talk"


def _held(work: Work, enrolment: Enrolment, group_id: int) -> tuple[CareGroup, list[int]]:
    """The group, and those of its kind to come that she is in or waits for; all of them held, in one order, so that two who change
    places never wait for each other in a ring."""
    hold(work, enrolment)
    ahead = talks_to_choose(work, enrolment)
    wanted = next((each for each in ahead if each.group_id == group_id), None)
    if wanted is None:
        if work.session.get(CareGroup, group_id) is None or member_of(work, group_id, enrolment.id) is None:
            raise NoSuchGroup()
        raise NotToChoose()
    others = {each.group_id for each in ahead if each.kind == wanted.kind and each.state} - {group_id}
    held = {each: hold_group(work, each) for each in sorted(others | {group_id})}
    return held[group_id], sorted(others)
