"""What is done with kits. Each takes the unit of work that whoever calls has begun, and ends."""

from __future__ import annotations

from sqlalchemy import select

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
