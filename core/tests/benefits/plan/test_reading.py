"""A benefit's value today is the figure of the programme, hidden where that is hidden, and no nought for what is not known."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.figures.units import WAITING, Unit, without
from varde.benefits.figures.voice import Voice
from varde.benefits.plan.check import check_proposals
from varde.benefits.plan.reading import Indicator, TodaysValue, read, readable
from varde.benefits.plan.values import BenefitProposal
from varde.charts.values import Hidden, Why
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.testing.house import BEGINNING, all_samples

from ..cohort import MEASURES, SATISFACTION, SYMPTOMS
from ..reports import BETTER, SAME, SILENT, reported, with_scores

PEOPLE = [with_scores(BETTER, csq_3m=20)] * 8 + [with_scores(SAME, csq_3m=24)] * 6 + [SILENT] * 6
"""Twenty began; eight of the fourteen who answered twice responded, and the other six were in the heavy step still."""
SATISFIED = (20 * 8 + 24 * 6) / 14
SMALL, DERIVABLE = Hidden(Why.SMALL), Hidden(Why.DERIVABLE)


@pytest.mark.parametrize(
    ("indicator", "value", "n"),
    [
        (Indicator("responders", SYMPTOMS.key, "3m"), 40.0, 20),
        (Indicator("responders_answered", SYMPTOMS.key, "3m"), 100 * 8 / 14, 14),
        (Indicator("responders", SYMPTOMS.key, "6m"), None, None),
        (Indicator("mean", SYMPTOMS.key, "3m"), (160 * 8 + 250 * 6) / 14, 14),
        (Indicator("mean", SATISFACTION.key, "3m"), SATISFIED, 14),
        (Indicator("heaviest", SYMPTOMS.key, "3m"), 100 * 6 / 14, 14),
        (Indicator("started"), 20, 20),
        (Indicator("mean", "demo.nothing", "3m"), None, None),
        (Indicator(""), None, None),
    ],
)
def test_the_value_is_that_of_the_figures(indicator: Indicator, value: float | None, n: int | None) -> None:
    reading = read(reported(PEOPLE), indicator, 5)
    assert reading.n == n
    assert reading.value == (value if value is None else pytest.approx(value))


def test_the_wait_is_the_latest_that_is_shown() -> None:
    reading = read(reported(PEOPLE), Indicator("waiting"), 5)
    assert (isinstance(reading.value, float), reading.n) == (True, 20)


def test_what_is_hidden_is_hidden_and_what_is_kept_back_is_no_nought() -> None:
    of_few = reported([BETTER] * 3 + [SILENT] * 10)
    responders = Indicator("responders", SYMPTOMS.key, "3m")
    assert isinstance(read(of_few, responders, 5).value, Hidden)
    kept = replace(reported(PEOPLE), measures=(), kept_back=(SYMPTOMS,))
    assert read(kept, responders, 7) == TodaysValue(Hidden(Why.DERIVABLE, 7))
    assert read(None, responders, 5, kept_back=True) == TodaysValue(DERIVABLE)
    assert read(None, responders, 5) == TodaysValue()
    assert read(None, Indicator(""), 5, kept_back=True) == TodaysValue()


def test_what_another_place_would_give_away_is_hidden_and_not_unmeasured() -> None:
    everything = reported(PEOPLE)
    without_wait = without(everything, everything, frozenset({WAITING}))
    assert read(without_wait, Indicator("waiting"), 5) == TodaysValue(DERIVABLE)
    assert read(reported([]), Indicator("waiting"), 5) == TodaysValue(), "nobody has begun, so nobody has waited"
    no_outcomes = without(everything, everything, frozenset({Unit("outcomes", SYMPTOMS.key)}))
    assert read(no_outcomes, Indicator("heaviest", SYMPTOMS.key, "3m"), 5) == TodaysValue(DERIVABLE)
    mean = Indicator("mean", SYMPTOMS.key, "3m")
    assert read(no_outcomes, mean, 5) == read(everything, mean, 5), "the mean is on the page still"
    no_scores = without(everything, everything, frozenset({Unit("scores", SYMPTOMS.key)}))
    assert read(no_scores, mean, 5) == TodaysValue(DERIVABLE)


def test_what_can_be_read_has_a_name_a_unit_and_a_direction() -> None:
    voice = Voice(
        Speech("nb", ZoneInfo("Europe/Oslo"), BEGINNING), {"3m": Text("Etter, 3 måneder", "Etter, 3 månader")}
    )
    figures = {each.indicator.code: each for each in readable(MEASURES, voice)}
    assert list(figures) == [
        "responders:demo.symptoms:3m",
        "responders_answered:demo.symptoms:3m",
        "responders:demo.symptoms:6m",
        "responders_answered:demo.symptoms:6m",
        "mean:demo.symptoms:3m",
        "heaviest:demo.symptoms:3m",
        "mean:demo.satisfaction:3m",
        "started",
        "waiting",
    ]
    lower = [code for code, each in figures.items() if each.lower_better]
    assert lower == ["mean:demo.symptoms:3m", "heaviest:demo.symptoms:3m", "waiting"]
    assert figures["mean:demo.symptoms:3m"].label.nb == "Snitt etterpå: Plager (3 måneder)"
    metres = replace(voice, units={"sss": Text("meter", "meter", "metres")})
    units = {each.indicator.code: each.unit.nb for each in readable(MEASURES, metres)}
    assert [units[code] for code in ("mean:demo.symptoms:3m", "mean:demo.satisfaction:3m", "waiting")] == [
        *("meter", "poeng", "dager")
    ]


SOUND = BenefitProposal(
    key="lake.more",
    programme="lake",
    goal=Text("Mål", "Mål"),
    benefit=Text("Mer", "Meir"),
    category="quality",
    receiver="patient",
    indicator=Text("Telt", "Talt"),
    source=Text("Vårt forslag.", "Vårt forslag."),
)


@pytest.mark.parametrize(
    ("proposal", "faults"),
    [
        (SOUND, []),
        (replace(SOUND, figure="waiting"), []),
        (replace(SOUND, figure="mean", measure="lake.outlook", occasion="3m"), []),
        (replace(SOUND, goal=Text("Mål", "")), ["goal lacks nn."]),
        (replace(SOUND, category="money"), ["category is money; known are quality, saved_time, avoided_cost."]),  # type: ignore[arg-type]
        (
            replace(SOUND, receiver="me"),  # type: ignore[arg-type]
            ["receiver is me; known are patient, relative, staff, service, society."],
        ),
        (
            replace(SOUND, figure="sum"),  # type: ignore[arg-type]
            ["figure is sum; known are responders, responders_answered, mean, heaviest, started, waiting."],
        ),
        (replace(SOUND, figure="mean"), ["the figure “mean” needs a measure."]),
        (
            replace(SOUND, figure="started", measure="lake.outlook", occasion="3m"),
            ["the figure “started” names no measure."],
        ),
        (replace(SOUND, programme="sea"), ["there is no programme sea."]),
        (
            replace(SOUND, figure="mean", measure="ridge.mood", occasion="3m"),
            ["the programme has no measure ridge.mood."],
        ),
        (replace(SOUND, figure="mean", measure="lake.outlook", occasion="9m"), ["9m is no follow-up of lake.outlook."]),
    ],
)
def test_what_a_proposal_may_be(proposal: BenefitProposal, faults: list[str]) -> None:
    said = [fault for _key, fault in check_proposals({proposal.key: proposal}, all_samples())]
    assert said == [f"benefit proposal lake.more: {fault}" for fault in faults]
