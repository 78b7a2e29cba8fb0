"""Before notices go out, the contact register is asked about those for whom its last answer is too old."""

from __future__ import annotations

from sqlalchemy import select

from varde.kernel.work import Platform
from varde.notifications.deciding import TO_STAFF
from varde.notifications.models import Delivery
from varde.people.register.service import ask_about


def ask_of_due(platform: Platform, most: int, only: int | None) -> None:
    """Ask about the patients among those whose notices are due, at most ``most``; of staff the register is not asked, since what it
    holds is private to them. ``only``: of this notice alone."""
    with platform.work() as work:
        due = select(Delivery.person_id).where(
            Delivery.next_at <= work.now, Delivery.person_id.is_not(None), Delivery.notice.not_in(TO_STAFF)
        )
        if only is not None:
            due = due.where(Delivery.id == only)
        people = set(work.session.scalars(due.order_by(Delivery.next_at, Delivery.id).limit(most)))
    ask_about(platform, {person_id for person_id in people if person_id is not None})
