"""News of alerts."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class AlertRaised(Event):
    """An alert was raised. ``risk`` is 1 for a danger: red, critical, or one that shows the crisis text."""

    enrolment_id: int
    alert_id: int
    risk: int


@dataclass(frozen=True, slots=True)
class AlertEscalated(Event):
    """Nobody opened it in time."""

    enrolment_id: int
    alert_id: int


@dataclass(frozen=True, slots=True)
class AlertClosed(Event):
    """An alert was closed. ``risk`` is 1 for red and critical; ``left`` is 1 while another one of the same weight (red and
    critical, or amber) about the enrolment is open."""

    enrolment_id: int
    alert_id: int
    risk: int
    left: int


@dataclass(frozen=True, slots=True)
class OptOutEnded(Event):
    """A kind of alert counts again about this enrolment."""

    enrolment_id: int
