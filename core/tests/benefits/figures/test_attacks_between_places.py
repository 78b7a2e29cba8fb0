"""A reader who sees a trust and its clinics takes the one from the other, and works nothing out: judged by an exact solver."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from varde.benefits.counting.cells import contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.between_places import Surroundings
from varde.benefits.figures.export import rows_of
from varde.benefits.figures.figures import Selection, report
from varde.benefits.figures.units import Unit, without
from varde.charts.values import Hidden, Shown

from ..cohort import MEASURES, SYMPTOMS, patient

optimize = pytest.importorskip("scipy.optimize")
ALL = Selection("", "9999-12")
TRUST, CLINICS = 1, (2, 3, 4)
ABOVE: Mapping[int, int | None] = {TRUST: None, **dict.fromkeys(CLINICS, TRUST)}
CLASSES = ("recovered", "improved", "unchanged", "deteriorated")
CELLS = tuple(product(CLINICS, ("yes", "no"), CLASSES))
"""What the reader does not see: at each clinic, how many of each class, and whether they responded."""


def counted_of(people: list[tuple[int, float, float]]) -> CountedSums:
    facts = (replace(patient(start, later), organisation_id=clinic) for clinic, start, later in people)
    return CountedSums.of(merged(*(contributions(each) for each in facts)).items())


def page_of(counted: CountedSums, place: int) -> dict[tuple[str, str], Shown]:
    """The numbers of people that the page of a place says: of its responders and classes, and of how many."""
    inside = CLINICS if place == TRUST else (place,)
    whole = report(counted.chosen(places=inside).without_waiting(), "demo", MEASURES, ALL)
    closed = Surroundings(counted, None, ABOVE, "demo", MEASURES).closed(place, ALL)
    numbers: dict[tuple[str, str], Shown] = {}
    for row in rows_of(without(whole, whole, closed), {}):
        of_outcome = row.measure == SYMPTOMS.key and row.figure in ("responders", "change_class")
        if of_outcome and row.occasion == "3m" and row.population == "paired":
            numbers[row.figure, row.item] = row.numerator  # type: ignore[assignment]
            numbers[row.figure, "of"] = row.denominator  # type: ignore[assignment]
    return numbers


def columns(place: int, name: tuple[str, str]) -> list[int]:
    figure, item = name
    return [
        int(
            place in (TRUST, clinic)
            and (
                item == "of"
                or (figure == "responders" and answer == "yes")
                or (figure == "change_class" and of == item)
            )
        )
        for clinic, answer, of in CELLS
    ]


def told_of_few(counted: CountedSums) -> list[tuple[int, str]]:
    """The classes of a clinic that nobody shows, that only one number of people fits, and that are of a few."""
    rows, ends = [], []
    pages = {place: page_of(counted, place) for place in (TRUST, *CLINICS)}
    for place, numbers in pages.items():
        for name, shown in numbers.items():
            if not isinstance(shown, Hidden):
                rows.append(columns(place, name))
                ends.append(shown)
    if not rows:
        return []
    seen = optimize.LinearConstraint(np.array(rows), ends, ends)

    def end(objective: list[int], sign: int) -> float:
        solved = optimize.milp(sign * np.array(objective), integrality=np.ones(len(CELLS)), constraints=seen)
        return float(round(sign * solved.fun)) if solved.status == 0 else float("inf")

    told = []
    for clinic, of in product(CLINICS, CLASSES):
        if isinstance(pages[clinic].get(("change_class", of), Hidden), int):
            continue
        column = columns(clinic, ("change_class", of))
        least = end(column, 1)
        if 0 < least < 5 and least == end(column, -1):
            told.append((clinic, of))
    return told


@pytest.mark.parametrize("seed", [5, 60, 700])
def test_no_class_of_a_clinic_is_the_trust_minus_the_others(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        people = [
            (chance.choice(CLINICS), float(chance.choice([100, 200, 300])), float(chance.choice([50, 180, 240, 310])))
            for _ in range(chance.choice([40, 80, 160]))
        ]
        assert told_of_few(counted_of(people)) == [], people


def test_a_class_of_few_at_one_clinic_takes_its_own_figure_and_not_whether_people_responded() -> None:
    """By hand: at the first clinic two got worse. Classes are hidden there, and at the next smallest, since the trust says them."""

    def clinic(of: int, better: int, same: int, worse: int) -> list[tuple[int, float, float]]:
        return [(of, 300.0, 180.0)] * better + [(of, 300.0, 290.0)] * same + [(of, 200.0, 310.0)] * worse

    counted = counted_of([*clinic(2, 8, 8, 2), *clinic(3, 9, 9, 6), *clinic(4, 20, 20, 10)])
    around = Surroundings(counted, None, ABOVE, "demo", MEASURES)
    classes = Unit("classes", SYMPTOMS.key)
    assert {place: classes in around.closed(place, ALL) for place in (TRUST, *CLINICS)} == {
        1: False,
        2: True,
        3: True,
        4: False,
    }
    assert Unit("outcomes", SYMPTOMS.key) not in around.closed(2, ALL)
    assert page_of(counted, 2)["responders", ""] == 8
    assert ("change_class", "improved") not in page_of(counted, 2)
