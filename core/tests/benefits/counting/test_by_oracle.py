"""What is rolled up is what a few lines of fractions say: two installations together, added and taken out again, in any order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from varde.benefits.counting.added import added_by, write_delta
from varde.benefits.counting.cells import GRAIN, EnrolmentFacts, ScoreFact
from varde.benefits.counting.models import NATION
from varde.benefits.counting.reading import sums_of
from varde.identity.service import add_organisation
from varde.kernel.work import Work
from varde.testing.counted import roll_up
from varde.testing.house import House, all_samples, make_house, sqlite_url

from ..cohort import MEASURES, patient
from .oracle import Answered, Told, told

SEEDS = (1, 20, 300)
GRID = Fraction(1, 8)
"""Scores that floats hold exactly."""


def somebody(chance: random.Random, places: list[int]) -> Answered:
    scores = [None if chance.random() < 0.2 else chance.randrange(0, 4000) * GRID for _ in range(2)]
    month = f"2025-{chance.randrange(1, 13):02d}"
    return Answered(chance.choice(places), month, chance.randrange(0, 90), *scores)


def facts(person: Answered) -> EnrolmentFacts:
    begun = date.fromisoformat(f"{person.month}-15")
    answers = (("start", person.start), ("3m", person.later))
    scores = tuple(ScoreFact("sss", occasion, float(total)) for occasion, total in answers if total is not None)
    referred = begun - timedelta(days=person.days)
    about = replace(patient(None), organisation_id=person.place, referred=referred, started=begun)
    return replace(about, scores=scores, answered=frozenset(), measures=MEASURES)


def stored(work: Work, places: list[int]) -> Told:
    """What is read of the database, in the oracle's words."""
    roll_up(work)
    counted = sums_of(work, "demo", [NATION, *places], dimension=None, tracked=False)
    found: Told = {}
    for key, stats in counted.cells("demo"):
        of = found.setdefault((key.organisation_id, key.month), {})
        point, square = Fraction(1, GRAIN), Fraction(1, GRAIN**2)
        if (key.scale, key.category) == ("flow", "started"):
            of["started"] = Fraction(stats.n)
        elif key.scale == "wait":
            of[key.category or "waited"] = Fraction(stats.n) if key.category else stats.s1 * point
        elif (key.scale, key.occasion, key.category) == ("sss", "3m", ""):
            of |= {"n": Fraction(stats.n), "y": stats.s1 * point, "yy": stats.s2 * square, "pairs": Fraction(stats.pn)}
            of |= {"px": stats.px1 * point, "pxx": stats.px2 * square, "py": stats.py1 * point}
            of |= {"pyy": stats.py2 * square, "pxy": stats.pxy * square}
    return {key: {name: n for name, n in of.items() if n} for key, of in found.items()}


def write(work: Work, changes: list[tuple[Answered, int]]) -> None:
    for person, sign in changes:
        write_delta(work, added_by(work, facts(person)), sign=sign)


def furnished(folder: Path) -> tuple[House, list[int], dict[int, int]]:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    with house.work() as work:
        second = add_organisation(work, "second", "clinic", "Klinikk to", house.trust).id
    above = {house.trust.id: house.region.id, house.clinic.id: house.trust.id, second: house.trust.id}
    return house, [house.clinic.id, second, house.trust.id, house.elsewhere.id], above


@pytest.mark.parametrize("seed", SEEDS)
def test_sums_are_those_of_the_oracle(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    house, places, above = furnished(tmp_path)
    everywhere = [*places, house.region.id]
    ours, theirs = ([somebody(chance, places) for _ in range(25)] for _ in range(2))
    with house.work() as work:
        write(work, [(person, 1) for person in ours])
        assert stored(work, everywhere) == told(ours, above)
        # Some of the others come, go and come again, in any order; all who came are there.
        gone = chance.sample(theirs, 10)
        changes = [(person, 1) for person in theirs + gone] + [(person, -1) for person in gone]
        chance.shuffle(changes)
        write(work, changes)
        assert stored(work, everywhere) == told([*ours, *theirs], above), "of both is of the one and of the other"
        write(work, [(person, -1) for person in chance.sample([*ours, *theirs], 50)])
        assert stored(work, everywhere) == {}
    house.platform.engine.dispose()
