"""From which day a module stands open, were everything but time always as it is now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from varde.programmes.release import Progress, completed, days_since_start, open_from
from varde.rules.language import Rule, any_of

from .test_release import PROGRAMME, START

AFTER_TWO_WEEKS = date(2026, 10, 5)
FIT = {"fit": True}


@pytest.mark.parametrize("days", [0, 3, 14, 60])
@pytest.mark.parametrize(
    ("module", "progress", "day"),
    [
        ("one", Progress(0), START),
        ("two", Progress(0), None),
        ("two", Progress(0, completed=frozenset({"one"})), START),
        ("two", Progress(0, opened=frozenset({"two"})), START),
        ("three", Progress(0), None),
        ("three", Progress(0, answers={"fit": False}), None),
        ("three", Progress(0, answers=FIT), AFTER_TWO_WEEKS),
    ],
)
def test_the_day_is_the_same_whenever_it_is_asked(module: str, progress: Progress, day: date | None, days: int) -> None:
    assert open_from(PROGRAMME, module, replace(progress, days=days), START) == day


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (days_since_start(0), START),
        (days_since_start(1), date(2026, 9, 22)),
        (any_of(completed("one"), days_since_start(21)), date(2026, 10, 12)),
    ],
)
def test_the_day_when_time_is_enough(rule: Rule, day: date) -> None:
    module = replace(PROGRAMME.module("three"), release=rule)
    programme = replace(PROGRAMME, modules=(*PROGRAMME.modules[:2], module))
    assert open_from(programme, "three", Progress(30), START) == day
