"""What happens to an enrolment that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class EnrolmentChanged(Event):
    """The enrolment was made, or its state, track or therapist changed."""

    enrolment_id: int
