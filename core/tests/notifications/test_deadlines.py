"""Who is reminded of referrals whose answer is due: on which days, from which hour, and once a day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from varde.enrolments.models import Enrolment, Offering
from varde.notifications.deadlines import KIND
from varde.notifications.models import Delivery
from varde.referrals.service import decide
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A referral of Monday 21 September 2026, due on Monday 5 October."""
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    house.person("Sara", "Holm", ("therapist", house.clinic))
    house.person("Liv", "Dale", ("therapist", house.elsewhere))
    house.referred(house.person("Ola", "Solheim"), "lake")
    house.referred(house.person("Kari", "Solheim"), "lake")
    assert maren.id
    return house


def reminded(house: House, at: datetime) -> int:
    """How many are told when the clock comes by then."""
    house.clock.set(at)
    before = _told(house)
    with house.work() as work:
        work.session.execute(update(AgendaItem).where(AgendaItem.kind == KIND).values(act_at=work.now))
    tick(house.platform)
    return _told(house) - before


def _told(house: House) -> int:
    with house.work() as work:
        return work.session.scalar(select(func.count()).where(Delivery.key.like("referrals:%"))) or 0


@pytest.mark.parametrize(
    ("at", "notices"),
    [
        (datetime(2026, 9, 30, 12, tzinfo=UTC), 0),  # Wednesday: three working days before
        (datetime(2026, 10, 1, 5, 59, tzinfo=UTC), 0),  # Thursday 07.59 in Oslo
        (datetime(2026, 10, 1, 6, 0, tzinfo=UTC), 2),  # two therapists there, two referrals: one notice each
        (datetime(2026, 10, 3, 12, tzinfo=UTC), 0),  # Saturday
        (datetime(2026, 10, 8, 12, tzinfo=UTC), 2),  # late
    ],
)
def test_when_and_who(house: House, at: datetime, notices: int) -> None:
    assert reminded(house, at) == notices
    assert reminded(house, at) == 0, "once a day"


def test_each_is_looked_for_once_and_told_of_the_first(house: House) -> None:
    with house.counted() as statements:
        assert reminded(house, datetime(2026, 10, 5, 12, tzinfo=UTC)) == 2
    assert sum("FROM delivery" in each and "count(" not in each for each in statements) == 2
    with house.work() as work:
        rows = work.session.scalars(select(Delivery).where(Delivery.notice == "list")).all()
        assert [row.enrolment_id for row in rows] == [work.session.scalar(select(func.min(Enrolment.id)))] * 2
        assert [row.key for row in rows] == [f"referrals:{row.person_id}:2026-10-05" for row in rows]
        assert {row.path for row in rows} == {"/arbeidsliste"}


def test_what_is_answered_is_no_more_due(house: House) -> None:
    with house.work() as work:
        maren = house.person("Siv", "Lie", ("therapist", house.clinic))
        for enrolment in work.session.scalars(select(Enrolment)):
            decide(work, house.actor(maren, ("therapist", house.clinic)), enrolment, accept=True, track=None)
    assert reminded(house, datetime(2026, 10, 5, 12, tzinfo=UTC)) == 0
    with house.work() as work:
        assert not list(work.session.scalars(select(Delivery).where(Delivery.key.like("referrals:%"))))


def test_a_municipality_promises_its_own_days(house: House) -> None:
    with house.work() as work:
        offering = work.session.scalars(select(Offering).where(Offering.programme == "lake")).first()
        assert offering is not None
        offering.settings = {**offering.settings, "answer_working_days": 3}
    house.referred(house.person("Eva", "Solheim"), "lake")
    assert reminded(house, datetime(2026, 9, 22, 12, tzinfo=UTC)) == 2
