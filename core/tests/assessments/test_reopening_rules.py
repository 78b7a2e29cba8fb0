"""What becomes of an occasion when a correction calls for more, or for less: in every state, with its window open or not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from varde.assessments.reopening_rules import Window, outcome_of
from varde.scheduling.models import STATES
from varde.testing.by_hand import cells_of

NOW = datetime(2026, 9, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)

# further: more is asked than before. complete: nothing asked is unanswered. neither: as before, something is left.
TABLE = """
window             | state     | further  | complete | neither
open               | planned   | open     | settled  | same
open               | done      | reopened | same     | same
open               | missed    | closed   | settled  | same
open               | cancelled | closed   | same     | same
open               | failed    | closed   | same     | same
open               | held      | held     | same     | same
for ever           | planned   | open     | settled  | same
for ever           | done      | reopened | same     | same
for ever           | missed    | closed   | settled  | same
for ever           | cancelled | closed   | same     | same
for ever           | failed    | closed   | same     | same
for ever           | held      | held     | same     | same
over               | planned   | open     | settled  | same
over               | done      | closed   | same     | same
over               | missed    | closed   | settled  | same
over               | cancelled | closed   | same     | same
over               | failed    | closed   | same     | same
over               | held      | held     | same     | same
not asked          | planned   | open     | settled  | same
not asked          | done      | closed   | same     | same
not asked          | missed    | closed   | settled  | same
not asked          | cancelled | closed   | same     | same
not asked          | failed    | closed   | same     | same
not asked          | held      | held     | same     | same
open when paused   | planned   | open     | settled  | same
open when paused   | done      | held     | same     | same
open when paused   | missed    | closed   | settled  | same
open when paused   | cancelled | closed   | same     | same
open when paused   | failed    | closed   | same     | same
open when paused   | held      | held     | same     | same
over when paused   | planned   | open     | settled  | same
over when paused   | done      | closed   | same     | same
over when paused   | missed    | closed   | settled  | same
over when paused   | cancelled | closed   | same     | same
over when paused   | failed    | closed   | same     | same
over when paused   | held      | held     | same     | same
"""
WINDOWS = {
    "open": {"closes_at": NOW},
    "for ever": {"closes_at": None},
    "over": {"closes_at": NOW - timedelta(microseconds=1)},
    "not asked": {"closes_at": NOW + DAY, "asked": False},
    "open when paused": {"closes_at": NOW - 2 * DAY, "paused_at": NOW - 2 * DAY},
    "over when paused": {"closes_at": NOW - 2 * DAY, "paused_at": NOW - DAY},
}
ROWS = cells_of(TABLE)[1:]


def test_the_table_is_whole() -> None:
    assert [tuple(row[:2]) for row in ROWS] == [(window, state) for window in WINDOWS for state in (*STATES_HERE,)]
    assert set(STATES_HERE) == {*STATES, "held"}


STATES_HERE = ("planned", "done", "missed", "cancelled", "failed", "held")


@pytest.mark.parametrize(("window", "state", "further", "complete", "neither"), ROWS)
def test_what_follows(window: str, state: str, further: str, complete: str, neither: str) -> None:
    stands = Window(state, **WINDOWS[window])  # type: ignore[arg-type]
    assert outcome_of(stands, NOW, further=True, complete=False) == further
    assert outcome_of(stands, NOW, further=False, complete=True) == complete
    assert outcome_of(stands, NOW, further=False, complete=False) == neither
