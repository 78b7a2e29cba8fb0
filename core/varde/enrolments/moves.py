"""Moving an enrolment to another clinic with its history, and extending access to what it gave."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from varde.enrolments.errors import (
    AccessPast,
    AccessShorter,
    AccessTooLong,
    ContactStopped,
    NotOffered,
    NotOnStaff,
    WhyExtended,
)
from varde.enrolments.events import AccessExtended, EnrolmentChanged
from varde.enrolments.models import TAKES_IN, Enrolment, Offering
from varde.enrolments.reason_rules import says_why
from varde.enrolments.rules import UNDER_WAY, may_extend
from varde.enrolments.service import change_responsible, hold, must_be, remember
from varde.enrolments.stored_settings import settings_for
from varde.enrolments.team import staff_at
from varde.identity.models import Organisation, Person
from varde.identity.service import Actor, line_of
from varde.kernel.work import Work
from varde.scheduling.rules import end_of_day


class Receiver(NamedTuple):
    """Somebody at another clinic who can take an enrolment on."""

    organisation: Organisation
    person: Person


def receivers(work: Work, enrolment: Enrolment) -> list[Receiver]:
    """Those who treat where the programme is open too, by clinic and name; not the patient herself."""
    places = work.session.scalars(
        select(Offering)
        .where(
            Offering.programme == enrolment.programme,
            Offering.state.in_(TAKES_IN),
            Offering.organisation_id != enrolment.organisation_id,
        )
        .options(joinedload(Offering.organisation))
    ).all()
    taking_over = []
    for offering in places:
        staff = staff_at(work, line_of(work, offering.organisation_id), ("therapist",))
        taking_over += [
            Receiver(offering.organisation, person) for person, _ in staff if person.id != enrolment.person_id
        ]
    return sorted(
        taking_over, key=lambda receiver: (receiver.organisation.name, receiver.person.name, receiver.person.id)
    )


def move(
    work: Work, actor: Actor, enrolment: Enrolment, organisation_id: int, therapist_id: int, reason: str = ""
) -> None:
    """Move the enrolment to another clinic, all of it: place, answers, messages and what is planned. She and whoever takes
    it on are told.

    :raises WrongState: it is not under way. :raises NotOffered: the programme is not open there.
    :raises NotOnStaff: nobody there who could take it on is that.
    """
    hold(work, enrolment)
    must_be(enrolment, *UNDER_WAY)
    there = [receiver for receiver in receivers(work, enrolment) if receiver.organisation.id == organisation_id]
    if not there:
        raise NotOffered()
    if therapist_id not in {receiver.person.id for receiver in there}:
        raise NotOnStaff()
    enrolment.organisation = there[0].organisation
    enrolment.organisation_id = organisation_id
    change_responsible(work, enrolment, therapist_id, actor.person_id, "moved", reason)


def extend_access(work: Work, actor: Actor, enrolment: Enrolment, until: date, reason: str) -> None:
    """She can open the programme until this day, and is told so. How far it can be, the offering says.

    :raises AccessPast, AccessShorter, AccessTooLong, ContactStopped, WrongState: it cannot. :raises WhyExtended: without a reason.
    """
    hold(work, enrolment)
    must_be(enrolment, "active", "paused", "completed")
    if enrolment.contact_stopped_at is not None:
        raise ContactStopped()
    access_until = enrolment.access_until
    longest = settings_for(work, enrolment).extension_days
    answer = may_extend(until, work.today, access_until.astimezone(work.zone).date() if access_until else None, longest)
    if answer != "yes":
        refused = {"past": AccessPast, "shorter": AccessShorter, "too_long": AccessTooLong}[answer]
        raise refused(days=longest)
    if not says_why(reason):
        raise WhyExtended()
    enrolment.access_until = end_of_day(until, work.zone)
    remember(work, enrolment, "access_extended", actor.person_id, reason.strip())
    work.publish(EnrolmentChanged(enrolment.id))
    work.publish(AccessExtended(enrolment.id, until.isoformat()))
