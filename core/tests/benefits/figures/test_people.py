"""Who began, and who of them responded, by values of one dimension: counted by hand, and hidden where few are told of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from varde.benefits.counting.cells import CellKey, CellStats
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.equity import groups_of
from varde.benefits.figures.people import PeopleFigure, people_figure, response_of, told_elsewhere
from varde.benefits.values import Measure

from ..cohort import SATISFACTION, SYMPTOMS

Rows = dict[str, tuple[int, int, int]]
"""By value, or ``all``: how many started, responded and did not."""


def counted(rows: Rows, place: int = 1) -> list[tuple[CellKey, CellStats]]:
    cells = []
    for value, numbers in rows.items():
        names = (("flow", "", "started"), ("sss", "3m", "responder:yes"), ("sss", "3m", "responder:no"))
        for name, n in zip(names, numbers, strict=True):
            cells.append((CellKey(place, "demo", "", "2025-01", value, *name), CellStats(n=n)))  # type: ignore[arg-type]
    return cells


def figure(rows: Rows, measure: Measure | None = SYMPTOMS) -> PeopleFigure | None:
    return people_figure(CountedSums.of(counted(rows)), "sex", measure)


def started(of: PeopleFigure | None) -> dict[str, str]:
    assert of is not None
    return {row.value: str(row.started.numerator) for row in of.rows}


def test_each_value_has_its_share_and_its_response() -> None:
    of = figure({"all": (100, 30, 40), "female": (77, 22, 33), "male": (23, 8, 7)})
    assert of is not None
    assert of.measure is SYMPTOMS
    female, male = of.rows
    assert (female.value, female.started.numerator, female.started.denominator) == ("female", 77, 100)
    assert female.started.share == 0.77
    assert female.responded is not None
    assert (female.responded.numerator, female.responded.denominator) == (22, 55)
    assert female.responded.share == 0.4
    assert male.responded is not None
    assert male.responded.share == pytest.approx(8 / 15)


def test_those_whose_value_is_not_known_are_what_is_left() -> None:
    of = figure({"all": (100, 30, 40), "female": (60, 20, 30), "male": (30, 5, 5)})
    assert started(of) == {"female": "60", "male": "30", "": "10"}
    assert of is not None
    rest = of.rows[-1].responded
    assert rest is not None
    assert (rest.numerator, rest.denominator) == (5, 10)


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        ({"all": (40, 10, 10), "female": (37, 10, 10), "male": (3, 0, 0)}, None),
        ({"all": (40, 10, 10), "female": (30, 10, 10), "male": (8, 0, 0)}, None),  # two of whom it is not known
        ({"all": (4, 0, 0), "female": (4, 0, 0)}, None),
        ({"all": (0, 0, 0)}, None),
        ({"all": (40, 10, 10)}, None),  # it is known of nobody
    ],
)
def test_few_are_not_told_of(rows: Rows, seen: dict[str, str] | None) -> None:
    of = figure(rows)
    assert (started(of) if of is not None else None) == seen


def test_a_small_age_goes_with_its_neighbour_here_and_on_the_page_of_the_place() -> None:
    """3, 50, 20 and 40: with the small one hidden here and put together there, 53 less 50 would be 3."""
    ages: Rows = {"18-29": (3, 1, 2), "30-44": (50, 20, 20), "45-59": (20, 10, 5), "60-74": (40, 20, 10)}
    of = people_figure(CountedSums.of(counted({"all": (113, 51, 37), **ages})), "age", SYMPTOMS)
    assert started(of) == {"18-44": "53", "45-59": "20", "60-74": "40"}
    outcomes = {value: (yes, no, n - yes - no) for value, (n, yes, no) in ages.items()}
    page = groups_of(outcomes, ordered=True)
    assert [(group.values, group.started) for group in page] == [
        (("18-29", "30-44"), 53),
        (("45-59",), 20),
        (("60-74",), 40),
    ]


def test_no_two_ways_of_putting_ages_together_differ_by_a_few() -> None:
    """9, 3 and 20, where the nine have few who responded: the page puts the three with the twenty first, as the report does."""
    ages: Rows = {"18-29": (9, 2, 7), "30-44": (3, 3, 0), "45-59": (20, 10, 10), "60-74": (30, 15, 15)}
    of = people_figure(CountedSums.of(counted({"all": (62, 30, 32), **ages})), "age", SYMPTOMS)
    assert started(of) == {"18-29": "9", "30-59": "23", "60-74": "30"}
    page = groups_of({value: (yes, no, 0) for value, (_n, yes, no) in ages.items()}, ordered=True)
    assert [group.values for group in page] == [("18-29", "30-44", "45-59"), ("60-74",)]


@pytest.mark.parametrize(
    "of_men", [(23, 4, 9), (23, 9, 4), (23, 9, 10)], ids=["few responded", "few did not", "few did not answer"]
)
def test_the_response_is_shown_of_every_value_or_of_none(of_men: tuple[int, int, int]) -> None:
    women = (77, 22, 33)
    everyone = tuple(a + b for a, b in zip(women, of_men, strict=True))
    of = figure({"all": everyone, "female": women, "male": of_men})  # type: ignore[dict-item]
    assert of is not None
    assert of.measure is None
    assert [row.responded for row in of.rows] == [None, None]


def test_nobody_of_a_value_responded_is_a_number() -> None:
    of = figure({"all": (40, 10, 20), "female": (20, 10, 5), "male": (20, 0, 15)})
    assert of is not None
    assert [row.responded.share for row in of.rows if row.responded] == [10 / 15, 0]


def test_only_an_outcome_of_everybody_says_who_responded() -> None:
    from dataclasses import replace

    assert response_of(SYMPTOMS) is SYMPTOMS
    assert [response_of(m) for m in (None, SATISFACTION, replace(SYMPTOMS, tracks=("a",)))] == [None, None, None]
    of = figure({"all": (40, 10, 20), "female": (40, 10, 20)}, None)
    assert of is not None
    assert [row.responded for row in of.rows] == [None]


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([{"all": (50, 20, 20), "female": (30, 10, 10), "male": (20, 10, 10)}], False),
        ([{"all": (50, 20, 20), "female": (47, 20, 20), "male": (3, 0, 0)}], True),
        ([{"all": (50, 20, 20), "female": (47, 20, 20), "male": (3, 0, 0)}] * 2, False),
        ([], False),
    ],
    ids=["enough beside it", "few men beside it", "two places with few hide each other", "nothing beside it"],
)
def test_a_place_is_silent_where_the_one_above_it_would_tell(others: Sequence[Rows], told: bool) -> None:
    here: Rows = {"all": (100, 40, 40), "female": (60, 20, 20), "male": (40, 20, 20)}
    cells = counted(here, 2)
    above: dict[int, int | None] = {1: None, 2: 1}
    for place, rows in enumerate(others, 3):
        cells += counted(rows, place)
        above[place] = 1
    sums = CountedSums.of(cells)
    assert told_elsewhere(sums, above, 2, SYMPTOMS, 5) is told
    assert told_elsewhere(sums, above, 1, SYMPTOMS, 5) is False, "nothing is above it"
