"""What an organisation may set for itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.kernel.words import Text
from varde.series.limits import limit_facts, limit_faults, own_limits
from varde.series.values import Series, Zone
from varde.testing.sample.series import BREATH, PRESSURE


def zone(key: str, low: float | None, high: float | None) -> Zone:
    words = Text(key, key)
    return Zone(key, words, low, high, 1, words, words)


ORGANISATION = replace(
    PRESSURE,
    key="pressure",
    limits="organisation",
    zones=(zone("low", None, 135), zone("high", 135, 180), zone("grave", 180, None)),
    source="Invented.",
)


def test_each_limit_has_a_name_a_range_and_what_holds_where_it_is_not_set() -> None:
    assert [(fact.key, fact.low, fact.high, fact.default) for fact in limit_facts(ORGANISATION)] == [
        ("pressure.high", 40, 300, 135),
        ("pressure.grave", 40, 300, 180),
    ]
    assert limit_facts(ORGANISATION)[0].label.to("nn") == "Blodtrykk: high frå"


@pytest.mark.parametrize("series", [BREATH, PRESSURE])
def test_nothing_of_a_series_whose_limits_are_not_the_organisations(series: Series) -> None:
    assert limit_facts(series) == ()
    assert own_limits(series, {"sample-breath.calm": 90}) == {}


@pytest.mark.parametrize(
    ("settings", "own", "faults"),
    [
        ({}, {}, []),
        ({"pressure.high": 140}, {"high": 140}, []),
        ({"pressure.high": 140, "pressure.grave": 170.5}, {"high": 140, "grave": 170.5}, []),
        ({"pressure.high": 180}, {"high": 180}, ["pressure.grave is 180, and pressure.high below it is 180."]),
        ({"pressure.grave": 130}, {"grave": 130}, ["pressure.grave is 130, and pressure.high below it is 135."]),
        ({"pressure.high": 10}, {}, []),  # outside what is possible: a fault of its own
        ({"pressure.high": "140"}, {}, []),
        ({"pressure.high": True}, {}, []),
    ],
)
def test_what_it_has_set(settings: dict[str, object], own: dict[str, float], faults: list[str]) -> None:
    assert own_limits(ORGANISATION, settings) == own
    assert [fault.to("en") for fault in limit_faults(ORGANISATION, settings)] == faults
