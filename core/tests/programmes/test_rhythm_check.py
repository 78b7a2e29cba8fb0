"""The check of a rhythm: one mistake, one sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, time
from typing import Any

import pytest

from varde.programmes.check import check_programme
from varde.programmes.rhythm import Rhythm
from varde.programmes.rhythm_check import check_rhythm
from varde.testing.samples.cove import PROGRAMME
from varde.testing.samples.cove.programme import DIARY as DECLARED

DIARY = replace(DECLARED, rhythm=Rhythm(until=56))
ACCESS = 100


@pytest.mark.parametrize(
    "rhythm",
    [
        Rhythm(until=1),
        Rhythm(until=100, every=100),
        Rhythm(until=56, weekdays=(1, 2, 3, 4, 5, 6, 7)),
        Rhythm(until=56, at=time(0, 0), remind=time(8), quiet_after=1),
        Rhythm(until=56, at=time(6, 0), remind=time(20, 59)),
    ],
)
def test_a_diary_has_no_faults(rhythm: Rhythm) -> None:
    assert list(check_rhythm(replace(DIARY, rhythm=rhythm), ACCESS)) == []


BESIDE = "but it has a rhythm, which says alone when it is asked"
QUIET = "in the quiet hours: it must be from 08:00 and before 21:00, when a reminder may go out"


@pytest.mark.parametrize(
    ("rhythm", "beside", "fault"),
    [
        ({}, {"months": 1}, f"months is 1, {BESIDE}"),
        ({}, {"days": 7}, f"days is 7, {BESIDE}"),
        ({}, {"opens_before": 0}, f"opens_before is 0, {BESIDE}"),
        ({}, {"closes_after": 1}, f"closes_after is 1, {BESIDE}"),
        ({}, {"remind": (1,)}, f"remind is (1,), {BESIDE}"),
        ({}, {"after_module": "m1"}, f"after_module is 'm1', {BESIDE}"),
        ({}, {"on_demand": "both"}, f"on_demand is 'both', {BESIDE}"),
        ({}, {"postpone_days": 2}, f"postpone_days is 2, {BESIDE}"),
        ({}, {"asked_after": "exit"}, f"asked_after is 'exit', {BESIDE}"),
        ({"every": 0}, {}, "rhythm: every is 0, but must be at least 1"),
        ({"every": 2, "weekdays": (1,)}, {}, "rhythm: every is 2, but weekdays say on which days it is asked"),
        ({"until": 0}, {}, "rhythm: until is 0, before the first time has closed"),
        ({"until": 3, "every": 7}, {}, "rhythm: until is 3, before the first time has closed"),
        ({"until": 101}, {}, "rhythm: until is 101, after the access of 100 days has ended"),
        ({"weekdays": (1, 3, 1)}, {}, "rhythm: weekdays: 1 is given 2 times"),
        ({"weekdays": (0,)}, {}, "rhythm: weekdays: 0 is none of 1 (Monday) to 7 (Sunday)"),
        ({"weekdays": (8,)}, {}, "rhythm: weekdays: 8 is none of 1 (Monday) to 7 (Sunday)"),
        ({"weekdays": ("monday",)}, {}, "rhythm: weekdays: 'monday' is none of 1 (Monday) to 7 (Sunday)"),
        ({"at": 20}, {}, "rhythm: at is 20, but must be a time of day, such as time(20, 0)"),
        ({"at": "20:00"}, {}, "rhythm: at is '20:00', but must be a time of day, such as time(20, 0)"),
        ({"at": time(20, 0, 30)}, {}, "rhythm: at is 20:00:30, but must be an hour and a minute on the wall"),
        (
            {"at": time(20, 0, tzinfo=UTC)},
            {},
            "rhythm: at is 20:00:00+00:00, but must be an hour and a minute on the wall",
        ),
        ({"remind": 21}, {}, "rhythm: remind is 21, but must be a time of day, such as time(20, 0)"),
        ({"remind": time(20, 0, 30)}, {}, "rhythm: remind is 20:00:30, but must be an hour and a minute on the wall"),
        ({"remind": time(21)}, {}, f"rhythm: remind is 21:00, {QUIET}"),
        ({"remind": time(0)}, {}, f"rhythm: remind is 00:00, {QUIET}"),
        ({"remind": time(7, 59)}, {}, f"rhythm: remind is 07:59, {QUIET}"),
        ({"quiet_after": 0, "remind": time(20)}, {}, "rhythm: quiet_after is 0, but must be at least 1"),
        ({"quiet_after": 5}, {}, "rhythm: quiet_after is 5, but it never reminds"),
    ],
)
def test_one_mistake_is_one_fault(rhythm: dict[str, Any], beside: dict[str, Any], fault: str) -> None:
    diary = replace(DIARY, rhythm=Rhythm(**{"until": 56, **rhythm}), **beside)
    assert list(check_rhythm(diary, ACCESS)) == [fault]


def test_it_is_checked_with_the_programme() -> None:
    diary = replace(DIARY, rhythm=Rhythm(until=56, weekdays=(9,)), after_module="no-such")
    occasions = tuple(diary if each.rhythm else each for each in PROGRAMME.occasions)
    assert check_programme(replace(PROGRAMME, occasions=occasions), {"who-5", "cove-day"}) == [
        f"cove: occasion diary: after_module is 'no-such', {BESIDE}",
        "cove: occasion diary: rhythm: weekdays: 9 is none of 1 (Monday) to 7 (Sunday)",
    ]
