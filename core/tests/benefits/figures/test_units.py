"""What stands on a page when some of its figures may not be shown because of other places: by the unit that is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.benefits.figures.exits import ExitGroup
from varde.benefits.figures.figures import Report
from varde.benefits.figures.units import EXITS, STARTED, THE_FLOW, WAITING, Unit, without
from varde.charts.values import Hidden, Why

from ..cohort import MEASURES
from ..reports import BETTER, SAME, SILENT, keys, reported, with_scores

PEOPLE = [
    *[with_scores(replace(BETTER, ended=("completed", "")), csq_3m=24 + number % 5) for number in range(10)],
    *[with_scores(replace(SAME, ended=("stopped", "moved")), csq_3m=18 + number % 5) for number in range(12)],
    *[SILENT] * 8,
]
TOGETHER, PARTED = (reported(PEOPLE, split=split, last="2025-12") for split in (False, True))
SCORES, OUTCOMES = (Unit(kind, "demo.symptoms") for kind in ("scores", "outcomes"))
SATISFIED = Unit("outcomes", "demo.satisfaction")


def shown_without(*closed: Unit, page: Report = PARTED) -> Report:
    return without(page, TOGETHER, frozenset(closed))


def steps(page: Report) -> dict[str, str]:
    """By step: how many, of how many, and whether the share and its interval are shown."""
    return {
        step.milestone: f"{step.share.numerator} of {step.share.denominator}"
        + ("" if isinstance(step.share.share, Hidden) else ", share")
        + ("" if step.share.interval is None else ", interval")
        for step in page.flow
    }


ALL = {
    "referred": "30 of 30, share, interval",
    "eligible": "30 of 30, share, interval",
    "started": "30 of 30, share, interval",
    "answered:3m": "22 of 30, share, interval",
    "answered:6m": "0 of 30, share, interval",
}


def test_nothing_is_hidden_when_nothing_is_closed() -> None:
    assert steps(PARTED) == ALL
    assert shown_without() == PARTED


@pytest.mark.parametrize(
    ("closed", "hidden"),
    [
        (
            THE_FLOW,
            {
                **dict.fromkeys(("referred", "eligible"), "skjult of skjult"),
                "started": "30 of skjult",  # told as everywhere else, and judged by itself
                "answered:3m": "22 of skjult",
                "answered:6m": "0 of skjult",
            },
        ),
        (Unit("answered", "3m"), {"answered:3m": "skjult of 30"}),
        (Unit("answered", "12m"), {}),
        (STARTED, {"started": "skjult of 30"}),  # it closes the flow too, which is asked for beside it
        (WAITING, {}),
        (SCORES, {}),
    ],
)
def test_steps(closed: Unit, hidden: dict[str, str]) -> None:
    assert steps(shown_without(closed)) == {**ALL, **hidden}


def test_waiting_is_left_out_alone() -> None:
    assert PARTED.waiting
    assert shown_without(WAITING) == replace(PARTED, waiting=(), waited=None, answer=None)


def numbers(groups: tuple[ExitGroup, ...]) -> set[str]:
    shares = [group.share for group in groups]
    people = [count for group in groups for _reason, count in group.reasons]
    people += [each for share in shares for each in (share.numerator, share.denominator)]
    return {str(each) for each in (*people, *(share.share for share in shares), *(share.interval for share in shares))}


def test_how_people_left_is_hidden_whole() -> None:
    page = shown_without(EXITS)
    assert PARTED.exits is not None
    assert page.exits is not None
    assert numbers(page.exits.before) | numbers(page.exits.after) == {"skjult", "None"}
    assert str(page.exits.passed_on) == "skjult"
    for own, other in ((page.exits.before, PARTED.exits.before), (page.exits.after, PARTED.exits.after)):
        assert [(group.way, group.share.population, [reason for reason, _ in group.reasons]) for group in own] == [
            (group.way, group.share.population, [reason for reason, _ in group.reasons]) for group in other
        ]
    assert shown_without(EXITS, page=replace(PARTED, exits=None)).exits is None
    assert shown_without(WAITING).exits == PARTED.exits


def test_a_measure_whose_scores_are_closed_is_left_out_and_named() -> None:
    page = shown_without(SCORES)
    assert (keys(PARTED), keys(page)) == (["symptoms", "satisfaction"], ["satisfaction"])
    assert page.kept_back == (MEASURES[0],)
    assert shown_without(Unit("scores", "demo.none")).kept_back == ()


def test_of_closed_outcomes_the_scores_of_everybody_together_are_left() -> None:
    page, (own, other) = shown_without(OUTCOMES), PARTED.measures
    symptoms, satisfaction = page.measures
    assert satisfaction == other
    assert own.rates
    assert own.severity
    assert (symptoms.rates, symptoms.severity, symptoms.classes) == ((), (), None)
    assert symptoms.trajectory == TOGETHER.measures[0].trajectory != own.trajectory
    assert symptoms.change == TOGETHER.measures[0].change
    assert page.kept_back == (MEASURES[0],)


def test_of_closed_outcomes_satisfaction_is_everybodys_alone() -> None:
    before, after = PARTED.measures[1].satisfaction, shown_without(SATISFIED).measures[1].satisfaction
    assert before is not None
    assert after is not None
    assert before.test is not None
    assert str(before.responders.n) == "10"
    assert (after.everyone, after.test) == (before.everyone, None)
    for average in (after.responders, after.non_responders):
        assert [str(each) for each in (average.n, average.mean, average.sd, average.interval)] == ["skjult"] * 3 + [
            "None"
        ]
    assert shown_without(SATISFIED).kept_back == (MEASURES[1],)


def test_it_says_why_it_is_hidden_and_below_which_number() -> None:
    page = without(PARTED, TOGETHER, frozenset({THE_FLOW}), 7)
    assert page.flow[1].share.numerator == Hidden(Why.DERIVABLE, 7)
    assert shown_without(THE_FLOW).flow[1].share.numerator == Hidden(Why.DERIVABLE)
