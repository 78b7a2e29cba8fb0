"""Groups: seats that the database gives out, times that are claimed, a row that is moved with its exceptions, and who came."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from varde.enrolments.exits import end, undo
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.service import pause, resume
from varde.groups.attending import (
    Came,
    come_after_all,
    count_guests,
    excuse_from_group,
    meant_for,
    passed,
    record_came,
    sign_off,
)
from varde.groups.changing import change_group, close_group
from varde.groups.errors import GroupFull
from varde.groups.members import join, join_or_wait, leave, member_of, wait_for_seat
from varde.groups.models import CareGroup, GroupChange, GroupMember, GroupSession
from varde.groups.service import GroupPlan, seats_in
from varde.groups.sessions import cancel_session, move_session, plan_row, plan_sessions, sessions_of
from varde.kernel.errors import VardeError
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.group_kinds import GroupKind, attended_group, check_groups
from varde.programmes.release import Names, why_locked
from varde.rules.language import all_of, any_of
from varde.scheduling.booking import book
from varde.scheduling.models import ClosedDays, Room, TimeClaim
from varde.staffing.service import away_by_day, away_on, be_present, report
from varde.testing.house import House, make_house, sample_only

from .made_groups import made

OSLO = ZoneInfo("Europe/Oslo")
FIRST = date(2026, 9, 29)  # a Tuesday, eight days after the beginning
TEN = time(10)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


# --- rules


def test_a_module_that_waits_for_a_group_says_so() -> None:
    names = Names("Maren", {"one": 1}, {"talk": Text("Felles start", "Felles start", "Start together")})
    rule = any_of(attended_group("talk"))
    lock = why_locked(rule, {"group:talk": False}, date(2026, 9, 21), names)
    assert lock is not None
    assert lock.sentence == "Åpner når du har vært med på «Felles start»"
    both = why_locked(all_of(rule, attended_group("two")), {"group:talk": True}, date(2026, 9, 21), names, "en")
    assert both is not None
    assert both.sentence == "Opens when you have been at “two”"
    assert why_locked(rule, {"group:talk": True}, date(2026, 9, 21), names) is None


def test_what_a_programme_may_not_declare() -> None:
    title = Text("x", "x", "x")
    wrong = (
        GroupKind("a", title, "meeting", 61, 0, 0, 1),  # type: ignore[arg-type]
        GroupKind("b", title, "talk", 60, 2, with_programmes=("sample", "nowhere", "lake")),
    )
    assert list(check_groups("sample", wrong, frozenset({"sample", "lake"}))) == [
        "group a: the form 'meeting' is none of talk, course, activity",
        "group a: 61 minutes; it must be from 5 to 480, in fives",
        "group a: 0 sessions; it must be from 1 to 104",
        "group a: every 0 days; it must be 1 or more",
        "group a: 1 seats; it must be from 2 to 200",
        "group b: a talk is one session, not 2",
        "group b: 'sample' is no other programme",
        "group b: 'nowhere' is no other programme",
    ]


# --- on both databases


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def test_a_life_of_a_group(house: House) -> None:
    """One walk, since a house is dear."""
    maren, per = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Per"))
    ids = [house.enrolled(house.person(name, "Lie"), maren, "sample") for name in ("Ingrid", "Tor", "Siri")]
    actor = house.actor(maren, ("therapist", house.clinic))
    with house.work() as work:
        ingrid, tor, siri = (work.session.get_one(Enrolment, each) for each in ids)
        group = made(work, house, per)
        with house.counted() as statements:
            row = plan_row(work, group, FIRST, TEN, 90, per.id, number=3, but_for=[date(2026, 10, 6)])
        assert sum("FROM absence" in each for each in statements) == 1, "who is away is asked once, not for each time"
        assert [each.starts_at for each in row] == [
            utc("2026-09-29T08:00"),
            utc("2026-10-13T08:00"),
            utc("2026-10-20T08:00"),
        ]
        assert _claims(work) == 3 * 18, "the leader's time, each time"
        join(work, ingrid, group, per.id)
        join(work, tor, group, per.id)
        with pytest.raises(GroupFull) as full:
            join(work, siri, group, per.id)
        assert full.value.to("nb").startswith("Gruppen er full: alle 2 plassene er tatt.")
        wait_for_seat(work, siri, group, siri.person_id)
        assert _team(work, ids[0]) == [("responsible", maren.id), ("group_leader", per.id)]
        # A pause frees the seat in its own transaction, and whoever waited may take it.
        pause(work, actor, ingrid)
        assert seats_in(work, group.id) == (1, 2)
        assert _team(work, ids[0]) == [("responsible", maren.id)]
        join(work, siri, group, siri.person_id)
        resume(work, actor, ingrid)
        assert _state(work, group, ids[0]) == "left", "nobody is put back unasked"
        # One time is moved by itself, then the row: the exception stands.
        move_session(work, group, row[1], date(2026, 10, 15), time(14), per.id)
        move_session(work, group, row[0], date(2026, 9, 30), time(9), per.id, row=True)
        assert [each.starts_at for each in sessions_of(work, group.id)] == [
            utc("2026-09-30T07:00"),
            utc("2026-10-15T12:00"),
            utc("2026-10-21T07:00"),
        ]
        assert [each.sequence for each in row] == [1, 1, 1]
        cancel_session(work, group, row[2], "Storm", per.id)
        assert _claims(work) == 2 * 18
        sign_off(work, group, row[0], tor)
        come_after_all(work, group, row[0], tor)
        # Others lead it: they claim its times, and they are of the teams.
        plan = GroupPlan(Text("Tur", "Tur", "Trip"), 3, (maren.id,), drop_in=True)
        changed = select(func.count()).where(GroupChange.group_id == group.id, GroupChange.change == "changed")
        for each, times in ((plan, 1), (plan, 1), (replace(plan, drop_in=False), 2), (plan, 3)):
            change_group(work, group, each, maren.id)
            assert work.session.scalar(changed) == times, "history has what became another, and nothing else"
        assert (_claims(work), seats_in(work, group.id)) == (2 * 18, (2, 3))
        assert _team(work, ids[1]) == [("responsible", maren.id)]
    house.clock.move(days=10)
    with house.work() as work:
        group = work.session.get_one(CareGroup, group.id)
        first, second, _ = sessions_of(work, group.id)
        ingrid, tor, siri = (work.session.get_one(Enrolment, each) for each in ids)
        record_came(work, group, first, tor, Came("missed"), maren.id)
        record_came(work, group, first, tor, Came("late"), maren.id)
        record_came(work, group, first, siri, Came("excused", "Syk barnepasser"), maren.id)
        record_came(
            work, group, first, ingrid, Came("attended"), maren.id
        )  # without a seat: the group is open for that
        count_guests(work, group, first, 3, maren.id)
        assert [each.state for each in meant_for(work, ids[1], 5)] == ["late"]
        assert passed(work, ids, ["walk", "talk"], work.now) == {
            ids[0]: {"walk"},
            ids[1]: {"walk"},
            ids[2]: frozenset(),
        }
        excuse_from_group(work, actor, siri, house.programme("sample").groups[0], "Har vært på det før")
        assert passed(work, ids[2:], ["walk", "talk"], work.now) == {ids[2]: {"talk"}}
        end(work, maren.id, tor, "withdrawn")
        assert _state(work, group, ids[1]) == "left"
        undo(work, actor, tor)
        assert _state(work, group, ids[1]) == "member", "the seat was free still"
        close_group(work, group, maren.id)
        assert (second.state, _claims(work)) == ("cancelled", 18), "of the one that has been"
        changes = work.session.scalars(select(GroupChange.change).order_by(GroupChange.id)).all()
        assert " ".join(changes) == (
            "made planned planned planned joined joined waits left joined moved moved moved cancelled excused unsaid "
            "seats leaders changed changed changed missed late excused attended guests left joined cancelled closed"
        )


REFUSED = {
    "seat: full": "Gruppen er full: alle 2 plassene er tatt. Det går an å stå på venteliste.",
    "seat: twice": "Ingrid er allerede med i gruppen eller på ventelisten.",
    "seat: paused": "Tor har pause. Start forløpet igjen først, så kan plassen tas.",
    "seat: ended": "Forløpet til Tor er ikke i gang, så Tor kan ikke være med i en gruppe.",
    "seat: another offering": "Siri er i et annet tilbud enn gruppens, og kan ikke være med.",
    "seats: fewer than in it": "3 er med i gruppen, så den kan ikke ha 2 plasser.",
    "seats: one": "En gruppe har fra 2 til 200 plasser. Skriv et tall mellom dem.",
    "time: past": "Søndag 20. september kl. 10.00 er over. Velg en tid som kommer.",
    "time: far": "Tirsdag 26. september kl. 10.00 er mer enn to år frem. Velg en tid før det.",
    "time: closed": "Onsdag 7. oktober kl. 10.00: klinikken er stengt da.",
    "time: leader absent": "Torsdag 8. oktober kl. 10.00: Maren Aas er borte da.",
    "time: leader taken": "Fredag 9. oktober kl. 10.00: Maren Aas har noe annet da.",
    "time: room taken": "Mandag 12. oktober kl. 10.00: rommet er opptatt da.",
    "time: a row": "Onsdag 7. oktober kl. 10.00: klinikken er stengt da. Torsdag 8. oktober kl. 10.00: Maren Aas er borte da.",
    "time: never comes": "Det finnes ikke noe kl. 02.30 søndag 28. mars: da stilles klokken. Velg en annen tid.",
    "time: none": "En gruppe har fra 1 til 104 ganger. Skriv et tall mellom dem.",
    "room: closed": "Rommet «Rom 9» er ikke i bruk lenger. Velg et annet.",
    "move: onto its exception": "Torsdag 15. oktober kl. 10.00: Maren Aas har noe annet da. "
    "Torsdag 15. oktober kl. 10.00: rommet er opptatt da.",
    "move: has been": "Gangen er avlyst eller har vært, så den kan ikke endres.",
    "came: not begun": "Gangen har ikke begynt ennå. Før oppmøte når den begynner.",
    "came: cancelled": "Gangen er avlyst, så ingen skulle komme.",
    "came: excused for no reason": "Skriv med noen ord hvorfor Ingrid er fritatt.",
    "came: no seat, no drop-in": "Knut har ikke plass i gruppen, og den er ikke åpen for drop-in.",
    "came: too many": "Skriv hvor mange andre som kom, fra 0 til 200.",
    "kind: none such": "Programmet har ingen slik gruppe. Velg en av dem det har.",
    "led by nobody": "Velg minst én som leder gruppen, blant dem som behandler her.",
    "no name": "Gi gruppen et navn på høyst 80 tegn.",
    "ended: a seat": "Gruppen er avsluttet, så ingen kan bli med og ingenting kan endres.",
}


def test_bad_input_has_one_sentence(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    names = ("Ingrid", "Kari", "Knut", "Tor", "Liv")
    ids = [house.enrolled(house.person(name, "Lie"), maren, "sample") for name in names]
    actor, siri, per = (
        house.actor(maren, ("therapist", house.clinic)),
        house.person("Siri", "Lie"),
        house.person("Per", "Aas"),
    )
    said: dict[str, str] = {}

    def refused(case: str, work: Work, deed: Any, *given: Any, **named: Any) -> None:
        with pytest.raises(VardeError) as fault, work.apart():
            deed(work, *given, **named)
        said[case] = fault.value.to("nb")

    with house.work() as work:
        ingrid, kari, knut, tor, liv = (work.session.get_one(Enrolment, each) for each in ids)
        away = Enrolment(
            person_id=siri.id,
            organisation_id=house.elsewhere.id,
            programme="sample",
            state="active",
            referred_at=work.now,
            started_at=work.now,
        )
        rooms = [
            Room(organisation_id=house.clinic.id, name=name, seats=9, purpose="groups", closed_at=closed)
            for name, closed in (("Rom 3", None), ("Rom 9", work.now))
        ]
        closed = ClosedDays(
            organisation_id=house.clinic.id, first_day=date(2026, 10, 7), last_day=date(2026, 10, 7), why="Kurs"
        )
        work.session.add_all((away, *rooms, closed))
        work.session.flush()
        report(work, maren.id, date(2026, 10, 8), date(2026, 10, 8), "holiday", None, by_id=maren.id, may_stand_in=[])
        be_present(work, siri.id, "0124", None, [])
        days, both = [date(2026, 10, each) for each in range(5, 13)], [maren.id, siri.id]
        assert away_by_day(work, both, days) == {day: set(away_on(work, day, both)) for day in days}
        book(work, liv.id, maren.id, "physical", utc("2026-10-09T08:30"), 30)
        book(work, liv.id, None, "physical", utc("2026-10-12T08:30"), 30, room_id=rooms[0].id)
        walk = made(work, house, maren, room_id=rooms[0].id)
        talk = made(work, house, maren, kind="talk", seats=3)

        def times(*days: str) -> tuple[Any, ...]:
            return walk, [utc(f"{day}T08:00") for day in days], 60, maren.id

        refused("time: past", work, plan_sessions, *times("2026-09-20"))
        refused("time: far", work, plan_sessions, *times("2028-09-26"))
        refused("time: closed", work, plan_sessions, *times("2026-10-07"))
        refused("time: leader absent", work, plan_sessions, *times("2026-10-08"))
        refused("time: leader taken", work, plan_sessions, *times("2026-10-09"))
        refused("time: room taken", work, plan_sessions, *times("2026-10-12"))
        refused("time: a row", work, plan_row, walk, date(2026, 10, 6), TEN, 60, maren.id, number=3, every=1)
        refused("time: never comes", work, plan_row, walk, date(2027, 3, 28), time(2, 30), 60, maren.id, number=1)
        refused("time: none", work, plan_row, walk, FIRST, TEN, 60, maren.id, number=0)
        assert (_claims(work, sessions_only=True), sessions_of(work, walk.id)) == (0, []), "all or nothing"
        refused("room: closed", work, made, house, maren, room_id=rooms[1].id)
        refused("kind: none such", work, made, house, maren, kind="choir")
        refused("led by nobody", work, made, house, per)
        refused("seats: one", work, made, house, maren, seats=1)
        refused("no name", work, change_group, walk, GroupPlan(Text(" ", "", ""), 2, (maren.id,)), maren.id)
        row = plan_row(work, walk, date(2026, 10, 1), TEN, 60, maren.id, number=2, every=12)
        apart = plan_sessions(work, walk, [utc("2026-10-14T08:00")], 60, maren.id)[0]
        move_session(work, walk, apart, date(2026, 10, 15), TEN, maren.id)
        refused(
            "move: onto its exception", work, move_session, walk, row[1], date(2026, 10, 15), TEN, maren.id, row=True
        )
        assert row[1].starts_at == utc("2026-10-13T08:00")
        refused("came: not begun", work, record_came, walk, row[0], ingrid, Came("attended"), maren.id)
        for each in (ingrid, kari):
            join(work, each, walk, maren.id)
        refused("seat: full", work, join, knut, walk, maren.id)
        refused("seat: twice", work, join, ingrid, walk, maren.id)
        refused("seat: another offering", work, join, away, walk, maren.id)
        pause(work, actor, tor)
        refused("seat: paused", work, join, tor, talk, maren.id)
        end(work, maren.id, tor, "withdrawn")
        refused("seat: ended", work, join, tor, talk, maren.id)
        for each in (ingrid, kari, knut):
            join(work, each, talk, maren.id)
        refused(
            "seats: fewer than in it", work, change_group, talk, GroupPlan(Text("T", "T"), 2, (maren.id,)), maren.id
        )
        cancel_session(work, walk, row[1], "", maren.id)
    house.clock.move(days=11)
    with house.work() as work:
        walk, talk = (work.session.get_one(CareGroup, each.id) for each in (walk, talk))
        been, gone = (work.session.get_one(GroupSession, each.id) for each in row)
        ingrid, kari, knut = (work.session.get_one(Enrolment, each) for each in ids[:3])
        refused("move: has been", work, move_session, walk, been, date(2026, 10, 20), TEN, maren.id)
        refused("came: cancelled", work, record_came, walk, gone, ingrid, Came("attended"), maren.id)
        refused("came: excused for no reason", work, record_came, walk, been, ingrid, Came("excused"), maren.id)
        refused("came: too many", work, count_guests, walk, been, 201, maren.id)
        refused("came: no seat, no drop-in", work, record_came, walk, been, knut, Came("attended"), maren.id)
        close_group(work, talk, maren.id)
        refused("ended: a seat", work, join, knut, talk, maren.id)
    assert said == REFUSED


@pytest.mark.verification
def test_many_want_the_last_seat_and_one_has_it(house: House, pytestconfig: pytest.Config) -> None:
    many = 100 if pytestconfig.option.soak else 12
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ids = [house.enrolled(house.person(f"Nr{n}", "Lie"), maren, "sample") for n in range(many + 1)]
    with house.work() as work:
        group = made(work, house, maren)
        join(work, work.session.get_one(Enrolment, ids.pop()), group, None)
    together = threading.Barrier(many, timeout=60)

    def ask(enrolment_id: int, verb: Callable[..., GroupMember] = join) -> str:
        together.wait()
        try:
            with house.work() as work:
                enrolment = work.session.get_one(Enrolment, enrolment_id)
                verb(work, enrolment, work.session.get_one(CareGroup, group.id), None)
        except VardeError as fault:
            return fault.to("nb")
        return ""

    with ThreadPoolExecutor(many) as clients:
        answers = list(clients.map(ask, ids))
    refused = [each for each in answers if each]
    assert (len(refused), set(refused)) == (many - 1, {REFUSED["seat: full"]})
    with house.work() as work:
        seats = select(GroupMember.enrolment_id, GroupMember.seat).order_by(GroupMember.seat)
        assert [tuple(each)[1] for each in work.session.execute(seats)] == [1, 2]
        member = member_of(work, group.id, ids[answers.index("")])
        assert member is not None
        leave(work, member, None)
        assert seats_in(work, group.id) == (1, 2)
    with ThreadPoolExecutor(many) as clients:
        assert set(clients.map(partial(ask, verb=join_or_wait), ids)) == {""}, (
            "whoever finds it full waits, and is told so"
        )
    with house.work() as work:
        assert Counter(_state(work, group, each) for each in ids) == {"member": 1, "waiting": many - 1}


def _claims(work: Work, *, sessions_only: bool = False) -> int:
    count = select(func.count()).select_from(TimeClaim)
    return work.session.scalar(count.where(TimeClaim.session_id.is_not(None)) if sessions_only else count) or 0


def _team(work: Work, enrolment_id: int) -> list[tuple[str, int]]:
    rows = select(CareTeamMember.role, CareTeamMember.person_id).where(
        CareTeamMember.enrolment_id == enrolment_id, CareTeamMember.until.is_(None)
    )
    return sorted(((role, person) for role, person in work.session.execute(rows)), reverse=True)


def _state(work: Work, group: CareGroup, enrolment_id: int) -> str:
    member = member_of(work, group.id, enrolment_id)
    assert member is not None
    return member.state
