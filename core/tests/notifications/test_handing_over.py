"""The head is told of patients who must have somebody else: before the day, and after it until nobody is without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.enrolments.ending_care import Leaver, leavers_at
from varde.enrolments.handover import hand_over_to
from varde.enrolments.leavers import release_leavers
from varde.enrolments.models import Enrolment
from varde.identity.models import Grant, Organisation, Person
from varde.notifications.handing_over import stage, tell_heads
from varde.notifications.models import Delivery
from varde.testing.house import House, make_house, sample_only, sqlite_url

OSLO = ZoneInfo("Europe/Oslo")


def leaver(day: date, *, left: bool = False) -> Leaver:
    return Leaver(1, "Lars", 2, "Klinikken", 3, datetime(2026, 1, 1, tzinfo=OSLO), day, left)


@pytest.mark.parametrize(
    ("today", "left", "expected"),
    [
        (date(2026, 11, 1), False, "known"),
        (date(2026, 12, 23), False, "known"),
        (date(2026, 12, 24), False, "week"),
        (date(2026, 12, 31), False, "week"),
        (date(2027, 1, 1), True, "2026-53"),
        (date(2027, 1, 3), True, "2026-53"),
        (date(2027, 1, 4), True, "2027-1"),
    ],
)
def test_which_notice_it_is_time_for(today: date, left: bool, expected: str) -> None:
    assert stage(leaver(date(2026, 12, 31), left=left), today) == expected


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def ends_on(house: House, person: Person, day: date) -> None:
    """The last day of every role of hers, as the administrator's page has it: until midnight."""
    with house.work() as work:
        for row in work.session.scalars(select(Grant).where(Grant.person_id == person.id)):
            row.ends_at = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=work.zone)


def tick(house: House) -> list[tuple[int | None, str]]:
    """What the clock does; whom it tells, and where that leads."""
    with house.work() as work:
        before = set(work.session.scalars(select(Delivery.id)))
        release_leavers(work)
        tell_heads(work)
        rows = work.session.scalars(
            select(Delivery).where(Delivery.notice == "hand_over", Delivery.id.not_in(before)).order_by(Delivery.id)
        )
        return [(row.person_id, row.path) for row in rows]


def counted(house: House) -> list[tuple[int, date, bool]]:
    with house.work() as work:
        return [(each.enrolments, each.day, each.left) for each in leavers_at(work, [house.clinic.id])]


def test_from_the_day_the_end_is_known_until_everybody_has_somebody(house: House) -> None:
    """The clock of the house begins on 21 September 2026."""
    lars = house.person("Lars", "Brekke", ("therapist", house.clinic))
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    elin = house.person("Elin", "Sande", ("head", house.clinic))
    patients = [house.enrolled(house.person(f"Pasient{n}", "Nes"), lars, "sample") for n in range(2)]
    house.enrolled(house.person("Ole", "Li"), sara, "sample")
    assert tick(house) == []
    ends_on(house, lars, date(2026, 12, 31))
    assert (tick(house), counted(house)) == ([], []), "more than two months are left"
    ends_on(house, lars, date(2026, 10, 15))
    assert counted(house) == [(2, date(2026, 10, 15), False)]
    assert tick(house) == [(elin.id, "/overforing")]
    assert tick(house) == [], "once"
    house.clock.move(days=17)
    assert tick(house) == [(elin.id, "/overforing")], "a week before"
    with house.work() as work:
        hand_over_to(work, house.actor(elin, ("head", house.clinic)), patients[:1], sara.id)
    house.clock.move(days=8)
    assert tick(house) == [(elin.id, "/overforing")], "the day after, about the other one"
    assert counted(house) == [(1, date(2026, 10, 16), True)]
    assert tick(house) == []
    house.clock.move(days=3)
    assert tick(house) == [(elin.id, "/overforing")], "a new week"
    with house.work() as work:
        hand_over_to(work, house.actor(elin, ("head", house.clinic)), patients, sara.id)
    house.clock.move(days=7)
    assert (tick(house), counted(house)) == ([], [])


def test_where_nobody_is_head_whoever_gives_that_role_is_told(house: House) -> None:
    lars = house.person("Lars", "Brekke", ("therapist", house.clinic))
    rune = house.person("Rune", "Bø", ("trust_administrator", house.trust))
    house.enrolled(house.person("Ole", "Li"), lars, "sample")
    ends_on(house, lars, date(2026, 9, 20))
    assert tick(house) == [(rune.id, "/oppsett")]


def test_a_head_who_leaves_her_own_patients_is_told_of_it_when_she_has(house: House) -> None:
    elin = house.person("Elin", "Sande", ("head", house.clinic), ("therapist", house.clinic))
    house.enrolled(house.person("Ole", "Li"), elin, "sample")
    with house.work() as work:
        treats = work.session.scalars(select(Grant).where(Grant.person_id == elin.id, Grant.role == "therapist")).one()
        treats.ends_at = datetime(2026, 10, 16, tzinfo=OSLO)
    with house.work() as work:
        assert tell_heads(work) == 0
    house.clock.move(days=25)
    with house.work() as work:
        release_leavers(work)
        assert tell_heads(work) == 1
        assert tell_heads(work) == 0
        (row,) = work.session.scalars(select(Delivery).where(Delivery.notice == "hand_over"))
        assert row.key == f"leaver:{house.clinic.id}:{elin.id}:2026-10-16:2026-42:{elin.id}"


def test_a_role_above_or_for_the_programme_lets_her_keep_them(house: House) -> None:
    lars = house.person("Lars", "Brekke", ("therapist", house.clinic))
    house.enrolled(house.person("Ole", "Li"), lars, "sample")
    ends_on(house, lars, date(2026, 10, 1))
    with house.work() as work:
        other = work.add(Grant(person_id=lars.id, role="therapist", organisation_id=house.trust.id, programme="lake"))
    assert counted(house) == [(1, date(2026, 10, 1), False)], "for another programme"
    with house.work() as work:
        work.session.get_one(Grant, other.id).programme = "sample"
    assert counted(house) == []


def test_when_the_last_therapist_has_left_a_danger_goes_to_the_duty_telephone(house: House) -> None:
    lars = house.person("Lars", "Brekke", ("therapist", house.clinic))
    enrolment_id = house.enrolled(house.person("Ole", "Li"), lars, "sample")
    with house.work() as work:
        place = work.session.get_one(Organisation, house.clinic.id)
        place.details = {**place.details, "duty_phone": "90 00 00 01"}
        declared = next(alert for alert in work.catalogue.all(Alert).values() if alert.severity == "red")
        raise_alert(work, work.session.get_one(Enrolment, enrolment_id), declared, "before", {})
    ends_on(house, lars, date(2026, 9, 20))
    tick(house)
    with house.work() as work:
        raise_alert(work, work.session.get_one(Enrolment, enrolment_id), declared, "after", {})
    with house.work() as work:
        told = work.session.scalars(select(Delivery.organisation_id).where(Delivery.notice == "duty")).all()
    assert told == [house.clinic.id] * 2, "of the one that was open, and of the new one"


def test_it_costs_two_statements_while_nobody_leaves(house: House) -> None:
    lars = house.person("Lars", "Brekke", ("therapist", house.clinic))
    house.enrolled(house.person("Ole", "Li"), lars, "sample")
    with house.counted() as statements, house.work() as work:
        tell_heads(work)
    assert len([each for each in statements if each.lstrip().upper().startswith("SELECT")]) == 2
