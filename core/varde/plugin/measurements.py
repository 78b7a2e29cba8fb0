"""What was measured, for a page, a panel or a job; and what a door needs to take in what a device measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varde.doors.door import DoorCall
from varde.enrolments.models import Enrolment
from varde.kernel.work import Work
from varde.measurements.courses import courses_of, observed
from varde.measurements.service import measure_by_device
from varde.series.rules import Figures
from varde.series.values import Observation, Series
from varde.series.window import within


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was stored: its number, and the key of the zone it is in; None where this patient has no zones."""

    id: int
    zone: str | None


def take_in(work: Work, call: DoorCall, series: Series, figures: Figures, at: datetime) -> TakenIn:
    """Store what a device measured in the enrolment that its key is for; alerts are raised in the same transaction. ``figures``
    has a number for each component, in the unit of the series. Numbers and a time that are stored already are that measurement.

    :raises VardeError: a number that cannot be, a time ahead or more than a year ago, or an enrolment that
        takes in no measurements; nothing is stored, and the machine is told in a sentence.
    """
    stored = measure_by_device(work, work.session.get_one(Enrolment, call.enrolment_id), series, figures, at)
    work.session.flush()
    return TakenIn(stored.id, stored.zone)


def observed_in(work: Work, enrolment_id: int, series: Series, days: int) -> list[Observation]:
    """What was measured of her in the last so many days, today among them, oldest first: as it was corrected, and without what
    was struck out. One statement."""
    lines = courses_of(work, enrolment_id, {series.key: days})[series.key]
    return within(observed(lines), days, work.today, work.zone)


__all__ = ["DoorCall", "Figures", "Observation", "Series", "TakenIn", "observed_in", "take_in"]
