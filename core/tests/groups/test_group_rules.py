"""What is missed in a row, by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from varde.groups.rules import MOST_AHEAD, missed_in_row


@pytest.mark.parametrize(
    ("states", "number"),
    [
        ([], 0),
        (["missed", "missed", "attended"], 2),
        (["missed", None, "missed", "late", "missed"], 2),
        (["excused", "missed", "attended"], 1),
        (["attended", "missed", "missed"], 0),
    ],
)
def test_times_missed_in_a_row(states: list[str | None], number: int) -> None:
    assert missed_in_row(states) == number


def test_how_far_ahead_a_group_is_planned() -> None:
    assert timedelta(days=731) == MOST_AHEAD
