"""Attendance as a share: its interval, and what is hidden because it is of few."""

from __future__ import annotations

import pytest

from varde.benefits.figures.attendance import Attended, share_of


@pytest.mark.parametrize(
    ("people", "came", "missed", "shown"),
    [
        (12, 61, 13, "82 % (72-89) n=74"),
        (8, 22, 9, "71 % (53-84) n=31"),
        (9, 40, 0, "100 % (91-100) n=40"),
        (4, 61, 13, ""),  # few people, however often
        (12, 61, 3, ""),  # few on one side
        (12, 3, 61, ""),
        (9, 3, 0, ""),  # few times in all, though nobody was missed
        (0, 0, 0, ""),
    ],
)
def test_a_share_is_shown_with_its_interval_or_not_at_all(people: int, came: int, missed: int, shown: str) -> None:
    share = share_of(Attended(people, came, missed), 5)
    said = (
        ""
        if share is None
        else f"{share.share:.0%} ({share.interval.low:.0%}-{share.interval.high:.0%}) n={share.times}"
    )
    assert said.replace("%", " %", 1).replace("%-", "-").replace("%)", ")") == shown
