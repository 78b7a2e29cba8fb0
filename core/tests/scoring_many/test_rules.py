"""The library's rules for columns, pattern by pattern, with what each of them must say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from varde.instruments.library import INSTRUMENTS
from varde.instruments.rules import score
from varde.instruments.values import Score
from varde.scoring_many.scoring import score_columns

BY_KEY = {instrument.key: instrument for instrument in INSTRUMENTS}
Pattern = tuple[int | None, ...]


def in_columns(key: str, patterns: Sequence[Pattern], contexts: Sequence[Mapping[str, object]] = ()) -> list[Score]:
    """Each pattern answers q1, q2, ... in order; all of them are scored together."""
    columns = {
        f"q{number}": np.array([math.nan if answer is None else answer for answer in column], dtype=np.float64)
        for number, column in enumerate(zip(*patterns, strict=True), start=1)
    }
    scores = score_columns(BY_KEY[key], columns, contexts)
    return [scores.row(place) for place in range(len(scores))]


def alone(key: str, pattern: Pattern, context: Mapping[str, object]) -> Score:
    return score(BY_KEY[key], {f"q{number}": answer for number, answer in enumerate(pattern, start=1)}, context)


# Nine answers to PHQ-9 and the pattern by DSM: a core sign (the first two) at 2 or more, two or five signs in all, where
# the ninth counts from 1.
PHQ9: dict[Pattern, str | None] = {
    (0, 0, 0, 0, 0, 0, 0, 0, 0): "none",
    (3, 0, 0, 0, 0, 0, 0, 0, 0): "none",
    (2, 2, 0, 0, 0, 0, 0, 0, 0): "other",
    (2, 0, 2, 0, 0, 0, 0, 0, 0): "other",
    (2, 0, 0, 0, 0, 0, 0, 2, 0): "other",
    (2, 0, 0, 0, 0, 0, 0, 1, 0): "none",
    (2, 0, 0, 0, 0, 0, 0, 0, 1): "other",
    (2, 0, 0, 0, 0, 0, 0, 0, 3): "other",
    (0, 2, 2, 0, 0, 0, 0, 0, 0): "other",
    (0, 2, 0, 0, 0, 0, 0, 0, 0): "none",
    (0, 0, 2, 2, 2, 2, 2, 2, 3): "none",
    (1, 1, 2, 2, 2, 2, 2, 2, 3): "none",
    (0, 0, 3, 0, 0, 0, 0, 0, 3): "none",
    (2, 2, 2, 2, 0, 0, 0, 0, 0): "other",
    (2, 2, 2, 2, 2, 0, 0, 0, 0): "major",
    (2, 2, 2, 2, 0, 0, 0, 0, 1): "major",
    (2, 2, 2, 0, 0, 0, 0, 0, 3): "other",
    (3, 0, 3, 3, 0, 0, 0, 3, 2): "major",
    (2, 0, 0, 2, 2, 2, 2, 0, 0): "major",
    (3, 3, 3, 3, 3, 3, 3, 3, 3): "major",
    (3, 3, 3, 3, 3, 3, 3, 3, None): None,
    (None, 3, 3, 3, 3, 3, 3, 3, 3): None,
}


def test_the_pattern_by_dsm() -> None:
    rows = in_columns("phq-9", list(PHQ9))
    assert {pattern: row.flags.get("dsm_algorithm") for pattern, row in zip(PHQ9, rows, strict=True)} == PHQ9
    assert rows == [alone("phq-9", pattern, {}) for pattern in PHQ9]


@pytest.mark.parametrize(("key", "place", "highest"), [("phq-9", 8, 3), ("madrs-s", 8, 6)])
def test_every_answer_about_wishing_to_live_has_its_level(key: str, place: int, highest: int) -> None:
    patterns: list[Pattern] = [
        tuple(answer if number == place else 0 for number in range(9)) for answer in (*range(highest + 1), None)
    ]
    rows = in_columns(key, patterns)
    assert rows == [alone(key, pattern, {}) for pattern in patterns]
    assert [row.flags["item9_answered"] for row in rows] == [True] * (highest + 1) + [False]
    levels = [row.flags["item9_alert"] for row in rows]
    assert levels[0] != levels[highest]


AUDIT: list[Pattern] = [
    (q1, q2, q3, fourth, None, fourth, None, None, 0, 0)
    for q1 in (0, 1, None)
    for q2 in (0, 1, None)
    for q3 in (0, 1, None)
    for fourth in (3, None)
]


def test_what_is_not_asked_of_whoever_drinks_little_counts_nothing() -> None:
    rows = in_columns("audit", AUDIT)
    assert rows == [alone("audit", pattern, {}) for pattern in AUDIT]
    totals = {pattern[:4]: row.total for pattern, row in zip(AUDIT, rows, strict=True)}
    assert totals[0, None, None, None] == 0
    assert totals[1, 0, 0, None] == 1
    assert totals[1, 1, 0, None] is None
    assert totals[1, 0, 1, None] is None
    assert totals[1, None, 0, None] is None


def test_a_sex_that_is_not_known_says_neither_yes_nor_no() -> None:
    patterns: list[Pattern] = [(1, 1, 0), (1, 1, 1), (2, 1, 1), (None, 1, 1), (0, None, None)] * 3
    contexts = [{"sex": "female"}] * 5 + [{"sex": "male"}] * 5 + [{}] * 5
    rows = in_columns("audit-c", patterns, contexts)
    assert rows == [alone("audit-c", pattern, context) for pattern, context in zip(patterns, contexts, strict=True)]
    assert [row.flags.get("positive", "absent") for row in rows] == [
        *(False, True, True, "absent", False),
        *(False, False, True, "absent", False),
        *(None, None, None, "absent", None),
    ]


@pytest.mark.parametrize(
    ("key", "flag", "pattern"),
    [("phq-9", "dsm_algorithm", (None, 3, 3, 3, 3, 3, 3, 3, 3)), ("audit-c", "positive", (None, 1, 1))],
)
def test_a_flag_that_a_response_does_not_have_is_minus_one(key: str, flag: str, pattern: Pattern) -> None:
    """A file of scores reads the code as a place, and the last place is the empty one."""
    columns = {
        f"q{number}": np.array([math.nan if answer is None else answer], dtype=np.float64)
        for number, answer in enumerate(pattern, start=1)
    }
    assert score_columns(BY_KEY[key], columns, [{"sex": "male"}]).flags[flag].codes.tolist() == [-1]
