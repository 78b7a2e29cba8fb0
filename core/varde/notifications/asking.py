"""Before notices go out, the contact register is asked about those for whom its last answer is too old."""

from __future__ import annotations

from sqlalchemy import or_, select

from varde.enrolments.models import Enrolment
from varde.kernel.work import Platform
from varde.notifications.models import Delivery
from varde.people.register.service import ask_about


def ask_of_due(platform: Platform, most: int, only: int | None) -> None:
    """Ask about those who are told of what is due as patients, at most ``most``; of whoever treats or refers the register is not
    asked, since what it holds is private to them. ``only``: of this notice alone."""
    with platform.work() as work:
        due = (
            select(Delivery.person_id)
            .outerjoin(Enrolment, Enrolment.id == Delivery.enrolment_id)
            .where(
                Delivery.next_at <= work.now, or_(Delivery.notice == "trial", Enrolment.person_id == Delivery.person_id)
            )
        )
        if only is not None:
            due = due.where(Delivery.id == only)
        people = set(work.session.scalars(due.order_by(Delivery.next_at, Delivery.id).limit(most)))
    ask_about(platform, {person_id for person_id in people if person_id is not None})
