"""Since when an exercise waits that she shares more than once: a table, written by hand."""

from __future__ import annotations

from datetime import UTC, datetime

from varde.modules.entries import share_now
from varde.modules.models import Entry
from varde.testing.by_hand import cells_of

# Days of September: when it was shared before, since when it waited before that, when it was answered; it is shared on the 24th.
TABLE = """
shared | waited | answered | waits from
       |        |          | 24
21     |        |          | 21
22     | 21     |          | 21
21     |        | 22       | 24
23     |        | 22       | 23
23     | 21     | 23       | 24
22     | 21     | 20       | 21
"""


def _day(cell: str) -> datetime | None:
    return datetime(2026, 9, int(cell), 12, tzinfo=UTC) if cell else None


def test_what_waits_keeps_its_place_when_she_writes_more() -> None:
    for row in cells_of(TABLE)[1:]:
        shared, waited, answered, since = map(_day, row)
        entry = Entry(shared_at=shared, waits_since=waited, feedback_at=answered)
        share_now(entry, "{}", datetime(2026, 9, 24, 12, tzinfo=UTC))
        assert (entry.waits_since or entry.shared_at) == since, row
