"""A group is made, held while something becomes of it, and known by its kind, name, leaders and seats."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from varde.enrolments.models import Offering
from varde.enrolments.team import staff_at
from varde.groups.errors import (
    GroupClosed,
    GroupRoomClosed,
    GroupRoomSmall,
    LeaderNeeded,
    NameNeeded,
    NoSeats,
    NoSuchGroup,
    NoSuchKind,
)
from varde.groups.models import CareGroup, GroupChange, GroupLeader, GroupMember, GroupSeat
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import line_of
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.group_kinds import MOST_SEATS, GroupKind
from varde.scheduling.models import Room
from varde.scheduling.video_hosts import must_be_allowed

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What a group is to be. ``name`` in one language or three; ``place`` is an address, or a link when it meets on ``video``."""

    name: Text
    seats: int
    leaders: tuple[int, ...]
    drop_in: bool = False
    video: bool = False
    place: str = ""
    room_id: int | None = None


def make_group(work: Work, offering: Offering, kind: str, plan: GroupPlan, by_id: int | None) -> CareGroup:
    """A new group of this offering, with its seats.

    :raises NoSuchKind: the programme declares none with this key.
    :raises NameNeeded, NoSeats, LeaderNeeded, GroupRoomClosed, GroupRoomSmall: nothing is stored.
    """
    if programme_of(work, offering.programme).group_kind(kind) is None:
        raise NoSuchKind()
    check_plan(work, offering.organisation_id, plan)
    group = work.add(
        CareGroup(
            organisation_id=offering.organisation_id, programme=offering.programme, kind=kind, made_at=work.now, name=""
        )
    )
    write_plan(group, plan)
    work.session.flush()
    add_seats(work, group.id, range(1, plan.seats + 1))
    work.session.add_all(GroupLeader(group_id=group.id, person_id=each) for each in sorted(set(plan.leaders)))
    note_change(work, group.id, "made", by_id, details={"seats": plan.seats})
    return group


def kind_of(work: Work, group: CareGroup) -> GroupKind | None:
    """What the programme declares of this group; None when it does so no more."""
    return programme_of(work, group.programme).group_kind(group.kind)


def name_of_group(group: CareGroup) -> Text:
    """What it is called."""
    return said_in_all(group.name, group.name_nn, group.name_en)


def said_in_all(nb: str, nn: str, en: str) -> Text:
    """A name that is the first where another language has none of its own."""
    return Text(nb, nn or nb, en or nb)


def hold_group(work: Work, group_id: int) -> CareGroup:
    """The group as it is now; nobody else takes a seat in it or changes it until this unit of work ends. :raises NoSuchGroup"""
    held = select(CareGroup).where(CareGroup.id == group_id).with_for_update(key_share=True)
    group = work.session.scalar(held.execution_options(populate_existing=True))
    if group is None:
        raise NoSuchGroup()
    return group


def hold_open(work: Work, group_id: int) -> CareGroup:
    """The same of one that goes on. :raises GroupClosed"""
    group = hold_group(work, group_id)
    if group.closed_at is not None:
        raise GroupClosed()
    return group


def leaders_of(work: Work, group_id: int) -> dict[int, Person]:
    """Those who lead a group, by number. One statement."""
    rows = work.session.scalars(
        select(Person)
        .join(GroupLeader, GroupLeader.person_id == Person.id)
        .where(GroupLeader.group_id == group_id)
        .order_by(Person.given_name, Person.id)
    )
    return {person.id: person for person in rows}


def may_lead(work: Work, organisation_id: int) -> list[Person]:
    """Whoever can lead a group here: those who treat here or above. Two statements."""
    return [person for person, _ in staff_at(work, line_of(work, organisation_id), roles_with("treat"))]


def rooms_for_groups(work: Work, organisation_id: int) -> list[Room]:
    """The rooms that groups can meet in here or above, by name. Two statements."""
    places = line_of(work, organisation_id)
    query = select(Room).where(Room.organisation_id.in_(places), Room.closed_at.is_(None), Room.purpose != "video")
    return list(work.session.scalars(query.order_by(Room.name)))


_others = GroupMember.__table__.alias()
_of_group = _others.c.group_id == CareGroup.id
TAKEN = select(func.count()).where(_of_group, _others.c.state == "member").scalar_subquery()
WAIT = select(func.count()).where(_of_group, _others.c.state == "waiting").scalar_subquery()
SEATS = select(func.count()).where(GroupSeat.group_id == CareGroup.id).scalar_subquery()
"""Columns of a statement about groups: how many seats are taken, how many wait for one, and how many there are."""


def seats_in(work: Work, group_id: int) -> tuple[int, int]:
    """How many are taken, and how many there are. One statement."""
    seats = select(func.count()).select_from(GroupSeat).where(GroupSeat.group_id == group_id).scalar_subquery()
    taken = select(func.count()).where(GroupMember.group_id == group_id, GroupMember.seat.is_not(None))
    row = work.session.execute(select(taken.scalar_subquery(), seats)).one()
    return row[0], row[1]


def note_change(
    work: Work,
    group_id: int,
    change: str,
    by_id: int | None,
    *,
    session_id: int | None = None,
    enrolment_id: int | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """One line of the history of a group."""
    work.add(
        GroupChange(
            group_id=group_id,
            session_id=session_id,
            enrolment_id=enrolment_id,
            at=work.now,
            by_id=by_id,
            change=change,
            details=dict(details or {}),
        )
    )


def check_plan(work: Work, organisation_id: int, plan: GroupPlan) -> None:
    """:raises NameNeeded, NoSeats, LeaderNeeded, GroupRoomClosed, GroupRoomSmall, HostNotAllowed"""
    if not plan.name.nb.strip() or any(len(name) > LONGEST_NAME for name in (plan.name.nb, plan.name.nn, plan.name.en)):
        raise NameNeeded(most=LONGEST_NAME)
    if not 2 <= plan.seats <= MOST_SEATS:
        raise NoSeats(most=MOST_SEATS)
    if not plan.leaders or not set(plan.leaders) <= {person.id for person in may_lead(work, organisation_id)}:
        raise LeaderNeeded()
    must_be_allowed(work, "video" if plan.video else "", plan.place)
    if plan.room_id is not None:
        room = work.session.get(Room, plan.room_id)
        if room is None or room.closed_at is not None or room.organisation_id not in line_of(work, organisation_id):
            raise GroupRoomClosed(room=f"«{room.name}»" if room is not None else "")
        if room.seats is not None and plan.seats > room.seats:
            raise GroupRoomSmall(room=room.name, room_seats=room.seats, seats=plan.seats)


def write_plan(group: CareGroup, plan: GroupPlan) -> None:
    """What is planned of it, but for seats and leaders. One place: a room, or what is written."""
    group.name, group.name_nn, group.name_en = (name.strip() for name in (plan.name.nb, plan.name.nn, plan.name.en))
    group.drop_in, group.video, group.room_id = plan.drop_in, plan.video, plan.room_id
    group.place = "" if plan.room_id is not None else plan.place.strip()


def seats_taken(work: Work, group_id: int) -> set[int]:
    """The seats that somebody has. One statement."""
    rows = work.session.scalars(
        select(GroupMember.seat).where(GroupMember.group_id == group_id, GroupMember.seat.is_not(None))
    )
    return {seat for seat in rows if seat is not None}


def free_seat(work: Work, group_id: int) -> int | None:
    """The lowest seat that nobody has; None when the group is full. For whoever holds the group. Two statements."""
    numbers = set(work.session.scalars(select(GroupSeat.number).where(GroupSeat.group_id == group_id)))
    return min(numbers - seats_taken(work, group_id), default=None)


def add_seats(work: Work, group_id: int, numbers: Collection[int]) -> None:
    """These seats are there from now on."""
    work.session.execute(insert(GroupSeat), [{"group_id": group_id, "number": number} for number in numbers])
