"""News of minutes."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MinutesChanged(Event):
    """A call was written down, or what a deed took was corrected. Of messages, feedback and meetings others tell."""

    enrolment_id: int
