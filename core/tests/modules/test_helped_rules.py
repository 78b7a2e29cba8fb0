"""What is shown of whether a step helped: in months that are over and in batches, so that nobody learns what one answered."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.modules.helped_rules import added, owner_among, released

JULY, AUGUST, SEPTEMBER = (date(2026, month, 1) for month in (7, 8, 9))
TODAY = date(2026, 9, 21)


@pytest.mark.parametrize(
    ("months", "shown", "until"),
    [
        ({}, {}, None),
        ({JULY: {"yes": 4}}, {}, None),
        ({JULY: {"yes": 5}}, {"yes": 5}, JULY),
        ({JULY: {"yes": 3}, AUGUST: {"no": 2}}, {"yes": 3, "no": 2}, AUGUST),
        ({AUGUST: {"no": 4}, JULY: {"yes": 5}}, {"yes": 5}, JULY),
        ({SEPTEMBER: {"yes": 50}}, {}, None),
        ({JULY: {"yes": 5}, SEPTEMBER: {"yes": 50}}, {"yes": 5}, JULY),
        ({JULY: {"yes": 2}, AUGUST: {"yes": 2}, SEPTEMBER: {"yes": 9}}, {}, None),
    ],
)
def test_answers_are_shown_when_the_month_is_over_and_they_are_enough(
    months: dict[date, dict[str, int]], shown: dict[str, int], until: date | None
) -> None:
    answers = released(months.items(), 5, TODAY)
    assert (answers.answers, answers.until) == (shown, until)


@pytest.mark.parametrize("today", [date(2026, 9, 1), date(2026, 9, 30), date(2025, 12, 31)])
def test_a_month_that_is_not_over_is_never_shown(today: date) -> None:
    assert released([(date(2026, 9, 1), {"yes": 9})], 5, today).until is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), max_size=12), st.integers(1, 12))
def test_what_is_shown_grows_by_as_many_at_a_time(rows: list[tuple[int, int, int]], fewest: int) -> None:
    months = [
        (date(2025, number + 1, 1), dict(zip(("yes", "some", "no"), row, strict=True)))
        for number, row in enumerate(rows)
    ]
    before = 0
    for month in range(1, 14):
        today = date(2025, month, 15) if month < 13 else TODAY
        now = sum(released(months, fewest, today).answers.values())
        assert now == before or now - before >= fewest
        before = now


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ([(3, "clinic"), (2, "trust"), (1, "region")], 2),
        ([(2, "trust"), (1, "region")], 2),
        ([(4, "clinic"), (3, "district"), (2, "municipality"), (1, "region")], 2),
        ([(3, "clinic"), (1, "region")], 3),
        ([(1, "region")], 1),
    ],
)
def test_an_answer_belongs_to_the_nearest_trust_or_municipality(line: list[tuple[int, str]], owner: int) -> None:
    assert owner_among(line) == owner


def test_sums_add_by_answer() -> None:
    assert added({"yes": 1, "no": 2}, {"some": 3, "no": 4}) == {"yes": 1, "no": 6, "some": 3}
