"""Whoever owns a benefit is reminded when its value is due: a row of the agenda for each place that has a plan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select

from varde.benefits.plan.board import due_of
from varde.benefits.plan.models import BenefitsPlan
from varde.benefits.plan.service import benefits_of
from varde.benefits.plan.values import REMINDS
from varde.identity.grants import is_held
from varde.identity.models import Grant, Person
from varde.identity.rights import roles_with
from varde.identity.service import line_of, organisation_by_id
from varde.kernel.work import Work
from varde.notifications.deadlines import next_morning
from varde.notifications.service import notify
from varde.scheduling.agenda import AgendaHandler
from varde.scheduling.models import AgendaItem
from varde.scheduling.rules import is_working_day

AGAIN = 28
"""After how many days somebody is reminded once more, while the value is still due: a proposal."""


def remind_of_values(work: Work, item: AgendaItem) -> datetime:
    """Each working morning, one notice about each value that is due here: to its owner where she may write in the plan, else to
    everybody who may. Once when it is due, and again every :data:`AGAIN` days. Returns the next morning."""
    assert item.organisation_id is not None
    if is_working_day(work.today):
        place = organisation_by_id(work, item.organisation_id)
        for plan in work.session.scalars(
            select(BenefitsPlan).where(BenefitsPlan.organisation_id == place.id).order_by(BenefitsPlan.id)
        ).all():
            managers = writers_of(work, place.id, plan.programme)
            for benefit in benefits_of(work, plan.id):
                due = due_of(benefit, work.zone)
                if benefit.row.status != "dropped" and due <= work.today:
                    path = f"/gevinstplan/{place.key}/{plan.programme}/{benefit.row.id}"
                    _remind(work, _whom(work, benefit.row.owner_id, managers), benefit.row.id, due, path)
    return next_morning(work)


def writers_of(work: Work, organisation_id: int, programme: str) -> list[int]:
    """Everybody who may write the plan of this programme here. Two statements."""
    return list(
        work.session.scalars(
            select(Grant.person_id)
            .where(
                Grant.organisation_id.in_(line_of(work, organisation_id)),
                Grant.role.in_(roles_with("plan_benefits")),
                Grant.programme.is_(None) | (Grant.programme == programme),
                is_held(work.now),
            )
            .distinct()
            .order_by(Grant.person_id)
        )
    )


def _whom(work: Work, owner_id: int | None, managers: Collection[int]) -> Collection[int]:
    """The owner, or whom she turned out to be, where she may write in the plan; else everybody who may."""
    owner = work.session.get(Person, owner_id) if owner_id is not None else None
    number = (owner.joined_into_id or owner.id) if owner is not None else None
    return (number,) if number is not None and number in managers else managers


def _remind(work: Work, people: Collection[int], benefit_id: int, due: date, path: str) -> None:
    again = (work.today - due).days // AGAIN
    for person_id in people:
        notify(work, person_id, None, "plan_value", f"plan:{benefit_id}:{due}:{again}:{person_id}", path)


REMINDER = AgendaHandler(REMINDS, remind_of_values)
