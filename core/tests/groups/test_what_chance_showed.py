"""Faults that a walk by chance came upon, each in a few lines."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.groups.changing import change_group, close_group
from varde.groups.members import join, wait_for_seat
from varde.groups.models import CareGroup, GroupMember
from varde.groups.service import GroupPlan
from varde.groups.sessions import move_session, plan_row
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.booking import accept, book, call_off, give, move
from varde.scheduling.errors import Cancelled
from varde.scheduling.models import Appointment, TimeClaim
from varde.testing.house import make_house, sample_only, sqlite_url

from .made_groups import made


def test_what_a_walk_by_chance_came_upon(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    maren, per = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Per"))
    ids = [house.enrolled(house.person(name, "Lie"), maren, "sample") for name in ("Ingrid", "Tor", "Siri")]
    with house.work() as work:
        ingrid, tor, siri = (work.session.get_one(Enrolment, each) for each in ids)
        walk, other = made(work, house, maren), made(work, house, per)
        row = plan_row(work, walk, date(2026, 9, 29), time(10), 60, maren.id, number=3)
        # A whole row moves to where the next of it was.
        move_session(work, walk, row[0], date(2026, 10, 6), time(10), maren.id, row=True)
        assert [each.starts_at.day for each in row] == [6, 13, 20]
        assert _claims(work) == 3 * 12
        # Whoever pauses leaves all her groups, and those who wait are told of a seat once.
        for group in (walk, other):
            join(work, ingrid, group, maren.id)
        join(work, tor, walk, maren.id)
        wait_for_seat(work, siri, walk, maren.id)
        pause(work, house.actor(maren), ingrid)
        states = select(GroupMember.state).where(GroupMember.enrolment_id == ids[0])
        assert list(work.session.scalars(states)) == ["left", "left"]
        assert _of_seats(work) == 1
    house.clock.move(minutes=1)
    with house.work() as work:
        walk = work.session.get_one(CareGroup, walk.id)
        for seats in (2, 3):
            change_group(work, walk, GroupPlan(Text(f"Tur {seats}", "", ""), seats, (maren.id,)), maren.id)
            assert _of_seats(work) == seats - 1, "a new seat is told of, another name is not"
        close_group(work, walk, maren.id)
    house.clock.move(minutes=1)
    with house.work() as work:
        pause(work, house.actor(maren), work.session.get_one(Enrolment, ids[1]))
        assert _of_seats(work) == 2, "nobody is told of a seat in a group that has ended"
        at = work.now + timedelta(days=2)
        off = book(work, ids[2], maren.id, "phone", at, 30)
        call_off(work, off, by_id=maren.id)
        with pytest.raises(Cancelled):
            give(work, off, per.id)
        assert _claims(work) == 0
        offered = book(work, ids[2], maren.id, "phone", at, 30, state="offered", offered_until=at)
        move(work, offered, at - timedelta(days=1))
    house.clock.move(days=1, minutes=1)
    with house.work() as work, pytest.raises(Cancelled):
        accept(work, work.session.get_one(Appointment, offered.id), None)
    house.platform.engine.dispose()


def _claims(work: Work) -> int:
    return work.session.scalar(select(func.count()).select_from(TimeClaim)) or 0


def _of_seats(work: Work) -> int:
    return work.session.scalar(select(func.count()).where(Delivery.key.contains(":free:"))) or 0
