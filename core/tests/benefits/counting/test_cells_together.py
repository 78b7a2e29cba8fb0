"""The cells of several months added together, on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from varde.benefits.counting.cells import Cells, CellStats, contributions, merged
from varde.benefits.counting.models import CELL_KEY, CELL_SUMS, Cell
from varde.benefits.counting.service import cells_of, cells_together
from varde.testing.house import House, all_samples, make_house, sqlite_url

from ..cohort import patient

MONTHS = ("2025-01", "2025-02", "2025-06")


def counted(house: House) -> Cells:
    """Two in each of three months, at two places."""
    cells: Cells = {}
    for month in MONTHS:
        for place in (house.clinic.id, house.elsewhere.id):
            person = merged(*[contributions(replace(patient(280, 160), organisation_id=place))] * 2)
            cells |= {replace(key, month=month): stats for key, stats in person.items()}
    rows = [
        {name: getattr(key, name) for name in CELL_KEY} | {name: getattr(stats, name) for name in CELL_SUMS}
        for key, stats in cells.items()
    ]
    with house.work() as work:
        work.session.execute(insert(Cell), rows)
    return cells


def adds_up(house: House) -> None:
    cells = counted(house)
    with house.work() as work:
        together = dict(cells_together(work, "demo", [house.clinic.id], "2025-01", "2025-02"))
        apart = cells_of(work, "demo", [house.clinic.id], "2025-01", "2025-02")
        assert cells_together(work, "other", [house.clinic.id]) == []
    assert dict(apart).keys() < cells.keys()
    sums: dict[object, CellStats] = {}
    for key, stats in apart:
        told = key if key.scale == "wait" else replace(key, month="2025-01")
        sums[told] = sums.get(told, CellStats()) + stats
    assert together == sums
    assert {key.month for key in together if key.scale == "wait"} == {"2025-01", "2025-02"}
    assert {key.month for key in together if key.scale != "wait"} == {"2025-01"}
    assert {stats.n for key, stats in together.items() if key.category == "referred"} == {4}


def test_months_are_added_together(tmp_path: Path) -> None:
    adds_up(make_house(sqlite_url(tmp_path), catalogue=all_samples()))


@pytest.mark.postgres
def test_postgresql_adds_the_same(postgres_database_url: str) -> None:
    house = make_house(postgres_database_url, catalogue=all_samples())
    adds_up(house)
    house.platform.engine.dispose()
