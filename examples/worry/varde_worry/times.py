"""Chosen times, written and read. Whoever calls has begun the unit of work, and ends it."""

from __future__ import annotations

from sqlalchemy import select

from varde.plugin.work import Work
from varde_worry.models import ChosenTime


def choose(work: Work, enrolment_id: int, clock: str) -> None:
    """Keep the time; the one before it is replaced."""
    chosen = work.session.scalar(select(ChosenTime).where(ChosenTime.enrolment_id == enrolment_id))
    if chosen is None:
        work.add(ChosenTime(enrolment_id=enrolment_id, clock=clock, chosen_at=work.now))
    else:
        chosen.clock, chosen.chosen_at = clock, work.now


def time_of(work: Work, enrolment_id: int) -> str:
    """What she has chosen, "" for nothing."""
    return work.session.scalar(select(ChosenTime.clock).where(ChosenTime.enrolment_id == enrolment_id)) or ""
