"""Opening hours, days that are closed, and rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from varde.identity.models import Organisation
from varde.kernel.characters import name as plain_name
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.scheduling.models import ROOM_PURPOSES, ClosedDays, OpeningHours, Room
from varde.setup import words
from varde.setup.changes import Editor, hold_place, must_be_open, must_stand, note
from varde.setup.errors import NoSuchSetUp, SetUpRefused
from varde.setup.rules import overlapping, read_time

LONGEST_WHY, LONGEST_ROOM, MOST_SEATS = 80, 60, 500
MOST_DAYS_CLOSED = 366
"""In one stretch; a promise of working days counts those on which a place is there."""
WEEKDAYS = range(7)
Week = Mapping[int, tuple[str, str]]
"""When it opens and closes, by weekday (0 is Monday) as they were typed; a weekday that is not there is closed."""


def hours_of(work: Work, organisation_id: int) -> dict[int, tuple[str, str]]:
    """The opening hours, by weekday. One statement."""
    return _hours_in(_week_rows(work, organisation_id))


def _week_rows(work: Work, organisation_id: int) -> dict[int, OpeningHours]:
    rows = select(OpeningHours).where(OpeningHours.organisation_id == organisation_id).order_by(OpeningHours.weekday)
    return {row.weekday: row for row in work.session.scalars(rows)}


def _hours_in(rows: Mapping[int, OpeningHours]) -> dict[int, tuple[str, str]]:
    return {weekday: (row.opens, row.closes) for weekday, row in rows.items()}


def read_week(week: Week) -> dict[int, tuple[str, str]]:
    """The week with its times read. :raises SetUpRefused: with a sentence for each time that is none, and each day that closes
    before it opens."""
    faults: list[Text] = []
    whole: dict[int, tuple[str, str]] = {}
    for weekday, times in sorted(week.items()):
        if weekday not in WEEKDAYS:
            faults.append(words.WEEKDAY_RULE.filled(weekday=weekday + 1))
            continue
        opens, closes = (read_time(each) for each in times)
        wrong = [
            words.TIME_RULE.filled(time=said[:20])
            for said, at in zip(times, (opens, closes), strict=True)
            if at is None
        ]
        if not wrong and opens is not None and closes is not None:
            if opens < closes:
                whole[weekday] = opens, closes
            else:
                wrong.append(words.OPENS_LATER.filled(day=words.WEEKDAYS[weekday]))
        faults += wrong
    if faults:
        raise SetUpRefused(*faults)
    return whole


def set_week(work: Work, editor: Editor, organisation: Organisation, week: Week, *, seen: str | None = None) -> bool:
    """The opening hours of the whole week. Returns whether anything changed. :raises SetUpRefused, OvertakenBy, NotYours"""
    hold_place(work, editor, organisation)
    rows = _week_rows(work, organisation.id)
    before = _hours_in(rows)
    must_stand(work, organisation.id, ("hours",), before, seen)
    after = read_week(week)
    changed = False
    for weekday in WEEKDAYS:
        was, now = before.get(weekday), after.get(weekday)
        row = rows.get(weekday)
        if now is None and row is not None:
            work.session.delete(row)
        elif now is not None:
            row = row or work.add(OpeningHours(organisation_id=organisation.id, weekday=weekday))
            row.opens, row.closes = now
        old, new = ("–".join(each) if each else None for each in (was, now))
        changed |= note(work, editor, organisation.id, "hours", str(weekday + 1), old, new)
    return changed


def closed_days_of(work: Work, organisation_id: int) -> list[ClosedDays]:
    """The days that are closed and not over, by day. One statement."""
    rows = select(ClosedDays).where(ClosedDays.organisation_id == organisation_id, ClosedDays.last_day >= work.today)
    return list(work.session.scalars(rows.order_by(ClosedDays.first_day)))


def close_days(work: Work, editor: Editor, organisation: Organisation, first: date, last: date, why: str) -> ClosedDays:
    """It is closed from ``first`` to ``last``, both included. :raises SetUpRefused: the days are over, reversed or too many, some
    are closed already, or nobody says why. Nothing is stored."""
    hold_place(work, editor, organisation)
    why = plain_name(why)
    faults: list[Text] = []
    if last < first:
        faults.append(words.DAYS_REVERSED.filled(first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}"))
    elif last < work.today:
        faults.append(words.DAYS_OVER)
    elif (last - first).days >= MOST_DAYS_CLOSED:
        faults.append(words.DAYS_TOO_MANY.filled(most=MOST_DAYS_CLOSED))
    known = [(row.first_day, row.last_day) for row in closed_days_of(work, organisation.id)]
    if (shared := overlapping(known, first, last)) is not None and not faults:
        faults.append(words.CLOSED_ALREADY.filled(first=f"{shared[0]:%d.%m.%Y}", last=f"{shared[1]:%d.%m.%Y}"))
    if not 1 <= len(why) <= LONGEST_WHY:
        faults.append(words.WHY_RULE.filled(most=LONGEST_WHY))
    if faults:
        raise SetUpRefused(*faults)
    row = work.add(ClosedDays(organisation_id=organisation.id, first_day=first, last_day=last, why=why))
    work.session.flush()
    note(work, editor, organisation.id, "closed_days", first.isoformat(), None, {"last": last.isoformat(), "why": why})
    return row


def open_days(work: Work, editor: Editor, organisation: Organisation, first: date) -> None:
    """It is not closed after all on the days that begin with this one. :raises NoSuchSetUp"""
    hold_place(work, editor, organisation)
    row = work.session.scalar(
        select(ClosedDays).where(ClosedDays.organisation_id == organisation.id, ClosedDays.first_day == first)
    )
    if row is None:
        raise NoSuchSetUp(what=f"{first:%d.%m.%Y}")
    before = {"last": row.last_day.isoformat(), "why": row.why}
    note(work, editor, organisation.id, "closed_days", first.isoformat(), before, None)
    work.session.delete(row)


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """What is said of a room; ``seats`` is None for a room for video."""

    name: str
    seats: int | None
    purpose: str


def rooms_of(work: Work, organisation_id: int) -> list[Room]:
    """The rooms that are in use, by name. One statement."""
    rows = select(Room).where(Room.organisation_id == organisation_id, Room.closed_at.is_(None))
    return list(work.session.scalars(rows.order_by(Room.name)))


def room_named(work: Work, organisation: Organisation, name: str) -> Room:
    """The room in use with this name. :raises NoSuchSetUp"""
    for room in rooms_of(work, organisation.id):
        if room.name.casefold() == plain_name(name).casefold():
            return room
    raise NoSuchSetUp(what=name[:LONGEST_ROOM])


def room_by_id(work: Work, organisation: Organisation, room_id: int) -> Room:
    """The room in use with this number, of this organisation. :raises NoSuchSetUp"""
    room = work.session.get(Room, room_id)
    if room is None or room.organisation_id != organisation.id or room.closed_at is not None:
        raise NoSuchSetUp(what=str(room_id))
    return room


def shown_of_room(room: Room) -> dict[str, object]:
    """What a form, or a command, was made from."""
    return {"name": room.name, "seats": room.seats, "purpose": room.purpose}


def add_room(work: Work, editor: Editor, organisation: Organisation, facts: RoomFacts) -> Room:
    """A new room; one that was closed comes back. :raises SetUpRefused: with a sentence for everything that is wrong."""
    hold_place(work, editor, organisation)
    must_be_open(organisation)
    facts = _read_room(work, organisation, facts, None)
    row = work.session.scalar(select(Room).where(Room.organisation_id == organisation.id, Room.name == facts.name))
    row = row or work.add(Room(organisation_id=organisation.id))
    row.name, row.seats, row.purpose, row.closed_at = facts.name, facts.seats, facts.purpose, None
    work.session.flush()
    note(work, editor, organisation.id, "room", facts.name, None, {"seats": facts.seats, "purpose": facts.purpose})
    return row


def change_room(
    work: Work, editor: Editor, organisation: Organisation, room: Room, facts: RoomFacts, *, seen: str | None = None
) -> bool:
    """Another name, number of seats or use. Returns whether anything changed. :raises SetUpRefused, OvertakenBy, NotYours"""
    hold_place(work, editor, organisation)
    work.session.refresh(room)
    before = shown_of_room(room)
    must_stand(work, organisation.id, ("room",), before, seen)
    facts = _read_room(work, organisation, facts, room)
    after = {"name": facts.name, "seats": facts.seats, "purpose": facts.purpose}
    room.name, room.seats, room.purpose = facts.name, facts.seats, facts.purpose
    work.session.flush()
    return note(work, editor, organisation.id, "room", str(before["name"]), before, after)


def close_room(work: Work, editor: Editor, organisation: Organisation, room: Room) -> None:
    """Nobody is booked into it any more."""
    hold_place(work, editor, organisation)
    room.closed_at = work.now
    note(work, editor, organisation.id, "room", room.name, {"seats": room.seats, "purpose": room.purpose}, None)


def _read_room(work: Work, organisation: Organisation, facts: RoomFacts, room: Room | None) -> RoomFacts:
    name, faults = plain_name(facts.name), list[Text]()
    if not 1 <= len(name) <= LONGEST_ROOM:
        faults.append(words.ROOM_NAME_RULE.filled(most=LONGEST_ROOM))
    others = [row for row in rooms_of(work, organisation.id) if room is None or row.id != room.id]
    if any(row.name.casefold() == name.casefold() for row in others):
        faults.append(words.ROOM_TAKEN.filled(name=name))
    if facts.purpose not in ROOM_PURPOSES:
        faults.append(words.PURPOSE_RULE.filled(purpose=facts.purpose[:60]))
    elif (facts.purpose == "video") != (facts.seats is None) or (
        facts.seats is not None and not 1 <= facts.seats <= MOST_SEATS
    ):
        faults.append(words.SEATS_RULE)
    if faults:
        raise SetUpRefused(*faults)
    return RoomFacts(name, facts.seats, facts.purpose)
