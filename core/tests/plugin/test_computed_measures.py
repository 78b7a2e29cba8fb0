"""Mistakes in computed measures: each change of a sound one, and the sentences about it, written by hand. The start says what does
not hold together, and the check what the function gives when it is run."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from typing import Any

import pytest

from varde.benefits.check import check_measures
from varde.benefits.values import LARGEST, Computed, Measure, Moment, SeverityStep
from varde.kernel.words import Text
from varde.parts import PARTS
from varde.plugin.inspection.measures import faults_of_measure
from varde.plugin.inspection.whole import inspected
from varde.programmes.setting_facts import decided
from varde.testing import sample
from varde.testing.house import sample_only
from varde.testing.sample.benefits import BREATH_OF_THE_WEEK, CALM_DAYS, COUNT, MEAN, MOMENTS, mean_of_the_week

WORDS = Text("Uke", "Veke", "Week")
KEY = "sample.breath"


def computed(**changes: Any) -> Computed:
    assert BREATH_OF_THE_WEEK.computed is not None
    return replace(BREATH_OF_THE_WEEK.computed, **changes)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"instrument": "who-5"}, ["a computed measure has no instrument, and its own key for a scale."]),
        ({"scale": "breath"}, ["a computed measure has no instrument, and its own key for a scale."]),
        (
            {"severity": (SeverityStep("low", WORDS, ("low",)),)},
            ["a computed measure has neither severity nor subscales."],
        ),
        (
            {"start_occasion": "start"},
            ["there is no moment start.", "the moment first-week is neither its start nor a follow-up."],
        ),
        (
            {"follow_up": ("3m",)},
            ["there is no moment 3m.", "the moment last-week is neither its start nor a follow-up."],
        ),
        ({"high": LARGEST + 1}, ["a computed measure goes no further than 50000 from 0, so that its sums stay exact."]),
        ({"low": -LARGEST - 1}, ["a computed measure goes no further than 50000 from 0, so that its sums stay exact."]),
        ({"high": LARGEST, "low": -LARGEST}, []),
        (
            {"computed": computed(resolution=0.0005)},
            ["its resolution is 0.0005 and must be 0.001 or a multiple of it, within its range."],
        ),
        (
            {"computed": computed(resolution=0)},
            ["its resolution is 0 and must be 0.001 or a multiple of it, within its range."],
        ),
        (
            {"computed": computed(resolution=900)},
            ["its resolution is 900 and must be 0.001 or a multiple of it, within its range."],
        ),
        ({"computed": computed(resolution=0.001)}, []),
        ({"computed": computed(resolution=0.25)}, []),
        ({"computed": computed(reads=())}, ["it reads no fact."]),
        (
            {"computed": computed(reads=(MEAN, "series:weight:last"))},
            ["fact 'series:weight:last': there is no series weight."],
        ),
        ({"computed": computed(reads=("age",))}, ["fact 'age' is of no source."]),
        (
            {"computed": computed(reads=(decided("days_before_view"),))},
            ["fact 'setting:days_before_view': what is decided has no history, so no measure may rest on it."],
        ),
        ({"computed": computed(moments=(*MOMENTS, MOMENTS[0]))}, ["the moment first-week is declared twice."]),
        (
            {"computed": computed(moments=(replace(MOMENTS[0], day=-1), MOMENTS[1]))},
            ["the moment first-week lies before the start."],
        ),
        (
            {"computed": computed(moments=(replace(MOMENTS[0], title=Text("Uke", "")), MOMENTS[1]))},
            ["the title of the moment first-week lacks nn."],
        ),
        (
            {"computed": computed(moments=(replace(MOMENTS[0], day=1000), MOMENTS[1]))},
            ["the moment first-week lies after the last day of access, which is 180."],
        ),
        (
            {"start_occasion": "start", "computed": computed(moments=(Moment("start", WORDS, 7), MOMENTS[1]))},
            ["the moment start has the key of an occasion."],
        ),
    ],
)
def test_what_the_start_says(changes: dict[str, Any], faults: list[str]) -> None:
    measure = replace(BREATH_OF_THE_WEEK, **changes)
    said = [fault.removeprefix(f"measure {KEY}: ") for _key, fault in check_measures({KEY: measure}, sample_only())]
    assert said == faults


def test_two_measures_that_mean_different_days_by_one_name() -> None:
    moments = (replace(MOMENTS[0], day=8), MOMENTS[1])
    assert CALM_DAYS.computed is not None
    other = replace(CALM_DAYS, computed=replace(CALM_DAYS.computed, moments=moments))
    said = [fault for _key, fault in check_measures({KEY: BREATH_OF_THE_WEEK, other.key: other}, sample_only())]
    assert said == ["Measures sample.breath and sample.calm_days mean different days by first-week."]


@pytest.mark.parametrize(
    ("work_out", "says"),
    [
        (mean_of_the_week, []),
        (lambda _known: None, []),
        (lambda known: known[MEAN], ["work_out gives 251.91, which is finer than 0.1, for {MEAN} 251.91"]),
        (
            lambda known: round(known[MEAN], 1),
            ["work_out raises: TypeError: type NoneType doesn't define __round__ method ({this}), for {MEAN} unknown"],
        ),
        (lambda _known: 20, ["work_out gives 20, which is not from 30 to 900, for {MEAN} unknown"]),
        (lambda _known: "much", ["work_out gives 'much' and must give a number or None, for {MEAN} unknown"]),
        (lambda _known: True, ["work_out gives True and must give a number or None, for {MEAN} unknown"]),
        (
            lambda known: None if known[MEAN] is None else known[MEAN] + 1,
            [
                "work_out gives 901, which is not from 30 to 900, for {MEAN} 900",
                "work_out gives 252.91, which is finer than 0.1, for {MEAN} 251.91",
            ],
        ),
        (
            lambda known: known[COUNT],
            ["work_out raises: KeyError: 'series:sample-breath:count:7d' ({this}), for {MEAN} unknown"],
        ),
        (lambda _known: 10**400, ["work_out gives …, which is not from 30 to 900, for {MEAN} unknown"]),
    ],
)
def test_what_running_it_finds(work_out: Any, says: list[str]) -> None:
    measure = replace(BREATH_OF_THE_WEEK, computed=computed(work_out=work_out))
    line = f"{__file__}:{work_out.__code__.co_firstlineno}"
    expected = [sentence.replace("{MEAN}", MEAN) for sentence in says]
    found = [
        sentence.replace(line, "{this}").replace(line.rpartition("/")[2], "{this}")
        for sentence in faults_of_measure(measure, sample_only())
    ]
    assert [sentence.partition(" ({this})")[0] for sentence in expected] == [
        s.partition(" (")[0] if " raises: " in s else s for s in found
    ]


def test_a_measure_of_an_instrument_has_no_function_to_run() -> None:
    well_being = sample_only().one(Measure, "sample.well_being")
    assert list(faults_of_measure(well_being, sample_only())) == []


def test_the_check_runs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(BREATH_OF_THE_WEEK, computed=computed(work_out=lambda _known: 20))
    declares = tuple(wrong if value is BREATH_OF_THE_WEEK else value for value in sample.PART.declares)  # type: ignore[union-attr]
    monkeypatch.setattr(sample, "PART", replace(sample.PART, declares=declares))
    monkeypatch.setattr(sample, "varde_part", sample.varde_part)
    findings = [str(finding) for finding in inspected(PARTS, {sample.KEY: (lambda: sample, "varde", version("varde"))})]
    assert any("measure sample.breath: work_out gives 20, which is not from 30 to 900" in said for said in findings), (
        findings
    )
