"""Claims: which five minutes of whom, and of which room, are taken. The database decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Literal

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from varde.kernel.db import as_varde_error
from varde.kernel.errors import Conflict
from varde.kernel.work import Work
from varde.scheduling.models import TimeClaim
from varde.scheduling.rules import ClaimOn, in_order, slot_of

Holder = Literal["appointment_id", "session_id"]
"""What holds a claim: an appointment, or a session of a group."""
Taken = tuple[frozenset[int], frozenset[int]]
"""People and rooms, by number, of whom some of the time is taken."""
NOTHING_TAKEN: Taken = (frozenset(), frozenset())
MOST = 5000
"""How many rows go at a time."""
_CLAIMS = TimeClaim.__table__.c


class AlreadyClaimed(Exception):
    """Somebody else has some of it; nothing was claimed. ``taken`` says whose."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        super().__init__("some of it is claimed already")


def claim(work: Work, holder: int, wanted: Collection[ClaimOn], by: Holder = "appointment_id") -> None:
    """This appointment, or session of a group, has exactly these claims from now on: what it has not is claimed first, and what it
    had is let go after.

    The holder must be held, so that it has one writer. Three statements at most.

    :raises AlreadyClaimed: the database gave some of it to somebody else; nothing has changed.
    """
    claim_together(work, {holder: wanted}, by)


def claim_together(work: Work, wanted: Mapping[int, Collection[ClaimOn]], by: Holder) -> None:
    """The same of several, of which all or none get what they want. What one of them has and another wants goes over to it, as when
    a row of times moves to where the next of each was. As many statements, and one more where something goes over."""
    of = _CLAIMS[by]
    had = {
        (row[1], row[2], row[3]): (row[0], row[4])
        for row in work.columns(
            select(of, _CLAIMS.person_id, _CLAIMS.room_id, _CLAIMS.slot, _CLAIMS.id).where(of.in_(wanted)), {}
        )
    }
    every = [(each, holder) for holder, claims in wanted.items() for each in set(claims)]
    holders = dict(every)
    try:
        with work.apart():
            if len(holders) < len(every):
                raise AlreadyClaimed(_twice(every))
            over = [
                {"claim": had[each][1], "to": holder} for each, holder in every if had.get(each, (holder,))[0] != holder
            ]
            if over:
                goes = update(TimeClaim).where(TimeClaim.id == bindparam("claim")).values({by: bindparam("to")})
                work.session.connection().execute(goes, over)
            if new := in_order(holders.keys() - had.keys()):
                names = ("person_id", "room_id", "slot", by)
                rows = [dict(zip(names, (*each, holders[each]), strict=True)) for each in new]
                work.session.connection().execute(insert(TimeClaim), rows)
    except IntegrityError as fault:
        if not isinstance(as_varde_error(fault), Conflict):
            raise
        raise AlreadyClaimed(taken_of(work, holders, but_for=wanted, by=by)) from None
    if gone := [row_id for each, (_, row_id) in had.items() if each not in holders]:
        work.session.execute(delete(TimeClaim).where(TimeClaim.id.in_(gone)))


def _twice(claims: Iterable[tuple[ClaimOn, int]]) -> Taken:
    times = Counter(each for each, _ in claims)
    twice = [each for each, number in times.items() if number > 1]
    return (
        frozenset(person for person, _, _ in twice if person is not None),
        frozenset(room for _, room, _ in twice if room is not None),
    )


def let_go(work: Work, holders: Collection[int], person_id: int | None = None, by: Holder = "appointment_id") -> None:
    """These appointments, or sessions, claim nothing any more, or nothing of this person. One statement, and none when there are
    none."""
    if holders:
        gone = delete(TimeClaim).where(_CLAIMS[by].in_(holders))
        work.session.execute(gone if person_id is None else gone.where(TimeClaim.person_id == person_id))


def taken_of(
    work: Work, wanted: Iterable[ClaimOn], but_for: Collection[int] | int = (), by: Holder = "appointment_id"
) -> Taken:
    """Whose time is taken among what is wanted, claims of those ``but_for`` aside. One statement."""
    taken = taken_among(work, wanted, (but_for,) if isinstance(but_for, int) else but_for, by)
    return (
        frozenset(person for person, _, _ in taken if person is not None),
        frozenset(room for _, room, _ in taken if room is not None),
    )


def taken_among(work: Work, wanted: Iterable[ClaimOn], but_for: Collection[int], by: Holder) -> set[ClaimOn]:
    """What somebody else has of what is wanted. One statement."""
    wanted = set(wanted)
    if not wanted:
        return set()
    people, rooms = ({each[place] for each in wanted} - {None} for place in (0, 1))
    slots = [slot for _, _, slot in wanted]
    rows = work.columns(
        select(_CLAIMS.person_id, _CLAIMS.room_id, _CLAIMS.slot).where(
            _CLAIMS.slot >= min(slots),
            _CLAIMS.slot <= max(slots),
            or_(_CLAIMS[by].is_(None), _CLAIMS[by].not_in(but_for)),
            or_(_CLAIMS.person_id.in_(people), _CLAIMS.room_id.in_(rooms)),
        ),
        {},
    )
    return {(person, room, slot) for person, room, slot in rows} & wanted


def claimed_within(work: Work, people: Collection[int], rooms: Collection[int], slots: range) -> set[ClaimOn]:
    """Every claim on these in a stretch of time: what whoever looks for a free time must know. One statement."""
    rows = work.columns(
        select(_CLAIMS.person_id, _CLAIMS.room_id, _CLAIMS.slot).where(
            _CLAIMS.slot >= slots.start,
            _CLAIMS.slot < slots.stop,
            or_(_CLAIMS.person_id.in_(people), _CLAIMS.room_id.in_(rooms)),
        ),
        {},
    )
    return {(person, room, slot) for person, room, slot in rows}


def forget_past_claims(work: Work) -> int:
    """What was claimed of yesterday and before is in nobody's way: those rows go. Returns how many. One statement."""
    old = select(TimeClaim.id).where(TimeClaim.slot < slot_of(work.now - timedelta(days=1))).limit(MOST)
    gone = work.session.execute(delete(TimeClaim).where(TimeClaim.id.in_(old)).returning(TimeClaim.id))
    return len(gone.all())
