"""How long pages take: counted by limit and five minutes, added up over processes, and said of the last hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from varde.kernel.speed import ENDLESS, LIMITS_MS, PageSpeed, PageTimes, Speed, add_pages, slot_of, speed_now
from varde.testing.house import House, make_house, sample_only

AT = datetime(2026, 9, 21, 9, 4, 59, tzinfo=UTC)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    house.clock.set(AT)
    yield house
    house.platform.engine.dispose()


def test_each_page_is_counted_under_the_least_limit_it_did_not_pass() -> None:
    times = PageTimes()
    for seconds in (0.0, 0.05, 0.0501, 0.1, 5.0, 5.001, 3_000_000.0):
        times.count(AT, seconds)
    first = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)
    assert times.not_added() == {(first, 50): 2, (first, 100): 2, (first, 5_000): 1, (first, ENDLESS): 2}
    times.count(AT + timedelta(seconds=1), 0.05)
    assert times.not_added()[datetime(2026, 9, 21, 9, 5, tzinfo=UTC), 50] == 1
    times.count(AT + timedelta(days=1), 0.05)
    assert list(times.not_added()) == [(first + timedelta(minutes=5), 50), (first + timedelta(days=1), 50)]


def test_the_share_of_pages_within_a_limit() -> None:
    within = dict(zip(LIMITS_MS, (0, 50, 94, 95, 95, 95, 99, 100), strict=True))
    speed = Speed(within)
    assert [speed.share_within(share) for share in (0.0, 0.5, 0.501, 0.95, 0.96, 0.99, 0.991)] == [
        *(50, 100, 250, 500, 5_000, 5_000, None)
    ]


def test_what_several_processes_have_counted_is_added_up_and_kept_for_a_day(house: House) -> None:
    now, before, old = (
        slot_of(AT - step) for step in (timedelta(0), timedelta(hours=1), timedelta(hours=1, minutes=5))
    )
    gone = slot_of(AT - timedelta(days=1, minutes=5))
    for _process in range(2):
        with house.work() as work:
            add_pages(work, {(now, 50): 2, (before, 250): 1, (old, 50): 40, (gone, 50): 7, (now, ENDLESS): 1})
    with house.work() as work:
        assert work.session.scalars(select(PageSpeed.began_at).distinct().order_by(PageSpeed.began_at)).all() == [
            *(old, before, now)
        ]
        speed = speed_now(work, {(now, 50): 1, (old, 50): 5})
    assert list(speed.within.values()) == [5, 5, 7, 7, 7, 7, 7, 9]
    assert speed.pages == 9


def test_a_process_adds_what_it_has_counted_when_it_is_time_and_keeps_what_it_cannot(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    never, later, due = PageTimes(), PageTimes(3600), PageTimes(0)
    for times in (never, later, due):
        times.count(AT, 0.2)
    with monkeypatch.context() as patch:
        patch.setattr("varde.kernel.speed.add_pages", _gone)
        due.add_when_due(house.platform)
    assert due.not_added() == later.not_added() != {}
    for times in (never, later, due):
        times.add_when_due(house.platform)
    assert (never.not_added(), due.not_added()) == (later.not_added(), {})
    with house.work() as work:
        assert speed_now(work, {}).pages == 1


def _gone(*_: object) -> None:
    raise OperationalError("insert", {}, Exception("the line is broken"))
