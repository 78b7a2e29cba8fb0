"""Change over time by a linear mixed model: each occasion has a mean of its own, and each person a level of her own.

``y = mean(occasion) + person + rest``, with ``person`` and ``rest`` normal and independent (a random intercept), fitted by
restricted maximum likelihood (REML; Patterson and Thompson 1971, Laird and Ware 1982). Everybody's answers are used, also of
those who missed an occasion: right where who answers depends on nothing but the answers that there are (missing at random).

The likelihood needs no single answers, but for each pattern of occasions how many answered at just these, the sum at each, the
sum of all squares, and the sum of the squares of each person's total. One number is searched for, the share of the variance that
lies between people; the rest follows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from varde.benefits.figures.statistics import Interval, t95

Pattern = tuple[str, ...]
"""The occasions at which somebody answered, in order."""
_STEPS = 64
_FINE = 80
_GOLDEN = (math.sqrt(5) - 1) / 2
_MOST_BETWEEN = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class PatternSums:
    """Those who answered at just these occasions: how many, the sum at each occasion, the sum of the squares of all answers, and
    of the squares of each person's own sum. In points, and points squared."""

    people: int
    sums: tuple[float, ...]
    squares: float
    squares_of_totals: float


Courses = Mapping[Pattern, PatternSums]


@dataclass(frozen=True, slots=True)
class ModelChange:
    """The change from the start to an occasion by the model, in points, with its standard error and 95 % interval. ``answered``
    are those with an answer then."""

    occasion: str
    answered: int
    change: float
    error: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class MixedModel:
    """The model of ``people`` with so many ``answers``. ``between`` and ``within`` are the SDs between people and of the rest;
    ``df`` are the degrees of freedom of the intervals: answers less people less changes, as exact as can be where nobody missed
    any."""

    people: int
    answers: int
    df: int
    changes: tuple[ModelChange, ...]
    between: float
    within: float


def courses_of(people: Iterable[Mapping[str, float]], occasions: Sequence[str]) -> dict[Pattern, PatternSums]:
    """The sums of these people's answers by occasion; what was answered at other occasions is left out, and whoever has none."""
    answered: dict[Pattern, list[list[float]]] = {}
    for scores in people:
        pattern = tuple(occasion for occasion in occasions if occasion in scores)
        if pattern:
            answered.setdefault(pattern, []).append([scores[occasion] for occasion in pattern])
    return {
        pattern: PatternSums(
            len(rows),
            tuple(math.fsum(column) for column in zip(*rows, strict=True)),
            math.fsum(score * score for row in rows for score in row),
            math.fsum(math.fsum(row) ** 2 for row in rows),
        )
        for pattern, rows in answered.items()
    }


def mixed_model(courses: Courses, occasions: Sequence[str]) -> MixedModel | None:
    """The model of these answers; the first of ``occasions`` is the start. None where it cannot be fitted: an occasion without
    answers, nobody with two, or no spread within people."""
    own = [(pattern, sums) for pattern, sums in courses.items() if sums.people]
    people = sum(sums.people for _, sums in own)
    answers = sum(sums.people * len(pattern) for pattern, sums in own)
    df = answers - people - (len(occasions) - 1)
    answered = {o: sum(sums.people for pattern, sums in own if o in pattern) for o in occasions}
    if df < 1 or not all(answered.values()):
        return None
    fit = _Fit(own, occasions, answers)
    share = _lowest(fit)
    weights, means, variance = fit.at(share)
    if not variance > 0 or not np.isfinite(weights).all():
        return None
    changes = []
    for place, occasion in enumerate(occasions[1:], 1):
        error = math.sqrt(variance * (weights[0, 0] + weights[place, place] - 2 * weights[0, place]))
        change, half = float(means[place] - means[0]), t95(df) * error
        changes.append(ModelChange(occasion, answered[occasion], change, error, Interval(change - half, change + half)))
    between = math.sqrt(variance * share / (1 - share))
    return MixedModel(people, answers, df, tuple(changes), between, math.sqrt(variance))


Matrix = NDArray[np.float64]


class _Fit:
    """The likelihood of the answers, given the share of the variance that lies between people. Scores are taken from a middle one,
    so that the squares keep their digits."""

    def __init__(self, own: Sequence[tuple[Pattern, PatternSums]], occasions: Sequence[str], answers: int) -> None:
        self.answers, self.number = answers, len(occasions)
        self.middle = math.fsum(total for _, sums in own for total in sums.sums) / answers
        self.patterns = [self._centred(pattern, sums, list(occasions)) for pattern, sums in own]

    def _centred(
        self, pattern: Pattern, sums: PatternSums, occasions: list[str]
    ) -> tuple[int, Matrix, Matrix, float, float]:
        """How many, which occasions (1 or 0), the sums, the squares and the squares of the totals, about the middle."""
        places = [occasions.index(occasion) for occasion in pattern]
        mask, totals = np.zeros(self.number), np.zeros(self.number)
        mask[places] = 1.0
        totals[places] = np.array(sums.sums) - sums.people * self.middle
        whole, shift = math.fsum(sums.sums), len(pattern) * self.middle
        squares = sums.squares - 2 * self.middle * whole + sums.people * len(pattern) * self.middle**2
        of_totals = sums.squares_of_totals - 2 * shift * whole + sums.people * shift**2
        return sums.people, mask, totals, squares, of_totals

    def at(self, share: float) -> tuple[Matrix, Matrix, float]:
        """The inverse of the weights, the means about the middle, and the variance within people."""
        ratio = share / (1 - share)
        weights, right, squares = np.zeros((self.number, self.number)), np.zeros(self.number), 0.0
        for people, mask, totals, own_squares, of_totals in self.patterns:
            pull = ratio / (1 + ratio * mask.sum())
            weights += people * (np.diag(mask) - pull * np.outer(mask, mask))
            right += totals - pull * mask * totals.sum()
            squares += own_squares - pull * of_totals
        inverse = np.linalg.inv(weights).astype(np.float64)
        means = inverse @ right
        left_over = float(squares - right @ means)
        if left_over <= 1e-12 * max(squares, 1.0):
            return inverse, means, 0.0
        return inverse, means, left_over / (self.answers - self.number)

    def loss(self, share: float) -> float:
        """-2 times the restricted log likelihood, but for what is the same for every share."""
        inverse, _, variance = self.at(share)
        if variance <= 0:
            return -math.inf
        ratio = share / (1 - share)
        spread = sum(people * math.log1p(ratio * mask.sum()) for people, mask, *_ in self.patterns)
        return (self.answers - self.number) * math.log(variance) + spread - float(np.linalg.slogdet(inverse)[1])


def _lowest(fit: _Fit) -> float:
    """The share of the variance between people where the answers are likeliest: the best of a row, and then between its neighbours
    by the golden section."""
    row = [step / _STEPS for step in range(_STEPS)] + [_MOST_BETWEEN]
    losses = [fit.loss(share) for share in row]
    best = losses.index(min(losses))
    low, high = row[max(best - 1, 0)], row[min(best + 1, len(row) - 1)]
    for _ in range(_FINE):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (low, right) if fit.loss(left) <= fit.loss(right) else (left, high)
    middle = (low + high) / 2
    return min((middle, row[best]), key=fit.loss)


def carried_forward(courses: Courses, occasions: Sequence[str]) -> tuple[float, int] | None:
    """The mean change from the first to the last of ``occasions`` with the last answer of each carried forward, and of how many:
    everybody with an answer at the first. None of nobody. It assumes that nobody changed after her last answer."""
    people, change = 0, 0.0
    for pattern, sums in courses.items():
        if occasions[0] in pattern:
            last = max((occasion for occasion in pattern if occasion in occasions), key=list(occasions).index)
            at = dict(zip(pattern, sums.sums, strict=True))
            people += sums.people
            change += at[last] - at[occasions[0]]
    return (change / people, people) if people else None
