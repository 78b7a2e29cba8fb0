"""When a group meets: planned, moved, cancelled. Each time claims its leaders and its room, and the database decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from sqlalchemy import select

from varde.groups.errors import (
    GROUP_ROOM_TAKEN,
    LEADER_AWAY,
    LEADER_TAKEN,
    PLACE_CLOSED,
    PUBLIC_HOLIDAY,
    SESSION_PAST,
    TOO_FAR_AHEAD,
    BadSeries,
    NoSuchGroupSession,
    SessionOver,
    SessionsNotPlanned,
)
from varde.groups.events import GroupSessionChanged, GroupSessionsPlanned
from varde.groups.members import enrolments_in
from varde.groups.models import CareGroup, GroupSession
from varde.groups.rules import MOST_AHEAD
from varde.groups.service import hold_open, leaders_of, note_change
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.group_kinds import MOST_SESSIONS
from varde.scheduling.claims import AlreadyClaimed, claim_together, let_go, taken_among
from varde.scheduling.models import Subject
from varde.scheduling.opening import times_of
from varde.scheduling.reminders import OF_SESSION, keep_reminders
from varde.scheduling.rules import (
    ClaimOn,
    Meets,
    at_clock,
    claims_on,
    days_in_row,
    moved_row,
    public_holidays,
    slots_of,
)
from varde.scheduling.words import said_at
from varde.staffing.service import away_by_day


def plan_sessions(
    work: Work, group: CareGroup, times: Sequence[datetime], minutes: int, by_id: int | None, theme: str = ""
) -> list[GroupSession]:
    """The group meets at these times too. All of them are planned, or none.

    :raises SessionsNotPlanned: with a sentence for each of them that cannot be, and why. :raises GroupClosed
    """
    hold_open(work, group.id)
    if not times:
        return []
    leaders = leaders_of(work, group.id)
    _check_times(work, group, leaders, times)
    with work.apart():
        sessions = [
            work.add(GroupSession(group_id=group.id, starts_at=at, minutes=minutes, theme=theme.strip()))
            for at in sorted(times)
        ]
        work.session.flush()
        _claim(work, group, sessions, leaders)
        for session in sessions:
            note_change(
                work, group.id, "planned", by_id, session_id=session.id, details={"at": session.starts_at.isoformat()}
            )
        for enrolment_id in enrolments_in(work, group.id):
            work.publish(GroupSessionsPlanned(enrolment_id, group.id))
    _keep_reminders(work, group.id, sessions)
    return sessions


def plan_row(
    work: Work,
    group: CareGroup,
    first: date,
    clock: time,
    minutes: int,
    by_id: int | None,
    *,
    number: int,
    every: int = 7,
    but_for: Iterable[date] = (),
    theme: str = "",
    fold: int | None = None,
) -> list[GroupSession]:
    """So many times in a row at the same hour on the wall, those days left out on which it cannot be.

    :raises BadSeries: too many, or none. :raises NoSuchHour: the clocks skip it on one of the days.
    :raises HourTwice: it comes twice on one of them, and ``fold`` does not say which is meant.
    :raises SessionsNotPlanned, GroupClosed
    """
    if not 1 <= number <= MOST_SESSIONS or every < 1:
        raise BadSeries(most=MOST_SESSIONS)
    days = days_in_row(first, number, every, frozenset(but_for))
    return plan_sessions(work, group, [at_clock(day, clock, work.zone, fold) for day in days], minutes, by_id, theme)


def move_session(
    work: Work,
    group: CareGroup,
    session: GroupSession,
    day: date,
    clock: time,
    by_id: int | None,
    *,
    row: bool = False,
    fold: int | None = None,
) -> list[GroupSession]:
    """This time is at another day and hour on the wall; with ``row``, those after it move along, but for what was moved apart.
    Returns what was moved.

    :raises SessionOver: it is cancelled or has begun. :raises SessionsNotPlanned, GroupClosed, NoSuchHour, HourTwice
    """
    hold_open(work, group.id)
    _must_come(work, session)
    coming = {each.id: each for each in coming_sessions(work, group.id)} if row else {session.id: session}
    meets = {each.id: Meets(each.id, each.starts_at, each.apart) for each in coming.values()}
    goes = moved_row(meets.values(), meets[session.id], day, clock, work.zone, fold=fold)
    goes = {each: at for each, at in goes.items() if at != coming[each].starts_at}
    leaders = leaders_of(work, group.id)
    _check_times(work, group, leaders, list(goes.values()))
    moved = [coming[each] for each in sorted(goes)]
    before = {each.id: (each.starts_at, each.apart) for each in moved}
    for each in moved:
        each.starts_at, each.apart = goes[each.id], each.apart or not row
    try:
        _claim(work, group, moved, leaders)
    except SessionsNotPlanned:
        for each in moved:
            each.starts_at, each.apart = before[each.id]
        raise
    for each in moved:
        each.sequence += 1
        times = {"before": before[each.id][0].isoformat(), "after": each.starts_at.isoformat()}
        note_change(work, group.id, "moved", by_id, session_id=each.id, details=times)
    _keep_reminders(work, group.id, moved)
    _tell(work, group.id, moved, "moved")
    return moved


def cancel_session(work: Work, group: CareGroup, session: GroupSession, reason: str, by_id: int | None) -> None:
    """The group does not meet then. :raises SessionOver: it is cancelled, or has begun. :raises GroupClosed"""
    hold_open(work, group.id)
    _must_come(work, session)
    cancel_held(work, group, [session], reason, by_id)


def cancel_held(work: Work, group: CareGroup, sessions: Sequence[GroupSession], reason: str, by_id: int | None) -> None:
    """The same of several that are to come, for whoever holds the group."""
    for session in sessions:
        session.state, session.reason = "cancelled", reason.strip()[:200]
        session.sequence += 1
        note_change(work, group.id, "cancelled", by_id, session_id=session.id)
    let_go(work, [session.id for session in sessions], by="session_id")
    _keep_reminders(work, group.id, sessions)
    _tell(work, group.id, sessions, "cancelled")


def sessions_of(work: Work, group_id: int) -> list[GroupSession]:
    """Every time of a group, cancelled ones too, in order. One statement."""
    query = select(GroupSession).where(GroupSession.group_id == group_id)
    return list(work.session.scalars(query.order_by(GroupSession.starts_at, GroupSession.id)))


def coming_sessions(work: Work, group_id: int) -> list[GroupSession]:
    """What is planned and has not begun, in order. One statement."""
    return [each for each in sessions_of(work, group_id) if each.state == "planned" and each.starts_at > work.now]


def session_of(work: Work, group_id: int, session_id: int) -> GroupSession:
    """:raises NoSuchGroupSession: the group has no such time."""
    session = work.session.get(GroupSession, session_id)
    if session is None or session.group_id != group_id:
        raise NoSuchGroupSession()
    return session


def claim_coming(work: Work, group: CareGroup) -> None:
    """Its coming times claim its leaders and its room as they are now. :raises SessionsNotPlanned: some of it is taken."""
    coming, leaders = coming_sessions(work, group.id), leaders_of(work, group.id)
    _check_times(work, group, leaders, [each.starts_at for each in coming], open_anyway=True)
    _claim(work, group, coming, leaders)


def _must_come(work: Work, session: GroupSession) -> None:
    if session.state != "planned" or session.starts_at <= work.now:
        raise SessionOver()


def _check_times(
    work: Work, group: CareGroup, leaders: Mapping[int, Person], times: Sequence[datetime], *, open_anyway: bool = False
) -> None:
    """:raises SessionsNotPlanned: with every sentence about times that are over, too far away, or without place or leader."""
    opening = times_of(work, group.organisation_id)
    faults: list[Text] = []
    away = away_by_day(work, leaders, {at.astimezone(work.zone).date() for at in times})
    for at in sorted(times):
        said, day = said_at(at, work.zone), at.astimezone(work.zone).date()
        if at <= work.now:
            faults.append(SESSION_PAST.filled(at=said))
        elif at > work.now + MOST_AHEAD:
            faults.append(TOO_FAR_AHEAD.filled(at=said))
        elif opening.is_closed(day) and not open_anyway:
            faults.append(PLACE_CLOSED.filled(at=said))
        elif day in public_holidays(day.year) and not open_anyway:
            faults.append(PUBLIC_HOLIDAY.filled(at=said))
        else:
            faults += [LEADER_AWAY.filled(at=said, name=leaders[each].name) for each in sorted(away[day])]
    if faults:
        raise SessionsNotPlanned(*faults)


def _claim(work: Work, group: CareGroup, sessions: Sequence[GroupSession], leaders: Mapping[int, Person]) -> None:
    rooms = [group.room_id] if group.room_id is not None else []
    wanted = {each.id: claims_on(leaders, rooms, slots_of(each.starts_at, each.minutes)) for each in sessions}
    try:
        claim_together(work, wanted, "session_id")
    except AlreadyClaimed:
        raise SessionsNotPlanned(*_taken(work, sessions, wanted, leaders)) from None


def _taken(
    work: Work, sessions: Sequence[GroupSession], wanted: Mapping[int, Sequence[ClaimOn]], leaders: Mapping[int, Person]
) -> list[Text]:
    """A sentence for each time and whoever, or whatever, is taken then; by this group itself too."""
    every = {each for claims in wanted.values() for each in claims}
    taken = taken_among(work, every, wanted, "session_id")
    seen: set[ClaimOn] = set()
    faults: list[Text] = []
    for session in sessions:
        own = set(wanted[session.id])
        lost = own & (taken | seen)
        seen |= own
        said = said_at(session.starts_at, work.zone)
        people = sorted({person for person, _, _ in lost if person is not None})
        faults += [LEADER_TAKEN.filled(at=said, name=leaders[each].name) for each in people]
        if any(room is not None for _, room, _ in lost):
            faults.append(GROUP_ROOM_TAKEN.filled(at=said))
    return faults or [
        LEADER_TAKEN.filled(at=said_at(sessions[0].starts_at, work.zone), name=next(iter(leaders.values())).name)
    ]


def _keep_reminders(work: Work, group_id: int, sessions: Sequence[GroupSession]) -> None:
    """The reminder of the day before is planned, moved or called off with each. None without sessions."""
    if sessions:
        times = {each.id: each.starts_at if each.state == "planned" else None for each in sessions}
        keep_reminders(work, Subject("group", group_id), OF_SESSION, times)


def _tell(work: Work, group_id: int, sessions: Iterable[GroupSession], change: str) -> None:
    members = enrolments_in(work, group_id)
    for session in sessions:
        for enrolment_id in members:
            work.publish(GroupSessionChanged(enrolment_id, session.id, change))
