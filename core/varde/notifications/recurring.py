"""Notices that no event asks for: each morning to therapists, each month to managers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, literal, select

from varde.identity.grants import is_held
from varde.identity.models import Grant
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.service import notify
from varde.scheduling.rules import QUIET_UNTIL, add_working_days
from varde.staffing.service import away_on

MOST = 500


def tell_managers(work: Work) -> int:
    """From eight on the first working day of the month, everybody who is a manager somewhere is told once that the month before can
    be read. Returns how many. One statement when all have been, and none on other days."""
    first = add_working_days(work.today.replace(day=1) - timedelta(days=1), 1)
    if work.today != first or work.now.astimezone(work.zone).time() < QUIET_UNTIL:
        return 0
    prefix = f"month:{first:%Y-%m}:"
    people = work.session.scalars(
        select(Grant.person_id)
        .where(
            Grant.role == "manager",
            is_held(work.now),
            ~exists().where(Delivery.key == literal(prefix) + _text(Grant.person_id)),
        )
        .distinct()
        .order_by(Grant.person_id)
        .limit(MOST)
    ).all()
    for person_id in people:
        notify(work, person_id, None, "digest_month", f"{prefix}{person_id}", "/gevinster")
    return len(people)


def digest_prefix(work: Work) -> str:
    """What the keys of this morning's notices to therapists begin with; the number of each therapist follows."""
    return f"digest:{work.today}:"


def tell_therapists(work: Work, waiting: list[int]) -> int:
    """Everybody of these who is there today is told once this morning that somebody waits. Returns how many."""
    away = away_on(work, work.today, waiting) if waiting else {}
    present = [person_id for person_id in waiting if person_id not in away]
    prefix = digest_prefix(work)
    planned = [
        notify(work, person_id, None, "digest", f"{prefix}{person_id}", "/arbeidsliste") for person_id in present
    ]
    return sum(row is not None for row in planned)


def _text(number: Any) -> ColumnElement[str]:
    return cast(number, String)
