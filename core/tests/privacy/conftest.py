"""Two patients of one therapist, with a kit each and something written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from varde.dialogue.service import write
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.kits import lend


@dataclass
class Pair:
    """Ingrid, of whom it is asked, and Tor, whom it must not touch. Maren treats both."""

    house: House
    maren: Person
    ingrid: Person
    tor: Person
    ingrids: int
    tors: int


def make_pair(folder: Path) -> Pair:
    house = make_house(sqlite_url(folder), catalogue=sample_only())
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    people = house.person("Ingrid", "Solheim"), house.person("Tor", "Berg")
    ids = [house.enrolled(person, maren) for person in people]
    with house.work() as work:
        for person, enrolment_id in zip(people, ids, strict=True):
            lend(work, enrolment_id, "A-1", f"I gangen hos {person.given_name}.", maren.id)
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            write(work, house.actor(person), enrolment, f"Hilsen {person.given_name}", once="first")
    house.platform.drain()
    return Pair(house, maren, *people, *ids)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return copied(make_pair, tmp_path)
