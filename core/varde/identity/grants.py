"""Which roles hold, and who has ever had one: said once, for the statements of every room."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Exists, and_, exists, or_

from varde.identity.models import Grant
from varde.identity.rights import STAFF_ROLES


def is_held(now: Any) -> ColumnElement[bool]:
    """Whether a grant holds at ``now`` (a moment, or what stands for one in a statement)."""
    begun = or_(Grant.starts_at.is_(None), Grant.starts_at <= now)
    return and_(begun, lasts(now))


def lasts(now: Any) -> ColumnElement[bool]:
    """Whether a grant has not ended at ``now``, begun or not."""
    return or_(Grant.ends_at.is_(None), Grant.ends_at > now)


def has_worked(person_id: Any) -> Exists:
    """Whether a person (a number, or a column that has one) has or had a role as staff, wherever it is."""
    return exists().where(Grant.person_id == person_id, Grant.role.in_(STAFF_ROLES))
