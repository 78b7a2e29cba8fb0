"""The appointments and groups of the half-year: what people do with them, and the naive plan of who is to be told what.

Nothing of the plan is asked of Varde: it is written down beside each deed, in lists that are looked through from end to end.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select

from varde.appointments import service
from varde.appointments.service import Wish
from varde.appointments.waiting import want_earlier
from varde.enrolments.models import Enrolment, Offering
from varde.groups.members import join, leave, member_of, wait_for_seat
from varde.groups.models import CareGroup
from varde.groups.service import GroupPlan, make_group
from varde.groups.sessions import cancel_session, move_session, plan_row, session_of
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.booking import call_off
from varde.testing.house import House

OSLO = ZoneInfo("Europe/Oslo")
HOLIDAYS = {date(2026, *day) for day in ((1, 1), (4, 2), (4, 3), (4, 6), (5, 1), (5, 14), (5, 25))}
NOON, SEATS = time(12), 2
TOLD_IN_PAUSE = "appointment"
"""What is said through a pause: that an appointment or a session is another, or none."""
KINDS = ("appointment:", "appointments:", "earlier:", "group:", "tomorrow:")
"""How the keys of all these notices begin."""


@dataclass
class Enrolled:
    """One of those enrolled: ``pauses`` with their ends, and when she ended and how."""

    person_id: int
    enrolment_id: int
    pauses: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    ended: tuple[datetime, str] | None = None

    @property
    def is_here(self) -> bool:
        return self.ended is None and (not self.pauses or self.pauses[-1][1] is not None)


class Became(NamedTuple):
    """What became of a time: the moments at which it was changed or left, and when it was to begin."""

    changed: list[datetime]
    begins: list[datetime]


@dataclass
class SoakHour:
    """An appointment: what it has been since when, as (moment, sequence, begins, whether it is cancelled)."""

    number: int
    uid: str
    whose: Enrolled
    was: list[tuple[datetime, int, datetime, bool]]
    wish: bool = False

    @property
    def begins(self) -> datetime:
        return self.was[-1][2]

    @property
    def booked(self) -> bool:
        return not self.was[-1][3]

    def becomes(self, at: datetime, begins: datetime, cancelled: bool) -> None:
        self.was.append((at, self.was[-1][1] + 1, begins, cancelled))

    def became(self) -> Became:
        return Became(
            [since for since, *_ in self.was], [begins for _, _, begins, cancelled in self.was if not cancelled]
        )


@dataclass
class SoakGroup:
    """A group: its sessions to come by number, who has a seat and who waits, and the hour of the evening it meets at. ``was``
    is what became of a session that was moved or cancelled (None), ``left`` who gave up a seat, each with its moment."""

    number: int
    hour: int
    sessions: dict[int, datetime]
    was: dict[int, list[tuple[datetime, datetime | None]]] = field(default_factory=dict)
    left: list[tuple[datetime, int]] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)
    members: list[Enrolled] = field(default_factory=list)
    waiting: list[Enrolled] = field(default_factory=list)

    def meets_after(self, moment: datetime) -> bool:
        return any(begins > moment for begins in self.sessions.values())

    def became(self, session: int, enrolment_id: int) -> Became:
        """What became of a session, for the one who has this enrolment."""
        was = self.was.get(session, ())
        left = [at for at, who in self.left if who == enrolment_id]
        begins = [to for _, to in was if to is not None]
        return Became(
            [at for at, _ in was] + left, begins + [at for number, at in self.sessions.items() if number == session]
        )


@dataclass
class Times:
    """What is planned, and every notice that is due by its key, with whom it is about."""

    house: House
    therapist: Person
    leader: Person
    chance: random.Random
    hours: list[SoakHour] = field(default_factory=list)
    groups: list[SoakGroup] = field(default_factory=list)
    due: dict[str, Enrolled] = field(default_factory=dict)
    unseen: set[str] = field(default_factory=set)
    deeds: list[str] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.house.clock.now()

    @property
    def today(self) -> date:
        return self.now.astimezone(OSLO).date()

    def tell(self, whose: Enrolled, *key: object) -> None:
        """A notice is due, under this key."""
        whole = ":".join(map(str, key))
        self.due[whole] = whose
        self.unseen.add(whole)

    def missing(self, work: Work) -> int:
        """How many of the notices that are due nobody has planned yet."""
        if self.unseen:
            seen = select(Delivery.key).where(Delivery.key.in_(self.unseen))
            self.unseen -= set(work.session.scalars(seen))
        return len(self.unseen)

    # --- the day before

    def remind(self) -> None:
        """From noon on, whoever has something tomorrow is to be told of it, once."""
        if self.now.astimezone(OSLO).time() < NOON:
            return
        tomorrow = self.today + timedelta(days=1)
        for hour in self.hours:
            if hour.booked and hour.begins.astimezone(OSLO).date() == tomorrow:
                self._remind(hour.whose, f"tomorrow:{self.today}:{hour.number}")
        for group in self.groups:
            for number, begins in group.sessions.items():
                if begins.astimezone(OSLO).date() == tomorrow:
                    for each in group.members:
                        self._remind(each, f"tomorrow:{self.today}:group:{number}:{each.enrolment_id}")

    def _remind(self, whose: Enrolled, key: str) -> None:
        if key not in self.due:
            self.tell(whose, key)

    def reminded_of(self, key: str) -> tuple[date, Became]:
        """The day that a reminder with this key is about, and what became of the appointment or the session."""
        _, day, *about = key.split(":")
        tomorrow = date.fromisoformat(day) + timedelta(days=1)
        if about[0] != "group":
            [hour] = [each for each in self.hours if each.number == int(about[0])]
            return tomorrow, hour.became()
        number, enrolment_id = map(int, about[1:])
        [group] = [each for each in self.groups if number in each.sessions or number in each.was]
        return tomorrow, group.became(number, enrolment_id)

    def next_noon(self) -> datetime | None:
        """When somebody is to be reminded next, after now."""
        begins = [hour.begins for hour in self.hours if hour.booked]
        begins += [at for group in self.groups if group.members for at in group.sessions.values()]
        noons = (on_wall(at.astimezone(OSLO).date() - timedelta(days=1), NOON) for at in begins)
        return min((noon for noon in noons if noon > self.now), default=None)

    # --- what people do

    def begin(self, programme: str, days: int) -> None:
        """Two groups that meet every week, on two evenings."""
        with self.house.work() as work:
            offered = Offering.organisation_id == self.house.clinic.id, Offering.programme == programme
            offering = work.session.scalars(select(Offering).where(*offered)).one()
            for hour in (17, 19):
                plan = GroupPlan(Text("Gå", "Gå", "Walk"), SEATS, (self.leader.id,))
                group = make_group(work, offering, "walk", plan, self.leader.id)
                first, number = self.today + timedelta(days=3), max(1, (days - 3) // 7)
                row = plan_row(work, group, first, time(hour), 60, self.leader.id, number=number, but_for=HOLIDAYS)
                self.groups.append(SoakGroup(group.id, hour, {each.id: each.starts_at for each in row}))

    def do_some(self, people: Sequence[Enrolled], most: int) -> None:
        """So many things, no two of them with one person, appointment or group."""
        here = [each for each in people if each.is_here]
        for each in self.chance.sample(here, min(most, len(here))):
            hers = [hour for hour in self.hours if hour.whose is each and hour.booked and hour.begins > self.now]
            if hers and self.chance.random() < 0.6:
                self._change(self.chance.choice(hers))
            elif self.chance.random() < 0.5 and (begins := self._free()) is not None:
                self._book(each, begins)
            else:
                self._group_of(each, self.chance.choice(self.groups))
        if self.chance.random() < 0.4:
            self._meet_elsewhen(self.chance.choice(self.groups))

    @contextmanager
    def _with(self, each: Enrolled, deed: str) -> Iterator[tuple[Work, Enrolment]]:
        self.deeds.append(deed)
        with self.house.work() as work:
            yield work, work.session.get_one(Enrolment, each.enrolment_id)

    def _book(self, each: Enrolled, begins: datetime) -> None:
        wish = Wish(self.chance.choice(("phone", "video", "physical")), begins, 30, self.therapist.id)
        with self._with(each, "booked") as (work, enrolment):
            actor = self.house.actor(self.therapist, ("therapist", self.house.clinic))
            row = service.arrange(work, actor, enrolment, wish)
        self.hours.append(SoakHour(row.id, row.uid, each, [(self.now, 0, begins, False)]))
        self.tell(each, "appointment", row.id, "booked", self.now.isoformat())

    def _change(self, hour: SoakHour) -> None:
        deed = self.chance.choice(("moved", "moved", "cancelled", "cancelled by herself", "wants an earlier one"))
        actor, left = self.house.actor(self.therapist, ("therapist", self.house.clinic)), hour.begins
        free = self._free() if deed == "moved" else None
        if deed == "moved" and free is None:
            deed = "cancelled"
        to = free or left
        with self._with(hour.whose, deed) as (work, enrolment):
            row = service.appointment_by_id(work, enrolment, hour.number)
            if deed == "moved":
                service.rearrange(work, actor, enrolment, row, to)
            elif deed == "cancelled":
                call_off(work, row, by_id=self.therapist.id)
            elif deed == "cancelled by herself":
                service.cancel_own(work, enrolment, row)
            else:
                want_earlier(work, row, wants=True)
        if deed == "wants an earlier one":
            hour.wish = True
            return
        late = deed == "cancelled by herself" and self.now > left - timedelta(hours=24)
        hour.becomes(self.now, to, cancelled=deed != "moved")
        change = "moved" if deed == "moved" else "cancelled_late" if late else "cancelled"
        self.tell(hour.whose, "appointment", hour.number, change, self.now.isoformat())
        self._freed(hour, left)

    def _freed(self, hour: SoakHour, left: datetime) -> None:
        for other in self.hours:
            waits = other is not hour and other.wish and other.booked and other.whose.is_here
            if waits and other.begins > left > self.now:
                self.tell(other.whose, "earlier", other.number, hour.number, self.now.isoformat())

    def _free(self) -> datetime | None:
        """A half hour in the coming days in which nobody has anything; None when the therapist's week is full."""
        taken = {hour.begins for hour in self.hours if hour.booked}
        days = [self.today + timedelta(days=ahead) for ahead in range(1, 9)]
        free = [
            begins
            for day in days
            if day.weekday() < 5 and day not in HOLIDAYS
            for half in range(16, 32)
            if (begins := on_wall(day, time(half // 2, 30 * (half % 2)))) > self.now and begins not in taken
        ]
        return self.chance.choice(free) if free else None

    def _group_of(self, each: Enrolled, group: SoakGroup) -> None:
        is_in, waits = each in group.members, each in group.waiting
        full = len(group.members) >= SEATS
        deed = "left" if is_in or (waits and full) else "waits" if full else "joined"
        with self._with(each, f"{deed} a group") as (work, enrolment):
            row = work.session.get_one(CareGroup, group.number)
            if deed == "left":
                member = member_of(work, group.number, each.enrolment_id)
                assert member is not None
                leave(work, member, self.leader.id)
            else:
                (wait_for_seat if deed == "waits" else join)(work, enrolment, row, self.leader.id)
        if deed != "waits":
            self.tell(each, "group", each.enrolment_id, group.number, deed, self.now.isoformat())
        self._leaves(each, group)
        if deed != "left":
            (group.waiting if deed == "waits" else group.members).append(each)

    def _leaves(self, each: Enrolled, group: SoakGroup) -> None:
        had_seat = each in group.members
        if had_seat:
            group.left.append((self.now, each.enrolment_id))
        group.members = [other for other in group.members if other is not each]
        group.waiting = [other for other in group.waiting if other is not each]
        for other in group.waiting if had_seat else ():
            self.tell(other, "group", other.enrolment_id, group.number, "free", self.now.isoformat())

    def _meet_elsewhen(self, group: SoakGroup) -> None:
        coming = [
            number for number, begins in group.sessions.items() if begins > self.now and number not in group.moved
        ]
        if not coming:
            return
        number, change = coming[0], self.chance.choice(("moved", "cancelled"))
        day = group.sessions[number].astimezone(OSLO).date() + timedelta(days=1)
        day += timedelta(days=day in HOLIDAYS)
        self.deeds.append(f"a session {change}")
        with self.house.work() as work:
            row, session = work.session.get_one(CareGroup, group.number), session_of(work, group.number, number)
            if change == "moved":
                move_session(work, row, session, day, time(group.hour + 1), self.leader.id)
            else:
                cancel_session(work, row, session, "Storm", self.leader.id)
        group.moved.add(number)
        to = on_wall(day, time(group.hour + 1)) if change == "moved" else None
        group.was.setdefault(number, []).append((self.now, to))
        if to is not None:
            group.sessions[number] = to
        else:
            del group.sessions[number]
        for each in group.members:
            self.tell(each, "group", each.enrolment_id, "session", number, change, self.now.isoformat())

    # --- what a pause and an end do

    def stops(self, each: Enrolled, ending_id: int | None = None, *, contact: bool = True) -> None:
        """All that is to come is called off, and her seats are free; told of it she is once for each in a pause, and once at an
        end after which she may be written to."""
        coming = [hour for hour in self.hours if hour.whose is each and hour.booked and hour.begins > self.now]
        for hour in coming:
            hour.becomes(self.now, hour.begins, cancelled=True)
            if ending_id is None:
                self.tell(each, "appointment", hour.number, "cancelled", self.now.isoformat())
        in_groups = [group for group in self.groups if each in group.members and group.meets_after(self.now)]
        if ending_id is not None and (coming or in_groups) and contact:
            self.tell(each, "appointments", ending_id)
        for group in in_groups if ending_id is None else ():
            self.tell(each, "group", each.enrolment_id, group.number, "left", self.now.isoformat())
        for hour in coming:
            self._freed(hour, hour.begins)
        for group in self.groups:
            self._leaves(each, group)


def on_wall(day: date, at: time) -> datetime:
    """That hour of that day in Oslo, which comes once."""
    return datetime.combine(day, at, tzinfo=OSLO).astimezone(ZoneInfo("UTC"))
