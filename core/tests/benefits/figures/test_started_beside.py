"""How many started is hidden beside a place that hides it, so that the whole less the others says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.between_places import Surroundings
from varde.benefits.figures.figures import Selection
from varde.benefits.figures.periods import Stretch
from varde.benefits.figures.started_beside import StartedAt, have_two_answers, started_at, started_is_open, two_and_two

from ..cohort import MEASURES, patient

REGION, NORTH, SOUTH, EAST = 1, 10, 20, 30
PARTS: Mapping[int, list[int]] = {REGION: [NORTH, SOUTH, EAST], NORTH: [11, 12, 13, 14], SOUTH: [21, 22]}
CLINICS = {clinic: [REGION, trust] for trust in (NORTH, SOUTH) for clinic in PARTS[trust]}
LINES = {REGION: [], NORTH: [REGION], SOUTH: [REGION], EAST: [REGION], **CLINICS}

CASES = [
    ("nobody hides it", set(), set()),
    ("one of four clinics", {11}, {11, 12}),
    ("the other of the two", {12}, {11, 12}),
    ("two of the same two", {11, 12}, {11, 12}),
    ("one of each two", {11, 13}, {11, 12, 13, 14}),
    ("one of two clinics", {22}, {21, 22}),
    (
        "one of three trusts: none stays alone, and they do not add up from clinics",
        {EAST},
        {10, 20, 30, 11, 12, 21, 22},
    ),
    ("a trust with clinics that tell it", {NORTH}, {10, 20, 30, 11, 12, 21, 22}),
    ("a trust and one of its clinics", {NORTH, 13}, {10, 20, 30, 13, 14, 21, 22}),
    ("the region alone", {REGION}, {1, 10, 20, 30, 11, 12, 21, 22}),
    ("the region and a clinic", {REGION, 14}, {1, 10, 20, 30, 13, 14, 21, 22}),
]


@pytest.mark.parametrize(("hiding", "closed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_siblings(hiding: set[int], closed: set[int]) -> None:
    """Who hides it on their own, and where it is not told in the end: everywhere some never started, and some did not answer."""
    assert untold({place: StartedAt(place in hiding, 6, 6) for place in LINES}) == closed


def untold(at: Mapping[int, StartedAt]) -> set[int]:
    return {place for place, above in LINES.items() if not started_is_open([*above, place], PARTS, at.__getitem__)}


TELLS, EVERYBODY, HIDES = StartedAt(False, 6, 6), StartedAt(False, 6, 0), StartedAt(True, 2, 0)


def test_where_two_can_be_no_others_all_hide_it() -> None:
    """At 11 and 12 everybody started, so that the two together say how many at each: 13 and 14 do not."""
    at = {**dict.fromkeys(LINES, TELLS), 11: HIDES, 12: EVERYBODY}
    assert untold(at) == {11, 12, 13, 14}
    assert untold({**at, 12: TELLS}) == {11, 12}


def test_where_nothing_can_be_other_no_other_hides_it_in_vain() -> None:
    everybody = {**dict.fromkeys((11, 12, 13, 14), EVERYBODY), 11: HIDES}
    assert untold({**dict.fromkeys(LINES, TELLS), **everybody}) == {11}


@pytest.mark.parametrize(
    ("places", "two"),
    [
        ([], True),
        ([StartedAt(True, 3, 3)], False),
        ([StartedAt(True, 3, 0), StartedAt(False, 0, 3)], True),
        ([StartedAt(True, 3, 0), StartedAt(False, 3, 0)], False),
        ([StartedAt(True, 0, 3), StartedAt(False, 0, 3)], False),
        ([StartedAt(True, 3, 3), StartedAt(False, 0, 0)], False),
        ([StartedAt(True, 3, 3), StartedAt(False, 0, 1)], True),
        ([StartedAt(True, 1, 0), StartedAt(False, 0, 1), StartedAt(False, 0, 0)], False),
    ],
)
def test_two_answers(places: list[StartedAt], two: bool) -> None:
    assert have_two_answers(places) is two


def test_groups_are_of_two_and_the_last_of_three() -> None:
    assert two_and_two([]) == []
    assert two_and_two([1]) == [[1]]
    assert two_and_two([1, 2]) == [[1, 2]]
    assert two_and_two([1, 2, 3]) == [[1, 2, 3]]
    assert two_and_two([1, 2, 3, 4]) == [[1, 2], [3, 4]]
    assert two_and_two([1, 2, 3, 4, 5]) == [[1, 2], [3, 4, 5]]


BETTER, SILENT, NEVER = patient(300, 100), patient(300), replace(patient(None), started=None)


def people_at(place: int, *people: EnrolmentFacts) -> list[EnrolmentFacts]:
    return [replace(person, organisation_id=place) for person in people]


def counted(*people: EnrolmentFacts) -> CountedSums:
    return CountedSums.of(merged(*(contributions(facts) for facts in people)).items())


@pytest.mark.parametrize(("silent", "hides"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_page_hides_it_where_few_did_not_answer(silent: int, hides: bool) -> None:
    people = [*[BETTER] * 20, *[SILENT] * silent, *[NEVER] * 8]
    assert started_at(counted(*people).pool(), MEASURES) == StartedAt(hides, silent, 8)


def test_few_who_started_are_hidden_in_another_way() -> None:
    people = [*[BETTER] * 3, *[NEVER] * 20]
    assert started_at(counted(*people).pool(), MEASURES) == StartedAt(False, 0, 20)
    assert started_at(counted(*[BETTER] * 6, *[SILENT] * 4).pool(), MEASURES, 4) == StartedAt(False, 4, 0)
    assert started_at(counted(*[BETTER] * 6, *[SILENT] * 4).pool(), MEASURES, 5) == StartedAt(True, 4, 0)


ABOVE = {REGION: None, 11: REGION, 12: REGION, 13: REGION, 14: REGION, 15: REGION}


@pytest.mark.parametrize(
    ("silent", "closed"),
    [({11: 2, 12: 0, 13: 0, 14: 8}, {11, 12}), ({11: 0, 12: 0, 13: 0, 14: 3}, {13, 14}), ({12: 5, 14: 7}, set())],
)
def test_at_places(silent: Mapping[int, int], closed: set[int]) -> None:
    """Of each clinic so many who started did not answer; nobody came to the fifth, and so it is beside none."""
    people = [
        person
        for place in (11, 12, 13, 14)
        for person in people_at(place, *[BETTER] * 12, *[SILENT] * silent.get(place, 0), *[NEVER] * 6)
    ]
    around = Surroundings(counted(*people), None, ABOVE, "demo", MEASURES)
    everything = Selection("", "9999-12")
    assert {place for place in (11, 12, 13, 14) if not around.tells_started(place, everything)} == closed
    assert around.tells_started(REGION, everything) is (not closed or sum(silent.values()) >= 5)


def test_what_a_part_of_the_months_hides_is_hidden_of_its_neighbour_there_alone() -> None:
    of_each = [*[BETTER] * 12, *[SILENT] * 6, *[NEVER] * 6]
    whole = [person for place in (11, 12) for person in people_at(place, *of_each)]
    part = [person for person in whole if person.organisation_id == 12]
    part += people_at(11, *[BETTER] * 12, *[SILENT] * 2, *[NEVER] * 6)
    stretches = (Stretch("2025-01", "2025-02"),)
    of_part = Surroundings(counted(*whole), counted(*part), ABOVE, "demo", MEASURES, stretches=stretches)
    assert not of_part.tells_started(12, Selection("2025-01", "2025-02"))
    assert Surroundings(counted(*whole), None, ABOVE, "demo", MEASURES).tells_started(12, Selection("", "9999-12"))
