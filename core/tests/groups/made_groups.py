"""A group made in one line."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from varde.enrolments.models import Offering
from varde.groups.models import CareGroup
from varde.groups.service import GroupPlan, make_group
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.testing.house import House


def made(
    work: Work,
    house: House,
    *leaders: Person,
    kind: str = "walk",
    seats: int = 2,
    programme: str = "sample",
    **plan: Any,
) -> CareGroup:
    offering = work.session.scalars(
        select(Offering).where(Offering.organisation_id == house.clinic.id, Offering.programme == programme)
    ).one()
    name = Text("Gå og prat", "Gå og prat", "Walk and talk")
    whole = GroupPlan(name, seats, tuple(each.id for each in leaders), **plan)
    return make_group(work, offering, kind, whole, leaders[0].id)
