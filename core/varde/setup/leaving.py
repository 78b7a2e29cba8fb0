"""What follows when somebody's role as a therapist ends: how much must have somebody else, and who gives it away. Numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from varde.enrolments.handover import UNDER_WAY
from varde.enrolments.models import Enrolment
from varde.enrolments.team import staff_at
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import line_of
from varde.kernel.work import Work
from varde.scheduling.models import Appointment
from varde.setup.held import HeldRole
from varde.setup.staff import last_day


@dataclass(frozen=True, slots=True)
class Follows:
    """At one organisation: how many enrolments she answers for, how many of her appointments are after the end (or from now on,
    when no end is known), when the last of her roles that treats ends, and the heads who hand over."""

    organisation: str
    enrolments: int
    appointments: int
    last_day: date | None
    heads: tuple[str, ...]


def follows_of(work: Work, person: Person, held: Sequence[HeldRole]) -> list[Follows]:
    """Of each organisation where she treats. Three statements for each, and nobody treats at many."""
    treats = roles_with("treat")
    places = {each.organisation.id: each.organisation for each in held if each.grant.role in treats}
    return [
        _follows(work, person, place.id, place.name, [each for each in held if each.organisation.id == place.id])
        for place in places.values()
    ]


def _follows(work: Work, person: Person, organisation_id: int, name: str, held: Sequence[HeldRole]) -> Follows:
    ends = [each.grant.ends_at for each in held if each.grant.role in roles_with("treat")]
    last = max((at for at in ends if at is not None), default=None) if None not in ends else None
    hers = [
        Enrolment.organisation_id == organisation_id,
        Enrolment.therapist_id == person.id,
        Enrolment.state.in_(UNDER_WAY),
    ]
    enrolments = work.session.scalar(select(func.count()).where(*hers)) or 0
    after = (
        select(func.count())
        .select_from(Appointment)
        .join(Enrolment, Enrolment.id == Appointment.enrolment_id)
        .where(
            Enrolment.organisation_id == organisation_id,
            Appointment.therapist_id == person.id,
            Appointment.state == "booked",
            Appointment.starts_at >= (last or work.now),
        )
    )
    heads = [
        each.name for each, _place in staff_at(work, line_of(work, organisation_id), ("head",)) if each.id != person.id
    ]
    return Follows(name, enrolments, work.session.scalar(after) or 0, last_day(work, last), tuple(dict.fromkeys(heads)))
