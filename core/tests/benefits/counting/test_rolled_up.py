"""What is counted reaches the organisation, all above it and the nation, in arrays that add up; on both databases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from varde.benefits.counting.added import added_by, write_delta
from varde.benefits.counting.cells import CellKey, CellStats, EnrolmentFacts, contributions, merged
from varde.benefits.counting.models import NATION, Cell, CellDelta
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.rebuilding import how_counted
from varde.benefits.counting.roller import is_behind, roll
from varde.identity.models import Organisation
from varde.identity.service import add_organisation
from varde.setup.changes import at_the_machine
from varde.setup.organisations import change_place
from varde.testing.counted import cells_in, count_people
from varde.testing.house import House, all_samples, make_house, sqlite_url

from ..cohort import MEASURES, patient

MONTHS = (0, 31, 340, 700)
"""Days after the first start."""
KINDS = (patient(280, 160), patient(240.4, 200 + 2 / 3), replace(patient(260), track="a"), patient(300, 120, track="b"))


def people(house: House) -> list[EnrolmentFacts]:
    """Every kind in every month, at a clinic, at another, and at the trust itself."""
    return [
        replace(
            person,
            organisation_id=place.id,
            measures=MEASURES,
            referred=person.referred + timedelta(days=days),
            started=person.started + timedelta(days=days) if person.started else None,
        )
        for person in KINDS
        for days in MONTHS
        for place in (house.clinic, house.elsewhere, house.trust)
    ]


def test_every_place_has_the_sums_of_everybody_under_it(database_url: str) -> None:
    house = make_house(database_url, catalogue=all_samples())
    counted = people(house)
    expected = merged(*(contributions(facts) for facts in counted))
    with house.work() as work:
        count_people(work, counted)
        assert cells_in(work) == expected
        everywhere = sums_of(work, "demo", [NATION])
        together = sums_of(work, "demo", [NATION], together=True)
        assert sums_of(work, "other", [NATION]).rows == []
    whole = merged(*({replace(key, organisation_id=NATION): stats} for key, stats in expected.items()))
    told = {key: stats for key, stats in everywhere.cells("demo") if key.group == "all" or key.scale == "sss"}
    assert told == whole
    assert {key.month for key, _ in together.cells("demo") if key.scale != "wait"} == {""}
    assert without_months(together.cells("demo")) == without_months(everywhere.cells("demo"))
    house.platform.engine.dispose()


def without_months(cells: object) -> dict[CellKey, CellStats]:
    return merged(*({replace(key, month=""): stats} for key, stats in cells))  # type: ignore[attr-defined]


def test_months_are_read_by_whole_years_where_they_can_be(tmp_path: Path) -> None:
    """The same sums, whether the years are whole, cut at either end, or none is whole."""
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    with house.work() as work:
        count_people(work, people(house))
        for first, last in (
            ("", "9999-12"),
            ("2025-01", "2025-12"),
            ("2025-02", "2026-12"),
            ("2025-01", "2026-06"),
            ("2025-02", "2025-12"),
            ("2026-01", "2026-01"),
            ("2024-02", "2027-11"),
        ):
            by_month = sums_of(work, "demo", [house.trust.id], first=first, last=last)
            together = sums_of(work, "demo", [house.trust.id], first=first, last=last, together=True)
            assert without_months(together.cells("demo")) == without_months(by_month.cells("demo")), (first, last)


def test_a_dimension_or_none_and_a_part_or_all_of_them(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    with house.work() as work:
        count_people(work, people(house))
        places = [house.trust.id]
        assert {row.group for row in sums_of(work, "demo", places).rows} == {"all", "responder", "non_responder"}
        alone = sums_of(work, "demo", places, dimension=None, tracked=False)
        flow = sums_of(work, "demo", places, dimension=None, tracked=False, parts=("flow",))
    assert {(row.track, row.group) for row in alone.rows} == {("", "all")}
    assert {key.scale for key, _ in flow.cells("demo")} == {"flow"}
    n = Counter(key.category for key, stats in flow.cells("demo") for _ in range(stats.n))
    assert n["started"] == n["referred"] == 2 * len(KINDS) * len(MONTHS)
    assert alone.pool().stats("all", "sss", "start").n == 2 * len(KINDS) * len(MONTHS)


def test_an_organisation_that_moves_takes_what_is_counted_along(database_url: str) -> None:
    """Also what waits still to be added, and the nation keeps it."""
    house = make_house(database_url, catalogue=all_samples())
    counted = people(house)
    with house.work() as work:
        other = add_organisation(work, "andre", "trust", "Andre HF", house.region)
        count_people(work, counted[:20])
        for facts in counted[20:]:
            write_delta(work, added_by(work, facts))
    with house.work() as work:
        clinic = work.session.get_one(Organisation, house.clinic.id)
        change_place(work, at_the_machine(), clinic, above=other.key)
    with house.work() as work:
        expected = merged(*(contributions(facts) for facts in counted))
        assert cells_in(work) == expected
        for place, inside in (
            (other.id, {house.clinic.id}),
            (house.trust.id, {house.trust.id}),
            (house.region.id, {house.clinic.id, house.trust.id}),
            (NATION, {house.clinic.id, house.trust.id, house.elsewhere.id}),
        ):
            there = sums_of(work, "demo", [place], dimension=None)
            of_these = (
                {replace(key, organisation_id=place): stats}
                for key, stats in expected.items()
                if key.organisation_id in inside and key.group == "all"
            )
            assert dict(there.cells("demo")) == merged(*of_these)
    house.platform.engine.dispose()


def test_taking_out_what_was_added_leaves_nothing(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    with house.work() as work:
        counted = people(house)
        count_people(work, counted)
        for facts in counted:
            write_delta(work, added_by(work, facts), sign=-1)
        assert cells_in(work) == {}
        assert set(work.session.scalars(select(Cell.sums))) == {b""}


def test_only_one_rolls_at_a_time_and_what_is_new_goes_first(postgres_database_url: str) -> None:
    house = make_house(postgres_database_url, catalogue=all_samples())
    counted = people(house)[:3]
    with house.work() as work:
        for facts, late in zip(counted, (True, False, True), strict=True):
            write_delta(work, added_by(work, facts), late=late)
    house.clock.move(seconds=61)
    with house.work() as first, house.work() as second:
        assert (first.now - how_counted(first, "demo").until, is_behind(first)) == (timedelta(seconds=61), True)
        assert roll(first, most=1) == 1
        assert roll(second) == 0, "another is at it"
        assert first.session.scalars(select(CellDelta.late)).all() == [True, True]
        assert (first.now - how_counted(first, "demo").until, is_behind(first)) == (timedelta(seconds=61), False), (
            "a recount gives way to what is new"
        )
    with house.work() as work:
        assert roll(work) == 2
        assert how_counted(work, "demo") == (work.now, False)
    house.platform.engine.dispose()
