"""What is done with kits. Each takes the unit of work that whoever calls has begun, and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from varde.plugin.tables import Enrolment
from varde.plugin.work import Work
from varde.testing.sample.models import Kit


def lend(work: Work, enrolment_id: int, serial: str, place: str, by_id: int | None = None) -> Kit:
    """Lend the kit with this serial number, to stand in this place of the patient's home."""
    kit = Kit(enrolment_id=enrolment_id, serial=serial, lent_at=work.now, lent_by_id=by_id)
    kit.place = place
    work.add(kit)
    work.session.flush()
    return kit


def kits_of(work: Work, enrolment_id: int) -> list[Kit]:
    """The kits that this patient has, in the order they were lent. One statement."""
    return list(work.session.scalars(select(Kit).where(Kit.enrolment_id == enrolment_id).order_by(Kit.id)))


class Heard(NamedTuple):
    """What the emptiest kit of a patient said last: its battery in percent, and when."""

    battery: int
    at: datetime


def batteries_of(work: Work, enrolment_ids: Sequence[int]) -> Mapping[int, Heard]:
    """The emptiest kit of each patient who has one that has been heard from. One statement."""
    asked = (
        select(Kit.enrolment_id, Kit.battery, Kit.heard_at)
        .where(Kit.enrolment_id.in_(enrolment_ids), Kit.battery.is_not(None))
        .order_by(Kit.battery.desc(), Kit.id)
    )
    # The emptiest comes last, and stays.
    return {row.enrolment_id: Heard(row.battery, row.heard_at) for row in work.session.execute(asked)}


def people_with_kits(work: Work, organisation_ids: Sequence[int]) -> int:
    """How many people at these organisations have a kit. One statement."""
    asked = (
        select(func.count(func.distinct(Enrolment.person_id)))
        .join(Kit, Kit.enrolment_id == Enrolment.id)
        .where(Enrolment.organisation_id.in_(organisation_ids))
    )
    return work.session.scalar(asked) or 0
