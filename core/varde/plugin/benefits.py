"""What a programme needs to declare its benefits: the measure and the values it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from varde.benefits.plan.values import BenefitProposal
from varde.benefits.values import Computed, Measure, Moment, SeverityStep, StartSample, Subscale, faults
from varde.instruments.values import Direction, JacobsonTruax, ReliableChange, Responder
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.plugin.work import Work


def recount(work: Work, enrolment_id: int) -> None:
    """Let an enrolment be counted again after the commit: something of a source of one's own has changed that a computed measure
    reads. Scores and measurements do this by themselves."""
    from varde.benefits.counting.service import recount as again  # the database, which declaring a measure needs not

    again(work, enrolment_id)


__all__ = [
    "BenefitProposal",
    "Computed",
    "Direction",
    "JacobsonTruax",
    "Measure",
    "Moment",
    "ReliableChange",
    "Responder",
    "SeverityStep",
    "StartSample",
    "Subscale",
    "Text",
    "faults",
    "recount",
]
