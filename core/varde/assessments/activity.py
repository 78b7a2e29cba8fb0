"""When a patient was last active: what is remembered of her enrolment (:mod:`varde.enrolments.activity`), or the latest
questionnaire she handed in, which is dated itself and so is not remembered twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, select

from varde.assessments.models import Response
from varde.enrolments.models import Activity
from varde.kernel.work import Work

HANDED_IN_AT = (
    select(func.max(Response.submitted_at)).where(Response.enrolment_id == Activity.enrolment_id).scalar_subquery()
)
"""Beside an :class:`~varde.enrolments.models.Activity`, in a statement of whoever lists many."""
_OF_ONE = select(Activity.last_active_at, HANDED_IN_AT).where(Activity.enrolment_id == bindparam("enrolment"))


def last_active(work: Work, enrolment_id: int) -> datetime | None:
    """When that was; None before the start. One statement."""
    rows = work.columns(_OF_ONE, {"enrolment": enrolment_id})
    return latest(rows[0]) if rows else None


def latest(moments: Iterable[datetime | None]) -> datetime | None:
    """The latest of what is known; None when nothing is."""
    return max((moment for moment in moments if moment is not None), default=None)
