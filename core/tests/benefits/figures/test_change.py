from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting import resources
from varde.benefits.figures.change import (
    ChangeClass,
    Cutoffs,
    change_class,
    class_rule,
    cutoffs,
    standard_errors,
    talking_therapies,
)
from varde.benefits.values import StartSample
from varde.instruments.values import Direction, JacobsonTruax, ReliableChange, Responder
from varde.standing.change import responds

from ..cohort import SYMPTOMS

LIMIT = ReliableChange(6, "example")


@pytest.mark.parametrize(
    ("start", "later", "rule", "answer"),
    [
        (280, 230, Responder("points", 50, ">="), True),
        (280, 230, Responder("points", 50, ">"), False),
        (0, 0, Responder("percent", 50, ">="), None),
        (10, 5, Responder("percent", 50, ">="), True),
        (10, 5, Responder("percent", 50, ">"), False),
        (25, 18, Responder("percent", 28, ">="), True),
        (None, 5, Responder("points", 5, ">="), None),
        (10, None, Responder("points", 5, ">="), None),
    ],
)
def test_response(start: float | None, later: float | None, rule: Responder, answer: bool | None) -> None:
    assert responds(start, later, rule) is answer


def test_exactly_fourteen_points_of_an_average_is_fourteen() -> None:
    start = 100 / 3
    assert responds(start, start + 14 - 1e-12, Responder("points", 14, ">="), "higher_better") is True
    assert responds(start, start + 14 + 1e-12, Responder("points", 14, ">"), "higher_better") is False


@pytest.mark.parametrize(
    ("start", "later", "cutoff", "expected"),
    [
        (18, 8, 10, ChangeClass.RECOVERED),
        (18, 10, 10, ChangeClass.IMPROVED),  # at the cut-off is still unwell
        (10, 4, 10, ChangeClass.RECOVERED),  # and so it was at the start
        (9, 2, 10, ChangeClass.IMPROVED),  # was never unwell
        (18, 8, None, ChangeClass.IMPROVED),
        (18, 13, 10, ChangeClass.UNCHANGED),
        (8, 13, 10, ChangeClass.UNCHANGED),
        (8, 14, 10, ChangeClass.DETERIORATED),
    ],
)
def test_classes(start: float, later: float, cutoff: float | None, expected: ChangeClass) -> None:
    assert change_class(start, later, LIMIT, cutoff) is expected


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_a_mirrored_scale_gives_the_same_class(start: int, later: int, cutoff: int) -> None:
    mirrored = change_class(100 - start, 100 - later, LIMIT, 100 - cutoff, "higher_better")
    assert change_class(start, later, LIMIT, cutoff) is mirrored


def test_without_a_norm_there_is_only_one_cutoff() -> None:
    assert cutoffs(262, 92) == cutoffs(262, 92, 60) == cutoffs(262, 92, norm_sd=50) == Cutoffs(78, None, None)
    assert cutoffs(45, 18, direction="higher_better") == Cutoffs(81)


def test_mirrored_cutoffs() -> None:
    assert cutoffs(262, 92, 60, 50) == Cutoffs(78, 160, 18620 / 142)
    assert cutoffs(45, 18, 75, 15, "higher_better").b == 45


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.8), (-1, 0.8), (5, 1), (5, -0.1)])
def test_reliable_change_refuses_what_cannot_be(sd: float, reliability: float) -> None:
    with pytest.raises(ValueError, match="an SD above 0 and a reliability"):
        standard_errors(sd, reliability)


def test_care_before_the_referral_is_refused() -> None:
    with pytest.raises(ValueError, match="before the referral was received on 2024-03-02"):
        resources.waiting_days(date(2024, 3, 2), date(2024, 3, 1))


def test_who_waits_has_no_waiting_time_yet() -> None:
    assert resources.waiting_days(date(2024, 3, 2), None) is None


def test_deadlines() -> None:
    day = date(2024, 3, 1)
    assert resources.deadline_breached(None, None, day) is None
    assert resources.deadline_breached(day, None, date(2024, 3, 2)) is True
    assert resources.deadline_breached(day, date(2024, 3, 2), day) is True


@pytest.mark.parametrize(
    ("start", "later", "sd", "direction", "expected"),
    [
        (0, 1.96, 1, "lower_better", ChangeClass.UNCHANGED),
        (0, 1.97, 1, "lower_better", ChangeClass.DETERIORATED),
        (1.97, 0, 1, "lower_better", ChangeClass.IMPROVED),
        (0, 3, 1, "higher_better", ChangeClass.IMPROVED),
        (3, 0, 1, "higher_better", ChangeClass.DETERIORATED),
        (0, 0.5, 1, "lower_better", ChangeClass.UNCHANGED),
        (0.5, 0, 0.1, "lower_better", ChangeClass.IMPROVED),  # less than a point, and five standard errors
        (0, 0.5, 0.1, "lower_better", ChangeClass.DETERIORATED),
    ],
)
def test_a_difference_of_just_the_limit_is_not_reliable(
    start: float, later: float, sd: float, direction: Direction, expected: ChangeClass
) -> None:
    """An SD of 1 and a reliability of 0.5 give a standard error of the difference of exactly 1."""
    measure = replace(
        SYMPTOMS, jacobson_truax=JacobsonTruax(0.5, None, None, "a"), start_sample=StartSample(50, sd, "example")
    )
    rule = class_rule(measure)
    assert rule is not None
    assert change_class(start, later, rule[0], None, direction) is expected


def test_a_scale_may_be_wholly_unreliable_and_not_wholly_reliable() -> None:
    assert standard_errors(2, 0) == (2, pytest.approx(2 * 2**0.5))
    assert standard_errors(2, 0.75) == (1, pytest.approx(2**0.5))
    for sd, reliability in ((0, 0.5), (-1, 0.5), (2, -0.01), (2, 1), (2, 1.5)):
        with pytest.raises(ValueError, match="Reliable change needs"):
            standard_errors(sd, reliability)


JACOBSON_TRUAX = JacobsonTruax(reliability=0.75, functional_mean=10, functional_sd=4, cutoff="c")


@pytest.mark.parametrize(("cutoff", "points"), [("a", 8), ("b", 18), ("c", 14)])
def test_limit_and_cut_off_from_the_start_sample(cutoff: Literal["a", "b", "c"], points: float) -> None:
    """Patients 20 (6), the well 10 (4): 20 - 12, 10 + 8, and (6 x 10 + 4 x 20) / 10 = 14 for the third."""
    own = replace(
        SYMPTOMS,
        jacobson_truax=replace(JACOBSON_TRUAX, cutoff=cutoff),
        start_sample=StartSample(mean=20, sd=6, source="a trial"),
    )
    found = class_rule(own)
    assert found is not None
    limit, at = found
    assert at == pytest.approx(points)
    assert (limit.points, limit.operator) == (pytest.approx(1.959964 * 3 * 2**0.5, abs=0.01), ">")


def test_without_a_sample_the_measures_own_limit_counts() -> None:
    plain = replace(SYMPTOMS, jacobson_truax=None, start_sample=None)
    assert class_rule(plain) == (SYMPTOMS.reliable_change, 175)
    sample = StartSample(mean=20, sd=6, source="a trial")
    assert class_rule(replace(plain, start_sample=sample)) == (SYMPTOMS.reliable_change, 175)
    assert class_rule(replace(plain, jacobson_truax=JACOBSON_TRUAX)) == (SYMPTOMS.reliable_change, 175)
    assert class_rule(replace(plain, reliable_change=None)) is None


# PHQ-9 from 10 and GAD-7 from 8 are unwell; 6 and 4 points are reliable.
THERAPIES = """
    depression | anxiety | case | recovered | better | worse
    10 > 9     | 0 > 0   | yes  | yes       | no     | no
    9 > 9      | 0 > 0   | no   | no        | no     | no
    10 > 10    | 0 > 0   | yes  | no        | no     | no
    0 > 0      | 8 > 7   | yes  | yes       | no     | no
    0 > 0      | 7 > 7   | no   | no        | no     | no
    0 > 0      | 8 > 8   | yes  | no        | no     | no
    16 > 9     | 8 > 8   | yes  | no        | yes    | no
    16 > 10    | 7 > 7   | yes  | no        | yes    | no
    16 > 11    | 7 > 7   | yes  | no        | no     | no
    10 > 16    | 7 > 7   | yes  | no        | no     | yes
    10 > 15    | 7 > 7   | yes  | no        | no     | no
    12 > 12    | 9 > 5   | yes  | no        | yes    | no
    12 > 12    | 9 > 6   | yes  | no        | no     | no
    12 > 12    | 5 > 9   | yes  | no        | no     | yes
    16 > 9     | 5 > 9   | yes  | no        | no     | no
    8 > 2      | 5 > 1   | no   | no        | yes    | no
    12 > 5     | 9 > 5   | yes  | yes       | yes    | no
"""


@pytest.mark.parametrize("line", THERAPIES.strip().splitlines()[1:])
def test_talking_therapies(line: str) -> None:
    depression, anxiety, *words = (cell.strip() for cell in line.split("|"))
    first, second = (tuple(map(float, pair.split(">"))) for pair in (depression, anxiety))
    case, recovered, better, worse = (word == "yes" for word in words)
    outcome = talking_therapies((first[0], first[1]), (second[0], second[1]))
    assert (outcome.caseness_start, outcome.recovery) == (case, recovered if case else None)
    assert (outcome.reliable_improvement, outcome.reliable_deterioration) == (better, worse)
    assert outcome.reliable_recovery is ((recovered and better) if case else None)
    assert outcome.no_reliable_change is not (better or worse)
