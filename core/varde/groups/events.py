"""News of groups. None says anything of anybody else in it."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class GroupMembershipChanged(Event):
    """Somebody ``joined``, ``waits`` or ``left``; ``by_id`` did it (None: Varde itself)."""

    enrolment_id: int
    group_id: int
    change: str
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class GroupSeatFreed(Event):
    """A seat is free, and this one waits for it. Whoever answers first has it."""

    enrolment_id: int
    group_id: int


@dataclass(frozen=True, slots=True)
class GroupSessionsPlanned(Event):
    """The group meets some more times, and this one is in it."""

    enrolment_id: int
    group_id: int


@dataclass(frozen=True, slots=True)
class GroupSessionChanged(Event):
    """A time was ``moved`` or ``cancelled``, and this one was to come."""

    enrolment_id: int
    session_id: int
    change: str


@dataclass(frozen=True, slots=True)
class GroupAttendanceRecorded(Event):
    """It was said of somebody whether she came: ``state`` is one of :data:`varde.groups.models.ATTENDANCE`, "" when it was taken
    back."""

    enrolment_id: int
    session_id: int
    state: str
