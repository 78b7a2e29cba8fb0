"""Whether a colleague is asked about a patient now, or has opened her record by break-glass: what the gates to the record ask."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_

from varde.enrolments.models import BreakGlass, SecondOpinion


def is_asked(now: Any) -> ColumnElement[bool]:
    """Whether a question stands at ``now`` (a moment, or what stands for one in a statement): not answered, taken back, or past."""
    return and_(SecondOpinion.ended_at.is_(None), SecondOpinion.until > now)


def is_unbroken(now: Any) -> ColumnElement[bool]:
    """Whether what was opened by break-glass is open at ``now``: neither closed nor past its four hours."""
    return and_(BreakGlass.closed_at.is_(None), BreakGlass.ends_at > now)
