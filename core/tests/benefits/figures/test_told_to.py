"""Whoever came after the last settled month is told of when they are no few, and nowhere before: two readings of a place, a week
apart, do not differ by the few who came between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.counting.cells import FLOW, CellKey, CellStats
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.export import rows_of
from varde.benefits.figures.headline import cautions
from varde.benefits.figures.looking import AskedFigures, look_upon, voice_for
from varde.benefits.figures.periods import MonthsSeen
from varde.benefits.figures.places import place_seen_from
from varde.benefits.pooling.service import cells_to_hand_over
from varde.benefits.report.service import report_of
from varde.kernel.speech import Speech
from varde.testing.counted import count_people
from varde.testing.house import House
from varde.testing.samples import ridge

from ..pooling.test_pooled import house_at
from .test_decided import started_in

SPEECH = Speech("en", ZoneInfo("Europe/Oslo"), datetime(2026, 11, 2, tzinfo=UTC))
SETTLED = ("2025-01", "2025-02")


def months_of(numbers: dict[str, int]) -> MonthsSeen:
    cells = [
        (CellKey(1, "demo", "", month, "all", FLOW, "", category), CellStats(n=n))
        for month, n in numbers.items()
        for category in ("referred", "started")
    ]
    return MonthsSeen(CountedSums.of(cells), (), set())


def readings(weeks: Sequence[dict[str, int]]) -> list[int]:
    """How many started, of all that can be chosen, week by week, where January and February are settled."""
    totals = []
    for after in weeks:
        people = {"2025-01": 20, "2025-02": 12} | after
        last = months_of(people).told(SETTLED)[-1].last
        totals.append(sum(n for month, n in people.items() if month <= last))
    return totals


STEADY = [{}, {"2025-03": 4}, {"2025-03": 9}, {"2025-03": 14}, {"2025-03": 20}, {"2025-03": 20, "2025-04": 5}]
SLOW = [{}, {"2025-03": 1}, {"2025-03": 1, "2025-04": 1}, {"2025-03": 1, "2025-04": 3}, {"2025-03": 1, "2025-04": 4}]


@pytest.mark.parametrize(
    ("weeks", "told"), [(STEADY, [32, 32, 41, 46, 52, 57]), (SLOW, [32, 32, 32, 32, 37])], ids=["steady", "slow"]
)
def test_two_readings_a_week_apart_do_not_differ_by_a_few(weeks: list[dict[str, int]], told: list[int]) -> None:
    assert readings(weeks) == told
    assert all(later - sooner not in (1, 2, 3, 4) for sooner, later in pairwise(told))


def test_where_nothing_is_settled_all_is_one() -> None:
    told = months_of({"2025-01": 20, "2025-02": 2}).told(())
    assert [(each.first, each.last) for each in told] == [("2025-01", "2025-02")]


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = house_at(tmp_path, "told_to")
    with house.work() as work:
        count_people(work, [facts for month in (1, 2, 3) for facts in started_in(month, house.clinic.id, 10)])
    return house


def come_lately(house: House, number: int) -> None:
    """So many are referred, and start, this month."""
    with house.work() as work:
        day = work.today.replace(day=1)
        began = day + timedelta(days=1)
        people = started_in(1, house.clinic.id, number)
        count_people(work, [replace(facts, referred=day, started=began) for facts in people])


def test_every_face_stops_where_the_page_does(house: House) -> None:
    """Thirty in three settled months of 2025, and then three, and then four more."""
    assert faces(house) == (30, 30, 30, None)
    come_lately(house, 3)
    assert faces(house) == (30, 30, 30, "2025-03")
    come_lately(house, 4)
    assert faces(house)[3] is None
    assert faces(house)[0] == 37


def faces(house: House) -> tuple[object, object, int, str | None]:
    with house.work() as work:
        key = house.clinic.key
        place = place_seen_from(work, key, ridge.KEY, key)
        look = look_upon(work, place, AskedFigures(first="2025-01", last="2026-12"))
        assert look.report is not None
        said = cautions(look.report, voice_for(work, place.programme, SPEECH))
        assert any("The figures stop with March 2025." in each for each in said) is (
            look.report.selection.told_to is not None
        )
        referred = next(row.numerator for row in rows_of(look.report, {}) if row.item == "referred")
        document = report_of(work, place, AskedFigures("2025-01", "2026-12"), SPEECH)
        flow = next(table for section in document.sections for table in section.tables if table.key == "flow")
        file = cells_to_hand_over(work, key, ridge.KEY)
        handed = sum(s.stats.n for s in file.sums if not s.group.dimension and s.place == ("flow", "", "referred"))
        return referred, flow.rows[0][1].value, handed, look.report.selection.told_to
