"""Whoever is in a group is there while it meets; and how she is followed up is a fact of before it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from varde.appointments.errors import NotThen
from varde.appointments.in_row import look_ahead, times_in_row
from varde.appointments.service import Wish, arrange, free_for
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.groups.attending import Came, come_after_all, record_came, sign_off
from varde.groups.counting import attendance_between
from varde.groups.member_times import busy_in_groups, elsewhere
from varde.groups.members import join, leave, member_of, wait_for_seat
from varde.groups.models import CareGroup, GroupMember
from varde.groups.sessions import cancel_session, move_session, plan_row, sessions_of
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.programmes.values import Programme
from varde.scheduling.booking import book, call_off
from varde.testing.house import House, make_house, sample_only

from .made_groups import made
from .test_groups import FIRST, TEN, utc


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def test_whoever_is_in_a_group_is_there_while_it_meets(house: House) -> None:
    """No time of hers is free then, staff needs a reason to book upon it, and nobody is kept out of a group by an appointment: that
    she has something else is said. It follows her in and out, whatever happens."""
    maren, per = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Per"))
    ingrid_id, tor_id = (house.enrolled(house.person(name, "Lie"), maren, "sample") for name in ("Ingrid", "Tor"))
    actor, meeting = house.actor(maren, ("therapist", house.clinic)), house.programme("sample").meetings[0]
    at = utc("2026-09-29T08:00")
    with house.work() as work:
        ingrid, tor = work.session.get_one(Enrolment, ingrid_id), work.session.get_one(Enrolment, tor_id)
        group = made(work, house, per)
        [session] = plan_row(work, group, FIRST, TEN, 60, per.id, number=1)

        def starts(of: Enrolment) -> set[str]:
            free = free_for(work, of, meeting, "phone", maren.id, 12)
            return {f"{each.begins:%H.%M}" for each in free if each.begins.date() == FIRST}

        within = {"08.00", "08.15", "08.30", "08.45"}
        assert within <= starts(ingrid)
        join(work, ingrid, group, per.id)
        wait_for_seat(work, tor, group, tor.person_id)
        assert not within & starts(ingrid)
        assert "09.00" in starts(ingrid)
        assert within <= starts(tor), "who waits is not there"
        wish = Wish("phone", at + timedelta(minutes=30), 30, maren.id)
        with pytest.raises(NotThen) as refused:
            arrange(work, actor, ingrid, wish)
        assert refused.value.to("nb") == "Pasienten er i en gruppe da."
        in_row = look_ahead(work, ingrid, wish, times_in_row(work, FIRST, time(10, 45), every=7, number=2, fold=None))
        assert [[fault.nb for fault in each.faults] for each in in_row] == [["Pasienten er i en gruppe da."], []]
        row = arrange(work, actor, ingrid, replace(wish, anyway="Eneste tid"))
        assert row.overbooked == "Eneste tid"
        assert elsewhere(work, [session]) == {session.id: {ingrid_id}}
        call_off(work, row, by_id=maren.id)
        assert elsewhere(work, [session]) == {session.id: frozenset()}
        sign_off(work, group, session, ingrid)
        assert within <= starts(ingrid)
        come_after_all(work, group, session, ingrid)
        assert not within & starts(ingrid)
        # Somebody who has an appointment then joins all the same, by the seat that a pause has freed.
        book(work, tor_id, maren.id, "phone", at - timedelta(minutes=25), 30)
        pause(work, actor, ingrid)
        join(work, tor, group, tor.person_id)
        assert elsewhere(work, [session]) == {session.id: {tor_id}}, "until five past is some of it"
        resume(work, actor, ingrid)
        assert within - {"08.00"} <= starts(ingrid), "but for when Maren is with Tor"
        move_session(work, group, session, FIRST, time(12), per.id)
        assert elsewhere(work, [session]) == {session.id: frozenset()}
        assert {"09.00", "11.00"} <= starts(tor)
        assert not {"10.00", "10.45"} & starts(tor)
        cancel_session(work, group, session, "", per.id)
        assert {"10.00", "10.45"} <= starts(tor)
        # Two groups at one time.
        other = made(work, house, maren, kind="talk")
        [same] = plan_row(work, other, date(2026, 10, 6), TEN, 60, maren.id, number=1)
        [mine] = plan_row(work, group, date(2026, 10, 6), TEN, 60, per.id, number=1)
        join(work, tor, other, maren.id)
        assert elsewhere(work, [same, mine]) == {same.id: {tor_id}, mine.id: {tor_id}}
        leave(work, _member(work, other, tor_id), maren.id)
        assert elsewhere(work, [same, mine]) == {same.id: frozenset(), mine.id: frozenset()}
        join(work, tor, other, maren.id)
        end(work, maren.id, tor, "withdrawn")
        assert busy_in_groups(work, [tor.person_id], work.now, utc("2027-01-01T00:00")) == {}


def _member(work: Work, group: CareGroup, enrolment_id: int) -> GroupMember:
    member = member_of(work, group.id, enrolment_id)
    assert member is not None
    return member


def test_how_she_is_followed_up_is_fixed_before_each_time(house: House) -> None:
    """What her programme says today changes nothing of what was; it holds from the seat that she takes next."""
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ids = [house.enrolled(house.person(f"Nr{n}", "Lie"), maren, "sample") for n in range(2)]
    with house.work() as work:
        group = made(work, house, maren, drop_in=True)
        sessions = plan_row(work, group, FIRST, TEN, 60, maren.id, number=2)
        join(work, work.session.get_one(Enrolment, ids[0]), group, maren.id)
    without = replace(house.programme("sample"), digital=False)
    house.platform.catalogue = house.platform.catalogue.with_values(Programme, [without])
    house.clock.move(days=20)
    with house.work() as work:
        group = work.session.get_one(CareGroup, group.id)
        rows = [work.session.get_one(Enrolment, each) for each in ids]
        first, second = sessions_of(work, group.id)
        for each in rows:
            record_came(work, group, first, each, Came("attended"), maren.id)
        leave(work, _member(work, group, ids[0]), maren.id)
        record_came(work, group, second, rows[0], Came("missed"), maren.id)
        counted = attendance_between(work, [house.clinic.id], utc("2026-09-01T00:00"), work.now)
        assert counted == {("sample", "walk", True): (1, 1, 1), ("sample", "walk", False): (1, 1, 0)}
        join(work, rows[0], group, maren.id)
        assert not _member(work, group, ids[0]).digital
    assert [each.id for each in sessions] == [first.id, second.id]


def test_only_whoever_loses_a_time_is_told_that_it_is_called_off(house: House) -> None:
    """Who had left the group before, whose next times are called off already, and who only waited lose none."""
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    names = ("comes", "has left", "waits", "waits again", "pauses waiting", "pauses", "none is held")
    ids = {name: house.enrolled(house.person(name.title(), "Lie"), maren, "sample") for name in names}
    with house.work() as work:
        hers = {name: work.session.get_one(Enrolment, number) for name, number in ids.items()}
        group, called_off = made(work, house, maren, seats=3), made(work, house, maren)
        plan_row(work, group, FIRST, TEN, 60, maren.id, number=2)
        (never,) = plan_row(work, called_off, FIRST, time(14), 60, maren.id, number=1)
        join(work, hers["none is held"], called_off, maren.id)
        cancel_session(work, called_off, never, "Storm", maren.id)
        for name in ("comes", "has left", "pauses"):
            join(work, hers[name], group, maren.id)
        wait_for_seat(work, hers["waits"], group, maren.id)
        leave(work, _member(work, group, ids["has left"]), maren.id)
        for name in ("waits again", "pauses waiting"):  # they had a seat once
            join(work, hers[name], group, maren.id)
            leave(work, _member(work, group, ids[name]), maren.id)
            wait_for_seat(work, hers[name], group, maren.id)
    house.clock.move(hours=1)
    with house.work() as work:
        for name, number in ids.items():
            enrolment = work.session.get_one(Enrolment, number)
            if name.startswith("pauses"):
                pause(work, house.actor(maren), enrolment)
            else:
                end(work, maren.id, enrolment, "withdrawn")
        told = select(Delivery.enrolment_id).where(Delivery.notice == "appointment", Delivery.planned_at == work.now)
        assert set(work.session.scalars(told)) == {ids["comes"], ids["pauses"]}
