"""The mixed model against analysis of variance by hand, against the paired test, and against the likelihood written out in full."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from scipy import optimize

from varde.benefits.figures.mixed_model import MixedModel, carried_forward, courses_of, mixed_model
from varde.benefits.figures.statistics import Pairs, paired

THREE = ("start", "3m", "6m")
Course = Mapping[str, float]


def model_of(people: Sequence[Course], occasions: Sequence[str] = THREE) -> MixedModel | None:
    return mixed_model(courses_of(people, occasions), occasions)


def complete(rows: Sequence[Sequence[float]], occasions: Sequence[str] = THREE) -> list[Course]:
    return [dict(zip(occasions, row, strict=True)) for row in rows]


def test_where_nobody_missed_any_it_is_the_analysis_of_variance() -> None:
    """Four people, three occasions, by hand. Means 20, 14, 11; people's means 18, 15, 12, 15; overall 15.
    Between people: 3 * (9 + 0 + 9 + 0) = 54 on 3 df: 18. Between occasions: 4 * (25 + 1 + 16) = 168. In all 59 + 56 + 59 + 56 =
    230; the rest is 230 - 54 - 168 = 8 on 6 df."""
    rows = [(22, 18, 14), (21, 13, 11), (16, 12, 8), (21, 13, 11)]
    model = model_of(complete(rows))
    assert model is not None
    rest = 8 / 6
    assert (model.people, model.answers, model.df) == (4, 12, 6)
    assert [each.occasion for each in model.changes] == ["3m", "6m"]
    assert [each.change for each in model.changes] == pytest.approx([-6, -9], abs=1e-9)
    assert model.within == pytest.approx(math.sqrt(rest), rel=1e-6)
    assert model.between == pytest.approx(math.sqrt((18 - rest) / 3), rel=1e-5)
    error = math.sqrt(2 * rest / 4)
    assert [each.error for each in model.changes] == pytest.approx([error, error], rel=1e-6)
    half = 2.446911851 * error  # t of 6 df
    assert model.changes[1].interval.low == pytest.approx(-9 - half, rel=1e-6)
    assert model.changes[1].interval.high == pytest.approx(-9 + half, rel=1e-6)


def test_two_occasions_without_anybody_missing_is_the_paired_test() -> None:
    before, after = [18, 15, 20, 12, 17, 22, 14, 16], [10, 12, 15, 9, 8, 20, 13, 9]
    model = model_of(complete(list(zip(before, after, strict=True)), ("start", "end")), ("start", "end"))
    test = paired(Pairs.of(zip(before, after, strict=True)))
    assert model is not None
    assert test is not None
    assert model.df == test.df == 7
    (change,) = model.changes
    assert change.change == pytest.approx(-4.75)
    assert change.interval.low == pytest.approx(test.ci95.low, rel=1e-6)
    assert change.interval.high == pytest.approx(test.ci95.high, rel=1e-6)


def written_out(people: Sequence[Course], occasions: Sequence[str]) -> tuple[list[float], list[float]]:
    """Changes and errors: every person's own covariance matrix, inverted, and a general search."""
    places = [[number for number, o in enumerate(occasions) if o in person] for person in people]
    scores = [np.array([person[o] for o in occasions if o in person], float) for person in people]
    designs = [np.eye(len(occasions))[own] for own in places]

    def solve(logs: Sequence[float]) -> tuple[float, np.ndarray, np.ndarray]:
        within, between = np.exp(logs)
        inverses = [np.linalg.inv(within * np.eye(len(y)) + between * np.ones((len(y), len(y)))) for y in scores]
        weights = sum(x.T @ v @ x for x, v in zip(designs, inverses, strict=True))
        right = sum(x.T @ v @ y for x, v, y in zip(designs, inverses, scores, strict=True))
        means = np.linalg.solve(weights, right)
        loss = float(np.linalg.slogdet(weights)[1])
        for x, v, y in zip(designs, inverses, scores, strict=True):
            rest = y - x @ means
            loss += float(rest @ v @ rest) - float(np.linalg.slogdet(v)[1])
        return loss, means, np.linalg.inv(weights)

    spread = float(np.var(np.concatenate(scores)))
    exact = {"xatol": 1e-8, "fatol": 1e-10, "maxiter": 2000}
    best = optimize.minimize(
        lambda logs: solve(logs)[0], np.log([spread / 2, spread / 2]), method="Nelder-Mead", options=exact
    )
    _, means, inverse = solve(best.x)
    later = range(1, len(occasions))
    errors = [math.sqrt(inverse[0, 0] + inverse[k, k] - 2 * inverse[0, k]) for k in later]
    return [float(means[k] - means[0]) for k in later], errors


MISSED = [
    {"start": 270, "3m": 210, "6m": 205},
    {"start": 310, "3m": 290},
    {"start": 195, "6m": 150},
    {"start": 240, "3m": 245, "6m": 260},
    {"start": 330},
    {"start": 285, "3m": 200, "6m": 190},
    {"start": 220, "3m": 180},
    {"3m": 260, "6m": 240},
    {"start": 305, "3m": 250, "6m": 215},
]


def test_whoever_missed_an_occasion_counts_with_what_she_answered() -> None:
    model = model_of(MISSED)
    changes, errors = written_out(MISSED, THREE)
    assert model is not None
    assert [each.change for each in model.changes] == pytest.approx(changes, rel=1e-5)
    assert [each.error for each in model.changes] == pytest.approx(errors, rel=1e-5)
    assert [each.answered for each in model.changes] == [7, 6]
    assert (model.people, model.answers, model.df) == (9, 21, 10)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_answers_give_what_the_likelihood_in_full_gives(seed: int) -> None:
    draw = np.random.default_rng(seed)
    level, answered = draw.normal(15, 3 * seed, 12), draw.random((12, 3)) < 0.7
    answered[:4] = True
    scores = np.round(level[:, None] + draw.normal([0, -3, -4], 3, (12, 3)))
    people = [
        {o: float(scores[i, k]) for k, o in enumerate(THREE) if answered[i, k]} for i in range(12) if answered[i].any()
    ]
    model = model_of(people)
    assert model is not None
    changes, errors = written_out(people, THREE)
    assert [each.change for each in model.changes] == pytest.approx(changes, abs=1e-4)
    assert [each.error for each in model.changes] == pytest.approx(errors, rel=1e-4)


def test_people_who_are_all_alike_have_nothing_between_them() -> None:
    model = model_of(complete([(10, 2, 3), (2, 10, 7), (3, 4, 10), (9, 8, 4)]))
    assert model is not None
    assert model.between == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    ("people", "occasions"),
    [
        ([], THREE),
        ([{"start": 3.0}, {"start": 5.0}], ("start",)),
        ([{"start": 3.0}, {"3m": 5.0}], ("start", "3m")),
        ([{"start": 3.0, "3m": 5.0}, {"start": 2.0, "3m": 4.0}], ("start", "3m", "6m")),
        ([{"start": 3.0, "3m": 5.0}] * 4, ("start", "3m")),
        (MISSED[1:2] * 3 + MISSED[6:7] * 3, THREE),  # nobody answered at six months
    ],
)
def test_what_cannot_be_fitted_has_no_model(people: Sequence[Course], occasions: Sequence[str]) -> None:
    assert model_of(people, occasions) is None


def test_two_people_are_enough_where_both_answered_twice() -> None:
    """Changes of 2 and 4 by 12 points' distance: 3 with an SD of the change of the square root of 2, on 1 df."""
    model = model_of([{"start": 3.0, "3m": 5.0}, {"start": 15.0, "3m": 19.0}], ("start", "3m"))
    assert model is not None
    assert (model.df, model.changes[0].change) == (1, pytest.approx(3))
    assert model.changes[0].error == pytest.approx(1, rel=1e-6)


def test_the_last_answer_is_carried_forward() -> None:
    courses = courses_of(MISSED, THREE)
    # From the start to the last answer: -65, -20, -45, +20, 0, -95, -40, -90. The one without a start is in no change.
    assert carried_forward(courses, THREE) == (pytest.approx(-335 / 8), 8)
    # Up to three months, what came at six is not known yet: -60, -20, 0, +5, 0, -85, -40, -55.
    assert carried_forward(courses, THREE[:2]) == (pytest.approx(-255 / 8), 8)
    assert carried_forward(courses_of([{"3m": 4.0}], THREE), THREE) is None
