"""Who is invented: the cast first, then a cohort for each programme, each person drawn from a chance of her own.

What a person is like follows from (seed, programme, her number in its cohort) and from nothing else, so another plugin
changes nobody. She is simulated whole in one transaction: a demo that was stopped goes on with whoever is missing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.identity.nin import parse
from varde.identity.service import add_person, person_by_nin
from varde.identity.synthetic import synthetic_number
from varde.kernel.work import Platform, Work
from varde.plugin.simulation import Simulation
from varde_demo.cast import cast_of, nin_of
from varde_demo.cast_course import CastCourse
from varde_demo.course import Course
from varde_demo.life import Life
from varde_demo.names import FAMILY_NAMES, GIVEN_NAMES
from varde_demo.organisations import Site, person_with
from varde_demo.times import waking

YEARS = 3
FEWEST = 2
DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Invented:
    """One person of a cohort, before anything has happened to her."""

    programme: str
    index: int
    nin: str
    given_name: str
    family_name: str
    born: date
    phone: str
    language: str
    referred_at: datetime


def cohort(simulation: Simulation, patients: int, seed: int, until: datetime, taken: set[str]) -> list[Invented]:
    """The people of one programme, referred at any time in the three years before ``until``.

    :param patients: how many there are in a programme whose share is 1.
    :param taken: identity numbers that somebody has; those of the cohort are added.
    """
    people = []
    for index in range(max(FEWEST, round(patients * simulation.share))):
        person = _invent(simulation.programme, index, seed, until, taken)
        taken.add(person.nin)
        people.append(person)
    return people


def _invent(programme: str, index: int, seed: int, until: datetime, taken: set[str]) -> Invented:
    chance = random.Random(f"{seed}/{programme}/{index}/person")
    since = timedelta(days=chance.uniform(0, YEARS * DAYS_IN_A_YEAR))
    referred_at = min(waking(until - since, chance), until)
    years = min(max(chance.gauss(38, 13), 18.5), 82)
    born = referred_at.date() - timedelta(days=int(years * DAYS_IN_A_YEAR))
    return Invented(
        programme,
        index,
        next(nin for nin in numbers_of(born, chance) if nin not in taken),
        chance.choice(GIVEN_NAMES),
        chance.choice(FAMILY_NAMES),
        born,
        f"9{chance.randrange(10_000_000):07d}",
        "nn" if chance.random() < 0.25 else "nb",
        referred_at,
    )


def numbers_of(born: date, chance: random.Random) -> Iterator[str]:
    """Synthetic identity numbers of people born that day, by chance and without end."""
    while True:
        serial = chance.randrange(500) + (500 if born.year >= 2000 else 0)
        number = synthetic_number(f"{born.day:02d}{born.month + 80}{born.year % 100:02d}{serial:03d}")
        if number is not None:
            yield number


def everybody(simulations: Sequence[Simulation], patients: int, seed: int, until: datetime) -> list[Invented]:
    """The cohorts of all programmes, those who were referred last first: they are in treatment now, and seen first."""
    taken = {member.nin for member in cast_of(simulations)}
    people = [
        person
        for simulation in sorted(simulations, key=lambda each: each.key)
        for person in cohort(simulation, patients, seed, until, taken)
    ]
    return sorted(people, key=lambda person: person.referred_at, reverse=True)


def simulate(platform: Platform, site: Site, invented: Invented, seed: int, until: datetime) -> bool:
    """Let one person live from her referral until ``until``. False when she was there from before."""
    with platform.work() as work:
        nin = parse(invented.nin, allow_synthetic=True)
        if person_by_nin(work, nin) is not None:
            return False
        work.now = invented.referred_at
        person = add_person(
            work,
            invented.given_name,
            invented.family_name,
            nin,
            birth_date=invented.born,
            phone=invented.phone,
            language=invented.language,
        )
        life = Life(until)
        chance = random.Random(f"{seed}/{invented.programme}/{invented.index}/course")
        life.at(invented.referred_at, Course(site, life, person, chance).refer)
        life.live(work, platform.jobs)
    return True


def simulate_cast(platform: Platform, sites: Sequence[Site], until: datetime) -> None:
    """Let those one can sign in as live until ``until``; whoever is enrolled already is left as she is."""
    for site in sites:
        for patient in site.simulation.patients:
            with platform.work() as work:
                person = person_with(work, nin_of(patient.number))
                if _is_enrolled(work, person.id):
                    continue
                life = Life(until)
                work.now = CastCourse(site, life, person, patient).plan(work.zone)
                life.live(work, platform.jobs)


def _is_enrolled(work: Work, person_id: int) -> bool:
    return work.session.scalar(select(Enrolment.id).where(Enrolment.person_id == person_id).limit(1)) is not None
