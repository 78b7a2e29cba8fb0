"""What a measure may not name: each mistake in a sound one, and the one sentence about it, written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from varde.benefits.check import check_measures
from varde.benefits.values import Measure, SeverityStep, Subscale
from varde.kernel.words import Text
from varde.testing.house import all_samples

SAMPLES = all_samples()
WORDS = Text("Ord", "Ord", "Words")


def faults_of(key: str, **changes: Any) -> list[str]:
    """What is wrong with a measure of the samples when these are changed."""
    measure = replace(SAMPLES.one(Measure, key), **changes)
    return [fault.removeprefix(f"measure {key}: ") for _key, fault in check_measures({key: measure}, SAMPLES)]


@pytest.mark.parametrize("key", list(SAMPLES.all(Measure)))
def test_those_of_the_samples_are_sound(key: str) -> None:
    assert faults_of(key) == []


@pytest.mark.parametrize(
    ("key", "changes", "faults"),
    [
        ("lake.weather", {"programme": "sea"}, ["there is no programme sea."]),
        ("lake.weather", {"start_occasion": "begin"}, ["there is no occasion begin."]),
        ("lake.weather", {"follow_up": ("3m", "12m")}, ["there is no occasion 12m."]),
        ("lake.weather", {"start_occasion": "12m", "follow_up": ("12m",)}, ["there is no occasion 12m."]),
        (
            "lake.weather",
            {"follow_up": ("extra-weather",)},
            ["extra-weather is asked for on demand, and counts in no benefit figure."],
        ),
        ("lake.satisfaction", {"start_occasion": "start"}, ["csq-8 is not asked at start."]),
        ("ridge.south", {"follow_up": ("week-2",)}, ["dizziness is not asked at week-2."]),
        ("ridge.guides_view", {"follow_up": ("6m",)}, []),  # known to the guide alone, and asked of nobody
        ("ridge.south", {"tracks": ("south", "east")}, ["there is no track east."]),
        ("lake.weather", {"tracks": ("south",)}, ["there is no track south."]),
    ],
)
def test_what_the_programme_does_not_have(key: str, changes: dict[str, Any], faults: list[str]) -> None:
    assert faults_of(key, **changes) == faults


@pytest.mark.parametrize(
    ("key", "changes", "faults"),
    [
        ("lake.weather", {"scale": "outlook"}, ["outlook is no scale of weather."]),
        ("lake.weather", {"scale": "weather.snow"}, ["weather has no subscore snow."]),
        ("lake.weather", {"scale": "weather.wind", "low": 0, "high": 100}, []),
        ("lake.outlook", {"subscales": (Subscale("outlook", WORDS),)}, ["outlook is no scale of outlook."]),
        ("lake.outlook", {"subscales": (Subscale("outlook.soup", WORDS),)}, ["outlook has no subscore soup."]),
        ("lake.outlook", {"subscales": (Subscale("weather.wind", WORDS),)}, ["weather.wind is no scale of outlook."]),
        (
            "lake.weather",
            {"severity": (SeverityStep("wild", WORDS, ("severe", "wild")),)},
            ["weather has no band wild."],
        ),
        ("lake.outlook", {"severity": (SeverityStep("dry", WORDS, ("dry",)),)}, ["outlook has no band dry."]),
        ("lake.weather", {"direction": "up"}, ["direction is up, and that of weather is lower_better."]),
        (
            "lake.weather",
            {"direction": "higher_better"},
            ["direction is higher_better, and that of weather is lower_better."],
        ),
        ("lake.weather", {"high": 400}, ["goes from 0 to 400, and weather from 0 to 500."]),
        ("village.well_being", {"scale": "who-5.raw", "low": 0, "high": 25}, []),
    ],
)
def test_what_the_instrument_does_not_have(key: str, changes: dict[str, Any], faults: list[str]) -> None:
    assert faults_of(key, **changes) == faults


def test_an_instrument_that_nobody_declares() -> None:
    assert faults_of("lake.weather", instrument="snow", scale="snow") == ["there is no instrument snow."]
