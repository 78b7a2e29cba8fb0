"""Referrals that the demo's clinics have not answered, five for each programme: one has just come, of one more is asked, one waits
in line for a place, the answer of one is due in two days, and one should have been answered."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from varde.enrolments.models import Enrolment
from varde.enrolments.service import offering_of
from varde.identity.acting import acting
from varde.identity.hpr import CODES, Professional
from varde.identity.nin import parse
from varde.identity.service import Actor, Contact, add_person, keep_professional, person_by_nin
from varde.kernel.work import Work
from varde.referrals.asking import ask_more, askable
from varde.referrals.models import PostedReferral
from varde.referrals.receiving import Described, may_refer_to, post, receive
from varde.referrals.service import answer_due, refer
from varde.referrals.waiting_line import put_in_line
from varde_demo.acting import actor_of
from varde_demo.cast import GP
from varde_demo.facts import simulated_facts
from varde_demo.names import FAMILY_NAMES, GIVEN_NAMES
from varde_demo.organisations import Site
from varde_demo.people import numbers_of

JUST_COME, ASKED, IN_LINE = timedelta(hours=20), timedelta(days=4), timedelta(days=6)
SOON = timedelta(days=2)
"""An answer that is due within so long is near its deadline."""
LONGEST = 60
"""Days ago from which no referral of the demo is."""
PROMISED = timedelta(weeks=8)
HOPES = (
    "Å kunne gjøre det jeg pleide, uten å planlegge dagen rundt plagene.",
    "Å forstå hva som utløser plagene, og få noe jeg kan bruke selv.",
    "",
)
QUESTION = "Hvor lenge har plagene vart, og hva er prøvd før?"


@dataclass(frozen=True, slots=True)
class Applicant:
    """One who waits for an answer."""

    site: Site
    nin: str
    born: date
    chance: random.Random


def let_wait(work: Work, sites: Sequence[Site], seed: int, until: datetime) -> int:
    """Make them, for each programme five. Returns how many; none a second time."""
    first = _whoever(sites[0], seed, 0) if sites else None
    if first is None or person_by_nin(work, parse(first.nin, allow_synthetic=True)) is not None:
        return 0
    gp = _gp(work)
    for site in sites:
        for number, since in enumerate(_moments(work, site, until)):
            waiting = _whoever(site, seed, number)
            work.now = since
            enrolment, referred = _referred(work, gp, waiting)
            therapist = actor_of(site.therapists[0], site.organisation)
            if number == 1:
                work.now = since + timedelta(days=1)
                _ask(work, therapist, enrolment, site, "referrer" if referred else "patient")
            elif number == 2:
                work.now = since + timedelta(days=2)
                put_in_line(work, therapist, enrolment, (until + PROMISED).astimezone(work.zone).date())
    work.now = until
    return 5 * len(sites)


def _moments(work: Work, site: Site, until: datetime) -> tuple[datetime, ...]:
    """When each of the five came. What is due soon and what is late depends on what the place has promised: whoever came earlier is
    answered no later, so that some dozen days are looked at."""
    days = [until - timedelta(days=days) for days in range(1, LONGEST)]
    offering = offering_of(work, site.organisation, site.programme.key)

    def before_now(day: datetime) -> timedelta:
        work.now = day
        return until - answer_due(work, site.organisation, offering)

    soon, late = bisect_left(days, -SOON, key=before_now), bisect_right(days, SOON, key=before_now)
    is_soon = soon < len(days) and before_now(days[soon]) < timedelta(0)
    return (
        until - JUST_COME,
        until - ASKED,
        until - IN_LINE,
        days[soon if is_soon else 0],
        days[min(late, len(days) - 1)],
    )


def _whoever(site: Site, seed: int, number: int) -> Applicant:
    chance = random.Random(f"{seed}/{site.programme.key}/{number}/waiting")
    born = date(1994 - chance.randrange(40), 1 + chance.randrange(12), 1 + chance.randrange(28))
    return Applicant(site, next(numbers_of(born, chance)), born, chance)


def _gp(work: Work) -> Actor:
    """The GP of the cast, whom the register lets in."""
    assert GP.hpr is not None
    nin = parse(GP.nin, allow_synthetic=True)
    person = person_by_nin(work, nin)
    if person is None:
        person = add_person(work, GP.given_name, GP.family_name, nin, birth_date=GP.born)
    registered = Professional(GP.hpr[0], (CODES[GP.hpr[1]],))
    keep_professional(work, person, registered)
    return acting(person, staff=True, professional=registered)


def _referred(work: Work, gp: Actor, waiting: Applicant) -> tuple[Enrolment, bool]:
    """The referral, and whether it is the GP's: every other one, where GPs refer to the programme."""
    site, chance = waiting.site, waiting.chance
    nin = parse(waiting.nin, allow_synthetic=True)
    described = Described(
        chance.choice(GIVEN_NAMES), chance.choice(FAMILY_NAMES), waiting.born, Contact("sms", "+4791234567", None)
    )
    facts = simulated_facts(site.programme, chance, age=(work.today - waiting.born).days * 4 // 1461)
    hope = chance.choice(HOPES)
    if chance.random() < 0.5 and may_refer_to(gp, site.programme):
        post(work, gp, site.organisation, site.programme, nin, described, facts, hope)
        work.session.flush()
        posted_id = work.session.scalar(select(func.max(PostedReferral.id))) or 0
        receive.run(work, posted_id=posted_id)
        posted = work.session.get_one(PostedReferral, posted_id)
        return work.session.get_one(Enrolment, posted.enrolment_id), True
    person = add_person(
        work, described.given_name, described.family_name, nin, birth_date=waiting.born, phone=described.contact.phone
    )
    return refer(work, person, site.organisation, site.programme, facts, source="self", hope=hope)[0], False


def _ask(work: Work, therapist: Actor, enrolment: Enrolment, site: Site, of: str) -> None:
    keys = [fact.key for fact in askable(site.programme)][:2]
    ask_more(work, therapist, enrolment, of, keys, work.today + timedelta(days=7), QUESTION)
