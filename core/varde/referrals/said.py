"""What a referral says about the person: kept where nothing is known, asked about where it is another; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from varde.identity.models import Person
from varde.identity.names import may_be_the_same, says_more
from varde.identity.nin import NationalIdentityNumber, born_as, parse
from varde.identity.service import NIN_PLACE, Contact
from varde.kernel.dates import age_on
from varde.kernel.work import Work
from varde.people.facts import FACTS, written_name
from varde.people.service import ask, change
from varde.programmes.values import Programme


def keep_what_is_said(
    work: Work,
    person: Person,
    names: tuple[str, str] | None,
    born: date,
    contact: Contact,
    *,
    by_id: int,
    enrolment_id: int,
) -> None:
    """Keep what nobody knew and ask which is right of the rest.

    With a name that cannot be this person's, everything is asked of staff alone: it may be about somebody else.
    """
    known_name = person.given_name, person.family_name
    doubt = names is not None and not may_be_the_same(known_name, names)
    source = "doubt" if doubt else "referral"
    said: dict[str, str | None] = {"birth_date": born.isoformat(), "phone": contact.phone, "email": contact.email}
    if names is not None and (doubt or not person.name or says_more(known_name, names)):
        said["name"] = written_name(*names)
    unknown = {} if doubt else {fact: value for fact, value in said.items() if FACTS[fact].read(work, person) is None}
    if "phone" in unknown and FACTS["email"].read(work, person) is None:
        unknown["reach"] = contact.reach  # nobody has said how she is reached
    change(work, person, {fact: value for fact, value in unknown.items() if value}, source=source, by_id=by_id)
    for fact, value in said.items():
        if value and fact not in unknown:
            ask(work, person, fact, value, source=source, by_id=by_id, enrolment_id=enrolment_id)


def with_known_age(programme: Programme, facts: Mapping[str, object], person: Person, today: date) -> dict[str, object]:
    """The facts with the age of the birth date that is known, whatever was typed."""
    known = dict(facts)
    for fact in programme.eligibility.asked:
        if fact.source == "birth_date" and person.birth_date is not None:
            known[fact.key] = age_on(person.birth_date, today)
    return known


def number_disagrees(work: Work, person: Person) -> bool:
    """Whether the identity number begins with another day than the birth date that is known. A clinician must look; the number
    itself tells no age."""
    if person.nin_sealed is None or person.birth_date is None:
        return False
    number: NationalIdentityNumber = parse(work.vault.open(NIN_PLACE, person.nin_sealed), allow_synthetic=True)
    return not born_as(number, person.birth_date)
