"""What a walk by chance stands on: a small clinic in Varde and on paper, and what must be alike in both."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import select

from varde.appointments import service
from varde.appointments.errors import NotThen
from varde.enrolments.models import Enrolment
from varde.groups import sessions
from varde.groups.errors import SessionsNotPlanned
from varde.groups.models import CareGroup, GroupAttendance, GroupMember, GroupSession
from varde.identity.models import Person
from varde.kernel.errors import VardeError
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.errors import NotFree
from varde.scheduling.models import Appointment, Room, TimeClaim
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url

from .made_groups import made
from .paper import BUFFER, DAY, TALK, PaperHour, Refused, moments_of, on_the_wall
from .paper_groups import PaperClinic, PaperGroup, PaperSession

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
SPRING, AUTUMN = datetime(2026, 3, 28, 9, tzinfo=UTC), datetime(2026, 10, 24, 9, tzinfo=UTC)
"""Saturdays before the clocks are set."""
IN_WORDS = {
    "must be in the future": "past",
    "a year ahead": "far",
    "two years ahead": "far",
    "opening hours": "closed",
    "clinic is closed": "closed",
    "public holiday": "closed",
    "away": "away",
    "is over": "past",
    "The patient has": "patient",
    "therapist has another": "therapist",
    "has something else": "person",
    "room is taken": "room",
}
"""By what it says, what a sentence is about."""


def minute(at: datetime) -> int:
    return int((at - NEW_YEAR).total_seconds()) // 60


def moment(at: int) -> datetime:
    return NEW_YEAR + timedelta(minutes=at)


def day_of(day: int) -> date:
    return date(2026, 1, 1) + timedelta(days=day)


@dataclass
class ChanceWorld:
    """A small clinic: two who treat, three who are treated, two rooms and two groups."""

    house: House
    staff: tuple[Person, Person]
    patients: tuple[int, int, int]
    people: dict[int, int]
    talk_room: int
    groups: tuple[int, int]
    group_room: int


def make_world(folder: Path) -> ChanceWorld:
    house = make_house(sqlite_url(folder), at=SPRING, catalogue=sample_only())
    maren, per = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Per"))
    patients = [house.enrolled(house.person(name, "Lie"), maren, "sample") for name in ("Ingrid", "Tor", "Siri")]
    with house.work() as work:
        talks, sal = (
            work.add(Room(organisation_id=house.clinic.id, name=name, seats=9, purpose=purpose))
            for name, purpose in (("Rom 3", "talks"), ("Sal", "groups"))
        )
        work.session.flush()
        groups = made(work, house, maren), made(work, house, per, room_id=sal.id, drop_in=True)
        people = {each: work.session.get_one(Enrolment, each).person_id for each in patients}
        numbers = tuple(group.id for group in groups)
    return ChanceWorld(house, (maren, per), tuple(patients), people, talks.id, numbers, sal.id)  # type: ignore[arg-type]


class ClinicInBooks(RuleBasedStateMachine):
    """The clinic in both, without anything that could be done in it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="varde-test-")

    @initialize(begins=st.sampled_from([SPRING, AUTUMN]))
    def begin(self, begins: datetime) -> None:
        self.world = copied(make_world, Path(self.folder.name))
        self.house, (self.maren, self.per) = self.world.house, self.world.staff
        self.house.clock.set(begins)
        self.actor = self.house.actor(self.maren, ("therapist", self.house.clinic))
        first, second = self.world.groups
        self.paper = PaperClinic(
            minute(begins),
            dict.fromkeys(self.world.patients, "active"),
            [each.id for each in self.world.staff],
            [self.world.talk_room],
            groups=[
                PaperGroup(first, 2, [self.maren.id], None, drop_in=False),
                PaperGroup(second, 2, [self.per.id], self.world.group_room, drop_in=True),
            ],
        )

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.house.platform.engine.dispose()
        self.folder.cleanup()

    def ask(self, deed: Callable[[Work], Any]) -> tuple[Refused, Any]:
        """What is in the way, and what came of it when nothing is."""
        try:
            with self.house.work() as work:
                return (), deed(work)
        except VardeError as fault:
            return _in_words(fault), None

    def both_do(self, deed: Callable[[Work], Any], on_paper: Refused) -> Any:
        refused, result = self.ask(deed)
        assert refused == on_paper, (refused, on_paper)
        return result

    def a_minute_goes(self) -> None:
        """So that nobody stands in a line with another by the same moment."""
        self.house.clock.move(minutes=1)
        self.paper.now += 1

    # --- who and when

    def patient(self, n: int) -> int:
        return self.world.patients[n % 3]

    def therapist(self, n: int) -> int:
        return self.world.staff[n % 2].id

    def hour(self, n: int) -> PaperHour:
        """The latest the most often."""
        return self.paper.hours[-1 - n % len(self.paper.hours)]

    def group(self, n: int) -> PaperGroup:
        return self.paper.groups[n % 2]

    def session(self, n: int) -> tuple[PaperGroup, PaperSession]:
        every = [(group, each) for group in self.paper.groups for each in group.sessions]
        return every[-1 - n % len(every)]

    def at(self, days: int, clock: int, n: int = 0) -> int | None:
        """A moment so many days from now at a time on the wall: one of two, or none, on the nights that are special."""
        meant = moments_of(on_the_wall(self.paper.now) // DAY + days, clock)
        return meant[n % len(meant)] if meant else None

    def new(self, n: int, way: str, begins: int, minutes: int = TALK, meeting: str = "talk", **more: Any) -> PaperHour:
        buffer = BUFFER if meeting else 0
        return PaperHour(
            0,
            self.patient(n),
            self.therapist(n // 3),
            more.pop("room", None),
            way,
            begins,
            minutes,
            buffer,
            **more,
            meeting=meeting,
        )

    def row(self, work: Work, hour: PaperHour) -> tuple[Enrolment, Appointment]:
        enrolment = work.session.get_one(Enrolment, hour.patient)
        return enrolment, service.appointment_by_id(work, enrolment, hour.number)

    def rows(self, work: Work, group: PaperGroup, session: PaperSession) -> tuple[CareGroup, GroupSession]:
        return work.session.get_one(CareGroup, group.number), sessions.session_of(work, group.number, session.number)

    # --- what must be so after each

    @invariant()
    def varde_and_paper_agree(self) -> None:
        if not hasattr(self, "world"):
            return
        with self.house.work() as work:
            self._appointments_agree(work)
            self._groups_agree(work)
            self._nobody_is_taken_twice(work)
            assert _notices(work) == self.paper.notices

    def _appointments_agree(self, work: Work) -> None:
        rows = [
            (row.id, row.state, minute(row.starts_at), row.therapist_id, row.room_id, bool(row.overbooked))
            for row in work.session.scalars(select(Appointment))
        ]
        assert sorted(rows) == sorted(
            (hour.number, hour.state, hour.begins, hour.therapist, hour.room, hour.forced) for hour in self.paper.hours
        )

    def _groups_agree(self, work: Work) -> None:
        order = select(GroupMember).order_by(GroupMember.since, GroupMember.id)
        in_it = [(row.group_id, row.state, row.enrolment_id) for row in work.session.scalars(order)]
        held = {
            (row.id, row.state, minute(row.starts_at), row.apart) for row in work.session.scalars(select(GroupSession))
        }
        said = {(row.session_id, row.enrolment_id, row.state) for row in work.session.scalars(select(GroupAttendance))}
        for group in self.paper.groups:
            assert {who for number, state, who in in_it if (number, state) == (group.number, "member")} == set(
                group.members
            )
            assert [
                who for number, state, who in in_it if (number, state) == (group.number, "waiting")
            ] == group.waiting
            assert len(group.members) <= group.seats
        every = [session for group in self.paper.groups for session in group.sessions]
        assert held == {(each.number, each.state, each.begins, each.apart) for each in every}
        assert said == {(each.number, who, state) for each in every for who, state in each.said.items() if state}

    def _nobody_is_taken_twice(self, work: Work) -> None:
        """And what is claimed in the database is what stands on paper: no claim is left behind, and none is missing."""
        minutes = Counter(taken for each in self.paper.everything() for taken in each.taken)
        assert not [taken for taken, times in minutes.items() if times > 1]
        patients = {person: enrolment for enrolment, person in self.world.people.items()}
        claims = set()
        for row in work.session.scalars(select(TimeClaim)):
            whose = ("room", row.room_id) if row.room_id else ("person", row.person_id)
            if row.person_id in patients:
                whose = ("patient", patients[row.person_id])
            slot = int((datetime.fromtimestamp(row.slot * 300, UTC) - NEW_YEAR).total_seconds()) // 60
            claims.add((whose, slot, row.appointment_id or 0, row.session_id or 0))
        on_paper = {
            (whose, at // 5 * 5, *((each.number, 0) if isinstance(each, PaperHour) else (0, each.number)))
            for each in self.paper.everything()
            for whose, at in each.taken
        }
        assert claims == on_paper


def _in_words(fault: VardeError) -> Refused:
    if not isinstance(fault, NotThen | NotFree | SessionsNotPlanned):
        return (type(fault).__name__,)
    said = fault.each("en")
    return tuple(next((word for part, word in IN_WORDS.items() if part in each), each) for each in said)


def _notices(work: Work) -> set[tuple[object, ...]]:
    """What has been told of times and groups, each once: by their keys."""
    keys = list(work.session.scalars(select(Delivery.key)))
    assert len(keys) == len(set(keys))
    return {notice for key in keys if (notice := _notice(key))}


def _notice(key: str) -> tuple[object, ...]:
    kind, *parts = key.split(":")
    numbers: list[object] = [int(part) if part.isdigit() else part for part in parts]
    if kind in ("appointment", "group", "earlier"):
        iso = key[key.index("202") :]
        return (kind, *numbers[: len(parts) - iso.count(":") - 1], minute(datetime.fromisoformat(iso)))
    if kind == "tomorrow":
        return (kind, (date.fromisoformat(parts[0]) - date(2026, 1, 1)).days, *numbers[1:])
    return (kind, *numbers) if kind == "appointments" else ()
