"""What came of the last comparison of the sums, for whoever operates Varde."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from varde.benefits.counting.models import CellCheck
from varde.kernel.work import Work

CHECKED_WITHIN = timedelta(days=2)
"""They are to be compared every night; one night that was left out is no fault yet."""
LONGEST = 400


def note_check(work: Work, enrolments: int, faults: Sequence[str]) -> CellCheck:
    """Write down what came of it."""
    first = faults[0][:LONGEST] if faults else ""
    return work.add(CellCheck(at=work.now, enrolments=enrolments, faults=len(faults), first=first))


def last_check(work: Work) -> CellCheck | None:
    """The last one; None before the first. One statement."""
    return work.session.scalar(select(CellCheck).order_by(CellCheck.id.desc()).limit(1))


def disagrees(work: Work) -> bool:
    """Whether the last comparison found that the sums are not what they should be. One statement."""
    return bool(work.session.scalar(select(CellCheck.faults).order_by(CellCheck.id.desc()).limit(1)))
