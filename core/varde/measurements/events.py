"""What happens to measurements that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MeasurementTaken(Event):
    """A measurement was stored."""

    enrolment_id: int
    measurement_id: int


@dataclass(frozen=True, slots=True)
class MeasurementCorrected(Event):
    """A measurement says something else now, or was struck out; ``correction_id`` holds both versions."""

    enrolment_id: int
    measurement_id: int
    correction_id: int
