"""How far a benefit has come, when its value is due, and what a benefit may be: examples that a manager can work out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from varde.benefits.plan import words
from varde.benefits.plan.rules import (
    BenefitFacts,
    Stage,
    benefit_faults,
    decimals_of_written,
    measured_since,
    next_due,
    realisation,
    realised_percent,
    standing,
    value_faults,
)
from varde.charts.values import Hidden, Why
from varde.kernel.words import Text

TODAY = date(2026, 11, 30)
FEW = Hidden(Why.SMALL)
numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 1))


@pytest.mark.parametrize(
    ("baseline", "target", "now", "share"),
    [
        (41, 21, 26, 0.75),  # days of waiting: 15 of 20 gone
        (27, 35, 31, 0.5),  # per cent: 4 of 8
        (140, 60, 63, 0.9625),
        (22.1, 24.0, 22.1, 0.0),  # measured, and no change: that is 0
        (41, 21, 19, 1.1),  # further than it was to go
        (41, 21, 45, -0.2),  # the other way
        (None, 21, 26, None),
        (41, None, 26, None),
        (41, 21, None, None),
        (41, 21, FEW, None),
        (41, 41, 26, None),
    ],
)
def test_how_much_is_realised(baseline: float, target: float, now: float, share: float | None) -> None:
    assert realisation(baseline, target, now) == pytest.approx(share)


@given(numbers, numbers, numbers, st.floats(0.5, 20), numbers)
def test_it_does_not_depend_on_the_unit_or_on_where_it_is_counted_from(
    baseline: float, target: float, now: float, factor: float, shift: float
) -> None:
    assume(abs(target - baseline) >= 0.1)
    share = realisation(baseline, target, now)
    other = realisation(baseline * factor + shift, target * factor + shift, now * factor + shift)
    assert other == pytest.approx(share, rel=1e-4, abs=1e-4)


@given(numbers, numbers)
def test_the_baseline_is_nothing_and_the_target_is_all(baseline: float, target: float) -> None:
    assume(baseline != target)
    assert realisation(baseline, target, baseline) == 0
    assert realisation(baseline, target, target) == 1


@given(st.none() | numbers, st.none() | numbers, st.none() | numbers | st.just(FEW))
def test_what_is_not_known_is_never_nought(
    baseline: float | None, target: float | None, now: float | Hidden | None
) -> None:
    unknown = None in (baseline, target, now) or now is FEW or baseline == target
    assert (realisation(baseline, target, now) is None) is unknown


@pytest.mark.parametrize(
    ("baseline", "target", "now", "until", "stands"),
    [
        (None, 21, 26, None, Stage.NO_BASELINE),
        (None, None, None, None, Stage.NO_BASELINE),
        (41, 21, FEW, None, Stage.HIDDEN),
        (41, 21, None, None, Stage.NOT_MEASURED),
        (41, None, 26, None, Stage.NO_TARGET),
        (41, 21, 21, date(2020, 1, 1), Stage.REACHED),
        (41, 21, 22, TODAY, Stage.NEARLY),  # 95 %, and the day has not gone
        (41, 21, 23, TODAY, Stage.NEARLY),  # 90 % is nearly
        (41, 21, 23.5, TODAY, Stage.UNDER_WAY),
        (41, 21, 26, None, Stage.UNDER_WAY),  # no day to be late by
        (41, 21, 22, date(2026, 11, 29), Stage.LATE),
        (41, 21, 41, TODAY, Stage.UNCHANGED),
        (41, 21, 42, TODAY, Stage.WORSE),
        (27, 35, 26, TODAY, Stage.WORSE),
        (0.1, 2.1, 1.9, TODAY, Stage.NEARLY),  # 90 %, which floats make 0.8999999999999999
    ],
)
def test_where_it_stands(baseline: float, target: float, now: float, until: date | None, stands: Stage) -> None:
    assert standing(baseline, target, now, until, TODAY) is stands


@pytest.mark.parametrize(
    ("share", "percent"),
    [
        (0.7875, 79),
        (0.8962, 89),  # under way, and not the 90 % that is nearly
        (0.9, 90),
        (0.997, 99),  # nearly, and not reached
        (1.0, 100),
        (1.004, 100),
        (0.003, 1),  # under way, and not unchanged
        (0.0, 0),
        (-0.003, -1),  # further away, and not unchanged
        (-0.204, -20),
    ],
)
def test_no_rounding_says_another_standing(share: float, percent: int) -> None:
    assert realised_percent(share) == percent


def test_a_number_has_the_decimals_it_was_written_with() -> None:
    written = {41.0: 0, 100_000.0: 0, 22.1: 1, 0.25: 2, 22_222.55: 2, 0.1234: 4, -0.5: 1}
    assert {number: decimals_of_written(number) for number in written} == written


@pytest.mark.parametrize(
    ("interval", "since", "due"),
    [
        (1, date(2026, 1, 31), date(2026, 2, 28)),
        (3, date(2026, 11, 30), date(2027, 2, 28)),
        (12, TODAY, date(2027, 11, 30)),
    ],
)
def test_when_the_next_value_is_due(interval: int, since: date, due: date) -> None:
    assert next_due(interval, since) == due


def test_it_is_counted_from_the_latest_value_or_look_then_the_baseline_then_the_first_day() -> None:
    begun, before, value, look = date(2026, 1, 1), date(2025, 6, 1), date(2026, 3, 1), date(2026, 4, 1)
    assert measured_since([value, before], look, before, begun) == look
    assert measured_since([value, before], None, before, begun) == value
    assert measured_since([], None, before, begun) == before
    assert measured_since([], None, None, begun) == begun


SOUND = BenefitFacts(
    title="Kortere ventetid",
    indicator="Dager fra henvisning til start",
    unit="dager",
    lower_better=True,
    baseline=41,
    baseline_on=date(2025, 1, 31),
    baseline_n=388,
    baseline_source="Henvisningene i 2024",
    target=21,
    target_on=date(2027, 12, 31),
    owner_name="Klinikkleder",
)
NOTHING_MEASURED = replace(
    SOUND, baseline=None, baseline_on=None, baseline_n=None, baseline_source="", target=None, target_on=None
)


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        (SOUND, None),
        (NOTHING_MEASURED, None),
        (replace(SOUND, figure="mean", measure="lake.weather", indicator=""), None),
        (replace(SOUND, owner_name="", owner_id=7), None),
        (replace(SOUND, baseline_on=TODAY), None),
        (replace(SOUND, baseline_n=5), None),
        (replace(SOUND, title=""), ("title", words.TITLE_MISSING)),
        (replace(SOUND, indicator=""), ("indicator", words.INDICATOR_MISSING)),
        (replace(SOUND, figure="mean"), ("reads", words.UNKNOWN_MEASURE.filled(measure="–"))),
        (replace(SOUND, measure="odd"), ("reads", words.UNKNOWN_MEASURE.filled(measure="odd"))),
        (replace(SOUND, owner_name=""), ("owner_name", words.OWNER_MISSING)),
        (replace(SOUND, baseline=None), ("baseline", words.BASELINE_VALUE_MISSING)),
        (replace(SOUND, baseline_on=None), ("baseline_on", words.BASELINE_INCOMPLETE)),
        (replace(SOUND, baseline_n=None), ("baseline_n", words.BASELINE_INCOMPLETE)),
        (replace(SOUND, baseline_n=4), ("baseline_n", words.TOO_FEW.filled(n=5))),
        (replace(SOUND, baseline_on=date(2026, 12, 1)), ("baseline_on", words.DAY_TO_COME)),
        (replace(SOUND, target=41), ("target", words.TARGET_IS_BASELINE)),
        (replace(SOUND, target=50), ("target", words.TARGET_LOWER)),
        (replace(SOUND, lower_better=False), ("target", words.TARGET_HIGHER)),
        (replace(SOUND, target=None), ("target", words.TARGET_VALUE_MISSING)),
        (replace(SOUND, target_on=None), ("target_on", words.TARGET_DAY_MISSING)),
        (replace(SOUND, target_on=date(2025, 1, 31)), ("target_on", words.PERIOD_BACKWARDS)),
        (replace(NOTHING_MEASURED, baseline_source="?"), ("baseline", words.BASELINE_VALUE_MISSING)),
        (replace(NOTHING_MEASURED, baseline_on=TODAY), ("baseline", words.BASELINE_VALUE_MISSING)),
    ],
)
def test_what_a_benefit_may_be(facts: BenefitFacts, fault: tuple[str, Text] | None) -> None:
    assert list(benefit_faults(facts, fewest=5, today=TODAY)) == ([fault] if fault else [])


def test_what_a_value_by_hand_may_be() -> None:
    assert [list(value_faults(TODAY, n, "Regnskapet", fewest=5, today=TODAY)) for n in (None, 5, 12)] == [[], [], []]
    assert list(value_faults(date(2026, 12, 1), 4, "", fewest=5, today=TODAY)) == [
        ("day", words.DAY_TO_COME),
        ("n", words.TOO_FEW.filled(n=5)),
        ("source", words.SOURCE_MISSING),
    ]
