"""What is planned for an enrolment, a person, a group or an organisation, and what becomes of it. Tables written by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from varde.enrolments.exits import Leaving, end, undo
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.service import pause, resume
from varde.groups.attending import come_after_all, sign_off
from varde.groups.changing import close_group
from varde.groups.errors import SessionsNotPlanned
from varde.groups.members import join, leave
from varde.groups.models import CareGroup, GroupMember, GroupSession
from varde.groups.sessions import cancel_session, move_session, plan_row
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.notifications.deadlines import KIND as MORNINGS
from varde.notifications.models import Delivery
from varde.notifications.sending import send_batch
from varde.scheduling.agenda import plan_about, plan_once, tick
from varde.scheduling.booking import accept, book, call_off, give, move
from varde.scheduling.models import AgendaItem, Appointment, Subject
from varde.scheduling.reminders import OF_APPOINTMENT, OF_SESSION
from varde.staffing.models import Absence
from varde.staffing.service import BEGINS, cancel, report
from varde.testing.by_hand import rows_by_hand
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url

from ..groups.made_groups import made

MONDAY = datetime(2026, 9, 21, 8, tzinfo=UTC)  # ten on the wall, when the house begins
THURSDAY = datetime(2026, 9, 24, 10, tzinfo=UTC)


@dataclass
class Life:
    """Ingrid of the village, who has an appointment and a group on Thursday; her therapist is away on Friday."""

    house: House
    maren: Person
    enrolment_id: int
    other_id: int
    appointment_id: int
    kept_id: int
    group_id: int
    session_id: int
    absence_id: int

    @property
    def actor(self) -> Actor:
        return self.house.actor(self.maren, ("therapist", self.house.clinic))

    def do(self, *deeds: Callable[[Life, Work], object]) -> None:
        for deed in deeds:
            with self.house.work() as work:
                deed(self, work)

    def enrolment(self, work: Work) -> Enrolment:
        return work.session.get_one(Enrolment, self.enrolment_id)

    def appointment(self, work: Work) -> Appointment:
        return work.session.get_one(Appointment, self.appointment_id)

    def group(self, work: Work) -> tuple[CareGroup, GroupSession]:
        return work.session.get_one(CareGroup, self.group_id), work.session.get_one(GroupSession, self.session_id)

    def member(self, work: Work) -> GroupMember:
        return work.session.scalars(select(GroupMember).where(GroupMember.enrolment_id == self.enrolment_id)).one()

    def states(self) -> dict[str, str]:
        """The state of each row, and in brackets on which day and hour of September in UTC the clock looks."""
        names = {
            (OF_APPOINTMENT, str(self.appointment_id)): "appointment",
            (OF_APPOINTMENT, str(self.kept_id)): "next",
            (OF_SESSION, str(self.session_id)): "session",
            (BEGINS, str(self.absence_id)): "absence",
            (MORNINGS, ""): "mornings",
            ("assessment", "start"): "form",
        }
        with self.house.work() as work:
            rows = work.session.scalars(
                select(AgendaItem).where(AgendaItem.enrolment_id.is_distinct_from(self.other_id))
            ).all()
        return {
            names[row.kind, row.key]: row.state + (f" {row.act_at:%d.%H}" if row.act_at else "")
            for row in rows
            if (row.kind, row.key) in names
        }

    def told(self, notice: str = "tomorrow") -> list[int | None]:
        with self.house.work() as work:
            rows = select(Delivery.enrolment_id).where(Delivery.notice == notice).order_by(Delivery.id)
            return list(work.session.scalars(rows))


def make_life(folder: Path) -> Life:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id, other_id = (house.enrolled(house.person(name, "Vik"), maren, "village") for name in ("Ingrid", "Tor"))
    house.referred(house.person("Ola", "Lie"), "lake")
    with house.work() as work:
        row = book(work, enrolment_id, maren.id, "phone", THURSDAY, 45)
        kept = book(work, enrolment_id, None, "phone", THURSDAY + timedelta(days=7), 45)
        group = made(work, house, maren, programme="village")
        [session] = plan_row(work, group, date(2026, 9, 24), time(15), 60, None, number=1)
        join(work, work.session.get_one(Enrolment, enrolment_id), group, None)
        days = (date(2026, 9, 25), date(2026, 9, 25))
        away = report(work, maren.id, *days, "course", None, by_id=None, may_stand_in=())
        return Life(house, maren, enrolment_id, other_id, row.id, kept.id, group.id, session.id, away.id)


def lived(tmp_path: Path, number: int = 0) -> Life:
    folder = tmp_path / str(number)
    folder.mkdir()
    return copied(make_life, folder)


DEEDS: dict[str, Callable[[Life, Work], object]] = {
    "nothing": lambda life, work: None,
    "pause": lambda life, work: pause(work, life.actor, life.enrolment(work)),
    "resume": lambda life, work: resume(work, life.actor, life.enrolment(work)),
    "end": lambda life, work: end(work, life.maren.id, life.enrolment(work), "withdrawn"),
    "end but for the next": lambda life, work: end(
        work, life.maren.id, life.enrolment(work), "withdrawn", Leaving(kept=frozenset({life.kept_id}))
    ),
    "undo": lambda life, work: undo(work, life.actor, life.enrolment(work)),
    "move": lambda life, work: move(work, life.appointment(work), THURSDAY + timedelta(days=2)),
    "move to this afternoon": lambda life, work: move(work, life.appointment(work), MONDAY + timedelta(hours=5)),
    "move to tomorrow": lambda life, work: move(work, life.appointment(work), MONDAY + timedelta(days=1)),
    "cancel": lambda life, work: call_off(work, life.appointment(work), by_id=None),
    "cancel late": lambda life, work: call_off(work, life.appointment(work), by_id=None, late=True),
    "give": lambda life, work: give(work, life.appointment(work), life.maren.id),
    "move the group": lambda life, work: move_session(work, *life.group(work), date(2026, 9, 30), time(15), None),
    "cancel the group": lambda life, work: cancel_session(work, *life.group(work), "Sykdom", None),
    "close the group": lambda life, work: close_group(work, life.group(work)[0], None),
    "sign off": lambda life, work: sign_off(work, *life.group(work), life.enrolment(work)),
    "come after all": lambda life, work: come_after_all(work, *life.group(work), life.enrolment(work)),
    "leave": lambda life, work: leave(work, life.member(work), None),
    "back after all": lambda life, work: cancel(work, work.session.get_one(Absence, life.absence_id)),
}
TABLE = """
deeds                        | form          | appointment   | next          | session       | absence       | mornings
nothing                      | planned 22.08 | planned 23.10 | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
pause                        | cancelled     | cancelled     | cancelled     | planned 23.10 | planned 24.22 | planned 22.06
pause, resume                | planned 21.08 | cancelled     | cancelled     | planned 23.10 | planned 24.22 | planned 22.06
end                          | cancelled     | cancelled     | cancelled     | planned 23.10 | planned 24.22 | planned 22.06
end but for the next         | cancelled     | cancelled     | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
end, undo                    | planned 22.08 | planned 23.10 | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
pause, end                   | cancelled     | cancelled     | cancelled     | planned 23.10 | planned 24.22 | planned 22.06
move                         | planned 22.08 | planned 25.10 | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
move to this afternoon       | planned 22.08 | cancelled     | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
move to this afternoon, move | planned 22.08 | planned 25.10 | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
move to tomorrow             | planned 22.08 | planned 21.10 | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
give                         | planned 22.08 | planned 23.10 | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
cancel                       | planned 22.08 | cancelled     | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
cancel late                  | planned 22.08 | cancelled     | planned 30.10 | planned 23.10 | planned 24.22 | planned 22.06
move the group               | planned 22.08 | planned 23.10 | planned 30.10 | planned 29.10 | planned 24.22 | planned 22.06
cancel the group             | planned 22.08 | planned 23.10 | planned 30.10 | cancelled     | planned 24.22 | planned 22.06
close the group              | planned 22.08 | planned 23.10 | planned 30.10 | cancelled     | planned 24.22 | planned 22.06
back after all               | planned 22.08 | planned 23.10 | planned 30.10 | planned 23.10 | cancelled     | planned 22.06
"""


def test_what_becomes_of_what_is_planned(tmp_path: Path) -> None:
    for number, row in enumerate(rows_by_hand(TABLE)):
        life = lived(tmp_path, number)
        life.do(*(DEEDS[deed.strip()] for deed in row["deeds"].split(",")))
        assert life.states() == {name: cell for name, cell in row.items() if name != "deeds"}, row["deeds"]
        life.house.platform.engine.dispose()


# --- what is due


def test_each_is_told_once_of_what_holds_when_it_is_said(tmp_path: Path) -> None:
    """Noon of the day before, whatever the clock and people do afterwards."""
    life = lived(tmp_path)
    life.house.clock.set(THURSDAY - timedelta(days=1))  # noon on the wall
    for _ in range(3):
        tick(life.house.platform)
    assert life.told() == [life.enrolment_id] * 2, "of the appointment and of the group"
    assert life.states() | {"form": ""} == {
        "form": "",
        "appointment": "done",
        "next": "planned 30.10",
        "session": "done",
        "absence": "planned 24.22",
        "mornings": "planned 24.06",
    }
    later = THURSDAY + timedelta(hours=1)
    life.do(lambda life, work: move(work, life.appointment(work), later))
    tick(life.house.platform)
    assert life.told() == [life.enrolment_id] * 2, "it is still tomorrow"
    life.do(
        lambda life, work: sign_off(work, *life.group(work), life.enrolment(work)),
        lambda life, work: come_after_all(work, *life.group(work), life.enrolment(work)),
        lambda life, work: join(work, work.session.get_one(Enrolment, life.other_id), life.group(work)[0], None),
    )
    tick(life.house.platform)
    assert life.told() == [life.enrolment_id] * 2 + [life.other_id], "whoever has just got a seat"
    life.do(lambda life, work: move(work, life.appointment(work), THURSDAY + timedelta(days=2)))
    life.house.clock.set(THURSDAY + timedelta(days=1, hours=3))
    tick(life.house.platform)
    assert life.told() == [life.enrolment_id] * 2 + [life.other_id, life.enrolment_id], "of the day it was moved to"


@pytest.mark.parametrize(
    ("deed", "hours", "text"),
    [
        ("nothing", 1, "en avtale i morgen"),
        ("nothing", 21, "en avtale i dag"),
        ("give", 21, "en avtale i dag"),
        ("nothing", 24, None),
        ("cancel", 1, None),
        ("move", 1, None),
        ("pause", 1, None),
    ],
)
def test_what_is_said_is_found_out_when_it_is_sent(tmp_path: Path, deed: str, hours: int, text: str | None) -> None:
    """The reminder waited, since she had been told enough that day, or a machine was gone."""
    life = lived(tmp_path)
    life.do(lambda life, work: cancel_session(work, *life.group(work), "Sykdom", None))
    life.house.clock.set(THURSDAY - timedelta(days=1))
    tick(life.house.platform)
    life.do(DEEDS[deed])
    life.house.clock.move(hours=hours)
    others = update(Delivery).where(Delivery.notice != "tomorrow").values(state="skipped", next_at=None)
    life.do(lambda _life, work: work.session.execute(others))
    send_batch(life.house.platform)
    with life.house.work() as work:
        [row] = work.session.scalars(select(Delivery).where(Delivery.notice == "tomorrow"))
        assert row.appointment_id == life.appointment_id
        assert row.key == f"tomorrow:{(THURSDAY - timedelta(days=1)).date()}:{life.appointment_id}"
        assert text in row.text if text else row.state == "skipped", (row.state, row.text)


@pytest.mark.parametrize(
    ("deed", "hours", "text"),
    [
        ("nothing", 1, "en avtale i morgen"),
        ("nothing", 21, "en avtale i dag"),
        ("nothing", 28, None),
        ("pause", 1, None),
        ("end", 1, None),
        ("sign off", 1, None),
        ("sign off, come after all", 1, "en avtale i morgen"),
        ("leave", 1, None),
        ("move the group", 1, None),
        ("cancel the group", 1, None),
        ("close the group", 1, None),
    ],
)
def test_a_time_of_a_group_is_told_of_as_it_is_when_it_is_sent(
    tmp_path: Path, deed: str, hours: int, text: str | None
) -> None:
    """The reminder waited, as one of an appointment does above; it says itself which time of the group it is about."""
    life = lived(tmp_path)
    life.do(DEEDS["cancel"])
    life.house.clock.set(THURSDAY - timedelta(days=1))
    tick(life.house.platform)
    life.do(*(DEEDS[each.strip()] for each in deed.split(",")))
    life.house.clock.move(hours=hours)
    others = update(Delivery).where(Delivery.notice != "tomorrow").values(state="skipped", next_at=None)
    life.do(lambda _life, work: work.session.execute(others))
    send_batch(life.house.platform)
    with life.house.work() as work:
        [row] = work.session.scalars(select(Delivery).where(Delivery.notice == "tomorrow"))
        assert row.session_id == life.session_id
        assert text in row.text if text else row.state == "skipped", (row.state, row.text)


def test_a_group_meets_on_no_holiday_and_its_leaders_leave_with_it(tmp_path: Path) -> None:
    """The first of January; and who leads another of her groups stays in the team."""
    life = lived(tmp_path)
    sara = life.house.person("Sara", "Holm", ("therapist", life.house.clinic))

    def leaders(work: Work) -> list[int]:
        team = select(CareTeamMember.person_id).where(
            CareTeamMember.enrolment_id == life.enrolment_id,
            CareTeamMember.role == "group_leader",
            CareTeamMember.until.is_(None),
        )
        return list(work.session.scalars(team))

    with life.house.work() as work:
        group, other = life.group(work)[0], made(work, life.house, sara, programme="village")
        with pytest.raises(SessionsNotPlanned, match="holiday"):
            plan_row(work, group, date(2026, 12, 25), time(15), 60, None, number=2)
        assert len(plan_row(work, group, date(2026, 12, 28), time(15), 60, None, number=1)) == 1
        join(work, life.enrolment(work), other, None)
        assert leaders(work) == [sara.id], "Maren is responsible, and of the team already"
        close_group(work, other, None)
        assert leaders(work) == []


def test_an_offer_is_reminded_of_when_it_is_accepted(tmp_path: Path) -> None:
    life = lived(tmp_path)
    at, until = THURSDAY + timedelta(hours=2), THURSDAY
    with life.house.work() as work:
        row = book(
            work, life.other_id, life.maren.id, "phone", at, 30, state="offered", offered_until=until, series="s"
        )
        planned = select(AgendaItem.act_at).where(AgendaItem.kind == OF_APPOINTMENT, AgendaItem.key == str(row.id))
        assert work.session.scalars(planned).all() == []
        accept(work, row, None)
        assert work.session.scalars(planned).all() == [THURSDAY - timedelta(days=1)]


def test_two_clocks_and_two_firsts(tmp_path: Path) -> None:
    """A clock that does its last tick again tells nobody twice, and of two who plan the only row of its kind one does."""
    life = lived(tmp_path)
    place = Subject("organisation", life.house.elsewhere.id)
    with life.house.work() as work:
        for _ in range(2):
            plan_once(work, place, MORNINGS, work.now)
        with pytest.raises(IntegrityError), work.apart():
            plan_about(work, place, MORNINGS, "", opens_at=work.now, due_at=work.now)
            work.session.flush()
        with pytest.raises(IntegrityError), work.apart():
            work.add(AgendaItem(kind="x", key="x", opens_at=work.now, due_at=work.now, details={}))
            work.session.flush()
    life.house.clock.set(THURSDAY - timedelta(days=1))
    for _ in range(2):
        tick(life.house.platform)
        life.do(lambda _life, work: work.session.execute(update(AgendaItem).values(state="planned", act_at=work.now)))
    tick(life.house.platform)
    assert life.told() == [life.enrolment_id] * 2
