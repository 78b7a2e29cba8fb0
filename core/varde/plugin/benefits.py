"""What a programme needs to declare its benefits: the measure and the values it is made of."""

from __future__ import annotations

from varde.benefits.values import Measure, SeverityStep, StartSample, Subscale, faults
from varde.instruments.values import Direction, JacobsonTruax, ReliableChange, Responder
from varde.kernel.words import Text

__all__ = [
    "Direction",
    "JacobsonTruax",
    "Measure",
    "ReliableChange",
    "Responder",
    "SeverityStep",
    "StartSample",
    "Subscale",
    "Text",
    "faults",
]
