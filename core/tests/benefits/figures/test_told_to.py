"""Whoever can still answer is told of nowhere: two readings of a place, a week apart or on two pages, do not differ by the few who
came between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting.cells import EnrolmentFacts
from varde.benefits.figures.deciding import decide_everywhere
from varde.benefits.figures.export import rows_of
from varde.benefits.figures.headline import cautions
from varde.benefits.figures.looking import AskedFigures, look_upon, voice_for
from varde.benefits.figures.place_view import place_view
from varde.benefits.figures.places import place_seen_from
from varde.benefits.pooling.service import cells_to_hand_over
from varde.benefits.report.service import report_of
from varde.kernel.speech import Speech
from varde.testing.counted import count_people
from varde.testing.house import House
from varde.testing.samples import ridge

from ..cohort import patient
from ..pooling.test_pooled import OWN, house_at
from .test_decided import seen, started_in

SPEECH = Speech("en", ZoneInfo("Europe/Oslo"), datetime(2026, 11, 2, tzinfo=UTC))


WEEKS = [(month, share) for month in range(6, 20) for share in (0.0, 0.3, 0.7, 1.0)]
"""How far a month has come, week by week: of those who begin in it so large a share has, and of those asked then has answered."""


@given(st.lists(st.integers(0, 12), min_size=20, max_size=20), st.lists(st.integers(0, 4), min_size=20, max_size=20))
def test_two_readings_a_week_apart_do_not_differ_by_a_few(started: list[int], silent: list[int]) -> None:
    """Of everybody who begins in a month some do not answer after three months; whatever the numbers, what is told of a week and of
    any later one differs by nobody or by enough, of those who started and of those who answered."""
    months = [f"{2025 + at // 12}-{at % 12 + 1:02d}" for at in range(20)]
    decided: tuple[str, ...] = ()
    readings: list[tuple[int, int]] = []
    for now, share in WEEKS:
        begun = {months[at]: n if at < now else round(n * share) for at, n in enumerate(started[: now + 1])}
        back = {
            months[at]: max(n - silent[at], 0) if at < now - 3 else round(max(n - silent[at], 0) * share)
            for at, n in enumerate(started[: now - 2])
        }
        week = seen(begun, back)
        decided = week.decided(decided, months[now - 4])
        last = max(decided, default="")
        assert [each.last for each in week.told(decided)] == list(decided)
        readings.append(tuple(sum(n for month, n in of.items() if month <= last) for of in (begun, back)))  # type: ignore[arg-type]
    told = [reading for reading in readings if any(reading)]
    assert all(
        later - sooner not in (1, 2, 3, 4) for a, b in pairwise(told) for sooner, later in zip(a, b, strict=True)
    )


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = house_at(tmp_path, "told_to")
    with house.work() as work:
        count_people(work, [facts for month in (1, 2, 3) for facts in answered_in(month, house.clinic.id, 10)])
    return house


def answered_in(month: int, place: int, number: int) -> list[EnrolmentFacts]:
    """So many who started in a month of 2025, answered after three months and were better."""
    (begun,) = started_in(month, place, 1)
    assert begun.referred is not None
    facts = patient(280.0, 120.0, referred=begun.referred, organisation_id=place, programme=ridge.KEY)
    return [replace(facts, started=begun.started, measures=OWN)] * number


def come_lately(house: House, number: int) -> None:
    """So many are referred, and start, this month."""
    with house.work() as work:
        day = work.today.replace(day=1)
        began = day + timedelta(days=1)
        people = started_in(1, house.clinic.id, number)
        count_people(work, [replace(facts, referred=day, started=began) for facts in people])


def test_every_face_stops_where_the_page_does(house: House) -> None:
    """Thirty in three settled months of 2025, and then three, and then four more: who can still answer is told of nowhere."""
    assert faces(house) == (30, 30, 30, 30, None)
    for number in (3, 4):
        come_lately(house, number)
        assert faces(house) == (30, 30, 30, 30, "2025-03")


def faces(house: House) -> tuple[object, object, int, object, str | None]:
    with house.work() as work:
        decide_everywhere(work)
        key = house.clinic.key
        place = place_seen_from(work, key, ridge.KEY, key)
        look = look_upon(work, place, AskedFigures(first="2025-01", last="2026-12"))
        assert look.report is not None
        said = cautions(look.report, voice_for(work, place.programme, SPEECH))
        assert any("up to and including March 2025." in each for each in said) is (
            look.report.selection.told_to is not None
        )
        referred = next(row.numerator for row in rows_of(look.report, {}) if row.item == "referred")
        document = report_of(work, place, AskedFigures("2025-01", "2026-12"), SPEECH)
        flow = next(table for section in document.sections for table in section.tables if table.key == "flow")
        file = cells_to_hand_over(work, key, ridge.KEY)
        handed = sum(s.stats.n for s in file.sums if not s.group.dimension and s.place == ("flow", "", "referred"))
        own = place_view(work, place).own
        beside = own.rate.of_started.denominator if own and own.rate else None
        return referred, flow.rows[0][1].value, handed, beside, look.report.selection.told_to
