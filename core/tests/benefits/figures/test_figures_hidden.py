"""A whole report from patients made by hand: what is drawn for each group, and what is hidden between figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact
from varde.benefits.figures.figures import Report
from varde.benefits.figures.rules import ClassRow, Proportion
from varde.instruments.values import Responder

from ..cohort import MEASURES, SATISFACTION, SYMPTOMS, patient
from ..reports import (
    BETTER,
    HIDDEN,
    LATE,
    OTHER,
    PAIN_AND_SLEEP,
    SAME,
    SILENT,
    answered,
    flow_of,
    in_pain,
    lines_of,
    reported,
    shown,
    with_scores,
)

# --- responders and others, each for themselves


def groups_of(page: Report) -> dict[str, list[str]]:
    """The groups that each figure of the first measure is drawn for."""
    figures = page.measures[0]
    assert figures.trajectory is not None
    return {
        "lines": [line.group for line in figures.trajectory.series],
        "severity": [shift.group for shift in figures.severity],
        "subscales": [parts.group for parts in figures.subscales],
    }


APART, TOGETHER = ["responder", "non_responder"], ["all"]
TWENTY = [*[in_pain(BETTER)] * 20, *[in_pain(SAME)] * 20]


@pytest.mark.parametrize(
    ("people", "lines", "severity", "subscales"),
    [
        (TWENTY, APART, APART, APART),
        ([*TWENTY, *[LATE] * 5], APART, APART, APART),
        # 42 minus 20 minus 20 would tell of the two of neither group; they have no pair of pain
        ([*TWENTY, *[LATE] * 2], TOGETHER, TOGETHER, APART),
        ([*[in_pain(BETTER)] * 4, *[in_pain(SAME)] * 20], TOGETHER, TOGETHER, TOGETHER),
        ([*[in_pain(BETTER)] * 20, *[in_pain(SAME)] * 4], TOGETHER, TOGETHER, TOGETHER),
        ([in_pain(SAME)] * 20, TOGETHER, TOGETHER, TOGETHER),
        ([in_pain(BETTER)] * 20, TOGETHER, TOGETHER, TOGETHER),
        # all forty answered about pain at three months, but only three responders at the start too
        (
            [*[with_scores(BETTER, pain_3m=30)] * 17, *[in_pain(BETTER)] * 3, *[in_pain(SAME)] * 20],
            APART,
            APART,
            TOGETHER,
        ),
        # of the responders four are in the hard step afterwards
        ([*[in_pain(BETTER)] * 16, *[in_pain(patient(480, 300))] * 4, *TWENTY[20:]], APART, TOGETHER, APART),
        ([*[in_pain(BETTER)] * 15, *[in_pain(patient(480, 300))] * 5, *TWENTY[20:]], APART, APART, APART),
        # and of the others, four before
        ([*TWENTY[:20], *[in_pain(SAME)] * 16, *[in_pain(patient(160, 250))] * 4], APART, TOGETHER, APART),
    ],
)
def test_what_is_drawn_for_each_group(
    people: Sequence[EnrolmentFacts], lines: list[str], severity: list[str], subscales: list[str]
) -> None:
    page = reported(people, split=True)
    assert groups_of(page) == {"lines": lines, "severity": severity, "subscales": subscales}
    assert (page.parted, page.grouped) == ((APART in (lines, subscales)),) * 2
    together = reported(people)
    assert groups_of(together) == {"lines": TOGETHER, "severity": TOGETHER, "subscales": TOGETHER}
    assert (together.parted, together.grouped) == (False, False)


def test_subscales_are_parted_when_every_one_can_be() -> None:
    def sleeps(person: EnrolmentFacts) -> EnrolmentFacts:
        return with_scores(in_pain(person), sleep_start=50, sleep_3m=40)

    for slept, groups in ((4, TOGETHER), (5, APART)):
        people = [*[sleeps(BETTER)] * slept, *[in_pain(BETTER)] * (20 - slept), *[sleeps(SAME)] * 20]
        assert groups_of(reported(people, (PAIN_AND_SLEEP,), split=True))["subscales"] == groups


def test_severity_of_a_group_that_has_no_pair_is_not_parted() -> None:
    """Twenty of each group answered at three months; of the responders none at the start."""
    second = replace(SYMPTOMS, key="demo.second", scale="two", instrument="two", primary=False, subscales=())
    both = (ScoreFact("two", "start", 200, "severe"), ScoreFact("two", "3m", 100, "mild"))
    people = [
        *[replace(BETTER, scores=(*BETTER.scores, both[1]))] * 20,
        *[replace(SAME, scores=(*SAME.scores, *both))] * 20,
    ]
    figures = reported(people, (SYMPTOMS, second), split=True).measures[1]
    assert figures.trajectory is not None
    assert [line.group for line in figures.trajectory.series] == APART
    assert [(shift.group, shift.n) for shift in figures.severity] == [("all", 20)]


def test_a_page_is_parted_when_one_figure_is() -> None:
    people = [*TWENTY, *answered("oth", 0, 7, 0)]
    assert reported(people, (SYMPTOMS, OTHER), split=True).parted
    plain = replace(SYMPTOMS, subscales=())
    assert reported(people, (plain, OTHER), split=True).parted


@pytest.mark.parametrize(
    ("late", "responders", "others", "neither", "expected"),
    [
        (0, 6, 7, 5, (["20", "20", "6"], ["20", "20", "7"])),
        (0, 6, 7, 2, (["20", "20", "skjult"], ["20", "20", "skjult"])),
        (0, 0, 7, 2, (["20", "20", "0"], ["20", "20", "skjult"])),
        (0, 3, 7, 2, (["20", "20", "<5"], ["20", "20", "skjult"])),
        (3, 6, 7, 0, (["skjult", "20", "6"], ["skjult", "20", "7"])),
    ],
)
def test_a_point_where_the_rest_is_a_few_is_hidden(
    late: int, responders: int, others: int, neither: int, expected: tuple[list[str], list[str]]
) -> None:
    """``neither`` answered at the start and at six months alone, ``late`` at the start alone, so that they are in neither group."""
    people = [
        *[patient(280, 160, 150)] * responders,
        *[BETTER] * (20 - responders),
        *[patient(240, 250, 240)] * others,
        *[SAME] * (20 - others),
        *[patient(None, None, 200)] * neither,
        *[SILENT] * late,
    ]
    lines = lines_of(reported(people, split=True))
    assert (lines["responder"], lines["non_responder"]) == expected


def test_everyone_together_is_shown_where_the_rest_is_a_few() -> None:
    people = [*[BETTER] * 20, *[SAME] * 20, *[SILENT] * 2]
    assert lines_of(reported(people)) == {"all": ["40", "40", "0"]}, "42 and 40 would tell of the two"


def test_a_mean_over_time_tells_of_no_few_who_are_in_neither_group() -> None:
    """Three answered at the start and at six months, and not between: 23 less the 10 and the 10 would be their mean."""
    people = [
        *[patient(280, 160, 150)] * 10,
        *[patient(240, 250, 230)] * 10,
        *[patient(260, None, 250)] * 3,
        *[patient(None, None, 222)] * 7,
        *[patient(260)] * 12,
    ]
    assert lines_of(reported(people)) == {"all": ["35", "20", "skjult"]}
    assert lines_of(reported(people, split=True)) == {
        "responder": ["10", "10", "skjult"],
        "non_responder": ["10", "10", "skjult"],
    }
    assert [str(rate.of_paired.denominator) for rate in reported(people).measures[0].rates] == ["20", "skjult"]


# --- what they thought of it


def pleased(person: EnrolmentFacts, score: float) -> EnrolmentFacts:
    return with_scores(person, csq_3m=score)


@pytest.mark.parametrize(
    ("neither", "responders", "others", "tested"),
    [(0, "10", "10", True), (5, "10", "10", True), (2, "skjult", "skjult", False)],
)
def test_satisfaction_of_each_group(neither: int, responders: str, others: str, tested: bool) -> None:
    people = [
        *[pleased(BETTER, 20 + place % 3) for place in range(10)],
        *[pleased(SAME, 18 + place % 3) for place in range(10)],
        *[pleased(SILENT, 30)] * neither,
    ]
    page = reported(people)
    figure = page.measures[1].satisfaction
    assert figure is not None
    assert figure.everyone.n == 20 + neither
    assert shown([figure.responders.n, figure.non_responders.n]) == [responders, others]
    assert (figure.test is not None, page.parted, page.grouped) == (tested, False, tested)


def test_groups_are_seen_when_one_measure_shows_them() -> None:
    second = replace(SATISFACTION, key="demo.second", scale="csq2", instrument="csq2")
    people = [*[pleased(BETTER, 20)] * 10, *[pleased(SAME, 18)] * 10, *[with_scores(SILENT, csq2_3m=30)] * 9]
    assert reported(people, (*MEASURES, second)).grouped


# --- what another selection would give away


def test_what_is_closed_is_hidden_and_not_empty() -> None:
    people = [patient(280, 160, 150)] * 20
    page = reported(people, closed=[("sss", "6m"), ("flow", "answered:6m")])
    assert flow_of(page) == {
        "referred": "20",
        "eligible": "20",
        "started": "20",
        "answered:3m": "20",
        "answered:6m": "skjult",
    }
    late = page.flow[4].share
    assert (late.numerator, late.share, late.interval, late.denominator) == (HIDDEN, HIDDEN, None, 20)
    assert page.flow[3].share.share == 1
    assert lines_of(page) == {"all": ["20", "20", "skjult"]}
    figure = page.measures[0].trajectory
    assert figure is not None
    closed = figure.series[0].points[2][1]
    assert (closed.n, closed.mean, closed.sd, closed.interval) == (HIDDEN, HIDDEN, HIDDEN, None)
    assert [rate.occasion for rate in page.measures[0].rates] == ["3m"]


def test_what_is_closed_of_a_scale_is_closed_of_its_parts() -> None:
    pain = replace(OTHER, key="demo.pain", scale="sss.pain", instrument="sss")
    people = [in_pain(SAME)] * 20
    page = reported(people, (SYMPTOMS, pain), closed=[("sss", "3m")])
    assert page.measures[0].subscales == ()
    assert [lines_of(page, place) for place in (0, 1)] == [{"all": ["20", "skjult", "0"]}] * 2


def test_what_is_closed_leaves_satisfaction_alone() -> None:
    page = reported([pleased(SAME, 20)] * 9, closed=[("sss", "3m")])
    figure = page.measures[1].satisfaction
    assert figure is not None
    assert figure.everyone.n == 9


# --- classes of change beside those who respond

FEWER = replace(SYMPTOMS, responder=Responder("points", 100))
"""Whoever is better by 60 is reliably so, and does not respond."""
IMPROVED, WORSE = patient(420, 310), patient(60, 240)
A_LITTLE = patient(420, 360)


@pytest.mark.parametrize(
    ("people", "classes"),
    [
        ((20, 10, 15, 8), ["20", "10", "15", "8"]),
        (
            (20, 3, 15, 8),
            ["skjult", "skjult", "skjult", "skjult"],
        ),  # 23 respond: 23 - 20 = 3, and 23 do not: 23 - 15 = 8
        ((8, 3, 15, 20), ["skjult", "skjult", "15", "20"]),
        ((20, 10, 3, 15), ["skjult", "skjult", "skjult", "skjult"]),
        ((0, 0, 20, 3), ["0", "0", "skjult", "skjult"]),
        ((20, 3, 0, 0), ["skjult", "skjult", "0", "0"]),
        ((20, 0, 15, 8), ["20", "0", "15", "8"]),
        ((3, 0, 20, 12), ["<5", "0", "20", "skjult"]),  # how many respond is hidden itself
        ((30, 12, 3, 0), ["30", "skjult", "<5", "0"]),  # and so it is when few do not
    ],
)
def test_no_class_of_change_is_hidden_alone_beside_those_who_respond(
    people: tuple[int, int, int, int], classes: list[str]
) -> None:
    assert classes_of(reported(of_each(people))) == classes


def test_where_another_change_decides_who_responds_a_class_is_hidden_alone() -> None:
    """20 respond, and 3 more are better by 60 points: nothing says how many are better in all."""
    recovered, _, same, worse = of_each_kind()
    page = reported([*[recovered] * 20, *[A_LITTLE] * 3, *[same] * 15, *[worse] * 8], (FEWER,))
    assert classes_of(page) == ["20", "<5", "15", "skjult"]


def of_each_kind() -> tuple[EnrolmentFacts, ...]:
    return BETTER, IMPROVED, SAME, WORSE


def of_each(people: Sequence[int]) -> list[EnrolmentFacts]:
    return [person for person, n in zip(of_each_kind(), people, strict=True) for _ in range(n)]


def classes_of(page: Report) -> list[str]:
    """By class what is shown, the same of those who answered and of all who started."""
    figure = page.measures[0].classes
    assert figure is not None
    assert [row.change.value for row in figure.rows] == ["recovered", "improved", "unchanged", "deteriorated"]
    of_paired, of_started = (
        shown([share.numerator for share in shares]) for shares in zip(*map(shares_of, figure.rows), strict=True)
    )
    assert of_paired == of_started
    for row in figure.rows:
        for share in shares_of(row):
            hidden = str(share.numerator) in ("<5", "skjult")
            assert (str(share.share) in ("<5", "skjult"), share.interval is None) == (
                hidden,
                hidden or share.denominator == 0,
            )
    return of_paired


def shares_of(row: ClassRow) -> tuple[Proportion, Proportion]:
    return row.of_paired, row.of_started
