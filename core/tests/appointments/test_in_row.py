"""A row of appointments: which times are free and why the others are not, booked together over both nights, moved and cancelled but
for its exceptions, told once, and one file for a calendar. One walk, since a house is dear."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from varde.appointments.calendars import row_for_calendar
from varde.appointments.errors import BadRow, NoSuchAppointment, RowNotFree
from varde.appointments.in_row import RowTime, arrange_row, look_ahead, rearrange_row, row_of, times_in_row
from varde.appointments.service import Wish, rearrange
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.notifications.attached import calendars_of
from varde.notifications.models import Delivery
from varde.scheduling.booking import book, call_off
from varde.scheduling.errors import Cancelled, HourTwice
from varde.scheduling.in_row import call_off_row
from varde.scheduling.models import Appointment, ClosedDays, TimeClaim
from varde.staffing.service import report
from varde.testing.house import House, make_house, sample_only, sqlite_url

TEN = time(10)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


def said(times: list[RowTime]) -> dict[str, list[str]]:
    return {each.day.isoformat(): [fault.to("en") for fault in each.faults] for each in times}


def test_a_row_from_the_first_look_to_the_last_time(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ingrid, tor = (house.enrolled(house.person(name, "Lie"), maren) for name in ("Ingrid", "Tor"))
    actor, wish = house.actor(maren, ("therapist", house.clinic)), Wish("video", utc("2026-10-13T08:00"), 45, maren.id)
    with house.work() as work:
        book(work, tor, maren.id, "phone", utc("2026-11-10T09:30"), 30)
        book(work, ingrid, None, "phone", utc("2026-11-24T09:00"), 30)
        work.add(
            ClosedDays(
                organisation_id=house.clinic.id, first_day=date(2026, 10, 27), last_day=date(2026, 10, 27), why="Kurs"
            )
        )
        report(work, maren.id, date(2026, 12, 8), date(2026, 12, 8), "holiday", None, by_id=None, may_stand_in=[])
        enrolment = work.session.get_one(Enrolment, ingrid)
        _hours_that_are_not_one_instant(work)
        times = times_in_row(work, date(2026, 10, 13), TEN, every=2, number=6, fold=None)
        with house.counted() as statements:
            looked = look_ahead(work, enrolment, wish, times)
        cost = len(statements)
        with house.counted() as statements:
            look_ahead(work, enrolment, wish, times[:2])
        assert len(statements) == cost <= 8, "however many times"
        assert said(looked) == {
            "2026-10-13": [],
            "2026-10-27": ["It is closed then. Choose a time in the opening hours."],
            "2026-11-10": ["The therapist has another appointment then."],
            "2026-11-24": ["The patient has another appointment then."],
            "2026-12-08": ["The therapist is away that day."],
            "2026-12-22": [],
        }
        every = [each.begins for each in times if each.begins]
        assert every[1] - every[0] == timedelta(days=14, hours=1), "the same hour on the wall over the night in October"
        with pytest.raises(RowNotFree) as fault:
            arrange_row(work, actor, enrolment, wish, every)
        assert fault.value.each("en")[0] == (
            "Tuesday 27 October 10:00: It is closed then. Choose a time in the opening hours."
        )
        assert len(fault.value.each("en")) == 4
        wanted = [every[0], utc("2026-10-28T12:00"), utc("2026-11-10T10:30"), every[5]]
        with pytest.raises(RowNotFree, match="The therapist has another appointment then"):
            arrange_row(work, actor, enrolment, wish, [*wanted, wanted[0] + timedelta(minutes=30)])
        assert work.session.scalar(select(func.count()).where(Appointment.series.is_not(None))) == 0, "all or none"
        booked = arrange_row(work, actor, enrolment, wish, wanted)
        ids = [each.id for each in booked]
        assert len({each.series for each in booked}) == 1
        assert _claims(work, ids) == 4 * 9 * 2
    assert _told(house) == [("booked", 2)], "one for the row, and one for the time she had"
    house.clock.move(minutes=5)
    with house.work() as work:
        _moved_and_cancelled(work, actor, work.session.get_one(Enrolment, ingrid), ids, tor)
    assert _told(house) == [("appointment", 3), ("booked", 2)], (
        "one for the exception, one for each move and cancellation"
    )
    with house.work() as work:
        told = work.session.scalars(select(Delivery).where(Delivery.key.startswith("series:"))).all()
        (file,) = calendars_of(work, told, "email")
        assert (file.count(b"BEGIN:VEVENT"), file.count(b"STATUS:CANCELLED"), b"METHOD:PUBLISH" in file) == (4, 2, True)
        assert calendars_of(work, told, "sms") == ()
        rows = work.session.scalars(select(Appointment).where(Appointment.id.in_(ids)))
        assert row_for_calendar(work, rows, "nb").count(b"SUMMARY:Time") == 4


def _hours_that_are_not_one_instant(work: Work) -> None:
    half_past_two = time(2, 30)
    spring = times_in_row(work, date(2027, 3, 21), half_past_two, every=1, number=2, fold=None)
    assert (spring[0].begins, spring[1].begins) == (utc("2027-03-21T01:30"), None)
    assert said(spring)["2027-03-28"] == [
        "There is no 02:30 on Sunday 28 March: the clocks change then. Choose another time."
    ]
    with pytest.raises(HourTwice):
        times_in_row(work, date(2026, 10, 18), half_past_two, every=1, number=2, fold=None)
    for fold, expected in ((0, "2026-10-25T00:30"), (1, "2026-10-25T01:30")):
        autumn = times_in_row(work, date(2026, 10, 18), half_past_two, every=1, number=2, fold=fold)
        assert [each.begins for each in autumn] == [utc("2026-10-18T00:30"), utc(expected)]
    for number, every in ((1, 1), (27, 1), (2, 0), (2, 9)):
        with pytest.raises(BadRow, match="from 2 to 26 appointments, with from 1 to 8 weeks"):
            times_in_row(work, date(2026, 10, 18), TEN, every=every, number=number, fold=None)


def _moved_and_cancelled(work: Work, actor: Actor, enrolment: Enrolment, ids: list[int], tor: int) -> None:
    """Times of 13 and 28 October, 10 November and 22 December; the third becomes an exception."""

    def starts() -> list[str]:
        return [work.session.get_one(Appointment, each).starts_at.isoformat()[5:16] for each in ids]

    third = work.session.get_one(Appointment, ids[2])
    rearrange(work, actor, enrolment, third, utc("2026-11-12T10:00"))
    assert third.apart
    assert [each.id for each in row_of(work, enrolment, ids[2], "all")] == [ids[2]], "an exception stands alone"
    assert [each.id for each in row_of(work, enrolment, ids[1], "after")] == [ids[1], ids[3]]
    row = row_of(work, enrolment, ids[1], "all")
    book(work, tor, actor.person_id, "phone", utc("2026-12-23T13:00"), 30)
    with pytest.raises(RowNotFree, match="Wednesday 23 December 14:00: The therapist has another"):
        rearrange_row(work, actor, enrolment, row, date(2026, 10, 29), time(14))
    assert starts() == ["10-13T08:00", "10-28T12:00", "11-12T10:00", "12-22T09:00"], "nothing is moved"
    rearrange_row(work, actor, enrolment, row, date(2026, 10, 29), time(10, 30))
    assert starts() == ["10-14T08:30", "10-29T09:30", "11-12T10:00", "12-23T09:30"]
    assert [work.session.get_one(Appointment, each).sequence for each in ids] == [1, 1, 1, 1]
    call_off_row(work, row_of(work, enrolment, ids[1], "after"), actor.person_id)
    assert [work.session.get_one(Appointment, each).state for each in ids] == [
        "booked",
        "cancelled",
        "booked",
        "cancelled",
    ]
    assert _claims(work, ids) == 2 * 9 * 2
    with pytest.raises(Cancelled):
        row_of(work, enrolment, ids[1], "after")
    with pytest.raises(NoSuchAppointment):
        row_of(work, work.session.get_one(Enrolment, tor), ids[0], "after")
    alone = book(work, tor, actor.person_id, "phone", utc("2026-11-30T10:00"), 30)
    with pytest.raises(Cancelled):
        row_of(work, work.session.get_one(Enrolment, tor), alone.id, "after")
    with pytest.raises(Cancelled):
        call_off_row(work, [], actor.person_id)
    call_off(work, alone, by_id=work.session.get_one(Enrolment, tor).person_id)


def _claims(work: Work, ids: list[int]) -> int:
    return work.session.scalar(select(func.count()).where(TimeClaim.appointment_id.in_(ids))) or 0


def _told(house: House) -> list[tuple[str, int]]:
    with house.work() as work:
        ingrid = select(func.min(Enrolment.id)).scalar_subquery()
        rows = work.session.execute(
            select(Delivery.notice, func.count())
            .where(Delivery.enrolment_id == ingrid, Delivery.notice.in_(("booked", "appointment")))
            .group_by(Delivery.notice)
            .order_by(Delivery.notice)
        )
        return [(notice, number) for notice, number in rows]
