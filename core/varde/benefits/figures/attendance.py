"""Attendance at groups as a share, with its interval, hidden where it is of few. Plain values in and out."""

from __future__ import annotations

from dataclasses import dataclass

from varde.benefits.figures.statistics import Interval, wilson
from varde.benefits.figures.suppression import small, suppress
from varde.charts.values import THRESHOLD, Hidden


@dataclass(frozen=True, slots=True)
class Attended:
    """What was said of so many ``people``: how many times somebody ``came``, late or not, and ``missed``. Who was excused, and what
    nothing was said of, is in neither. As missed appointments are counted: those
    cancelled in time are in neither side."""

    people: int
    came: int
    missed: int


@dataclass(frozen=True, slots=True)
class AttendanceShare:
    """The share of ``times`` that somebody came, and its 95 % interval, as if each time were another person's."""

    share: float
    interval: Interval
    times: int
    people: int


def share_of(counted: Attended, threshold: int = THRESHOLD) -> AttendanceShare | None:
    """The share; None when there is none, or it is of so few people, or so few times on either side, that it would tell of one."""
    times = counted.came + counted.missed
    interval = wilson(counted.came, times)
    sides = suppress({"came": counted.came, "missed": counted.missed}, threshold=threshold)
    if interval is None or small(counted.people, threshold) or any(isinstance(each, Hidden) for each in sides.values()):
        return None
    return AttendanceShare(counted.came / times, interval, times, counted.people)
