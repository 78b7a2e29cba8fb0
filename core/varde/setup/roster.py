"""Who works at a place, as a list shows it: roles, how many each treats, the weekdays, and when she last signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from varde.enrolments.models import Enrolment
from varde.enrolments.rules import TAKES_ROOM
from varde.identity.models import Organisation, Person
from varde.kernel.work import Work
from varde.setup.held import HeldRole, staff_of
from varde.setup.signing_in import last_signed_in
from varde.staffing.service import presence_of


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One member of the staff. ``weekdays`` is "" when she has said nothing, ``seen_at`` None when she has never signed in."""

    person: Person
    held: tuple[HeldRole, ...]
    treats: int
    weekdays: str
    seen_at: datetime | None


def roster_of(work: Work, organisation: Organisation) -> list[RosterLine]:
    """By name. Four statements, however many there are."""
    by_person: dict[int, list[HeldRole]] = {}
    for held in staff_of(work, [organisation.id]):
        by_person.setdefault(held.person.id, []).append(held)
    people = list(by_person)
    treats = select(Enrolment.therapist_id, func.count()).where(
        Enrolment.organisation_id == organisation.id,
        Enrolment.therapist_id.in_(people),
        Enrolment.state.in_(TAKES_ROOM),
    )
    numbers = {row[0]: row[1] for row in work.session.execute(treats.group_by(Enrolment.therapist_id))}
    seen, presence = last_signed_in(work, people), presence_of(work, people)
    return [
        RosterLine(
            rows[0].person,
            tuple(rows),
            numbers.get(person_id, 0),
            presence[person_id].weekdays if person_id in presence else "",
            seen.get(person_id),
        )
        for person_id, rows in by_person.items()
    ]
