"""Every worked example of a benefit figure, and one published analysis from its raw data."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest

from varde.benefits.counting import resources
from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.published import read_method
from varde.benefits.figures import change, statistics
from varde.benefits.figures.mixed_model import carried_forward, courses_of
from varde.benefits.figures.rules import clinical_significance
from varde.benefits.figures.statistics import Moments, Pairs
from varde.benefits.figures.suppression import suppress
from varde.benefits.plan.estimates import Spread, estimates
from varde.benefits.values import Measure, faults, primary_measure
from varde.charts.values import Hidden
from varde.instruments.values import Direction, ReliableChange, Responder
from varde.standing.change import responds
from varde_emeistring import benefits as emeistring
from varde_emeistring.benefits import CLINICIAN_RATED_DEPRESSION, DEPRESSION
from varde_emeistring.instruments.totals import HAM_D_TOTAL
from varde_frisklivs import benefits as frisklivs
from varde_ibs import benefits as ibs

from .examples import figure_expected

title = "Benefit figures"

FACTS = Path(__file__).parents[2] / "facts"
EXAMPLES = json.loads((FACTS / "vectors.json").read_text(encoding="utf-8"))["metrics"]
Given = dict[str, Any]


def direction(given: Given) -> Direction:
    return "higher_better" if given.pop("higher_better", False) else "lower_better"


def rci(given: Given) -> Given:
    way = direction(given)
    sem, s_diff = change.standard_errors(given["sd_pre"], given["reliability"])
    limit = ReliableChange(change.Z95 * s_diff, "an example", ">")
    verdict = change.change_class(given["pre"], given["post"], limit, None, way).value
    return {
        "sem": sem,
        "s_diff": s_diff,
        "rci": (given["post"] - given["pre"]) / s_diff,
        "threshold_points_95": limit.points,
        "verdict": "no_reliable_change" if verdict == "unchanged" else verdict,
    }


def csc_cutoffs(given: Given) -> Given:
    way = direction(given)
    found = change.cutoffs(given["m_clin"], given["sd_clin"], given["m_norm"], given["sd_norm"], way)
    return {"a": found.a, "b": found.b, "c": found.c}


def csc_class(given: Given) -> Given:
    way = direction(given)
    limit = ReliableChange(given["rel_threshold"], "example")
    return {"class": change.change_class(given["pre"], given["post"], limit, given["cutoff"], way)}


def nhs_talking_therapies(given: Given) -> Given:
    found = change.talking_therapies((given["phq9_pre"], given["phq9_post"]), (given["gad7_pre"], given["gad7_post"]))
    return {name: getattr(found, name) for name in change.TalkingTherapies.__slots__}


def responder(given: Given) -> Given:
    way = direction(given)
    operator: Literal[">=", ">"] = ">" if given.get("strict") else ">="
    rule = Responder("points", given["points"], operator) if "points" in given else None
    rule = rule or Responder("percent", given["pct"], operator)
    return {"responder": responds(given["pre"], given["post"], rule, way)}


def paired(given: Given) -> Given:
    found = statistics.paired(Pairs.of(zip(given["pre"], given["post"], strict=True)))
    assert found is not None
    return {
        "n": found.n,
        "mean_pre": found.mean_start,
        "mean_post": found.mean_later,
        "df": found.df,
        "r": found.r,
        "mean_diff": found.mean_difference,
        "sd_diff": found.sd_difference,
        "t": found.t,
        "p_two_sided": found.p,
        "d_av": found.d_av,
        "d_z": found.d_z,
        "d_rm": found.d_rm,
        "hedges_g_av": found.hedges_g,
        "J": found.correction,
    }


def welch(given: Given) -> Given:
    found = statistics.welch(Moments.of(given["x"]), Moments.of(given["y"]))
    assert found is not None
    return {"t": found.t, "df": found.df, "p_two_sided": found.p, "d_s": found.d, "hedges_g_s": found.hedges_g}


def welch_summary(given: Given) -> Given:
    first, second = (Moments.from_summary(given[f"n{i}"], given[f"m{i}"], given[f"s{i}"]) for i in (1, 2))
    found = statistics.welch(first, second)
    assert found is not None
    return {"t": found.t, "df": found.df, "p_two_sided": found.p}


def wilson(given: Given) -> Given:
    found = statistics.wilson(given["k"], given["n"])
    assert found is not None
    return {"p": given["k"] / given["n"], "lo": found.low, "hi": found.high}


def funnel(given: Given) -> Given:
    found = statistics.funnel(given["k"], given["n"], given["target"])
    return {
        "p": found.share,
        "z": found.z,
        "lo95": found.limits95.low,
        "hi95": found.limits95.high,
        "lo998": found.limits998.low,
        "hi998": found.limits998.high,
        "signal": found.signal,
    }


def suppression(given: Given) -> Given:
    shown = suppress(given["cells"], given["total_published"])
    return {name: None if isinstance(value, Hidden) else value for name, value in shown.items()}


def waiting_days(given: Given) -> Given:
    return {"days": resources.waiting_days(day(given["received"]), day(given["started"]))}


def fristbrudd(given: Given) -> Given:
    found = resources.deadline_breached(day(given["deadline"]), day(given["started"]), day(given["today"]))
    return {"breach": found}


def travel(given: Given) -> Given:
    """By the estimates of a benefits plan, where every assumption is somebody's; nobody assumes a price of travel there."""
    assumed = {
        "people": 1.0,
        "visits": given["visits_avoided"],
        "km": given["km_one_way"],
        "hours": given["hours_one_way"],
        "car_share": given.get("share_car", 1.0),
        "co2": given.get("kg_per_km", 0.12),
    }
    worked_out = {each.key: each.spread for each in estimates({key: Spread(v, v, v) for key, v in assumed.items()})}
    named = {"km": "km_saved", "hours": "hours_saved", "kg_co2e": "co2_saved"}
    return {name: spread.base for name, key in named.items() if (spread := worked_out[key]) is not None}


def locf(given: Given) -> Given:
    """As the change from the first answer with the last one carried forward to each occasion."""
    series = given["series"]
    occasions = [str(place) for place in range(len(series))]
    answered = {str(place): score for place, score in enumerate(series) if score is not None}
    courses = courses_of([answered], occasions)
    carried = [carried_forward(courses, occasions[: place + 1]) for place in range(len(series))]
    return {"series": [series[0] + each[0] for each in carried if each is not None]}


def day(text: str | None) -> Any:
    return None if text is None else date.fromisoformat(text)


FIGURES: dict[str, Callable[[Given], Given]] = {
    "rci": rci,
    "csc_cutoffs": csc_cutoffs,
    "csc_class": csc_class,
    "nhs_talking_therapies": nhs_talking_therapies,
    "responder": responder,
    "paired": paired,
    "welch": welch,
    "welch_summary": welch_summary,
    "wilson": wilson,
    "funnel": funnel,
    "suppression": suppression,
    "locf": locf,
    "waiting_days": waiting_days,
    "fristbrudd": fristbrudd,
    "travel": travel,
}


HOW_MANY = {
    "rci": 3,
    "csc_cutoffs": 3,
    "csc_class": 3,
    "nhs_talking_therapies": 5,
    "responder": 4,
    "paired": 3,
    "welch": 3,
    "welch_summary": 1,
    "wilson": 3,
    "funnel": 3,
    "suppression": 3,
    "locf": 3,
    "qaly": 3,
    "waiting_days": 3,
    "fristbrudd": 3,
    "travel": 3,
}
"""CountedSums by hand in the facts: 49 in all."""
EXAMPLES_HERE = [example for example in EXAMPLES if figure_expected(example)]


def test_all_examples_are_here_and_each_is_computed() -> None:
    """None is left out of the figures, none is there twice, and each says something that the figure is held against."""
    assert Counter(example["metric"] for example in EXAMPLES) == HOW_MANY
    assert sum(HOW_MANY.values()) == len({example["id"] for example in EXAMPLES}) == 49
    assert FIGURES.keys() == HOW_MANY.keys() - {"qaly"}
    for example in EXAMPLES_HERE:
        assert FIGURES[example["metric"]](dict(example["input"])).keys() == figure_expected(example).keys(), example[
            "id"
        ]


@pytest.mark.parametrize("example", EXAMPLES_HERE, ids=lambda example: example["id"])
def test_figure(example: Given) -> None:
    found = FIGURES[example["metric"]](dict(example["input"]))
    assert found.keys() == figure_expected(example).keys()
    for name, expected in figure_expected(example).items():
        if isinstance(expected, float) or isinstance(found[name], float):
            assert math.isclose(found[name], expected, rel_tol=1e-8, abs_tol=1e-9), name
        else:
            assert found[name] == expected, name


TRIAL = read_method(
    (FACTS / "data" / "claus-2020-method.toml").read_bytes(), "emeistring", {HAM_D_TOTAL.key: HAM_D_TOTAL}
)
"""The published trial's own classes: no measure of the programme."""


def depression_trial() -> list[EnrolmentFacts]:
    """The 43 patients as enrolments: time 1 is the start, time 4 the end."""
    scores: dict[str, list[ScoreFact]] = {}
    occasions = {"1": "start", "4": "end"}
    with (FACTS / "data" / "claus-2020.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            mine = scores.setdefault(row["id"], [])
            if row["time"] in occasions and row["hamd"]:
                mine.append(ScoreFact("ham-d-total", occasions[row["time"]], float(row["hamd"])))
    start = date(2019, 1, 7)
    return [
        EnrolmentFacts(
            1,
            "emeistring",
            DEPRESSION,
            start,
            True,
            start,
            frozenset(s.occasion for s in facts),
            tuple(facts),
            (TRIAL,),
        )
        for facts in scores.values()
    ]


def test_published_classes_of_a_depression_trial() -> None:
    """Claus, Scherbaum and Bonnet 2020, Jacobson-Truax on HAM-D: 26, 3, 10 and 1 of 40, through the cells."""
    cells = merged(*(contributions(enrolment) for enrolment in depression_trial()))
    table = clinical_significance(CountedSums.of(cells.items()).pool(), TRIAL, "end", threshold=1)
    assert {row.change.value: row.of_paired.numerator for row in table.rows} == {
        "recovered": 26,
        "improved": 3,
        "unchanged": 10,
        "deteriorated": 1,
    }
    assert table.n == 40
    assert table.rows[0].of_started.denominator == 43


def test_a_living_programme_reads_the_scale_by_remission_and_response() -> None:
    """The trial's cut-off lies at 19 points, where people are ill."""
    assert CLINICIAN_RATED_DEPRESSION.jacobson_truax is None
    assert CLINICIAN_RATED_DEPRESSION.responder == HAM_D_TOTAL.responder == Responder("percent", 50)
    assert [step.key for step in CLINICIAN_RATED_DEPRESSION.severity] == ["remission", "symptoms"]


def test_the_start_sample_is_the_one_the_trial_had() -> None:
    starts = [s.total for e in depression_trial() for s in e.scores if s.occasion == "start" and s.total is not None]
    found, fixed = Moments.of(starts), TRIAL.start_sample
    assert fixed is not None
    assert found.n == 43
    assert found.mean == pytest.approx(fixed.mean, abs=0.005)
    assert found.sd == pytest.approx(fixed.sd, abs=0.005)


def test_the_published_page_hides_the_small_classes() -> None:
    cells = merged(*(contributions(enrolment) for enrolment in depression_trial()))
    table = clinical_significance(CountedSums.of(cells.items()).pool(), TRIAL, "end")
    assert {row.change.value: str(row.of_paired.numerator) for row in table.rows} == {
        "recovered": "26",
        "improved": "<5",
        "unchanged": "10",
        "deteriorated": "<5",
    }


@pytest.mark.parametrize("measures", [ibs.MEASURES, emeistring.MEASURES, frisklivs.MEASURES])
def test_the_programmes_measures_are_sound(measures: tuple[Measure, ...]) -> None:
    assert faults(measures) == ()
    texts = [m.title for m in measures]
    texts += [severity.title for m in measures for severity in m.severity]
    texts += [subscale.title for m in measures for subscale in m.subscales]
    assert [text for text in texts if text.missing()] == []


@pytest.mark.parametrize(
    ("measures", "track", "scale"),
    [
        (ibs.MEASURES, None, "ibs-sss"),
        (emeistring.MEASURES, "panic", "pdss-sr"),
        (emeistring.MEASURES, "social_anxiety", "lsas-sr"),
        (emeistring.MEASURES, "depression", "madrs-s"),
        (frisklivs.MEASURES, None, "who-5"),
    ],
)
def test_every_patient_has_a_primary_outcome(measures: tuple[Measure, ...], track: str | None, scale: str) -> None:
    primary = primary_measure(measures, track)
    assert primary is not None
    assert primary.scale == scale


def test_measures_agree_with_the_instruments() -> None:
    """Direction, responder rule and bands are the ones in the facts."""
    facts = json.loads((FACTS / "instruments.json").read_text(encoding="utf-8"))["instruments"]
    known = {fact["id"]: fact for fact in facts}
    worse = {"lower_better": "higher_worse", "higher_better": "higher_better"}
    for measure in (*ibs.MEASURES, *emeistring.MEASURES, *frisklivs.MEASURES):
        if measure.instrument not in known:
            assert measure is CLINICIAN_RATED_DEPRESSION
            continue
        fact = known[measure.instrument]
        assert worse[measure.direction] == fact["direction"], measure.key
        if measure.severity:
            assert {b for s in measure.severity for b in s.bands} == {b["id"] for b in fact["bands"]}, measure.key
        if measure.responder:
            rule = fact["responder_rule"]
            amount = next(v for k, v in rule.items() if k.startswith("min_"))
            assert (measure.responder.measure, measure.responder.amount) == (rule["type"], amount), measure.key
            assert (measure.responder.operator == ">=") is rule["inclusive"], measure.key
