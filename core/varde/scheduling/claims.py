"""Claims: which five minutes of whom, and of which room, are taken. The database decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.exc import IntegrityError

from varde.kernel.db import as_varde_error
from varde.kernel.errors import Conflict
from varde.kernel.work import Work
from varde.scheduling.models import TimeClaim
from varde.scheduling.rules import ClaimOn, slot_of

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


def claim(work: Work, appointment_id: int, wanted: Collection[ClaimOn]) -> None:
    """This appointment has exactly these claims from now on: what it has not is claimed first, and what it had is let go after.

    The appointment must be held, so that it has one writer. Three statements at most.

    :raises AlreadyClaimed: the database gave some of it to somebody else; nothing has changed.
    """
    had = {(row.person_id, row.room_id, row.slot): row.id for row in _of(work, appointment_id)}
    new = [each for each in wanted if each not in had]
    try:
        with work.apart():
            if new:
                names = ("person_id", "room_id", "slot", "appointment_id")
                rows = [dict(zip(names, (*each, appointment_id), strict=True)) for each in new]
                work.session.connection().execute(insert(TimeClaim), rows)
    except IntegrityError as fault:
        if not isinstance(as_varde_error(fault), Conflict):
            raise
        raise AlreadyClaimed(taken_of(work, new, but_for=appointment_id)) from None
    kept = set(wanted)
    if gone := [row_id for each, row_id in had.items() if each not in kept]:
        work.session.execute(delete(TimeClaim).where(TimeClaim.id.in_(gone)))


def let_go(work: Work, appointment_ids: Collection[int], person_id: int | None = None) -> None:
    """These appointments claim nothing any more, or nothing of this person. One statement, and none when there are none."""
    if appointment_ids:
        gone = delete(TimeClaim).where(TimeClaim.appointment_id.in_(appointment_ids))
        work.session.execute(gone if person_id is None else gone.where(TimeClaim.person_id == person_id))


def taken_of(work: Work, wanted: Iterable[ClaimOn], but_for: int = 0) -> Taken:
    """Whose time is taken among what is wanted, claims of the appointment ``but_for`` aside. One statement."""
    wanted = list(wanted)
    if not wanted:
        return NOTHING_TAKEN
    people, rooms = ({each[place] for each in wanted} - {None} for place in (0, 1))
    slots = [slot for _, _, slot in wanted]
    rows = work.columns(
        select(_CLAIMS.person_id, _CLAIMS.room_id)
        .where(
            _CLAIMS.slot >= min(slots),
            _CLAIMS.slot <= max(slots),
            _CLAIMS.appointment_id != but_for,
            or_(_CLAIMS.person_id.in_(people), _CLAIMS.room_id.in_(rooms)),
        )
        .distinct(),
        {},
    )
    return (
        frozenset(person for person, _ in rows if person is not None),
        frozenset(room for _, room in rows if room is not None),
    )


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


def _of(work: Work, appointment_id: int) -> Iterable[TimeClaim]:
    return work.session.scalars(select(TimeClaim).where(TimeClaim.appointment_id == appointment_id))
