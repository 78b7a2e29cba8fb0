"""What is said of the times of a group in a row. Plain values in and out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

MOST_AHEAD = timedelta(days=731)


def missed_in_row(states: Iterable[str | None]) -> int:
    """How many times were missed in a row, of what was said of each, the newest first. What nothing was said of, and what she was
    excused from, neither counts nor ends the row."""
    number = 0
    for state in states:
        if state == "missed":
            number += 1
        elif state in ("attended", "late"):
            break
    return number
