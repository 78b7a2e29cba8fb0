"""Moving an enrolment to another clinic with its history; and longer access to what it gave, which is undone while unused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from varde.audit.service import has_been_here
from varde.enrolments.errors import (
    AccessPast,
    AccessShorter,
    AccessTooLong,
    ContactStopped,
    ExtensionUsed,
    NoExtension,
    NotOffered,
    NotOnStaff,
    WhyExtended,
)
from varde.enrolments.events import AccessExtended, EnrolmentChanged, ExtensionUndone
from varde.enrolments.models import TAKES_IN, Enrolment, EnrolmentEvent, Offering
from varde.enrolments.reason_rules import says_why
from varde.enrolments.rules import UNDER_WAY, may_extend
from varde.enrolments.service import change_responsible, history_of, hold, must_be, remember
from varde.enrolments.stored_settings import settings_for
from varde.enrolments.team import staff_at
from varde.identity.models import Organisation, Person
from varde.identity.service import Actor, line_of
from varde.kernel.work import Work
from varde.scheduling.rules import end_of_day

EXTENDED, UNDONE = "access_extended", "access_taken_back"


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
    moments = {"before": access_until.isoformat() if access_until else "", "until": enrolment.access_until.isoformat()}
    remember(work, enrolment, EXTENDED, actor.person_id, reason.strip(), **moments)
    work.publish(EnrolmentChanged(enrolment.id))
    work.publish(AccessExtended(enrolment.id, until.isoformat()))


@dataclass(frozen=True, slots=True)
class Extension:
    """That access was made longer: until when, by whom, when and why; and when and by whom that was undone. ``before`` is when it
    would have ended (None: it is not kept, of what was done before it could be undone)."""

    number: int
    until: datetime | None
    before: datetime | None
    at: datetime
    by: str
    reason: str
    undone_at: datetime | None = None
    undone_by: str = ""


def extensions_of(work: Work, enrolment_id: int) -> list[Extension]:
    """Each time access was made longer, the newest first. One statement."""
    events = history_of(work, enrolment_id, EXTENDED, UNDONE)
    undone = {event.details["of"]: event for event in events if event.kind == UNDONE}
    return [_extension(event, undone.get(str(event.id))) for event in reversed(events) if event.kind == EXTENDED]


def _extension(event: EnrolmentEvent, undone: EnrolmentEvent | None) -> Extension:
    return Extension(
        event.id,
        _moment(event.details.get("until", "")),
        _moment(event.details.get("before", "")),
        event.at,
        event.by.name if event.by else "",
        event.note or "",
        undone.at if undone else None,
        undone.by.name if undone and undone.by else "",
    )


def _moment(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def last_extension(enrolment: Enrolment, extensions: Iterable[Extension]) -> Extension | None:
    """The extension that her access rests on now; None when it rests on none that is known."""
    standing = next((each for each in extensions if each.undone_at is None), None)
    holds = standing is not None and standing.before is not None and standing.until == enrolment.access_until
    return standing if holds else None


def is_used(work: Work, enrolment: Enrolment, extension: Extension) -> bool:
    """Whether she has been here since her access would have ended without it. One statement, and none while it would last still."""
    since = max(extension.before or extension.at, extension.at)
    return work.now > since and has_been_here(work, enrolment.person_id, enrolment.id, since)


def undo_extension(work: Work, actor: Actor, enrolment: Enrolment, number: int) -> None:
    """Her access ends when it would have before, and she is told. The newest is undone first.

    :raises WrongState, ContactStopped: it cannot be changed now. :raises NoExtension: her access does not rest on this one.
    :raises ExtensionUsed: she has been here since it would have ended.
    """
    hold(work, enrolment)
    must_be(enrolment, "active", "paused", "completed")
    if enrolment.contact_stopped_at is not None:
        raise ContactStopped()
    extension = last_extension(enrolment, extensions_of(work, enrolment.id))
    if extension is None or extension.number != number or extension.before is None:
        raise NoExtension()
    if is_used(work, enrolment, extension):
        raise ExtensionUsed()
    enrolment.access_until = extension.before
    remember(work, enrolment, UNDONE, actor.person_id, of=str(number))
    work.publish(EnrolmentChanged(enrolment.id))
    work.publish(ExtensionUndone(enrolment.id, number))
