"""Which settled months of a place are told apart is one decision for every reader, made each night and kept; the months
after are not told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from varde.benefits.counting.added import added_by, write_delta
from varde.benefits.counting.cells import FLOW, CellKey, CellStats, EnrolmentFacts
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.rebuilding import count_more
from varde.benefits.figures.decided import DecidedEnds, decided_before, keep_decision, told_to
from varde.benefits.figures.deciding import begin_to_decide, decide_everywhere, decide_tonight
from varde.benefits.figures.looking import AskedFigures, look_upon
from varde.benefits.figures.models import DecidedPeriods
from varde.benefits.figures.periods import MonthsSeen
from varde.benefits.figures.places import place_seen_from
from varde.identity.models import Organisation
from varde.identity.service import add_organisation
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
        assert not work.session.scalars(select(DecidedPeriods)).all(), "nobody decides by looking"
        decide_everywhere(work)
    assert [ends(house, keys[0], reader) for reader in readers] == [["2025-01", "2025-03"]] * 3


def test_a_few_at_the_third_of_three_clinics_are_not_what_the_trust_leaves_of_two(
    house: House, keys: tuple[str, str, str]
) -> None:
    """Ten a month at two clinics; at the third ten, two and ten. The two together are never few in what the trust has beside one of
    them, and by all three its February would be told: so none of the clinics has it alone."""
    with house.work() as work:
        trust = work.session.get_one(Organisation, house.trust.id)
        others = [add_organisation(work, f"c{n}", "clinic", f"Poliklinikk {n}", trust).id for n in (2, 3)]
    for place in (house.clinic.id, others[0]):
        count(house, *(started_in(month, place, 10) for month in (1, 2, 3)))
    count(house, *(started_in(month, others[1], n) for month, n in ((1, 10), (2, 2), (3, 10))))
    assert [ends(house, key, key) for key in (keys[0], "c2", "c3")] == [["2025-02", "2025-03"]] * 3
    assert ends(house, keys[1], keys[1]) == ["2025-01", "2025-02", "2025-03"], "its own are many in each"


def test_the_highest_limit_of_anybody_around_holds_for_all(house: House, keys: tuple[str, str, str]) -> None:
    """Ten a month are told apart where five are the fewest, and not where another organisation shows no fewer than twelve."""
    with house.work() as work:
        work.session.get_one(Organisation, house.elsewhere.id).parent_id = house.trust.id
    count(house, *(started_in(month, house.clinic.id, 10) for month in (1, 2, 3, 4)))
    assert ends(house, keys[0], keys[0]) == ["2025-01", "2025-02", "2025-03", "2025-04"]
    set_fewest(house, 12)
    for reader in keys:
        assert ends(house, keys[0], reader) == ["2025-02", "2025-04"]
    night(house)
    set_fewest(house, 5)
    assert ends(house, keys[0], keys[0]) == ["2025-02", "2025-04"], "what was told together stays together"


def set_fewest(house: House, fewest: int) -> None:
    with house.work() as work:
        elsewhere = work.session.get_one(Organisation, house.elsewhere.id)
        elsewhere.details = {**elsewhere.details, "fewest_shown": fewest}


def night(house: House) -> None:
    """What is decided is kept, as each night."""
    with house.work() as work:
        decide_everywhere(work)


def test_what_is_told_together_stays_together(house: House, keys: tuple[str, str, str]) -> None:
    """Some of those of February are erased, and some come again: by the two readings nobody may tell who."""
    count(house, *(started_in(month, house.clinic.id, 6) for month in (1, 2, 3)))
    night(house)
    assert ends(house, keys[0], keys[2]) == ["2025-01", "2025-02", "2025-03"]
    with house.work() as work:
        for facts in started_in(2, house.clinic.id, 2):
            write_delta(work, added_by(work, facts, "here"), sign=-1)
        roll_up(work)
    night(house)
    assert ends(house, keys[0], keys[0]) == ["2025-02", "2025-03"]
    count(house, started_in(2, house.clinic.id, 4))
    for reader in keys:
        assert ends(house, keys[0], reader) == ["2025-02", "2025-03"]


def test_what_is_around_a_place_is_known_whatever_the_reader_sees(house: House, keys: tuple[str, str, str]) -> None:
    def around(seen_from: str) -> Mapping[int, int | None]:
        with house.work() as work:
            return place_seen_from(work, keys[0], ridge.KEY, seen_from).around

    assert around(keys[0]) == around(keys[1]) == around(keys[2])
    assert around(keys[0])[house.clinic.id] == house.trust.id


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
    """Twenty start and fifteen answer each month; in its first weeks three and two have. Once settled each month stands alone, and
    those after it are not told."""
    decided: tuple[str, ...] = ()
    for now in range(4, 16):
        for begun, back in ((0, 0), (3, 2), (10, 8), (20, 15)):
            started = dict.fromkeys(MONTHS[:now], 20) | ({MONTHS[now]: begun} if begun else {})
            answered = dict.fromkeys(MONTHS[: now - 3], 15) | ({MONTHS[now - 3]: back} if back else {})
            months = seen(started, answered)
            decided = months.decided(decided, MONTHS[now - 4])
            assert decided == tuple(MONTHS[: now - 3])
            assert [each.last for each in months.told(decided)] == MONTHS[: now - 3]


def test_a_settled_month_of_a_few_waits_for_the_next() -> None:
    """Three in March are not put to February, which was told alone: they are told with April, when that is settled."""
    started = {"2025-01": 20, "2025-02": 20, "2025-03": 3, "2025-04": 20, "2025-05": 20}
    months, decided = seen(started, {}), ("2025-01", "2025-02")
    assert months.decided(decided, "2025-03") == decided
    assert months.decided(decided, "2025-04") == (*decided, "2025-04")
    assert months.decided((), "2024-12") == ()
    assert months.told(()) == ()


def test_as_late_a_month_as_can_be_is_told_before_as_many_stretches_as_can_be() -> None:
    """January and February can stand alone, and the 2 who answered in April with those before them."""
    months = seen(dict.fromkeys(MONTHS[:4], 20), {MONTHS[1]: 5, MONTHS[3]: 2})
    assert months.decided(("2025-01",), "2025-04") == ("2025-01", "2025-04")


def test_what_cannot_be_cut_is_one_stretch_after_half_a_year_until_it_can() -> None:
    """Two answered in all. In May it is too early; in June all is told, and the two are hidden. It grows as one, and when five have
    answered what comes after is told by itself."""
    few = seen(dict.fromkeys(MONTHS[:8], 20), {MONTHS[1]: 2})
    assert few.decided((), "2025-05") == ()
    first = few.decided((), "2025-06")
    assert first == ("2025-06",)
    assert few.decided(first, "2025-07") == ("2025-07",)
    assert [(each.first, each.last) for each in few.told(("2025-07",))] == [("2025-01", "2025-07")]
    later = seen(dict.fromkeys(MONTHS[:9], 20), {MONTHS[1]: 2, MONTHS[6]: 3})
    second = later.decided(first, "2025-08")
    assert second == ("2025-08",), "nobody knows how many of the five were told of before"
    assert later.decided(second, "2025-09") == ("2025-08", "2025-09")


def test_one_stretch_does_not_grow_by_a_few_of_a_number_that_was_shown() -> None:
    few = seen(dict.fromkeys(MONTHS[:6], 20) | {MONTHS[6]: 3, MONTHS[7]: 1, MONTHS[8]: 1}, {MONTHS[1]: 2})
    first = few.decided((), "2025-06")
    assert [few.decided(first, month) for month in ("2025-07", "2025-08", "2025-09")] == [first, first, ("2025-09",)]


def test_nobody_is_told_of_for_half_a_year_where_all_are_few() -> None:
    assert seen(dict.fromkeys(MONTHS[:12], 0) | {MONTHS[0]: 3}, {}).decided((), "2025-12") == ()


def test_nothing_is_decided_while_people_are_counted_again(house: House, keys: tuple[str, str, str]) -> None:
    """Three of those of March are counted as yet: neither a look nor a night decides, and nothing is told."""
    count(house, *(started_in(month, house.clinic.id, 10) for month in (1, 2)), started_in(3, house.clinic.id, 3))
    with house.work() as work:
        work.enqueue(count_more, programme=ridge.KEY)
    night(house)
    assert ends(house, keys[0], keys[0]) == []
    with house.work() as work:
        assert not work.session.scalars(select(DecidedPeriods)).all()
        work.session.execute(delete(Outbox))
    count(house, started_in(3, house.clinic.id, 7))
    night(house)
    assert ends(house, keys[0], keys[0]) == ["2025-01", "2025-02", "2025-03"]


def test_a_night_decides_nothing_of_what_is_not_added_up(house: House) -> None:
    count(house, started_in(1, house.clinic.id, 10))
    with house.work() as work:
        write_delta(work, added_by(work, started_in(2, house.clinic.id, 1)[0], "here"))
    night(house)
    with house.work() as work:
        assert not work.session.scalars(select(DecidedPeriods)).all()


def test_each_night_every_place_is_decided_once(house: House) -> None:
    """By the clock from two to five, place after place; a second night changes nothing."""
    count(house, started_in(1, house.clinic.id, 10), started_in(2, house.elsewhere.id, 10))
    kept = []
    for _night in range(2):
        with house.work() as work:
            hour = work.now.astimezone(work.zone).hour
        house.clock.move(hours=(26 - hour) % 24 or 24)
        for _ in range(3):
            with house.work() as work:
                begin_to_decide(work)
            house.platform.drain()
        with house.work() as work:
            kept.append([(row.organisation_id, row.ends) for row in work.session.scalars(select(DecidedPeriods))])
            jobs = work.session.scalars(select(Outbox.id).where(Outbox.job == decide_tonight.name)).all()
            assert len(jobs) <= 2 * (_night + 1)
    assert kept[0] == kept[1]
    assert {place for place, _ in kept[0]} >= {house.clinic.id, house.trust.id, house.elsewhere.id}


def test_of_two_who_decide_at_once_the_first_is_followed(house: House, keys: tuple[str, str, str]) -> None:
    """One has read what another changes before she keeps hers: whether there was a decision this month or not."""
    with house.work() as work:
        place = place_seen_from(work, keys[0], ridge.KEY, keys[0])

        def keep(before: DecidedEnds | None, *ends: str) -> tuple[str, ...]:
            keep_decision(work, place, before, ends)
            kept = decided_before(work, place)
            return kept.ends if kept else ()

        assert keep(None, "2025-01", "2025-02", "2025-03") == ("2025-01", "2025-02", "2025-03")
        assert keep(None, "2025-01") == ("2025-01", "2025-02", "2025-03")
        early = decided_before(work, place)
        assert keep(early, "2025-02", "2025-03") == ("2025-02", "2025-03")
        assert keep(early, "2025-01", "2025-03") == ("2025-02", "2025-03")
        assert told_to(work, ridge.KEY) == {house.clinic.id: "2025-03"}
        assert told_to(work, "lake") == {}
