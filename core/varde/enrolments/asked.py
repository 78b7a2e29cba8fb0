"""Whether a colleague is asked about a patient now: what the gates to the record ask."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_

from varde.enrolments.models import SecondOpinion


def is_asked(now: Any) -> ColumnElement[bool]:
    """Whether a question stands at ``now`` (a moment, or what stands for one in a statement): not answered, taken back, or past."""
    return and_(SecondOpinion.ended_at.is_(None), SecondOpinion.until > now)
