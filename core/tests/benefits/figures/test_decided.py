"""Which settled months of a place are told apart is one decision for every reader, and kept; the months after grow and are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from varde.benefits.counting.added import added_by, write_delta
from varde.benefits.counting.cells import FLOW, CellKey, CellStats, EnrolmentFacts
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.rebuilding import count_more
from varde.benefits.figures.decided import decided_before, keep_decision
from varde.benefits.figures.looking import AskedFigures, look_upon
from varde.benefits.figures.models import DecidedPeriods
from varde.benefits.figures.periods import MonthsSeen
from varde.benefits.figures.places import ProgrammePlace, place_seen_from
from varde.identity.models import Organisation
from varde.kernel.jobs import Outbox
from varde.testing.counted import count_people, roll_up
from varde.testing.house import House
from varde.testing.samples import ridge

from ..cohort import patient
from ..pooling.test_pooled import OWN, house_at


def started_in(month: int, place: int, number: int) -> list[EnrolmentFacts]:
    """So many who were referred and started in a month of 2025, and have answered nothing."""
    day = date(2025, month, 10)
    facts = patient(None, referred=day, started=day + timedelta(days=1), organisation_id=place, programme=ridge.KEY)
    return [replace(facts, measures=OWN)] * number


def ends(house: House, key: str, seen_from: str) -> list[str]:
    with house.work() as work:
        place = place_seen_from(work, key, ridge.KEY, seen_from)
        return [stretch.last for stretch in look_upon(work, place, AskedFigures()).months]


def count(house: House, *people: Sequence[EnrolmentFacts]) -> None:
    with house.work() as work:
        count_people(work, [facts for each in people for facts in each])


@pytest.fixture
def house(tmp_path: Path) -> House:
    return house_at(tmp_path, "decided")


@pytest.fixture
def keys(house: House) -> tuple[str, str, str]:
    return house.clinic.key, house.trust.key, house.region.key


@pytest.mark.parametrize("first", [0, 1, 2])
def test_every_reader_has_the_periods_of_a_place_whoever_looks_first(
    house: House, keys: tuple[str, str, str], first: int
) -> None:
    """At the clinic ten each month. Elsewhere in the trust three in February and three in March, whom its months beside those of
    the clinic would tell: also who sees the clinic alone is told February and March together."""
    count(house, *(started_in(month, house.clinic.id, 10) for month in (1, 2, 3)))
    count(house, started_in(1, house.trust.id, 10), started_in(2, house.trust.id, 3), started_in(3, house.trust.id, 3))
    readers = [*keys[first:], *keys[:first]]
    assert [ends(house, keys[0], reader) for reader in readers] == [["2025-01", "2025-03"]] * 3
    with house.work() as work:
        assert len(work.session.scalars(select(DecidedPeriods)).all()) == 1


def test_the_highest_limit_of_anybody_holds_for_all(house: House, keys: tuple[str, str, str]) -> None:
    """Ten a month are told apart where five are the fewest, and not where another organisation shows no fewer than twelve."""
    count(house, *(started_in(month, house.clinic.id, 10) for month in (1, 2, 3, 4)))
    assert ends(house, keys[0], keys[0]) == ["2025-01", "2025-02", "2025-03", "2025-04"]
    with house.work() as work:
        elsewhere = work.session.get_one(Organisation, house.elsewhere.id)
        elsewhere.details = {**elsewhere.details, "fewest_shown": 12}
    for reader in keys:
        assert ends(house, keys[0], reader) == ["2025-02", "2025-04"]
    with house.work() as work:
        elsewhere = work.session.get_one(Organisation, house.elsewhere.id)
        elsewhere.details = {}
    assert ends(house, keys[0], keys[0]) == ["2025-02", "2025-04"], "what was told together stays together"


def test_what_is_told_together_in_a_month_stays_together_in_that_month(
    house: House, keys: tuple[str, str, str]
) -> None:
    """Some of those of February are erased, and some come again: by the two readings nobody may tell who."""
    count(house, *(started_in(month, house.clinic.id, 6) for month in (1, 2, 3)))
    assert ends(house, keys[0], keys[2]) == ["2025-01", "2025-02", "2025-03"]
    with house.work() as work:
        for facts in started_in(2, house.clinic.id, 2):
            write_delta(work, added_by(work, facts, "here"), sign=-1)
        roll_up(work)
    assert ends(house, keys[0], keys[0]) == ["2025-02", "2025-03"]
    count(house, started_in(2, house.clinic.id, 4))
    for reader in keys:
        assert ends(house, keys[0], reader) == ["2025-02", "2025-03"]


def test_where_a_place_stands_is_known_whatever_the_reader_sees(house: House, keys: tuple[str, str, str]) -> None:
    def over(seen_from: str) -> ProgrammePlace:
        with house.work() as work:
            return place_seen_from(work, keys[0], ridge.KEY, seen_from)

    assert {over(key).over for key in keys} == {(house.trust.id, house.region.id)}


MONTHS = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)]


def seen(started: dict[str, int], answered: dict[str, int]) -> MonthsSeen:
    """So many started in each month, and so many of them answered after three months."""
    cells = [
        (CellKey(1, "demo", "", month, "all", FLOW, "", category), CellStats(n=n))
        for month, n in started.items()
        for category in ("referred", "started")
    ]
    cells += [
        (CellKey(1, "demo", "", month, "all", *place), CellStats(n=n))
        for month, n in answered.items()
        for place in ((FLOW, "", "answered:3m"), ("symptoms", "3m", ""))
    ]
    return MonthsSeen(CountedSums.of(cells), (), {("symptoms", "3m")})


def test_a_steady_clinic_keeps_its_months_whatever_week_it_is_looked_at() -> None:
    """Twenty start and fifteen answer each month; in its first weeks three and two have. Once settled each month stands alone."""
    decided: tuple[str, ...] = ()
    for now in range(4, 16):
        for begun, back in ((0, 0), (3, 2), (10, 8), (20, 15)):
            started = dict.fromkeys(MONTHS[:now], 20) | ({MONTHS[now]: begun} if begun else {})
            answered = dict.fromkeys(MONTHS[: now - 3], 15) | ({MONTHS[now - 3]: back} if back else {})
            months = seen(started, answered)
            decided = months.decided(decided, MONTHS[now - 4])
            assert decided == tuple(MONTHS[: now - 3])
            whole = [each.last for each in months.told(decided)]
            tail = [max(started)] if back != 2 else []
            assert whole == [*MONTHS[: now - 3], *tail], (
                "while two have answered, nothing tells of the months that grow"
            )


def test_the_months_that_grow_are_told_as_one() -> None:
    """Twenty in each month, settled to April: neither on 30 June nor when two have started in July is June told alone."""
    june = dict.fromkeys(MONTHS[:6], 20)
    for started, last in ((june, "2025-06"), (june | {"2025-07": 2}, "2025-07"), (june | {"2025-07": 20}, "2025-07")):
        months = seen(started, {})
        decided = months.decided(("2025-01", "2025-02", "2025-03"), "2025-04")
        assert decided == ("2025-01", "2025-02", "2025-03", "2025-04")
        assert [each.last for each in months.told(decided)] == [*decided, last]


def test_a_settled_month_of_a_few_waits_for_the_next() -> None:
    """Three in March are not put to February, which was told alone: they are told with April, when that is settled."""
    started = {"2025-01": 20, "2025-02": 20, "2025-03": 3, "2025-04": 20, "2025-05": 20}
    months, decided = seen(started, {}), ("2025-01", "2025-02")
    assert months.decided(decided, "2025-03") == decided
    assert months.decided(decided, "2025-04") == (*decided, "2025-04")
    assert months.decided((), "2024-12") == ()
    assert [(each.first, each.last) for each in months.told(())] == [("2025-01", "2025-05")]


def test_nothing_is_decided_while_people_are_counted_again(house: House, keys: tuple[str, str, str]) -> None:
    """Three of those of March are counted as yet: what they are told with meanwhile is not kept, and nothing finer is told."""
    count(house, *(started_in(month, house.clinic.id, 10) for month in (1, 2)), started_in(3, house.clinic.id, 3))
    with house.work() as work:
        work.enqueue(count_more, programme=ridge.KEY)
    assert ends(house, keys[0], keys[0]) == ["2025-03"]
    with house.work() as work:
        assert not work.session.scalars(select(DecidedPeriods)).all()
        work.session.execute(delete(Outbox))
    count(house, started_in(3, house.clinic.id, 7))
    assert ends(house, keys[0], keys[0]) == ["2025-01", "2025-02", "2025-03"]


def test_of_two_who_decide_at_once_the_first_is_followed(house: House, keys: tuple[str, str, str]) -> None:
    """One has read what another changes before she keeps hers: whether there was a decision this month or not."""
    with house.work() as work:
        place = place_seen_from(work, keys[0], ridge.KEY, keys[0])
        nothing = decided_before(work, place)
        assert keep_decision(work, place, nothing, ("2025-01", "2025-02", "2025-03")) == (
            "2025-01",
            "2025-02",
            "2025-03",
        )
        assert keep_decision(work, place, nothing, ("2025-01",)) == ("2025-01", "2025-02", "2025-03")
        early = decided_before(work, place)
        assert keep_decision(work, place, early, ("2025-02", "2025-03")) == ("2025-02", "2025-03")
        assert keep_decision(work, place, early, ("2025-01", "2025-03")) == ("2025-02", "2025-03")
