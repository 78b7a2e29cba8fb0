"""The change to the follow-ups after the first, by hand: hidden where one number taken from another would be a few."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.later_changes import later_changes

from ..cohort import MEASURES, SATISFACTION, SYMPTOMS, patient

AT_ALL = patient(300.0, 200.0, 100.0)
AT_THREE, AT_SIX, AT_START = patient(300.0, 200.0), patient(300.0, None, 100.0), patient(300.0)
LATE_ALONE = patient(None, None, 100.0)
OCCASIONS = replace(SYMPTOMS, follow_up=("3m", "6m", "1y"))


def told(*people: EnrolmentFacts) -> dict[str, tuple[str, str, str]]:
    """By follow-up how many, and the means at the start and then."""
    pool = CountedSums.of(merged(*(contributions(facts) for facts in people)).items()).pool()
    return {
        occasion: (str(change.n), str(change.start.mean), str(change.later.mean))
        for occasion, change in later_changes(pool, SYMPTOMS)
    }


HIDDEN = ("skjult",) * 3


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ([AT_ALL] * 20, {"6m": ("20", "300.0", "100.0")}),
        ([AT_ALL] * 20 + [AT_START] * 2, {"6m": HIDDEN}),  # of 22 at the start two have nothing then
        ([AT_ALL] * 20 + [AT_START] * 5, {"6m": ("20", "300.0", "100.0")}),
        ([AT_ALL] * 20 + [LATE_ALONE] * 3, {"6m": HIDDEN}),  # three answered then alone
        ([AT_ALL] * 20 + [LATE_ALONE] * 6, {"6m": ("20", "300.0", "100.0")}),
        # 22 at three months and 20 at six: two of the first have no second, whatever else lies between
        ([AT_ALL] * 20 + [AT_THREE] * 2 + [AT_START] * 8, {"6m": HIDDEN}),
        ([AT_ALL] * 20 + [AT_SIX] * 2 + [AT_START] * 8, {"6m": HIDDEN}),
        ([AT_ALL] * 20 + [AT_THREE] * 6 + [AT_START] * 8, {"6m": ("20", "300.0", "100.0")}),
        # at three months 28 of thirty, which is told elsewhere as it is: three of them have no second
        ([AT_ALL] * 25 + [AT_THREE] * 3 + [AT_START] * 2, {"6m": HIDDEN}),
        ([AT_THREE] * 20, {}),  # nobody answered then
    ],
)
def test_a_later_change_is_hidden_where_few_are_left(
    people: list[EnrolmentFacts], shown: dict[str, tuple[str, str, str]]
) -> None:
    assert told(*people) == shown


def year(start: float | None, *later: float | None) -> EnrolmentFacts:
    """With a score at a year too."""
    facts = patient(start, *later[:2])
    at_a_year = tuple(replace(score, occasion="1y") for score in patient(None, later[2]).scores)
    measures = tuple(OCCASIONS if measure == SYMPTOMS else measure for measure in MEASURES)
    occasions = facts.answered | {score.occasion for score in at_a_year}
    return replace(facts, scores=(*facts.scores, *at_a_year), answered=frozenset(occasions), measures=measures)


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        # thirty at three months, twenty at six, and twenty-two at a year: two fewer than a year are at six
        (
            [year(300.0, 200.0, 150.0, 100.0)] * 20
            + [year(300.0, 200.0, None, 100.0)] * 2
            + [year(300.0, 200.0, None, None)] * 8
            + [year(300.0, None, None, None)] * 9,
            {"6m": "20", "1y": "skjult"},
        ),
        # 28 at six months and 26 others at a year: though nobody is in both, one would be taken from the other
        (
            [year(300.0, 200.0, 150.0, None)] * 28
            + [year(300.0, 200.0, None, None)] * 2
            + [year(300.0, 200.0, None, 100.0)] * 25
            + [year(300.0, None, None, 100.0)] * 1,
            {"6m": "28", "1y": "skjult"},
        ),
        # 28 of thirty at six months are hidden, and 24 at a year differ from those by four, whom nothing tells of
        (
            [year(300.0, 200.0, 150.0, 100.0)] * 24
            + [year(300.0, 200.0, 150.0, None)] * 4
            + [year(300.0, 200.0, None, None)] * 2
            + [year(300.0, None, None, None)] * 9,
            {"6m": "skjult", "1y": "24"},
        ),
    ],
)
def test_what_is_hidden_tells_nothing_of_what_comes_after_it(
    people: list[EnrolmentFacts], shown: dict[str, str]
) -> None:
    pool = CountedSums.of(merged(*(contributions(facts) for facts in people)).items()).pool()
    assert {occasion: str(change.n) for occasion, change in later_changes(pool, OCCASIONS)} == shown


def test_what_is_asked_once_has_no_later_change() -> None:
    pool = CountedSums.of(merged(*(contributions(AT_ALL) for _ in range(9))).items()).pool()
    assert list(later_changes(pool, SATISFACTION)) == []
