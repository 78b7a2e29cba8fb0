"""``kill -9`` of whoever works on the sums of benefits, every few tens of milliseconds: those who treat, who count, who add up, who
move clinics and trusts, and a recount. At every moment each place is what those under it have added, and in the end what a recount
says. Some seconds of it here, two minutes in ``make soak``."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess

import pytest
from sqlalchemy import delete, func, select, update

from varde.benefits.counting.checking import check
from varde.benefits.counting.models import CellDelta, Contribution
from varde.benefits.counting.rebuilding import count_older
from varde.benefits.counting.roller import roll, roll_all
from varde.benefits.counting.service import count, take_out_of_cells
from varde.enrolments.models import Enrolment
from varde.identity.events import OrganisationMoved
from varde.identity.models import Organisation, Person
from varde.identity.service import add_organisation
from varde.kernel.clock import SystemClock
from varde.kernel.jobs import Outbox
from varde.kernel.work import Platform, Work
from varde.testing.house import House, all_samples, make_house

pytestmark = [pytest.mark.verification, pytest.mark.slow, pytest.mark.postgres, pytest.mark.chance]
SECONDS, SECONDS_TO_SOAK = 4.0, 120.0
LIVES = (0.02, 0.4)
"""Seconds between two kills, shortest and longest."""
PEOPLE = 12


@pytest.fixture
def house(postgres_database_url: str) -> Iterator[House]:
    house = make_house(postgres_database_url, at=datetime.now(UTC), catalogue=all_samples())
    with house.work() as work:
        for name in ("a", "b"):
            region = add_organisation(work, f"region-{name}", "region", name)
            trust = add_organisation(work, f"trust-{name}", "trust", name, region)
            for number in range(2):
                add_organisation(work, f"clinic-{name}{number}", "clinic", name, trust)
    house.platform.clock = SystemClock()
    yield house
    house.platform.engine.dispose()


def treat(work: Work, chance: random.Random) -> None:
    """Somebody comes, moves, starts on another day or another track, ends, or is erased."""
    clinics = work.session.scalars(select(Organisation.id).where(Organisation.kind == "clinic")).all()
    ids = work.session.scalars(select(Enrolment.id)).all()
    if len(ids) < PEOPLE or chance.random() < 0.2:
        person = work.add(Person(given_name="K", sex=chance.choice(("female", "male", None)), created_at=work.now))
        work.session.flush()
        enrolment = work.add(
            Enrolment(
                person_id=person.id,
                organisation_id=chance.choice(clinics),
                programme=chance.choice(("lake", "ridge")),
                state="referred",
                referred_at=work.now - timedelta(days=chance.randrange(900)),
            )
        )
        work.session.flush()
    else:
        row = work.session.get(Enrolment, chance.choice(ids), with_for_update=True)
        if row is None:
            return
        if chance.random() < 0.2:
            take_out_of_cells(work, frozenset((row.person_id,)))
            work.session.execute(delete(Enrolment).where(Enrolment.id == row.id))
            return
        enrolment = row
        enrolment.organisation_id = chance.choice(clinics)
        enrolment.track = chance.choice((None, "north", "south"))
        enrolment.state = chance.choice(("waiting", "active", "paused"))
        enrolment.started_at = chance.choice((None, enrolment.referred_at + timedelta(days=chance.randrange(300))))
    work.enqueue(count, enrolment_id=enrolment.id)


def move(work: Work, chance: random.Random) -> None:
    """A clinic stands under another trust, or a trust under another region."""
    kind, above = chance.choice((("clinic", "trust"), ("trust", "region")))
    rows = work.session.scalars(select(Organisation).where(Organisation.kind.in_((kind, above)))).all()
    row = chance.choice([each for each in rows if each.kind == kind and each.parent_id is not None])
    after = chance.choice([each for each in rows if each.kind == above]).id
    before, row.parent_id = row.parent_id, after
    work.session.flush()
    if before != after:
        work.publish(OrganisationMoved(row.id, before, after))


def older(work: Work, chance: random.Random) -> None:
    work.session.execute(
        update(Contribution).where(Contribution.enrolment_id % 3 == chance.randrange(3)).values(counted_with="")
    )


def count_again(platform: Platform, chance: random.Random) -> None:
    in_work(platform, older, chance)
    count_older(platform)
    time.sleep(0.1)


Hand = Callable[[Platform, random.Random], None]
HANDS: dict[str, Hand] = {
    "treats": lambda platform, chance: in_work(platform, treat, chance),
    "treats too": lambda platform, chance: in_work(platform, treat, chance),
    "counts": lambda platform, _chance: pause(platform.drain()),
    "counts too": lambda platform, _chance: pause(platform.drain()),
    "adds up": lambda platform, _chance: in_work(
        platform, lambda work, chance: pause(roll(work, most=chance.randrange(1, 40)))
    ),
    "adds up too": lambda platform, _chance: in_work(platform, lambda work, chance: pause(roll(work))),
    "moves": lambda platform, chance: in_work(platform, move, chance),
    "recounts": count_again,
}


def in_work(
    platform: Platform, act: Callable[[Work, random.Random], object], chance: random.Random | None = None
) -> None:
    with platform.work() as work:
        act(work, chance or random.Random())


def pause(done: int) -> None:
    if not done:
        time.sleep(0.01)


def works(house: House, name: str, seed: int) -> None:
    """One hand, in a process of its own, until it is killed."""
    house.platform.engine.dispose(close=False)  # its own connections, and statements that are compiled already
    chance = random.Random(seed)
    while True:
        with suppress(Exception):  # who is overtaken, or finds what was erased, tries something else
            HANDS[name](house.platform, chance)


def test_the_sums_hold_whoever_is_killed(house: House, pytestconfig: pytest.Config, seed: int) -> None:
    chance = random.Random(seed)
    fork = multiprocessing.get_context("fork")

    def begun(name: str) -> BaseProcess:
        process = fork.Process(target=works, args=(house, name, chance.randrange(10**9)), daemon=True)
        process.start()
        return process

    for name in (*HANDS, *HANDS, "treats"):
        HANDS[name](house.platform, chance)
    house.platform.engine.dispose()
    hands = {name: begun(name) for name in HANDS}
    kills, looks, end = 0, 0, time.monotonic() + (SECONDS_TO_SOAK if pytestconfig.option.soak else SECONDS)
    try:
        while time.monotonic() < end:
            time.sleep(chance.uniform(*LIVES))
            name = chance.choice(sorted(HANDS))
            hands[name].kill()
            hands[name].join()
            kills += 1
            if kills % 4 == 0:
                looks += 1
                assert check(house.platform, recount=False)["faults"] == [], f"after {kills} kills, seed {seed}"
            house.platform.engine.dispose()
            hands[name] = begun(name)
    finally:
        for process in hands.values():
            process.kill()
            process.join()
    house.platform.drain()
    count_older(house.platform)
    roll_all(house.platform)
    with house.work() as work:
        counted = work.session.scalar(select(func.count()).select_from(Contribution))
        assert work.session.scalar(select(func.count()).select_from(CellDelta)) == 0
        done = work.session.scalar(select(func.count()).where(Outbox.done_at.is_not(None))) or 0
    assert counted
    assert looks
    assert done > 2 * len(HANDS), "nothing was done while they were killed"
    assert check(house.platform) == {"ok": True, "enrolments": counted, "faults": []}, f"{kills} kills, seed {seed}"
