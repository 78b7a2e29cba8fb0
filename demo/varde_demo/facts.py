"""What invented people say of themselves when they are referred."""

from __future__ import annotations

import random

from sqlalchemy import select

from varde.enrolments.models import Referral
from varde.kernel.work import Work
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Occasion, Programme
from varde.rules.language import facts_of


def simulated_facts(programme: Programme, rng: random.Random, age: int) -> dict[str, object]:
    """Facts of a person who mostly fits: every requirement met, now and then one thing to review or one missing."""
    facts = dict(fitting_facts(programme))
    if "age" in facts:
        facts["age"] = age
    review = [each.fact for each in programme.eligibility.review if isinstance(facts.get(each.fact), bool)]
    if review and rng.random() < 0.18:
        changed = rng.choice(review)
        facts[changed] = not facts[changed]
    if rng.random() < 0.04:
        required = [c.fact for c in programme.eligibility.require if facts.get(c.fact) is True]
        if required:
            facts[rng.choice(required)] = False
    elif rng.random() < 0.04:
        facts[rng.choice(review or list(facts))] = None
    tracks = [track.key for track in programme.tracks]
    for fact in programme.eligibility.asked:
        if tracks and set(tracks) <= {key for key, _ in fact.choices}:  # it asks which track she belongs on
            facts[fact.key] = rng.choice(tracks)
    return facts


def seldom_positive(occasion: Occasion) -> set[str]:
    """What screens for something most people do not have, and what is asked of those few."""
    return {key for key, _ in occasion.conditions} | {
        fact.partition(":")[0] for _, rule in occasion.conditions for fact in facts_of(rule)
    }


def referred_facts(work: Work, enrolment_id: int) -> dict[str, object]:
    """What was said of her when she was referred. One statement."""
    return work.session.scalar(select(Referral.facts).where(Referral.enrolment_id == enrolment_id)) or {}
