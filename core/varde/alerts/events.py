"""News of alerts."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class AlertRaised(Event):
    """An alert was raised. ``risk`` is 1 for red and critical."""

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
    """An alert was closed. ``risk_left`` is 1 while another red or critical one about the enrolment is open."""

    enrolment_id: int
    alert_id: int
    risk_left: int
