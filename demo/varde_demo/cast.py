"""Everybody one can sign in as: a newcomer and a manager of the demo's own, and those whom the plugins bring."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from varde.identity.hpr import DETAILS, NUMBER
from varde.identity.synthetic import synthetic_number
from varde.plugin.simulation import CastPatient, CastTherapist, Clinic, Simulation
from varde.programmes.values import Programme
from varde_demo.names import FAMILY_NAMES, GIVEN_NAMES
from varde_demo.provider import DemoPerson
from varde_demo.provider.people import Issuer


@dataclass(frozen=True, slots=True)
class CastMember:
    """A demo person. ``roles`` are (role, organisation key); ``said`` is shown on the sign-in page."""

    key: str
    given_name: str
    family_name: str
    number: str
    born: date
    issuer: Issuer
    said: str
    title: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    hpr: tuple[str, str] | None = None
    """The HPR number and the register's code of a profession."""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def nin(self) -> str:
        return nin_of(self.number)


NEWCOMER = CastMember(
    "tone", "Tone", "Berg", "148288113", date(1988, 2, 14), "idporten", "Ny. Har ikke meldt seg på ennå."
)
MANAGER = CastMember(
    "nina",
    "Nina",
    "Falk",
    "199268554",
    date(1968, 12, 19),
    "helseid",
    "Leder, Fjordvest sykehus. Ser bare samlede tall.",
    "avdelingsleder",
    (("manager", "fjordvest"), ("manager", "vestbyen")),
)


REGION_MANAGER = CastMember(
    "astrid",
    "Astrid",
    "Moen",
    "098469231",
    date(1969, 4, 9),
    "helseid",
    "Leder, Helse Fjord. Ser bare samlede tall, også fra andre sykehus.",
    "direktør",
    (("manager", "helse-fjord"),),
)
ADMINISTRATOR = CastMember(
    "rune",
    "Rune",
    "Bø",
    "158270100",
    date(1970, 2, 15),
    "helseid",
    "Administrator, Fjordvest sykehus. Setter opp klinikker, tilbud og ansatte; når ingen pasient.",
    "administrator",
    (("trust_administrator", "helse-fjord"), ("trust_administrator", "vestbyen")),
)
PRIVACY_OFFICER = CastMember(
    "solveig",
    "Solveig",
    "Haug",
    "098268217",
    date(1968, 2, 9),
    "helseid",
    "Personvernombud, Fjordvest sykehus. Følger opp innsyn, og ber om sletting.",
    "personvernombud",
    (("privacy_officer", "fjordvest"),),
)
EDITOR = CastMember(
    "marit",
    "Marit",
    "Aune",
    "088379240",
    date(1979, 3, 8),
    "helseid",
    "Redaktør, Fjordvest sykehus. Endrer tekstene i programmene; når ingen pasient.",
    "redaktør",
    (("content_editor", "helse-fjord"), ("content_editor", "vestbyen")),
)
SUBSTITUTE = CastMember(
    "ingeborg",
    "Ingeborg",
    "Tveit",
    "239083117",
    date(1983, 10, 23),
    "helseid",
    "Vikar. Svarer når en annen behandler er borte.",
    "vikar",
)
HEAD = CastMember(
    "elin",
    "Elin",
    "Sande",
    "148571145",
    date(1971, 5, 14),
    "helseid",
    "Seksjonsleder. Fordeler pasienter og melder fravær, åpner ingen forløp.",
    "seksjonsleder",
)


GP = CastMember(
    "hanne",
    "Hanne",
    "Løvås",
    "029076118",
    date(1976, 10, 2),
    "helseid",
    "Fastlege med HPR-nummer, uten rolle i Varde. Henviser pasienter.",
    hpr=("9144897", "LE"),
)
PHYSIOTHERAPIST = CastMember(
    "petter",
    "Petter",
    "Nygård",
    "118583017",
    date(1983, 5, 11),
    "helseid",
    "Fysioterapeut med HPR-nummer. Henviser til Frisk i hverdagen.",
    hpr=("9144900", "FT"),
)
REFERRERS = (GP, PHYSIOTHERAPIST)
"""They sign in by what the register says, so the demo's database need not know them."""


def cast_of(simulations: Sequence[Simulation]) -> list[CastMember]:
    """The newcomer, patients, therapists, a substitute, a head, managers, administrator, privacy officer and editor; patients and
    therapists in the order of ``simulations``, each once. Substitute and head belong to every clinic."""
    patients = [_patient(patient) for simulation in simulations for patient in simulation.patients]
    therapists = dict.fromkeys(
        _therapist(therapist, simulation.clinic) for simulation in simulations for therapist in simulation.therapists
    )
    clinics = list(dict.fromkeys(simulation.clinic.key for simulation in simulations))
    everywhere = [
        replace(member, roles=tuple((role, clinic) for clinic in clinics))
        for member, role in ((SUBSTITUTE, "therapist"), (HEAD, "head"))
    ]
    return [
        NEWCOMER,
        *patients,
        *therapists,
        *everywhere,
        MANAGER,
        REGION_MANAGER,
        ADMINISTRATOR,
        PRIVACY_OFFICER,
        EDITOR,
    ]


def faults_of_cast(simulations: Sequence[Simulation]) -> Iterator[str]:
    """One sentence for each key, and each identity number, that two of the people one can sign in as have, with whose they are.
    Who is the same in two programmes at one clinic is one."""
    own = (NEWCOMER, SUBSTITUTE, HEAD, MANAGER, REGION_MANAGER, ADMINISTRATOR, PRIVACY_OFFICER, EDITOR, *REFERRERS)
    whose = dict.fromkeys(own, "of the demo itself")
    for simulation in simulations:
        members = (
            *map(_patient, simulation.patients),
            *(_therapist(each, simulation.clinic) for each in simulation.therapists),
        )
        for member in members:
            whose.setdefault(member, f"of the programme {simulation.programme}")
    marks: tuple[tuple[str, Callable[[CastMember], str]], ...] = (
        ("key", lambda member: member.key),
        ("identity number", lambda member: member.nin),
    )
    for mark_name, mark in marks:
        people: dict[str, list[str]] = {}
        for member, of in whose.items():
            people.setdefault(mark(member), []).append(f"{member.name} {of}")
        for value, names in people.items():
            if len(names) > 1:
                yield f"In the demo {' and '.join(names)} have the same {mark_name}, {value}: give one of them another."


def _patient(patient: CastPatient) -> CastMember:
    return CastMember(
        patient.key, patient.given_name, patient.family_name, patient.number, patient.born, "idporten", patient.said
    )


def _therapist(therapist: CastTherapist, clinic: Clinic) -> CastMember:
    return CastMember(
        therapist.key,
        therapist.given_name,
        therapist.family_name,
        therapist.number,
        therapist.born,
        "helseid",
        therapist.said,
        therapist.title,
        tuple((role, clinic.key) for role in ("therapist", *therapist.besides)),
    )


def people_to_be(cast: Sequence[CastMember]) -> list[DemoPerson]:
    """The cast as the demo's sign-in shows them, and the referrers."""
    everybody = (*cast, *REFERRERS)
    return [DemoPerson(each.key, each.name, each.nin, each.said, each.issuer, _claims(each)) for each in everybody]


def _claims(member: CastMember) -> dict[str, Any]:
    """What HelseID tells of the register of health personnel, as it writes it."""
    if member.hpr is None:
        return {}
    number, code = member.hpr
    approval = {"profession": code, "authorization": {"value": "1", "description": "Autorisasjon"}}
    return {NUMBER: number, DETAILS: {"hpr_number": int(number), "approvals": [approval]}}


def stand_in(programme: Programme, declared: Simulation | None = None) -> Simulation:
    """People for a programme whose plugin says nothing of them (or names no therapist): a clinic and a therapist whose
    names follow from the programme's key alone."""
    chance = random.Random(f"stand-in/{programme.key}")
    clinic = declared.clinic if declared else Clinic(f"klinikk-{programme.key}", f"Klinikk for {programme.title.nb}")
    therapist = CastTherapist(
        f"therapist-{programme.key}",
        chance.choice(GIVEN_NAMES),
        chance.choice(FAMILY_NAMES),
        f"{chance.randint(1, 28):02d}{chance.randint(81, 92)}{chance.randint(60, 95)}{chance.randrange(450):03d}",
        date(1980, 1, 1),
        f"Behandler, {clinic.name}.",
        "behandler",
    )
    return replace(declared or Simulation(programme.key, clinic), therapists=(therapist,))


def nin_of(number: str) -> str:
    """The synthetic identity number that begins with these nine digits, or with the next that have control digits."""
    numbers = (synthetic_number(f"{int(number) + added:09d}") for added in range(50))
    return next(nin for nin in numbers if nin is not None)
