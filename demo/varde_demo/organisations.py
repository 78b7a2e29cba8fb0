"""The demo's organisations, which are there whatever programmes are installed, and where each programme is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from varde.enrolments.models import Offering
from varde.identity.models import Organisation, Person
from varde.identity.nin import parse
from varde.identity.service import add_organisation, add_person, grant, organisation_by_key, person_by_nin
from varde.kernel.catalogue import Catalogue
from varde.kernel.work import Work
from varde.plugin.simulation import Clinic, Simulation
from varde.programmes.values import Programme
from varde.staffing.service import absences_of, report
from varde_demo.cast import SUBSTITUTE, CastMember, cast_of, nin_of, stand_in

CRISIS = {
    "nb": "Legevakten og Mental Helse svarer hele døgnet. Vi ringer deg når vi har lest svaret ditt.",
    "nn": "Legevakta og Mental Helse svarar heile døgnet. Vi ringjer deg når vi har lese svaret ditt.",
    "en": "The out-of-hours doctor and Mental Helse answer day and night. We ring you when we have read your answer.",
}
DETAILS = {"phone": "55 00 00 00", "hours": "9–14", "crisis": CRISIS}
REGION, TRUST, TOWN = "helse-fjord", "fjordvest", "vestbyen"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a programme's people are treated, by whom, and what they are like."""

    organisation: Organisation
    programme: Programme
    therapists: Sequence[Person]
    simulation: Simulation


def simulations(catalogue: Catalogue) -> list[Simulation]:
    """What the invented people of every installed programme are like, the largest cohort first."""
    declared = catalogue.all(Simulation)
    every = [declared.get(key) or stand_in(programme) for key, programme in catalogue.all(Programme).items()]
    with_therapists = [
        each if each.therapists else stand_in(catalogue.one(Programme, each.key), each) for each in every
    ]
    return sorted(with_therapists, key=lambda each: (-each.share, each.key))


def has_organisations(work: Work) -> bool:
    """Whether anything has been made here."""
    return work.session.scalar(select(Organisation.id).limit(1)) is not None


def furnish(work: Work) -> None:
    """Make organisations, offerings and everybody in the cast, unless there are organisations already."""
    if has_organisations(work):
        return
    region = add_organisation(work, REGION, "region", "Helse Fjord")
    trust = add_organisation(work, TRUST, "trust", "Fjordvest sykehus", region, keep_notices_months=1, **DETAILS)
    town = add_organisation(work, TOWN, "municipality", "Vestbyen kommune", None, **DETAILS)
    places = {REGION: region, TRUST: trust, TOWN: town}
    for simulation in simulations(work.catalogue):
        programme = work.catalogue.one(Programme, simulation.programme)
        clinic = _clinic(work, places, simulation.clinic, town if programme.owner == "municipality" else trust)
        work.add(Offering(organisation_id=clinic.id, programme=programme.key, settings={"waiting_weeks": 3}))
    for member in cast_of(simulations(work.catalogue)):
        _add(work, member, places)


def _clinic(work: Work, places: dict[str, Organisation], clinic: Clinic, owner: Organisation) -> Organisation:
    """The clinic with this key, which two programmes may share."""
    if clinic.key not in places:
        places[clinic.key] = add_organisation(work, clinic.key, "clinic", clinic.name, owner, **DETAILS)
    return places[clinic.key]


def _add(work: Work, member: CastMember, places: dict[str, Organisation]) -> None:
    person = add_person(
        work,
        member.given_name,
        member.family_name,
        parse(member.nin, allow_synthetic=True),
        birth_date=member.born,
        title=member.title,
        phone="91234567",
    )
    for role, key in member.roles:
        grant(work, person, role, places[key])


DAYS_AWAY = 3


def send_away(work: Work, sites: Sequence[Site]) -> None:
    """The therapist of the smallest cohort with somebody of the cast in it is away for some days from today, and the substitute
    answers; once."""
    with_cast = [site for site in sites if site.simulation.patients] or sites
    absent, substitute = with_cast[-1].therapists[0], person_with(work, SUBSTITUTE.nin)
    if not absences_of(work, [absent.id]):
        last, therapists = work.today + timedelta(days=DAYS_AWAY), [substitute.id]
        report(work, absent.id, work.today, last, "course", substitute.id, by_id=absent.id, may_stand_in=therapists)


def sites_of(work: Work) -> list[Site]:
    """Where each programme is run, the largest cohort first."""
    return [
        Site(
            organisation_by_key(work, simulation.clinic.key),
            work.catalogue.one(Programme, simulation.programme),
            [person_with(work, nin_of(therapist.number)) for therapist in simulation.therapists],
            simulation,
        )
        for simulation in simulations(work.catalogue)
    ]


def person_with(work: Work, nin: str) -> Person:
    """The person with this identity number, who must be there."""
    person = person_by_nin(work, parse(nin, allow_synthetic=True))
    if person is None:
        raise LookupError("somebody of the cast is not in the database")
    return person
