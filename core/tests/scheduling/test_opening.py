"""By when somebody has an answer, over the days on which counting is hard: a table written by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from varde.dialogue.models import Thread
from varde.dialogue.service import promise_to, write
from varde.enrolments.models import Enrolment
from varde.referrals.deadlines import due_soon
from varde.referrals.service import answer_by
from varde.scheduling.models import ClosedDays, OpeningHours
from varde.scheduling.opening import times_at, times_of
from varde.scheduling.rules import ALWAYS_THERE, OpeningTimes, add_working_days, days_there
from varde.standing.replies import due_by
from varde.testing.house import all_samples, make_house, sqlite_url

OSLO = ZoneInfo("Europe/Oslo")
MON_TO_THU = OpeningTimes(dict.fromkeys(range(4), (time(8), time(15, 30))))
SATURDAY_ALONE = OpeningTimes({5: (time(9), time(12))})
SUMMER = OpeningTimes(closed=((date(2026, 7, 6), date(2026, 7, 24)),))
CHRISTMAS = OpeningTimes(closed=((date(2026, 12, 24), date(2026, 12, 24)), (date(2026, 12, 28), date(2026, 12, 31))))
FOR_EVER = OpeningTimes(closed=((date(2026, 1, 1), date(9999, 12, 31)),))
WINTER, SUMMERTIME = 22, 21  # the hour in UTC at which the last second of a day in Oslo is

DUE = [
    # asked on, within days, the place, answered by the end of
    ("2026-09-21", 2, ALWAYS_THERE, "2026-09-23"),
    ("2026-09-25", 2, ALWAYS_THERE, "2026-09-29"),  # a Friday
    ("2026-09-26", 1, ALWAYS_THERE, "2026-09-28"),  # a Saturday
    ("2027-05-14", 1, ALWAYS_THERE, "2027-05-18"),  # over a 17 May that is a Monday, and Pentecost
    ("2026-05-13", 2, ALWAYS_THERE, "2026-05-18"),  # Ascension Day; 17 May is a Sunday
    ("2026-04-01", 1, ALWAYS_THERE, "2026-04-07"),  # over Easter
    ("2026-04-01", 10, ALWAYS_THERE, "2026-04-20"),
    ("2026-12-23", 2, ALWAYS_THERE, "2026-12-28"),  # Christmas Eve is a working day, where nobody has said otherwise
    ("2026-12-23", 2, CHRISTMAS, "2027-01-05"),
    ("2026-12-23", 1, CHRISTMAS, "2027-01-04"),  # 1 January is a Friday
    ("2026-07-03", 2, SUMMER, "2026-07-28"),
    ("2026-07-10", 2, SUMMER, "2026-07-28"),  # asked while it is closed
    ("2026-07-24", 1, SUMMER, "2026-07-27"),
    ("2026-09-24", 1, MON_TO_THU, "2026-09-28"),  # Thursday: not on Friday
    ("2026-09-21", 4, MON_TO_THU, "2026-09-28"),
    ("2026-09-21", 2, SATURDAY_ALONE, "2026-09-23"),  # a promise is in working days, and it has said none of them
    ("2026-09-21", 2, FOR_EVER, "2026-09-23"),
    ("2026-03-27", 1, ALWAYS_THERE, "2026-03-30"),  # summer time begins on Sunday
    ("2026-10-23", 1, ALWAYS_THERE, "2026-10-26"),  # and ends
]


@pytest.mark.parametrize(("asked", "days", "times", "by"), DUE)
def test_by_when_there_is_an_answer(asked: str, days: int, times: OpeningTimes, by: str) -> None:
    last = date.fromisoformat(by)
    hour = (
        SUMMERTIME
        if date(2026, 3, 29) <= last < date(2026, 10, 25) or (last.year == 2027 and last.month == 5)
        else WINTER
    )
    expected = datetime(last.year, last.month, last.day, hour, 59, 59, tzinfo=UTC)
    assert due_by(date.fromisoformat(asked), days, times, OSLO) == expected


REFERRED = [
    # kind, promised days, the place, answered by the end of; referred on Friday 3 July 2026
    ("clinic", 10, ALWAYS_THERE, "2026-07-17"),
    ("clinic", 60, ALWAYS_THERE, "2026-07-17"),
    ("clinic", 3, ALWAYS_THERE, "2026-07-08"),
    ("clinic", 10, SUMMER, "2026-07-17"),  # the law's ten days run on
    ("clinic", 1, SUMMER, "2026-07-17"),
    ("trust", 10, SUMMER, "2026-07-17"),
    ("municipality", 10, SUMMER, "2026-08-07"),
    ("municipality", 3, SUMMER, "2026-07-29"),
    ("district", 15, ALWAYS_THERE, "2026-07-24"),
]


@pytest.mark.parametrize(("kind", "promised", "times", "by"), REFERRED)
def test_by_when_a_referral_is_answered(kind: str, promised: int, times: OpeningTimes, by: str) -> None:
    answered = answer_by(date(2026, 7, 3), kind, promised, times, OSLO)
    assert answered.astimezone(OSLO).date() == date.fromisoformat(by)


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.integers(1, 30), st.sampled_from([t for *_, t, _ in DUE]))
def test_no_closing_makes_an_answer_come_sooner(day: date, days: int, times: OpeningTimes) -> None:
    by = [days_there(day, each, times) for each in range(1, days + 1)]
    assert all(first < second for first, second in pairwise(by))
    assert by[-1] >= add_working_days(day, days)


def test_what_a_place_and_those_above_it_have_said(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    trust, clinic = house.trust.id, house.clinic.id
    with house.work() as work:
        assert times_of(work, clinic) == ALWAYS_THERE
        work.add(OpeningHours(organisation_id=trust, weekday=0, opens="08:00", closes="24:00"))
        for place, first in ((trust, date(2026, 12, 24)), (clinic, date(2026, 10, 5)), (clinic, date(2026, 3, 1))):
            work.add(ClosedDays(organisation_id=place, first_day=first, last_day=first, why="Stengt"))
    closed = ((date(2026, 10, 5), date(2026, 10, 5)), (date(2026, 12, 24), date(2026, 12, 24)))
    with house.counted() as statements, house.work() as work:
        of_each = times_at(work, [trust, clinic])
    assert of_each[clinic] == OpeningTimes({0: (time(8), time.max)}, closed), (
        "the nearest hours, and the days of the last months and to come"
    )
    assert of_each[trust] == OpeningTimes({0: (time(8), time.max)}, closed[1:])
    assert len(statements) == 3
    with house.work() as work:
        work.add(OpeningHours(organisation_id=clinic, weekday=1, opens="09:00", closes="15:00"))
    with house.work() as work:
        assert times_of(work, clinic).hours == {1: (time(9), time(15))}


def test_what_is_promised_while_a_clinic_is_closed(tmp_path: Path) -> None:
    """The answer to a message, what its writer is promised, and what the clinic is warned of before it closes."""
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    kari = house.person("Kari", "Nordmann")
    enrolment_id = house.enrolled(kari, maren)
    house.referred(house.person("Ola", "Solheim"), "lake")
    with house.work() as work:
        days = promise_to(work, work.session.get_one(Enrolment, enrolment_id))
        assert days.by is None
        assert due_soon(work, house.clinic.id) == []
        closed = {"first_day": date(2026, 9, 22), "last_day": date(2026, 10, 2), "why": "Flytting"}
        work.add(ClosedDays(organisation_id=house.clinic.id, **closed))
    with house.work() as work:
        assert [each.person.given_name for each in due_soon(work, house.clinic.id)] == ["Ola"], (
            "his ten days end as it opens"
        )
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        by = promise_to(work, enrolment).by
        assert by is not None
        assert by.astimezone(OSLO).date() == date(2026, 10, 5 + days.days - 1)
        write(work, house.actor(kari), enrolment, "Hei", "once")
        assert work.session.scalars(select(Thread.answer_by)).one() == by
