"""What becomes of an occasion when an answer in it is corrected.

An instrument that the answers now call for is asked as long as the occasion's own window is open: what is answered later would
stand at a time it was not measured at. One that they call for no longer stays as it was answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Outcome = Literal["same", "settled", "open", "reopened", "held", "closed"]
"""``settled``: nothing is left to answer, so it is done. ``open``: it is open as before, and more is asked. ``reopened``: it was
done and is open again. ``held``: it opens again when the pause ends. ``closed``: more would be asked, and it is too late, or
nothing is asked any more. ``same``: nothing follows."""


@dataclass(frozen=True, slots=True)
class Window:
    """An occasion as it stands: its state on the agenda (``held``: a pause cancelled it), when it closes (None: never), whether
    it is asked of her still, and since when the enrolment is paused."""

    state: str
    closes_at: datetime | None
    asked: bool = True
    paused_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it can be answered at ``now``, or could when the pause stopped the clock."""
        return self.asked and (self.closes_at is None or (self.paused_at or now) <= self.closes_at)


def outcome_of(window: Window, now: datetime, *, further: bool, complete: bool) -> Outcome:
    """What follows. ``further``: the correction calls for an instrument that was not asked before and is not answered;
    ``complete``: everything asked is answered."""
    if complete and window.state in ("planned", "missed"):
        return "settled"
    if not further:
        return "same"
    if window.state == "planned":
        return "open"
    if window.state == "held":
        return "held"
    if window.state != "done" or not window.is_open(now):
        return "closed"
    return "reopened" if window.paused_at is None else "held"
