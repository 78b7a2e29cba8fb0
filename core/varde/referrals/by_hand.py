"""Somebody who does not sign in is enrolled by whoever meets her: in a programme without digital follow-up, by name and phone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.enrolments.service import OPEN_STATES, offering_of, remember, start
from varde.enrolments.team import set_responsible
from varde.identity.models import Organisation, Person
from varde.identity.names import parts_of
from varde.identity.service import Actor, add_person, phone_of
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.referrals.errors import ByHandAlready, NotByHand


@dataclass(frozen=True, slots=True)
class ByHand:
    """Whom it is about, as she says it: ``phone`` is E.164."""

    given_name: str
    family_name: str
    phone: str


def enrol_by_hand(
    work: Work, actor: Actor, organisation: Organisation, programme: Programme, about: ByHand
) -> Enrolment:
    """A new person, whom the clinic rings, under way at once with whoever enrols her as responsible. There is no referral:
    nothing was asked, and nobody has to sign in to begin.

    :raises NotByHand: the programme is one that is followed up digitally. :raises NotOffered: it is not offered there.
    :raises ByHandAlready: somebody of this name and number is in it there.
    """
    if programme.digital:
        raise NotByHand()
    offering_of(work, organisation, programme.key)
    if _is_in(work, organisation, programme, about):
        raise ByHandAlready(name=about.given_name)
    person = add_person(work, about.given_name, about.family_name, phone=about.phone, reach="phone", language="nb")
    enrolment = work.add(
        Enrolment(
            person_id=person.id,
            organisation_id=organisation.id,
            programme=programme.key,
            state="waiting",
            referred_at=work.now,
            decided_at=work.now,
        )
    )
    work.session.flush()
    set_responsible(work, enrolment, actor.person_id, actor.person_id)
    remember(work, enrolment, "accepted", actor.person_id)
    work.publish(EnrolmentChanged(enrolment.id))
    start(work, enrolment, actor.person_id)
    return enrolment


def _is_in(work: Work, organisation: Organisation, programme: Programme, about: ByHand) -> bool:
    people = (
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Enrolment.organisation_id == organisation.id,
            Enrolment.programme == programme.key,
            Enrolment.state.in_(OPEN_STATES),
        )
    )
    same = parts_of(about.given_name, about.family_name)
    rows = [
        person for person in work.session.scalars(people) if parts_of(person.given_name, person.family_name) == same
    ]
    return any(phone_of(work, person) == about.phone for person in rows)
