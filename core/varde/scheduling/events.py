"""News of appointments."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class AppointmentChanged(Event):
    """Offered, booked, moved, given to somebody else or cancelled: ``change`` is one of :data:`varde.scheduling.models.CHANGES`,
    and ``by_id`` who did it (None: Varde itself)."""

    enrolment_id: int
    appointment_id: int
    change: str
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class SeriesChanged(Event):
    """Appointments of one row were ``booked``, ``moved`` or ``cancelled`` together: ``appointment_ids`` are those, and whoever is
    told is told once."""

    enrolment_id: int
    series: str
    appointment_ids: tuple[int, ...]
    change: str
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class AttendanceRecorded(Event):
    """It was said whether she came: ``state`` is attended, late or missed."""

    enrolment_id: int
    appointment_id: int
    state: str
