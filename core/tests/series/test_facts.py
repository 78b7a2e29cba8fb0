"""What a rule may ask of a series, and what it is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from varde.programmes.fact_sources import declared_in
from varde.rules.language import Rule, all_of, check_rule, evaluate, facts_of, not_, when
from varde.series.facts import asked_among, measured, read_key, series_in, values_of, windows_of
from varde.series.values import Observation
from varde.testing.house import sample_only
from varde.testing.sample.series import BREATH, PRESSURE

OSLO = ZoneInfo("Europe/Oslo")
CATALOGUE = sample_only()
SERIES = {BREATH.key: BREATH, PRESSURE.key: PRESSURE}
COURSES = {
    BREATH.key: [
        Observation(datetime(2026, 11, day, 7, 0, tzinfo=UTC), (flow,), zone)
        for day, flow, zone in [(3, 410, "calm"), (8, 380, "watch"), (9, 240, "act"), (10, 390, "watch")]
    ],
    PRESSURE.key: [Observation(datetime(2026, 11, 10, 7, 0, tzinfo=UTC), (146, 90))],
}
TODAY = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (measured("sample-breath", "last"), 390),
        (measured("sample-breath", "change"), 150),
        (measured("sample-breath", "mean"), 355),
        (measured("sample-breath", "mean", days=3), pytest.approx(336.6667)),
        (measured("sample-breath", "mean", days=2), None),  # two are too few
        (measured("sample-breath", "min", days=7), 240),
        (measured("sample-breath", "max", days=7), 390),
        (measured("sample-breath", "max", days=8), 410),
        (measured("sample-breath", "count", days=7), 3),
        (measured("sample-breath", "count", days=1), 1),
        (measured("sample-breath", "zone"), "watch"),
        (measured("sample-breath", "days_in", "watch", days=7), 2),
        (measured("sample-breath", "days_in", "calm", days=7), 0),
        (measured("sample-breath", "days_since"), 0),
        (measured("sample-pressure", "last"), 146),
        (measured("sample-pressure", "last", "diastolic"), 90),
        (measured("sample-pressure", "mean", "diastolic"), None),
    ],
)
def test_what_a_fact_is(key: str, value: object) -> None:
    asked = asked_among([key], SERIES)
    assert values_of(asked, COURSES, TODAY, OSLO).get(key) == value


def test_nothing_measured_is_unknown_but_for_the_count() -> None:
    asked = asked_among([measured(BREATH.key, what) for what in ("last", "days_since", "count")], SERIES)
    assert values_of(asked, {}, TODAY, OSLO) == {"series:sample-breath:count": 0}


def test_too_few_values_decide_nothing() -> None:
    rule = when(measured(BREATH.key, "slope", days=2), "<", 0)
    facts = values_of(asked_among(facts_of(rule), SERIES), COURSES, TODAY, OSLO)
    assert (evaluate(rule, facts), evaluate(not_(rule), facts)) == (None, None)


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("series:other:last", "fact 'series:other:last': there is no series other"),
        (
            "series:sample-breath:median",
            "fact 'series:sample-breath:median': nobody works out median; choose from last, change, mean, min, max, slope, "
            "variability, count, zone, days_in, days_since",
        ),
        (
            "series:sample-breath",
            "fact 'series:sample-breath' does not have the form series:<series>:<what>, as measured() writes it",
        ),
        ("series:sample-pressure:zone", "fact 'series:sample-pressure:zone': sample-pressure has no zones"),
        (
            "series:sample-breath:days_in.red",
            "fact 'series:sample-breath:days_in.red': sample-breath has no zone 'red'",
        ),
        (
            "series:sample-pressure:last.pulse",
            "fact 'series:sample-pressure:last.pulse': sample-pressure has no component 'pulse'",
        ),
        (
            "series:sample-breath:count.flow",
            "fact 'series:sample-breath:count.flow': count is of the whole measurement, and not of 'flow'",
        ),
        (
            "series:sample-breath:last:7d",
            "fact 'series:sample-breath:last:7d': last is of the newest measurement, and looks at no window of days",
        ),
        ("series:sample-breath:mean:367d", "fact 'series:sample-breath:mean:367d': a window is of 1 to 366 days"),
    ],
)
def test_what_cannot_be_asked(key: str, fault: str) -> None:
    assert read_key(key, SERIES) == fault
    assert declared_in(when(key, ">", 1), None, CATALOGUE) == ([], [fault] if key.startswith("series:") else [])
    assert asked_among([key], SERIES) == ()


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        (when("series:sample-breath:zone", "==", "act"), []),
        (when("series:sample-breath:zone", "==", "red"), ["fact 'series:sample-breath:zone' can never be «red»"]),
        (
            when("series:sample-breath:zone", ">", "act"),
            ["fact 'series:sample-breath:zone' is a choice and has no order, so '>' cannot be used"],
        ),
        (when("series:sample-breath:last", "<", 20), ["fact 'series:sample-breath:last' can never be 20"]),
        (
            when("series:sample-breath:days_in.act:7d", ">=", 8),
            ["fact 'series:sample-breath:days_in.act:7d' can never be 8"],
        ),
        (when("series:sample-breath:slope", "<", -40.5), []),
    ],
)
def test_a_rule_is_checked_against_what_is_declared(rule: Rule, faults: list[str]) -> None:
    declared, none = declared_in(rule, None, CATALOGUE)
    assert (check_rule(rule, declared), none) == (faults, [])


def test_a_rule_names_its_series_and_how_far_it_looks_back() -> None:
    rule = all_of(
        when(measured(BREATH.key, "mean", days=30), ">", 300),
        when(measured(BREATH.key, "zone"), "==", "calm"),
        when("age", ">", 18),
    )
    assert series_in([rule]) == {"sample-breath"}
    assert windows_of(asked_among(facts_of(rule), SERIES)) == {"sample-breath": 30}


def test_every_fact_has_a_label_in_three_languages() -> None:
    declared, _ = declared_in(when(measured(BREATH.key, "days_in", "act", days=7), ">", 1), None, CATALOGUE)
    assert [declared[0].label.to(code) for code in ("nb", "nn", "en")] == [
        "Mål pusten, dager i «Handle nå» av 7",
        "Mål pusten, dagar i «Handle no» av 7",
        "Measure your breath, days in “Act now” of 7",
    ]
