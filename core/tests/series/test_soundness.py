"""Each mistake in a declared series has its sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from varde.kernel.words import Text
from varde.series.soundness import check_series
from varde.series.values import Component
from varde.testing.sample.series import BREATH, PRESSURE

ACT, WATCH, CALM = BREATH.zones
FLOW = BREATH.components[0]
NB = Text("noe", "")
GRADE: Any = 4


@pytest.mark.parametrize("series", [BREATH, PRESSURE])
def test_the_samples_are_sound(series: Any) -> None:
    assert check_series(series) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"key": "Breath"}, "the key does not have the form [a-z0-9]+(?:-[a-z0-9]+)*, of at most 60 characters"),
        ({"decimals": 4}, "decimals is 4, but must be 0 to 3"),
        ({"window": 0}, "window is 0, but must be 1 to 366 days"),
        ({"unit": NB}, "unit lacks nn"),
        ({"zones": (ACT, replace(WATCH, do=NB), CALM)}, "zone watch: do lacks nn"),
        (
            {"zones": (ACT, replace(WATCH, seen=Text("{doctor}", "{doctor}")), CALM)},
            "zone watch: seen: nothing fills in '{doctor}'; choose from therapist, clinic",
        ),
        ({"components": (FLOW, FLOW)}, "the component 'flow' is declared 2 times"),
        (
            {"components": (replace(FLOW, key="Flow"),)},
            "component Flow: the key does not have the form [a-z][a-z0-9_]*",
        ),
        ({"components": (replace(FLOW, possible=(900, 30)),)}, "component flow: possible is from 900 to 30"),
        (
            {"components": (replace(FLOW, plausible=(20, 700)),)},
            "component flow: what is plausible goes further than what is possible",
        ),
        ({"components": (replace(FLOW, far=0),)}, "component flow: far is 0, but must be above 0"),
        ({"zoned": "pulse"}, "zoned: there is no component 'pulse'"),
        ({"zones": (ACT, replace(WATCH, key="act"), CALM)}, "the zone 'act' is declared 2 times"),
        ({"zones": (ACT, replace(WATCH, grade=GRADE), CALM)}, "zone watch: grade is 4, but must be 1, 2 or 3"),
        ({"zones": (replace(ACT, low=10), WATCH, CALM)}, "zone act: it is the lowest, and so has no low"),
        ({"zones": (ACT, WATCH, replace(CALM, high=200))}, "zone calm: it is the highest, and so has no high"),
        (
            {"zones": (ACT, replace(WATCH, low=60), CALM)},
            "zones act and watch: what lies between 50 and 60 is in no zone",
        ),
        ({"zones": (ACT, replace(WATCH, low=40), CALM)}, "zones act and watch: what lies between 40 and 50 is in both"),
        (
            {"zones": (ACT, replace(WATCH, high=None), CALM)},
            "zones watch and calm: where they meet is not said by both",
        ),
        (
            {"limits": "patient", "base": None},
            "limits is 'patient', but must be one of fixed, organisation, percent, difference",
        ),
        ({"base": None}, "limits are a percent, and base does not say of what"),
        ({"limits": "fixed"}, "base is said, but limits are fixed"),
        ({"limits": "fixed", "base": None}, None),
        ({"zones": ()}, "limits are percent, but there are no zones"),
        ({"source": " "}, "it has zones, and source does not say where their limits come from"),
        (
            {"limits": "fixed", "base": None, "components": (replace(FLOW, possible=(60, 900), plausible=(80, 700)),)},
            "zone watch: it begins at 50, which is not between 60 and 900",
        ),
    ],
)
def test_each_mistake_is_told(change: dict[str, Any], fault: str | None) -> None:
    faults = check_series(replace(BREATH, **change))
    assert faults == ([f"{change.get('key', 'sample-breath')}: {fault}"] if fault else [])


def test_zones_that_do_not_rise_are_told() -> None:
    faults = check_series(replace(BREATH, zones=(ACT, replace(WATCH, low=90, high=80), CALM)))
    assert "sample-breath: zone calm: it begins at 80, and watch below it at 90" in faults


def test_a_series_without_components_says_so_alone() -> None:
    assert check_series(replace(PRESSURE, components=())) == ["sample-pressure: components: there are none"]


def test_a_measurement_must_have_room_where_it_is_kept() -> None:
    many = tuple(Component(f"c{n}", Text("a", "a"), (0, 10_000_000), (0, 1)) for n in range(10))
    assert check_series(replace(PRESSURE, components=many)) == [
        "sample-pressure: a measurement is at most 80 characters when it is written, and this can be 90"
    ]
