"""News of appointments."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class AppointmentChanged(Event):
    """Another time, or somebody else to hold it."""

    enrolment_id: int
    appointment_id: int
