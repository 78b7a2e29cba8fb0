"""What becomes of a group after it was made: changed, led by others, given more seats or fewer, closed."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from varde.groups.errors import FewerThanMembers
from varde.groups.members import enrolments_in, teams_follow, tell_waiting
from varde.groups.models import CareGroup, GroupLeader, GroupSeat
from varde.groups.service import (
    GroupPlan,
    add_seats,
    check_plan,
    hold_open,
    leaders_of,
    note_change,
    seats_taken,
    write_plan,
)
from varde.groups.sessions import cancel_held, claim_coming, coming_sessions
from varde.kernel.work import Work


def change_group(work: Work, group: CareGroup, plan: GroupPlan, by_id: int | None) -> None:
    """Another name, place, number of seats or other leaders. Coming times claim what that asks; who waits is told of new seats.

    :raises GroupClosed: it has ended. :raises FewerThanMembers: more are in it.
    :raises SessionsNotPlanned: a new leader, or the room, is taken.
    :raises NameNeeded, NoSeats, LeaderNeeded, GroupRoomClosed, GroupRoomSmall
    """
    hold_open(work, group.id)
    check_plan(work, group.organisation_id, plan)
    with work.apart():
        more = _seats_become(work, group, plan.seats, by_id)
        leaders = set(leaders_of(work, group.id))
        if leaders != set(plan.leaders):
            work.session.execute(delete(GroupLeader).where(GroupLeader.group_id == group.id))
            rows = [{"group_id": group.id, "person_id": each} for each in sorted(set(plan.leaders))]
            work.session.execute(insert(GroupLeader), rows)
            note_change(
                work,
                group.id,
                "leaders",
                by_id,
                details={"before": sorted(leaders), "after": sorted(set(plan.leaders))},
            )
        room_id = group.room_id
        write_plan(group, plan)
        if work.session.is_modified(group):
            note_change(work, group.id, "changed", by_id)
        work.session.flush()
        if leaders != set(plan.leaders) or room_id != group.room_id:
            claim_coming(work, group)
            teams_follow(work, enrolments_in(work, group.id), by_id)
    if more:
        tell_waiting(work, group.id)


def close_group(work: Work, group: CareGroup, by_id: int | None, reason: str = "") -> None:
    """It meets no more: what is to come is cancelled, and those in it keep what was. Whoever led it leaves their care teams, but
    for those whose other groups she leads. :raises GroupClosed: it had been before."""
    hold_open(work, group.id)
    cancel_held(work, group, coming_sessions(work, group.id), reason, by_id)
    group.closed_at = work.now
    note_change(work, group.id, "closed", by_id)
    work.session.flush()
    teams_follow(work, enrolments_in(work, group.id), by_id)


def _seats_become(work: Work, group: CareGroup, seats: int, by_id: int | None) -> bool:
    """Whether there are more than before. :raises FewerThanMembers"""
    numbers = set(work.session.scalars(select(GroupSeat.number).where(GroupSeat.group_id == group.id)))
    if seats == len(numbers):
        return False
    taken = seats_taken(work, group.id)
    if seats < len(taken):
        raise FewerThanMembers(members=len(taken), seats=seats)
    if seats > len(numbers):
        free = (number for number in range(1, seats + 1 + len(numbers)) if number not in numbers)
        add_seats(work, group.id, [next(free) for _ in range(seats - len(numbers))])
    else:
        gone = sorted(numbers - taken, reverse=True)[: len(numbers) - seats]
        work.session.execute(delete(GroupSeat).where(GroupSeat.group_id == group.id, GroupSeat.number.in_(gone)))
    note_change(work, group.id, "seats", by_id, details={"before": len(numbers), "after": seats})
    return seats > len(numbers)
