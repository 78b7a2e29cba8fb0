"""News of alerts."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class AlertRaised(Event):
    """An alert was raised. ``risk`` is 1 for a danger: red, critical, or one that shows the crisis text; then ``urgency`` is
    its place among those, the gravest first, else 0."""

    enrolment_id: int
    alert_id: int
    risk: int
    urgency: int = 0


@dataclass(frozen=True, slots=True)
class AlertOpened(Event):
    """Somebody looked at an alert for the first time."""

    enrolment_id: int
    alert_id: int


@dataclass(frozen=True, slots=True)
class AlertEscalated(Event):
    """Nobody opened it in time."""

    enrolment_id: int
    alert_id: int


@dataclass(frozen=True, slots=True)
class AlertClosed(Event):
    """An alert was closed. ``risk`` is as for :class:`AlertRaised`; ``left`` is 1 while another of the same kind (a danger, or
    none) about the enrolment is open, and ``urgency`` that of the most urgent that is left."""

    enrolment_id: int
    alert_id: int
    risk: int
    left: int
    urgency: int = 0


@dataclass(frozen=True, slots=True)
class DangerAtTheDoor(Event):
    """An alert was raised about somebody who has no enrolment; ``escalated`` is 1 when nobody opened it in time."""

    alert_id: int
    escalated: int


@dataclass(frozen=True, slots=True)
class PlanWritten(Event):
    """A plan closes the deterioration of an enrolment from now on."""

    enrolment_id: int
    plan_id: int


@dataclass(frozen=True, slots=True)
class PlanPassed(Event):
    """The last day of the newest plan of an enrolment has passed."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class OptOutEnded(Event):
    """A kind of alert counts again about this enrolment."""

    enrolment_id: int
