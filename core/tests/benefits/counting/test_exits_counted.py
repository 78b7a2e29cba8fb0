"""Which cell an end is counted in, over every way and state: by hand, and as the job counts it."""

from __future__ import annotations

import pytest

from varde.benefits.counting.service import count
from varde.enrolments.exits import end, undo
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import WAYS
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.programmes.values import Programme
from varde.referrals.passing_on import pass_on
from varde.testing.by_hand import crossed
from varde.testing.counted import cells_in
from varde.testing.house import House, all_samples, make_house, sqlite_url

# From which state, by which reason: the category of the flow; nothing when it cannot be taken from there.
# “never” and “left” are short for never_started and discontinued, “stop” for no_more_contact.
COUNTED = """
    reason       | referred              | waiting          | active                    | completed
    completed    |                       |                  | after:completed:completed |
    withdrawn    | before:never:withdrawn | before:never:withdrawn | after:left:withdrawn |
    no_contact   | before:never:no_contact | before:never:no_contact | after:left:no_contact |
    moved        | before:never:moved    | before:never:moved | after:left:moved        |
    not_eligible | before:declined:not_eligible |           |                           |
    outside_area | before:declined:outside_area |           |                           |
    moved_clinic |                       |                  | after:moved:moved_clinic  |
    died         | before:stop:died      | before:stop:died | after:stop:died           | after:completed:completed
    refuses      | before:stop:refuses   | before:stop:refuses | after:stop:refuses     | after:completed:completed
"""
SHORT = {"never": "never_started", "left": "discontinued", "stop": "no_more_contact"}
CASES = [
    (reason, state, ":".join(SHORT.get(part, part) for part in category.split(":")))
    for reason, row in crossed(COUNTED).items()
    for state, category in row.items()
    if category
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return make_house(sqlite_url(tmp_path_factory.mktemp("exits")), catalogue=all_samples())


@pytest.fixture(scope="module")
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


def bring(house: House, maren: Person, state: str) -> int:
    patient = house.person("Ola", "Nes")
    if state == "referred":
        return house.referred(patient, "ridge")
    enrolment_id = house.enrolled(patient, maren, "ridge", "north", started=state != "waiting")
    if state == "completed":
        leave(house, maren, enrolment_id, "completed")
    return enrolment_id


def leave(house: House, maren: Person, enrolment_id: int, reason: str) -> None:
    with house.work() as work:
        end(work, maren.id, work.session.get_one(Enrolment, enrolment_id), reason)


def flow(house: House) -> dict[str, int]:
    house.platform.drain()
    with house.work() as work:
        totals: dict[str, int] = {}
        for key, stats in cells_in(work).items():
            if key.scale == "flow":
                totals[key.category] = totals.get(key.category, 0) + stats.n
        return totals


def gained(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {key: n for key in before | after if (n := after.get(key, 0) - before.get(key, 0))}


@pytest.mark.parametrize(("reason", "state", "category"), CASES)
def test_where_it_is_counted(house: House, maren: Person, reason: str, state: str, category: str) -> None:
    before = flow(house)
    enrolment_id = bring(house, maren, state)
    leave(house, maren, enrolment_id, reason)
    news = gained(before, flow(house))
    assert {key: n for key, n in news.items() if ":" in key and not key.startswith("answered")} == {category: 1}
    assert news["referred"] == 1
    with house.work() as work:
        undo(work, house.actor(maren, ("therapist", house.clinic)), work.session.get_one(Enrolment, enrolment_id))
    undone = gained(before, flow(house))
    assert undone.get(category, 0) == (1 if state == "completed" else 0), "undone, it is counted as it was"


def test_every_way_is_in_the_table() -> None:
    assert {category.split(":")[1] for _, _, category in CASES} == set(WAYS) - {"passed_on"}


def test_from_a_pause_it_is_after_the_start(house: House, maren: Person) -> None:
    before, enrolment_id = flow(house), bring(house, maren, "active")
    with house.work() as work:
        pause(work, house.actor(maren, ("therapist", house.clinic)), work.session.get_one(Enrolment, enrolment_id))
    leave(house, maren, enrolment_id, "no_time")
    assert gained(before, flow(house))["after:discontinued:no_time"] == 1


def test_what_is_passed_on_counts_where_it_came(house: House, maren: Person) -> None:
    before, enrolment_id = flow(house), bring(house, maren, "referred")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        village = work.catalogue.one(Programme, "village")
        pass_on(
            work, house.actor(maren, ("therapist", house.clinic)), enrolment, house.clinic, village, "Passer bedre."
        )
    news = gained(before, flow(house))
    assert news["passed_on"] == 1
    assert news["referred"] == 1, "where it came, and nowhere else"
    assert not [key for key in news if key.startswith(("before:", "after:"))]


def test_a_reason_nobody_gives_any_more_is_another_one(house: House, maren: Person) -> None:
    before, enrolment_id = flow(house), bring(house, maren, "active")
    leave(house, maren, enrolment_id, "no_time")
    with house.work() as work:
        work.session.get_one(Enrolment, enrolment_id).end_reason = "bored"
    with house.work() as work:
        count.run(work, enrolment_id=enrolment_id)
    assert gained(before, flow(house))["after:discontinued:other"] == 1
